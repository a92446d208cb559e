"""`--as-of`, `history` and `undo --action`: the past, its authors, and undoing one action of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.asof import as_of, day_of
from storage.merge import merge
from storage.register import open_register
from storage.undo import undo_action, undoable
from tests.test_storage.steps import tables

DAYS = ["2026-11-22", "2026-12-01", "2026-12-05", "2027-02-10", "2027-03-31"]
State = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(autouse=True)
def _practice(practice: Path) -> None:
    """Every test here works in the practice register."""


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch, granska: Any) -> Callable[..., Any]:
    """Run a command on a day."""

    def run(day: str, *arguments: str, who: str = "Anna") -> Any:
        monkeypatch.setenv("GRANSKA_TODAY", day)
        monkeypatch.setenv("GRANSKA_WHO", who)
        done = granska(*arguments)
        assert done.code == 0, done.err
        return json.loads(done.out) if "--json" in arguments else done.out

    return run


def _work(on: Callable[..., Any]) -> Iterator[str]:
    """Some months at an office; yields each day when it is over."""
    yield DAYS[0]
    on(DAYS[1], "set", "Dataskydd:4", "implemented", "--comment", "Beslutad i november.")
    on(DAYS[1], "edit", "Måltider:1", "theme=Kök", "addressees=Tekniska nämnden")
    on(DAYS[1], "add", "body", "name=Kostnämnden", "kind=committee")
    yield DAYS[1]
    on(DAYS[2], "undo")
    on(DAYS[2], "set", "Måltider:2", "Måltider:3", "partial")
    on(DAYS[2], "remove", "Skolfrånvaro:4", "--reason", "Dubblett")
    yield DAYS[2]
    on(DAYS[3], "add", "body", "name=Socialnämnd", "kind=committee")
    on(DAYS[3], "join", "Socialnämnd", "Socialnämnden")
    on(DAYS[3], "set", "Måltider:2", "clear")
    on(DAYS[3], "undo")
    on(DAYS[3], "redo")
    yield DAYS[3]
    (removed,) = on(DAYS[4], "list", "recommendations", "--removed", "--json")
    on(DAYS[4], "restore", removed["id"])
    on(DAYS[4], "set", "Dataskydd:4", "not_implemented")
    on(DAYS[4], "edit", "Kommunstyrelsen", "name=Kommunstyrelsen i Exempelby")
    yield DAYS[4]


def _replayed(actions: list[dict[str, Any]], day: str) -> State:
    """The records as the history's own account adds them up, up to the end of a day. The machine's clock is in UTC."""
    state: State = {}
    for action in sorted(actions, key=lambda one: one["seq"]):
        if action["at"][:10] <= day:
            for change in action["changes"]:
                record = state.setdefault(change["entity"], {}).setdefault(change["id"], {})
                record[change["field"]] = change["new"]
    return {
        entity: {
            record: kept
            for record, fields in records.items()
            if (kept := {name: value for name, value in fields.items() if value is not None})
        }
        for entity, records in state.items()
    }


def _held(path: Path, day: str) -> State:
    """Load the tables as of a day."""
    with open_register(path) as register, as_of(register, day_of(day)) as past:
        held = tables(past)
        columns = {
            name: [row[1] for row in past.connection.execute(f'PRAGMA table_info("{name}")') if row[1] != "rid"]
            for name in held
        }
    return {
        name: {
            str(row[0]): {
                field: value for field, value in zip(columns[name][1:], row[1:], strict=True) if value is not None
            }
            for row in rows
        }
        for name, rows in held.items()
        if name != "blob" and rows
    }


LISTS = [["list", kind] for kind in ("recommendations", "audits", "letters", "bodies", "followups")]


def test_the_state_on_any_day_is_what_the_history_adds_up_to_and_what_was_listed_then(
    on: Callable[..., Any], practice: Path
) -> None:
    seen = {day: [on(day, *words, "--json") for words in LISTS] for day in _work(on)}
    assert len({json.dumps(lists) for lists in seen.values()}) == len(DAYS)
    actions = on("2027-06-01", "history", "--json")
    for day in DAYS:
        wanted = {entity: records for entity, records in _replayed(actions, day).items() if records}
        assert _held(practice, day) == wanted
        assert [on("2027-06-01", *words, "--as-of", day, "--json") for words in LISTS] == seen[day]


def test_as_of_is_looked_at_through_filters_groups_and_references(on: Callable[..., Any]) -> None:
    for _day in _work(on):
        pass
    before, after = (
        on("2027-06-01", "list", "recommendations", "--filter", "kök", "--json", "--as-of", day)
        for day in (DAYS[0], DAYS[1])
    )
    assert [one["number"] for one in before] == ["1"]  # it says so itself
    assert [one["theme"] for one in after] == ["Kök"]
    assert "Utan tema" in on("2027-06-01", "list", "recommendations", "--group-by", "tema", "--as-of", "2026-11")
    then, now = (on("2027-06-01", "show", "Dataskydd:4", "--json", *more) for more in (["--as-of", "2026-12"], []))
    assert (then["level"], now["level"]) == ("implemented", "not_implemented")
    late = ["list", "recommendations", "--filter", "försenad", "--json", "--as-of"]
    assert [len(on("2027-06-01", *late, day)) for day in DAYS] == [4, 4, 3, 3, 4]
    assert on("2027-06-01", "list", "audits", "--as-of", "2025", "--json") == []


def test_what_was_merged_later_belongs_to_the_day_it_was_done(on: Callable[..., Any], practice: Path) -> None:
    copy = practice.with_name("kopia.db")
    copy.write_bytes(practice.read_bytes())
    on("2026-12-03", "set", "Måltider:1", "implemented", "--register", str(copy), who="Bo")
    on("2026-12-05", "set", "Måltider:2", "partial")
    with open_register(practice, write=True) as register:
        merge(register, copy)
    listed = {
        day: {
            one["number"]: one["level"]
            for one in on("2027-01-01", "list", "recommendations", "--filter", "måltider", "--as-of", day, "--json")
        }
        for day in ("2026-12-02", "2026-12-03", "2026-12-05")
    }
    assert [(found["1"], found["2"]) for found in listed.values()] == [
        ("not_assessed", "not_assessed"),
        ("implemented", "not_assessed"),
        ("implemented", "partial"),
    ]


def test_the_history_is_narrowed_by_who_when_and_field(on: Callable[..., Any]) -> None:
    on("2026-12-01", "set", "Dataskydd:4", "implemented", "--comment", "Klart.", who="Bo Ek")
    on("2026-12-05", "set", "Dataskydd:4", "partial")
    assert [one["who"] for one in on(DAYS[4], "history", "--who", "bo", "--json")] == ["Bo Ek"]
    assert len(on(DAYS[4], "history", "--since", "2026-12-01", "--json")) == 2
    assert len(on(DAYS[4], "history", "--since", "2026-12-01", "--until", "2026-12-04", "--json")) == 1
    assert len(on(DAYS[4], "history", "--since", "2026-12", "--limit", "1", "--json")) == 1
    found = on(DAYS[4], "history", "Dataskydd:4", "--field", "comment", "--since", "2026-12", "--json")
    assert [[change["new"] for change in one["changes"]] for one in found] == [["Klart."]]


def test_an_action_is_undone_where_nothing_has_come_to_stand_on_it(on: Callable[..., Any], granska: Any) -> None:
    on("2026-12-01", "set", "Dataskydd:4", "implemented")
    on("2026-12-02", "set", "Dataskydd:5", "partial")
    on("2026-12-03", "add", "audit", "title=Vatten", "years=2026", "auditees=Kommunstyrelsen")
    on("2026-12-04", "add", "recommendation", "audit=Vatten", "number=1", "text=Mät läckaget.")
    on("2026-12-05", "set", "Dataskydd:5", "implemented")
    listed = on("2026-12-06", "history", "--undoable", "--limit", "6", "--json")
    assert [one["undoable"] for one in listed] == [True, True, False, False, True, False]
    assert "används av" in listed[2]["why_not"]
    assert "har ändrats sedan dess" in listed[3]["why_not"]
    told = on("2026-12-06", "undo", "--action", listed[4]["hash"][:12])
    assert told.startswith("Ångrade: Bedömning")
    assert on("2026-12-06", "show", "Dataskydd:4", "--json")["level"] == "not_implemented"
    again = granska("undo", "--action", listed[4]["hash"][:12])
    assert (again.code, "redan ångrad" in again.err) == (1, True)
    assert granska("undo", "--action", listed[2]["hash"]).code == 1
    on("2026-12-06", "redo")
    on("2026-12-06", "undo", "--action", listed[4]["hash"])
    assert on("2026-12-06", "show", "Dataskydd:4", "--json")["level"] == "not_implemented"
    assert on("2026-12-06", "undo").startswith("Ångrade: Bedömning – Dataskydd: 5)")
    assert on("2026-12-06", "check", "--json")["ok"]
    assert granska("undo", "--action", "000000").code == granska("undo", "--action", "x").code == 1


def test_a_colleagues_action_is_undone_when_it_is_meant(on: Callable[..., Any], practice: Path) -> None:
    on("2026-12-01", "set", "Måltider:1", "implemented", who="Bo")
    action = on("2026-12-02", "history", "--limit", "1", "--json")[0]["hash"]
    with open_register(practice, write=True) as register:
        assert undoable(register, action) is None
        assert undo_action(register, action)
        assert undoable(register, action) is not None


def test_a_view_is_saved_renamed_used_and_removed(on: Callable[..., Any], granska: Any) -> None:
    before = on(DAYS[0], "history", "--json")
    on(DAYS[0], "view", "save", "Kvar hos KS", "--filter", "nämnd:KS -status:åtgärdad", "--sort", "nummer")
    on(DAYS[0], "view", "save", "Per tema", "--filter", "dataskydd", "--group-by", "tema")
    assert [one["name"] for one in on(DAYS[0], "view", "list", "--json")] == ["Kvar hos KS", "Per tema"]
    listed = on(DAYS[0], "list", "recommendations", "--view", "kvar hos ks", "--filter", "dataskydd", "--json")
    assert listed == on(
        DAYS[0], "list", "recommendations", "--filter", "nämnd:ks -status:åtgärdad dataskydd", "--sort", "nummer",
        "--json",
    )  # fmt: skip
    grouped = on(DAYS[0], "list", "recommendations", "--view", "Per tema", "--json")
    assert (grouped["by"], grouped["total"], len(grouped["groups"])) == ("theme", 17, 6)
    on(DAYS[0], "view", "rename", "Per tema", "Teman")
    assert granska("view", "rename", "Teman", "Kvar hos KS").code == 1
    on(DAYS[0], "view", "remove", "Teman")
    missing = granska("list", "recommendations", "--view", "Kvar hos")
    assert (missing.code, "Menade du ”Kvar hos KS”?" in missing.err) == (1, True)
    assert on(DAYS[0], "history", "--json") == before
    assert on(DAYS[0], "check", "--json")["ok"]


def test_groups_add_up_and_say_where_something_stands_in_several(on: Callable[..., Any]) -> None:
    whole = on(DAYS[0], "list", "recommendations", "--group-by", "år", "--json")
    assert sum(group["total"] for group in whole["groups"]) == whole["total"] == 44
    assert whole["counted_once_per_group"] is False
    boards = on(DAYS[0], "list", "recommendations", "--group-by", "nämnd", "--json")
    assert sum(group["total"] for group in boards["groups"]) > boards["total"] == 44
    assert boards["counted_once_per_group"] is True
    assert "räknas en gång hos var och en" in on(DAYS[0], "list", "recommendations", "--group-by", "nämnd")
    bodies = {one["name"]: one["total"] for one in on(DAYS[0], "list", "bodies", "--json") if one["total"]}
    assert {group["name"]: group["total"] for group in boards["groups"]} == bodies
    levels = on(DAYS[0], "list", "recommendations", "--group-by", "status", "--filter", "dataskydd", "--json")
    assert {group["key"]: group["total"] for group in levels["groups"]} == {
        level: number for level, number in levels["counts"].items() if number
    }
