"""Layouts other than a heading above a table, made into that: cards, lists, levels in headings, audits within a table.

What is rearranged keeps its paragraphs, and so its passages; only the words of a header are added where there is none.
"""

import re
from collections.abc import Sequence

from storage.domain.body_names import is_body_name, names_in
from storage.domain.records import replace
from storage.domain.scale import standard_meaning
from storage.domain.text import one_line
from storage.intake.columns import columns_of
from storage.intake.grid import Header
from storage.intake.header_words import AUDIT, COMMENT, LEVEL, TEXT, header_words, rank
from storage.intake.word import WordCell, WordParagraph, WordRow, WordTable

_AUDIT_TITLE = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?(?:(?:fördjupad|grundläggande|uppföljande|översiktlig)\s+)?"
    r"(?:granskning(?:en)?\b|förstudie\b|utvärdering(?:en)?\b|revision(?:en)?\s+av\b)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 160
_CONTINUED = re.compile(
    r"\(?(?:tabell(?:en)?\s*\d*\W*)?(?:forts\.?|fortsättning)(?:\s+(?:på|av|från)\b.*)?\)?\.?", re.IGNORECASE
)
_CARD_NUMBER = re.compile(r"\s+(?:nr\.?\s*)?(\d{1,3})\s*[.):]?\s*$")
_WHOM = re.compile(r"(?P<title>.+?)\s*\((?P<bodies>[^()]+)\)")
_LEVEL_LAST = re.compile(r"(?P<text>.+?)(?:\s*[–—:]\s*|\s+-\s+|\s*\()(?P<level>[^–—:()]+)\)?")
_SAID_LAST = re.compile(r"(?P<text>.+[.!?])\s+(?P<level>[^.!?]+)\.?")
_RECOMMENDS = re.compile(r"\brekommenderar\b.*(?::|\batt)$", re.IGNORECASE)
_LONGEST_INTRODUCTION = 300
_LONGEST_HEADING = 80
_HEADERS = ("Rekommendation", "Bedömning", "Kommentar")


def is_audit_title(text: str) -> bool:
    """True for a line that names an audit."""
    return len(text) <= _LONGEST_TITLE and _AUDIT_TITLE.match(text) is not None


def is_continuation_line(text: str) -> bool:
    """True for a line that only says that a table goes on."""
    return _CONTINUED.fullmatch(text.strip()) is not None


def introduces_recommendations(paragraph: WordParagraph) -> bool:
    """True for a heading or a line after which recommendations are listed."""
    if paragraph.is_item:
        return False
    if len(paragraph.text) <= _LONGEST_HEADING and not paragraph.text.endswith("."):
        words = header_words(re.sub(r"^[\d.]+\s+", "", paragraph.text))
        if words.heads[-1].startswith("rekommendation") and rank(words, TEXT) is not None:
            return True
    return len(paragraph.text) <= _LONGEST_INTRODUCTION and _RECOMMENDS.search(paragraph.text) is not None


def carded(table: WordTable) -> tuple[WordTable, tuple[int, ...]] | None:
    """Turn a table of cards, with the words of the header in its first column, into rows below a header.

    Returns it with the passages of the words that are repeated; None for any other table.
    """
    rows = [row.cells for row in table.rows if any(cell.paragraphs for cell in row.cells)]
    if len(rows) < 2 or any(len(cells) != 2 for cells in rows):
        return None
    keys = [_key(cells[0]) for cells in rows]
    first = keys[0]
    names = list(dict.fromkeys(keys))
    if not first or keys.count(first) * len(names) < len(rows) or len(names) < 2:
        return None
    columns = columns_of(names)
    if columns is None or not {LEVEL, COMMENT} & columns.places.keys() or columns.places[TEXT] != 0:
        return None
    cards: list[dict[str, WordCell]] = []
    for key, cells in zip(keys, rows, strict=True):
        if key == first:
            cards.append({})
        if key in cards[-1]:
            return None
        cards[-1][key] = _numbered(cells) if key == first else cells[1]
    labels = {key: cells[0] for key, cells in reversed(list(zip(keys, rows, strict=True)))}
    header = WordRow(tuple(_unnumbered(labels[name]) for name in names))
    body = [WordRow(tuple(card.get(name, WordCell()) for name in names)) for card in cards]
    shown = {number for cell in header.cells for paragraph in cell.paragraphs for number in paragraph.passages}
    said = (number for cells in rows for paragraph in cells[0].paragraphs for number in paragraph.passages)
    return WordTable((header, *body)), tuple(number for number in said if number not in shown)


def parts_by_audit(
    table: WordTable, header: Header, after: int
) -> list[tuple[WordParagraph | None, tuple[WordRow, ...]]]:
    """Split the rows after the row `after` of a table of several audits: each with its title, None before the first.

    An audit is named in a row across the columns, or in a column of its own. One part for a table of one audit.
    """
    rows = table.rows[after + 1 :]
    place = header.columns.places.get(AUDIT)
    if place is not None:
        return _by_column(rows, place)
    parts: list[tuple[WordParagraph | None, tuple[WordRow, ...]]] = []
    title: WordParagraph | None = None
    own: list[WordRow] = []
    for row in rows:
        named = _audit_named(row)
        if named is None:
            own.append(row)
            continue
        if own or title:
            parts.append((title, tuple(own)))
        title, own = named, []
    return [*parts, (title, tuple(own))]


