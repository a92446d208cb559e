from pathlib import Path

from tests.test_tui.driving import current, press, screen_on, screen_text, stored, write
from tests.test_tui.screen_labels import front_text


async def test_help_has_every_key_and_filters_as_one_types(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "question_mark")
        assert "Åtgärdad" in screen_text(pilot)
        await write(pilot, "angra")
        text = screen_text(pilot)
        assert "Tar tillbaka det senaste" in text
        assert "Skriver uppföljningsrapporten" not in text
        await press(pilot, "escape")
        assert "Hjälp ─" not in screen_text(pilot)


async def test_f1_opens_help_too(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "f1")
        assert "─ Hjälp ─" in screen_text(pilot)


async def test_the_palette_finds_a_level_without_dots_and_sets_it(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "ctrl+p")
        await write(pilot, "atgardad")
        await press(pilot, "enter")
        assert stored(practice, current(pilot).id).means == "implemented"


async def test_the_palette_offers_only_what_can_be_done_now(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "ctrl+p")
        text = front_text(pilot)
        assert "Rapport" in text
        assert "Åtgärdad" not in text


async def test_the_palette_says_what_the_highlighted_command_does(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "ångra")
        assert "också efter omstart" in front_text(pilot)
        await write(pilot, "zzz")
        assert "också efter omstart" not in front_text(pilot)


async def test_the_palette_runs_a_command_by_name(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        dark = pilot.app.current_theme.dark
        await press(pilot, "ctrl+p")
        await write(pilot, "hög kontrast")
        await press(pilot, "enter")
        assert pilot.app.current_theme.dark != dark
