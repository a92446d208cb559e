"""What the screen has loaded when it stands there, seen from outside in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import asyncio, json, sys
from pathlib import Path
from tui.app import GranskaApp

async def main():
    async with GranskaApp(Path(sys.argv[1])).run_test(size=(120, 40)) as pilot:
        while not pilot.app.work.idle:
            await pilot.pause(0.01)

asyncio.run(main())
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_the_screen_stands_there_without_word_and_without_the_writers_library(practice: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(practice)],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "textual" in loaded
    assert loaded & {"docx", "lxml", "sqlite_utils", "exports", "babel", "openpyxl", "click"} == set()
