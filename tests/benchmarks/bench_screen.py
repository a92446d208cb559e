"""The screen on a pseudo-terminal, 1,000 and 100,000 recommendations, beside an empty Textual screen in the same run.

    python -m tests.benchmarks.bench_screen [ROUNDS] [FOLDER]

Prints ratios beside the goals. The machine's pace drifts, so only the ratios mean anything. Registers are built in
FOLDER (a temporary one otherwise) and used again when they are there.
"""

import os
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.large_register import FIRST_WORDS, register
from tests.benchmarks.pty_screen import Screen

DOWN = b"\x1b[B"
BACKED_UP = 8.0
"""Seconds in which the first start of the day has copied half a gigabyte; no key is measured beside that."""
BETWEEN = 0.09
"""Seconds between keys, about as fast as a key repeats itself."""


def ours(path: Path) -> Screen:
    """The screen of a register."""
    return Screen(["-m", "tui.cli", str(path)])


def empty() -> Screen:
    """The empty screen."""
    return Screen(["-m", "tests.benchmarks.empty_screen"])


def started(screen: Screen, sign: bytes) -> tuple[float, float]:
    """Milliseconds until `sign` stands there, and megabytes when all is quiet."""
    taken = screen.wait_for(sign) * 1000
    screen.rest(0.5)
    used = screen.memory
    screen.end()
    return taken, used


def keys(screen: Screen, presses: Sequence[bytes]) -> tuple[list[float], list[int]]:
    """Milliseconds from each key to its last byte, and the frames that each cost."""
    took, frames = [], []
    for press in presses:
        _first, last, painted = screen.key(press, BETWEEN)
        took.append(last)
        frames.append(painted)
    return took, frames


def firsts(screen: Screen, words: Sequence[bytes]) -> list[float]:
    """Milliseconds from each letter in the filter line until rows of its first hits stand there."""
    took = []
    for letter in words:
        screen.written = b""
        pressed = time.perf_counter()
        screen.send(letter)
        rows = 0.0
        while (now := screen.read(BETWEEN)) is not None:
            if not rows and len(screen.written) > ROWS:
                rows = now
        took.append(((rows or pressed) - pressed) * 1000)
    return [one for one in took if one]


ROWS = 1500
"""More bytes than the echo of a letter in the line takes: the rows have been painted too."""


def commits(folder: Path, number: int) -> list[float]:
    """Milliseconds of that many bare durable commits."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE IF NOT EXISTS t(x)")
    took = []
    for _ in range(number):
        start = time.perf_counter()
        connection.execute("INSERT INTO t VALUES (1)")
        took.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    connection.close()
    return took


def p(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def middle(pairs: Sequence[tuple[float, float]]) -> float:
    """The middle of the ratios of pairs."""
    return statistics.median(over / under for over, under in pairs)


def start(rounds: int, small: Path, large: Path) -> None:
    """Start-up and memory."""
    sign = re.escape(FIRST_WORDS.encode())
    rows = [
        (started(empty(), b"EMPTY-READY"), started(ours(small), sign), started(ours(large), sign))
        for _ in range(rounds + 1)
    ][1:]
    print(f"empty {statistics.median(e[0] for e, _s, _big in rows):.0f} ms")
    print(f"start to data   {middle([(big[0], e[0]) for e, _s, big in rows]):.2f} x empty  (goal 1.25, at most 1.4)")
    print(f"100,000 / 1,000 {middle([(big[0], s[0]) for _e, s, big in rows]):.2f}          (at most 1.05)")
    print(f"memory          {middle([(big[1], e[1]) for e, _s, big in rows]):.2f} x empty  (at most 1.5)")


def tell_cursor(name: str, moved: tuple[list[float], list[int]], echo: Sequence[float]) -> None:
    """How long the cursor takes in a list."""
    took, frames = moved
    for share in (0.5, 0.95):
        ratio = p(took, share) / p(echo, share)
        print(f"cursor in {name} p{share * 100:.0f} {p(took, share):.1f} ms = {ratio:.2f} x echo (at most 2)")
    print(f"frames a key: {statistics.median(frames)} (most {max(frames)})")


def pressing(number: int, folder: Path, large: Path) -> None:
    """Cursor, filter and status keys."""
    bare, screen = empty(), ours(large)
    bare.wait_for(b"EMPTY-READY")
    screen.wait_for(re.escape(FIRST_WORDS.encode()))
    bare.rest(0.5)
    screen.watch(BACKED_UP)
    echo, _ = keys(bare, [b"x"] * number)
    keys(screen, [b"\t", b"\t", b"\x1b[H"])  # the list of audits
    tell_cursor("audits", keys(screen, [DOWN] * number), echo)
    keys(screen, [b"\x1b[H"])
    screen.rest(1.0)
    keys(screen, [b"\t"])
    screen.rest(1.0)
    tell_cursor("recommendations", keys(screen, [DOWN] * number), echo)
    judged = [screen.key(key, 0.3)[0] for key in (b"1", b"2", b"3") * (number // 3)]  # counts are painted after the row
    committed = commits(folder, number)
    floor = p(committed, 0.95) + p(echo, 0.95)
    print(f"status p95 {p(judged, 0.95):.1f} ms = {p(judged, 0.95) / floor:.2f} x (commit + echo) (at most 3)")
    keys(screen, [b"/"])
    letters = [bytes([letter]) for letter in b"attest leverantorsfaktura"]
    filtered: list[float] = []
    for _ in range(2):
        filtered += firsts(screen, letters)
        filtered += firsts(screen, [b"\x7f"] * len(letters))
    print(f"filter p50 {p(filtered, 0.5):.1f} ms, p95 {p(filtered, 0.95):.1f} ms (at most 16.7); {len(filtered)} keys")
    screen.end()
    bare.end()


def main() -> None:
    """Build the registers, and print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        os.environ["GRANSKA_STATE"] = temporary
        small, large = register(folder, 1_000), register(folder, 100_000)
        start(rounds, small, large)
        pressing(rounds * 6, folder, large)


if __name__ == "__main__":
    main()
