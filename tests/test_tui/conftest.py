"""Registers for the screen's tests."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from exports.report.file import closing_text
from storage.example.municipality import build_example
from storage.register import create_register
from tests.test_tui.driving import LONGEST

TODAY = "2026-11-22"


def _settings(patch: pytest.MonkeyPatch, state: Path) -> None:
    patch.setenv("GRANSKA_STATE", str(state))
    patch.setenv("GRANSKA_TODAY", TODAY)
    patch.setenv("GRANSKA_WHO", "Test Testsson")
    patch.setattr("tui.key_queue.LONGEST", LONGEST)  # a busy machine may take longer to open a dialog


@pytest.fixture(scope="session")
def built_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice register, built once."""
    folder = tmp_path_factory.mktemp("practice")
    with pytest.MonkeyPatch.context() as patch:
        _settings(patch, folder / "state")
        path = folder / "ovning.db"
        with create_register(path, office="Exempelby kommuns revisorer") as register:
            build_example(register, date.fromisoformat(TODAY), closing_text)
    return path


@pytest.fixture
def practice(built_practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice register of one's own, with a day, a user and a state folder of the test's own."""
    _settings(monkeypatch, tmp_path / "state")
    return Path(shutil.copy(built_practice, tmp_path / "ovning.db"))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with nothing in it."""
    _settings(monkeypatch, tmp_path / "state")
    path = tmp_path / "nytt.db"
    create_register(path, office="Exempelby kommuns revisorer").close()
    return path
