"""What sending asks of the register and of the exports, as jobs for the threads of the door."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from exports.preflight import preflight_missiv, preflight_report
from storage import clock, queries, reporting, settings
from storage.correspondence import letter_material
from storage.domain.attached import FollowupClosing
from storage.domain.change import Change
from storage.domain.configuration import people, people_value
from storage.domain.letter_material import ExportedFile, LetterDraft, LetterMaterial
from storage.domain.records import Audit, Followup
from storage.domain.report_material import FollowupMaterial
from storage.errors import ClosingNewer, NoOpenFollowup
from storage.operations import editing
from storage.operations.beginning import CLOSED
from storage.operations.closing import close_followup
from storage.operations.sending import log_missiv, log_report
from storage.operations.signing import set_followup_signers
from storage.register import Register
from tui.dialogs.fields import Form
from tui.dialogs.missiv import EACH, FOLLOWUP, SIGNERS, folder_of, missiv_form, recipients, written_letter
from tui.dialogs.report import REPORT, REPORT_DATE, Held, report_form
from tui.screens.edit_work import with_draft

if TYPE_CHECKING:
    from exports.findings import Finding
    from exports.missiv_file import WrittenLetter
    from exports.report_file import WrittenDocument

Values = Mapping[str, str]


class About(Struct, frozen=True):
    """What a letter hands over: the report of an audit, or of a follow-up."""

    audit: str | None = None
    followup: str | None = None
    letter: str | None = None
    """The letter, where it is one that the register has."""

    @property
    def key(self) -> str:
        """The name of its form."""
        return f"missiv:{self.letter or self.audit or self.followup}"


class LetterToWrite(Struct, frozen=True):
    """A letter with all that its file is made of."""

    material: LetterMaterial
    folder: Path
    each: bool
    template: bytes | None
    logo: bytes | None
    findings: "tuple[Finding, ...]"


class ReportToWrite(Struct, frozen=True):
    """A report with all that its file is made of."""

    material: FollowupMaterial
    closing: FollowupClosing | None
    template: bytes | None
    findings: "tuple[Finding, ...]"

    @property
    def closed(self) -> bool:
        """Whether its follow-up is."""
        return self.material.followup.state == CLOSED


def missiv_asked(register: Register, about: About, folder: Path) -> Form:
    """The form of a letter, with what was being written in it when it was left last."""
    material = letter_material(register, audit=about.audit, followup=about.followup, letter=about.letter)
    titles = ", ".join(_audit_name(covered.audit) for covered in material.audits)
    name = (material.followup.title if material.followup else titles) or ""
    bodies = [(view.body.id, view.body.name or "") for view in queries.bodies(register)]
    return with_draft(register, missiv_form(material, name, bodies, folder, today=clock.today()), about.key)


def letter_to_write(register: Register, about: About, values: Values) -> LetterToWrite:
    """The letter as the form says, looked over.

    Raises:
        InvalidValue: nobody gets it, or it goes nowhere.
    """
    draft = LetterDraft(recipients=recipients(values))
    drafted = letter_material(register, audit=about.audit, followup=about.followup, letter=about.letter, draft=draft)
    material = written_letter(drafted, values)
    return LetterToWrite(
        material,
        folder_of(values),
        bool(values[EACH]),
        settings.kept_file(register, "template_missiv"),
        settings.kept_file(register, "logo"),
        preflight_missiv(material, today=clock.today()),
    )


def write_letter(letter: LetterToWrite) -> "Sequence[WrittenLetter]":
    """Write the letter's files."""
    from exports.missiv_file import write_missiv  # noqa: PLC0415 - docxtpl is loaded when a letter is written

    make_folder(letter.folder)
    return write_missiv(
        letter.material,
        letter.folder,
        today=clock.today(),
        template=letter.template,
        logo=letter.logo,
        each=letter.each,
    )


def letter_logged(register: Register, material: LetterMaterial, written: "Sequence[WrittenLetter]") -> Change:
    """Log that the letter went out."""
    return log_missiv(register, material, [ExportedFile(each.name, each.sha256, each.body) for each in written])


