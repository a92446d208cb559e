"""The filter line suggests fields, values and flags, and says of a value that there is none."""

from collections.abc import Iterator
from pathlib import Path

from storage.domain.filters import CHOICES, Condition, parse_filter
from tests.test_tui.driving import Keys, press, row_count, screen_on, screen_text, write
from tui.audits.view import RegisterView
from tui.kit.filter_line import FilterLine, FilterSuggestions
from tui.language import filter_fields
from tui.language.catalogue import speak


def line(pilot: Keys) -> str:
    return pilot.app.screen.query_one(FilterLine).value


def suggested(pilot: Keys) -> str:
    """Return the text of the line of suggestions."""
    return screen_text(pilot).splitlines()[-3]


async def test_tab_and_the_right_arrow_write_the_suggestion_out(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        assert "nämnd:  status:  år:" in suggested(pilot)
        assert "Ta förslaget" in screen_text(pilot)
        await write(pilot, "nam")
        await press(pilot, "tab")
        assert line(pilot) == "nämnd:"
        await write(pilot, "barn")
        await press(pilot, "right")
        assert line(pilot) == 'nämnd:"Barn- och utbildningsnämnden" '
        assert 0 < row_count(pilot) < 44
        await write(pilot, "-forsen")
        await press(pilot, "tab")
        assert line(pilot).endswith(" -försenad ")


async def test_a_suggestion_that_is_clicked_is_taken(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await pilot.click(FilterSuggestions, offset=(suggested(pilot).index("år:"), 0))
        assert line(pilot) == "år:"


async def test_the_next_suggestion_is_a_key_away_and_without_any_tab_goes_to_the_lists(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await press(pilot, *["shift+tab"] * 7, "tab")
        assert line(pilot) == "svar:"
        await write(pilot, "zzz")
        await press(pilot, "tab")
        assert not pilot.app.screen.query_one(FilterLine).has_focus
        assert "granskning:" not in suggested(pilot)


async def test_a_value_that_the_register_has_not_is_told_with_the_nearest(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "nämnd:socialnämden")
        title = str(pilot.app.screen.query_one(RegisterView).recommendations.border_title)
        assert "”nämnd:socialnämden” finns inte. Menade du ”Socialnämnden”?" in title
        await write(pilot, " ")
        await press(pilot, "escape")
        assert "finns inte" not in screen_text(pilot)


def test_what_is_suggested_in_english_asks_for_what_the_swedish_words_do() -> None:
    words = {condition: list(choices) for condition, choices in CHOICES.items()}
    asked = {language: list(_asked(language, words)) for language in ("sv", "en")}
    speak("sv")
    assert asked["en"] == asked["sv"]


def _asked(language: str, words: dict[str, list[str]]) -> Iterator[Condition]:
    """Every condition that is suggested in a language."""
    speak(language)
    said = filter_fields.filter_vocabulary(words)
    for flag in filter_fields.flag_names():
        yield from parse_filter(flag).conditions
    for condition, values in sorted(said.items()):
        for value in values:
            (found,) = parse_filter(filter_fields.written(condition, value)).conditions
            assert found.field == condition
            yield found
