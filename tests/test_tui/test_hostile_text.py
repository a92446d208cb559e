"""Text that would be markup, or a terminal's orders, is shown literally and harmlessly."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from storage.domain.text import without_controls
from storage.domain.vocabulary import ENTITIES, references
from storage.register import open_register
from storage.saved_views import SavedView, save_view
from tests.test_tui.driving import Keys, current, press, screen_on, screen_text, stored, write
from tui.kit.filter_line import FilterLine
from tui.textual_patches import painted_lines

HOSTILE = [
    "se bilaga [/] [KS] [dnr]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGVq\x07 \x1b[31mrött\x1b[0m",
    "a\u202eb \ufeff",
]

ORDERS = "Zq\x1b]52;c;aGVq\x07\x9b31m\x85\u202e\ufeff\x00\tb"
"""Control sequences that a terminal would obey, after two letters to find them by."""
LINKS = {"hash", "parents", "replaces", "entity", "entity_id", "field", "key", "removed"}
"""Columns by which one row finds another; in them a register is in pieces, and shows nothing."""
WRITTEN = re.compile("[A-ZÅÄÖ ]")
"""Characters in texts of people, and not in words that the program decides by."""
ID = re.compile("[0-9a-f-]{32,}")
STEPS = {
    "f2": "down c o e n d b B N t l k O P D R f G w g h s r m F ctrl+p ? 1 shift+tab e n h",
    "f3": "down enter p b k tab ?",
    "f4": "down end n l e B s r m k F tab enter",
    "f5": "down n e p f b d m o a tab enter down c t T d",
    "f7": "down u t tab enter",
}
"""Each screen by its key, and the keys that show its dialogs."""


def full_of_orders(path: Path, *, everywhere: bool) -> None:
    """Put a terminal's orders into every column of text, as a file from elsewhere may have them; or into each that
    holds what people have written, so that lists and follow-ups are as full as they were."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.create_function(
            "written", 1, lambda text: bool((everywhere or WRITTEN.search(text)) and not ID.fullmatch(text))
        )
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for table in (name for (name,) in tables if not name.startswith(("_search", "_sqlite"))):
            links = {*LINKS, *references(table), "id"} if table in ENTITIES else LINKS
            for _place, column, kind, _null, _default, key in connection.execute(f'PRAGMA table_info("{table}")'):
                if kind in {"TEXT", "ANY", ""} and not key and column not in links:
                    text, kinds = f"coalesce(\"{column}\", '')", "'text', 'null'"
                    where = f'typeof("{column}") IN ({kinds}) AND written({text})'
                    connection.execute(f'UPDATE "{table}" SET "{column}" = ? || {text} WHERE {where}', (ORDERS,))


def obeyed(pilot: Keys) -> list[str]:
    """Return the texts of the screen that the terminal would obey."""
    lines = painted_lines(pilot.app.screen)
    return [segment.text for line in lines for segment in line if without_controls(segment.text) != segment.text]


@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize("view", STEPS)
async def test_nothing_in_the_file_of_a_register_gives_the_terminal_orders(
    practice: Path, view: str, *, everywhere: bool
) -> None:
    full_of_orders(practice, everywhere=everywhere)
    async with screen_on(practice, (80, 24)) as pilot:
        shown = 0
        for key in (view, *STEPS[view].split()):
            await press(pilot, key)
            assert obeyed(pilot) == [], key
            shown += "Zq" in screen_text(pilot)
            for _each in range(4):
                if pilot.app.screen.is_modal:
                    await press(pilot, "escape")
                    assert obeyed(pilot) == [], key
        assert shown > len(STEPS[view].split()) // 2


async def test_a_field_gives_the_terminal_no_orders_whatever_it_holds(practice: Path) -> None:
    with open_register(practice, write=True) as register:
        save_view(register, SavedView("Vy", "bilaga"))
    with closing(sqlite3.connect(practice)) as connection, connection:
        escaped = json.dumps(ORDERS)[1:-1]
        assert connection.execute("UPDATE _view SET value = replace(value, 'bilaga', ?)", (escaped,)).rowcount
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "w", "enter")
        assert ORDERS in pilot.app.screen.query_one(FilterLine).value
        assert "Zq" in screen_text(pilot)
        assert obeyed(pilot) == []


def with_text(path: Path, text: str) -> None:
    """Put a text where the first recommendation and the office's name are, past all cleaning on the way in."""
    with open_register(path, write=True) as register, register.recording("test") as action:
        rid = register.connection.execute("SELECT id FROM recommendation ORDER BY rid LIMIT 1").fetchone()[0]
        action.put("recommendation", rid, {"text": text, "theme": text})
        audit = register.connection.execute("SELECT audit FROM recommendation WHERE id = ?", (rid,)).fetchone()[0]
        action.put("audit", audit, {"short_title": text, "title": text})


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_in_the_register_is_shown_literally_everywhere(practice: Path, text: str) -> None:
    with_text(practice, text)
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "home", "tab", "c")
        await press(pilot, "escape", "space", "1", "escape", "escape", "r", "escape", "slash")
        await write(pilot, "bilaga")
        shown = screen_text(pilot)
        assert not {"\x1b", "\x07", "\u202e", "\ufeff"} & set(shown)


async def test_brackets_stand_on_the_screen_as_they_were_written(practice: Path) -> None:
    with_text(practice, HOSTILE[0])
    async with screen_on(practice, (160, 40)) as pilot:
        await press(pilot, "slash")
        await write(pilot, "bilaga")
        assert HOSTILE[0] in screen_text(pilot)
        await press(pilot, "enter", "c")
        assert "[/] [KS]" in screen_text(pilot)


async def test_a_comment_with_hostile_text_is_cleaned_kept_and_shown(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "c")
        await _paste(pilot, "\x1b[31m[/] dolt\x07\u202e slut")
        await press(pilot, "ctrl+s")
        comment = stored(practice, current(pilot).id).comment or ""
        assert comment.endswith("[31m[/] dolt slut")
        assert "[31m[/] dolt slut" in screen_text(pilot)


async def test_a_paste_that_would_stop_the_program_is_refused(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = stored(practice, current(pilot).id).comment
        await press(pilot, "c")
        await _paste(pilot, "x" * 400_000)
        await press(pilot, "ctrl+s")
        assert stored(practice, current(pilot).id).comment == before


async def _paste(pilot: "Pilot[None]", text: str) -> None:
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(Paste(text))
    await pilot.pause(0.1)