def report_asked(register: Register, folder: Path, followup: str | None = None) -> tuple[Form, Held]:
    """The form of a report, and what is saved of every follow-up's own fields; it begins with the follow-up named.

    Raises:
        NoFollowup: there is nothing to report.
    """
    chosen = reporting.report_followup(register, followup)
    every = [view.followup for view in queries.followups(register)]
    office = settings.value_of(register, "report_signers") or ""
    held = {}
    for each in every:
        signers = people_value(reporting.signers(register, each.id)) or office
        held[each.id] = {REPORT_DATE: each.report_date or "", SIGNERS: signers}
    return with_draft(register, report_form(every, chosen, held, folder), REPORT), held


def report_settled(register: Register, followup: str, values: Values) -> tuple[Change, ...]:
    """Keep what a report's form says of its follow-up: the date, and who signs.

    Raises:
        FollowupClosed: it is closed, and says what it said.
    """
    changes = []
    if REPORT_DATE in values:
        changes.append(editing.edit_followup(register, followup, {REPORT_DATE: values[REPORT_DATE]}))
    if SIGNERS in values:
        changes.append(set_followup_signers(register, followup, people(values[SIGNERS])))
    return tuple(changes)


def report_to_write(register: Register, values: Values) -> ReportToWrite:
    """The report of the follow-up that the form names; looked over, unless it is closed and says what it said."""
    followup = values[FOLLOWUP]
    material, closing = reporting.followup_material(register, followup), reporting.closing(register, followup)
    stored = closing is not None and bool(closing.context)
    findings = () if stored else preflight_report(material, today=clock.today())
    return ReportToWrite(material, closing, settings.kept_file(register, "template_report"), findings)


def write_report_file(report: ReportToWrite, folder: Path) -> "WrittenDocument":
    """Write the report: of what was stored at closing, else of the tables.

    Raises:
        ClosingNewer: what was stored is in a later form than this program knows.
    """
    from exports.report_file import write_context, write_report  # noqa: PLC0415 - Word is loaded when it is written

    make_folder(folder)
    today = clock.today()
    if report.closing is None or not report.closing.context:
        return write_report(report.material, folder, today=today, template=report.template)
    try:
        return write_context(report.closing.context, folder, today=today, template=report.template)
    except ValueError as error:
        raise ClosingNewer(report.material.followup.title or "") from error


def report_logged(register: Register, report: ReportToWrite, written: "WrittenDocument") -> Change:
    """Log that a closed follow-up's report went out."""
    file = ExportedFile(written.name, written.sha256)
    return log_report(register, report.material.followup.id, file, report.material.history_head)


def report_to_close(register: Register) -> ReportToWrite:
    """The open follow-up, looked over as one that is to be closed.

    Raises:
        NoOpenFollowup: there is none.
    """
    followup = queries.open_followup(register)
    if followup is None:
        raise NoOpenFollowup
    material = reporting.followup_material(register, followup.id)
    findings = preflight_report(material, today=clock.today(), final=True)
    return ReportToWrite(material, None, settings.kept_file(register, "template_report"), findings)


def stored_at_closing(report: ReportToWrite) -> tuple[str, str]:
    """What the report says from now on, and the SHA-256 of its template."""
    from exports.report_file import closing_context, template_sha256  # noqa: PLC0415 - Word is loaded when needed

    return closing_context(report.material, today=clock.today()), template_sha256(report.template)


def followup_closed(register: Register, followup: Followup, stored: tuple[str, str]) -> tuple[Change, Followup | None]:
    """Close a follow-up for good; with the one that is open then."""
    context, template = stored
    change = close_followup(register, followup.id, context=context, template=template)
    return change, queries.open_followup(register)


def _audit_name(audit: Audit) -> str:
    return audit.short_title or audit.title or ""


def make_folder(folder: Path) -> None:
    """Make the folder in one that there is; a path that is wrong further up is left for the writer to complain of."""
    if folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
