"""Jobs of letters and responses for both front ends: lists, details, forms, and letters written and logged."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from exports.letters.file import WrittenLetter, write_letter
from exports.preflight.findings import Finding
from exports.preflight.letters import preflight_extension, preflight_missiv, preflight_reminder
from storage import clock, records, settings
from storage import letters as letter_queries
from storage import responses as response_queries
from storage.domain.editable_fields import Given
from storage.domain.filters import Filter
from storage.domain.history import Change
from storage.domain.material import (
    ANSWER,
    ExportedFile,
    ExtensionMaterial,
    LetterDraft,
    LetterMaterial,
    ReminderMaterial,
)
from storage.domain.records import LetterRecipient, replace
from storage.domain.views import LetterDetail, LetterRow, ResponseDetail, ResponseRow, ResponseSheet
from storage.errors import UnknownReference
from storage.files import make_folder
from storage.letters import letter_material
from storage.operations import records as record_operations
from storage.operations.documents import log_extension, log_missiv, log_reminder
from storage.register import Register
from storage.reminders import extension_material, reminder_material
from tui.kit.fields import Form
from tui.kit.row_window import EVERYTHING, Listing, by_rid
from tui.language.catalogue import _, mark
from tui.letters.forms import (
    EACH,
    EXTENSION_FIELDS,
    EXTENSION_REQUESTED,
    drafted_letter,
    extension_dates_form,
    extension_form,
    extension_values,
    folder_of,
    granted_to,
    level_of,
    missiv_form,
    recipients,
    reminder_form,
)

FIRST = 64
"""Rows that are loaded with the order of a list."""

Letters = tuple[Listing, Mapping[int, LetterRow]]
Responses = tuple[Listing, Mapping[int, ResponseRow]]
Material = LetterMaterial | ReminderMaterial | ExtensionMaterial
M = TypeVar("M", bound=Material)
M_co = TypeVar("M_co", bound=Material, covariant=True)
Values = Mapping[str, str]


class PreparedLetter(Struct, Generic[M_co], frozen=True):
    """Checked material of a letter, with the template and the logo of its files."""

    material: M_co
    template: bytes | None
    logo: bytes | None
    findings: tuple[Finding, ...]


class LetterToWrite(Struct, frozen=True):
    """Prepared letter with the folder of its files."""

    prepared: PreparedLetter[Material]
    folder: Path
    each: bool = False
    """True if every recipient gets a file."""


class LetterForm(Struct, frozen=True):
    """Form of a letter, with the jobs that load it and that prepare the letter it describes."""

    key: str
    """Name of its draft."""
    load: Callable[[Register, Path], Form]
    prepare: Callable[[Register, Values], LetterToWrite]
    writing: str = mark("Skriver brevet …")
    """Swedish message id of its progress."""
    written: str = mark("Brevet är skrivet")
    """Swedish message id of its end."""
    elsewhere: frozenset[str] = frozenset()
    """Entities of findings that the form is closed for; if empty, all that are in the register."""


def letters(flt: Filter) -> Callable[[Register], Letters]:
    """Load the letters that match a filter, below an entry for all of them."""

    def read(register: Register) -> Letters:
        order = letter_queries.letter_order(register, flt)
        if not order and not flt:
            return Listing(), {}
        every = array("q", [EVERYTHING])
        every.extend(order)
        return Listing(every, everything=_("Alla svar")), letter_rows(order[:FIRST])(register)

    return read


def responses(letter: str, flt: Filter) -> Callable[[Register], Responses]:
    """Load the responses to a letter, by id; for an empty id all responses that match a filter."""

    def read(register: Register) -> Responses:
        of_letter = response_queries.responses_to
        order = of_letter(register, letter) if letter else response_queries.response_order(register, flt)
        return Listing(order), response_rows(order[:FIRST])(register)

    return read


def letter_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, LetterRow]]:
    """Load the letters with these row numbers."""
    return lambda register: by_rid(rids, partial(letter_queries.letters_at, register))


def response_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, ResponseRow]]:
    """Load the responses with these row numbers."""
    return lambda register: by_rid(rids, partial(response_queries.responses_at, register))


def letter(letter_id: str) -> Callable[[Register], LetterDetail]:
    """Load a letter with all that belongs to it."""
    return lambda register: letter_queries.letter_detail(register, letter_id)


def response(response_id: str) -> Callable[[Register], ResponseDetail]:
    """Load a response with all that belongs to it."""
    return lambda register: response_queries.response_detail(register, response_id)


def row_number(entity: str, record: str) -> Callable[[Register], int | None]:
    """Load the row number of a letter or a response; None if there is no such record."""
    return lambda register: records.rid_of(register, entity, record)


def sheet(response_id: str) -> Callable[[Register], ResponseSheet]:
    """Load a response beside the recommendations and questions that it is to answer."""
    return lambda register: response_queries.response_sheet(register, response_id)


def new_response(letter_id: str) -> Callable[[Register], Mapping[str, Given]]:
    """Load the first values of a response to a letter: its audits and its responder.

    A body that answers through another is one that the responder also speaks for. There is no responder if several
    bodies are to answer and none of them for the others.
    """

    def read(register: Register) -> Mapping[str, Given]:
        detail = letter_queries.letter_detail(register, letter_id)
        links = [one.recipient for one in detail.recipients if one.recipient.role == ANSWER]
        responders = list(dict.fromkeys(one.through or one.body for one in links))
        values: dict[str, Given] = {"audits": tuple(audit.id for audit in detail.audits)}
        if len(responders) == 1 and responders[0]:
            values["responder"] = responders[0]
            values["on_behalf_of"] = tuple(one.body for one in links if one.body and one.body != responders[0])
        return values

    return read


def edit_line(
    response: str, line: str | None, targets: Sequence[str], values: Mapping[str, str]
) -> Callable[[Register], Change]:
    """Save values in a line of a response; without a `line` in the one about these targets, or in a new one.

    The line is looked up when it is written, since the screen may not show the latest one yet.
    """

    def save(register: Register) -> Change:
        known = line or _line_about(register, response, targets)
        if known is not None:
            return record_operations.edit(register, "response_line", known, values)
        given = {"response": response, "targets": tuple(targets), **values}
        return record_operations.add(register, "response_line", given)

    return save


def _line_about(register: Register, response: str, targets: Sequence[str]) -> str | None:
    """Return the id of the response's line about exactly these targets, if it has one."""
    lines = response_queries.response_detail(register, response).lines
    about = ((view.line.id, {target.id for target in view.targets}) for view in lines)
    return next((line for line, found in about if found == set(targets)), None)


