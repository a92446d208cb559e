"""Findings about a document before it is written: errors stop it, warnings can be passed."""
