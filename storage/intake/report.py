"""Reading of follow-up reports in Word.

Nothing is guessed silently: text that was understood by a rule, kept as text, joined or refused is listed in the
notes of the document.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from storage.domain.dates import dates_in, is_year
from storage.domain.text import one_line, shorten
from storage.errors import FileUnreadable
from storage.intake.chapter import joined_text, read_audit
from storage.intake.document import UNDERSTOOD, Notebook, ReportDocument
from storage.intake.front import Front, read_front
from storage.intake.header_words import is_foreign
from storage.intake.inventory import Inventory
from storage.intake.ledger import FateLedger
from storage.intake.letters import is_letter, letter_kind
from storage.intake.outline import HeadingNode, Part, audit_title, begin_audits, find_audits, outline
from storage.intake.package import open_package
from storage.intake.word import WordParagraph, WordTable, read_blocks

_OFFICE = re.compile(r"revisorer|revisionskontor|\brevision(?:en)?\b|stadsrevision|kommunrevision", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LONGEST_COVER_LINE = 120
_LONGEST_DATE_LINE = 60
_SHOWN_HEADERS = 3
_LONGEST_HEADER = 40
_TITLE_LINES = 3


def read_report(path: Path) -> ReportDocument:
    """Read a follow-up report.

    Raises:
        FileUnreadable: with the reason; the kind of a letter of the program's own, `letter` for one of
            others, and `no_table`, `other_headers` or `foreign_headers` when no recommendations are in it.
    """
    package = open_package(path)
    inventory = Inventory()
    blocks = read_blocks(package, inventory)
    if (kind := letter_kind(package, blocks)) is not None:
        raise FileUnreadable(path, kind)
    document = understand(blocks, package.name, package.sha256, inventory)
    rows = [row for audit in document.audits for row in audit.recommendations]
    if not any(row.label for row in rows) and is_letter(blocks):
        raise FileUnreadable(path, "letter")
    if not rows:
        raise FileUnreadable(path, *_why_none(blocks))
    return document


def _why_none(blocks: Sequence[WordParagraph | WordTable]) -> tuple[str, str]:
    """Tell the reason that no recommendation was found, with the headers of the tables."""
    headers = [headers for block in blocks if isinstance(block, WordTable) and (headers := _headers(block))]
    foreign = [each for each in headers if is_foreign(each)]
    shown = " / ".join(" | ".join(each) for each in (foreign or headers)[:_SHOWN_HEADERS])
    if foreign:
        return "foreign_headers", shown
    return ("other_headers", shown) if headers else ("no_table", "")


def _headers(table: WordTable) -> list[str]:
    """The texts of the first row of a table that has several."""
    for row in table.rows:
        texts = [one_line(" ".join(paragraph.text for paragraph in cell.paragraphs)) for cell in row.cells]
        if sum(map(bool, texts)) > 1:
            return [shorten(text, _LONGEST_HEADER) for text in texts if text]
    return []


def understand(
    blocks: Sequence[WordParagraph | WordTable], file_name: str, sha256: str, inventory: Inventory
) -> ReportDocument:
    """Parse the blocks of a report, whose passages are in the inventory."""
    notebook = Notebook(ledger=FateLedger(inventory))
    root = outline(blocks, notebook)
    nodes = find_audits(root)
    begin_audits(root, nodes, notebook.ledger)
    title = _title(blocks, root, file_name, notebook.ledger)
    audits = tuple(read_audit(node, audit_title(node, title), notebook) for node in nodes)
    front = read_front(root, nodes, notebook)
    report_date = _report_date(root, title, front, notebook)
    office = _office(root, title, notebook.ledger)
    notebook.ledger.settle()
    return ReportDocument(
        file_name=one_line(file_name),
        sha256=sha256,
        title=title,
        audits=audits,
        report_date=report_date,
        year=_year(report_date, title),
        office=office,
        signed_on=front.signed_on,
        place=front.place,
        chapter=front.chapter,
        chapter_text=front.chapter_text,
        signers=front.signers,
        background=front.text(Part.BACKGROUND),
        purpose=front.text(Part.PURPOSE),
        criteria=front.text(Part.CRITERIA),
        limits=front.text(Part.LIMITS),
        method=front.text(Part.METHOD),
        judgement=joined_text(front.judgement),
        disclaimer=joined_text(front.disclaimer),
        definitions=tuple(front.definitions),
        notes=tuple(notebook.notes),
        ledger=notebook.ledger,
    )


def _title(blocks: Sequence[WordParagraph | WordTable], root: HeadingNode, file_name: str, ledger: FateLedger) -> str:
    """The paragraph with the title style, else the first line of the cover, else the name of the file."""
    titles = [block for block in blocks if isinstance(block, WordParagraph) and block.is_title]
    cover = [paragraph for paragraph in _cover(root) if not dates_in(paragraph.text)]
    chosen = _in_lines(titles, blocks) or cover[:1]
    if not chosen:
        return one_line(Path(file_name).stem)
    for paragraph in chosen:
        ledger.store(paragraph.passages, "followup", "title")
    return one_line(" ".join(paragraph.text for paragraph in chosen))


def _is_titled(paragraph: WordParagraph, title: str) -> bool:
    """True for the title, or a line of it."""
    return paragraph.text == title or (paragraph.is_title and one_line(paragraph.text) in title)


def _in_lines(titles: Sequence[WordParagraph], blocks: Sequence[WordParagraph | WordTable]) -> list[WordParagraph]:
    """The first title with the other lines of it, which follow it at once."""
    if not titles:
        return []
    first = next(index for index, block in enumerate(blocks) if block is titles[0])
    following = takewhile(lambda pair: pair[0] is pair[1], zip(titles, blocks[first:], strict=False))
    return [title for title, _block in following][:_TITLE_LINES]


def _cover(root: HeadingNode) -> list[WordParagraph]:
    return [
        block for block in root.blocks if isinstance(block, WordParagraph) and len(block.text) <= _LONGEST_COVER_LINE
    ]


def _report_date(root: HeadingNode, title: str, front: Front, notebook: Notebook) -> str | None:
    """The date on the cover, else that of the signatures, with a note if they differ."""
    lines = [p for p in _cover(root) if len(p.text) <= _LONGEST_DATE_LINE and not _is_titled(p, title)]
    dated = next(((line, found) for line in lines for _, found in dates_in(line.text)), None)
    cover = dated[1] if dated else None
    if dated and one_line(dated[0].text) not in {title}:
        notebook.ledger.store(dated[0].passages, "followup", "report_date")
    if cover and front.signed_on and not (front.signed_on.startswith(cover) or cover.startswith(front.signed_on)):
        notebook.add(UNDERSTOOD, "date_contradiction", "", field="report_date", first=cover, second=front.signed_on)
    return cover or front.signed_on


def _year(report_date: str | None, title: str) -> int | None:
    if report_date and is_year(report_date[:4]):
        return int(report_date[:4])
    years = _YEAR.findall(title)
    return int(years[-1]) if years else None


def _office(root: HeadingNode, title: str, ledger: FateLedger) -> str | None:
    for paragraph in _cover(root):
        line = one_line(paragraph.text)
        if not paragraph.is_title and line != title and _OFFICE.search(line) and not dates_in(line):
            ledger.store(paragraph.passages, "followup_closing", "context")
            return line
    return None
