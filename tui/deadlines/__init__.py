"""The screen of deadlines (F3): what is late, what comes, and a calendar file of it."""
