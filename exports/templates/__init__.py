"""Word templates, and the scripts that build the ones we ship."""
