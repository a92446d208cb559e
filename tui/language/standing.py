"""What is watched in few words: how urgent it is, and how many there are of it."""

from collections.abc import Iterable, Mapping
from enum import IntEnum

from msgspec import Struct

from storage.domain.outcomes import AnswerOutcome
from storage.domain.value import replace
from storage.domain.watching import WatchItem
from tui.language.catalogue import _, many, mark
from tui.language.outcomes import item_outcome

SOON = 30
"""Days ahead that belong to what is near."""


class Urgency(IntEnum):
    """How soon something is to be done; the most urgent first."""

    LATE = 0
    SOON = 1
    LATER = 2
    NO_DATE = 3


_HEADS: Mapping[Urgency, str] = {
    Urgency.LATE: mark("Försenat"),
    Urgency.SOON: mark("Inom 30 dagar"),
    Urgency.LATER: mark("Senare"),
    Urgency.NO_DATE: mark("Saknar datum"),
}
_PLAINLY = {
    AnswerOutcome.OVERDUE_EXTENSION_UNDECIDED: AnswerOutcome.OVERDUE,
    AnswerOutcome.WAITING_EXTENDED: AnswerOutcome.WAITING,
}
"""What has an extension in its words → the same without."""


class Standing(Struct, frozen=True):
    """How many things are watched, by urgency."""

    counts: Mapping[Urgency, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def urgency(item: WatchItem) -> Urgency:
    """How soon it is to be done."""
    if item.is_late:
        return Urgency.LATE
    if item.days is None:
        return Urgency.NO_DATE
    return Urgency.SOON if -item.days <= SOON else Urgency.LATER


def urgency_head(kind: Urgency, number: int) -> str:
    """As in: `Försenat · 3`."""
    return f"{_(_HEADS[kind])} · {number}"


def standing(items: Iterable[WatchItem]) -> Standing:
    """How many there are of each urgency."""
    counts = dict.fromkeys(Urgency, 0)
    for item in items:
        counts[urgency(item)] += 1
    return Standing(counts)


def late_words(known: Standing) -> str:
    """As in: `3 försenade`."""
    return many(mark("{n} försenad"), mark("{n} försenade"), known.counts[Urgency.LATE])


def soon_words(known: Standing) -> str:
    """As in: `2 inom 30 dagar`."""
    return _("{n} inom 30 dagar").format(n=known.counts[Urgency.SOON])


def short_outcome(item: WatchItem) -> str:
    """How it stands without what is to be said of an extension, as in: `försenat 26 dagar`."""
    return item_outcome(replace(item, outcome=_PLAINLY.get(item.outcome, item.outcome)))
