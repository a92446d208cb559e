"""Keys on the screen of a real register file, and what it shows, for tests."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar
from unittest import mock

from textual.pilot import Pilot

from storage import recommendations
from storage.domain.views import RecommendationView
from storage.register import Register, open_register
from tui.app import GranskaApp
from tui.history.as_of import PastScreen
from tui.kit.windowed_table import WindowedTable
from tui.textual_patches import notifications, painted_lines

T = TypeVar("T")
Keys = Pilot[None]
LONGEST = 30.0
"""Seconds that a screen may take to come to rest; a machine busy with other things is slow."""
UPDATE_PERIOD = 0.001
"""Seconds between frames."""
MOST_TURNS = 10_000
"""Turns of the loop after which what keeps it turning is taken to be an animation."""


@asynccontextmanager
async def screen_on(
    path: Path, size: tuple[int, int] = (120, 40), *, notifications: bool = False
) -> AsyncIterator[Keys]:
    """Run the application on a register, and wait until it is idle."""
    with (
        # Textual's own wait sleeps 20 ms or more, twice for each key.
        mock.patch("textual.app.wait_for_idle", _drained),
        mock.patch("textual.pilot.wait_for_idle", _drained),
        mock.patch("textual.screen.UPDATE_PERIOD", UPDATE_PERIOD),
    ):
        async with GranskaApp(path).run_test(size=size, notifications=notifications) as pilot:
            await settle(pilot)
            yield pilot


async def _drained(_min_sleep: float = 0, _max_sleep: float = 1) -> None:
    """Wait until nothing on the loop is ready to run."""
    ready: Collection[object] = vars(asyncio.get_running_loop())["_ready"]
    for _ in range(MOST_TURNS):
        await asyncio.sleep(0)
        if not ready:
            return


def app_of(pilot: Keys) -> GranskaApp:
    assert isinstance(pilot.app, GranskaApp)
    return pilot.app


async def settle(pilot: Keys) -> None:
    """Wait until every key is delivered, every job done and every result painted."""
    quiet = 0
    until = time.monotonic() + LONGEST
    while quiet < 3:
        await _drained()
        if app_of(pilot).idle:
            quiet += 1
            continue
        assert time.monotonic() < until, "the screen never came to rest"
        await asyncio.sleep(UPDATE_PERIOD)
        quiet = 0


async def past_settled(pilot: Keys) -> None:
    """Wait until the register as it was, which has an executor of its own, is shown."""
    screen = pilot.app.screen
    assert isinstance(screen, PastScreen)
    until = time.monotonic() + LONGEST
    while not screen.idle:
        assert time.monotonic() < until, "the past never came to rest"
        await asyncio.sleep(0.002)
    await settle(pilot)


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
    """Return the text of the screen, line by line."""
    return "\n".join(line.text for line in painted_lines(pilot.app.screen))


def toasts(pilot: Keys) -> str:
    """Return the texts of the toasts."""
    return "\n".join(notifications(pilot.app))


def table(pilot: Keys) -> "WindowedTable[RecommendationView]":
    """Return the list of recommendations."""
    found: WindowedTable[RecommendationView] = pilot.app.screen.query_one("#recommendations", WindowedTable)
    return found


def row_count(pilot: Keys) -> int:
    """Count the recommendations in the list."""
    return sum(1 for entry in table(pilot)._window.listing.entries if entry > 0)


def current(pilot: Keys) -> RecommendationView:
    """Return the recommendation under the cursor."""
    view = table(pilot).current
    assert view is not None
    return view


def read(path: Path, job: Callable[[Register], T]) -> T:
    """Run a job with a connection of its own."""
    with open_register(path) as register:
        return job(register)


def stored(path: Path, recommendation: str) -> RecommendationView:
    """Load a recommendation from the file."""
    return read(path, lambda register: recommendations.recommendation_detail(register, recommendation).view)
