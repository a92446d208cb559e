"""Random keys on the screen of a practice register: whatever is pressed, the screen and the file agree.

A few hundred keys in the suite. `GRANSKA_RANDOM_SECONDS=600` goes on for ten minutes, `GRANSKA_RANDOM_SEED` begins
elsewhere; a failure tells the seed and the last keys.
"""

import logging
import os
import random
import resource
import shutil
import sqlite3
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from storage import recommendations
from storage.check import check
from storage.domain.text import one_line
from storage.domain.vocabulary import ENTITIES
from storage.errors import GranskaError
from storage.register import open_register
from storage.undo import redo, undo
from tests.test_tui.driving import Keys, app_of, read, screen_on, screen_text, settle, table
from tui.audits.screen import AuditsScreen
from tui.keys import COMMANDS
from tui.kit.footer import Footer
from tui.kit.summary_bar import SummaryBar
from tui.textual_patches import is_leaving

SECONDS = float(os.environ.get("GRANSKA_RANDOM_SECONDS", "0"))
SEED = int(os.environ.get("GRANSKA_RANDOM_SEED", "7"))
KEYS = 200
"""Keys in the suite, where no time is given."""
ROUND = 100
"""Keys between two looks at whether everything is as it should be."""
MOST_GROWTH = 200_000
"""Kilobytes that memory may grow by from the tenth look on."""
SIZES = [(80, 24), (100, 30), (120, 40), (161, 24), (200, 50)]
HOSTILE = (
    "[/]", "[@click=app.quit]x[/]", "[red]", "\x1b[2J", "\x1b]52;c;QUFB\x07", "\u202egnirts", "\ud800", "e\u0301",
    "👨\u200d👩\u200d👧", "=1+1", "{{ x }}", "nämnd:", 'status:"delvis', "år:2018", "2026-13-40", "x" * 300, "R&D <ny>",
    "rad\r\nrad\n\n- punkt", "\x00", "\ufeff", "+14", "\t",
)  # fmt: skip
MOVES = ("down", "up", "pagedown", "pageup", "home", "end", "tab", "shift+tab", "left", "right", "enter", "space")
IN_DIALOGS = (
    *MOVES,
    "escape",
    "ctrl+s",
    "f4",
    "f9",
    "ctrl+d",
    "delete",
    "backspace",
    "ctrl+z",
    "ctrl+a",
    "j",
    "n",
    "o",
)
HABITS = tuple(
    habit.split()
    for habit in (
        "r enter ctrl+s", "m ctrl+s ctrl+s", "M ctrl+s ctrl+s", "F ctrl+s j", "F escape", "c å ctrl+s", "c f4 ctrl+s",
        "e end x ctrl+s", "n a tab b tab c tab d ctrl+s", "d x enter", "b é ctrl+s", "B x ctrl+s", "o down enter",
        "space down space 2 ctrl+s", "slash a r b enter", "slash n ä m n d : k", "f a enter", "g 2 enter", "c x ctrl+r",
        "ctrl+p u n d o enter", "u u u", "U U", "1 u U", "e x escape e ctrl+r ctrl+r", "shift+tab down down tab s",
    )
)  # fmt: skip
"""What people do in one go; left to chance it would hardly ever come about."""
LEAVING = {"q", "ctrl+q"}
PLACES = {"app", "audits", "letters", "response", "lists", "records", "table"}
ON_SCREEN = tuple(key for command in COMMANDS if command.area in PLACES for key in command.keys)
LETTERS = 'abcdefghijklmnoprstuvxyzåäöABÅÄÖ0123456789 :"§-'
"""No `q`, which ends the program where a field is left, and no `/`, which would send documents elsewhere."""


class Walk:
    """Presses keys at random, and remembers which."""

    def __init__(self, pilot: Keys, chance: random.Random, pressed: "deque[str]") -> None:
        self._pilot = pilot
        self._chance = chance
        self._pressed = pressed

    async def step(self) -> None:
        """One thing that a person might do."""
        chance = self._chance.random()
        if chance < 0.02:
            await self._resize()
        elif chance < 0.05 or (chance < 0.12 and self._writing):
            await self._paste(self._chance.choice(HOSTILE))
        elif self._writing and chance < 0.5:
            await self._press(self._chance.choice(LETTERS))
        elif self._pilot.app.screen.is_modal or self._writing:
            await self._press(self._chance.choice(IN_DIALOGS))
        elif chance < 0.2:
            for key in self._chance.choice(HABITS):
                await self._press(key)
                await settle(self._pilot)
        elif chance < 0.5:
            await self._press(self._chance.choice(MOVES))
        else:
            await self._press(self._chance.choice([key for key in ON_SCREEN if key not in LEAVING]))
        if self._chance.random() < 0.2:
            await settle(self._pilot)

    @property
    def _writing(self) -> bool:
        return isinstance(self._pilot.app.focused, Input | TextArea)

    async def _press(self, key: str) -> None:
        self._pressed.append(key)
        await self._pilot.press("space" if key == " " else key)

    async def _paste(self, text: str) -> None:
        self._pressed.append(f"paste {text[:20]!r}")
        self._pilot.app.post_message(Paste(text))
        await self._pilot.pause()

    async def _resize(self) -> None:
        size = self._chance.choice(SIZES)
        self._pressed.append(f"size {size}")
        await self._pilot.resize_terminal(*size)


