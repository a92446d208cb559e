import zipfile
from pathlib import Path

from textual.widgets import Input

from tests.test_tui.driving import press, screen_on, screen_text, toasts


async def test_r_writes_the_open_followups_report_and_says_where_it_went(practice: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rapporter"
    folder.mkdir()
    async with screen_on(practice) as pilot:
        await press(pilot, "r")
        assert "Uppföljning 2026 · öppen" in screen_text(pilot)
        pilot.app.screen.query_one(Input).value = str(folder)
        await press(pilot, "enter")
        (written,) = folder.iterdir()
        assert "Rapporten är skriven" in screen_text(pilot)
    with zipfile.ZipFile(written) as file:
        body = file.read("word/document.xml").decode()
    assert "Fyra av nio arbetslag har en rutin." in body


async def test_a_folder_that_is_not_there_gives_a_sentence_no_file_and_no_word_of_work_going_on(
    practice: Path, tmp_path: Path
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "r")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "finns" / "inte")
        await press(pilot, "enter")
        assert "Det gick inte" in screen_text(pilot)
        assert "Skriver rapporten" not in toasts(pilot)
    assert not (tmp_path / "finns").exists()


async def test_the_report_of_a_register_without_judgements_is_offered_all_the_same(empty: Path) -> None:
    async with screen_on(empty) as pilot:
        await press(pilot, "r")
        assert "Uppföljningsrapport" in screen_text(pilot)
