"""The Word templates that we ship, and the script that builds them."""
