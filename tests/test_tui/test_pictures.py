"""Few pictures, of the whole: what a person sees first. Behaviour is tested by keys, not here."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.test_tui.driving import press, settle
from tui.app import GranskaApp


@pytest.fixture(autouse=True)
def _no_blinking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)


async def _themes(pilot: "Pilot[None]") -> None:
    await settle(pilot)
    await press(pilot, "shift+tab", "down", "tab", "down", "space")


async def _comment(pilot: "Pilot[None]") -> None:
    await settle(pilot)
    await press(pilot, "down", "c")


def test_two_columns_with_themes_and_a_mark(practice: Path, snap_compare: Any) -> None:
    assert snap_compare(GranskaApp(practice), terminal_size=(120, 36), run_before=_themes)


def test_a_narrow_screen(practice: Path, snap_compare: Any) -> None:
    assert snap_compare(GranskaApp(practice), terminal_size=(80, 24), run_before=settle)


def test_the_comment_editor(practice: Path, snap_compare: Any) -> None:
    assert snap_compare(GranskaApp(practice), terminal_size=(100, 30), run_before=_comment)
