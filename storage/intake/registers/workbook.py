"""Reading of workbooks: .xlsx, .xls and .ods, by calamine.

Calamine makes one grid of all cells from the first to the last, and more memory than there is ends the program. So the
markup is looked through first: stray cells far away are taken out, and too many are refused.
"""

import hashlib
import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from msgspec import Struct
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, load_workbook

from storage.errors import FileUnreadable
from storage.intake.package import (
    UNPACKING,
    attribute,
    check_sizes,
    child,
    children,
    file_bytes,
    is_on,
    local,
    number,
    parsed,
)
from storage.intake.registers.sheets import (
    MAX_ROWS,
    BesideText,
    Place,
    Sheet,
    SheetRow,
    TableFile,
    column_of,
    filled_rows,
    plain,
)

Value = int | float | str | bool | time | date | datetime | timedelta

_OLE2 = b"\xd0\xcf\x11\xe0"
_WORD = "WordDocument".encode("utf-16-le")
"""Stream of the old Word format."""
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST_CELLS = 6_000_000
"""Most cells of the grid from the first to the last cell."""
_MOST_STRAY = 200
"""Most cells far from the others that are taken out and told of."""
_FRAMES = ((MAX_ROWS, 60), (20_000, 300), (3_000, 2_000))
"""Rows and columns within which the cells of a sheet have to be, but for stray ones."""
_WIDEST_MERGE = 300
_CHUNK = 1_000_000
_FAR = 1 << 31
_CELL = re.compile(
    rb"<(?:\w+:)?(?:(?P<row>row)|c)(?=[\s/>])"
    rb"(?:(?=[^>]*\sr=[\"'](?P<letters>[A-Z]{0,3})(?P<number>\d{1,7})[\"'])|)"
    rb"(?:(?=[^>]*\ss=[\"'](?P<style>\d{1,6})[\"'])|)"
    rb"[^>]*?(?P<closed>/)?>(?P<empty>\s*</)?"
)
_ODS = re.compile(
    rb"<table:(?P<kind>table|table-row|table-cell|covered-table-cell)(?=[\s/>])"
    rb"(?:(?=[^>]*number-(?:rows|columns)-repeated=\"(?P<times>\d{1,9})\")|)"
    rb"[^>]*?>"
)


def is_workbook(path: Path, data: bytes) -> bool:
    """Return True for the bytes of a workbook, whatever its name; one locked by a password is told by its name."""
    if data.startswith(_OLE2):
        locked = _LOCKED in data and path.suffix.lower().startswith((".xls", ".ods"))
        return locked or (_WORD not in data and any(name in data for name in _BOOKS))
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return archive.read("mimetype").startswith(_SPREADSHEET)
    except UNPACKING:
        return path.suffix.lower() in {".xlsx", ".xlsm", ".ods", ".xltx", ".xlsb"}
    return any(name.lower().startswith(("xl/workbook", "/xl/workbook")) for name in names)


def read_workbook(path: Path) -> TableFile:
    """Read the sheets of a workbook.

    Raises:
        FileUnreadable: with the reason; `too_many_rows` where it has more than a register can have.
    """
    data = file_bytes(path)
    if data.startswith(_OLE2) and _LOCKED in data:
        raise FileUnreadable(path, "encrypted_workbook")
    parts: Mapping[str, _SheetPart] = {}
    content = data
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                check_sizes(path, archive)
                parts, content = _looked_through(path, archive, data)
        except FileUnreadable:
            raise
        except UNPACKING as error:
            raise FileUnreadable(path, "damaged_workbook", str(error)) from error
    sheets = tuple(_sheets(path, content, parts))
    return TableFile(path.name, hashlib.sha256(data).hexdigest(), sheets)


def _sheets(path: Path, content: bytes, parts: Mapping[str, "_SheetPart"]) -> Iterator[Sheet]:
    book = _opened(path, content)
    count = 0
    for meta in book.sheets_metadata:
        try:
            if meta.typ.name != "WorkSheet" if hasattr(meta.typ, "name") else str(meta.typ).endswith("Chart"):
                continue
            source = book.get_sheet_by_name(meta.name)
        except Exception as error:
            raise FileUnreadable(path, "damaged_workbook", str(error)) from error
        sheet = _sheet(source, parts.get(meta.name, _SheetPart()), hidden=not str(meta.visible).endswith("Visible"))
        count += len(sheet.rows)
        if count > MAX_ROWS:
            raise FileUnreadable(path, "too_many_rows", str(MAX_ROWS))
        yield sheet


