"""What the keys of follow-ups ask of the register and have it do, as jobs for the threads of the door."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from storage import clock, entries, following, queries
from storage.domain.change import Change
from storage.domain.entry_views import Named
from storage.domain.kinds import Given
from storage.operations import editing
from storage.operations import following as operations
from storage.operations.assessing import open_one
from storage.refusals import FollowupUnderWay
from storage.register import Register
from tui.dialogs.followup_forms import (
    AUDITS,
    RESPONSIBLE,
    SCALE,
    TEXTS,
    TITLE,
    YEAR,
    Choice,
    audits_form,
    own_form,
    start_form,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.dialogs.fields import Form

Write = Callable[[Register], Change]


def start_asked(register: Register) -> "Form":
    """The form of a new follow-up.

    Raises:
        FollowupUnderWay: one is open that covers something.
    """
    held, scales = queries.open_followup(register), following.scales(register)
    if held is not None:
        covered = following.progress(register, held.id)
        if covered.per_audit:
            raise FollowupUnderWay(held.title or "", len(covered.per_audit), covered.judged)
    newest = next(iter(queries.followups(register)), None)
    year = (held.year if held else None) or clock.today().year
    scale = next((one.scale for one in (held, newest and newest.followup) if one and one.scale), scales[0].id)
    proposals = following.proposals(register, year)
    title = held.title if held and not held.supersedes else None
    return start_form(
        title or f"Uppföljning {year}",
        year,
        scale,
        scales,
        entries.names(register, ["person"]),
        Choice((), proposals, entries.names(register, ["audit"])),
    )


def started(given: "Mapping[str, Given]") -> Write:
    """Start a follow-up as the form says."""
    audits, year = given[AUDITS], str(given[YEAR] or "")

    def write(register: Register) -> Change:
        return operations.start_followup(
            register,
            title=str(given[TITLE] or "") or None,
            year=int(year) if year else None,
            responsible=given[RESPONSIBLE],
            scale=str(given[SCALE] or "") or None,
            audits=[str(one) for one in audits] if isinstance(audits, list) else [],
            texts={name: given[name] for name in TEXTS if given.get(name)},
        )

    return write


def own_asked(register: Register) -> "Form":
    """The form of the open follow-up itself.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return own_form(open_one(register), entries.names(register, ["person"]))


def own_saved(given: "Mapping[str, Given]") -> Write:
    """Write what is changed of the open follow-up itself."""
    return lambda register: editing.edit_followup(register, open_one(register).id, given)


def audits_asked(register: Register) -> "Form":
    """The form of which audits the open follow-up covers.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    followup = open_one(register)
    held = following.progress(register, followup.id).per_audit
    covered = [Named("audit", one.audit, one.name) for one in held]
    proposals = following.proposals(register, followup.year or clock.today().year)
    return audits_form(followup, Choice(covered, proposals, entries.names(register, ["audit"])))


def audits_chosen(audits: Sequence[str], *, clearing: bool = False) -> Write:
    """Let the open follow-up cover these audits."""

    def write(register: Register) -> Change:
        followup = open_one(register).id
        return operations.choose_audits(register, followup, audits, clearing=clearing)

    return write


def taken_out(followup: str, audit: str, *, clearing: bool = False) -> Write:
    """Take an audit out of a follow-up."""
    return lambda register: operations.take_out_audits(register, followup, [audit], clearing=clearing)


def moved(followup: str, audit: str, step: int) -> Write:
    """Put an audit so many places later in a follow-up; at either end it stays."""

    def write(register: Register) -> Change:
        order = [one.audit for one in following.progress(register, followup).per_audit]
        if audit in order:
            place = order.index(audit)
            order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
        return operations.order_audits(register, followup, order)

    return write


def corrected(followup: str) -> Write:
    """Start a correction of a closed follow-up."""
    return partial(operations.start_correction, followup=followup)
