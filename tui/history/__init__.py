"""The screen of the history (F7), one record's past, and the register as of a day."""
