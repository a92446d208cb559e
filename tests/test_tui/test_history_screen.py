"""The screen of the history: what was changed, taking it back from there, and the register as it was."""

from pathlib import Path
from threading import Event
from unittest import mock

import pytest

from storage import history, recommendations
from storage.operations.assessments import assess
from storage.operations.records import add
from storage.register import Register, open_register
from tests.test_tui.driving import (
    LONGEST,
    Keys,
    app_of,
    current,
    past_settled,
    press,
    screen_on,
    screen_text,
    settle,
    stored,
    toasts,
    write,
)
from tui.audits.screen import AuditsScreen
from tui.history.as_of import PastScreen
from tui.history.screen import HistoryScreen
from tui.kit.message import ConfirmDialog
from tui.kit.windowed_table import BLOCK, WindowedTable

HOSTILE = "[bold]Fel[/bold] \x1b[31mröd\x1b[0m \u202eomvänd"


def lines(pilot: Keys) -> int:
    """Count the actions in the list."""
    return len(pilot.app.screen.query_one("#actions", WindowedTable)._window.listing)


async def test_an_action_is_told_field_by_field_and_taken_back_from_there(practice: Path) -> None:
    async with screen_on(practice, (80, 24)) as pilot:
        first = current(pilot)
        await press(pilot, "3", "down", "2")
        second = current(pilot).id
        await press(pilot, "f7")
        assert lines(pilot) == 4
        await press(pilot, "down")
        text = screen_text(pilot)
        assert "Går att ångra ja" in text
        assert "→ Inte åtgärdad" in text
        await press(pilot, "u")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        await press(pilot, "n")
        assert stored(practice, first.id).means == "not_implemented"
        await press(pilot, "u", "j")
        assert "Ångrat: Bedömning" in toasts(pilot)
        assert stored(practice, first.id).means == first.means
        assert stored(practice, second).means == "partial"
        assert lines(pilot) == 5
        await press(pilot, "u")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "redan ångrad" in toasts(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AuditsScreen)
        assert current(pilot).id == first.id


async def test_what_was_changed_later_is_not_taken_back_and_the_reason_is_told(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        first = current(pilot)
        await press(pilot, "3", "2", "f7", "down", "u")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "Bedömning" in toasts(pilot)
        assert stored(practice, first.id).means == "partial"


async def test_words_find_who_what_and_the_record(practice: Path) -> None:
    with open_register(practice, write=True, who="Karin Ödmark") as register:
        view = next(
            one for one in recommendations.recommendations(register) if "lösenord" in (one.recommendation.text or "")
        )
        assess(register, [view.id], view.level.id if view.level else None, comment="Klart nu")
    async with screen_on(practice) as pilot:
        await press(pilot, "f7", "slash")
        for words, found in (("ödmark", 1), ("ödmark lösenord", 1), ("ödmark moms", 0), ("övningsdata", 1)):
            await press(pilot, "escape", "slash")
            await write(pilot, words)
            assert lines(pilot) == found, words
        await press(pilot, "escape")
        assert lines(pilot) == 3


async def test_a_long_history_is_read_in_blocks(practice: Path) -> None:
    with open_register(practice, write=True) as register:
        for number in range(3 * BLOCK):
            add(register, "body", {"name": f"Nämnd {number}"})
    async with screen_on(practice) as pilot:
        await press(pilot, "f7")
        table = pilot.app.screen.query_one("#actions", WindowedTable)
        assert lines(pilot) == 3 * BLOCK + 2
        assert len(table._store._rows) <= 2 * BLOCK
        await press(pilot, "end")
        assert "Nytt register" in screen_text(pilot)


async def test_the_register_is_shown_as_it_was_and_only_read(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with screen_on(practice) as pilot:
        before = current(pilot)
    monkeypatch.setenv("GRANSKA_TODAY", "2026-11-25")
    async with screen_on(practice) as pilot:
        await press(pilot, "3", "f7", "t")
        await write(pilot, "2026-11-20")
        await press(pilot, "enter")
        assert "Registret börjar 2026-11-22" in toasts(pilot)
        await press(pilot, "t")
        await write(pilot, "2026-11-30")
        assert "Skriv en dag som har varit." in screen_text(pilot)
        for _letter in range(2):
            await pilot.press("backspace")
        await write(pilot, "23")
        await press(pilot, "enter")
        await past_settled(pilot)
        assert "SOM DET VAR 2026-11-23" in screen_text(pilot)
        assert "ENDAST LÄSNING" in screen_text(pilot)
        await press(pilot, "tab")
        await past_settled(pilot)
        assert current(pilot).id == before.id
        assert current(pilot).means == before.means
        await press(pilot, "2", "e", "c", "d", "n", "m")
        assert isinstance(pilot.app.screen, PastScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HistoryScreen)
        await press(pilot, "f2")
        assert current(pilot).means == "not_implemented"
        assert app_of(pilot).executor.failures == 0


async def test_leaving_the_past_while_it_is_read_leaves_nothing_behind(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "f7", "t")
        await write(pilot, "2026-11-22")
        await pilot.press("enter")
        await pilot.press("f2")
        await settle(pilot)
        assert isinstance(pilot.app.screen, AuditsScreen)
        await press(pilot, "3")
        assert "Inte åtg" in screen_text(pilot)


async def test_leaving_before_it_is_known_whether_there_was_a_past_wins(practice: Path) -> None:
    first_moment, known = history.first_moment, Event()

    def slowly(register: Register) -> str:
        known.wait(LONGEST)
        return first_moment(register)

    async with screen_on(practice) as pilot:
        with mock.patch.object(history, "first_moment", slowly):
            await press(pilot, "f7", "t")
            await write(pilot, "2026-11-22")
            await pilot.press("enter")
            await pilot.press("f2")
            known.set()
            await settle(pilot)
        assert isinstance(pilot.app.screen, AuditsScreen)


async def test_hostile_text_stands_literally(practice: Path) -> None:
    with open_register(practice, write=True, who=HOSTILE) as register:
        add(register, "body", {"name": HOSTILE})
    async with screen_on(practice, (160, 40)) as pilot:
        await press(pilot, "f7")
        text = screen_text(pilot)
        assert "[bold]Fel[/bold] [31mröd[0m omvänd" in text
        assert "\x1b" not in text
        await press(pilot, "u")
        assert "[bold]Fel[/bold]" in screen_text(pilot)


async def test_who_only_reads_is_told_so(practice: Path) -> None:
    with open_register(practice, write=True, who="Karin"):
        async with screen_on(practice) as pilot:
            await press(pilot, "f7", "u")
            assert "Karin" in toasts(pilot)
