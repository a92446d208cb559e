"""How the screen looks."""
