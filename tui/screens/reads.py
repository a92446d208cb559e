"""What the screens ask the register: functions of an open register, done in the reader's thread."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from storage import queries
from storage.domain.change import Change
from storage.domain.counting import Counts
from storage.domain.filtering import Filter
from storage.domain.records import Assessment, Followup, Level, Recommendation
from storage.domain.views import RecommendationDetail
from storage.errors import GranskaError, RegisterReadOnly, UnknownReference
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


def details(recommendations: Sequence[str]) -> Callable[[Register], Mapping[str, RecommendationDetail]]:
    """All that is known of recommendations, by id; those that are no more are left out."""

    def read(register: Register) -> Mapping[str, RecommendationDetail]:
        found = {}
        for one in recommendations:
            with suppress(UnknownReference):
                found[one] = queries.recommendation_detail(register, one)
        return found

    return read


class Affected(Struct, frozen=True):
    """What a change makes look different."""

    recommendations: frozenset[str] | None
    """None when it is not known which: then all may."""
    audits: frozenset[str] | None
    lists: bool
    """Whether other records than judgements changed, so that the lists themselves may be others."""


_OF_JUDGING = {"assessment", "followup_audit"}


def affected(change: Change) -> Callable[[Register], Affected]:
    """Which rows a change is seen in. An undone first judgement no longer says whose it was."""

    def read(register: Register) -> Affected:
        lists = not set(change.touched) <= _OF_JUDGING
        judged = [_judged(register, record_id) for record_id in change.records("assessment")]
        if lists or None in judged:
            return Affected(None, None, lists)
        known = [record for record in judged if record is not None]
        audits = frozenset(record.audit for record in known if record.audit)
        return Affected(frozenset(record.id for record in known), audits, lists)

    return read


def _judged(register: Register, assessment: str) -> Recommendation | None:
    """The recommendation that a judgement is of, if it still says so."""
    try:
        found = queries.record_of(register, "assessment", assessment)
        if not isinstance(found, Assessment) or found.recommendation is None:
            return None
        record = queries.record_of(register, "recommendation", found.recommendation)
    except UnknownReference:
        return None
    return record if isinstance(record, Recommendation) else None
