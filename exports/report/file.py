"""Follow-up reports as Word files: written, printed again from a stored context, and stored at closing."""

import hashlib
from datetime import date
from pathlib import Path

from msgspec import Struct

from exports.letter_templates.shipped import REPORT, template_bytes
from exports.report.context import ReportContext, from_json, report_context, to_json
from exports.writing import file_name, write_new
from storage.domain.material import FollowupMaterial
from storage.domain.records import replace


class WrittenDocument(Struct, frozen=True):
    """A file that was made."""

    path: Path
    name: str
    sha256: str
    history_head: str = ""
    """Hash of the newest action that it reflects."""


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
    from exports.report import drawing  # noqa: PLC0415 - loads python-docx and lxml

    decided = from_json(context) if isinstance(context, str) else context
    data = drawing.report_bytes(decided, made_on=today, template=template)
    mark = f" {decided.draft_mark}" if decided.draft else ""
    path = write_new(
        data,
        folder,
        file_name(decided.file_stem, mark=mark),
        check=lambda written: drawing.verify_text(written, decided.texts()),
    )
    return WrittenDocument(path, path.name, hashlib.sha256(data).hexdigest(), decided.history_head)


def closing_context(material: FollowupMaterial, *, today: date) -> str:
    """Return the stored context of the report once the follow-up is closed: no draft, and dated.

    One that was read in without a date has none. :func:`write_context` makes the same report of it again, whatever has
    become of the records.
    """
    dated = material.followup.report_date or (None if material.imported else today.isoformat())
    closed = replace(material.followup, state="closed", report_date=dated)
    return to_json(report_context(replace(material, followup=closed), today=today))


def closing_text(material: FollowupMaterial, template: bytes | None, today: date) -> tuple[str, str]:
    """Return the context that a report keeps once its follow-up is closed, and the SHA-256 of its template.

    Raises:
        TemplateBroken: the template shipped is missing.
    """
    return closing_context(material, today=today), template_sha256(template)


def template_sha256(template: bytes | None) -> str:
    """Return the SHA-256 of `template`, or of the one shipped.

    Raises:
        TemplateBroken: the one shipped is missing.
    """
    return hashlib.sha256(template_bytes(REPORT, template)).hexdigest()
