"""What a letter about answers is made of: finished texts, ready to be put into a template.

Every name here is a name that templates use, so none changes its meaning (:mod:`exports.templating.fields`).
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins

from exports.letter_parts import RecipientGroup, Text
from exports.letterhead import Letterhead

_NOT_IN_TEMPLATES = ("head", "file_stem", "file_date")


class AnswerRow(Struct, frozen=True):
    """An answer that is waited for."""

    letter_date: str
    """Of the letter that asks; a dash where it is not known."""
    registry_number: str | None
    about: str
    """The audits."""
    on_behalf_of: str | None
    """`Även för …` the others that the answer is for."""
    due: str
    """By when it was asked for."""
    due_now: str
    """By when it is to come now."""
    late: str
    """How late it is: `26 dagar`."""
    points: Text
    """What is to be answered."""


class FollowingContext(Struct, frozen=True, kw_only=True):
    """What letters about answers have in common."""

    head: Letterhead
    recipients: tuple[RecipientGroup, ...]
    title: str
    opening: Text
    answers: tuple[AnswerRow, ...]
    answer_how: Text
    own_text: Text
    file_stem: str
    """What its file is called, without date and suffix."""
    file_date: str
    """ISO."""

    @property
    def office(self) -> str:
        """Who writes it."""
        return self.head.office

    def data(self) -> Mapping[str, Any]:
        """The context as texts, lists, mappings and truth values: what templates see, and what can be stored."""
        own = {name: value for name, value in to_builtins(self).items() if name not in _NOT_IN_TEMPLATES}
        head: dict[str, Any] = to_builtins(self.head)
        return head | own


class ReminderContext(FollowingContext, frozen=True, kw_only=True):
    """A reminder, finished but for its looks."""

    level: str
    """`1` or `2`."""
    notes: Text
    """What is to be known of some of the answers."""
    answer_request: Text
    """By when an answer is wanted now."""
    consequence: Text
    """What happens where none comes."""

    def data(self) -> Mapping[str, Any]:
        """The context as templates see it."""
        said = bool(self.answer_request or self.answer_how or self.consequence)
        return {**FollowingContext.data(self), "has_answer": said}


class ExtensionContext(FollowingContext, frozen=True, kw_only=True):
    """A decision on an extension, finished but for its looks."""

    granted: bool
    decision: Text
