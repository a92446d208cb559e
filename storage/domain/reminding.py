"""Everything that reminders of late answers, and decisions on extensions, are made from."""

from collections.abc import Mapping

from msgspec import Struct

from storage.domain.entry_views import Named
from storage.domain.letter_views import TargetView
from storage.domain.letters import Letter
from storage.domain.outcomes import Outcome
from storage.domain.records import Body, Person

LEVELS = (1, 2)
"""The first reminder, and the one after it."""


class AwaitedAnswer(Struct, frozen=True):
    """An answer that a letter asks a body for."""

    letter: str
    """Id of the letter that asks."""
    recipients: tuple[str, ...]
    """Ids of its links to the bodies that wait for this answer."""
    letter_date: str | None
    """The day of the letter, else of its decision."""
    registry_number: str | None
    about: tuple[Named, ...]
    """The audits that it is about."""
    outcome: Outcome
    """How it stands: by when it was asked for, and how many days late it is."""
    points: tuple[TargetView, ...]
    """What is not answered: questions and recommendations."""
    on_behalf_of: tuple[str, ...] = ()
    """Names of the other bodies that it is to be given for."""
    reminders: int = 0
    """How many times it has been reminded of."""
    sent: bool = True
    """Whether anything tells that the letter went out."""


class Following(Struct, frozen=True):
    """What a letter about answers is made from, whichever it is. `letter.id` is empty until it is in the register."""

    letter: Letter
    body: Body
    """The body that it goes to."""
    answers: tuple[AwaitedAnswer, ...]
    """What it is about; the longest late first."""
    signers: tuple[Person, ...] = ()
    office: str | None = None
    settings: Mapping[str, str] = {}
    """Settings and text blocks by key (:mod:`storage.domain.configuration`)."""
    history_head: str = ""


class ReminderMaterial(Following, frozen=True):
    """A reminder to one body of all its late answers."""

    level: int = 1
    """One of `LEVELS`."""


class ExtensionMaterial(Following, frozen=True):
    """A decision on one body's asking for more time for one answer."""

    granted: bool = False
    extension_due: str | None = None
    """The date granted."""
    requested: str | None = None
    """When more time was asked for; `yes` when it is only known that it was."""
