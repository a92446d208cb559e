"""English says everything that Swedish does, with the same things filled in; Swedish needs none of it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import pytest

from exports.preflight.letters import holiday
from storage.domain.dates import MONTHS, WEEKDAYS
from storage.domain.filters import Condition, parse_filter
from storage.domain.scale import NOT_ASSESSED_LABEL, STANDARD
from storage.domain.subpoints import DIVIDED_LABEL
from tests.test_tui.english import COMPILED, TEXT, Forms, entries, pairs, read
from tui.language.catalogue import UnknownLanguage, _, many, speak
from tui.language.filter_fields import spoken_date
from tui.language.sentences import sentence
from tui.language.words import value_word

TUI = Path(__file__).resolve().parents[2] / "tui"
NOT_ON_SCREEN = "commands"
"""The command line speaks Swedish only."""
DAYS = [date(2026, 1, 1) + timedelta(days) for days in range(365)]
OF_OTHERS = {
    *(words.label for words in STANDARD),
    NOT_ASSESSED_LABEL,
    DIVIDED_LABEL,
    *MONTHS,
    *WEEKDAYS,
    *(name for day in DAYS if (name := holiday(day))),
}
"""Swedish words that the register and the documents have, and the screen shows."""


def messages() -> Iterator[Forms]:
    """Every Swedish text that is written down for the screen."""
    yield from ((text,) for text in OF_OTHERS)
    for path in TUI.rglob("*.py"):
        if NOT_ON_SCREEN not in path.relative_to(TUI).parts:
            yield from _messages_of(ast.parse(path.read_text(encoding="utf-8")))


def _messages_of(node: ast.AST) -> Iterator[Forms]:
    match node:
        case ast.Call(func=ast.Name(id="many" | "mark_many"), args=[one, several, *more]) if _text(one):
            yield _text(one), _text(several)
            inside: list[ast.AST] = [*more]
        case ast.Call(func=ast.Name(id="_" | "mark"), args=[message]) if _text(message):
            yield (_text(message),)
            inside = []
        case _:
            inside = list(ast.iter_child_nodes(node))
    for child in inside:
        yield from _messages_of(child)


def _text(node: ast.expr) -> str:
    """A text that is written down; empty where it is looked up."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="mark"), args=[message]):
            return _text(message)
        case _:
            return ""


@pytest.fixture(scope="module")
def catalogue() -> dict[Forms, Forms]:
    return entries(read(TEXT))


def fields(text: str) -> list[str]:
    """Return the placeholders, each as often as it occurs; text without any may have single braces."""
    try:
        return sorted({name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None})
    except ValueError:
        return []


def test_every_text_of_the_screen_is_there_in_english(catalogue: dict[Forms, Forms]) -> None:
    assert set(messages()) - set(catalogue) == set()


def test_no_english_text_has_lost_its_swedish_one(catalogue: dict[Forms, Forms]) -> None:
    assert set(catalogue) - set(messages()) == set()
    assert read(TEXT).obsolete == {}


def test_no_text_is_translated_twice(catalogue: dict[Forms, Forms]) -> None:
    written = [line for line in TEXT.read_text(encoding="utf-8").splitlines() if line.startswith("msgid ")]
    assert len(catalogue) == len(written) - 1  # the header has one too


def test_english_fills_in_what_swedish_does() -> None:
    faulty = [
        (swedish, english)
        for swedish, english in pairs(read(TEXT))
        if fields(swedish) != fields(english)
        or swedish.count("\xa0") != english.count("\xa0")
        or english.count("“") != english.count("”")
        or not english.strip()
    ]
    assert faulty == []


def test_no_english_text_is_a_guess() -> None:
    assert [message.id for message in read(TEXT) if message.id and message.fuzzy] == []


def test_what_is_compiled_is_what_is_written() -> None:
    text, compiled = read(TEXT), read(COMPILED)
    assert entries(compiled) == entries(text)
    assert (compiled.plural_expr, compiled.locale_identifier) == (text.plural_expr, text.locale_identifier)


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak("sv")


@pytest.mark.usefixtures("english")
def test_what_is_counted_goes_with_its_number_in_english() -> None:
    assert many("{n} post", "{n} poster", 1) == "1 record"
    assert many("{n} post", "{n} poster", 2) == "2 records"
    assert many("{n} okänd", "{n} okända", 2) == "2 okända"
    assert _("inget som har en översättning") == "inget som har en översättning"
    assert _("") == ""


@pytest.mark.usefixtures("english")
def test_the_screen_shows_every_text_in_english(catalogue: dict[Forms, Forms]) -> None:
    for swedish, english in catalogue.items():
        match swedish:
            case (text,):
                assert (_(text),) == english
            case _:
                one, several = english
                shown = [many(swedish[0], swedish[1], number) for number in (1, 2, 0)]
                assert shown == [one.format(n=1), several.format(n=2), several.format(n=0)]


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
        "import tui.app, tui.kit.form, tui.kit.palette; from tui.language import catalogue; "
        "catalogue.speak('sv'); print(catalogue._catalogue)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=TUI.parent)
    assert ran.stdout.strip() == "[None]"


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
        Condition("level", ("not_assessed",)),
        Condition("source", ("board_decision",)),
    )
    assert parse_filter("status:not").conditions == (Condition("level", ("not",)),)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("source", ["audit", "evaluation", "board_decision", "control_plan", "incident"])
def test_a_source_is_picked_and_understood_by_the_word_the_screen_has_for_it(source: str, language: str) -> None:
    speak(language)
    try:
        word = value_word("source", source)
        assert parse_filter(f'{_("källa:")}"{word}"').conditions == (Condition("source", (source,)),)
    finally:
        speak("sv")