def _opened(path: Path, content: bytes) -> CalamineWorkbook:
    try:
        return load_workbook(io.BytesIO(content))
    except PasswordError as error:
        raise FileUnreadable(path, "encrypted_workbook") from error
    except Exception as error:
        raise FileUnreadable(path, "damaged_workbook", str(error)) from error


def _sheet(source: CalamineSheet, part: "_SheetPart", *, hidden: bool) -> Sheet:
    top, left = source.start or (0, 0)
    values = ([""] * left + [_text(value) for value in row] for row in source.iter_rows())
    rows = tuple(filled_rows(values, top))
    if part.struck:
        rows, struck = _without_struck(rows, part.struck)
    else:
        struck = ()
    filled = [row.row for row in rows]
    down, across = _merged(source.merged_cell_ranges or (), filled)
    name = plain(source.name)
    named = Sheet(name, rows)
    passages = (
        *(BesideText(named.place(row, column), text, row, column, "struck") for row, column, text in struck),
        *(BesideText(named.place(row, column), text, row, column, rule) for row, column, text, rule in part.beside),
        *(BesideText(f"blad {name}, {where}", text, rule=rule) for where, text, rule in part.texts),
    )
    return Sheet(name, rows, down, across, frozenset(part.coloured), passages, part.pictures, hidden)


def _without_struck(
    rows: Sequence[SheetRow], struck: frozenset[Place]
) -> tuple[tuple[SheetRow, ...], tuple[tuple[int, int, str], ...]]:
    kept, left = [], []
    for row in rows:
        gone = [column for column in row.cells if (row.row, column) in struck]
        left += [(row.row, column, row.cells[column]) for column in gone]
        cells = {column: text for column, text in row.cells.items() if column not in gone} if gone else row.cells
        if cells:
            kept.append(type(row)(row.row, cells))
    return tuple(kept), tuple(left)


def _merged(
    ranges: Sequence[tuple[Place, Place]], filled: Sequence[int]
) -> tuple[dict[Place, Place], dict[Place, Place]]:
    """Return the cells that take their text from one above, and those that take it from one in the same row."""
    down: dict[Place, Place] = {}
    across: dict[Place, Place] = {}
    for (top, left), (bottom, right) in ranges:
        columns = range(left, min(right, left + _WIDEST_MERGE) + 1)
        across |= {(top, column): (top, left) for column in columns if column != left}
        first, last = bisect_right(filled, top), bisect_right(filled, bottom)
        if (last - first) * len(columns) + len(down) <= _MOST_CELLS:
            down |= {(row, column): (top, left) for row in filled[first:last] for column in columns}
    return down, across


