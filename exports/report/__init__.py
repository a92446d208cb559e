"""The follow-up report: its context, its counts, and the Word file drawn of it."""
