"""On the screen, what an earlier follow-up settled stays in view, and is assessed again only when it is taken in."""

from pathlib import Path

import pytest

from storage.operations.assessments import assess
from storage.register import open_register
from tests.test_storage.steps import levels
from tests.test_storage.test_settled import audit_with, close, start_again
from tests.test_tui.driving import app_of, current, press, screen_on, screen_text, stored, toasts, write


def second_year(path: Path, *, covered: bool = True) -> list[str]:
    """Make a register with one audit of four points, the first two of them settled last year."""
    with open_register(path, write=True) as register:
        audit, points = audit_with(register, 4, "Bygglov")
        for point, means in zip(points, ("implemented", "not_relevant", "partial"), strict=False):
            assess(register, [point], levels(register)[means].id)
        close(register)
        if covered:
            start_again(register, audit)
    return points


@pytest.fixture
def path(empty: Path) -> Path:
    """The path of an empty register."""
    return empty


async def test_settled_points_are_dimmed_with_their_year(path: Path) -> None:
    second_year(path)
    async with screen_on(path) as pilot:
        shown = screen_text(pilot)
        assert shown.count("avslutad 2026") == 2
        assert "avslutad, prövas inte igen" in shown
        await press(pilot, "down", "down")
        assert "avslutad, prövas inte igen" not in screen_text(pilot)


async def test_a_digit_on_a_settled_point_changes_nothing_and_names_the_key(path: Path) -> None:
    points = second_year(path)
    async with screen_on(path) as pilot:
        for key in ("1", "3", "c", "k"):
            await press(pilot, key)
            assert "avslutad (Åtgärdad 2026). p tar med den igen, med ett skäl." in toasts(pilot), key
            assert len(app_of(pilot).screen_stack) == 1, "nothing is opened"
        view = stored(path, points[0])
        assert (view.settled, view.current) == (True, False)


async def test_a_point_is_taken_in_again_with_a_reason_and_let_go_by_zero(path: Path) -> None:
    points = second_year(path)
    async with screen_on(path) as pilot:
        await press(pilot, "p")
        await write(pilot, "Nytt avtal")
        await press(pilot, "ctrl+s")
        view = stored(path, points[0])
        assert (view.settled, view.reopened) == (False, True)
        await press(pilot, "3")
        assert stored(path, points[0]).means == "not_implemented"
        assert "Nytt avtal" in screen_text(pilot)
        await press(pilot, "0")
        assert stored(path, points[0]).settled
        await press(pilot, "u", "u", "u")
        assert stored(path, points[0]).settled


async def test_a_point_that_is_not_settled_is_not_taken_in_again(path: Path) -> None:
    second_year(path)
    async with screen_on(path) as pilot:
        await press(pilot, "down", "down", "p")
        assert "är inte avslutad" in toasts(pilot)


async def test_of_marked_points_the_settled_ones_are_left(path: Path) -> None:
    points = second_year(path)
    async with screen_on(path) as pilot:
        await press(pilot, *["space"] * 4, "1", "ctrl+s")
        assert "2 avslutade lämnades." in toasts(pilot)
        assert [stored(path, point).current for point in points] == [False, False, True, True]


async def test_a_digit_that_takes_in_an_audit_says_with_how_many_points(path: Path) -> None:
    points = second_year(path, covered=False)
    async with screen_on(path) as pilot:
        await press(pilot, "down", "down", "1")
        assert "”Bygglov” är nu med i uppföljningen: 2 att bedöma, 2 avslutade tidigare." in toasts(pilot)
        assert stored(path, points[2]).means == "implemented"


async def test_the_next_to_assess_passes_over_settled_points_and_says_what_is_not_in(path: Path) -> None:
    points = second_year(path)
    with open_register(path, write=True) as register:
        audit_with(register, 3, "Upphandling")
    async with screen_on(path) as pilot:
        for point in points[2:]:
            await press(pilot, "j")
            assert current(pilot).id == point
            await press(pilot, "1")
        await press(pilot, "j")
        assert "Allt är bedömt i den öppna uppföljningen. 3 av 5 som återstår är inte med." in toasts(pilot)
