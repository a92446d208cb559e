"""What a letter is made of: finished texts, ready to be put into a template.

Every name here is a name that templates use, so none changes its meaning (:mod:`exports.letter_templates.fields`).

Every name here is a name that templates use, so none changes its meaning (:mod:`exports.letter_templates.fields`).
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins


class TextParagraph(Struct, frozen=True):
    """A paragraph of a text."""

    text: str
    item: bool = False
    """Whether it is an item of a list."""


Text = tuple[TextParagraph, ...]

_NOT_IN_TEMPLATES = {"file_stem", "file_date"}


class RecipientGroup(Struct, frozen=True):
    """Those who get the letter for the same reason."""

    label: str
    """`För svar`, `För åtgärd` or `För kännedom`."""
    names: tuple[str, ...]


class TableRow(Struct, frozen=True):
    """A recommendation or a question."""

    number: str
    """As printed: `2)`; a dash when it has none."""
    text: Text
    status: str | None = None
    """The judgement's word in the letter of a follow-up."""


class LetterTable(Struct, frozen=True):
    """Recommendations or questions of one kind, from one audit."""

    heading: str | None
    """The audit's title where the letter is about several; only with the audit's first table."""
    lead: str | None
    """The sentence before the first table of its kind."""
    column: str
    """`Rekommendation`, `Fråga` …"""
    judged: bool
    """Whether the rows have a status."""
    rows: tuple[TableRow, ...]


class Signature(Struct, frozen=True):
    """Somebody who signs."""

    name: str
    title: str | None


class LetterContext(Struct, frozen=True):
    """A letter, finished but for its looks. What is not known is None or empty."""

    office: str
    postal_address: str | None
    visiting_address: str | None
    phone: str | None
    email: str | None
    web: str | None
    registry_number: str | None
    date: str
    """In words, without `den`."""
    place_and_date: str
    recipients: tuple[RecipientGroup, ...]
    title: str
    opening: Text
    purpose: Text
    judgement: Text
    grounds: Text
    tables_heading: str | None
    tables: tuple[LetterTable, ...]
    answer_request: Text
    """From whom an answer is wanted, by when, and who answers for whom."""
    demands: Text
    """What is demanded of one recipient or another."""
    answer_contents: Text
    answer_how: Text
    own_text: Text
    information: Text
    """Who gets the letter for action or for information."""
    closing_formula: str | None
    signers: tuple[Signature, ...]
    enclosures: tuple[str, ...]
    copies: tuple[str, ...]
    file_stem: str = ""
    """What its file is called, without date and suffix."""
    file_date: str = ""
    """ISO."""

    @property
    def has_answer(self) -> bool:
        """Whether the letter says anything of an answer."""
        return bool(self.answer_request or self.demands or self.answer_contents or self.answer_how)

    def data(self) -> Mapping[str, Any]:
        """The context as texts, lists, mappings and truth values: what templates see, and what can be stored."""
        seen = {name: value for name, value in to_builtins(self).items() if name not in _NOT_IN_TEMPLATES}
        return seen | {"has_answer": self.has_answer}


class Letterhead(Struct, frozen=True):
    """What stands around a letter's own text. What is not known is None or empty."""

    office: str
    postal_address: str | None
    visiting_address: str | None
    phone: str | None
    email: str | None
    web: str | None
    registry_number: str | None
    date: str
    """In words, without `den`."""
    place_and_date: str
    closing_formula: str | None
    signers: tuple[Signature, ...]
    copies: tuple[str, ...]


_NOT_IN_REMINDERS = ("head", "file_stem", "file_date")


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
        own = {name: value for name, value in to_builtins(self).items() if name not in _NOT_IN_REMINDERS}
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
