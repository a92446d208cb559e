"""Why a record is not taken as it was entered, or not removed, as classes with values; see :mod:`storage.errors`."""

from collections.abc import Sequence

from storage.errors import GranskaError, InvalidValue


class FieldMissing(InvalidValue):
    """A field that a record is known by was left empty."""

    value: str = ""


class UnknownField(InvalidValue):
    """A kind of record has no such field."""

    kind: str
    """The entity."""
    known: Sequence[str]
    """The fields it has."""


class FieldFixed(InvalidValue):
    """A field that says where a record belongs is given when it is made, and never changed."""


class ImpossibleDate(InvalidValue):
    """A date is not in the calendar, or not written as one."""


class UnknownChoice(InvalidValue):
    """A value is none of those that the field chooses among."""

    choices: Sequence[str]


class AnswerBeforeLetter(InvalidValue):
    """An answer is dated before the letter that asked for it."""

    dated: str
    """The letter's date; the answer's is the value."""


class InRing(InvalidValue):
    """A record would come after, or lie under, itself."""


class ParentElsewhere(InvalidValue):
    """A point was put under one of another audit."""

    audit: str
    """What that audit is called."""


class PeriodReversed(InvalidValue):
    """A body would end before it began."""

    begins: str


class SameName(InvalidValue):
    """There is another of the same name at the same time."""

    kind: str
    """`body` or `person`."""
    other: str
    """Id of the other."""


class ExtensionNotAsked(InvalidValue):
    """An extension was decided that nobody asked for."""


class ExtensionRefused(InvalidValue):
    """A refused extension was given a date; the first one stands."""


class AlreadyThere(GranskaError):
    """What was to be made is there already."""

    kind: str
    record: str
    """What it is called."""


class InUse(GranskaError):
    """What was to be removed is used by other records."""

    record: str
    """What it is called."""
    uses: Sequence[tuple[str, int]]
    """(entity, number) of those that use it."""
    examples: Sequence[str]
    """What some of them are called."""


class OwnerRemoved(GranskaError):
    """What was to be brought back belongs, or refers, to something that is removed itself."""

    record: str
    owner: str


class FollowupUnderWay(GranskaError):
    """A follow-up was to be started while another one, with something in it, is open."""

    title: str
    """The open one's."""
    audits: int
    """How many audits it covers."""
    judged: int
    """How many recommendations something is written of."""


class NotClosed(GranskaError):
    """Only a closed follow-up is corrected by another; an open one is changed."""

    title: str


class AlreadySuperseded(GranskaError):
    """A follow-up has been corrected already, or is being."""

    title: str
    by: str
    """Title of the one that corrects it."""


class AuditJudged(GranskaError):
    """An audit was to be taken out of a follow-up that has judged some of it."""

    name: str
    judged: int


class ScaleJudgedOn(GranskaError):
    """A follow-up in which something is judged keeps its scale."""

    title: str
    scale: str


class ScaleRefused(InvalidValue):
    """A scale's levels cannot be used as they are."""

    reason: str
    """The code that :class:`storage.domain.scaling.ScaleFault` has; field and value are those of the first fault."""
    level: str
    """The label of the level, if it is about one."""
