"""What decides which commands are offered."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from storage.domain.records import Level

Pane = Literal[
    "audits", "recommendations", "detail", "letters", "responses", "letter", "asked", "answer",
    "deadlines", "deadline", "actions", "action", "followups", "covered", "followup",
]  # fmt: skip
"""The parts of the screens that have the keyboard in turn."""
Place = Literal["start", "audits", "letters", "answering", "deadlines", "followups", "history", "past"]
"""The screens; `start` before there is a register."""


class Situation(Struct, frozen=True):
    """What decides which commands are offered."""

    place: Place = "audits"
    """Which screen there is, or lies behind a dialog."""
    pane: Pane | Literal["filter"] = "recommendations"
    """Where the keyboard is."""
    writable: bool = True
    """Whether the register lets itself be written to."""
    row: bool = False
    """Whether there is a recommendation under the cursor; on other screens, a record of theirs."""
    marked: int = 0
    """How many rows are marked."""
    filtered: bool = False
    letter: bool = False
    """Whether there is a letter that the keys of letters mean; among what is watched, one that asks for an answer."""
    late: bool = False
    """Whether what is watched, under the cursor, is late."""
    followup: Literal["", "open", "closed"] = ""
    """Of the follow-up that the keys mean, whether it can be changed; empty where they mean none."""
    levels: tuple[Level, ...] = ()
    """The open follow-up's scale in order; none when no follow-up is open."""
    unsaved: bool = False
    """Whether what a dialog holds is another than what is saved."""
    text: bool = False
    """Whether a text of several lines is being written in a dialog."""


def always(_situation: Situation) -> bool:
    """For a command that can always be given."""
    return True


def at_start(now: Situation) -> bool:
    """There is no register yet."""
    return now.place == "start"


def after_start(now: Situation) -> bool:
    """There is a register."""
    return now.place != "start"


def on_letter(now: Situation) -> bool:
    """There is a letter under the cursor, or one whose detail or answers have the keyboard."""
    return now.letter


def changing_letter(now: Situation) -> bool:
    """There is a letter to change."""
    return now.writable and now.letter


def changing_row(now: Situation) -> bool:
    """There is a record under the cursor to change."""
    return now.writable and now.row


def on_recommendation(now: Situation) -> bool:
    """There is a recommendation, or marked ones, to do something with."""
    return now.pane in {"recommendations", "detail"} and (now.row or now.marked > 0)


def judging(now: Situation) -> bool:
    """There is something to judge, and somewhere to judge it."""
    return on_recommendation(now) and now.writable and bool(now.levels)


def editing(now: Situation) -> bool:
    """There is a record to change."""
    return now.writable and (now.row or now.pane == "audits")


def level_applies(number: int) -> Callable[[Situation], bool]:
    """The open scale has a level of this number, and there is something to judge."""
    return lambda now: judging(now) and number <= len(now.levels)
