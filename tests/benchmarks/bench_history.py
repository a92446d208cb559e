"""A long history: how fast it is written and verified, and how large the file gets, beside bare SQLite.

    python -m tests.benchmarks.bench_history [CHANGES]

Prints figures and ratios; the bare side inserts the same texts into one table in the same run.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from storage.check import check
from storage.domain.records import Value
from storage.operations.assessments import assess, comment
from storage.register import Register, create_register, open_register
from storage.undo import redo, undo

FIELDS_OF_A_RECOMMENDATION = 6
TEXT = "Se över rutinen för attest av leverantörsfakturor och följ upp att den används i hela förvaltningen"


def fill(register: Register, changes: int) -> int:
    """Put recommendations, 12 to an audit and an action, until there are that many changes."""
    made, number = 0, 0
    while made < changes:
        number += 1
        with register.recording("fill") as action:
            audit = f"00000000-0000-4000-8000-{number:012x}"
            action.put("audit", audit, {"title": f"Granskning {number}", "years": str(1990 + number % 35)})
            for row in range(12):
                values: dict[str, Value] = {
                    "audit": audit,
                    "kind": "recommendation",
                    "number": str(row + 1),
                    "position": row + 1,
                    "theme": "Styrning" if row < 6 else "Kunskap",
                    "text": f"{TEXT} ({number}.{row})",
                }
                action.put("recommendation", f"{number:08x}-0000-4000-9000-{row:012x}", values)
        made += action.change.fields
    return made


def bare(path: Path, changes: int) -> float:
    """Seconds to put as many rows with the same text into one table."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE t(id TEXT, field TEXT, value TEXT)")
    start = time.perf_counter()
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO t VALUES (?, ?, ?)",
        ((f"{n:036x}", "text", TEXT if n % 6 == 0 else str(n)) for n in range(changes)),
    )
    connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - start


def timed(step: Callable[[], object], times: int = 20) -> float:
    """The middle of that many runs, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        step()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)[times // 2]


def main() -> None:
    """Build, verify, and judge on top."""
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRANSKA_STATE"] = folder
        path = Path(folder) / "r.db"
        with create_register(path) as register:
            start = time.perf_counter()
            made = fill(register, changes)
            built = time.perf_counter() - start
        floor = bare(Path(folder) / "bare.db", made)
        size, least = path.stat().st_size / 1e6, (Path(folder) / "bare.db").stat().st_size / 1e6
        print(f"{made:,} changes built in {built:.1f} s ({made / built:,.0f}/s), {built / floor:.1f} x bare inserts")
        print(f"{size:.0f} MB, {size / least:.1f} x the bare table, {size * 1e6 / made:.0f} bytes a change")
        with open_register(path) as register:
            start = time.perf_counter()
            result = check(register)
            verified = time.perf_counter() - start
        pace = f"{made / verified:,.0f}/s, {verified / built:.2f} x building"
        print(f"verified in {verified:.1f} s ({pace}); in order: {result.ok}")
        with open_register(path, write=True) as register:
            one = f"{1:08x}-0000-4000-9000-{0:012x}"
            numbers = iter(range(10**6))
            noted = timed(lambda: comment(register, one, f"kommentar {next(numbers)}"))
            undone = timed(lambda: (undo(register), redo(register)))
            print(f"one comment {noted:.1f} ms, undo and redo {undone:.1f} ms on top of that")
            assess(register, [one], None)


if __name__ == "__main__":
    main()
