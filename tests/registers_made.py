"""Registers as offices keep them, made by code: workbooks and text files."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

Cell = str | int | float | datetime | None
Rows = Sequence[Sequence[Cell]]
Fill = Callable[["SheetMaker"], None]


class SheetMaker:
    """A sheet to write in."""

    def __init__(self, book: "xlsxwriter.Workbook", name: str) -> None:
        self.sheet = book.add_worksheet(name)
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.red = book.add_format({"bg_color": "#FF0000"})
        self.struck = book.add_format({"font_strikeout": True})

    def rows(self, rows: Rows, first: int = 0) -> None:
        """Write rows from the row `first`; empty cells are not written."""
        for at, row in enumerate(rows, first):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    self.sheet.write_datetime(at, column, value, self.date)
                elif isinstance(value, str) and value:
                    self.sheet.write_string(at, column, value)
                elif value not in {"", None}:
                    self.sheet.write_number(at, column, value)


def workbook(path: Path, **sheets: Rows | Fill) -> Path:
    """Save a workbook with these sheets, each of rows or written by a function."""
    book = xlsxwriter.Workbook(str(path), {"remove_timezone": True})
    for name, content in sheets.items():
        maker = SheetMaker(book, name.replace("_", " "))
        if callable(content):
            content(maker)
        else:
            maker.rows(content)
    book.close()
    return path


_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_REL}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_NS} xmlns:r="{_REL}"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_REL}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def markup_book(path: Path, rows: str, *, before: str = "", parts: dict[str, str] | None = None) -> Path:
    """Save a workbook of one sheet with these rows as markup."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, **(parts or {})}.items():
            archive.writestr(name, content)
        sheet = f"<worksheet {_NS}>{before}<sheetData>{rows}</sheetData></worksheet>"
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    path.write_bytes(made.getvalue())
    return path


def markup_row(number: int, *cells: str, first: str = "A") -> str:
    """Return the markup of a row of texts."""
    made = (
        f'<c r="{chr(ord(first) + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in enumerate(cells)
    )
    return f'<row r="{number}">{"".join(made)}</row>'