def prepare(register: Register, material: M) -> PreparedLetter[M]:
    """Check the material of a letter, and load the template and the logo of its files. Nothing is written."""
    match material:
        case ReminderMaterial():
            key, findings = "template_reminder", preflight_reminder(material, today=clock.today())
        case ExtensionMaterial():
            key, findings = "template_extension", preflight_extension(material, today=clock.today())
        case _:
            key, findings = "template_missiv", preflight_missiv(material, today=clock.today())
    template, logo = settings.kept_file(register, key), settings.kept_file(register, "logo")
    return PreparedLetter(material, template, logo, findings)


def write(letter: PreparedLetter[Material], folder: Path, *, each: bool = False) -> Sequence[WrittenLetter]:
    """Write the files of a letter into a folder, with `each` one for every recipient of a missiv."""
    make_folder(folder)
    today, template, logo = clock.today(), letter.template, letter.logo
    return write_letter(letter.material, folder, today=today, template=template, logo=logo, each=each)


def log(register: Register, letter: PreparedLetter[Material], written: Sequence[WrittenLetter]) -> Change:
    """Log that a letter was sent as these files, and store the decision in it."""
    files = [ExportedFile(file.name, file.sha256, file.body) for file in written]
    match letter.material:
        case ReminderMaterial():
            return log_reminder(register, letter.material, files)
        case ExtensionMaterial():
            return log_extension(register, letter.material, files)
        case _:
            return log_missiv(register, letter.material, files)


