"""Screens: switchboards that turn a message into one call."""
