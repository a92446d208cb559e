"""Values that the fields of a record can hold, and copies of records with other values."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # mypy checks the changes of a dataclass by their names and types, and those of a Struct not at all
    from dataclasses import replace as replace  # noqa: PLC0414 - exported
else:
    from msgspec.structs import replace as replace  # noqa: PLC0414 - exported

Value = str | int | None
