import zipfile
from pathlib import Path

import pytest

from exports.report.file import closing_text
from storage import followups, records
from storage.database.records import unstored_followups
from storage.domain.records import FollowupClosing
from storage.history import history
from storage.operations.assessments import assess
from storage.operations.documents import set_followup_signers
from storage.operations.importing import import_report
from storage.operations.settings import set_setting
from storage.register import Register, open_register
from storage.saved_views import drafts
from tests.made_report import save_own_words_report
from tests.test_tui.driving import Keys, press, read, screen_on, screen_text, toasts, write
from tests.test_tui.forms import fill, form, go, refusal, row
from tui.followups import jobs
from tui.kit.findings import FindingsDialog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rapporter"
    made.mkdir()
    return made


async def write_to(pilot: Keys, folder: Path) -> None:
    """Say where, and pass what is only a warning."""
    await fill(pilot, "folder", str(folder))
    await press(pilot, "enter")
    if isinstance(pilot.app.screen, FindingsDialog):
        await press(pilot, "ctrl+s")


def body_of(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return file.read("word/document.xml").decode()


async def test_r_writes_the_open_followups_report_and_says_where_it_went(practice: Path, folder: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "r")
        assert "Uppföljning 2026 · öppen" in screen_text(pilot)
        await write_to(pilot, folder)
        (written,) = folder.iterdir()
        assert "Rapporten är skriven" in screen_text(pilot)
        assert "utkast" in screen_text(pilot)
    assert "Fyra av nio arbetslag har en rutin." in body_of(written)


async def test_warnings_are_shown_before_the_report_is_written_and_lead_to_their_records(
    practice: Path, folder: Path
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "r")
        await fill(pilot, "folder", str(folder))
        await press(pilot, "enter")
        assert "att titta på" in screen_text(pilot)
        assert not list(folder.iterdir())
        await press(pilot, "escape")
        assert row(pilot, "folder").text == str(folder)


async def test_a_folder_that_is_not_there_gives_a_sentence_no_file_and_is_remembered(
    practice: Path, tmp_path: Path
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "r")
        await write_to(pilot, tmp_path / "finns" / "inte")
        assert "Det finns ingen mapp" in refusal(pilot)
        await press(pilot, "escape", "r")
        assert row(pilot, "folder").text == str(tmp_path / "finns" / "inte")
    assert not (tmp_path / "finns").exists()


async def test_the_report_of_a_register_without_judgements_is_offered_all_the_same(empty: Path) -> None:
    async with screen_on(empty) as pilot:
        await press(pilot, "r")
        assert "Uppföljningsrapport" in screen_text(pilot)


async def test_nothing_is_written_where_an_error_stops_it(empty: Path, folder: Path) -> None:
    async with screen_on(empty) as pilot:
        await press(pilot, "r")
        await fill(pilot, "folder", str(folder))
        await press(pilot, "enter")
        assert "fel måste rättas först" in screen_text(pilot)
        await press(pilot, "ctrl+s", "escape")
    assert not list(folder.iterdir())


def in_order(path: Path) -> None:
    """Everything judged and signed, so that nothing keeps the follow-up from being closed."""
    with open_register(path, write=True) as register:
        set_setting(register, "report_signers", "Rut Ekmark, ordförande")
        followup = followups.open_followup(register)
        assert followup is not None
        level = followups.levels(register, followup.scale or "")[0].id
        material = followups.followup_material(register, followup.id)
        assess(register, [each.recommendation.id for audit in material.audits for each in audit.recommendations], level)


def _closing(path: Path, title: str) -> FollowupClosing | None:
    def ask(register: Register) -> FollowupClosing | None:
        return followups.closing(register, records.find(register, title, "followup"))

    return read(path, ask)


async def test_closing_asks_for_those_who_sign_and_goes_on(practice: Path) -> None:
    in_order(practice)
    with open_register(practice, write=True) as register:
        set_setting(register, "report_signers", "")
        set_followup_signers(register, records.find(register, "Uppföljning 2026", "followup"), ())
    async with screen_on(practice) as pilot:
        await press(pilot, "F")
        assert isinstance(pilot.app.screen, FindingsDialog)
        assert "ingen undertecknar" in screen_text(pilot).lower()
        await press(pilot, "enter")
        assert form(pilot).form.fields[0].name == "signers"
        await fill(pilot, "signers", "Ada Ek, ordförande")
        await press(pilot, "ctrl+s")
        if isinstance(pilot.app.screen, FindingsDialog):
            await press(pilot, "ctrl+s")
        assert "Det går inte att ångra." in screen_text(pilot)
        await press(pilot, "j")
    assert _closing(practice, "Uppföljning 2026") is not None


async def test_closing_from_the_palette_asks_once_more_and_then_the_final_report_is_logged(
    practice: Path, folder: Path
) -> None:
    in_order(practice)
    async with screen_on(practice) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "faststall")
        await press(pilot, "enter")
        if isinstance(pilot.app.screen, FindingsDialog):
            await press(pilot, "ctrl+s")
        assert "Det går inte att ångra." in screen_text(pilot)
        assert _closing(practice, "Uppföljning 2026") is None
        await press(pilot, "j")
        assert _closing(practice, "Uppföljning 2026") is not None
        assert "Öppen nu: Uppföljning 2027" in toasts(pilot)
        await press(pilot, "r")
        assert "Uppföljning 2026 · fastställd" in screen_text(pilot)
        await write_to(pilot, folder)
        assert len(list(folder.iterdir())) == 1
        assert read(practice, history)[0].name == "export_report"
        assert "utkast" not in screen_text(pilot)


