from pathlib import Path

from tests.test_tui.driving import current, press, row_count, screen_on, screen_text, table, write


async def test_the_lists_follow_the_filter_while_it_is_typed(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "policy")
        assert "lösenordspolicyn" in (current(pilot).recommendation.text or "")
        assert f"{row_count(pilot)} av 44" in screen_text(pilot)


async def test_typing_without_dots_finds_the_word_and_says_so(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "losenord")
        assert "lösenordspolicyn" in (current(pilot).recommendation.text or "")
        assert "utan å, ä och ö" in screen_text(pilot)


async def test_enter_keeps_the_filter_and_escape_takes_it_away(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "status:delvis")
        await press(pilot, "enter")
        shown = row_count(pilot)
        assert f"{shown} av 44" in screen_text(pilot)
        await press(pilot, "down", "up")
        assert "status:delvis" in screen_text(pilot)
        await press(pilot, "escape")
        assert " av 44" not in screen_text(pilot)
        assert table(pilot).border_title == "Ensamarbete"


async def test_a_row_that_no_longer_passes_the_filter_stays_until_it_is_asked_again(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "status:delvis")
        await press(pilot, "enter")
        shown, judged = row_count(pilot), current(pilot).id
        await press(pilot, "1")
        assert (row_count(pilot), current(pilot).id) == (shown, judged)


async def test_a_filter_that_nothing_passes_says_so_and_how_to_leave_it(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "qqqq")
        text = screen_text(pilot)
        assert "Inget här passar filtret." in text
        assert "0 av 44" in text
        assert "Esc tar bort filtret." in text


async def test_keys_typed_in_the_filter_line_judge_nothing(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = current(pilot)
        await press(pilot, "slash")
        await write(pilot, "q31u")
        await press(pilot, "escape")
        assert current(pilot) == before


async def test_leaving_a_filter_brings_back_the_row_that_it_hid(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "down", "down", "tab", "down", "slash")
        before = current(pilot)
        await write(pilot, "lösenordspolicy")
        assert current(pilot).audit_title != before.audit_title
        await press(pilot, "escape")
        assert current(pilot) == before


async def test_a_line_of_spaces_filters_nothing(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash", "space", "space")
        assert table(pilot).border_title == "Ensamarbete"
        assert " av 44" not in screen_text(pilot)


async def test_what_is_no_field_is_said_beside_the_list_with_the_nearest_one(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "nämd:kommun")
        assert "”nämd:” är inget fält. Menade du ”nämnd:”?" in screen_text(pilot)
        await press(pilot, "escape")
        assert "är inget fält" not in screen_text(pilot)
