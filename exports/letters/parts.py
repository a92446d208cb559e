"""Contexts of letters: finished texts, ready to be put into a template.

Every name here but `file_stem` and `file_date` is a name that templates use (:mod:`exports.letter_templates.fields`),
so none changes its meaning. What is not known is None or empty.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins

from exports.document import Paragraphs

_NOT_IN_TEMPLATES = ("file_stem", "file_date")


class RecipientGroup(Struct, frozen=True):
    """Recipients who get the letter for the same reason."""

    label: str
    """`För svar`, `För svar genom …`, `För åtgärd` or `För kännedom`."""
    names: tuple[str, ...]


class TableRow(Struct, frozen=True):
    """A recommendation or a question."""

    number: str
    """As printed: `2)`; a dash when it has none."""
    text: Paragraphs
    status: str | None = None
    """Label of the assessment, in the letter of a follow-up."""


class LetterTable(Struct, frozen=True):
    """Recommendations or questions of one kind, from one audit."""

    heading: str | None
    """The audit's title where the letter is about several; only with the audit's first table."""
    lead: str | None
    """The sentence before the first table of its kind."""
    column: str
    """`Rekommendation`, `Fråga` …"""
    judged: bool
    """True when the rows have a status."""
    rows: tuple[TableRow, ...]


class Signature(Struct, frozen=True):
    """A signer's name, and title and organisation."""

    name: str
    title: str | None


class AnswerRow(Struct, frozen=True):
    """A response that a body has been asked for."""

    letter_date: str
    """Date of the letter that asks; a dash where it is not known."""
    registry_number: str | None
    about: str
    """Titles of the audits."""
    on_behalf_of: str | None
    """`Även för …` and the other bodies that the response is for."""
    due: str
    """Deadline until now."""
    due_now: str
    """Deadline from now on."""
    late: str
    """Delay, such as `26 dagar`."""
    points: Paragraphs
    """Recommendations and questions to respond to."""


class LetterContext(Struct, frozen=True, kw_only=True):
    """Texts that every kind of letter has."""

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
    opening: Paragraphs
    answer_how: Paragraphs
    own_text: Paragraphs
    closing_formula: str | None
    signers: tuple[Signature, ...]
    copies: tuple[str, ...]
    file_stem: str
    """Name of the letter's file, without date and suffix."""
    file_date: str
    """ISO 8601."""

    def data(self) -> Mapping[str, Any]:
        """Return the fields that templates see as texts, lists, mappings and booleans."""
        return {name: value for name, value in to_builtins(self).items() if name not in _NOT_IN_TEMPLATES}


class MissivContext(LetterContext, frozen=True, kw_only=True):
    """A letter that hands over the report of an audit or a follow-up."""

    purpose: Paragraphs
    judgement: Paragraphs
    grounds: Paragraphs
    tables_heading: str | None
    tables: tuple[LetterTable, ...]
    has_answer: bool
    """True when the letter says anything of a response."""
    answer_request: Paragraphs
    """Bodies that are asked to respond, the deadline, and who responds for whom."""
    demands: Paragraphs
    """Demands on single recipients."""
    answer_contents: Paragraphs
    information: Paragraphs
    """The day of the decision, bodies that get the report for action or information, and who is asked nothing."""
    signed_on: str | None
    """`Undertecknat den …`."""
    enclosures: tuple[str, ...]


class ReminderContext(LetterContext, frozen=True, kw_only=True):
    """A reminder of responses that are late."""

    answers: tuple[AnswerRow, ...]
    level: str
    """`1` or `2`."""
    notes: Paragraphs
    """Notes on some of the responses."""
    has_answer: bool
    """True when the letter says anything of a response."""
    answer_heading: str
    """`Nytt svarsdatum`; `Svar` where no date is asked for."""
    answer_request: Paragraphs
    """The new deadline, or that a response is wanted at once."""
    consequence: Paragraphs
    """Consequence of not responding."""
    signed_on: str | None
    """`Undertecknat den …`."""


class ExtensionContext(LetterContext, frozen=True, kw_only=True):
    """A decision on an extension of the deadline of a response."""

    answers: tuple[AnswerRow, ...]
    granted: bool
    decision: Paragraphs
    signed_on: str | None
    """`Undertecknat den …`."""
