"""What the keys of follow-ups ask of the register and have it do, as jobs for the threads of the door."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from storage import clock, followups, recommendations, records, settings
from storage.domain.editable_fields import Given
from storage.domain.followups import Disagreement, FollowupDetail, Move
from storage.domain.history import Change
from storage.domain.records import Level, Named
from storage.domain.settings import people, people_value
from storage.domain.views import FollowupView
from storage.errors import FollowupUnderWay
from storage.operations import followups as operations
from storage.operations.assessments import open_one
from storage.operations.documents import set_followup_signers
from storage.register import Register
from tui.followups import jobs
from tui.followups.columns import FollowedRow, audit_row, evidence_row, mismatch_row, moved_row
from tui.followups.dialogs import (
    AUDITS,
    REPORT,
    REPORT_DATE,
    RESPONSIBLE,
    SCALE,
    TEXTS,
    TITLE,
    YEAR,
    Choice,
    Held,
    audits_form,
    own_form,
    report_form,
    start_form,
)
from tui.followups.jobs import PreparedReport
from tui.kit.fields import with_draft
from tui.language.catalogue import _
from tui.language.outcomes import disagreement_word, move_word
from tui.letters.forms import SIGNERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tui.kit.fields import Form


Write = Callable[[Register], Change]


def load_start_form(register: Register) -> "Form":
    """The form of a new follow-up.

    Raises:
        FollowupUnderWay: one is open that covers something.
    """
    held, scales = followups.open_followup(register), followups.scales(register)
    if held is not None:
        covered = followups.progress(register, held.id)
        if covered.per_audit:
            raise FollowupUnderWay(held.title or "", len(covered.per_audit), covered.judged)
    newest = next(iter(followups.followups(register)), None)
    year = (held.year if held else None) or clock.today().year
    scale = next((one.scale for one in (held, newest and newest.followup) if one and one.scale), scales[0].id)
    proposals = followups.proposals(register, year)
    title = held.title if held and not held.supersedes else None
    return start_form(
        title or f"Uppföljning {year}",
        year,
        scale,
        scales,
        records.names(register, ["person"]),
        Choice((), proposals, records.names(register, ["audit"])),
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


def load_own_form(register: Register) -> "Form":
    """The form of the open follow-up itself.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return own_form(open_one(register), records.names(register, ["person"]))


def own_saved(given: "Mapping[str, Given]") -> Write:
    """Write what is changed of the open follow-up itself."""
    return lambda register: operations.edit_followup(register, open_one(register).id, given)


