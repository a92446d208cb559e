"""A key runs few SQL statements: counted on every connection, from the key until the screen is at rest."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from storage import followups, recommendations, records
from storage.domain.filters import parse_filter
from storage.domain.scale import NOT_IMPLEMENTED
from storage.register import open_register
from tests.benchmarks.large_register import register as large_register
from tests.test_tui.driving import Keys, current, press, read, screen_on, write
from tui.audits import lists
from tui.audits.screen import AuditsScreen

BUDGETS: Mapping[str, int] = {"judgement": 40, "cursor in recommendations": 8, "cursor in audits": 9}
"""Statements that a key may run at most, BEGIN, COMMIT and PRAGMA counted."""
STEPS = 12
"""Cursor steps of which none may run more than its budget."""


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that connections opened from now on run."""
    seen: list[str] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    class Traced(sqlite3.Connection):
        """A connection that tells of every statement."""

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self.set_trace_callback(seen.append)

    def traced(*args: Any, **named: Any) -> sqlite3.Connection:
        return connect(*args, **{"factory": Traced, **named})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", traced)
        yield seen


async def cost(pilot: Keys, seen: list[str], key: str) -> list[str]:
    """The statements that a key runs, all that it sets going included."""
    seen.clear()
    await press(pilot, key)
    return list(seen)


@pytest.fixture(scope="session")
def built_thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of 1,000 recommendations, built once."""
    folder = tmp_path_factory.mktemp("thousand")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(folder / "state"))
        patch.setenv("GRANSKA_TODAY", "2026-11-22")
        return large_register(folder, 1000)


@pytest.fixture(params=["practice", "thousand"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The practice register, and a large one."""
    if request.param == "practice":
        found: Path = request.getfixturevalue("practice")
        return found
    copy = tmp_path / "stort.db"
    copy.write_bytes(request.getfixturevalue("built_thousand").read_bytes())
    return copy


async def test_a_judgement_runs_few_statements(path: Path) -> None:
    with statements() as seen:
        async with screen_on(path) as pilot:
            for keys in ("1230", "312"):
                for key in keys:
                    ran = await cost(pilot, seen, key)
                    assert "COMMIT" in ran
                    assert len(ran) <= BUDGETS["judgement"], "\n".join(ran)
                await press(pilot, "down")


@pytest.mark.parametrize(("pane", "to_pane"), [("recommendations", ()), ("audits", ("shift+tab",))])
async def test_a_cursor_step_runs_few_statements(path: Path, pane: str, to_pane: tuple[str, ...]) -> None:
    with statements() as seen:
        async with screen_on(path) as pilot:
            await press(pilot, *to_pane)
            assert seen, "what opening reads is counted; a step may find all of it read ahead"
            costs = [await cost(pilot, seen, "down") for _ in range(STEPS)]
            costs += [await cost(pilot, seen, "up") for _ in range(STEPS)]
            dearest = max(costs, key=len)
            assert len(dearest) <= BUDGETS[f"cursor in {pane}"], "\n".join(dearest)


async def test_a_judgement_is_seen_everywhere_although_little_is_read(path: Path) -> None:
    async with screen_on(path) as pilot:
        await press(pilot, "shift+tab", "down", "up", "tab")
        for key in "1230":
            await press(pilot, key)
            expect_truth(pilot, path)
        await press(pilot, "down", "2", "up")
        expect_truth(pilot, path)
        await press(pilot, "shift+tab", "down", "up")  # back to the list that had been read ahead
        expect_truth(pilot, path)


async def test_a_judgement_under_a_filter_by_status_is_counted(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "status:delvis")
        await press(pilot, "enter", "1")
        screen = pilot.app.screen
        assert isinstance(screen, AuditsScreen)
        left = read(practice, lambda opened: recommendations.counts(opened, parse_filter("status:delvis")))
        assert screen._shown == left
        expect_truth(pilot, practice)


@pytest.mark.parametrize("many", [1, 256])
async def test_judgements_of_many_rows_are_seen_whether_or_not_all_are_read(
    practice: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(lists, "MANY", many)
    async with screen_on(practice) as pilot:
        await press(pilot, "space", "space", "3", "ctrl+s")
        expect_truth(pilot, practice)
        await press(pilot, "up")
        assert current(pilot).means == NOT_IMPLEMENTED
        expect_truth(pilot, practice)


def expect_truth(pilot: Keys, path: Path) -> None:
    """Row, detail, audit and counts are as the file has them."""
    screen = pilot.app.screen
    assert isinstance(screen, AuditsScreen)
    view, row = screen._view, current(pilot)
    with open_register(path) as register:
        detail = recommendations.recommendation_detail(register, row.id)
        assert row == detail.view
        assert view.detail.detail == detail
        if view.audits.current is not None:
            number = records.rid_of(register, "audit", view.audits.current.id)
            assert [view.audits.current] == recommendations.audits_at(register, [number or 0])
        assert screen._total is not None
        assert screen._total.total == recommendations.counts(register).total
        assert screen._of_followup == followups.counts_in_open(register)