def missiv(*, audit: str | None = None, followup: str | None = None, letter: str | None = None) -> LetterForm:
    """Return the form of the missiv with the report of an audit or of a follow-up, or of a `letter` in the register."""
    material = partial(letter_material, audit=audit, followup=followup, letter=letter)

    def load(register: Register, folder: Path) -> Form:
        found = material(register)
        titles = ", ".join(covered.audit.short_title or covered.audit.title or "" for covered in found.audits)
        name = (found.followup.title if found.followup else titles) or ""
        bodies = [(view.body.id, view.body.name or "") for view in records.bodies(register)]
        return missiv_form(found, name, bodies, folder, today=clock.today())

    def to_write(register: Register, values: Values) -> LetterToWrite:
        left_out = [each.body.id for each in material(register).left_out]
        found = material(register, draft=LetterDraft(recipients=recipients(values, left_out)))
        return _to_write(register, drafted_letter(found, values), values)

    return LetterForm(
        f"missiv:{letter or audit or followup}",
        load,
        to_write,
        writing=mark("Skriver missivet …"),
        written=mark("Missivet är skrivet"),
        elsewhere=frozenset({"audit", "recommendation", "followup_audit", "followup"}),
    )


def reminder(recipient: str) -> LetterForm:
    """Return the form of a reminder of all late responses to the body that answers for a letter's recipient.

    Its jobs raise `NothingLate` if the body has no late response.
    """

    def material(register: Register, level: int | None = None) -> ReminderMaterial:
        record = _recipient(register, recipient)
        return reminder_material(register, record.through or record.body or "", today=clock.today(), level=level)

    def to_write(register: Register, values: Values) -> LetterToWrite:
        return _to_write(register, drafted_letter(material(register, level_of(values)), values), values)

    return LetterForm(
        f"reminder:{recipient}", lambda register, folder: reminder_form(material(register), folder), to_write
    )


def extension_decision(recipient: str) -> LetterForm:
    """Return the form of a decision on an extension for a letter's recipient.

    Its jobs raise `NothingAwaited` if no response is awaited, and `InvalidValue` for an extension without a date.
    """

    def load(register: Register, folder: Path) -> Form:
        record = _recipient(register, recipient)
        stored = {name: getattr(record, name) or "" for name in EXTENSION_FIELDS}
        material = extension_material(register, recipient, today=clock.today(), granted_to=None)
        return extension_form(material, stored, folder)

    def to_write(register: Register, values: Values) -> LetterToWrite:
        material = extension_material(register, recipient, today=clock.today(), granted_to=granted_to(values))
        requested = values[EXTENSION_REQUESTED] or material.requested
        return _to_write(register, replace(drafted_letter(material, values), requested=requested), values)

    return LetterForm(f"extension_letter:{recipient}", load, to_write)


def _to_write(register: Register, material: Material, values: Values) -> LetterToWrite:
    return LetterToWrite(prepare(register, material), folder_of(values), each=bool(values.get(EACH)))


def _recipient(register: Register, recipient: str) -> LetterRecipient:
    found = records.record_of(register, "letter_recipient", recipient)
    if not isinstance(found, LetterRecipient):
        raise UnknownReference(recipient, "letter_recipient")
    return found


def load_extension_dates(register: Register, recipient: str) -> Form:
    """Load the form of the extension of a letter's recipient."""
    name = records.name_of(register, "letter_recipient", recipient)
    return extension_dates_form(name, records.entered(register, "letter_recipient", recipient))


def save_extension_dates(register: Register, recipient: str, values: Values) -> Change:
    """Save the extension of a letter's recipient as its form has it."""
    return record_operations.edit(register, "letter_recipient", recipient, extension_values(values))
