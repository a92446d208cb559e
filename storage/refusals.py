"""Why a record is not taken as it was entered, or not removed, as classes with values; see :mod:`storage.errors`."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.errors import GranskaError, InvalidValue


@dataclass(eq=False, repr=False)
class FieldMissing(InvalidValue):
    """A field that a record is known by was left empty."""

    value: str = ""


@dataclass(eq=False, repr=False)
class UnknownField(InvalidValue):
    """A kind of record has no such field."""

    kind: str
    """The entity."""
    known: Sequence[str]
    """The fields it has."""


@dataclass(eq=False, repr=False)
class FieldFixed(InvalidValue):
    """A field that says where a record belongs is given when it is made, and never changed."""


@dataclass(eq=False, repr=False)
class ImpossibleDate(InvalidValue):
    """A date is not in the calendar, or not written as one."""


@dataclass(eq=False, repr=False)
class UnknownChoice(InvalidValue):
    """A value is none of those that the field chooses among."""

    choices: Sequence[str]


@dataclass(eq=False, repr=False)
class AnswerBeforeLetter(InvalidValue):
    """An answer is dated before the letter that asked for it."""

    dated: str
    """The letter's date; the answer's is the value."""


@dataclass(eq=False, repr=False)
class InRing(InvalidValue):
    """A record would come after, or lie under, itself."""


@dataclass(eq=False, repr=False)
class ParentElsewhere(InvalidValue):
    """A point was put under one of another audit."""

    audit: str
    """What that audit is called."""


@dataclass(eq=False, repr=False)
class PeriodReversed(InvalidValue):
    """A body would end before it began."""

    begins: str


@dataclass(eq=False, repr=False)
class SameName(InvalidValue):
    """There is another of the same name at the same time."""

    kind: str
    """`body` or `person`."""
    other: str
    """Id of the other."""


@dataclass(eq=False, repr=False)
class ExtensionNotAsked(InvalidValue):
    """An extension was decided that nobody asked for."""


@dataclass(eq=False, repr=False)
class ExtensionRefused(InvalidValue):
    """A refused extension was given a date; the first one stands."""


@dataclass(eq=False, repr=False)
class AlreadyThere(GranskaError):
    """What was to be made is there already."""

    kind: str
    record: str
    """What it is called."""


@dataclass(eq=False, repr=False)
class InUse(GranskaError):
    """What was to be removed is used by other records."""

    record: str
    """What it is called."""
    uses: Sequence[tuple[str, int]]
    """(entity, number) of those that use it."""
    examples: Sequence[str]
    """What some of them are called."""


@dataclass(eq=False, repr=False)
class OwnerRemoved(GranskaError):
    """What was to be brought back belongs, or refers, to something that is removed itself."""

    record: str
    owner: str


@dataclass(eq=False, repr=False)
class FollowupUnderWay(GranskaError):
    """A follow-up was to be started while another one, with something in it, is open."""

    title: str
    """The open one's."""
    audits: int
    """How many audits it covers."""
    judged: int
    """How many recommendations something is written of."""


@dataclass(eq=False, repr=False)
class NotClosed(GranskaError):
    """Only a closed follow-up is corrected by another; an open one is changed."""

    title: str


@dataclass(eq=False, repr=False)
class AlreadySuperseded(GranskaError):
    """A follow-up has been corrected already, or is being."""

    title: str
    by: str
    """Title of the one that corrects it."""


@dataclass(eq=False, repr=False)
class AuditJudged(GranskaError):
    """An audit was to be taken out of a follow-up that has judged some of it."""

    name: str
    judged: int


@dataclass(eq=False, repr=False)
class ScaleJudgedOn(GranskaError):
    """A follow-up in which something is judged keeps its scale."""

    title: str
    scale: str


@dataclass(eq=False, repr=False)
class ScaleRefused(InvalidValue):
    """A scale's levels cannot be used as they are."""

    reason: str
    """The code that :class:`storage.domain.scaling.ScaleFault` has; field and value are those of the first fault."""
    level: str
    """The label of the level, if it is about one."""
