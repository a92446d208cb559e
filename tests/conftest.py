"""What every test stands on: a day, a user and a state folder of its own, and registers to work in."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exports.report.file import closing_text
from storage.domain.material import ReportMaker
from storage.example.municipality import build_example
from storage.register import Register, create_register, open_register

if TYPE_CHECKING:
    from tests.followed_years import Years


TODAY = date(2026, 11, 22)


def pytest_collection_finish() -> None:
    """Leave what is loaded for good out of later collections, and collect seldom: it is a third of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
    return _made_practice(tmp_path_factory.mktemp("practice"), closing_text)


@pytest.fixture(scope="session")
def _older_practice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made_practice(tmp_path_factory.mktemp("older"), None)


def _made_practice(folder: Path, report: ReportMaker | None) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(folder / "state"))
        patch.setenv("GRANSKA_TODAY", TODAY.isoformat())
        patch.setenv("GRANSKA_WHO", "Anna")
        with create_register(folder / "ovning.db") as register:
            build_example(register, TODAY, report)
    return folder / "ovning.db"


@pytest.fixture
def practice_path(_practice_file: Path, tmp_path: Path) -> Path:
    """The path of a practice register of this test's own."""
    path = tmp_path / "ovning.db"
    path.write_bytes(_practice_file.read_bytes())
    return path


@pytest.fixture
def older_practice_path(_older_practice_file: Path, tmp_path: Path) -> Path:
    """The path of a practice register whose closed follow-up has no stored report, as older versions made it."""
    path = tmp_path / "ovning.db"
    path.write_bytes(_older_practice_file.read_bytes())
    return path


@pytest.fixture
def practice(practice_path: Path) -> Iterator[Register]:
    """The practice register, open to write."""
    with open_register(practice_path, write=True) as register:
        yield register


@pytest.fixture(scope="session")
def _years_file(tmp_path_factory: pytest.TempPathFactory) -> "tuple[Path, Years]":
    from tests.followed_years import three_years

    path = tmp_path_factory.mktemp("years") / "aren.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(path.parent / "state"))
        patch.setenv("GRANSKA_TODAY", TODAY.isoformat())
        patch.setenv("GRANSKA_WHO", "Anna")
        with create_register(path, office="Exempelby kommuns revisorer") as register:
            return path, three_years(register, closing=2)


@pytest.fixture
def years(_years_file: "tuple[Path, Years]") -> "Years":
    """What there is in `followed`."""
    return _years_file[1]


@pytest.fixture
def followed(_years_file: "tuple[Path, Years]", tmp_path: Path) -> Iterator[Register]:
    """A register in which the same audits were followed up three years in a row, the last of them open; to write."""
    path = tmp_path / "aren.db"
    path.write_bytes(_years_file[0].read_bytes())
    with open_register(path, write=True) as register:
        yield register


@pytest.fixture(scope="session")
def small_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A follow-up report in Word with two recommendations."""
    import docx

    document = docx.Document()
    document.add_heading("Uppföljning av tidigare granskning", 0)
    document.add_paragraph("Mars 2024")
    document.add_heading("Bygglov i tid", 2)
    document.add_heading("Uppföljning", 3)
    document.add_paragraph("Revisorerna beslutade den 3 maj 2022 att överlämna rapporten till byggnadsnämnden.")
    table = document.add_table(rows=3, cols=3)
    rows = (
        ("Rekommendation", "Bedömning", "Kommentar"),
        ("1) Mät handläggningstiden", "Åtgärdad", "Mäts varje månad."),
        ("2) Redovisa köerna för nämnden", "Inte åtgärdad", "Görs inte."),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    path = tmp_path_factory.mktemp("report") / "bygglov.docx"
    document.save(str(path))
    return path
