"""Letter_Templates."""
