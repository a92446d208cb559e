"""Jobs of follow-up reports, whichever front end asks: a report is prepared, written and logged, or closed for good."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from exports.preflight.report import preflight_report
from storage import clock, followups, settings
from storage.domain.history import Change
from storage.domain.material import ExportedFile, FollowupMaterial
from storage.domain.records import Followup, FollowupClosing
from storage.errors import ClosingNewer
from storage.files import make_folder
from storage.operations.documents import log_report
from storage.operations.followups import close_followup
from storage.operations.new_register import CLOSED
from storage.register import Register

if TYPE_CHECKING:
    from exports.preflight.findings import Finding
    from exports.report.file import WrittenDocument


class PreparedReport(Struct, frozen=True):
    """A report, looked over, with all that its file is made of."""

    material: FollowupMaterial
    closing: FollowupClosing | None
    template: bytes | None
    findings: "tuple[Finding, ...]"

    @property
    def closed(self) -> bool:
        """True if its follow-up is closed."""
        return self.material.followup.state == CLOSED


def prepare(register: Register, followup: str, *, final: bool = False) -> PreparedReport:
    """Read the report of a follow-up, by id, and look it over; one that was stored at closing says what it said.

    With `final` it is looked over as one that is to be closed.
    """
    material, closing = followups.followup_material(register, followup), followups.closing(register, followup)
    stored = closing is not None and bool(closing.context)
    findings = () if stored else preflight_report(material, today=clock.today(), final=final)
    return PreparedReport(material, closing, settings.kept_file(register, "template_report"), findings)


def write(report: PreparedReport, folder: Path) -> "WrittenDocument":
    """Write a report into a folder: of what was stored at closing, else of the tables.

    Raises:
        ClosingNewer: what was stored is in a later form than this program knows.
    """
    from exports.report.file import write_context, write_report  # noqa: PLC0415 - Word is loaded when it is written

    make_folder(folder)
    today = clock.today()
    if report.closing is None or not report.closing.context:
        return write_report(report.material, folder, today=today, template=report.template)
    try:
        return write_context(report.closing.context, folder, today=today, template=report.template)
    except ValueError as error:
        raise ClosingNewer(report.material.followup.title or "") from error


def log(register: Register, report: PreparedReport, written: "WrittenDocument") -> Change:
    """Log that the report of a closed follow-up went out."""
    file = ExportedFile(written.name, written.sha256)
    return log_report(register, report.material.followup.id, file, report.material.history_head)


def text_at_closing(report: PreparedReport) -> tuple[str, str]:
    """The text that a report has once it is closed, as its stored context, and the SHA-256 of its template."""
    from exports.report.file import closing_context, template_sha256  # noqa: PLC0415 - Word is loaded when needed

    return closing_context(report.material, today=clock.today()), template_sha256(report.template)


def close(register: Register, followup: Followup, stored: tuple[str, str]) -> tuple[Change, Followup | None]:
    """Close a follow-up for good, with its text; answers with the one that is open then too."""
    context, template = stored
    change = close_followup(register, followup.id, context=context, template=template)
    return change, followups.open_followup(register)