async def test_no_to_closing_closes_nothing(practice: Path) -> None:
    in_order(practice)
    async with screen_on(practice) as pilot:
        await press(pilot, "F")
        if isinstance(pilot.app.screen, FindingsDialog):
            await press(pilot, "ctrl+s")
        await press(pilot, "n")
        assert _closing(practice, "Uppföljning 2026") is None


async def test_what_is_notin_order_keeps_the_followup_open(empty: Path) -> None:
    async with screen_on(empty) as pilot:
        await press(pilot, "F")
        assert "fel måste rättas först" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FindingsDialog)


def _signed(path: Path, title: str) -> list[tuple[str | None, str | None]]:
    def ask(register: Register) -> list[tuple[str | None, str | None]]:
        return [(one.name, one.title) for one in followups.signers(register, records.find(register, title, "followup"))]

    return read(path, ask)


async def test_r_shows_and_takes_who_signs_and_the_day_of_the_report_and_u_takes_them_back(
    practice: Path, folder: Path
) -> None:
    before = _signed(practice, "Uppföljning 2026")
    async with screen_on(practice) as pilot:
        await press(pilot, "r")
        shown = row(pilot, "signers").text
        assert shown
        await fill(pilot, "signers", "Siv Ek, ordförande\nBo Lind, vice ordförande, för hand")
        await fill(pilot, "report_date", "2026-12-01")
        await press(pilot, "escape", "r")
        await write_to(pilot, folder)
        (written,) = folder.iterdir()
        assert "Siv Ek" in body_of(written)
        assert shown not in body_of(written)
        people = [("Siv Ek", "ordförande"), ("Bo Lind", "vice ordförande, för hand")]
        assert _signed(practice, "Uppföljning 2026") == people
        opened = read(practice, followups.open_followup)
        assert opened is not None
        assert opened.report_date == "2026-12-01"
        assert read(practice, drafts) == {}
        await press(pilot, "escape", "u")
        assert _signed(practice, "Uppföljning 2026") == before
        await press(pilot, "r")
        await go(pilot, "followup")
        await press(pilot, "right")
        closed = row(pilot, "signers").text
        await press(pilot, "left")
        assert row(pilot, "signers").text == shown != closed


async def test_a_closed_followup_keeps_its_signers(practice: Path, folder: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "r")
        await go(pilot, "followup")
        await press(pilot, "right")
        before = _signed(practice, "Uppföljning av granskningar från 2022 och 2023")
        await fill(pilot, "signers", "Någon Annan, ordförande")
        await write_to(pilot, folder)
        assert "är fastställd" in refusal(pilot)
        assert _signed(practice, "Uppföljning av granskningar från 2022 och 2023") == before
    assert not list(folder.iterdir())


async def test_the_first_key_that_changes_an_older_register_stores_what_its_reports_say(
    older_practice_path: Path,
) -> None:
    with open_register(older_practice_path) as register:
        assert len(unstored_followups(register.connection)) == 1
    async with screen_on(older_practice_path) as pilot:
        with open_register(older_practice_path) as register:
            assert len(unstored_followups(register.connection)) == 1, "looking at it stores nothing"
        await press(pilot, "down", "2")
    with open_register(older_practice_path) as register:
        assert unstored_followups(register.connection) == []


def test_the_form_of_a_closed_report_shows_who_signed_it(practice: Path, small_report: Path, tmp_path: Path) -> None:
    with open_register(practice, write=True) as register:
        own = import_report(register, save_own_words_report(tmp_path / "egen.docx"), closing_text).plan.followup_id
        none = import_report(register, small_report, closing_text).plan.followup_id
        set_setting(register, "report_signers", "Någon Annan, ordförande")
        _form, stored = jobs.load_report_form(register, tmp_path)
    assert stored[own]["signers"] == "Siv Alm, Ordförande\nTure Åkerlund, Vice ordförande"
    assert stored[none]["signers"] == ""