def _text(value: Value) -> str:
    """Return a value as text: a date as a day, a whole number without decimals."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    return str(value)


class _SheetPart(Struct):
    """The markup of a sheet beside the values of its cells."""

    coloured: set[Place] = set()
    struck: frozenset[Place] = frozenset()
    beside: list[tuple[int, int, str, str]] = []
    """Row, column, text and rule of a note, a cell far away or a formula without a value."""
    texts: list[tuple[str, str, str]] = []
    """Place, text and rule of text boxes, headers and footers."""
    pictures: int = 0


class _Looks(Struct, frozen=True):
    """Numbers of the cell formats that say something by themselves."""

    coloured: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()


def _looked_through(path: Path, archive: zipfile.ZipFile, data: bytes) -> tuple[dict[str, _SheetPart], bytes]:
    """Look through the markup; return the parts of sheets by name, and the file without stray cells."""
    names = {name.lstrip("/"): name for name in archive.namelist()}
    for name in names.values():
        if name.lower().endswith((".xml", ".rels")):
            _check_part(path, archive, name)
    if "content.xml" in names:
        _check_repeats(path, archive.read(names["content.xml"]))
        return {}, data
    found: dict[str, _SheetPart] = {}
    changed: dict[str, bytes] = {}
    book = next((name for name in names if name.lower() == "xl/workbook.xml"), None)
    if book is None:
        raise FileUnreadable(path, "binary_workbook")
    looks = _looks(path, archive, names)
    for sheet, name in _sheet_parts(path, archive, names, book):
        markup = archive.read(names[name])
        part = _SheetPart()
        changed |= _scan(path, names[name], markup, looks, part, _Strings(path, archive, names))
        _read_beside(path, archive, names, name, part)
        found[sheet] = part
    return found, _rewritten(archive, changed) if changed else data


def _check_part(path: Path, archive: zipfile.ZipFile, name: str) -> None:
    """Read a part to its end, so that its size and checksum are as declared, and refuse one with a document type."""
    with archive.open(name) as source:
        head = source.read(_CHUNK)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise FileUnreadable(path, "dangerous", name)
        while source.read(_CHUNK):
            pass


def _check_repeats(path: Path, markup: bytes) -> None:
    """Refuse a sheet whose filled cells span more than a grid can hold, or are repeated that often."""
    row, column, times, filled = 0, 0, 0, 0
    top, bottom, left, right = _FAR, 0, _FAR, 0
    for match in _ODS.finditer(markup):
        count = int(match["times"] or 1)
        if match["kind"] == b"table":
            row, column, times, filled = 0, 0, 0, 0
            top, bottom, left, right = _FAR, 0, _FAR, 0
        elif match["kind"] == b"table-row":
            row, column, times = row + times, 0, count
        else:
            if b"office:value-type" in match[0]:
                filled += 0 if bottom >= row + times else times
                top, bottom = min(top, row), max(bottom, row + times)
                left, right = min(left, column), max(right, column + count)
                if filled > MAX_ROWS or (bottom - top) * (right - left) > _MOST_CELLS:
                    raise FileUnreadable(path, "too_many_rows", str(MAX_ROWS))
            column += count


def _relations(path: Path, archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> dict[str, tuple[str, str]]:
    """Return the related parts by id: the kind of relation and the name."""
    folder, _, own = part.rpartition("/")
    rels = f"{folder}/_rels/{own}.rels"
    if rels not in names:
        return {}
    found = {}
    for relation in parsed(path, archive.read(names[rels])):
        target = attribute(relation, "Target") or ""
        name = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        if attribute(relation, "TargetMode") != "External" and name in names:
            found[attribute(relation, "Id") or name] = (kind, name)
    return found


def _sheet_parts(
    path: Path, archive: zipfile.ZipFile, names: Mapping[str, str], book: str
) -> Iterator[tuple[str, str]]:
    relations = _relations(path, archive, names, book)
    for sheet in children(child(parsed(path, archive.read(names[book])), "sheets"), "sheet"):
        ids = [value for key, value in sheet.attrib.items() if key.endswith("}id")]
        kind, name = relations.get(ids[0] if ids else "", ("", ""))
        if kind == "worksheet":
            yield attribute(sheet, "name") or "", name


def _looks(path: Path, archive: zipfile.ZipFile, names: Mapping[str, str]) -> _Looks:
    if "xl/styles.xml" not in names:
        return _Looks()
    styles = parsed(path, archive.read(names["xl/styles.xml"]))
    fills = [_is_coloured(fill) for fill in children(child(styles, "fills"), "fill")]
    fonts = [is_on(child(font, "strike")) for font in children(child(styles, "fonts"), "font")]
    coloured, struck = set(), set()
    for index, form in enumerate(children(child(styles, "cellXfs"), "xf")):
        if 0 <= (fill := number(form, "fillId") or 0) < len(fills) and fills[fill]:
            coloured.add(index)
        if 0 <= (font := number(form, "fontId") or 0) < len(fonts) and fonts[font]:
            struck.add(index)
    return _Looks(frozenset(coloured), frozenset(struck))


def _is_coloured(fill: Element) -> bool:
    pattern = child(fill, "patternFill")
    colour = child(pattern, "fgColor")
    if attribute(pattern, "patternType") in {None, "none"} or colour is None:
        return child(fill, "gradientFill") is not None
    return (attribute(colour, "rgb") or "")[-6:].upper() != "FFFFFF" and attribute(colour, "theme") != "0"


class _Strings(Struct):
    """The shared strings, read when a stray cell needs one."""

    path: Path
    archive: zipfile.ZipFile
    names: Mapping[str, str]

    def text(self, markup: bytes) -> str:
        """Return the text of the markup of a cell."""
        values = re.findall(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]*)<", markup)
        plain_text = plain(unescape(b"".join(values).decode("utf-8", "replace")))
        if re.search(rb"\st=[\"']s[\"']", markup[:200]) and plain_text.isdecimal():
            shared = next((name for name in self.names if name.lower() == "xl/sharedstrings.xml"), None)
            items = list(parsed(self.path, self.archive.read(self.names[shared]))) if shared else []
            if int(plain_text) < len(items):
                return plain("".join(each.text or "" for each in items[int(plain_text)].iter() if local(each) == "t"))
        return plain_text


def _scan(path: Path, name: str, markup: bytes, looks: _Looks, part: _SheetPart, strings: _Strings) -> dict[str, bytes]:
    """Find the looks of cells, and those far away; return the markup without the latter where there are any."""
    struck: set[Place] = set()
    outside = [0] * len(_FRAMES)
    far: list[tuple[int, int, int]] = []
    row, column, rows, filled_row = -1, -1, 0, -1
    for match in _CELL.finditer(markup):
        if match["row"]:
            row, column = int(match["number"]) - 1 if match["number"] else row + 1, -1
            continue
        column = column_of(match["letters"].decode()) if match["letters"] else column + 1
        row = int(match["number"]) - 1 if match["letters"] else row
        style = int(match["style"] or 0)
        if match["closed"] or match["empty"]:
            if style in looks.coloured and len(part.coloured) < _MOST_CELLS:
                part.coloured.add((row, column))
            continue
        if style in looks.struck:
            struck.add((row, column))
        rows, filled_row = rows + (row != filled_row), row
        if rows > MAX_ROWS:
            raise FileUnreadable(path, "too_many_rows", str(MAX_ROWS))
        if row >= _FRAMES[0][0] or column >= _FRAMES[0][1] or row >= _FRAMES[-1][0]:
            far.append((row, column, match.start()))
            for index, (most_rows, most_columns) in enumerate(_FRAMES):
                outside[index] += row >= most_rows or column >= most_columns
    part.struck = frozenset(struck)
    part.texts += _page_texts(markup)
    best = min(range(len(_FRAMES)), key=lambda index: outside[index])
    if outside[best] > _MOST_STRAY:
        raise FileUnreadable(path, "too_many_rows", str(MAX_ROWS))
    most_rows, most_columns = _FRAMES[best]
    stray = [each for each in far if each[0] >= most_rows or each[1] >= most_columns]
    return {name: _without(markup, stray, part, strings)} if stray else {}


def _without(markup: bytes, stray: Sequence[tuple[int, int, int]], part: _SheetPart, strings: _Strings) -> bytes:
    """Take the cells at these places out of the markup of a sheet."""
    pieces, at = [], 0
    for row, column, start in stray:
        end = re.compile(rb"</(?:\w+:)?c\s*>").search(markup, start)
        stop = end.end() if end else len(markup)
        if text := strings.text(markup[start:stop]):
            part.beside.append((row, column, text, "far"))
        pieces.append(markup[at:start])
        at = stop
    return b"".join([*pieces, markup[at:]])


def _rewritten(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with these parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".rels")):
                copy.writestr(name, changed.get(name) or archive.read(name))
    return made.getvalue()


def _page_texts(markup: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield what is printed above and below each page."""
    found = re.search(rb"<(?:\w+:)?headerFooter\b.*?</(?:\w+:)?headerFooter>", markup, re.DOTALL)
    for text in re.findall(rb">([^<]+)<", found[0]) if found else ():
        printed = re.sub(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])', " ", unescape(text.decode("utf-8", "replace")))
        if cleaned := plain(printed):
            yield "sidhuvud eller sidfot", cleaned, "page_text"


