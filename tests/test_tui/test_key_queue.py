"""Keys that come faster than the screen handles them."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from shutil import copy
from typing import Any
from unittest import mock

import pytest
from textual.events import Key

from storage import history, recommendations
from tests.test_tui.driving import LONGEST, Keys, current, press, read, screen_on, settle, stored, toasts, write
from tests.test_tui.forms import form
from tui.audits.screen import AuditsScreen
from tui.keys import COMMANDS
from tui.kit.command import Area
from tui.register_executor import Job, _Lane
from tui.textual_patches import PasteParser

AHEAD = ("1", "2", "9", "d", "enter")
"""Keys that are typed ahead: they judge, take out, and choose."""
WAY_TO: Mapping[Area, tuple[str, ...]] = {
    "audits": (),
    "lists": (),
    "records": (),
    "table": (),
    "app": (),
    "filter": ("slash", "=att"),
    "editor": ("c", "=ny"),
    "form": ("e",),
    "entry": ("n",),
    "text": ("e",),
    "dialog": ("h",),
    "collection": ("O",),
    "views": ("w",),
    "groups": ("G",),
    "writing": ("m",),
    "findings": ("r", "ctrl+s"),
    "letters": ("f5", "home", "down"),
    "response": ("f5", "home", "tab", "enter"),
    "deadlines": ("f3", "home", "down", "down"),
    "followups": ("f4",),
    "scales": ("f4", "s"),
    "history": ("f7",),
}
"""Area → the keys that lead to where its commands can be given."""
ELSEWHERE: tuple[Area, ...] = ("start", "starting", "past", "drafts", "written")
"""Areas of screens where nothing can be judged, and none of whose commands opens a dialog."""
SLOW = 0.03
"""Seconds that a slow register takes for anything."""
LAST = ("quit", "quit-always")
"""Commands after which nothing is typed."""


def burst(pilot: Keys, *keys: str) -> None:
    """Send keys and texts, each beginning with `=`, all at once, as over a slow line."""
    for key in keys:
        named = len(key) > 1 and key[0] != "="
        for event in [Key(key, None)] if named else PasteParser().feed(key.removeprefix("=")):
            pilot.app.post_message(event)


async def test_what_is_typed_ahead_of_a_form_and_of_its_fields_lands_where_it_was_meant(practice: Path) -> None:
    """Nothing of it is taken for commands, lands in the field before, or is missing from what is saved."""
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "left", "home", "down", "enter")
        before = read(practice, lambda register: len(recommendations.recommendations(register)))
        burst(pilot, "n", "=701", "tab", "=dagtid", "tab", "=Först 123 dagar", "ctrl+n", "=Sedan 0 dagar", "ctrl+s")
        await settle(pilot)
        found = read(practice, recommendations.recommendations)
        made = {(view.recommendation.number, view.recommendation.theme, view.recommendation.text) for view in found}
        assert {("701", "dagtid", "Först 123 dagar"), ("702", "dagtid", "Sedan 0 dagar")} <= made
        assert len(found) == before + 2


async def test_what_is_typed_ahead_of_a_refused_form_stays_in_it(practice: Path) -> None:
    """It is neither lost nor done to the list below."""
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "left", "home", "down", "enter")
        burst(pilot, "n", "=x", "ctrl+s", "=Text")
        await settle(pilot)
        assert form(pilot).texts["text"] == "Text"


async def test_what_is_typed_ahead_of_a_comment_that_is_being_saved_is_for_the_list(practice: Path) -> None:
    """It is not written into a comment that is on its way out, and lost with it."""
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "down")
        commented = current(pilot).id
        burst(pilot, "c", "=Ny rutin", "ctrl+s", "down")
        await settle(pilot)
        assert stored(practice, commented).open_comment == "Ny rutin"
        assert current(pilot).id != commented


async def _paced(pilot: Keys, *keys: str) -> None:
    for key in keys:
        if key[0] == "=":
            await write(pilot, key[1:])
        else:
            await press(pilot, key)


async def _go_to(pilot: Keys, area: Area) -> None:
    """Go where the commands of an area can be given, from wherever one is."""
    while pilot.app.screen.is_modal:
        await press(pilot, "escape")
    if not isinstance(pilot.app.screen, AuditsScreen):
        await press(pilot, "f2")
    await _paced(pilot, "escape", *WAY_TO[area])


def _done(path: Path) -> list[str]:
    """Load the names of all actions, the newest first."""
    return read(
        path, lambda register: [row.name for row in history.actions_at(register, history.action_order(register))]
    )


async def _at_once(pilot: Keys, *keys: str) -> None:
    """Type keys all at once, while the register is slow: their jobs take longer than their arrival."""
    run = _Lane._run

    def slowly(lane: _Lane, job: Job[Any], name: str | None) -> object:
        time.sleep(SLOW)
        return run(lane, job, name)

    with mock.patch.object(_Lane, "_run", slowly):
        burst(pilot, *keys)
        await settle(pilot)


async def _done_afresh(path: Path, area: Area, key: str, type_keys: Callable[..., Awaitable[None]]) -> list[str]:
    """Return the actions in a copy of the register, after keys on a screen of its own."""
    copied = Path(copy(path, path.with_name("copy.db")))
    async with screen_on(copied) as pilot:
        await _go_to(pilot, area)
        await type_keys(pilot, key, *AHEAD)
    return _done(copied)


async def test_what_waits_too_long_for_a_dialog_is_dropped_and_said_and_never_done_to_what_is_shown(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.key_queue.LONGEST", 0.2)
    run, released = _Lane._run, threading.Event()

    def late(lane: _Lane, job: Job[Any], name: str | None) -> object:
        released.wait(LONGEST)
        return run(lane, job, name)

    async with screen_on(practice) as pilot:
        await press(pilot, "down")
        before = _done(practice)
        with mock.patch.object(_Lane, "_run", late):
            burst(pilot, "h", "1", "=avvaktar", "d", "enter")
            await asyncio.sleep(1.0)
            assert "skrev gick förlorat" in toasts(pilot)
            assert not pilot.app.screen.is_modal
            released.set()
            await settle(pilot)
        assert pilot.app.screen.is_modal
        await press(pilot, "escape")
        assert _done(practice) == before
        await press(pilot, "1")
        assert _done(practice) != before


def test_every_command_has_something_typed_ahead_of_it() -> None:
    assert {command.area for command in COMMANDS} == {*WAY_TO, *ELSEWHERE}


@pytest.mark.parametrize("area", WAY_TO)
async def test_nothing_but_what_a_command_opens_takes_what_is_typed_ahead_of_it(
    practice: Path, area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys at once write the same as keys one by one."""
    monkeypatch.setattr("tui.external_programs.open_file", lambda _path: None)
    original = Path(copy(practice, practice.with_name("original.db")))
    async with screen_on(practice) as pilot:
        for command in [each for each in COMMANDS if each.area == area]:
            if command.id in LAST:
                continue
            await _go_to(pilot, area)
            before, key = _done(practice), command.keys_now[0]
            await _at_once(pilot, key, *AHEAD)
            if _done(practice) != before:
                at_once = await _done_afresh(original, area, key, _at_once)
                assert (key, at_once) == (key, await _done_afresh(original, area, key, _paced))
