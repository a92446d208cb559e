"""A register with one record of every kind, as a person enters them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.register import Register, open_register
from tests.test_storage.record_steps import fill


@pytest.fixture(scope="session")
def one_of_each(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The path of such a register, to be copied; entity → id of its record."""
    path = tmp_path_factory.mktemp("filled") / "ett_av_varje.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(path.parent / "state"))
        patch.setenv("GRANSKA_TODAY", "2026-11-22")
        patch.setenv("GRANSKA_WHO", "Anna")
        return path, fill(path)


@pytest.fixture
def ids(one_of_each: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """Entity → id of its record in `filled`."""
    return dict(one_of_each[1])


@pytest.fixture
def filled(one_of_each: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Register]:
    """A register of this test's own with one record of every kind, open to write."""
    path = tmp_path / "ett_av_varje.db"
    path.write_bytes(one_of_each[0].read_bytes())
    with open_register(path, write=True) as register:
        yield register
