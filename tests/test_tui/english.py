"""The English catalogue, read from its text or as it is compiled beside it."""

from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tui.language.catalogue import DOMAIN, ENGLISH, LOCALES

TEXT = LOCALES / ENGLISH / "LC_MESSAGES" / f"{DOMAIN}.po"
COMPILED = TEXT.with_suffix(".mo")
Forms = tuple[str, ...]
"""A sentence in its one form; of what is counted, the form of one and that of several."""


def read(path: Path) -> Catalog:
    """The catalogue in a file."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True) if path.suffix == ".po" else read_mo(file)


def entries(catalogue: Catalog) -> dict[Forms, Forms]:
    """The English of every Swedish sentence, without the header."""
    return {_forms(message.id): _forms(message.string) for message in catalogue if message.id}


def pairs(catalogue: Catalog) -> list[tuple[str, str]]:
    """Every form in Swedish and in English."""
    return [pair for swedish, english in entries(catalogue).items() for pair in zip(swedish, english, strict=True)]


def _forms(text: str | list[str] | Forms | None) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text or ())
