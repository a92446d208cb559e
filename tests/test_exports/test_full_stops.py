"""Texts of the office that end with a full stop, put into sentences: no document has two."""

import re
from collections.abc import Iterator

from exports.letters.context import missiv_context, reminder_context
from exports.report.context import report_context
from storage import followups, letters, recommendations, reminders
from storage.domain.records import Value
from storage.errors import NothingLate
from storage.register import Register
from tests.conftest import TODAY

STOPPED = {
    "audit": ("title", "short_title", "firm", "years"),
    "body": ("name",),
    "followup": ("title",),
    "level": ("label",),
    "person": ("name", "title", "organisation"),
    "recommendation": ("text", "theme"),
}
"""Entity → its texts that documents put into sentences."""
TWO_STOPS = re.compile(r"\.[”»\"]?\.(?!\.)")


def stop_all(register: Register) -> None:
    """End every such text with a full stop."""
    with register.recording("edit") as action:
        for entity, names in STOPPED.items():
            for row in register.connection.execute(f"SELECT id, {', '.join(names)} FROM {entity}").fetchall():
                values: dict[str, Value] = {
                    name: f"{str(old).rstrip('.')}." for name, old in zip(names, row[1:], strict=True) if old
                }
                if values:
                    action.put(entity, row[0], values)
        for key in ("office", "place"):
            row = register.connection.execute("SELECT id, value FROM setting WHERE key = ?", (key,)).fetchone()
            if row:
                action.put("setting", row[0], {"value": f"{row[1]}."})


def documents(register: Register) -> Iterator[list[str]]:
    for view in followups.followups(register):
        yield list(report_context(followups.followup_material(register, view.id), today=TODAY).texts())
        yield _letter(missiv_context(letters.letter_material(register, followup=view.id), today=TODAY).data())
    for audit in recommendations.audits(register):
        yield _letter(missiv_context(letters.letter_material(register, audit=audit.id), today=TODAY).data())
    for (body,) in register.connection.execute("SELECT id FROM body WHERE removed IS NULL").fetchall():
        try:
            material = reminders.reminder_material(register, body, today=TODAY)
        except NothingLate:
            continue
        yield _letter(reminder_context(material, today=TODAY).data())


def _letter(data: object) -> list[str]:
    """Return every text of a letter's data."""
    match data:
        case str():
            return [data]
        case dict():
            return [text for value in data.values() for text in _letter(value)]
        case list() | tuple():
            return [text for value in data for text in _letter(value)]
    return []


def test_no_document_has_two_full_stops(practice: Register) -> None:
    stop_all(practice)
    read = 0
    for texts in documents(practice):
        read += len(texts)
        assert [text for text in texts if TWO_STOPS.search(text)] == []
    assert read > 500
