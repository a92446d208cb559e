"""Few pictures, of the whole: what a person sees, and what README shows. Behaviour is tested by keys, not here.

README links to the pictures by the names of these tests.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.test_tui.driving import press, settle
from tui.app import GranskaApp
from tui.styles.themes import LIGHT

Steps = Callable[["Pilot[None]"], Awaitable[None]]
ALL_AUDITS = ("shift+tab", "home", "tab")


@pytest.fixture
def app(practice: Path, monkeypatch: pytest.MonkeyPatch) -> GranskaApp:
    """The practice register's screen, where no cursor blinks and no path is this computer's."""
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)
    monkeypatch.chdir(practice.parent)
    return GranskaApp(Path(practice.name))


def after(*keys: str) -> Steps:
    """Press keys, and wait for what comes of them."""

    async def steps(pilot: "Pilot[None]") -> None:
        await settle(pilot)
        await press(pilot, *keys)

    return steps


def test_daily_screen_80x24(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(80, 24), run_before=after())


def test_daily_screen_120x40(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(120, 40), run_before=after("shift+tab", "down", "tab", "down", "space"))


def test_daily_screen_200x50(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(200, 50), run_before=after(*ALL_AUDITS))


def test_filter(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"lösen", "enter"))


def test_comment(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(120, 32), run_before=after("down", "c"))


def test_several_at_once(app: GranskaApp, snap_compare: Any) -> None:
    keys = (*ALL_AUDITS, "down", "space", "space", "space", "2")
    assert snap_compare(app, terminal_size=(100, 30), run_before=after(*keys))


def test_missiv(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(100, 36), run_before=after("m"))


def test_before_the_report(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("r", "ctrl+s"))


def test_help(app: GranskaApp, snap_compare: Any) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("question_mark"))


def test_light_colours(app: GranskaApp, snap_compare: Any) -> None:
    app.theme = LIGHT.name
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("shift+tab", "down", "tab"))
