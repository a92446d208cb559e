"""A follow-up report as a file: the door that screen and command line use.

Read with other means than it was written with, so that a mistake in one does not hide in both.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path

from lxml import etree
from msgspec import Struct

from exports.errors import TextLost
from exports.report.context import ReportContext, from_json, report_context, to_json
from exports.report.drawing import report_bytes
from exports.report.template import template_bytes
from exports.writing import file_name, write_new
from storage.domain.material import FollowupMaterial
from storage.domain.records import replace

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def verify_text(path: Path, expected: Iterable[str]) -> None:
    """Compare the body's paragraphs with the `expected` ones.

    Raises:
        TextLost: they differ, or the file cannot be read back.
    """
    for wanted, found in zip_longest(expected, paragraph_texts(path)):
        if wanted != found:
            raise TextLost(missing=wanted or "", found=found or "")


def paragraph_texts(path: Path) -> Iterator[str]:
    """The text of each paragraph that says something; of a line in the list of contents what stands before its page.

    Raises:
        TextLost: the file is no readable Word file.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
            for _, paragraph in etree.iterparse(part, tag=f"{_W}p", resolve_entities=False):
                if text := _text(paragraph):
                    yield text
                paragraph.clear()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TextLost(missing="", found=type(error).__name__) from error


def _text(paragraph: etree._Element) -> str:
    texts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab"):
        if element.tag == f"{_W}tab":
            break
        texts.append(element.text or "")
    return "".join(texts)


class WrittenDocument(Struct, frozen=True):
    """A file that was made."""

    path: Path
    name: str
    sha256: str


def write_report(
    material: FollowupMaterial, folder: Path, *, today: date, template: bytes | None = None
) -> WrittenDocument:
    """Write the report on `material` into `folder`, as a new file on `template` or the one shipped.

    Raises:
        ExportError: it could not be made.
        DiskFull: there is no room for it.
    """
    return write_context(report_context(material, today=today), folder, today=today, template=template)


def write_context(
    context: ReportContext | str, folder: Path, *, today: date, template: bytes | None = None
) -> WrittenDocument:
    """Write a report that is decided already: with the stored context of a closed follow-up, its re-print.

    Raises:
        ExportError: it could not be made.
        DiskFull: there is no room for it.
        ValueError: a stored context is in a later form than this program knows.
    """
    decided = from_json(context) if isinstance(context, str) else context
    data = report_bytes(decided, made_on=today, template=template)
    mark = f" {decided.draft_mark}" if decided.draft else ""
    path = write_new(
        data,
        folder,
        file_name(decided.file_stem, mark=mark),
        check=lambda written: verify_text(written, decided.texts()),
    )
    return WrittenDocument(path, path.name, hashlib.sha256(data).hexdigest())


def closing_context(material: FollowupMaterial, *, today: date) -> str:
    """What the report says once the follow-up is closed, as text to store: no draft, and dated.

    :func:`write_context` makes the same report of it again, whatever has become of the records.
    """
    dated = material.followup.report_date or today.isoformat()
    closed = replace(material.followup, state="closed", report_date=dated)
    return to_json(report_context(replace(material, followup=closed), today=today))


def template_sha256(template: bytes | None) -> str:
    """SHA-256 of `template`, or of the one shipped.

    Raises:
        TemplateBroken: the one shipped is missing.
    """
    return hashlib.sha256(template_bytes(template)).hexdigest()
