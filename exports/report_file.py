"""A follow-up report as a file: the door that screen and command line use."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exports.context import ReportContext, report_context
from exports.report import report_bytes
from exports.verify import verify_text
from exports.writing import file_name, write_new
from storage.domain.views import FollowupMaterial


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A file that was made."""

    path: Path
    name: str
    sha256: str


def write_report(material: FollowupMaterial, folder: Path, *, today: date) -> WrittenDocument:
    """Write the report on `material` into `folder`, as a new file.

    Raises:
        ExportError: it could not be made.
        DiskFull: there is no room for it.
    """
    return write_context(report_context(material, today=today), folder, today=today)


def write_context(context: ReportContext, folder: Path, *, today: date) -> WrittenDocument:
    """Write a report that is decided already, such as that of a closed follow-up.

    Raises:
        ExportError: it could not be made.
        DiskFull: there is no room for it.
    """
    data = report_bytes(context, made_on=today)
    mark = f" {context.draft_mark}" if context.draft else ""
    path = write_new(
        data,
        folder,
        file_name(context.file_stem, mark=mark),
        check=lambda written: verify_text(written, context.texts()),
    )
    return WrittenDocument(path, path.name, hashlib.sha256(data).hexdigest())
