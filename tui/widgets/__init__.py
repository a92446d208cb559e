"""Widgets that draw records and send messages."""
