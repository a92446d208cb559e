"""Every field of a record has its places; a test names each place that a new field was forgotten in.

That the command line shows it is held by `tests/test_tui/test_cli/test_records.py`, field by field.
"""

from pathlib import Path

import pytest

from storage import recommendations
from storage.database.connection import SCHEMA_VERSION
from storage.domain.editable_fields import COVERED_AUDIT, EDITABLE, FOLLOWUP, Input
from storage.domain.vocabulary import ENTITIES, field_types
from storage.operations.records import edit
from storage.register import Register, open_register
from tests.older_registers import ADDED, take_back, vocabulary
from tests.test_tui.english import TEXT, read
from tui.audits.lines import belonging_lines, detail_lines
from tui.audits.lists import belongings_of
from tui.language.words import field_word

ENTERED = {**EDITABLE, "followup": FOLLOWUP, "followup_audit": COVERED_AUDIT}
LINKS = {entry.link for kind in ENTERED.values() for entry in kind.fields if entry.link}
"""Entities that keep the sets of others: what a form has is the set."""
SET_ELSEWHERE = {
    "body": {"merged_into": "joining"},
    "person": {"merged_into": "joining"},
    "recommendation": {"position": "the order of the audit"},
    "followup": {"supersedes": "correcting a closed one", "scale": "choosing a scale", "state": "closing"},
    "followup_signer": dict.fromkeys(("followup", "person", "position"), "the report"),
    "followup_audit": dict.fromkeys(("followup", "audit", "position"), "choosing and ordering audits"),
    "followup_closing": dict.fromkeys(("followup", "context", "template", "closed_on", "closed_by"), "closing"),
    "assessment": dict.fromkeys(("followup", "level", "comment", "assessed_on", "assessed_by"), "assessing"),
    "assessment_evidence": {"assessment": "the recommendation that it is added to"},
    "letter": {"document": "writing the letter"},
    "document": dict.fromkeys(("sha256", "history_head"), "writing the document"),
    "scale": {"label": "the form of scales"},
    "level": dict.fromkeys(field_types("level"), "the form of scales"),
    "source_text": dict.fromkeys(
        ("audit", "followup", "recommendation", "file", "place", "position", "text"), "importing a file"
    ),
    "setting": dict.fromkeys(("key", "value"), "granska config"),
    "text_block": dict.fromkeys(("key", "value"), "granska config"),
}
"""Fields that the form of no record has → what sets them."""
FIELDS = [(entity, name) for entity in ENTITIES for name in field_types(entity) if name != "removed"]


def test_the_vocabulary_only_grows() -> None:
    """Names are hashed for ever: `tests/data/vocabulary.json` holds those that registers out there have used."""
    now = {entity: {name: kind.__name__ for name, kind in field_types(entity).items()} for entity in ENTITIES}
    assert now == vocabulary(max(ADDED)), "add it to tests/data/vocabulary.json, below a new version of the schema"
    assert max(ADDED) == SCHEMA_VERSION, "raise SCHEMA_VERSION in storage/database/connection.py"


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_field_has_a_column_in_an_older_register_too(version: int, practice_path: Path) -> None:
    with open_register(take_back(practice_path, version), write=True) as register:
        columns = {
            entity: {row[1] for row in register.connection.execute(f"PRAGMA table_info({entity})")}
            for entity in ENTITIES
        }
    missing = [(entity, name) for entity, name in FIELDS if name not in columns[entity]]
    assert missing == [], "add a migration to storage/database/schema.py"


@pytest.mark.parametrize(("entity", "name"), FIELDS)
def test_a_field_is_entered_by_somebody(entity: str, name: str) -> None:
    kind = ENTERED.get(entity)
    entered = kind is not None and name in {entry.name for entry in kind.fields}
    assert entered or entity in LINKS or name in SET_ELSEWHERE.get(entity, ()), (
        "add it to storage/domain/editable_fields.py"
    )


@pytest.mark.parametrize("name", sorted({entry.name for kind in ENTERED.values() for entry in kind.fields}))
def test_a_field_has_its_word_in_both_languages(name: str) -> None:
    assert field_word(name) != name, "add its Swedish word to tui/language/words.py"
    english = {message.id if isinstance(message.id, str) else message.id[0] for message in read(TEXT)}
    assert field_word(name) in english, "add its English word to tui/language/locale/en/LC_MESSAGES/granska.po"


IN_DETAIL = [
    entry.name
    for entry in EDITABLE["recommendation"].fields
    if entry.input in {Input.LINE, Input.TEXT} and entry.name not in {"number", "theme"}
]
"""What the detail says of a recommendation; its number and theme stand in the list."""


@pytest.mark.parametrize("name", IN_DETAIL)
def test_a_field_is_shown_on_the_screen(name: str, practice: Register) -> None:
    [first, *_] = recommendations.recommendations(practice)
    edit(practice, "recommendation", first.id, {name: f"Prov på {name}"})
    detail = recommendations.recommendation_detail(practice, first.id)
    belongings = belongings_of(practice, [detail])[first.id]
    lines = [*detail_lines(detail, 200), *belonging_lines(belongings, 200)]
    text = "\n".join("".join(cell.text for cell in line) for line in lines)
    assert f"Prov på {name}" in text, "show it in tui/audits/lines.py"
