"""The linters are tests, so that one command passes everything."""

import subprocess
import sys
from pathlib import Path

import pytest

LINTERS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy --strict": ["-m", "mypy"],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


@pytest.mark.parametrize("arguments", LINTERS.values(), ids=LINTERS.keys())
def test_linter_finds_nothing(arguments: list[str], root: Path) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
