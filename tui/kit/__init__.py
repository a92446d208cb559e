"""Widgets, dialogs and jobs that the screens share."""
