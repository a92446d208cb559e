"""Every write: a named operation is one transaction, one action and one Change."""
