"""A key that is not offered changes nothing and opens nothing; where there is something to do first, that is said."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.screen import Screen

from storage import history
from storage.register import Register, open_register
from tests.test_tui.driving import Keys, press, read, screen_on, toasts, write
from tui.keys import COMMANDS
from tui.kit.command import Command
from tui.kit.dialog import Dialog
from tui.kit.register_screen import RegisterScreen

SITUATIONS: dict[str, Sequence[str]] = {
    "a recommendation": (),
    "its detail": ("tab",),
    "an audit": ("shift+tab", "home", "down"),
    "all audits": ("shift+tab", "home"),
    "marked recommendations": ("space", "space"),
    "nothing found": ("slash", "=finnsintealls", "enter"),
    "bodies": ("O",),
    "removed bodies": ("O", "r"),
    "saved views": ("w",),
    "scales": ("f4", "s"),
    "a form": ("e",),
    "what is watched": ("f3", "end"),
    "no watched answer": ("f3", "home"),
    "the open follow-up": ("f4",),
    "a closed follow-up": ("f4", "end"),
    "all letters": ("f5", "home"),
    "a letter": ("f5", "home", "down"),
    "no letter": ("f5", "slash", "=finnsintealls", "enter"),
    "an answer": ("f5", "home", "tab", "enter"),
    "the history": ("f7",),
    "no history": ("f7", "slash", "=finnsintealls", "enter"),
}
"""Situation → the keys that lead to it."""


def not_offered(screen: Screen[object]) -> list[Command]:
    """Return the commands with keys here that neither the footer nor the palette offers now."""
    assert isinstance(screen, RegisterScreen | Dialog)
    offers = screen.offers if isinstance(screen, Dialog) else lambda command: command.applies(screen.situation)
    areas = set(screen.AREAS) - {"table", "app"}
    commands = [command for command in COMMANDS if command.area in areas]
    offered = {key for command in commands if offers(command) for key in command.keys_now}
    return [command for command in commands if not offers(command) and not offered.intersection(command.keys_now)]


async def go(pilot: Keys, keys: Sequence[str]) -> None:
    for key in keys:
        await (write(pilot, key[1:]) if key[0] == "=" else press(pilot, key))


def done(register: Register) -> int:
    return len(history.action_order(register))


async def press_all(pilot: Keys, path: Path) -> None:
    """Press every key that is not offered."""
    shown, before = pilot.app.screen_stack, read(path, done)
    for command in not_offered(shown[-1]):
        await press(pilot, command.keys_now[0])
        assert (command.id, pilot.app.screen_stack) == (command.id, shown)
        assert (command.id, read(path, done)) == (command.id, before)


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_a_key_that_is_not_offered_changes_and_opens_nothing(practice: Path, situation: str) -> None:
    async with screen_on(practice) as pilot:
        await go(pilot, SITUATIONS[situation])
        await press_all(pilot, practice)


@pytest.mark.parametrize("situation", ["a recommendation", "an audit", "the open follow-up", "a letter", "an answer"])
async def test_nor_does_one_that_would_write_where_only_reading_is_possible(practice: Path, situation: str) -> None:
    with open_register(practice, write=True, who="Karin Kollega"):
        async with screen_on(practice) as pilot:
            await go(pilot, SITUATIONS[situation])
            await press_all(pilot, practice)


async def test_a_level_that_the_scale_has_not_is_no_error(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = pilot.app.screen_stack
        await press(pilot, "9")
        assert (pilot.app.screen_stack, toasts(pilot)) == (before, "")


@pytest.mark.parametrize(
    ("situation", "key", "told"),
    [
        ("an audit", "1", "Gå till rekommendationerna"),
        ("all letters", "m", "Välj först ett brev"),
        ("a closed follow-up", "e", "fastställd och ändras inte. k rättar"),
        ("the open follow-up", "k", "öppen och ändras som den är"),
        ("the open follow-up", "d", "med Tab först"),
        ("what is watched", "p", "Välj först ett svar"),
    ],
)
async def test_such_a_key_says_what_to_do_first(practice: Path, situation: str, key: str, told: str) -> None:
    async with screen_on(practice) as pilot:
        await go(pilot, SITUATIONS[situation])
        await press(pilot, key)
        assert told in toasts(pilot)


async def test_where_only_reading_is_possible_such_a_key_says_who_writes(practice: Path) -> None:
    with open_register(practice, write=True, who="Karin Kollega"):
        async with screen_on(practice) as pilot:
            await press(pilot, "1")
            assert "Karin Kollega" in toasts(pilot)
