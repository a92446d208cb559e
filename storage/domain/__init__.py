"""Pure rules and records: no IO, no clock, no database."""