def _by_column(rows: Sequence[WordRow], place: int) -> list[tuple[WordParagraph | None, tuple[WordRow, ...]]]:
    titles: dict[str, WordParagraph] = {}
    found: dict[str, list[WordRow]] = {}
    current = ""
    for row in rows:
        cell = row.cells[place] if place < len(row.cells) else WordCell()
        text = one_line(" ".join(paragraph.text for paragraph in cell.paragraphs))
        current = text or current
        if text and current not in titles:
            titles[current] = WordParagraph(text, passages=cell.paragraphs[0].passages)
        cells = tuple(WordCell(span=c.span) if at == place else c for at, c in enumerate(row.cells))
        found.setdefault(current, []).append(replace(row, cells=cells) if text else row)
    return [(titles.get(name), tuple(own)) for name, own in found.items()]


def _audit_named(row: WordRow) -> WordParagraph | None:
    filled = [cell for cell in row.cells if cell.paragraphs]
    if len(filled) != 1 or len(filled[0].paragraphs) != 1 or (filled[0].span < 2 and len(row.cells) > 1):
        return None
    paragraph = filled[0].paragraphs[0]
    return paragraph if is_audit_title(paragraph.text) else None


def title_above(table: WordTable, header: Header) -> tuple[WordParagraph, WordTable] | None:
    """Return the line above a header that names the audit, and the table without it; None without one."""
    for index, row in enumerate(table.rows[: header.first]):
        if (title := _audit_named(row)) is not None:
            bare = replace(row, cells=tuple(replace(cell, paragraphs=()) for cell in row.cells))
            return title, WordTable((*table.rows[:index], bare, *table.rows[index + 1 :]))
    return None


def with_bodies(title: WordParagraph) -> list[WordParagraph]:
    """Split the bodies in parentheses off an audit's title, into a sentence that says whom it was about."""
    match = _WHOM.fullmatch(title.text)
    names = names_in(match["bodies"]) if match else ()
    if match is None or not names or not all(map(is_body_name, names)):
        return [title]
    said = WordParagraph(f"Granskningen avsåg {match['bodies']}.")
    return [replace(title, text=match["title"]), said]


def row_of_heading(heading: WordParagraph, below: Sequence[WordParagraph]) -> WordRow | None:
    """Return the row of a recommendation that is a heading with its level last; None for any other heading."""
    match = _LEVEL_LAST.fullmatch(heading.text)
    if match is None or standard_meaning(match["level"]) is None:
        return None
    return _row(_part(heading, match["text"]), _part(heading, match["level"]), below)


def row_of_item(item: WordParagraph) -> WordRow:
    """Return the row of a recommendation in a list, with its level where that is said last."""
    match = _SAID_LAST.fullmatch(item.text) or _LEVEL_LAST.fullmatch(item.text)
    if match is None or standard_meaning(match["level"]) is None:
        return _row(item if item.marker else replace(item, is_item=False), None, ())
    return _row(_part(item, match["text"]), _part(item, match["level"]), ())


def table_of(rows: Sequence[WordRow]) -> WordTable:
    """Return a table of such rows, with a header."""
    header = WordRow(tuple(WordCell((WordParagraph(word),)) for word in _HEADERS))
    return WordTable((header, *rows))


def _part(paragraph: WordParagraph, text: str) -> WordParagraph:
    return replace(paragraph, text=text.strip(), level=None)


def _row(text: WordParagraph, level: WordParagraph | None, comment: Sequence[WordParagraph]) -> WordRow:
    plain = replace(level, marker=None, is_item=False) if level else None
    return WordRow((WordCell((text,)), WordCell((plain,) if plain else ()), WordCell(tuple(comment))))


def _key(cell: WordCell) -> str:
    text = "\n".join(paragraph.text for paragraph in cell.paragraphs)
    return header_words(_CARD_NUMBER.sub("", text)).key


def _unnumbered(cell: WordCell) -> WordCell:
    paragraphs = (replace(paragraph, text=_CARD_NUMBER.sub("", paragraph.text)) for paragraph in cell.paragraphs)
    return replace(cell, paragraphs=tuple(paragraphs))


def _numbered(cells: Sequence[WordCell]) -> WordCell:
    """The text of a card, with the number that stands after the word before it."""
    said = "\n".join(paragraph.text for paragraph in cells[0].paragraphs)
    match = _CARD_NUMBER.search(said)
    if match is None or not cells[1].paragraphs:
        return cells[1]
    first, *more = cells[1].paragraphs
    return replace(cells[1], paragraphs=(replace(first, marker=f"{match[1]})"), *more))
