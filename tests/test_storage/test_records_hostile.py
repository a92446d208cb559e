"""Text and files that mean harm, or just go wrong, in every field of every kind of record."""

import sqlite3

import pytest

from storage import records
from storage.check import check
from storage.database.connection import TEXT_LIMIT
from storage.domain.editable_fields import EDITABLE, EditableField, Input
from storage.domain.text import one_line, tidy
from storage.errors import GranskaError, InvalidValue, TextTooLong, UnknownReference
from storage.operations.records import edit
from storage.register import Register
from storage.undo import undo
from tests.test_storage.record_steps import refused
from tests.test_storage.steps import tables

HOSTILE = (
    "se bilaga [/] {{ x }} <b>'; DROP TABLE audit;--",
    "\x1b]52;c;aGVq\x07 a\u202eb \ufeff\x00",
    "\ud800 å\u0301 \uffff",
    "=SUMMA(A1)\u2028rad\r\n\r\nrad",
    "%_\"'\\ :;, 🦉",
)


@pytest.mark.parametrize("entity", EDITABLE)
def test_hostile_text_in_any_field_is_kept_cleaned_or_refused_whole(
    filled: Register, ids: dict[str, str], entity: str
) -> None:
    for entry in EDITABLE[entity].fields:
        for text in HOSTILE:
            if entry.fixed:
                continue
            record, before = ids[entity], tables(filled)
            try:
                change = edit(filled, entity, record, {entry.name: text})
            except (InvalidValue, UnknownReference):
                assert tables(filled) == before
                assert not _takes_any_text(entry)
                continue
            record = next(iter(change.created.get(entity, {record})))
            shown = records.entered(filled, entity, record)[entry.name]
            if _takes_any_text(entry):
                assert shown == (tidy(text) if entry.input is Input.TEXT else one_line(text))
            undo(filled)
            assert tables(filled) == before
    assert check(filled).ok


def _takes_any_text(entry: EditableField) -> bool:
    return entry.input in {Input.LINE, Input.TEXT} or (entry.open and entry.input is Input.CHOICE)


@pytest.mark.parametrize("entity", EDITABLE)
def test_a_monstrous_text_is_refused_in_any_field(filled: Register, ids: dict[str, str], entity: str) -> None:
    for entry in EDITABLE[entity].fields:
        if not entry.fixed:
            text = "å" * (TEXT_LIMIT // 2 + 1)
            before = tables(filled)
            with pytest.raises(TextTooLong) as refusal:
                edit(filled, entity, ids[entity], {entry.name: text})
            assert refusal.value.length == len(text.encode())
            assert tables(filled) == before


@pytest.mark.parametrize("size", [TEXT_LIMIT, TEXT_LIMIT // 2])
def test_a_text_whose_bytes_are_too_many_is_refused_by_the_file_itself(
    filled: Register, ids: dict[str, str], size: int
) -> None:
    with refused(filled, TextTooLong):
        edit(filled, "measure", ids["measure"], {"text": "å" * size})


def test_a_failing_disk_leaves_nothing_half_written(filled: Register, ids: dict[str, str]) -> None:
    before = tables(filled)
    filled.connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises((GranskaError, sqlite3.Error)):
        edit(filled, "audit", ids["audit"], {"purpose": "x" * 400_000, "auditees": "En ny nämnd"})
    assert tables(filled) == before
