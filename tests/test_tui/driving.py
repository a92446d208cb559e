"""Driving the screen in tests: real keys on a real register file, read back through another connection."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot

from storage import queries
from storage.domain.views import RecommendationView
from storage.register import Register, open_register
from tui.app import GranskaApp
from tui.screens.past import PastScreen
from tui.widgets.filter_line import FilterLine
from tui.widgets.windowed_table import WindowedTable

T = TypeVar("T")
Keys = Pilot[None]


@asynccontextmanager
async def screen_on(path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Keys]:
    """The screen of a register, settled."""
    async with GranskaApp(path).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def app_of(pilot: Keys) -> GranskaApp:
    assert isinstance(pilot.app, GranskaApp)
    return pilot.app


async def settle(pilot: Keys) -> None:
    """Wait until every question is answered and every answer drawn."""
    quiet = 0
    for _ in range(500):
        await pilot.pause(0.01)
        shown = pilot.app.screen
        typing = any(line._pause is not None for line in shown.query(FilterLine))
        drawn = shown._compositor.size.area > 0
        quiet = quiet + 1 if app_of(pilot).work.idle and drawn and not typing else 0
        if quiet > 1:
            return
    raise AssertionError("the screen never came to rest")


async def past_settled(pilot: Keys) -> None:
    """Wait until the register as it was, which is read through a door of its own, is shown."""
    screen = pilot.app.screen
    assert isinstance(screen, PastScreen)
    for _ in range(500):
        await pilot.pause(0.01)
        if screen.idle:
            await settle(pilot)
            return
    raise AssertionError("the past never came to rest")


async def press(pilot: Keys, *keys: str) -> None:
    """Press keys as a person does: one after another, each seen before the next."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Keys, text: str) -> None:
    """Type a text without waiting between the letters."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settle(pilot)


def screen_text(pilot: Keys) -> str:
    """What stands on the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def toasts(pilot: Keys) -> str:
    """What the toasts say."""
    return "\n".join(notification.message for notification in pilot.app._notifications)


def table(pilot: Keys) -> "WindowedTable[RecommendationView]":
    """The list of recommendations."""
    found: WindowedTable[RecommendationView] = pilot.app.screen.query_one("#recommendations", WindowedTable)
    return found


def row_count(pilot: Keys) -> int:
    """How many recommendations the list holds."""
    return sum(1 for entry in table(pilot)._window.listing.entries if entry > 0)


def current(pilot: Keys) -> RecommendationView:
    """The recommendation under the cursor."""
    view = table(pilot).current
    assert view is not None
    return view


def read(path: Path, job: Callable[[Register], T]) -> T:
    """Ask the register through a connection of one's own."""
    with open_register(path) as register:
        return job(register)


def stored(path: Path, recommendation: str) -> RecommendationView:
    """The recommendation as the file has it."""
    return read(path, lambda register: queries.recommendation_detail(register, recommendation).view)
