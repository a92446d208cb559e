"""What the auditor sees: the screen and the command line."""
