"""Dialogs with typed results."""