async def test_whatever_is_pressed_screen_and_file_agree(
    practice_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _stay_here(tmp_path, monkeypatch)
    chance, pressed = random.Random(SEED), deque[str](maxlen=ROUND + 40)
    ends, memory = time.monotonic() + SECONDS, list[int]()
    with _told(pressed), caplog.at_level(logging.ERROR):
        while time.monotonic() < ends if SECONDS else len(memory) * ROUND < KEYS:
            async with screen_on(practice_path, chance.choice(SIZES)) as pilot:
                walk = Walk(pilot, chance, pressed)
                for _round in range(chance.randrange(1, 8) if SECONDS else KEYS // ROUND):
                    for _key in range(ROUND):
                        await walk.step()
                    await _look(pilot, practice_path)
                    _nothing_unexpected(caplog)
                    memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
                await pilot.press("q")
                await _left(pilot)
    if sys.platform == "linux" and len(memory) > 10:
        assert memory[-1] - memory[9] < MOST_GROWTH, memory


def _stay_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents go into the test's own folder, and nothing is opened outside."""
    (tmp_path / "hem" / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.chdir(tmp_path / "hem")
    monkeypatch.setattr("tui.external_programs.open_file", lambda _path: None)


@contextmanager
def _told(pressed: "deque[str]") -> Iterator[None]:
    """Tell with any failure how it came about."""
    try:
        yield
    except BaseException:
        print(f"GRANSKA_RANDOM_SEED={SEED}, the last keys:", *pressed, sep="\n  ")
        raise


async def _look(pilot: Keys, path: Path) -> None:
    """Everything that holds between any two keys."""
    await settle(pilot)
    assert pilot.app.screen.is_modal or pilot.app.focused is not None, "the keyboard goes nowhere"
    for _ in range(6):
        await pilot.press("escape")
        await settle(pilot)
    assert not pilot.app.screen.is_modal, "Esc does not lead out of a dialog"
    await pilot.press("f2")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, AuditsScreen), "F2 does not lead to the daily screen"
    await pilot.press("escape", "escape")
    await settle(pilot)
    _footer_offers_what_can_be_done(screen)
    _counts_are_those_of_the_file(screen, path)
    _rows_are_those_of_the_file(pilot, path)
    copy = path.with_name("kopia.db")
    shutil.copy(path, copy)
    _history_holds(copy)
    copy.unlink()


def _footer_offers_what_can_be_done(screen: AuditsScreen) -> None:
    offered = screen.query_one(Footer)._commands
    assert offered
    assert [command.id for command in offered if not command.applies(screen.situation)] == []


def _counts_are_those_of_the_file(screen: AuditsScreen, path: Path) -> None:
    summary, flt = screen.query_one(SummaryBar).summary, screen._filter
    assert not flt, "Esc leaves a filter"
    assert summary.shown is None
    assert summary.total == read(path, recommendations.counts)


def _rows_are_those_of_the_file(pilot: Keys, path: Path) -> None:
    shown = table(pilot)
    view = shown.current
    if view is None:
        return
    stored = read(path, lambda register: recommendations.recommendation_detail(register, view.id).view)
    assert view == stored
    if shown.display and shown.size.height > 2 and (text := one_line(stored.recommendation.text or "")):
        assert text[:4] in screen_text(pilot)


def _history_holds(copy: Path) -> None:
    with open_register(copy, write=True) as register:
        assert check(register).differences == ()
    before = _tables(copy)
    with open_register(copy, write=True) as register:
        try:
            undo(register)
        except GranskaError:
            return
        redo(register)
    assert _tables(copy) == before


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every record of every kind, without where it lies in the file."""
    connection = sqlite3.connect(path)
    try:
        found = {}
        for entity in ENTITIES:
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{entity}")') if row[1] != "rid"]
            named = ", ".join(f'"{column}"' for column in columns)
            found[entity] = connection.execute(f'SELECT {named} FROM "{entity}" ORDER BY id').fetchall()
        return found
    finally:
        connection.close()


def _nothing_unexpected(caplog: pytest.LogCaptureFixture) -> None:
    strange = [
        record.getMessage()
        for record in caplog.records
        if record.levelno > logging.ERROR or record.name == "asyncio" or "inte räknade med" in record.getMessage()
    ]
    assert strange == []
    caplog.clear()


async def _left(pilot: Keys) -> None:
    """The program has ended."""
    for _ in range(300):
        if not app_of(pilot).is_running or is_leaving(pilot.app):
            return
        await pilot.pause(0.01)
    raise AssertionError("q does not quit")
