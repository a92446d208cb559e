"""Language of the screen: the one given, else the environment's, else the one remembered."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui import cli
from tui.language.catalogue import _, speak
from tui.preferences import settings_file

Start = Callable[..., str | None]


@pytest.fixture(autouse=True)
def _swedish_after() -> Iterator[None]:
    yield
    speak("sv")


@pytest.fixture
def start(practice: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Start the program, and give what `Ångra` is called on its screen; None where there was none."""
    said: list[str] = []

    def run(*_told: object, **_more: object) -> int:
        said.append(_("Ångra"))
        return 0

    def started(*words: str) -> str | None:
        said.clear()
        monkeypatch.setattr(sys, "argv", ["granska", *words])
        with pytest.raises(SystemExit):
            cli.main()
        return said[0] if said else None

    monkeypatch.setattr("tui.app.run", run)
    monkeypatch.setenv("GRANSKA_REGISTER", str(practice))
    monkeypatch.delenv("GRANSKA_LANG", raising=False)
    return started


def test_the_screen_speaks_swedish_when_nobody_says_otherwise(start: Start, practice: Path) -> None:
    assert start(str(practice)) == "Ångra"


@pytest.mark.parametrize("words", [["REGISTER", "--lang", "en"], ["--lang", "en", "REGISTER"], ["--lang=en"]])
def test_english_is_asked_for_by_an_option(start: Start, practice: Path, words: list[str]) -> None:
    assert start(*(str(practice) if word == "REGISTER" else word for word in words)) == "Undo"


def test_the_practice_register_is_shown_in_english_too(start: Start, practice: Path) -> None:
    assert start("demo", "--dir", str(practice.parent), "--lang", "en") == "Undo"


def test_an_option_goes_before_the_environment_and_that_before_what_is_remembered(
    start: Start, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('language = "en"\n', "utf-8")
    assert start(str(practice)) == "Undo"
    monkeypatch.setenv("GRANSKA_LANG", "sv")
    assert start(str(practice)) == "Ångra"
    assert start(str(practice), "--lang", "en") == "Undo"


def test_a_language_that_is_not_spoken_is_refused_before_there_is_a_screen(
    start: Start, practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(str(practice), "--lang", "fi") is None
    assert "Språket ”fi” finns inte. Välj sv eller en." in capsys.readouterr().err
    monkeypatch.setenv("GRANSKA_LANG", "de")
    assert start(str(practice)) is None
    assert "Språket ”de” finns inte. Välj sv eller en." in capsys.readouterr().err


def test_the_command_line_speaks_swedish_whatever_the_screen_does(
    start: Start, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GRANSKA_LANG", "en")
    assert start("list", "audits") is None
    assert "rekommendationer" in capsys.readouterr().out
