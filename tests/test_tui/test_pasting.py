"""A paste that was hardly meant is asked about; one that would stop the program is refused at once."""

from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from tests.test_tui.driving import press, screen_on, screen_text, settle, toasts, write
from tests.test_tui.forms import go, paste
from tui import textual_patches
from tui.kit.drafting import CommentArea
from tui.kit.message import ConfirmDialog
from tui.kit.pasting import CONFIRMED, LARGEST
from tui.textual_patches import PasteParser

LONG = "en rad med ord\n" * (CONFIRMED // 15 + 1)


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
        assert "300\u00a0000 tecken" in toasts(pilot)


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


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_a_paste_is_text_and_of_a_monstrous_one_no_more_is_read_than_shows_that_it_is(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textual_patches, "LARGEST", 500)
    huge = "ord \x1b[31m och mera ord\n" * 100
    typed = f"\x1b[Aa\x1b[200~kort\x1b[31m\x1b[201~b\x1b[200~{huge}\x1b[201~c\x1b[200~å\x1b[201~"
    parser = PasteParser()
    chunks = (typed[start : start + size] for start in range(0, len(typed), size))
    found = [event for chunk in chunks for event in parser.feed(chunk)]
    keys = [event.key for event in found if isinstance(event, Key)]
    pastes = [event.text for event in found if isinstance(event, Paste)]
    assert keys == ["up", "a", "b", "c"]
    assert [pastes[0], pastes[2]] == ["kort[31m", "å"]
    assert len(pastes[1]) == 501


async def test_a_field_of_one_line_takes_no_large_paste(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "e")
        await go(pilot, "theme")
        field = pilot.app.screen.query_one("#field-theme Input", Input)
        before = field.value
        await paste(pilot, LONG)
        assert field.value == before
        assert "klistrades inte in" in toasts(pilot)
