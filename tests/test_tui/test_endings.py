"""However the program ends, what was acknowledged is kept, what was being written is offered, the terminal is whole."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from storage import recommendations
from tests.benchmarks.pty_screen import Screen
from tests.test_tui.driving import read, screen_on, screen_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")

DRAFT = "halvfardig mening"
LEFT = b"\x1b[?1049l"
"""The terminal's own screen is back."""


@pytest.fixture
def screen(practice: Path) -> Screen:
    """A screen in a terminal, with one judgement made and a comment begun."""
    screen = Screen(["-m", "tui.cli", str(practice)])
    screen.wait_for(b"Se till att")
    screen.watch(0.8)
    for keys in (b"1", b"c", DRAFT.encode()):
        screen.send(keys)
        screen.watch(1.2)
    return screen


def ended(screen: Screen, seconds: float = 10) -> bytes:
    """Return the output until the program ended."""
    ends = time.monotonic() + seconds
    while os.waitpid(screen.pid, os.WNOHANG) == (0, 0):
        assert time.monotonic() < ends, "it never ended"
        try:
            screen.read(0.05)
        except (OSError, ValueError):
            time.sleep(0.05)
    while screen.read(0.1) is not None:
        pass
    return screen.written


async def kept(practice: Path) -> None:
    """The judgement is in the file, and the draft is offered."""
    levels = [view.means for view in read(practice, recommendations.recommendations)]
    assert levels[0] == "implemented"
    async with screen_on(practice) as pilot:
        assert "Utkast från förra gången" in screen_text(pilot)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
async def test_a_signal_ends_it_with_the_terminal_restored(practice: Path, screen: Screen, name: str) -> None:
    os.kill(screen.pid, getattr(signal, name))
    assert LEFT in ended(screen)
    await kept(practice)


async def test_what_was_acknowledged_survives_a_kill(practice: Path, screen: Screen) -> None:
    os.kill(screen.pid, signal.SIGKILL)
    ended(screen)
    await kept(practice)


async def test_one_byte_that_is_no_text_loses_nothing(practice: Path, screen: Screen) -> None:
    screen.send(b"\xff")
    assert LEFT in ended(screen)
    assert b"Traceback" not in screen.written
    await kept(practice)


async def test_closing_the_window_loses_nothing(practice: Path, screen: Screen) -> None:
    os.close(screen.terminal)
    ends = time.monotonic() + 10
    while os.waitpid(screen.pid, os.WNOHANG) == (0, 0):
        assert time.monotonic() < ends, "it never ended"
        time.sleep(0.05)
    await kept(practice)
