"""`granska set -` killed while it writes: what it said it had saved is saved, and nothing is half-written."""

import os
import random
import signal
import subprocess
import sys
import threading
from itertools import cycle
from pathlib import Path

import pytest

from storage import recommendations as recommendation_queries
from storage.check import check
from storage.register import open_register

KILLS = int(os.environ.get("GRANSKA_KILLS", "40"))
"""How many times, all in all; a release is tried with 200 or more."""
PARTS = 4
LEVELS = ("implemented", "partial", "not_implemented")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process is killed in another way on Windows")


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_acknowledged_is_there_after_a_kill_and_nothing_is_torn(practice_path: Path, part: int) -> None:
    chance = random.Random(part)
    with open_register(practice_path) as register:
        ids = [view.id for view in recommendation_queries.recommendations(register)]
    acknowledged = 0
    for _ in range(KILLS // PARTS):
        said = _write_until_killed(practice_path, ids, chance)
        acknowledged += len(said)
        with open_register(practice_path) as register:
            result = check(register)
            assert result.differences == ()
            if said:
                _expect(register_levels(practice_path), said, len(ids))
    assert acknowledged > KILLS // PARTS, "the kills came before anything was written"


def register_levels(path: Path) -> dict[str, str | None]:
    """Recommendation → the level shown."""
    with open_register(path) as register:
        return {view.id: view.means for view in recommendation_queries.recommendations(register)}


def _write_until_killed(path: Path, ids: list[str], chance: random.Random) -> list[tuple[str, str]]:
    """Kill a process that judges without end at a random moment after its first answer; what it answered for."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "set", "-", "--register", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    start = chance.randrange(3)
    sent = [(one, LEVELS[(start + number) % 3]) for number, one in zip(range(3000), cycle(ids), strict=False)]
    feeder = threading.Thread(target=_feed, args=(process, sent), daemon=True)
    feeder.start()
    first = process.stdout.readline()
    killer = threading.Timer(chance.uniform(0, 0.05), process.send_signal, [signal.SIGKILL])
    killer.start()
    answers = [first, *process.stdout.read().splitlines(keepends=True)]
    process.wait()
    killer.cancel()
    feeder.join()
    whole = [answer for answer in answers if answer.endswith("\n")]
    assert all(answer.startswith("ok ") for answer in whole)
    return sent[: len(whole)]


def _feed(process: "subprocess.Popen[str]", sent: list[tuple[str, str]]) -> None:
    assert process.stdin is not None
    try:
        for one, level in sent:
            process.stdin.write(f"{one} {level}\n")
        process.stdin.flush()
    except (BrokenPipeError, OSError, ValueError):
        return


def _expect(shown: dict[str, str | None], said: list[tuple[str, str]], recommendations: int) -> None:
    """The last level answered for each holds, unless one later line was saved and its answer lost in the kill."""
    last = dict(said)
    different = [one for one, level in last.items() if shown[one] != level]
    following = LEVELS[(LEVELS.index(said[-1][1]) + 1) % 3]
    assert len(different) <= 1
    assert all(shown[one] == following for one in different)
    assert len(last) == min(len(said), recommendations)
