"""A paste that was hardly meant is asked about; one that would stop the program is refused at once."""

from pathlib import Path

from textual.events import Paste
from textual.widgets import Input

from tests.test_tui.driving import press, screen_on, screen_text, settle, toasts, write
from tests.test_tui.forms import go, paste
from tui.dialogs.confirm import ConfirmDialog
from tui.widgets.comment_area import CommentArea
from tui.widgets.pasting import ASKED, LARGEST

LONG = "en rad med ord\n" * (ASKED // 15 + 1)


async def test_a_large_paste_is_asked_about_and_taken_or_left(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "c")
        area = pilot.app.screen.query_one(CommentArea)
        before = area.text
        await paste(pilot, LONG)
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert "100\u00a0005 tecken" in screen_text(pilot)
        await press(pilot, "n")
        assert area.text == before
        await paste(pilot, LONG + "\x1b[31m")
        await press(pilot, "j")
        assert area.text == before + LONG + "[31m"
        await write(pilot, "!")
        assert area.text.endswith("[31m!")
        await press(pilot, "ctrl+z", "ctrl+z")
        assert area.text == before
        await paste(pilot, "x" * LARGEST + "x")
        assert area.text == before
        assert "300\u00a0001 tecken" in toasts(pilot)


async def test_a_paste_of_many_lines_is_undone_and_done_again(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "c")
        area = pilot.app.screen.query_one(CommentArea)
        before = area.text
        pilot.app.post_message(Paste("en rad\n" * 100))
        await settle(pilot)
        for _ in range(2):
            await press(pilot, "ctrl+z")
            assert (area.text, area.cursor_location) == (before, area.document.end)
            area.redo()
            await settle(pilot)
            assert area.text == before + "en rad\n" * 100


async def test_a_field_of_one_line_takes_no_large_paste(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "e")
        await go(pilot, "theme")
        field = pilot.app.screen.query_one("#field-theme Input", Input)
        before = field.value
        await paste(pilot, LONG)
        assert field.value == before
        assert "klistrades inte in" in toasts(pilot)
