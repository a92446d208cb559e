"""The two front ends of the auditor: the screen and the command line."""
