"""No read that fails ends the program: each says so in a sentence, and the screen can still be used."""

import ast
from pathlib import Path
from typing import Any

import pytest

import tui
from storage.errors import NotARegister
from storage.register import Register
from tests.test_tui.driving import Keys, app_of, press, screen_on, screen_text, settle, write
from tests.test_tui.forms import fill
from tui.kit.register_screen import RegisterScreen
from tui.register_executor import RegisterExecutor

SENTENCE = "skadat"
"""A word of the sentence about a register that cannot be read."""
Step = str | tuple[str, str]
"""A key, or a field of the form and the text to fill it with; in no form, an empty name."""

AT_START: dict[str, tuple[Step, ...]] = {
    "overview of ": (),
    "audits": (),
    "every audit": (),
    "recommendations": (),
    "tally": (),
    "details from ": (),
    "ahead from ": (),
    "drafts": (),
}
"""Read → the keys that bring it about, where it is read before the first of them."""
LATER: dict[str, tuple[Step, ...]] = {
    "whole list": ("slash", ("", "status:delvis")),
    "changed by ": ("1",),
    " from ": ("f5", "f2", "f5"),
    "taken in": ("shift+tab", "end", "tab", "1"),
    "next unjudged": ("j",),
    "comment": ("c",),
    "form": ("e",),
    "judged": ("k",),
    "records' heading": ("O",),
    "records": ("O",),
    "remarks": ("O", "n", ("name", "Nämnden"), "tab"),
    "made": ("n", ("text", "Se till"), "ctrl+s"),
    "belongings": ("shift+tab", "n", ("title", "Granskning av skolan"), ("short_title", "Skolan"), "ctrl+s"),
    "history": ("h",),
    "conditions": ("f",),
    "number": ("g", ("", "1"), "enter"),
    "groups": ("G",),
    "group's condition": ("G", "enter"),
    "saved views": ("w",),
    "filter values": ("slash",),
    "unknown value": ("slash", ("", "status:finnsinte")),
    "letter form": ("m",),
    "letter": ("m", ("answer_due", "2026-12-05"), ("folder", "."), "ctrl+s"),
    "reported follow-up": ("M",),
    "reports": ("r",),
    "report": ("r", ("folder", "."), "ctrl+s"),
    "closing": ("F",),
    "finding": ("f4", "tab", "enter"),
    "deadlines": ("f3",),
    "calendar": ("f3", "k"),
    "place": ("f3", "home", "enter"),
    "follow-ups": ("f4",),
    "follow-up": ("f4", "down"),
    "scales": ("f4", "s"),
    "open follow-up": ("f4", "s", "enter"),
    "letters": ("f5",),
    "place of ": ("f5", "n", "ctrl+s"),
    "responses": ("f5", "down"),
    "letter detail": ("f5", "down"),
    "recipients": ("f5", "down", "b"),
    "new response": ("f5", "down", "a"),
    "response sheet": ("f5", "home", "tab", "enter"),
    "doings": ("f7",),
    "doing": ("f7",),
    "beginning of the history": ("f7", "t", ("", "2026-11-21"), "enter"),
}
"""Read → the keys that bring it about."""
READING_ONLY = ("version",)
"""Reads of a screen that only follows what another writes."""


def names_of_reads() -> set[str]:
    """The names of all reads in the program; of those with something in them, what stands before or around it."""
    calls = (
        node
        for path in Path(tui.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "ask" and node.args
    )
    names: set[str] = set()
    for call in calls:
        name = call.args[0]
        parts = name.values if isinstance(name, ast.JoinedStr) else [name]
        texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
        names.update(texts[:1])
    return names


def is_named(name: str, wanted: str) -> bool:
    return (wanted in name if wanted == " from " else name.startswith(wanted)) if wanted[-1] == " " else name == wanted


class Fault:
    """Reads of a name that fail, as long as it is on."""

    def __init__(self, name: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.name, self.happened, self.on = name, False, False
        ask = RegisterExecutor.ask

        def failing(work: RegisterExecutor, name: str, job: Any, then: Any, **options: Any) -> None:
            if self.on and is_named(name, self.name):
                self.happened = True

                def job(_register: Register) -> None:
                    raise NotARegister(path, "damaged")

            ask(work, name, job, then, **options)

        monkeypatch.setattr(RegisterExecutor, "ask", failing)


def watched(pilot: Keys) -> RegisterScreen:
    screen = pilot.app.screen
    assert isinstance(screen, RegisterScreen)
    return screen


async def take(pilot: Keys, steps: tuple[Step, ...]) -> None:
    for step in steps:
        if isinstance(step, str):
            await press(pilot, step)
        elif step[0]:
            await fill(pilot, *step)
        else:
            await write(pilot, step[1])


async def is_usable(pilot: Keys) -> None:
    """Leave the open screen, go to another and back, assess a row, and leave the program."""
    while pilot.app.screen.is_modal:
        await press(pilot, "escape")
    await press(pilot, "down", "f5", "f2", "escape", "1")
    assert SENTENCE not in screen_text(pilot)
    await press(pilot, "q")
    assert (app_of(pilot).is_running, app_of(pilot).return_code) == (False, 0)


def test_every_read_of_the_program_is_tried() -> None:
    assert names_of_reads() == AT_START.keys() | LATER.keys() | {*READING_ONLY}


@pytest.mark.parametrize("name", [*AT_START, *LATER, *READING_ONLY])
async def test_a_read_that_fails_says_so_and_ends_nothing(
    practice: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(practice.parent)
    fault = Fault(name, practice, monkeypatch)
    fault.on = name not in LATER
    async with screen_on(practice) as pilot:
        fault.on = True
        if name in READING_ONLY:
            watched(pilot).follow()
        await take(pilot, LATER.get(name, ()))
        await settle(pilot)
        assert fault.happened
        assert SENTENCE in screen_text(pilot)
        fault.on = False
        await is_usable(pilot)
