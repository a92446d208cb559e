"""Start-up of `granska list --json` against `python -c "import sqlite3, click"`, in turns, in one run.

python -m tests.benchmarks.bench_start [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from exports.report.file import closing_text
from storage.example.municipality import build_example
from storage.register import create_register

ROOT = Path(__file__).parent.parent.parent


def taken(*words: str) -> float:
    """Seconds that a command takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    """Take turns, and print the middle of each and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRANSKA_STATE"] = folder
        path = Path(folder) / "r.db"
        with create_register(path) as register:
            build_example(register, date(2026, 11, 22), closing_text)
        floor = ("-c", "import sqlite3, click")
        listing = ("-m", "tui.cli", "list", "recommendations", "--json", "--register", str(path))
        pairs = [(taken(*floor), taken(*listing)) for _ in range(rounds + 2)][2:]
    least, ours = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    ratio = statistics.median(ours / least for least, ours in pairs)
    print(f"python -c 'import sqlite3, click': {least:.0f} ms; granska list --json: {ours:.0f} ms; ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
