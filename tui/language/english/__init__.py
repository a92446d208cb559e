"""English, the second language of the screen: Swedish message ids and what they are in English, by subject."""
