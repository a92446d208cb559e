"""Documents going out: records in, file out; never sees the database."""
