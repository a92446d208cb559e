"""`import`: last year's follow-up report becomes part of the register."""
