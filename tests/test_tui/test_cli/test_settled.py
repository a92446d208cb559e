"""On the command line, what an earlier follow-up settled is taken in again by assessing it."""

import json
from pathlib import Path

import pytest

from tests.test_tui.test_cli.conftest import Granska
from tests.test_tui.test_settled_points import second_year


@pytest.fixture
def points(granska: Granska, surroundings: dict[str, str]) -> list[str]:
    """Ids of four points, the first two of them settled last year; their audit is not in the open follow-up."""
    assert granska("init", surroundings["GRANSKA_REGISTER"]).code == 0
    return second_year(Path(surroundings["GRANSKA_REGISTER"]), covered=False)


def shown(granska: Granska, *arguments: str) -> dict[str, object]:
    """The JSON of `show`."""
    done = granska("show", *arguments, "--json")
    assert done.code == 0, done.err
    found: dict[str, object] = json.loads(done.out)
    return found


def test_set_takes_a_settled_point_in_again_with_its_reason(granska: Granska, points: list[str]) -> None:
    assert shown(granska, points[0])["settled"] is True
    done = granska("set", points[0], "partial", "--reopen", "Nytt avtal")
    assert (done.code, done.out.splitlines()) == (0, ["◐ Delvis åtgärdad: Bygglov: 1) Gör 1"])
    assert "”Bygglov” är nu med i uppföljningen: 3 att bedöma, 1 avslutad tidigare." in done.err
    assert shown(granska, points[0])["settled"] is False
    out = granska("show", points[0]).out
    assert "Skäl att pröva igen: Nytt avtal" in out


def test_without_a_reason_the_check_before_the_report_asks_for_one(granska: Granska, points: list[str]) -> None:
    assert granska("set", points[0], "partial").code == 0
    done = granska("preflight", "report")
    assert "bedömd igen utan skäl" in done.out + done.err
    assert done.code == 0


def test_lines_from_a_program_take_in_again_too(granska: Granska, points: list[str]) -> None:
    done = granska("set", "-", stdin=f"{points[0]} not_implemented\n{points[2]} implemented\n")
    assert (done.code, done.out.splitlines()) == (0, [f"ok {points[0]}", f"ok {points[2]}"])
    refused = granska("set", "-", "--reopen", "x", stdin="")
    assert refused.code != 0
    assert "--reopen" in refused.err


@pytest.mark.parametrize(("scope", "total"), [((), 2), (("--scope", "remaining"), 2), (("--scope", "all"), 4)])
def test_the_scope_is_proposed_and_may_be_chosen(
    granska: Granska, points: list[str], scope: tuple[str, ...], total: int
) -> None:
    del points
    done = granska("followup", "add", "Bygglov", *scope)
    assert done.code == 0
    settled = ", 2 avslutade tidigare" if total == 2 else ""
    assert f"1. Bygglov: 0 av {total} bedömda{settled}" in done.out
    changed = granska("followup", "add", "Bygglov", "--scope", "all")
    assert "1. Bygglov: 0 av 4 bedömda" in (changed.out if total == 2 else done.out)


def test_next_says_what_is_not_in_when_all_is_assessed(granska: Granska, points: list[str]) -> None:
    assert granska("followup", "add", "Bygglov").code == 0
    assert granska("set", points[2], points[3], "implemented").code == 0
    assert granska("add", "audit", "title=Skolskjuts").code == 0
    for number in "12":
        assert granska("add", "recommendation", "audit=Skolskjuts", f"number={number}", f"text=Gör {number}").code == 0
    done = granska("followup", "next")
    assert "Allt är bedömt: 2 av 2 bedömda, 2 avslutade tidigare. 2 av 4 som återstår är inte med." in done.err


def test_close_says_one_line_an_audit_of_what_is_not_assessed(granska: Granska, points: list[str]) -> None:
    del points
    assert granska("followup", "add", "Bygglov", "--scope", "all").code == 0
    done = granska("close", "Uppföljning 2027")
    assert done.code == 1
    assert [line for line in done.err.splitlines() if "Bygglov" in line] == [
        "Fel i Bygglov: 4 är inte bedömda (1, 2, 3, 4). Bedöm dem."
    ]


def test_a_list_of_audits_says_which_numbers_are_of_earlier_follow_ups(granska: Granska, points: list[str]) -> None:
    assert "3 ej bedömda" not in granska("list", "audits").out
    assert "(3 bedömda i tidigare uppföljning)" in granska("list", "audits").out
    assert granska("set", points[2], points[3], "partial").code == 0
    [audit] = json.loads(granska("list", "audits", "--json").out)
    assert (audit["total"], audit["assessed_now"], audit["assessed_before"]) == (4, 2, 2)
    assert "(2 bedömda i tidigare uppföljning)" in granska("list", "audits").out
    assert granska("set", points[0], points[1], "partial").code == 0
    assert "tidigare uppföljning" not in granska("list", "audits").out
