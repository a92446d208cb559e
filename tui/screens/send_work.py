"""The forms of letters and reports, and the documents that they describe, prepared by the jobs of both front ends."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from storage import clock, queries, reporting, settings
from storage.correspondence import letter_material
from storage.domain.change import Change
from storage.domain.configuration import people, people_value
from storage.domain.letter_material import LetterDraft
from storage.domain.records import Audit
from storage.operations import editing
from storage.operations.assessing import open_one
from storage.operations.signing import set_followup_signers
from storage.register import Register
from tui import letter_jobs, report_jobs
from tui.dialogs.fields import Form
from tui.dialogs.missiv import EACH, SIGNERS, folder_of, missiv_form, recipients, written_letter
from tui.dialogs.report import REPORT, REPORT_DATE, Held, report_form
from tui.letter_jobs import Material, PreparedLetter
from tui.report_jobs import PreparedReport
from tui.screens.edit_work import with_draft

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
    """A prepared letter, and where its files go."""

    letter: PreparedLetter[Material]
    folder: Path
    each: bool = False


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
    return LetterToWrite(letter_jobs.prepare(register, material), folder_of(values), each=bool(values[EACH]))


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


def report_to_close(register: Register) -> PreparedReport:
    """The open follow-up, looked over as one that is to be closed.

    Raises:
        NoOpenFollowup: there is none.
    """
    return report_jobs.prepare(register, open_one(register).id, final=True)


def _audit_name(audit: Audit) -> str:
    return audit.short_title or audit.title or ""
