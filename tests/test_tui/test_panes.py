import re
from pathlib import Path

import pytest

from tests.test_tui.driving import current, press, row_count, screen_on, screen_text, table
from tui.audits.detail import DetailPane

AUDITS, LIST, DETAIL = "Alla granskningar", "Bedömning          Rekommendation", "Föregående"


async def test_a_narrow_screen_stacks_the_list_over_the_detail_with_the_audits_a_tab_away(practice: Path) -> None:
    async with screen_on(practice, (80, 24)) as pilot:
        text = screen_text(pilot)
        assert (AUDITS in text, LIST in text, DETAIL in text) == (False, True, True)
        await press(pilot, "shift+tab")
        text = screen_text(pilot)
        assert (AUDITS in text, LIST in text, DETAIL in text) == (True, False, True)
        await press(pilot, "down", "enter")
        text = screen_text(pilot)
        assert (AUDITS in text, LIST in text, DETAIL in text) == (False, True, True)
        assert "Dataskydd" in text


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (160, 40), (200, 50)])
async def test_a_wide_screen_shows_audits_list_and_detail_side_by_side(practice: Path, size: tuple[int, int]) -> None:
    async with screen_on(practice, size) as pilot:
        text = screen_text(pilot)
        assert (AUDITS in text, "Rekommendation" in text, DETAIL in text) == (True, True, True)
        detail = pilot.app.screen.query_one(DetailPane)
        beside = size[0] >= 160
        assert (detail.region.y == table(pilot).region.y) == beside


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (60, 15), (250, 70)])
async def test_no_size_of_the_screen_breaks_it(practice: Path, size: tuple[int, int]) -> None:
    async with screen_on(practice, size) as pilot:
        await press(pilot, "down", "end", "tab", "pagedown", "tab", "down")
        assert screen_text(pilot)


async def test_another_audit_shows_its_recommendations_under_their_themes(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "down")
        text = screen_text(pilot)
        assert "Styrning och ansvar" in text
        assert row_count(pilot) == 17
        assert current(pilot).recommendation.number == "1"


async def test_all_audits_together_show_which_audit_each_row_belongs_to(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "home")
        assert row_count(pilot) == 44
        assert re.search(r"Granskning +Nr", screen_text(pilot))


async def test_the_same_printed_number_twice_is_two_rows(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down")
        first = current(pilot)
        await press(pilot, "down")
        second = current(pilot)
        assert first.recommendation.number == second.recommendation.number == "2"
        assert first.id != second.id


async def test_a_click_puts_the_cursor_on_the_row_and_a_double_click_opens_it(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await pilot.click("#recommendations", offset=(10, 4))
        assert current(pilot).recommendation.number == "2"
        await pilot.click("#recommendations", offset=(10, 5), times=2)
        await pilot.pause()
        assert isinstance(pilot.app.focused, DetailPane)


async def test_the_footer_can_be_clicked(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await pilot.click("Footer", offset=(screen_text(pilot).splitlines()[-1].index("Sök"), 0))
        await pilot.pause()
        assert pilot.app.focused is pilot.app.screen.query_one("FilterLine")


async def test_audits_are_not_marked(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "space")
        assert "markerad" not in screen_text(pilot)
