"""What an import kept of a file is shown with the point, the audit and the follow-up that it is about."""

from pathlib import Path

import pytest

from exports.report.file import closing_text
from storage.operations.importing import import_report
from storage.register import open_register
from tests.made_report import HEADER, heading, paragraph, row, save, table
from tests.test_tui.driving import press, screen_on, screen_text


@pytest.fixture
def read_in(empty: Path, tmp_path: Path) -> Path:
    """A register with a report whose texts have no fields."""
    report = save(
        tmp_path / "rapport.docx",
        paragraph("Uppföljning av vägar", "Title"),
        heading(1, "Sammanfattning"), paragraph("Mycket återstår i stort."),
        heading(1, "Vägar"), heading(2, "Läget för rekommendationerna"), paragraph("Hela nätet har mätts."),
        heading(2, "Uppföljning"), table(row(*HEADER, "Kostnad"), row("1) Laga", "Klart", "Lagat.", "Sju kronor")),
    )  # fmt: skip
    with open_register(empty, write=True) as register:
        import_report(register, report, closing_text, without_backup=True)
    return empty


async def test_a_point_shows_its_kept_texts_and_those_of_its_audit_with_their_places(read_in: Path) -> None:
    async with screen_on(read_in, (140, 45)) as pilot:
        text = screen_text(pilot)
        for part in ("Ur inläst fil", "Sju kronor", "tabell 1, rad 2, kolumn Kostnad", "Hela nätet har mätts."):
            assert part in text


async def test_a_follow_up_shows_its_kept_texts_and_those_of_an_audit_in_it(read_in: Path) -> None:
    async with screen_on(read_in, (140, 60)) as pilot:
        await press(pilot, "f4", "down")
        text = screen_text(pilot)
        assert "Mycket återstår i stort." in text
        assert "stycke under rubriken Sammanfattning" in text
        await press(pilot, "enter")
        assert "Hela nätet har mätts." in screen_text(pilot)
