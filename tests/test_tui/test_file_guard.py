"""The register is removed, replaced, written over or made read-only while it is open: a sentence, and nothing lost."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from textual.widgets import Static

from storage import recommendations
from storage.register import create_register, open_register
from tests.test_tui.driving import app_of, current, press, screen_on, screen_text, settle, stored, write
from tests.test_tui.forms import fill, refusal, save
from tui.audits.screen import AuditsScreen
from tui.kit.drafting import CommentArea
from tui.kit.message import MessageDialog

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody touch an open file")

CHANGED = "har bytts ut eller tagits bort"


def moved(path: Path) -> None:
    path.rename(path.with_suffix(".moved"))


def replaced(path: Path) -> None:
    other = path.with_name("annat.db")
    create_register(other, office="En annan revision").close()
    other.replace(path)


def replaced_by_a_copy(path: Path) -> None:
    shutil.copy(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def written_over(path: Path) -> None:
    other = path.with_name("annat.db")
    create_register(other, office="En annan revision").close()
    path.write_bytes(other.read_bytes())


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def spoilt(path: Path) -> None:
    path.write_bytes(b"inget register alls" * 1000)


@pytest.mark.parametrize("change", [moved, replaced, replaced_by_a_copy, written_over, emptied, spoilt])
async def test_nothing_is_written_in_a_wrong_file_and_a_sentence_says_why(
    practice: Path, change: Callable[[Path], None]
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "1")  # something is written before
        change(practice)
        content = practice.read_bytes() if practice.exists() else None
        await press(pilot, "2")
        assert CHANGED in screen_text(pilot)
        await press(pilot, "escape", "down", "c")
        assert CHANGED in screen_text(pilot)
        await press(pilot, "escape", "slash")
        await write(pilot, "moms")
        assert CHANGED in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, AuditsScreen)
        assert (practice.read_bytes() if practice.exists() else None) == content
    assert (practice.read_bytes() if practice.exists() else None) == content


async def test_it_is_told_once_of_what_is_typed_in_the_filter(practice: Path) -> None:
    with mock.patch("tui.kit.filter_line.PAUSE", 0.5):
        async with screen_on(practice) as pilot:
            await press(pilot, "slash")
            moved(practice)
            await pilot.press("m")
            while not isinstance(pilot.app.screen, MessageDialog):
                await asyncio.sleep(0.002)
            await asyncio.sleep(0.1)  # for what the line asks under the dialog
            while not app_of(pilot).executor.idle:
                await asyncio.sleep(0.002)
            await pilot.press("escape")
            await asyncio.sleep(0.5)
            await settle(pilot)
            assert isinstance(pilot.app.screen, AuditsScreen)


async def test_what_is_being_written_stays_and_is_saved_once_the_file_is_back(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        judged = current(pilot).id
        await press(pilot, "c")
        await write(pilot, "halv mening")
        moved(practice)
        await press(pilot, "ctrl+s")
        assert CHANGED in str(pilot.app.screen.query_one("#refusal", Static).content)
        assert "halv mening" in pilot.app.screen.query_one(CommentArea).text
        await press(pilot, "escape", "n")  # no, it is not to be thrown away
        assert "halv mening" in pilot.app.screen.query_one(CommentArea).text
        practice.with_suffix(".moved").rename(practice)
        await press(pilot, "ctrl+s")
        assert (stored(practice, judged).comment or "").endswith("halv mening")
        await press(pilot, "e")
        await fill(pilot, "theme", "Nytt tema")
        moved(practice)
        await save(pilot)
        assert CHANGED in refusal(pilot)
        await press(pilot, "escape", "n")
        practice.with_suffix(".moved").rename(practice)
        await save(pilot)
        assert stored(practice, judged).recommendation.theme == "Nytt tema"


async def test_a_register_made_read_only_is_read_but_not_written_until_it_may_be_again(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "1")
        judged = current(pilot)
        practice.chmod(0o444)
        content = practice.read_bytes()
        await press(pilot, "2")
        assert "skrivskyddad" in screen_text(pilot)
        await press(pilot, "escape", "slash")
        await write(pilot, "moms")
        assert "Det gick inte" not in screen_text(pilot)
        await press(pilot, "escape")
        assert practice.read_bytes() == content
        practice.chmod(0o644)
        await press(pilot, "2")
        assert stored(practice, judged.id).means != judged.means


async def test_a_screen_that_only_follows_says_it_once(practice: Path) -> None:
    with open_register(practice, write=True):
        async with screen_on(practice) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, AuditsScreen)
            moved(practice)
            for _ in range(2):
                screen._poll.look()
                await settle(pilot)
            assert CHANGED in screen_text(pilot)
            await press(pilot, "escape")
            screen._poll.look()
            await settle(pilot)
            assert CHANGED not in screen_text(pilot)


async def test_what_another_program_writes_by_the_rules_is_no_change_of_the_file(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = current(pilot)
        os.utime(practice)  # as a program that makes backups may do
        await press(pilot, "1", "2", "u", "down", "slash", "escape")
        assert "Det gick inte" not in screen_text(pilot)
        assert len(recommendations.recommendations(open_register(practice))) > 1
        assert stored(practice, before.id).means
