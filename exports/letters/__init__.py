"""Letters going out: missiv, reminder, decision on an extension."""
