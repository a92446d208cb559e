"""What is imported when, seen from outside in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WORD = {"docx", "docxtpl", "lxml", "jinja2"}
"""The libraries behind Word documents: about 300 ms to load."""
FRONTS_OF_EXPORTS = (
    "calendar", "letter_templates.errors", "letter_templates.fields", "letter_templates.shipped", "letters.file",
    "preflight.letters", "preflight.report", "report.audit_chapter", "report.file",
)  # fmt: skip
"""The modules of `exports` that others import: they load the libraries when a document is made."""
HEAVY = {"textual", "rich", "sqlite_utils", "docx", "lxml"}
SLOW = {"_hashlib", "asyncio", "calendar", "dataclasses", "exports", "logging", "platformdirs", "tomlkit", "tomllib"}
"""A few milliseconds each, for nothing that a list needs."""


def imported(arguments: list[str], tmp_path: Path, root: Path) -> set[str]:
    """The top packages that a command had imported when it ended."""
    register = tmp_path / "register.db"
    code = (
        "import sys, json, atexit\n"
        "atexit.register(lambda: print(json.dumps(sorted({n.split('.')[0] for n in sys.modules})), file=sys.stderr))\n"
        "from tui.cli import main\n"
        f"sys.argv = ['granska', *{arguments!r}]\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "GRANSKA_REGISTER": str(register), "GRANSKA_STATE": str(tmp_path / "state")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.strip().splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments", [["list", "recommendations", "--json"], ["list", "audits"], ["history"], ["set", "-"], ["check"]]
)
def test_a_command_without_screen_or_document_imports_nothing_heavy(
    arguments: list[str], tmp_path: Path, root: Path
) -> None:
    imported(["init"], tmp_path, root)
    assert imported(arguments, tmp_path, root) & HEAVY == set()


@pytest.mark.parametrize("arguments", [["list", "recommendations"], ["list", "audits", "--json"], ["history"]])
def test_a_list_imports_nothing_slow(arguments: list[str], tmp_path: Path, root: Path) -> None:
    imported(["init"], tmp_path, root)
    assert imported(arguments, tmp_path, root) & SLOW == set()


def test_help_imports_nothing_heavy(tmp_path: Path, root: Path) -> None:
    assert imported(["--help"], tmp_path, root) & HEAVY == set()


@pytest.mark.parametrize("module", FRONTS_OF_EXPORTS)
def test_importing_exports_loads_no_word_library(module: str, root: Path) -> None:
    code = f"import sys, exports.{module}; print(*{WORD!r}.intersection(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == []
