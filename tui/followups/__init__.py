"""The screen of follow-ups (F4): their audits, their scales, closing, the report."""
