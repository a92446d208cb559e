"""Bodies that have taken over from others: who acts for one, and whose matters a search for one finds."""

import random
from datetime import date

import pytest

from storage import recommendations
from storage.database.succession import acting_bodies, with_kin
from storage.domain.filters import EXACTLY, parse_filter
from storage.operations.records import edit, join
from storage.register import Register
from tests.test_storage.deadline_steps import TODAY, audit, made


def chain(register: Register, ends: str | None = "2025-12-31") -> dict[str, str]:
    """Three bodies, each the successor of the one before; their ids by name."""
    newest = made(register, "body", name="Utbildningsnämnden")
    middle = made(register, "body", name="Lärandenämnden", successor=newest, valid_to=ends)
    oldest = made(register, "body", name="Skolnämnden", successor=middle, valid_to="2019")
    return {"oldest": oldest, "middle": middle, "newest": newest}


@pytest.mark.parametrize(
    ("ends", "today", "acts"),
    [
        ("2025-12-31", date(2026, 1, 1), "newest"),
        ("2025-12-31", date(2025, 12, 31), "middle"),
        ("2025-12", date(2025, 12, 31), "middle"),
        ("2025", date(2026, 1, 1), "newest"),
        ("2026", date(2026, 6, 1), "middle"),
        (None, date(2030, 1, 1), "middle"),
    ],
)
def test_a_body_acts_for_another_from_the_day_after_its_validity_has_surely_ended(
    empty: Register, ends: str | None, today: date, acts: str
) -> None:
    ids = chain(empty, ends)
    with empty.reading() as connection:
        acting = acting_bodies(connection, today)
    assert acting == {ids[one]: ids[acts] for one in ("oldest", "middle") if ids[one] != ids[acts]}


def test_who_acts_follows_merged_bodies_on_both_sides(empty: Register) -> None:
    ids = chain(empty)
    twice, alias = made(empty, "body", name="Skolnämnden i Byn"), made(empty, "body", name="Utbildningsn.")
    edit(empty, "body", ids["middle"], {"successor": alias})
    join(empty, "body", twice, ids["oldest"])
    join(empty, "body", alias, ids["newest"])
    with empty.reading() as connection:
        acting = acting_bodies(connection, TODAY)
    assert acting == dict.fromkeys((ids["oldest"], ids["middle"], twice, alias), ids["newest"])


def test_a_search_for_a_body_finds_what_was_asked_of_those_before_and_after_it_but_not_beside_it(
    empty: Register,
) -> None:
    ids = chain(empty)
    beside = made(empty, "body", name="Kulturnämnden", successor=ids["newest"], valid_to="2025")
    for name in ("Skolnämnden", "Lärandenämnden", "Utbildningsnämnden", "Kulturnämnden"):
        audit(empty, f"Om {name.removesuffix('nämnden')}", name)

    def found(line: str) -> set[str]:
        return {
            (one.recommendation.text or "").removeprefix("Se över Om ")
            for one in recommendations.recommendations(empty, parse_filter(line))
        }

    everyone = {"Skol", "Lärande", "Utbildnings", "Kultur"}
    for search in ("organ:{}", "{}"):
        assert found(search.format("utbildningsnämnden")) == everyone
        assert found(search.format("lärandenämnden")) == found(search.format("skolnämnden")) == everyone - {"Kultur"}
        assert found(search.format("kulturnämnden")) == {"Kultur", "Utbildnings"}
    assert found(f'organ:"{EXACTLY}Utbildningsnämnden"') == {"Utbildnings"}, "a group holds what it counts"
    assert beside not in kin(empty, ids["oldest"])


def kin(register: Register, *bodies: str) -> set[str]:
    with register.reading() as connection:
        return set(with_kin(connection, bodies))


@pytest.mark.parametrize("seed", range(12))
def test_kin_are_those_that_a_walk_over_the_bodies_reaches(empty: Register, seed: int) -> None:
    chance = random.Random(seed)
    ids = [made(empty, "body", name=f"Nämnd {number}") for number in range(9)]
    merged: dict[str, str] = {}
    after: dict[str, str] = {}
    for place, one in enumerate(ids[:-1]):
        later = chance.choice(ids[place + 1 :])
        if chance.random() < 0.25:
            join(empty, "body", one, later)
            merged[one] = later
        elif chance.random() < 0.8:
            edit(empty, "body", one, {"successor": later})
            after[one] = later

    def same(one: str) -> str:
        return same(merged[one]) if one in merged else one

    def forwards(one: str) -> set[str]:
        return {same(one)} | (forwards(same(after[one])) if one in after else set())

    for one in (one for one in ids if one not in merged):
        reached = {other for other in ids if same(one) in forwards(same(other))} | {
            other for other in ids if same(other) in forwards(one)
        }
        assert kin(empty, one) == reached
