"""A program on a pseudo-terminal of 120 × 40: what it writes and when, and the keys it is given."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
QUIET = 0.15
"""Seconds without a byte after which a repaint is over."""
_QUERIES = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
"""What a terminal is asked, and what this one answers."""
_COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "granska-pyc")}
"""As after an installation, modules are compiled once, by the first run; beside the sources nothing is written."""
FRAME = b"\x1b[?2026l"
"""The end of a synchronized frame."""


class Screen:
    """A running program. Moments are seconds of `time.perf_counter`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.written = b""
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), **_COMPILED}
            os.execvpe(sys.executable, [sys.executable, *command], {**os.environ, **plain, **(environment or {})})

    def read(self, seconds: float) -> float | None:
        """Read what comes next; the moment that it came, or None where nothing came in time."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return None
        try:
            got = os.read(self.terminal, 1 << 20)
        except OSError:
            got = b""
        now = time.perf_counter()
        if not got:
            return None
        self.written += got
        for query, answer in _QUERIES.items():
            if query in got:
                self.send(answer)
        return now

    def wait_for(self, pattern: bytes, seconds: float = 30) -> float:
        """Seconds from the start until the text that matches was written."""
        ends = time.perf_counter() + seconds
        while not re.search(pattern, self.written):
            if self.read(0.05) is None and time.perf_counter() > ends:
                raise TimeoutError(self.written[-2000:])
        return time.perf_counter() - self.began

    def rest(self, quiet: float = QUIET) -> float:
        """Read until nothing comes for a while; the moment of the last byte, 0 where nothing came."""
        last = 0.0
        while (now := self.read(quiet)) is not None:
            last = now
        return last

    def watch(self, seconds: float) -> None:
        """Read for a while, whatever comes: a blinking cursor never rests."""
        ends = time.perf_counter() + seconds
        while (left := ends - time.perf_counter()) > 0:
            self.read(left)

    def send(self, keys: bytes) -> None:
        """Type."""
        os.write(self.terminal, keys)

    def key(self, key: bytes, quiet: float = QUIET) -> tuple[float, float, int]:
        """Milliseconds from a key to the first and the last byte of what it paints, and the number of frames."""
        self.written = b""
        pressed = time.perf_counter()
        self.send(key)
        first = self.read(2.0)
        if first is None:
            return 0.0, 0.0, 0
        last = self.rest(quiet) or first
        return (first - pressed) * 1000, (last - pressed) * 1000, self.written.count(FRAME)

    @property
    def memory(self) -> float:
        """Megabytes in use."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    def end(self) -> None:
        """Kill it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)
