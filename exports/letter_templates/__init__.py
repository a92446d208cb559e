"""Office's own Word templates of letters: their fields, their check, filling them in."""
