"""Text and JSON of records, as the command line prints them."""
