"""What the screen of follow-ups asks of the register: all of them, and one as a whole with what there is to look at."""

from collections.abc import Iterator

from msgspec import Struct

from storage import following, queries, reporting
from storage.domain.comparing import Move
from storage.domain.following import Disagreement, FollowupDetail
from storage.domain.records import Level
from storage.domain.views import FollowupView
from storage.register import Register
from tui.language.catalogue import _
from tui.language.following import disagreement_word, move_word
from tui.widgets.followup_columns import FollowedRow, audit_row, evidence_row, mismatch_row, moved_row

MOST = 200
"""Recommendations that are listed of each move; how many there are is told all the same."""
LISTED = (Move.WORSE, Move.BETTER, Move.NEW, Move.GONE)
"""The moves whose recommendations are listed; the others are only counted."""


class Followed(Struct, frozen=True):
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
    return queries.followups(register)


def followed(register: Register, followup: str) -> Followed:
    """A follow-up with all that is known of it.

    Raises:
        UnknownReference: there is no such follow-up any more.
    """
    detail = following.followup_detail(register, followup)
    scale = detail.followup.scale or ""
    return Followed(
        detail,
        queries.name_of(register, "scale", scale) if scale else "",
        queries.levels(register, scale) if scale else (),
        tuple(", ".join(filter(None, [one.name, one.title])) for one in reporting.signers(register, followup)),
        tuple(_rows(register, detail)),
    )


def next_unjudged(register: Register, after: str | None = None) -> tuple[str | None, bool]:
    """Id of the next recommendation to judge in the open follow-up, after another by id; and if there is any at all.

    The id is None when all are judged.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    from storage.operations.assessing import open_one  # noqa: PLC0415 - the screen of judging does without till then

    followup = open_one(register).id
    row = None if after is None else queries.rid_of(register, "recommendation", after)
    rid = following.next_unjudged(register, followup, row)
    found = queries.recommendations_at(register, [] if rid is None else [rid])
    return (found[0].id, True) if found else (None, following.progress(register, followup).total > 0)


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
            name = queries.name_of(register, "recommendation", row.standing.recommendation)
            yield moved_row(row, name, f"{_counted(move_word(move), len(made))} {since}")


def _counted(head: str, number: int) -> str:
    return f"{head} · {number}"
