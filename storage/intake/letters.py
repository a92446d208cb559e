"""Letters of the program's own, which are no reports: recognised so that none is read in as one.

A letter has a mark in the properties of its file, which Word keeps. Where another program has dropped it, or the letter
is older than the mark, its form tells: a title or heading of its own, and recipients or a request for a response.
"""

import re
from collections.abc import Iterator, Sequence

from storage.domain.material import LETTER_MARKS
from storage.intake.package import WordPackage, attribute, child, local
from storage.intake.word import WordParagraph, WordTable

_TITLES = (
    ("missiv", re.compile(r"missiv(?:\s*[:–-]\s|\s+\w|$)", re.IGNORECASE)),
    ("reminder", re.compile(r"(?:första |andra )?påminnelsen? om svar\b", re.IGNORECASE)),
    ("extension", re.compile(r"beslut om anstånd\b", re.IGNORECASE)),
)
_LABELS = frozenset({"för svar", "för åtgärd", "för kännedom"})
_REQUEST = re.compile(
    r"revisorerna önskar svar\b|svar ska ha kommit in\b|beviljar anståndet|avslår begäran", re.IGNORECASE
)
_STYLES = frozenset({"LetterFacts", "RecipientLabel"})
"""Ids of styles of the templates that we ship."""
_FIRST = 40
"""Paragraphs among which a letter has its heading: a letterhead and recipients stand above it."""


def letter_kind(package: WordPackage, blocks: Sequence[WordParagraph | WordTable]) -> str | None:
    """Return `missiv`, `reminder` or `extension` for a letter of the program's own; None for any other file."""
    marked = (kind for kind, mark in LETTER_MARKS.items() if mark in _property(package, "category"))
    if (kind := next(marked, None)) is not None:
        return kind
    texts = list(_texts(blocks))
    titled = next((kind for text in (_property(package, "title"), *texts[:_FIRST]) if (kind := _titled(text))), None)
    if titled and (_has_form(texts) or _has_styles(package)):
        return titled
    return None


_LETTER_TITLE = re.compile(
    r"(?:missiv|följebrev|skrivelse|svarsskrivelse|tjänsteskrivelse|yttrande\s+(?:över|angående|med\s+anledning|gällande)"
    r"|svar\s+på\s+(?:revision|granskning|rekommendation|missiv|skrivelse)|remissvar\b)",
    re.IGNORECASE,
)
_REGISTERED = re.compile(r"\b(?:dnr|diarienummer|er\s+beteckning|vår\s+beteckning)\b", re.IGNORECASE)
_DEMANDS = re.compile(
    r"\b(?:önskar|emotser|begär|förväntar\s+(?:oss|sig)|motser|önskas|begärs)\b.*\b(?:svar|yttrande|information|besked)\b"
    r"|\b(?:svar|yttrande)\b.*\b(?:önskas|emotses|begärs|ska\s+lämnas|lämnas\s+senast)\b",
    re.IGNORECASE,
)
_MOST_HEADINGS = 2
_TOP = 8
"""Paragraphs among which a letter of others says what it is."""


def is_letter(blocks: Sequence[WordParagraph | WordTable]) -> bool:
    """True for a letter of anyone's: by its title, or by its reference and the answer that it asks for."""
    texts = list(_texts(blocks))
    if any(_LETTER_TITLE.match(text) for text in texts[:_TOP]):
        return True
    headings = sum(isinstance(block, WordParagraph) and bool(block.level) for block in blocks)
    if headings > _MOST_HEADINGS:
        return False
    return any(map(_REGISTERED.search, texts[:_TOP])) and any(map(_DEMANDS.search, texts))


def _property(package: WordPackage, name: str) -> str:
    found = child(package.properties, name)
    return " ".join((found.text or "").split()) if found is not None else ""


def _texts(blocks: Sequence[WordParagraph | WordTable]) -> Iterator[str]:
    """Yield the texts of paragraphs, those in tables too, on one line each."""
    for block in blocks:
        paragraphs = [block] if isinstance(block, WordParagraph) else _in_cells(block)
        yield from (" ".join(paragraph.text.split()) for paragraph in paragraphs)


def _in_cells(table: WordTable) -> Iterator[WordParagraph]:
    return (paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs)


def _titled(text: str) -> str | None:
    return next((kind for kind, title in _TITLES if title.match(text)), None)


def _has_form(texts: Sequence[str]) -> bool:
    """True when one paragraph is the label of recipients, or one asks for a response or decides on it."""
    return any(text.casefold().rstrip(":") in _LABELS or _REQUEST.search(text) for text in texts)


def _has_styles(package: WordPackage) -> bool:
    used = (attribute(element) for element in package.document.iter() if local(element) == "pStyle")
    return not _STYLES.isdisjoint(used)
