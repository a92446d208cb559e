"""The repository itself: what it tells newcomers is true, and nothing in it belongs to one machine."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tui.commands.root import COMMANDS
from tui.keys import COMMANDS as KEYS
from tui.language.words import key_word

PUBLIC = {"https://pypi.org/simple", "https://files.pythonhosted.org"}
MACHINE = re.compile(r"/(?:root|work|home|opt|Users)/|[.]py[e]nv|[A-Z]:[\\]Users")
"""Folders that only one machine has."""


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """The files of the repository."""
    if not shutil.which("git") or not (root / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, encoding="utf-8", check=True)
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def test_ci_runs_the_test_line_of_the_readme(root: Path) -> None:
    lines = re.findall(r"^python3 .*pytest.*$", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -m 1 '(.*)' README\.md", script)
    assert len(lines) == 1
    assert pattern
    assert re.search(pattern[1], lines[0])
    assert lines[0].endswith("-m pytest -n 2")


def test_the_readme_has_one_line_that_starts_the_program(root: Path) -> None:
    lines = re.findall(r"^python3 .*granska.*$", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert lines == ["python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/granska demo"]


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"open"}))
def test_the_readme_names_every_command(name: str, root: Path) -> None:
    assert f"`granska {name}" in (root / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_key_of_the_footer(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    keys = {key_word(key) for command in KEYS if command.footer for key in command.keys}
    keys = {key for key in keys if not key.isdecimal()}
    assert {key for key in keys if f"`{key}`" not in readme and f"| {key} |" not in readme} == set()


def test_the_readme_names_every_variable(root: Path) -> None:
    found = {
        name
        for package in ("storage", "exports", "tui")
        for path in (root / package).rglob("*.py")
        for name in re.findall(r"\bGRANSKA_[A-Z]+\b", path.read_text(encoding="utf-8"))
    }
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert {name for name in found if f"`{name}`" not in readme} == set()


def test_the_lock_file_names_only_the_public_index(root: Path) -> None:
    lock = (root / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"registry = \"([^\"]*)\"", lock)) == {"https://pypi.org/simple"}
    hosts = set(re.findall(r"https?://[^/\"]+(?:/simple)?", lock))
    assert hosts <= PUBLIC


def test_the_lock_file_locks_every_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    locked = {p["name"] for p in tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))["package"]}
    assert {name for line in wanted if (name := re.split(r"[<>=!~ \[]", line)[0]) not in locked} == set()


def test_no_file_names_a_machine(tracked: list[Path], root: Path) -> None:
    named = {}
    for path in tracked:
        text = path.read_bytes()
        if b"\0" not in text and (found := MACHINE.search(text.decode("utf-8", "replace"))):
            named[path.relative_to(root).as_posix()] = found[0]
    assert named == {}


def test_the_ci_script_can_be_run(root: Path) -> None:
    if os.name == "posix":
        assert os.access(root / ".ci" / "run", os.X_OK)
