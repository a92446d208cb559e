"""The five cases, each entered once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.register import create_register
from tests.test_seeds.office import Office
from tests.test_seeds.seeds import SEEDS


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Office]:
    """The office that entered a case; read it, change nothing."""
    entered: dict[str, Office] = {}

    def of(seed: str) -> Office:
        if seed not in entered:
            folder = tmp_path_factory.mktemp(seed)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("GRANSKA_STATE", str(folder / "state"))
                patch.setenv("GRANSKA_TODAY", "2026-11-22")
                patch.setenv("GRANSKA_WHO", "Anna")
                create_register(folder / "register.db", office="Exempelby kommuns revisorer").close()
                entered[seed] = Office(Path(folder / "register.db"))
                SEEDS[seed](entered[seed])
        return entered[seed]

    return of
