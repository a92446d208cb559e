"""The forms of letters and reports, and the documents that they describe, prepared by the jobs of both front ends."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from storage import clock, records
from storage import letters as letter_queries
from storage.domain.editable_fields import Given
from storage.domain.filters import Filter
from storage.domain.history import Change
from storage.domain.material import ANSWER, ExtensionMaterial, LetterDraft, ReminderMaterial
from storage.domain.records import Audit, LetterRecipient, replace
from storage.domain.views import LetterDetail, LetterRow, ResponseDetail, ResponseRow, ResponseSheet
from storage.errors import UnknownReference
from storage.letters import letter_material
from storage.operations import records as record_operations
from storage.register import Register
from storage.reminders import extension_material, reminder_material
from tui.kit.fields import Form, with_draft
from tui.kit.row_window import EVERYTHING, Listing, by_rid
from tui.language.catalogue import _
from tui.letters import jobs
from tui.letters.forms import (
    EACH,
    REQUESTED,
    extension_form,
    folder_of,
    granted_to,
    level_of,
    missiv_form,
    recipients,
    reminder_form,
    written,
    written_letter,
)
from tui.letters.jobs import Material, PreparedLetter

Values = Mapping[str, str]


class LetterScope(Struct, frozen=True):
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


def load_missiv_form(register: Register, about: LetterScope, folder: Path) -> Form:
    """The form of a letter, with what was being written in it when it was left last."""
    material = letter_material(register, audit=about.audit, followup=about.followup, letter=about.letter)
    titles = ", ".join(_audit_name(covered.audit) for covered in material.audits)
    name = (material.followup.title if material.followup else titles) or ""
    bodies = [(view.body.id, view.body.name or "") for view in records.bodies(register)]
    return with_draft(register, missiv_form(material, name, bodies, folder, today=clock.today()), about.key)


def letter_to_write(register: Register, about: LetterScope, values: Values) -> LetterToWrite:
    """The letter as the form says, looked over.

    Raises:
        InvalidValue: nobody gets it, or it goes nowhere.
    """
    draft = LetterDraft(recipients=recipients(values))
    drafted = letter_material(register, audit=about.audit, followup=about.followup, letter=about.letter, draft=draft)
    material = written_letter(drafted, values)
    return LetterToWrite(jobs.prepare(register, material), folder_of(values), each=bool(values[EACH]))


def _audit_name(audit: Audit) -> str:
    return audit.short_title or audit.title or ""


class FollowingKind(Struct, frozen=True):
    """How one kind of letters about answers is asked for and made. `recipient` is the id of whose answer is meant."""

    name: str
    """As its form's draft is called."""
    ask: Callable[[Register, str, Path], Form]
    make: Callable[[Register, str, Values], LetterToWrite]


def load_reminder_form(register: Register, recipient: str, folder: Path) -> Form:
    """The form of a reminder to whoever is to answer for a recipient.

    Raises:
        NothingLate: none of its answers is.
    """
    return reminder_form(reminder_material(register, _answering(register, recipient), today=clock.today()), folder)


def reminder_to_write(register: Register, recipient: str, values: Values) -> LetterToWrite:
    """The reminder as the form says, looked over.

    Raises:
        NothingLate: none of the body's answers is any more.
        InvalidValue: it goes nowhere.
    """
    today, body = clock.today(), _answering(register, recipient)
    material = written(reminder_material(register, body, today=today, level=level_of(values)), values)
    return _to_write(register, material, values)


def load_extension_form(register: Register, recipient: str, folder: Path) -> Form:
    """The form of a decision on more time for a recipient's answer.

    Raises:
        NothingAwaited: nothing is waited for of it.
    """
    record = _record(register, recipient)
    names = ("extension_requested", "extension_decision", "extension_due")
    held = {name: getattr(record, name) or "" for name in names}
    material = extension_material(register, recipient, today=clock.today(), granted_to=None)
    return extension_form(material, held, folder)


def extension_to_write(register: Register, recipient: str, values: Values) -> LetterToWrite:
    """The decision as the form says, looked over.

    Raises:
        NothingAwaited: nothing is waited for any more.
        InvalidValue: it says not until when, or goes nowhere.
    """
    today = clock.today()
    drafted = extension_material(register, recipient, today=today, granted_to=granted_to(values))
    asked = values[REQUESTED] or drafted.requested
    material = replace(written(drafted, values), requested=asked)
    return _to_write(register, material, values)


