"""The history is in words: no code, hash or id of any field of any entity is shown, on screen or command line."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from storage.domain.editable_fields import COVERED_AUDIT, EDITABLE, FOLLOWUP
from storage.domain.records import Value
from storage.domain.scale import MEANS
from storage.domain.settings import FILE_KEYS, SETTING_KEYS
from storage.domain.vocabulary import ENTITIES, field_types, references
from storage.operations.settings import keep_file
from storage.register import Register, open_register
from tests.test_tui.test_cli.test_config import PNG
from tui.language.words import _ACTIONS, NOTHING, action_word, change_words, entity_word, field_word, setting_word

HASH = "c0ffee" * 10 + "abcd"
ID = "0f3c9d1e-1111-4222-8333-444455556666"
UNREADABLE = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-|[{}]|\b[a-z]+_[a-z_]+\b")


def codes() -> Iterator[tuple[str, str, str]]:
    """Every code of every field: those that people choose, and those that only the program sets."""
    for kind in (*EDITABLE.values(), FOLLOWUP, COVERED_AUDIT):
        for entry in kind.fields:
            yield from ((kind.entity, entry.name, code) for code in entry.choices)
    yield from (("level", "means", code) for code in MEANS)
    yield from (("followup", "state", code) for code in ("open", "closed"))
    yield ("document", "kind", "follow_up_report")


def fields() -> Iterator[tuple[str, str]]:
    return ((entity, field) for entity in ENTITIES for field in field_types(entity))


@pytest.mark.parametrize(("entity", "field", "code"), codes())
def test_a_code_is_shown_by_its_word(entity: str, field: str, code: str) -> None:
    shown = change_words((entity, field, ""), (None, code), (None, code))
    assert shown[0] == NOTHING
    assert not UNREADABLE.search(shown[1])
    assert shown[1] != code or code in {"missiv", "information"}


@pytest.mark.parametrize(("entity", "field"), fields())
def test_a_value_that_only_programs_read_is_never_shown(entity: str, field: str) -> None:
    value: Value = ID if field in references(entity) else HASH
    if field in references(entity) or field in {"sha256", "history_head", "context", "template"}:
        for stored in ((None, value), (value, None), (value, f"{value}0")):
            assert not any(map(UNREADABLE.search, change_words((entity, field, "x"), stored, stored)))
    assert field_word(field) != field
    assert entity_word(entity) != entity


@pytest.mark.parametrize("key", [*SETTING_KEYS, "register_id", "restored_from"])
def test_a_setting_is_shown_by_its_name_and_a_file_by_no_hash(key: str) -> None:
    assert setting_word(key) != key
    assert change_words(("setting", "key", key), (None, key), (None, key))[1] == setting_word(key)
    if key in {*FILE_KEYS, "register_id"}:
        assert not any(map(UNREADABLE.search, change_words(("setting", "value", key), (HASH, ID), (HASH, ID))))


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_action_has_a_name_in_words(entity: str) -> None:
    for name in (*_ACTIONS, *(f"{done}_{entity}" for done in ("add", "edit", "remove", "restore", "join"))):
        assert "_" not in action_word(name)
        assert action_word(name) != name


def test_nothing_in_the_whole_history_of_the_practice_register_is_for_programs_only(
    granska: Any, practice: Any, tmp_path: Any
) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    done = granska("config", "set", "logo", tmp_path / "logo.png")
    assert done.out == "logo (Logotyp): en fil är inlagd\n"
    granska("export", "missiv", "--audit", "Skolfrånvaro", "--out", tmp_path)
    for words in (["history"], ["config", "get", "logo"], ["list", "letters"]):
        out = granska(*words).out
        assert out
        assert not UNREADABLE.findall(out.replace("template_", "")), words
    for fields in ("value", "sha256", "history_head", "context", "template", "means", "state", "kind", "level"):
        assert not UNREADABLE.findall(granska("history", "--field", fields).out), fields
    assert re.search(r"[0-9a-f]{64}", granska("history", "--json").out)
    assert re.search(r"[0-9a-f]{64}", granska("config", "get", "logo", "--json").out)
    with open_register(practice, write=True) as register:
        _assert_screen_in_words(register)


def _assert_screen_in_words(register: Register) -> None:
    from storage.history import history
    from tui.history.jobs import action_text

    keep_file(register, "logo", PNG + b"2")
    for action in history(register):
        shown = action_text(register, action.hash)
        for record in shown.records:
            assert not UNREADABLE.search(record.name), record
            for name, before, after in record.fields:
                assert not UNREADABLE.search(f"{name} {before} {after}"), record
