"""What forms and commands need around a record that is entered by hand: its name among others, and what to mind."""

from collections.abc import Mapping

from msgspec import Struct


class Named(Struct, frozen=True):
    """A record by what a person calls it."""

    entity: str
    id: str
    name: str
    kind: str | None = None
    """Its kind, or an audit's source, by its code; None where it has none."""
    removed: str | None = None
    """Why it was taken out of the lists."""
    merged_into: str | None = None
    """Id of the record that it turned out to be the same as."""


class Remark(Struct, frozen=True):
    """Something about a record that stops nothing but that its writer should know."""

    field: str
    """The field that it is about."""
    code: str
    """Such as `duplicate_number`."""
    values: Mapping[str, str] = {}
    """What its sentence needs."""
