"""Jobs of every screen: the overview of a register, undo, drafts. No Textual."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from storage import followups, saved_views, settings
from storage import undo as undoing
from storage.domain.history import Change
from storage.domain.records import Followup, Level, replace
from storage.errors import GranskaError, RegisterReadOnly
from storage.register import Register
from tui.kit.fields import Form, draft_of
from tui.language.words import done_words, moment

FORM = "form:"
"""Before a form's name in the name of its draft."""


class Overview(Struct, frozen=True):
    """What the line on top says of the register."""

    office: str | None
    followup: Followup | None
    """The open one."""
    levels: tuple[Level, ...]
    """Of the open follow-up's scale."""


def overview(register: Register) -> Overview:
    """Whose register it is and what is judged in it."""
    followup = followups.open_followup(register)
    levels = followups.levels(register, followup.scale) if followup and followup.scale else ()
    return Overview(settings.office(register), followup, levels)


def with_draft(register: Register, form: Form, key: str) -> Form:
    """A form, with what was being written in it when it was left last; `key` is what its draft is called."""
    kept = saved_views.draft(register, FORM + key)
    texts = draft_of(kept.text) if kept else None
    return replace(form, draft=texts, drafted=moment(kept.at)) if kept and texts else form


def refusal(register: Register) -> GranskaError | None:
    """Why the register does not let itself be written to: who holds it, or that it is read-only. None when it does.

    Then what writing needs is loaded too, in this thread, so that the first key that writes does not wait for it.
    """
    if register.readonly:
        return register.holder or RegisterReadOnly(register.path)

    return None


def undo(register: Register) -> tuple[Change, str]:
    """Take back the newest action made in this copy; with what that was, in words."""
    change = undoing.undo(register)
    return change, done_words(register, change)


def redo(register: Register) -> tuple[Change, str]:
    """Do again what was undone last; with what that was, in words."""
    change = undoing.redo(register)
    return change, done_words(register, change)


def draft_kept(key: str, text: str | None) -> Callable[[Register], None]:
    """Keep what is being written in a form; nothing any more, for None."""
    if text is None:
        return lambda register: saved_views.drop_draft(register, FORM + key)
    return partial(saved_views.save_draft, key=FORM + key, text=text)
