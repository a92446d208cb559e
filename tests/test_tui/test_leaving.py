"""The program can be left at any moment: with status 0, without a fault, and with all that was written kept."""

import asyncio
import os
import time
from pathlib import Path
from random import Random

import pytest

from storage import history, recommendations, saved_views
from storage.register import open_register
from tests.test_tui.driving import Keys, app_of, read, screen_on, settle
from tests.test_tui.test_key_queue import burst
from tui.app import GranskaApp
from tui.records.drafts import COMMENT_DRAFT

ENDINGS = int(os.environ.get("GRANSKA_ENDINGS", "24"))
"""Scripted endings to try; of the long run, 500."""
LONGEST = 20.0
"""Seconds that leaving may take on a busy machine."""
WAYS: tuple[tuple[str, ...], ...] = (
    (), ("j", "2", "down"), ("slash", "=ab", "enter"), ("space", "space", "2"), ("c", "=x", "ctrl+s", "=ab"),
    ("e", "=ab"), ("n", "=ab", "ctrl+s"), ("d", "=ab"), ("b", "=ab"), ("B", "=ab"), ("o",), ("O", "n", "=ab"),
    ("P", "e"), ("D",), ("R",), ("t", "n"), ("l", "n"), ("k", "=ab"), ("f",), ("g", "=1"), ("G", "tab"), ("w", "n"),
    ("h",), ("r", "ctrl+s"), ("m", "ctrl+s"), ("M",), ("F",), ("v",), ("?",), ("ctrl+p", "=rap"), ("f12", "u", "U"),
    ("f3", "down", "k"), ("f3", "down", "down", "p", "=ab"), ("f4", "l", "=ab"), ("f4", "s", "e", "=ab"),
    ("f4", "n", "=ab"), ("f4", "F"), ("f5", "n", "=ab"), ("f5", "a", "=ab"), ("f5", "home", "tab", "enter", "1", "c"),
    ("f5", "down", "p", "n"), ("f7", "down", "u"), ("f7", "t", "=2026-11-21", "enter", "down"),
)  # fmt: skip
"""Ways to every view and dialog, and things done there."""


async def ended(pilot: Keys) -> None:
    """Wait until the program has ended."""
    until = time.monotonic() + LONGEST
    while app_of(pilot).is_running:
        assert time.monotonic() < until, "it never ended"
        await asyncio.sleep(0.005)
    assert app_of(pilot).return_code == 0


@pytest.fixture
def begun(practice: Path) -> Path:
    """A register where a comment was begun the last time."""
    with open_register(practice, write=True) as register:
        first = recommendations.recommendations(register)[0].id
        saved_views.save_draft(register, COMMENT_DRAFT + first, "halvfärdig mening")
    return practice


@pytest.mark.parametrize("number", range(ENDINGS))
async def test_the_program_is_left_in_the_middle_of_anything(
    practice: Path, request: pytest.FixtureRequest, number: int
) -> None:
    """Every way is cut off somewhere, its keys come at once or one by one, before or after the first lists."""
    random = Random(number)
    way = WAYS[number * 7 % len(WAYS)]
    keys = ("1", *way[: random.randint(len(way) // 2, len(way))])
    pause = random.choice((None, None, 0.0, 0.01, 0.03))
    path = request.getfixturevalue("begun") if random.random() < 1 / 3 else practice
    async with GranskaApp(path).run_test(size=(120, 40)) as pilot:
        if random.random() < 2 / 3:
            await settle(pilot)
        if pause is None:
            burst(pilot, *keys, "ctrl+q")
        else:
            for key in (*keys, "ctrl+q"):
                burst(pilot, key)
                await asyncio.sleep(pause)
        await ended(pilot)
    with open_register(practice) as register:
        assert register.register_id


@pytest.mark.parametrize("wait", [0.0, 0.03, 0.06, 0.1])
async def test_a_draft_that_is_about_to_be_offered_keeps_nobody(begun: Path, wait: float) -> None:
    async with GranskaApp(begun).run_test(size=(120, 40)) as pilot:
        await asyncio.sleep(wait)
        burst(pilot, "q")
        await asyncio.sleep(0.3)
        burst(pilot, "ctrl+q")  # where the dialog has taken the other
        await ended(pilot)


@pytest.mark.parametrize(
    "keys", [("j", "2", "down", "1"), ("end", "home", "down", "down"), ("slash", "=revi", "enter")]
)
async def test_q_behind_keys_that_are_under_way_leaves(practice: Path, keys: tuple[str, ...]) -> None:
    """An interrupted read is no fault that anybody has to see."""
    judged = read(practice, lambda register: len(history.action_order(register)))
    async with screen_on(practice) as pilot:
        burst(pilot, *keys, "q")
        await ended(pilot)
    done = read(practice, lambda register: len(history.action_order(register)))
    assert done == judged + sum(key in {"1", "2"} for key in keys)


@pytest.mark.parametrize("keys", [("f5", "n"), ("n",), ("c",), ("f5", "a"), ("f4", "e"), ("O", "n")])
async def test_what_was_typed_before_ctrl_q_is_kept_as_a_draft(practice: Path, keys: tuple[str, ...]) -> None:
    async with screen_on(practice) as pilot:
        burst(pilot, *keys, "=ab", "ctrl+q", "=lost")
        await ended(pilot)
    kept = read(practice, lambda register: [draft.text for draft in saved_views.all_drafts(register)])
    assert len(kept) == 1
    assert "ab" in kept[0]
    assert "lost" not in kept[0]
