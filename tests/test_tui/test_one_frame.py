"""A cursor key costs one frame and no layout: the row, and the detail beside it, in one repaint."""

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from tests.test_tui.driving import current, press, screen_on, screen_text
from tui.textual_patches import LAYOUT, REPAINT

Count = dict[str, int]


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Count:
    """Count layouts and frames from now on."""
    seen = {LAYOUT: 0, REPAINT: 0}
    for name in seen:
        method = getattr(Screen, name)

        def counted(screen: Any, *args: Any, _name: str = name, _method: Any = method, **named: Any) -> Any:
            seen[_name] += 1
            return _method(screen, *args, **named)

        monkeypatch.setattr(Screen, name, counted)
    return seen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_cursor_key_is_one_frame_without_layout(practice: Path, passes: Count, size: tuple[int, int]) -> None:
    async with screen_on(practice, size) as pilot:
        await press(pilot, "tab", "shift+tab", "down")
        passes.update(dict.fromkeys(passes, 0))
        await press(pilot, "down")
        assert passes == {LAYOUT: 0, REPAINT: 1}
        assert (current(pilot).recommendation.text or "")[:20] in screen_text(pilot).partition("Bedömning  ")[2]


async def test_a_step_among_audits_is_one_frame_with_its_recommendations_and_the_detail_of_the_first(
    practice: Path, passes: Count
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "down")
        passes.update(dict.fromkeys(passes, 0))
        await press(pilot, "down")
        assert passes == {LAYOUT: 0, REPAINT: 1}
        assert (current(pilot).recommendation.text or "")[:20] in screen_text(pilot).partition("Bedömning  ")[2]


async def test_typing_in_the_filter_lays_nothing_out(practice: Path, passes: Count) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash", "p")
        passes.update(dict.fromkeys(passes, 0))
        await press(pilot, "o", "l")
        assert passes[LAYOUT] == 0
