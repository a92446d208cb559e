"""The command line and the screen show the same records, in the same order, by the same names."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import followups, recommendations, records
from storage.domain.filters import Filter, parse_filter
from storage.domain.text import shorten
from storage.history import history
from storage.register import Register, open_register
from tui.audits import lists
from tui.commands.record_values import LISTED, plural
from tui.deadlines import jobs as deadlines_jobs
from tui.history import jobs as history_jobs
from tui.history.view import history_columns
from tui.letters import jobs as letters_jobs
from tui.records import jobs
from tui.records.jobs import RecordScope

OWN_LISTS = ("audit", "recommendation", "letter", "response", "followup")
"""Entities with a list of their own on the screen."""
ENTITIES = tuple(dict.fromkeys(LISTED.values()))
FILTERS = ("", "missiv", "-missiv", "2026", "kommunstyrelsen", "skol", "skol -missiv", "117", "reminder", "finnsinte")


@pytest.fixture
def register(practice: Path) -> Iterator[Register]:
    """The practice register, open to read."""
    with open_register(practice) as opened:
        yield opened


def _ids(found: tuple[Any, Any]) -> list[str]:
    listing, rows = found
    return [rows[rid].id for rid in listing.rids(0, len(listing))]


def _recommendations(flt: Filter) -> Callable[[Register], list[str]]:
    def read(register: Register) -> list[str]:
        order = recommendations.recommendation_order(register, flt)
        return [row.id for row in lists.recommendation_rows(order)(register).values()]

    return read


def _audits(flt: Filter) -> Callable[[Register], list[str]]:
    return lambda register: [
        row.id for row in lists.audit_rows(recommendations.audit_order(register, flt))(register).values()
    ]


SCREEN: dict[str, Callable[[Filter], Callable[[Register], list[str]]]] = {
    "audit": _audits,
    "recommendation": _recommendations,
    "letter": lambda flt: lambda register: _ids(letters_jobs.letters(flt)(register)),
    "response": lambda flt: lambda register: _ids(letters_jobs.responses("", flt)(register)),
}


@pytest.mark.parametrize("words", FILTERS)
@pytest.mark.parametrize("entity", SCREEN)
def test_a_list_holds_the_same_records_in_the_same_order(
    granska: Any, register: Register, entity: str, words: str
) -> None:
    done = granska("list", plural(entity), "--filter", words, "--json")
    assert [one["id"] for one in json.loads(done.out)] == SCREEN[entity](parse_filter(words))(register)


@pytest.mark.usefixtures("practice")
def test_the_letters_of_a_kind_are_found_by_its_word(granska: Any) -> None:
    found = json.loads(granska("list", "letters", "--filter", "missiv", "--json").out)
    assert len(found) == 6
    assert {one["kind"] for one in found} == {"missiv"}


@pytest.mark.parametrize("entity", [one for one in ENTITIES if one not in OWN_LISTS])
def test_a_list_of_records_has_the_same_records_in_the_same_order_by_the_same_names(
    granska: Any, register: Register, entity: str
) -> None:
    found = json.loads(granska("list", plural(entity), "--json").out)
    rows = jobs.list_rows(register, RecordScope(entities=(entity,)))
    assert [one["id"] for one in found] == [row.id for row in rows]
    assert [one["name"] for one in found] == [row.name for row in rows]


def test_the_followups_are_the_same_in_the_same_order(granska: Any, register: Register) -> None:
    found = json.loads(granska("list", "followups", "--json").out)
    rows = followups.followups(register)
    assert [(one["id"], one["title"]) for one in found] == [(row.followup.id, row.followup.title) for row in rows]


@pytest.mark.parametrize("options", [(), ("--mine",)])
def test_the_deadlines_are_the_same_in_the_same_order(
    granska: Any, register: Register, options: tuple[str, ...]
) -> None:
    found = json.loads(granska("deadlines", "--json", *options).out)
    known = deadlines_jobs.deadline_page(register)
    rows = deadlines_jobs.let_through(known, parse_filter(""), mine="--mine" in options)
    assert [(one["record"], one["name"]) for one in found] == [(row.item.record, row.item.name) for row in rows]


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_record_has_one_name_in_lists_forms_history_and_refusals(register: Register, entity: str) -> None:
    found = records.records(register, entity)
    for one in found:
        changes = [change for action in history(register, one.id) for change in action.changes]
        told = {change.label for change in changes if change.entity_id == one.id}
        assert told == {one.name}
        assert records.name_of(register, entity, one.id) == one.name
        assert [each.name for each in records.named(register, entity, [one.id])] == [one.name]
        assert jobs.list_heading(register, RecordScope(entities=("document",), owner={entity: one.id})).endswith(
            shorten(one.name, jobs.NAME_LENGTH)
        )


@pytest.mark.parametrize("entity", [one for one in ENTITIES if one not in {"followup", "assessment"}])
def test_a_record_that_was_taken_out_has_one_name(granska: Any, practice: Path, entity: str) -> None:
    with open_register(practice) as register:
        found = records.records(register, entity)
    for one in found:
        granska("remove", one.id, "--reason", "Fel")
    with open_register(practice) as register:
        for one in records.records(register, entity, removed=True):
            assert records.name_of(register, entity, one.id) == one.name


NEW = (
    ("body", ("name=Ny nämnd",), "Ny nämnd"),
    ("person", ("name=Ny Person",), "Ny Person"),
    ("audit", ("title=Granskning av vatten", "short_title=Vatten"), "Vatten"),
    ("recommendation", ("audit=Skolskjuts", "number=9", "text=Mät mer"), "Skolskjuts: 9) Mät mer"),
    ("measure", ("text=Utbilda alla",), "Utbilda alla"),
    ("letter", ("kind=reminder", "dated=2026-11-01", "registry_number=REV 7"), "2026-11-01 REV 7"),
    ("response", ("responder=Socialnämnden", "decided_on=2026-11-02", "paragraph=8"), "Socialnämnden 2026-11-02 § 8"),
    ("document", ("name=Protokoll.pdf",), "Protokoll.pdf"),
)


@pytest.mark.parametrize(("entity", "words", "name"), NEW, ids=[entity for entity, _words, _name in NEW])
@pytest.mark.usefixtures("practice")
def test_the_history_tells_of_a_new_record_by_its_name_also_when_it_was_taken_back(
    granska: Any, entity: str, words: tuple[str, ...], name: str
) -> None:
    assert granska("add", entity, *words).code == 0
    head = granska("history", "--limit", "1").out
    assert f" – {name}, " in head
    assert granska("undo").code == 0
    told = json.loads(granska("history", "--limit", "1", "--json").out)
    assert {change["label"] for action in told for change in action["changes"] if change["entity"] == entity} == {name}


@pytest.mark.usefixtures("practice")
def test_what_was_taken_back_keeps_the_name_of_what_it_belonged_to_and_that_was_taken_back_too(granska: Any) -> None:
    assert granska("add", "audit", "title=Granskning av vatten", "short_title=Vatten").code == 0
    assert granska("add", "recommendation", "audit=Vatten", "number=1", "text=Mät mer").code == 0
    assert (granska("undo").code, granska("undo").code) == (0, 0)
    told = json.loads(granska("history", "--limit", "2", "--json").out)
    labels = {change["label"] for action in told for change in action["changes"] if change["entity"] != "audit"}
    assert labels == {"Vatten: 1) Mät mer"}


@pytest.mark.usefixtures("practice")
def test_the_history_names_evidence_by_what_it_is_of(granska: Any) -> None:
    assert granska("add", "evidence", "recommendation=Skolskjuts:1", "kind=minutes", "source=§ 5").code == 0
    assert "Nytt underlag – Skolskjuts: 1) § 5" in granska("history", "--limit", "1").out


@pytest.mark.usefixtures("practice")
def test_the_history_names_settings_in_swedish_on_both_front_ends(granska: Any, register: Register) -> None:
    assert granska("config", "set", "office", "Revisorerna").code == 0
    first = json.loads(granska("history", "--limit", "1", "--json").out)[0]["hash"]
    assert granska("config", "set", "office", "Revisionen").code == 0
    assert " – Revisionens namn, Värde: " in granska("history", "--limit", "1").out
    (row, *_rest) = history_jobs.actions(register, parse_filter(""))[1].values()
    cells = [column.draw(row).text for column in history_columns()]
    assert "Revisionens namn" in cells
    assert "för Revisionens namn har ändrats sedan dess" in granska("undo", "--action", first).err
