"""Outgoing letters and reports, logged as actions with the names and hashes of their files, and their signers."""

import uuid
from collections.abc import Collection, Sequence
from typing import Literal

from storage import clock
from storage.database import letters as letter_rows
from storage.database.recording import Recording
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.material import (
    ANSWER,
    ExportedFile,
    ExtensionMaterial,
    LetterMaterial,
    ReminderMaterial,
    ResponseLetterMaterial,
)
from storage.domain.outcomes import GRANTED, REFUSED
from storage.domain.records import Letter, Person, Value
from storage.operations.followups import require_editable_followup
from storage.operations.ownership import merged_record
from storage.register import Register

NOT_SENT_TO = "fick inte brevet"
"""Reason for removing a recipient."""


def set_followup_signers(register: Register, followup: str, persons: Sequence[Person]) -> Change:
    """Set the signers of an open follow-up's report, in order; without any, those of the office's settings sign.

    A person without an id is found by name and title, or created.

    Raises:
        UnknownReference, FollowupClosed: the follow-up does not exist, or is closed.
    """
    with register.recording("set_followup_signers") as action:
        require_editable_followup(action, followup)
        put_signers(register, action, "followup", followup, persons)
    return action.change


def put_signers(
    register: Register, action: Recording, owner: Literal["followup", "letter"], record: str, persons: Sequence[Person]
) -> None:
    """Set the signers of a record within an action, in this order."""
    entity = f"{owner}_signer"
    signing = set()
    for position, person in enumerate(persons, 1):
        key = {owner: record, "person": _person(register, action, person)}
        link = id_from_fields(register.register_id, entity, key)
        action.put(entity, link, {**key, "position": position, "removed": None})
        signing.add(link)
    for link in letter_rows.signer_links(register.connection, owner, record):
        if link not in signing:
            action.put(entity, link, {"removed": "undertecknar inte längre"})


def _person(register: Register, action: Recording, person: Person) -> str:
    known = person.id or letter_rows.person_named(register.connection, person.name, person.title)
    if known:
        return known
    fresh = str(uuid.uuid4())
    action.put("person", fresh, {"name": person.name, "title": person.title, "organisation": person.organisation})
    return fresh


def log_missiv(register: Register, material: LetterMaterial, files: Sequence[ExportedFile]) -> Change:
    """Log that a letter went out as `files`, with its recipients, dates, deadline and documents.

    A letter that the register lacks is created; an unknown date of handing over of an audit is taken from the
    letter. A letter without a date is dated as printed: a new one today.
    """
    letter = material.letter.id or str(uuid.uuid4())
    with register.recording("export_missiv") as action:
        values = _letter_values(material.letter)
        values["followup"] = material.followup.id if material.followup else None
        values["document"] = _documents(action, material.letter, letter, files, material.history_head)
        action.put("letter", letter, values)
        for covered in material.audits:
            _link(register, action, "letter_audit", letter=letter, audit=covered.audit.id)
            if covered.audit.handed_over is None and material.followup is None and material.letter.decided:
                action.put("audit", covered.audit.id, {"handed_over": material.letter.decided})
        for recipient in material.recipients:
            named = recipient.recipient
            given = {name: getattr(named, name) for name in ("role", "demand", "answer_due", "through")}
            _link(register, action, "letter_recipient", extra=given, letter=letter, body=recipient.body.id)
        _remove_recipients(action, letter, {recipient.body.id for recipient in material.recipients})
        put_signers(register, action, "letter", letter, material.signers)
    return action.change


def _remove_recipients(action: Recording, letter: str, bodies: Collection[str]) -> None:
    """Remove the recipients that did not get the letter this time."""
    for link, row in action.existing("letter_recipient", letter=letter).items():
        if merged_record(action, "body", str(row["body"])) not in bodies:
            action.put("letter_recipient", link, {"removed": NOT_SENT_TO})


def log_reminder(register: Register, material: ReminderMaterial, files: Sequence[ExportedFile]) -> Change:
    """Log that a reminder of late responses went out as `files`, with its new deadline."""
    with register.recording("export_reminder") as action:
        _log_notice(register, action, material, files, material.letter.answer_due)
    return action.change


def log_extension(register: Register, material: ExtensionMaterial, files: Sequence[ExportedFile]) -> Change:
    """Log that a decision on an extension went out as `files`, and record it with the recipients of the letter.

    The granted deadline then applies; after a refusal, the first one. A decision without a known request is recorded
    as just that.
    """
    with register.recording("export_extension") as action:
        (answer,) = material.answers
        due = material.extension_due if material.granted else answer.outcome.due
        _log_notice(register, action, material, files, due)
        decided: dict[str, Value] = {
            "extension_requested": material.requested,
            "extension_decision": GRANTED if material.granted else REFUSED,
            "extension_due": material.extension_due if material.granted else None,
        }
        for recipient in answer.recipients:
            action.put("letter_recipient", recipient, decided)
    return action.change


def log_report(register: Register, followup: str, file: ExportedFile, history_head: str) -> Change:
    """Log that the report of a closed follow-up went out as `file`."""
    with register.recording("export_report") as action:
        _document(action, "follow_up_report", file, history_head, followup=followup)
    return action.change


def _log_notice(
    register: Register,
    action: Recording,
    material: ResponseLetterMaterial,
    files: Sequence[ExportedFile],
    due: str | None,
) -> None:
    """Create the letter of a reminder or decision, with its audits, recipient, deadline, documents and signers."""
    letter = str(uuid.uuid4())
    values = _letter_values(material.letter)
    values["document"] = _documents(action, material.letter, letter, files, material.history_head)
    action.put("letter", letter, values | {"answer_due": due})
    for audit in dict.fromkeys(audit.id for answer in material.answers for audit in answer.about):
        _link(register, action, "letter_audit", letter=letter, audit=audit)
    _link(register, action, "letter_recipient", extra={"role": ANSWER}, letter=letter, body=material.body.id)
    put_signers(register, action, "letter", letter, material.signers)


def _letter_values(letter: Letter) -> dict[str, Value]:
    """The fields of a letter, dated as printed."""
    fields = ("kind", "decided", "dated", "signed", "registry_number", "answer_due", "answer_how", "own_text")
    values: dict[str, Value] = {name: getattr(letter, name) for name in fields}
    values["dated"] = letter.dated or (letter.id and letter.decided) or clock.today().isoformat()
    return values


def _documents(action: Recording, letter: Letter, record: str, files: Sequence[ExportedFile], head: str) -> str | None:
    """Log the files of a letter; return the id of the last document."""
    documents = [_document(action, letter.kind or "", file, head, letter=record) for file in files]
    return documents[-1] if documents else None


def _document(action: Recording, kind: str, file: ExportedFile, head: str, **about: Value) -> str:
    document = str(uuid.uuid4())
    action.put(
        "document",
        document,
        {
            "kind": kind,
            "name": file.name,
            "sha256": file.sha256,
            "made_on": clock.today().isoformat(),
            "direction": "outgoing",
            "history_head": head or None,
            **about,
        },
    )
    return document


def _link(
    register: Register, action: Recording, entity: str, *, extra: dict[str, Value] | None = None, **key: Value
) -> None:
    action.put(entity, id_from_fields(register.register_id, entity, key), {**key, **(extra or {}), "removed": None})
