"""Finding: by number, by condition, by order, and back in time."""

import re
from pathlib import Path

from textual.widgets import OptionList

from storage.domain.text import swedish_key
from storage.operations.records import add
from storage.register import open_register
from storage.saved_views import SavedView, saved_views
from tests.test_tui.driving import current, press, read, row_count, screen_on, screen_text, table, toasts, write


async def test_g_goes_to_the_next_recommendation_with_the_number(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "g")
        await write(pilot, "2)")
        await press(pilot, "enter")
        assert current(pilot).recommendation.number == "2"


async def test_a_number_that_is_not_in_the_list_is_told_and_the_cursor_stays(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = current(pilot)
        await press(pilot, "g")
        await write(pilot, "999")
        await press(pilot, "enter")
        assert current(pilot) == before
        assert "har nummer 999" in toasts(pilot)


async def test_a_number_is_looked_for_in_vain_in_a_list_that_a_filter_left_empty(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "qqqq")
        await press(pilot, "enter", "g", "2", "enter")
        assert "har nummer 2" in toasts(pilot)


async def test_a_picked_condition_is_written_into_the_line_and_another_after_it(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "f")
        await write(pilot, "delvis")
        await press(pilot, "enter")
        assert 'status:"delvis' in screen_text(pilot).casefold()
        few = row_count(pilot)
        assert f"{few} av 44" in screen_text(pilot)
        await press(pilot, "f")
        await write(pilot, "år:")
        pilot.app.screen.query_one(OptionList)
        await press(pilot, "enter")
        assert 0 <= row_count(pilot) < few
        await press(pilot, "escape")
        assert " av 44" not in screen_text(pilot)


async def test_conditions_are_picked_of_every_kind_also_to_be_excluded(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "f")
        found = pilot.app.screen.query_one(OptionList)
        listed = {str(option.prompt) for option in found.options}
        assert listed >= {"svar:försenat", "saknar:datum", "mina", "försenad", "före:2026", "efter:2026"}
        assert any(condition.startswith("typ:") for condition in listed)
        await write(pilot, "-delvis")
        await press(pilot, "enter")
        assert '-status:"delvis' in screen_text(pilot).casefold()
        assert 0 < row_count(pilot) < 44


async def test_s_orders_by_level_text_and_number_and_then_as_before(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "home", "tab")
        before = table(pilot)._window.listing.entries
        await press(pilot, "s")
        assert "ordnade efter bedömning" in screen_text(pilot)
        await press(pilot, "s", "home")
        rows = [table(pilot)._store.get(rid) for rid in table(pilot)._window.listing.entries]
        texts = [row.recommendation.text for row in rows if row is not None]
        assert texts == sorted(texts, key=swedish_key)
        await press(pilot, "s", "s")
        assert table(pilot)._window.listing.entries == before


async def test_h_shows_what_was_done_to_the_row_with_old_and_new(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "1", "2", "h")
        text = screen_text(pilot)
        assert "Historik för" in text
        assert "Åtgärdad → Delvis åtgärdad" in text
        assert "Test Testsson" in text
        await press(pilot, "escape")
        assert "Historik för" not in screen_text(pilot)


async def test_groups_are_counted_with_the_filter_and_one_of_them_is_filtered_by(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "status:delvis")
        every = row_count(pilot)
        await press(pilot, "enter", "G")
        text = screen_text(pilot)
        assert f"{every} rekommendationer · status:delvis" in text
        assert "räknas hos var och en, men en gång i summan" in text
        await press(pilot, "tab")
        assert "hos var och en" not in screen_text(pilot)
        group = re.search(r"│\s+2022\s+(\d+)\s+▇", screen_text(pilot))
        assert group is not None
        await press(pilot, "enter")
        assert "status:delvis år:2022" in screen_text(pilot)
        assert row_count(pilot) == int(group[1]) < every


async def test_a_group_is_filtered_by_its_whole_name(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        for number, body in enumerate(("Miljönämnden", "Bygg- och miljönämnden"), 1):
            audit = {"title": f"Granskning {number}", "years": "2024", "auditees": (body,)}
            (made,) = add(register, "audit", audit).created["audit"]
            for place in range(number):
                add(register, "recommendation", {"audit": made, "number": str(place + 1), "text": f"Punkt {number}"})
    async with screen_on(empty) as pilot:
        await press(pilot, "G", "down", "enter")
        assert "nämnd:=Miljönämnden" in screen_text(pilot)
        assert row_count(pilot) == 1


async def test_a_view_is_saved_looked_through_again_and_removed(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "s", "slash")
        await write(pilot, "status:delvis")
        few = row_count(pilot)
        await press(pilot, "enter", "G", "escape", "w", "n")
        await write(pilot, "Det halva")
        await press(pilot, "enter")
        assert "status:delvis · ordnade efter bedömning · i grupper: nämnd" in screen_text(pilot)
        await press(pilot, "escape", "escape", "s", "w", "enter")
        assert "I grupper" in screen_text(pilot)
        await press(pilot, "escape")
        assert row_count(pilot) == few
        assert "ordnade efter bedömning" in screen_text(pilot)
        assert read(practice, saved_views) == [SavedView("Det halva", "status:delvis", "level", "body")]
        await press(pilot, "w", "d", "j")
        assert "Inga vyer är sparade." in screen_text(pilot)
        assert read(practice, saved_views) == []
