"""Keys that come faster than the screen does what they ask."""

from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key

from storage import recommendations
from tests.test_tui.driving import Keys, app_of, current, press, read, screen_on, settle, stored
from tests.test_tui.forms import form


def burst(pilot: Keys, *keys: str) -> None:
    """Keys and texts, all at once, as a slow line hands them over."""
    for key in keys:
        named = len(key) > 1 and key[0] != "="
        for one in [key] if named else key.removeprefix("="):
            pilot.app.post_message(Key(one if named else _character_to_key(one), None if named else one))


async def typed(pilot: Keys) -> None:
    """Wait until all of it has been done."""
    for _ in range(100):
        await settle(pilot)
        if not app_of(pilot)._typing._under_way:
            return
    raise AssertionError("the keys were never handed on")


async def test_what_is_typed_ahead_of_a_form_and_of_its_fields_lands_where_it_was_meant(practice: Path) -> None:
    """Nothing of it is taken for commands, lands in the field before, or is missing from what is saved."""
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "left", "home", "down", "enter")
        before = read(practice, lambda register: len(recommendations.recommendations(register)))
        burst(pilot, "n", "=701", "tab", "=dagtid", "tab", "=Först 123 dagar", "ctrl+n", "=Sedan 0 dagar", "ctrl+s")
        await typed(pilot)
        found = read(practice, recommendations.recommendations)
        made = {(view.recommendation.number, view.recommendation.theme, view.recommendation.text) for view in found}
        assert {("701", "dagtid", "Först 123 dagar"), ("702", "dagtid", "Sedan 0 dagar")} <= made
        assert len(found) == before + 2


async def test_what_is_typed_ahead_of_a_refused_form_stays_in_it(practice: Path) -> None:
    """It is neither lost nor done to the list below."""
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "left", "home", "down", "enter")
        burst(pilot, "n", "=x", "ctrl+s", "=Text")
        await typed(pilot)
        assert form(pilot).texts["text"] == "Text"


async def test_what_is_typed_ahead_of_a_comment_that_is_being_saved_is_for_the_list(practice: Path) -> None:
    """It is not written into a comment that is on its way out, and lost with it."""
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "down")
        commented = current(pilot).id
        burst(pilot, "c", "=Ny rutin", "ctrl+s", "down")
        await typed(pilot)
        assert stored(practice, commented).open_comment == "Ny rutin"
        assert current(pilot).id != commented
