"""Forms and lists of records of any kind, and their drafts."""
