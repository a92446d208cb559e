"""Modules that the first paint has loaded, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TELL = """
print(json.dumps(sorted(name for name, there in sys.modules.items() if there)))
"""
RESTED = """
import asyncio, json, sys
from pathlib import Path
from tui.app import REST, GranskaApp

async def main():
    async with GranskaApp(Path(sys.argv[1])).run_test(size=(120, 40)) as pilot:
        await pilot.press("down")
        while not set(REST) <= set(sys.modules) or not pilot.app.executor.idle:
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
OWN = {"tui", "storage", "exports"}
MOST = 118
"""Modules of ours at the first paint, each about 0.3 ms of a start."""
WORD = {"docx", "docxtpl", "lxml", "jinja2", "sqlite_utils"}
HEAVY = WORD | {"exports", "babel", "openpyxl", "click", "filelock", "_hashlib"}
FEATURES = {"deadlines", "followups", "letters", "history", "records", "commands"}
FORMS = {
    "textual.widgets._text_area",
    "tui.audits.comment",
    "tui.audits.dialogs",
    "tui.audits.handlers",
    "tui.audits.jobs",
    "tui.features",
    "tui.first_start",
    *(f"tui.kit.{name}" for name in ("chooser", "drafting", "field_row", "fields", "findings", "form", "message")),
    "tui.kit.palette",
    "tui.language.sentences",
}


def test_the_first_paint_loads_no_other_feature_no_dialog_and_no_document(practice: Path) -> None:
    loaded = _loaded(STARTED, practice)
    parts = [name.split(".") for name in loaded]
    assert {".".join(part) for part in parts if part[0] == "tui" and set(part[1:2]) & FEATURES and part[2:]} == {
        f"tui.{name}" for name in ("deadlines.keys", "followups.keys", "letters.keys", "history.keys", "records.keys")
    } | {"tui.records.measures", "tui.records.source_texts"}
    assert loaded & FORMS == set()
    assert {part[0] for part in parts} & HEAVY == set()
    assert len([part for part in parts if part[0] in OWN]) <= MOST


def test_the_rest_is_loaded_after_the_first_key_but_for_what_draws_word_documents(practice: Path) -> None:
    loaded = _loaded(RESTED, practice)
    assert loaded > FORMS - {"tui.first_start"}
    assert loaded & WORD == set()


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
