"""What a field of a record can hold."""

Value = str | int | None
