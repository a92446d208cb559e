"""The screen of letters and responses (F5): missiv, reminders, extensions."""
