"""Documents coming in, read into a plan and carried out as one operation."""
