from pathlib import Path

from textual.widgets import TextArea

from storage.saved_views import drafts
from tests.test_tui.driving import Keys, current, press, read, screen_on, screen_text, stored, toasts, write


def area(pilot: Keys) -> TextArea:
    return pilot.app.screen.query_one(TextArea)


async def test_a_comment_is_saved_with_ctrl_s(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "1")
        commented = current(pilot).id
        await press(pilot, "c")
        await write(pilot, "Rutinen finns åäö")
        await press(pilot, "ctrl+s")
        assert stored(practice, commented).comment == "Rutinen finns åäö"
        assert "Rutinen finns åäö" in screen_text(pilot)
        assert read(practice, drafts) == {}


async def test_a_comment_before_any_judgement_is_kept_beside_last_years(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "c")
        await write(pilot, "nytt")
        await press(pilot, "ctrl+s")
        view = stored(practice, current(pilot).id)
        assert (view.open_comment, view.current) == ("nytt", False)


async def test_last_years_comment_is_one_key_away(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "c")
        assert "Telefonerna är inköpta." in screen_text(pilot)
        await press(pilot, "f4")
        assert area(pilot).text.startswith("Telefonerna är inköpta.")


async def test_a_draft_is_kept_within_a_second_and_taken_up_again_after_a_restart(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "c")
        await write(pilot, "halvfärdigt")
        await pilot.pause(1.0)
        assert list(read(practice, drafts).values()) == ["halvfärdigt"]
        await press(pilot, "escape")
        assert "Utkastet finns kvar" in toasts(pilot)
        commented = current(pilot).id
    async with screen_on(practice) as pilot:
        assert "påbörjad men inte sparad" in screen_text(pilot)
        await press(pilot, "enter")
        assert area(pilot).text == "halvfärdigt"
        await press(pilot, "ctrl+s")
        assert stored(practice, commented).open_comment == "halvfärdigt"
        assert read(practice, drafts) == {}


async def test_leaving_without_having_written_leaves_no_draft(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "c", "escape")
        assert read(practice, drafts) == {}
        assert "Utkast" not in toasts(pilot)


async def test_an_emptied_comment_is_taken_away(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        commented = current(pilot).id
        assert stored(practice, commented).comment
        await press(pilot, "c")
        area(pilot).clear()
        await press(pilot, "ctrl+s")
        assert not stored(practice, commented).comment


async def test_leaving_the_program_mid_sentence_keeps_the_draft(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "c", "ctrl+end")
        await pilot.press("x", "y", "ctrl+q")
        await pilot.pause(0.5)
    assert [text[-2:] for text in read(practice, drafts).values()] == ["xy"]
