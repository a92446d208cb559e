"""Registers in workbooks and text files: read as points with their rounds of judgements, whatever their layout."""

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from storage.domain.text import one_line
from storage.errors import FileUnreadable
from storage.intake.document import Notebook
from storage.intake.ledger import FateLedger
from storage.intake.package import file_bytes
from storage.intake.registers.delimited import SUFFIXES, read_delimited
from storage.intake.registers.layout import SheetReader
from storage.intake.registers.points import PointCollector, RegisterAudit
from storage.intake.registers.sheets import TableFile, column_headers
from storage.intake.registers.workbook import is_workbook, read_workbook

_BOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xltx"})
_FIRST = 200
"""Bytes of a .txt that has columns in which a separator stands."""
_NO_TEXT = (b"PK", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"<")


class RegisterDocument(Struct, frozen=True):
    """A register, as read."""

    file_name: str
    sha256: str
    audits: tuple[RegisterAudit, ...]
    counts: Mapping[tuple[str, str], list[str]]
    """(code of a note, what it is about) → places."""
    ledger: FateLedger

    @property
    def years(self) -> tuple[int | None, ...]:
        """The years that points are judged in, in order; None first for judgements without a year."""
        found = {year for audit in self.audits for point in audit.points for year in point.rounds}
        return tuple(sorted(found, key=lambda year: year or 0))


def is_register_file(path: Path) -> bool:
    """Return True for a file of tables: a workbook by its content, a text file by its name.

    Raises:
        FileUnreadable: the file cannot be read.
    """
    data = file_bytes(path)
    if is_workbook(path, data):
        return True
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return any(mark in data[:_FIRST] for mark in (b"\t", b";")) and not data.startswith(_NO_TEXT)
    return suffix in SUFFIXES | _BOOK_SUFFIXES and not data.lstrip()[:10].startswith(_NO_TEXT)


def read_register(path: Path, bodies: Collection[str]) -> RegisterDocument:
    """Read a register; `bodies` are the names that are known, as :func:`storage.domain.text.searchable` gives them.

    Raises:
        FileUnreadable: with the reason; `no_points` where no sheet has a column of recommendations.
    """
    file = _tables(path)
    notebook = Notebook()
    collector = PointCollector(notebook, _title(file.name), bodies)
    if file.encoding:
        collector.count("encoding", file.encoding, file.name)
    for number, sheet in enumerate(file.sheets, 1):
        SheetReader(collector, sheet, number).read()
        if sheet.pictures:
            collector.count("pictures", str(sheet.pictures), f"blad {sheet.name}")
    if not any(audit.points for audit in collector.audits):
        raise FileUnreadable(path, "no_points" if any(each.rows for each in file.sheets) else "no_rows",
                             ", ".join(column_headers(file)))  # fmt: skip
    notebook.ledger.settle()
    return RegisterDocument(
        one_line(file.name), file.sha256, tuple(collector.audits), collector.counts, notebook.ledger
    )


def _tables(path: Path) -> TableFile:
    return read_workbook(path) if is_workbook(path, file_bytes(path)) else read_delimited(path)


def _title(name: str) -> str:
    """Return the title of an audit that nothing but the file names."""
    return one_line(Path(name).stem.replace("_", " ")) or one_line(name)
