"""Text that would be markup, or a terminal's orders, is shown literally and harmlessly."""

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from storage.register import open_register
from tests.test_tui.driving import current, press, screen_on, screen_text, stored, write

HOSTILE = [
    "se bilaga [/] [KS] [dnr]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGVq\x07 \x1b[31mrött\x1b[0m",
    "a\u202eb \ufeff",
]


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
