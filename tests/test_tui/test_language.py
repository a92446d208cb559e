"""English says everything that Swedish does, with the same things filled in; Swedish needs none of it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import pytest

from exports.holidays import holiday
from storage.domain.dates import MONTHS, WEEKDAYS
from storage.domain.filtering import parse_filter
from storage.domain.scale import NOT_ASSESSED_LABEL, STANDARD
from tui.language.catalogue import UnknownLanguage, _, many, speak
from tui.language.dates import spoken_date
from tui.language.english.translations import SUBJECTS, TEXTS
from tui.language.sentences import sentence
from tui.language.terms import value_word

TUI = Path(__file__).resolve().parents[2] / "tui"
NOT_ON_SCREEN = {"commands", "english"}
"""The command line speaks Swedish only; the English texts are what is tested."""
DAYS = [date(2026, 1, 1) + timedelta(days) for days in range(365)]
OF_OTHERS = {
    *(words.label for words in STANDARD),
    NOT_ASSESSED_LABEL,
    *MONTHS,
    *WEEKDAYS,
    *(name for day in DAYS if (name := holiday(day))),
}
"""Swedish words that the register and the documents have, and the screen shows."""


def messages() -> Iterator[str]:
    """Every Swedish text that is written down for the screen."""
    yield from OF_OTHERS
    for path in TUI.rglob("*.py"):
        if not NOT_ON_SCREEN & set(path.relative_to(TUI).parts):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield from _messages_of(node.func.id, node.args)


def _messages_of(name: str, arguments: list[ast.expr]) -> Iterator[str]:
    taken = {"_": 1, "mark": 1, "many": 2}.get(name, 0)
    for argument in arguments[:taken]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def fields(text: str) -> list[str]:
    """What is filled in, each as often as it is; text that nobody fills in may hold single braces."""
    try:
        return sorted({name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None})
    except ValueError:
        return []


def test_every_text_of_the_screen_is_there_in_english() -> None:
    assert sorted(set(messages()) - set(TEXTS)) == []


def test_no_english_text_has_lost_its_swedish_one() -> None:
    assert sorted(set(TEXTS) - set(messages())) == []


def test_no_text_is_translated_twice() -> None:
    assert len(TEXTS) == sum(len(subject.TEXTS) for subject in SUBJECTS)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.__name__.rpartition(".")[2])
def test_english_fills_in_what_swedish_does(subject: object) -> None:
    texts: dict[str, str] = subject.TEXTS  # type: ignore[attr-defined]  # a module
    assert [text for text in texts if fields(text) != fields(texts[text])] == []
    assert [text for text in texts.values() if not text.strip() or text.count("“") != text.count("”")] == []


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak("sv")


@pytest.mark.usefixtures("english")
def test_what_is_counted_goes_with_its_number_in_english() -> None:
    assert many("{n} post", "{n} poster", 1) == "1 record"
    assert many("{n} post", "{n} poster", 2) == "2 records"
    assert _("inget som har en översättning") == "inget som har en översättning"


@pytest.mark.usefixtures("english")
def test_dates_are_read_back_in_the_language_of_the_screen() -> None:
    told = [spoken_date(partial).replace("\xa0", " ") for partial in ("2026-12-31", "2019-02", "2019")]
    assert told == ["Thursday 31 December 2026", "February 2019", "2019"]
    speak("sv")
    told = [spoken_date(partial).replace("\xa0", " ") for partial in ("2026-12-31", "2019-02", "2019")]
    assert told == ["torsdag den 31 december 2026", "februari 2019", "2019"]


def test_a_language_that_is_not_spoken_is_refused_by_name() -> None:
    with pytest.raises(UnknownLanguage) as refused:
        speak("fi")
    assert sentence(refused.value) == "Språket ”fi” finns inte. Välj sv eller en."


def test_swedish_loads_no_english() -> None:
    code = (
        "import sys, tui.app, tui.dialogs.form, tui.dialogs.help; from tui.language.catalogue import speak; "
        "speak('sv'); print([m for m in sys.modules if 'english' in m])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=TUI.parent)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("nämnd:barn år:2025", "board:barn year:2025"),
        ("tema:lön granskning:moms", "theme:lön audit:moms"),
    ],
)
def test_a_filter_is_written_in_either_language(swedish: str, english: str) -> None:
    assert parse_filter(english) == parse_filter(swedish)


def test_levels_and_sources_are_found_by_their_english_words() -> None:
    assert parse_filter('status:"not assessed" source:"board decision"').conditions == (
        ("level", ("not_assessed",), False),
        ("source", ("board_decision",), False),
    )
    assert parse_filter("status:not").conditions == (("level", ("not",), False),)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("source", ["audit", "evaluation", "board_decision", "control_plan", "incident"])
def test_a_source_is_picked_and_understood_by_the_word_the_screen_has_for_it(source: str, language: str) -> None:
    speak(language)
    try:
        word = value_word("source", source)
        assert parse_filter(f'{_("källa:")}"{word}"').conditions == (("source", (source,), False),)
    finally:
        speak("sv")
