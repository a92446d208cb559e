from pathlib import Path

from rich.color import Color
from rich.segment import Segment
from textual.geometry import Region
from textual.widget import Widget

from tests.test_tui.driving import Keys, app_of, press, screen_on, screen_text, settle, toasts
from tui.styles.themes import CONTRAST, DARK, LIGHT, THEMES
from tui.textual_patches import painted_lines

READABLE = 4.5
"""The least contrast of text in WCAG 2, level AA."""
DRAWING = " ─│╭╮╰╯▌▐▁▂▃▄▅▆▇█"
"""Characters that are no text."""


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


async def test_every_text_can_be_read_in_every_theme(practice: Path) -> None:
    steps = [("shift+tab",), ("home", "tab", "down", "space", "space"), ("slash", *"status:inte"), ("enter", "tab")]
    async with screen_on(practice) as pilot:
        for keys in steps:
            await press(pilot, *keys)
            await _assert_readable(pilot)


async def test_every_text_of_a_dialog_can_be_read_in_every_theme(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        for keys in [("m",), ("r", "ctrl+s"), ("question_mark",), ("ctrl+p",), ("c",), ("f",)]:
            await press(pilot, *keys)
            await _assert_readable(pilot, pilot.app.screen.query_one("#frame"))
            await press(pilot, *["escape"] * len(keys))


async def _assert_readable(pilot: Keys, part: Widget | None = None) -> None:
    """Every text of the screen, or of a part of it, has contrast enough, whatever the colours."""
    for theme in (DARK, LIGHT, CONTRAST):
        app_of(pilot).theme = theme.name
        await settle(pilot)
        assert not _faint(pilot, (part or pilot.app.screen).region), theme.name


def _faint(pilot: Keys, region: Region) -> list[str]:
    """The texts in a region whose contrast is too low."""
    lines = painted_lines(pilot.app.screen)[region.y : region.bottom]
    shown = (segment for line in lines for segment in line.crop(region.x, region.right))
    return [f"{segment.text.strip()} {found:.1f}" for segment in shown if (found := _contrast(segment)) < READABLE]


def _contrast(segment: Segment) -> float:
    """Return the contrast of a text to its background by WCAG 2, 1–21; the highest needed where there is no text."""
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None or not segment.text.strip(DRAWING):
        return READABLE
    lighter, darker = sorted(map(_luminance, (style.color, style.bgcolor)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, color.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
