"""The day's backup of a register with 100,000 recommendations, beside a plain copy of the file in the same run.

    python -m tests.benchmarks.bench_backup [ROUNDS] [FOLDER]

Prints milliseconds and ratios; the machine's pace drifts, so only the ratios mean anything. The backup is what the
first change of a day waits for on the command line; the screen makes it before anybody has pressed a key.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from storage import backups
from storage.database import backup
from tests.benchmarks.large_register import register

GOAL = 5.0
"""A backup goes through SQLite page by page and is then read again to be checked; a plain copy is neither."""


def plain(path: Path, folder: Path) -> None:
    """Copy the file as any program would, and wait for the disk."""
    target = shutil.copyfile(path, folder / "plain.db")
    handle = os.open(target, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    target.unlink()


def checked(path: Path, folder: Path) -> None:
    """Copy it as a backup is."""
    target = folder / "backup.db"
    backup.copy_of(path, target)
    target.unlink()


def took(job: Callable[[Path, Path], None], path: Path, folder: Path) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    job(path, folder)
    return (time.perf_counter() - begun) * 1000


def main(rounds: int, folder: Path) -> None:
    """Measure and print."""
    path = register(folder, 100_000)
    pairs = [(took(plain, path, folder), took(checked, path, folder)) for _ in range(rounds)]
    copy, made = (statistics.median(times) for times in zip(*pairs, strict=True))
    begun = time.perf_counter()
    due = backups.due(path)
    asked = (time.perf_counter() - begun) * 1000
    print(f"{path.stat().st_size / 1e6:.0f} MB; whether one is due ({due}): {asked:.1f} ms")
    print(f"plain copy {copy:.0f} ms, backup {made:.0f} ms: × {made / copy:.2f} (goal {GOAL})")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if len(sys.argv) > 2:
        main(count, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as made_folder:
            main(count, Path(made_folder))
