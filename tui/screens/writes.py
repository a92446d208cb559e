"""What the screens have the register do: functions of an open register, done in the writer's thread."""

from collections.abc import Callable, Sequence

from storage import undo as undoing
from storage.domain.change import Change
from storage.drafts import drop_draft, save_draft
from storage.operations import assessing
from storage.register import Register
from tui.language.doings import done_words

DRAFT = "comment:"
"""Before the recommendation's id in the name of a comment's draft."""


def judge(recommendations: Sequence[str], number: int) -> Callable[[Register], Change]:
    """Judge recommendations by the number that a level has in the open follow-up's scale; 0 clears.

    The job raises UnknownLevel where the scale is shorter, NoOpenFollowup where nothing is open.
    """
    return judge_many(recommendations, number, "")


def judge_many(recommendations: Sequence[str], number: int, note: str) -> Callable[[Register], Change]:
    """As :func:`judge`, with a note: the comment where there is none, and a last paragraph where there is one."""
    return lambda register: assessing.assess_by_number(register, recommendations, number, note or None)


def set_reason(recommendations: Sequence[str], reason: str | None) -> Callable[[Register], Change]:
    """Say why recommendations are judged as they are in the open follow-up; None takes the reason away."""
    return lambda register: assessing.set_reason(register, recommendations, reason)


def save_comment(recommendation: str, text: str) -> Callable[[Register], Change]:
    """Write a comment; its draft has done its work."""

    def write(register: Register) -> Change:
        change = assessing.comment(register, recommendation, text)
        drop_draft(register, DRAFT + recommendation)
        return change

    return write


def keep_draft(recommendation: str, text: str | None) -> Callable[[Register], None]:
    """Keep what is being written; nothing any more, for None."""

    def write(register: Register) -> None:
        if text is None:
            drop_draft(register, DRAFT + recommendation)
        else:
            save_draft(register, DRAFT + recommendation, text)

    return write


def undo(register: Register) -> tuple[Change, str]:
    """Take back the newest action made in this copy; with what that was, in words."""
    change = undoing.undo(register)
    return change, done_words(register, change)


def redo(register: Register) -> tuple[Change, str]:
    """Do again what was undone last; with what that was, in words."""
    change = undoing.redo(register)
    return change, done_words(register, change)
