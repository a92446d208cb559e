"""With `NO_COLOR` set nothing is coloured, and everything is told all the same."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.benchmarks.pty_screen import Screen

if sys.platform == "win32":
    pytest.skip("there are no such terminals", allow_module_level=True)

COLOUR = re.compile(rb"\x1b\[(?:[0-9;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][0-9;:]*)?m")
REVERSE = re.compile(rb"\x1b\[(?:[0-9;]*;)?7(?:;[0-9;]*)?m")


def test_no_colour_is_written_and_the_cursor_is_seen_all_the_same(practice: Path) -> None:
    screen = Screen(["-m", "tui.cli", str(practice)], {"NO_COLOR": "1"})
    try:
        screen.wait_for(b"Se till att")
        screen.watch(0.5)
        for key in (b"1", b"c", b"\x1b"):
            screen.send(key)
            screen.watch(0.8)
        assert "◐ Delvis åtg.".encode() in screen.written
        assert REVERSE.search(screen.written)
        assert COLOUR.findall(screen.written) == []
    finally:
        os.kill(screen.pid, 9)
        os.waitpid(screen.pid, 0)
