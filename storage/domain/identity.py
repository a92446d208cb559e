"""Ids: what a person creates freely is random, what has a natural key is named by it.

Two laptops that judge the same recommendation for the first time, or import the same file, must write the same
record. So such ids are `uuid5(register id, kind + key)`; records of an import are named by the file's SHA-256,
their kind and their position in it.
"""

from collections.abc import Mapping
from uuid import UUID, uuid5

from storage.domain.vocabulary import NATURAL_KEYS

_SEPARATOR = "\x1f"


def natural_id(register_id: str, entity: str, *key: str | int | None) -> str:
    """The id of the record of `entity` with this natural key."""
    return str(uuid5(UUID(register_id), _SEPARATOR.join([entity, *("" if k is None else str(k) for k in key)])))


def id_from_fields(register_id: str, entity: str, values: Mapping[str, str | int | None]) -> str:
    """The id of a record of `entity` from its own fields.

    Raises:
        KeyError: the entity has no natural key: its ids are random.
    """
    return natural_id(register_id, entity, *(values.get(name) for name in NATURAL_KEYS[entity]))


def imported_id(register_id: str, file_sha256: str, entity: str, position: str) -> str:
    """The id of the record that stands at `position` in an imported file."""
    return natural_id(register_id, entity, "import", file_sha256, position)
