"""The command line and the screen show the same records, in the same order, by the same names."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import queries
from storage.domain.filtering import Filter, parse_filter
from storage.register import Register, open_register
from tui.commands.kinds import LISTED, plural
from tui.screens import deadline_reads, followup_reads, letter_reads, lists, record_reads
from tui.screens.record_reads import About

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
        order = queries.recommendation_order(register, flt)
        return [row.id for row in lists.recommendation_rows(order)(register).values()]

    return read


def _audits(flt: Filter) -> Callable[[Register], list[str]]:
    return lambda register: [row.id for row in lists.audit_rows(queries.audit_order(register, flt))(register).values()]


SCREEN: dict[str, Callable[[Filter], Callable[[Register], list[str]]]] = {
    "audit": _audits,
    "recommendation": _recommendations,
    "letter": lambda flt: lambda register: _ids(letter_reads.letters(flt)(register)),
    "response": lambda flt: lambda register: _ids(letter_reads.responses("", flt)(register)),
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
    rows = record_reads.listed(register, About(entities=(entity,)))
    assert [one["id"] for one in found] == [row.id for row in rows]
    assert [one["name"] for one in found] == [row.name for row in rows]


def test_the_followups_are_the_same_in_the_same_order(granska: Any, register: Register) -> None:
    found = json.loads(granska("list", "followups", "--json").out)
    rows = followup_reads.every_followup(register)
    assert [(one["id"], one["title"]) for one in found] == [(row.followup.id, row.followup.title) for row in rows]


@pytest.mark.parametrize("options", [(), ("--mine",)])
def test_the_deadlines_are_the_same_in_the_same_order(
    granska: Any, register: Register, options: tuple[str, ...]
) -> None:
    found = json.loads(granska("deadlines", "--json", *options).out)
    known = deadline_reads.watched(register)
    rows = deadline_reads.let_through(known, parse_filter(""), mine="--mine" in options)
    assert [(one["record"], one["name"]) for one in found] == [(row.item.record, row.item.name) for row in rows]
