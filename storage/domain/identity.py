"""Ids of records, and references to records by title, number or prefix of an id.

Two laptops that assess the same recommendation for the first time, or import the same file, must write the same
record. So such ids are `uuid5(register id, kind + key)`; records of an import are named by the file's SHA-256,
their kind and their position in it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID, uuid5

from msgspec import Struct

from storage.domain.text import one_line, shorten
from storage.domain.vocabulary import NATURAL_KEYS

_SEPARATOR = "\x1f"


def sha256(content: bytes) -> bytes:
    """Return the SHA-256 of `content`, 32 bytes."""
    import hashlib  # noqa: PLC0415 - OpenSSL, which a register that is only read does without

    return hashlib.sha256(content).digest()


@lru_cache(maxsize=8)
def _namespace(register_id: str) -> UUID:
    return UUID(register_id)


def natural_id(register_id: str, entity: str, *key: str | int | None) -> str:
    """Return the id of the record of `entity` with this natural key."""
    return str(uuid5(_namespace(register_id), _SEPARATOR.join([entity, *("" if k is None else str(k) for k in key)])))


def id_from_fields(register_id: str, entity: str, values: Mapping[str, str | int | None]) -> str:
    """Return the id of a record of `entity` from its own fields.

    Raises:
        KeyError: the entity has no natural key: its ids are random.
    """
    return natural_id(register_id, entity, *(values.get(name) for name in NATURAL_KEYS[entity]))


def imported_id(register_id: str, file_sha256: str, entity: str, position: str) -> str:
    """Return the id of the record at `position` in an imported file."""
    return natural_id(register_id, entity, "import", file_sha256, position)


MIN_PREFIX = 6
"""Length of the shortest prefix that is taken for an id."""

_ID_START = re.compile(r"[0-9a-f][0-9a-f-]{5,35}", re.IGNORECASE)

NAME_LENGTH = 80
"""The longest name of a record."""
TEXT_LENGTH = 60
"""Length of a text in a name, after its owner and number."""


class Reference(Struct, frozen=True):
    """A parsed reference, not yet resolved."""

    raw: str
    id_start: str | None
    """The text if it may be an id or a prefix of one, else None."""
    title: str
    """The part before the last colon, or all of it."""
    number: str | None
    """The part after the last colon, without a closing parenthesis; None without a colon."""


def parse_reference(text: str) -> Reference:
    """Parse a reference; any text is one."""
    raw = text.strip()
    title, colon, number = raw.rpartition(":")
    return Reference(
        raw=raw,
        id_start=raw.lower() if _ID_START.fullmatch(raw) else None,
        title=(title if colon else raw).strip(),
        number=number.strip().rstrip(").").strip() if colon else None,
    )


PLACE = "#"
"""Mark before the place of a point that has no printed number."""


def point_number(number: str | None, place: int | None) -> str:
    """Return a number as printed; of a point without one its place, `#3`, by which references mean it."""
    return printed_number(number) or (f"{PLACE}{place}" if place else "")


def printed_number(number: str | None) -> str:
    """Return a number as printed before its text, `2)`; empty without one."""
    if not number:
        return ""
    return f"{number})" if number[-1].isalnum() else number


def point_name(about: str, number: str, text: str) -> str:
    """Return the name of a recommendation or a question, `Moms: 2) Ta fram …`, from its owner, number and text."""
    own = " ".join(filter(None, [printed_number(number), shorten(text, TEXT_LENGTH)]))
    return shorten(": ".join(filter(None, [one_line(about), own])), NAME_LENGTH)
