"""Errors reach the user as one sentence, and the developer as a traceback in the log."""

from pathlib import Path

import pytest

from storage.errors import DiskFull
from tests.test_tui.driving import app_of, press, screen_on, screen_text
from tui.app import GranskaApp
from tui.log import LOG, log_file, start_log


async def test_a_failed_write_is_a_dialog_with_a_sentence(practice: Path) -> None:
    def full(_register: object) -> None:
        raise DiskFull(practice)

    async with screen_on(practice) as pilot:
        app_of(pilot).executor.write(full, lambda _result: None)
        await press(pilot, "down")
        assert "Det gick inte" in screen_text(pilot)
        assert "Traceback" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "Det gick inte" not in screen_text(pilot)


async def test_the_same_failure_many_times_is_one_dialog(practice: Path) -> None:
    def full(_register: object) -> None:
        raise DiskFull(practice)

    async with screen_on(practice) as pilot:
        for _ in range(3):
            app_of(pilot).executor.write(full, lambda _result: None)
        await press(pilot, "down", "escape")
        assert "Det gick inte" not in screen_text(pilot)


async def test_a_register_that_disappears_gives_one_sentence_and_leaves_what_is_shown(practice: Path) -> None:
    practice.unlink()
    async with screen_on(practice) as pilot:
        assert screen_text(pilot).count("Det gick inte") == 1
        await press(pilot, "escape", "q")


async def test_a_mistake_of_ours_ends_with_a_sentence_and_goes_to_the_log(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(LOG, "handlers", [])
    start_log()
    app = GranskaApp(practice)
    with pytest.raises(ZeroDivisionError):
        await _run_into_a_mistake(app)
    said = " ".join(capsys.readouterr().err.split())
    assert said.startswith("Programmet stötte på ett fel och avslutas.")
    assert "Traceback" not in said
    assert app.return_code == 1
    assert "ZeroDivisionError" in log_file().read_text(encoding="utf-8")


async def test_a_terminal_that_sends_no_text_ends_with_a_sentence_and_goes_to_the_log(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LOG, "handlers", [])
    start_log()
    async with screen_on(practice) as pilot:
        app = app_of(pilot)
        app.panic("Traceback: UnicodeDecodeError")  # as Textual's input thread does
        while app.is_running:
            await pilot.pause(0.01)
    assert app.return_code == 1
    assert "UnicodeDecodeError" in log_file().read_text(encoding="utf-8")


async def _run_into_a_mistake(app: GranskaApp) -> None:
    def mistake() -> None:
        raise ZeroDivisionError

    async with app.run_test() as pilot:
        app.call_later(mistake)
        while app.is_running:
            await pilot.pause(0.01)
