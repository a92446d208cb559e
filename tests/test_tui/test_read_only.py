from pathlib import Path

import pytest

from storage.register import open_register
from tests.test_tui.driving import current, press, screen_on, screen_text, stored, toasts


async def test_a_register_that_somebody_else_writes_is_shown_and_says_who_holds_it(practice: Path) -> None:
    with open_register(practice, write=True, who="Karin Kollega"):
        async with screen_on(practice) as pilot:
            assert "ENDAST LÄSNING" in screen_text(pilot)
            before = stored(practice, current(pilot).id)
            await press(pilot, "down", "up", "3")
            assert "Karin Kollega" in toasts(pilot)
            assert stored(practice, before.id) == before


@pytest.mark.parametrize("key", ["1", "0", "c", "u", "U"])
async def test_no_key_writes_in_a_register_that_is_held_by_another(practice: Path, key: str) -> None:
    content = practice.read_bytes()
    with open_register(practice, write=True, who="Karin Kollega"):
        async with screen_on(practice) as pilot:
            await press(pilot, key)
            assert "Karin Kollega" in toasts(pilot)
    assert practice.read_bytes() == content


async def test_the_footer_offers_no_key_that_writes_when_nothing_can_be_written(practice: Path) -> None:
    with open_register(practice, write=True, who="Karin Kollega"):
        async with screen_on(practice) as pilot:
            footer = screen_text(pilot).splitlines()[-1]
            assert "Åtgärdad" not in footer
            assert "Sök" in footer


async def test_an_empty_register_says_how_to_begin(empty: Path) -> None:
    async with screen_on(empty) as pilot:
        text = screen_text(pilot)
        assert "Registret är tomt." in text
        assert "granska import" in text
        await press(pilot, "1", "c", "space", "down", "slash", "escape")
        assert "Det gick inte" not in screen_text(pilot)


async def test_the_path_in_the_advice_may_be_copied_whole_whatever_it_holds(empty: Path) -> None:
    path = empty.rename(empty.with_name("vårt register.db"))
    async with screen_on(path, size=(80, 24)) as pilot:
        assert f'--register"{path}"'.replace(" ", "") in "".join(screen_text(pilot).split())
