"""Word templates that an office can change: their fields, what is wrong with them, and filling them in."""
