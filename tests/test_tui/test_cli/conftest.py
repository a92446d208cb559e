"""The command line on registers of its own: in process for most tests, as a real process where that matters."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from tui.commands.root import cli

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Outcome:
    """Result of a command."""

    code: int
    out: str
    err: str


Granska = Callable[..., Outcome]


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Variables of the environment beside a state folder, a day and a user."""
    made = {"GRANSKA_REGISTER": str(tmp_path / "register.db"), "XDG_DATA_HOME": str(tmp_path / "data")}
    for name, value in made.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def granska(surroundings: dict[str, str]) -> Granska:
    """Run a command in this process."""

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Outcome:
        done = CliRunner(env=surroundings).invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="granska")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Outcome(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def process(surroundings: dict[str, str]) -> Granska:
    """Run a command as a process of its own."""

    def run(*arguments: str | Path, stdin: bytes = b"", **more: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, **surroundings, **more},
            timeout=60,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def practice(practice_path: Path, surroundings: dict[str, str]) -> Path:
    """A practice register, as the one that commands mean."""
    return practice_path.rename(surroundings["GRANSKA_REGISTER"])


@pytest.fixture
def contents(tmp_path: Path) -> Callable[[], dict[str, str]]:
    """Every file there is, with the hash of its bytes; but the program's own state."""

    def look() -> dict[str, str]:
        return {
            path.relative_to(tmp_path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in tmp_path.rglob("*")
            if path.is_file() and "state" not in path.relative_to(tmp_path).parts
        }

    return look
