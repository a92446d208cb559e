"""What went out: letters and reports, logged as actions with their files' names and hashes."""

import uuid
from collections.abc import Sequence

from storage import clock
from storage.database.recording import Recording
from storage.domain.change import Change
from storage.domain.identity import id_from_fields
from storage.domain.letter_material import ExportedFile, LetterMaterial
from storage.domain.value import Value
from storage.operations.signing import put_signers
from storage.register import Register

EXPORT_MISSIV = "export_missiv"
EXPORT_REPORT = "export_report"


def log_missiv(register: Register, material: LetterMaterial, files: Sequence[ExportedFile]) -> Change:
    """Log that a letter went out as `files`: to whom, decided and dated when, to be answered when, as which file.

    A letter that the register does not have is put into it; an audit's date of handing over is filled in from the
    letter's where it is not known. A letter without a date of its own is dated as it was printed: by the decision,
    else today.
    """
    letter = material.letter.id or str(uuid.uuid4())
    with register.recording(EXPORT_MISSIV) as action:
        documents = [_document(action, "missiv", file, material.history_head, letter=letter) for file in files]
        fields = ("kind", "decided", "dated", "signed", "registry_number", "answer_due", "answer_how", "own_text")
        values: dict[str, Value] = {name: getattr(material.letter, name) for name in fields}
        values["dated"] = material.letter.dated or material.letter.decided or clock.today().isoformat()
        values["followup"] = material.followup.id if material.followup else None
        action.put("letter", letter, values | {"document": documents[-1] if documents else None})
        for covered in material.audits:
            _link(register, action, "letter_audit", letter=letter, audit=covered.audit.id)
            if covered.audit.handed_over is None and material.followup is None and material.letter.decided:
                action.put("audit", covered.audit.id, {"handed_over": material.letter.decided})
        for recipient in material.recipients:
            named = recipient.recipient
            given = {name: getattr(named, name) for name in ("role", "demand", "answer_due", "through")}
            _link(register, action, "letter_recipient", extra=given, letter=letter, body=recipient.body.id)
        put_signers(register, action, "letter", letter, material.signers)
    return action.change


def log_report(register: Register, followup: str, file: ExportedFile, history_head: str) -> Change:
    """Log that the report of a closed follow-up went out as `file`."""
    with register.recording(EXPORT_REPORT) as action:
        _document(action, "follow_up_report", file, history_head, followup=followup)
    return action.change


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
