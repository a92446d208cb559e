"""Reading of follow-up reports in Word.

Nothing is guessed silently: text that was understood by a rule, kept as text, joined or refused is listed in the
notes of the document.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from storage.domain.dates import dates_in, is_year
from storage.domain.scale import standard_meaning
from storage.domain.text import one_line, tidy
from storage.errors import FileUnreadable
from storage.intake.chapter import joined_text, read_audit
from storage.intake.document import KEPT, UNDERSTOOD, Notebook, ReportDocument
from storage.intake.grid import plain_rows
from storage.intake.outline import (
    FileTable,
    HeadingNode,
    find_audits,
    is_front_matter,
    is_method,
    is_overall_judgement,
    is_purpose,
    is_scale,
    outline,
)
from storage.intake.package import open_package
from storage.intake.word import WordParagraph, WordTable, read_blocks

_COUNTED = re.compile(
    r"uppföljningen omfattar |sammantaget har .* åtgärdats helt eller delvis|i andelen ingår inte |för bedömningen "
    r".* anges som skäl ",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:denna|den här|rapporten|detta)\b.*\b(?:upprättats|upprättad|tagits fram|framtagen)\b", re.IGNORECASE
)
_DEFINITION = re.compile(r"(?P<label>[^:–(]{2,40}?)\s*(?:\([^)]*\)\s*)?(?::|\s–)\s+(?P<text>.+)", re.DOTALL)
_LONGEST_SIGNATURE = 80


class Front(Struct):
    """The parts of a report outside its audits."""

    purpose: list[str] = []
    method: list[str] = []
    judgement: list[str] = []
    disclaimer: list[str] = []
    definitions: list[tuple[str, str]] = []
    signed_on: str | None = None


def read_front(root: HeadingNode, audits: Sequence[HeadingNode], notebook: Notebook) -> Front:
    """Read the parts outside the audits."""
    front = Front()
    skipped = {id(node) for audit in audits for node in audit.nodes() if audit.level}
    for node in root.nodes():
        if id(node) in skipped or node.level == 0 or (audits and audits[0] is root and not is_front_matter(node.title)):
            continue
        _section(front, node, notebook)
    return front


def _section(front: Front, node: HeadingNode, notebook: Notebook) -> None:
    paragraphs = [block for block in node.blocks if isinstance(block, WordParagraph)]
    for table in node.blocks:
        if isinstance(table, FileTable):
            notebook.add(KEPT, "table_skipped", node.title, plain_rows(table.table), table=table.number)
    if is_overall_judgement(node.title):
        _overall(front, paragraphs, node.title, notebook)
    elif is_purpose(node.title):
        front.purpose += [paragraph.printed for paragraph in paragraphs]
    elif is_method(node.title):
        front.method += [paragraph.printed for paragraph in paragraphs]
    else:
        if is_scale(node.title):
            front.definitions += [found for paragraph in paragraphs if (found := _definition(paragraph.text))]
        if paragraphs:
            notebook.add(KEPT, "section_kept", node.title, tidy("\n".join(p.printed for p in paragraphs)))


def _overall(front: Front, paragraphs: Sequence[WordParagraph], where: str, notebook: Notebook) -> None:
    """Read the judgement in running text, without counts, which are computed anew, and up to the signatures."""
    closing = False
    for index, paragraph in enumerate(paragraphs):
        introduces = index + 1 < len(paragraphs) and paragraphs[index + 1].is_item and paragraph.text.endswith(":")
        closing = closing or _is_signature(paragraph)
        if _DISCLAIMER.match(paragraph.text):
            closing = True
            front.disclaimer.append(paragraph.text)
            notebook.add(UNDERSTOOD, "disclaimer", where, paragraph.text)
        elif closing:
            dates = dates_in(paragraph.text)
            front.signed_on = front.signed_on or (dates[0][1] if dates else None)
            notebook.add(KEPT, "signature_kept", where, paragraph.printed)
        elif paragraph.is_item or introduces or _COUNTED.match(paragraph.text):
            notebook.add(KEPT, "count_kept", where, paragraph.printed)
        else:
            front.judgement.append(paragraph.text)


def _is_signature(paragraph: WordParagraph) -> bool:
    """True when a line is a date or a name rather than a sentence."""
    short = len(paragraph.text) <= _LONGEST_SIGNATURE and not paragraph.is_item
    return short and re.search(r"[.!?:;]$", paragraph.text) is None


def _definition(text: str) -> tuple[str, str] | None:
    match = _DEFINITION.fullmatch(text)
    if match is None or standard_meaning(match["label"]) is None:
        return None
    return match["label"].strip(), tidy(match["text"])


_OFFICE = re.compile(r"revisorer|revisionskontor|\brevision(?:en)?\b|stadsrevision|kommunrevision", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LONGEST_COVER_LINE = 120
_LONGEST_DATE_LINE = 60


def read_report(path: Path) -> ReportDocument:
    """Read a follow-up report.

    Raises:
        FileUnreadable: with the reason; `no_table` when no table of recommendations is in it.
    """
    package = open_package(path)
    document = understand(read_blocks(package), package.name, package.sha256)
    if not any(audit.recommendations for audit in document.audits):
        raise FileUnreadable(path, "no_table")
    return document


def understand(blocks: Sequence[WordParagraph | WordTable], file_name: str, sha256: str) -> ReportDocument:
    """Parse the blocks of a report."""
    notebook = Notebook()
    root = outline(blocks, notebook)
    nodes = find_audits(root)
    title = _title(blocks, root, file_name)
    audits = tuple(read_audit(node, node.title or title, notebook) for node in nodes)
    front = read_front(root, nodes, notebook)
    report_date = _report_date(root, title, front, notebook)
    return ReportDocument(
        file_name=one_line(file_name),
        sha256=sha256,
        title=title,
        audits=audits,
        report_date=report_date,
        year=_year(report_date, title),
        office=_office(root, title),
        signed_on=front.signed_on,
        purpose=joined_text(front.purpose),
        method=joined_text(front.method),
        judgement=joined_text(front.judgement),
        disclaimer=joined_text(front.disclaimer),
        definitions=tuple(front.definitions),
        notes=tuple(notebook.notes),
    )


def _title(blocks: Sequence[WordParagraph | WordTable], root: HeadingNode, file_name: str) -> str:
    """The paragraph with the title style, else the first line of the cover, else the name of the file."""
    paragraphs = [block for block in blocks if isinstance(block, WordParagraph)]
    titles = [paragraph.text for paragraph in paragraphs if paragraph.is_title]
    cover = [paragraph.text for paragraph in _cover(root) if not dates_in(paragraph.text)]
    return " ".join((titles or cover or [Path(file_name).stem])[0].split())


def _cover(root: HeadingNode) -> list[WordParagraph]:
    return [
        block for block in root.blocks if isinstance(block, WordParagraph) and len(block.text) <= _LONGEST_COVER_LINE
    ]


def _report_date(root: HeadingNode, title: str, front: Front, notebook: Notebook) -> str | None:
    """The date on the cover, else that of the signatures, with a note if they differ."""
    lines = [p.text for p in _cover(root) if len(p.text) <= _LONGEST_DATE_LINE and p.text != title]
    cover = next((found for line in lines for _, found in dates_in(line)), None)
    if cover and front.signed_on and not (front.signed_on.startswith(cover) or cover.startswith(front.signed_on)):
        notebook.add(UNDERSTOOD, "date_contradiction", "", field="report_date", first=cover, second=front.signed_on)
    return cover or front.signed_on


def _year(report_date: str | None, title: str) -> int | None:
    if report_date and is_year(report_date[:4]):
        return int(report_date[:4])
    years = _YEAR.findall(title)
    return int(years[-1]) if years else None


def _office(root: HeadingNode, title: str) -> str | None:
    lines = [" ".join(paragraph.text.split()) for paragraph in _cover(root) if not paragraph.is_title]
    return next((line for line in lines if line != title and _OFFICE.search(line) and not dates_in(line)), None)
