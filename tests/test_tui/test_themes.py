from pathlib import Path

from tests.test_tui.driving import app_of, press, screen_on, screen_text, toasts
from tui.styles.themes import THEMES


async def test_f12_goes_through_every_theme_and_says_which_and_the_words_stay(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before, seen = screen_text(pilot).splitlines()[5], []
        for _ in THEMES:
            seen.append(app_of(pilot).theme)
            await press(pilot, "f12")
            assert screen_text(pilot).splitlines()[5] == before
            assert THEMES[app_of(pilot).theme] in toasts(pilot)
        assert seen == list(THEMES)


async def test_levels_are_told_by_symbol_and_word_also_without_colours(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        assert "◐ Delvis åtg." in screen_text(pilot)