def load_audits_form(register: Register) -> "Form":
    """The form of which audits the open follow-up covers.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    followup = open_one(register)
    held = followups.progress(register, followup.id).per_audit
    covered = [Named("audit", one.audit, one.name) for one in held]
    proposals = followups.proposals(register, followup.year or clock.today().year)
    return audits_form(followup, Choice(covered, proposals, records.names(register, ["audit"])))


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
        order = [one.audit for one in followups.progress(register, followup).per_audit]
        if audit in order:
            place = order.index(audit)
            order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
        return operations.order_audits(register, followup, order)

    return write


def corrected(followup: str) -> Write:
    """Start a correction of a closed follow-up."""
    return partial(operations.start_correction, followup=followup)


MOST = 200
"""Recommendations that are listed of each move; how many there are is told all the same."""
LISTED = (Move.WORSE, Move.BETTER, Move.NEW, Move.GONE)
"""The moves whose recommendations are listed; the others are only counted."""


class FollowupPage(Struct, frozen=True):
    """A follow-up as a whole."""

    detail: FollowupDetail
    scale: str
    """The scale's label."""
    levels: tuple[Level, ...]
    signers: tuple[str, ...]
    rows: tuple[FollowedRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether it can be changed."""
        return self.detail.followup.state == "open"

    @property
    def audits(self) -> tuple[str, ...]:
        """Ids of the audits that it covers, in its order."""
        return tuple(each.audit for each in self.detail.progress.per_audit)


def every_followup(register: Register) -> list[FollowupView]:
    """The follow-ups: the open one first, then the newest."""
    return followups.followups(register)


def followed(register: Register, followup: str) -> FollowupPage:
    """A follow-up with all that is known of it.

    Raises:
        UnknownReference: there is no such follow-up any more.
    """
    detail = followups.followup_detail(register, followup)
    scale = detail.followup.scale or ""
    return FollowupPage(
        detail,
        records.name_of(register, "scale", scale) if scale else "",
        followups.levels(register, scale) if scale else (),
        tuple(", ".join(filter(None, [one.name, one.title])) for one in followups.signers(register, followup)),
        tuple(_rows(register, detail)),
    )


def next_unjudged(register: Register, after: str | None = None) -> tuple[str | None, bool]:
    """Id of the next recommendation to judge in the open follow-up, after another by id; and if there is any at all.

    The id is None when all are judged.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    from storage.operations.assessments import open_one  # noqa: PLC0415 - the screen of judging does without till then

    followup = open_one(register).id
    row = None if after is None else records.rid_of(register, "recommendation", after)
    rid = followups.next_unjudged(register, followup, row)
    found = recommendations.recommendations_at(register, [] if rid is None else [rid])
    return (found[0].id, True) if found else (None, followups.progress(register, followup).total > 0)


def load_report_form(register: Register, folder: "Path", followup: str | None = None) -> "tuple[Form, Held]":
    """Load the form of a report and the stored date and signers of every follow-up; `followup` is chosen at first.

    Raises:
        NoFollowup: there is nothing to report.
    """
    chosen = followups.report_followup(register, followup)
    every = [view.followup for view in followups.followups(register)]
    office = settings.value_of(register, "report_signers") or ""
    held = {}
    for each in every:
        signers = people_value(followups.signers(register, each.id)) or office
        held[each.id] = {REPORT_DATE: each.report_date or "", SIGNERS: signers}
    return with_draft(register, report_form(every, chosen, held, folder), REPORT), held


def report_settled(register: Register, followup: str, values: "Mapping[str, str]") -> tuple[Change, ...]:
    """Save the date and the signers that a report's form gives its follow-up.

    Raises:
        FollowupClosed: it is closed.
    """
    changes = []
    if REPORT_DATE in values:
        changes.append(operations.edit_followup(register, followup, {REPORT_DATE: values[REPORT_DATE]}))
    if SIGNERS in values:
        changes.append(set_followup_signers(register, followup, people(values[SIGNERS])))
    return tuple(changes)


def report_to_close(register: Register) -> PreparedReport:
    """Prepare the report of the open follow-up as one that is to be closed.

    Raises:
        NoOpenFollowup: there is none.
    """
    return jobs.prepare(register, open_one(register).id, final=True)


def _rows(register: Register, detail: FollowupDetail) -> Iterator[FollowedRow]:
    moves = detail.comparison.per_audit if detail.comparison else {}
    audits = _counted(_("Granskningar"), len(detail.progress.per_audit))
    for each in detail.progress.per_audit:
        yield audit_row(each, moves.get(each.audit), audits)
    for kind in Disagreement:
        found = [one for one in detail.mismatches if one.kind is kind]
        for mismatch in found:
            yield mismatch_row(mismatch, _counted(disagreement_word(kind), len(found)))
    for pointed in detail.without_evidence:
        yield evidence_row(pointed, _counted(_("Åtgärdade utan underlag"), len(detail.without_evidence)))
    yield from _moved(register, detail)


def _moved(register: Register, detail: FollowupDetail) -> Iterator[FollowedRow]:
    if detail.comparison is None or detail.previous is None:
        return
    since = _("sedan {title}").format(title=detail.previous.title or detail.previous.year or "")
    for move in LISTED:
        made = detail.comparison.made(move)
        for row in made[:MOST]:
            name = records.name_of(register, "recommendation", row.standing.recommendation)
            yield moved_row(row, name, f"{_counted(move_word(move), len(made))} {since}")


def _counted(head: str, number: int) -> str:
    return f"{head} · {number}"
