"""A question that is answered with Enter alone does nothing that cannot be undone."""

import ast
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest

from storage.register import open_register
from storage.saved_views import SavedView, save_view
from tests.test_tui.driving import Keys, press, screen_on, screen_text, write
from tests.test_tui.forms import paste
from tests.test_tui.test_file_guard import moved
from tests.test_tui.test_report_from_screen import in_order
from tui.kit.findings import FindingsDialog
from tui.kit.message import ConfirmDialog
from tui.kit.pasting import CONFIRMED

TUI = Path(__file__).resolve().parents[2] / "tui"


async def undo_in_the_history(pilot: Keys, _path: Path) -> None:
    await press(pilot, "1", "f7", "u")


async def correct(pilot: Keys, _path: Path) -> None:
    await press(pilot, "f4", "end", "k")


async def remove_a_view(pilot: Keys, _path: Path) -> None:
    await press(pilot, "w", "d")


async def close_the_followup(pilot: Keys, _path: Path) -> None:
    await press(pilot, "F")
    if isinstance(pilot.app.screen, FindingsDialog):
        await press(pilot, "ctrl+s")


async def take_out(pilot: Keys, _path: Path) -> None:
    await press(pilot, "f4", "tab", "d")


async def paste_much(pilot: Keys, _path: Path) -> None:
    await press(pilot, "c")
    await paste(pilot, "x" * (CONFIRMED + 1))


async def leave_what_cannot_be_kept(pilot: Keys, path: Path) -> None:
    await press(pilot, "c")
    await write(pilot, "halv mening")
    moved(path)
    await press(pilot, "ctrl+s", "escape")


QUESTIONS: dict[str, tuple[bool, Callable[[Keys, Path], Awaitable[None]]]] = {
    "Ångra": (True, undo_in_the_history),
    "Rätta uppföljningen": (True, correct),
    "Ta ut granskningen": (True, take_out),
    "Klistra in": (True, paste_much),
    "Ta bort vyn": (False, remove_a_view),
    "Fastställ uppföljningen": (False, close_the_followup),
    "Inte sparat": (False, leave_what_cannot_be_kept),
}
"""Every question by its heading: whether yes can be undone, and the way to it."""


def asked_in_the_code() -> Iterator[tuple[str, bool]]:
    """The headings of the questions, and whether their code says that yes can be undone."""
    for path in TUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ConfirmDialog":
                undoable = next(each.value for each in node.keywords if each.arg == "undoable")
                yield ast.literal_eval(node.args[0].args[0]), ast.literal_eval(undoable)  # type: ignore[attr-defined]


def test_every_question_is_among_these() -> None:
    assert sorted(asked_in_the_code()) == sorted((name, undoable) for name, (undoable, _way) in QUESTIONS.items())


def contents(path: Path) -> list[bytes]:
    """Read the register's file, also where it was moved."""
    return [each.read_bytes() for each in (path, path.with_suffix(".moved")) if each.exists()]


@pytest.mark.parametrize("name", QUESTIONS)
async def test_enter_says_yes_only_to_what_can_be_undone(practice: Path, name: str) -> None:
    undoable, way = QUESTIONS[name]
    in_order(practice)
    with open_register(practice, write=True) as register:
        save_view(register, SavedView("Den halva", "status:delvis", "level", "body"))
    async with screen_on(practice, (80, 24)) as pilot:
        await way(pilot, practice)
        question = pilot.app.screen
        assert isinstance(question, ConfirmDialog)
        assert (question.heading(), question.undoable) == (name, undoable)
        assert not undoable or "inte att ångra" not in screen_text(pilot)
        below, before = pilot.app.screen_stack[-2], contents(practice)
        with mock.patch.object(question, "dismiss", side_effect=question.dismiss) as dismiss:
            await press(pilot, "enter")
        dismiss.assert_called_once_with(undoable)
        assert undoable or (pilot.app.screen is below and contents(practice) == before)
