"""What the screen has loaded when it stands there, seen from outside in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TELL = """
print(json.dumps(sorted(name for name, there in sys.modules.items() if there)))
"""
PAINTED = """
import asyncio, json, sys
from pathlib import Path
from tui.app import GranskaApp

async def main():
    async with GranskaApp(Path(sys.argv[1])).run_test(size=(120, 40)) as pilot:
        while not pilot.app.work.idle:
            await pilot.pause(0.01)

asyncio.run(main())
"""
STARTED = """
import json, sys
import tui.cli
from tui import start

path = start.register_from_arguments([sys.argv[1]])
start.screen()

from tui.app import beginning_of
assert beginning_of(path).recommendations
"""
HASHED = """
import hashlib, hmac, secrets

assert hashlib.sha256(b"").hexdigest().startswith("e3b0c44298fc1c14")
"""
HEAVY = {"docx", "lxml", "sqlite_utils", "exports", "babel", "openpyxl", "click"}
LATER = {
    "_hashlib",  # by what is written
    "filelock",
    "gettext",
    "storage.database.records",
    "storage.database.recording",
    "storage.domain.records",
    "storage.domain.filters",
    "storage.domain.history",
    "storage.domain.editable_fields",
    "storage.filters",
    "storage.history",
    "storage.followups",
    "storage.saved_views",
    "storage.undo",
    "storage.deadlines",
    "textual.widgets._text_area",
    "tui.audits.comment",
    "tui.kit.message",
    "tui.language.filter_fields",
    "tui.language.sentences",
    "tui.audits.jobs",
    "tui.audits.finding",
    "tui.kit.filter_line",
}
"""What no first paint needs. Each is a few milliseconds, and together they are a third of a start."""
OTHERS = {
    "tui.letters.response",
    "tui.deadlines.screen",
    "tui.followups.screen",
    "tui.history.screen",
    "tui.letters.screen",
    "tui.history.as_of",
}
"""The other screens, which are loaded when they are opened."""


def test_the_screen_stands_there_without_word_the_writers_library_and_other_screens(practice: Path) -> None:
    loaded = _loaded(PAINTED, practice)
    assert {name.partition(".")[0] for name in loaded} & {"textual", *HEAVY} == {"textual"}
    assert loaded & OTHERS == set()


def test_what_is_painted_first_waits_for_nothing_that_keys_need_later(practice: Path) -> None:
    loaded = _loaded(STARTED, practice)
    assert loaded & (LATER | OTHERS) == set()
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()


def test_what_the_screen_hashes_and_draws_by_lot_needs_no_library_for_networks_either(practice: Path) -> None:
    loaded = _loaded(STARTED + HASHED, practice)
    assert loaded & {"_hashlib", "hashlib", "secrets"} == {"hashlib", "secrets"}


def test_asyncio_is_loaded_without_what_talks_to_networks(practice: Path) -> None:
    assert _loaded(STARTED, practice) & {"_ssl", "asyncio"} == {"asyncio"}


def _loaded(code: str, register: Path) -> set[str]:
    """The modules there are after some code has run with a register."""
    done = subprocess.run(
        [sys.executable, "-c", code + TELL, str(register)],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))
