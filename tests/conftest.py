"""What every test stands on: a day, a user and a state folder of its own, and registers to work in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from storage.example.municipality import build_example
from storage.register import Register, create_register, open_register

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the developer's own registers, settings and name."""
    monkeypatch.setenv("GRANSKA_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("GRANSKA_TODAY", TODAY.isoformat())
    monkeypatch.setenv("GRANSKA_WHO", "Anna")
    monkeypatch.delenv("GRANSKA_REGISTER", raising=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Register]:
    """A new register, open to write."""
    with create_register(tmp_path / "register.db", office="Exempelby kommuns revisorer") as register:
        yield register


@pytest.fixture(scope="session")
def _practice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(folder / "state"))
        patch.setenv("GRANSKA_TODAY", TODAY.isoformat())
        patch.setenv("GRANSKA_WHO", "Anna")
        with create_register(folder / "ovning.db") as register:
            build_example(register, TODAY)
    return folder / "ovning.db"


@pytest.fixture
def practice_path(_practice_file: Path, tmp_path: Path) -> Path:
    """The path of a practice register of this test's own."""
    path = tmp_path / "ovning.db"
    path.write_bytes(_practice_file.read_bytes())
    return path


@pytest.fixture
def practice(practice_path: Path) -> Iterator[Register]:
    """The practice register, open to write."""
    with open_register(practice_path, write=True) as register:
        yield register
