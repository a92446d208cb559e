"""What the screens ask the register: functions of an open register, done in the reader's thread."""

from collections.abc import Callable

from msgspec import Struct

from storage import queries
from storage.domain.change import Change
from storage.domain.counting import Counts
from storage.domain.filtering import Filter
from storage.domain.records import Followup, Level
from storage.errors import GranskaError, RegisterReadOnly
from storage.register import Register


class Overview(Struct, frozen=True):
    """What the line on top says of the register."""

    office: str | None
    followup: Followup | None
    """The open one."""
    levels: tuple[Level, ...]
    """Of the open follow-up's scale."""


def overview(register: Register) -> Overview:
    """Whose register it is and what is judged in it."""
    followup = queries.open_followup(register)
    levels = queries.levels(register, followup.scale) if followup and followup.scale else ()
    return Overview(queries.office(register), followup, levels)


def refusal(register: Register) -> GranskaError | None:
    """Why the register does not let itself be written to: who holds it, or that it is read-only. None when it does.

    Then what writing needs is loaded too, in this thread, so that the first key that writes does not wait for it.
    """
    if register.readonly:
        return register.holder or RegisterReadOnly(register.path)
    import tui.screens.writes  # noqa: F401, PLC0415

    return None


def tally(flt: Filter) -> Callable[[Register], tuple[Counts, Counts | None]]:
    """Counts of all recommendations, and of those that the filter leaves; None without one."""
    return lambda register: (queries.counts(register), queries.counts(register, flt) if flt else None)


class Affected(Struct, frozen=True):
    """What a change makes look different."""

    recommendations: frozenset[str] | None
    """None when it is not known which: then all may."""
    audits: frozenset[str] | None
    lists: bool
    """Whether other records than judgements changed, so that the lists themselves may be others."""


_OF_JUDGING = {"assessment", "followup_audit"}


def is_judging(change: Change) -> bool:
    """Whether a change is one of judgements alone: then the lists, and what the summary says of the register, stay."""
    return set(change.touched) <= _OF_JUDGING


def affected(change: Change) -> Callable[[Register], Affected]:
    """Which rows a change is seen in. An undone first judgement no longer says whose it was."""

    def read(register: Register) -> Affected:
        judged = change.records("assessment")
        found = queries.judged_by(register, sorted(judged)) if is_judging(change) else {}
        if not is_judging(change) or found.keys() != judged:
            return Affected(None, None, lists=not is_judging(change))
        audits = frozenset(audit for _recommendation, audit in found.values() if audit)
        return Affected(frozenset(recommendation for recommendation, _audit in found.values()), audits, lists=False)

    return read