REMINDER = FollowingKind("reminder", load_reminder_form, reminder_to_write)
EXTENSION = FollowingKind("extension_letter", load_extension_form, extension_to_write)


def _to_write(register: Register, material: ReminderMaterial | ExtensionMaterial, values: Values) -> LetterToWrite:
    return LetterToWrite(jobs.prepare(register, material), folder_of(values))


def _answering(register: Register, recipient: str) -> str:
    """Id of the body whose answer is waited for: the recipient's own, or that of the one who answers for it."""
    record = _record(register, recipient)
    return record.through or record.body or ""


def _record(register: Register, recipient: str) -> LetterRecipient:
    found = records.record_of(register, "letter_recipient", recipient)
    if not isinstance(found, LetterRecipient):
        raise UnknownReference(recipient, "letter_recipient")
    return found


FIRST = 64
"""Rows that come with a list's order."""

Letters = tuple[Listing, Mapping[int, LetterRow]]
Responses = tuple[Listing, Mapping[int, ResponseRow]]


def letters(flt: Filter) -> Callable[[Register], Letters]:
    """The list of letters below an entry for all of them."""

    def read(register: Register) -> Letters:
        order = letter_queries.letter_order(register, flt)
        if not order and not flt:
            return Listing(), {}
        every = array("q", [EVERYTHING])
        every.extend(order)
        return Listing(every, everything=_("Alla svar")), letter_rows(order[:FIRST])(register)

    return read


def responses(letter: str, flt: Filter) -> Callable[[Register], Responses]:
    """The answers to a letter; all answers that a filter leaves, without one."""

    def read(register: Register) -> Responses:
        of_letter = letter_queries.responses_to
        order = of_letter(register, letter) if letter else letter_queries.response_order(register, flt)
        return Listing(order), response_rows(order[:FIRST])(register)

    return read


def letter_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, LetterRow]]:
    """The letters with these row numbers."""
    return lambda register: by_rid(rids, partial(letter_queries.letters_at, register))


def response_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, ResponseRow]]:
    """The answers with these row numbers."""
    return lambda register: by_rid(rids, partial(letter_queries.responses_at, register))


def letter(letter_id: str) -> Callable[[Register], LetterDetail]:
    """All that is known of a letter."""
    return lambda register: letter_queries.letter_detail(register, letter_id)


def response(response_id: str) -> Callable[[Register], ResponseDetail]:
    """All that is known of an answer."""
    return lambda register: letter_queries.response_detail(register, response_id)


def row_number(entity: str, record: str) -> Callable[[Register], int | None]:
    """The row number of a letter or an answer, if it is there."""
    return lambda register: records.rid_of(register, entity, record)


def sheet(response_id: str) -> Callable[[Register], ResponseSheet]:
    """An answer beside what was asked."""
    return lambda register: letter_queries.response_sheet(register, response_id)


def new_response(letter_id: str) -> Callable[[Register], Mapping[str, Given]]:
    """What an answer to a letter begins with: its audits, and who is to answer.

    Who answers for others in a joint answer answers for all of them; where several are asked and none answers for the
    others, the form asks which.
    """

    def read(register: Register) -> Mapping[str, Given]:
        detail = letter_queries.letter_detail(register, letter_id)
        asked = [one.recipient for one in detail.recipients if one.recipient.role == ANSWER]
        responders = list(dict.fromkeys(one.through or one.body for one in asked))
        begun: dict[str, Given] = {"audits": tuple(audit.id for audit in detail.audits)}
        if len(responders) == 1 and responders[0]:
            begun["responder"] = responders[0]
            begun["on_behalf_of"] = tuple(one.body for one in asked if one.body and one.body != responders[0])
        return begun

    return read


def say(
    response: str, line: str | None, targets: Sequence[str], values: Mapping[str, str]
) -> Callable[[Register], Change]:
    """Put values into a line of an answer; into a new one about these targets, where there is no `line`.

    Whether there is one is asked again when it is written: what was said the moment before may not be shown yet.
    """

    def put(register: Register) -> Change:
        known = line or _line_about(register, response, targets)
        if known is not None:
            return record_operations.edit(register, "response_line", known, values)
        given = {"response": response, "targets": tuple(targets), **values}
        return record_operations.add(register, "response_line", given)

    return put


def _line_about(register: Register, response: str, targets: Sequence[str]) -> str | None:
    """The answer's line about just these, if it has one."""
    lines = letter_queries.response_detail(register, response).lines
    about = ((view.line.id, {target.id for target in view.targets}) for view in lines)
    return next((line for line, found in about if found == set(targets)), None)