def _read_beside(path: Path, archive: zipfile.ZipFile, names: Mapping[str, str], sheet: str, part: _SheetPart) -> None:
    """Read the notes, text boxes and pictures of a sheet."""
    for kind, name in _relations(path, archive, names, sheet).values():
        if kind in {"comments", "threadedComment"}:
            _read_notes(parsed(path, archive.read(names[name])), part)
        elif kind == "drawing":
            drawing = parsed(path, archive.read(names[name]))
            part.pictures += sum(local(each) in {"pic", "graphicFrame"} for each in drawing.iter())
            for shape in (each for each in drawing.iter() if local(each) == "txBody"):
                lines = ["".join(t.text or "" for t in p.iter() if local(t) == "t") for p in children(shape, "p")]
                if text := plain("\n".join(lines)):
                    part.texts.append(("textruta", text, "text_box"))


def _read_notes(root: Element, part: _SheetPart) -> None:
    seen = {(row, column) for row, column, _text, rule in part.beside if rule == "cell_note"}
    for note in (each for each in root.iter() if local(each) in {"comment", "threadedComment"}):
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", attribute(note, "ref") or "")
        pieces = [each.text or "" for each in note.iter() if local(each) in {"t", "text"}]
        text = plain("".join(pieces))
        if match and text and not (local(note) == "comment" and "[Threaded comment]" in text):
            place = int(match[2]) - 1, column_of(match[1])
            if place not in seen or local(note) == "threadedComment":
                part.beside.append((*place, text, "cell_note"))
