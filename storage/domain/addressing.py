"""Recipients of a missiv, and what it asks of each: that follows from what is open for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from storage.domain.material import (
    ACTION,
    ANSWER,
    INFORMATION,
    ROLES,
    AssessedRecommendation,
    AuditInLetter,
    LeftOut,
    Recipient,
    Unasked,
)
from storage.domain.records import LetterQuestion, replace
from storage.domain.scale import NOT_ASSESSABLE, NOT_IMPLEMENTED, PARTIAL

_ROLE_ORDER = {role: place for place, role in enumerate(ROLES)}


class Points(Struct, frozen=True):
    """The points of an audit by what a letter may say of them."""

    open: tuple[AssessedRecommendation, ...]
    """Those left to do something about, and the points that they are part of."""
    unclear: tuple[AssessedRecommendation, ...]
    """Those of which the follow-up does not show whether anything remains."""
    settled: tuple[AssessedRecommendation, ...]


def split_points(points: Sequence[AssessedRecommendation], *, judged: bool, settled: Collection[str] = ()) -> Points:
    """Split the points of an audit; a point with parts is what its parts are.

    Args:
        points: in printed order.
        judged: True if the letter hands over a follow-up's report, so that assessments decide what is open.
        settled: ids of points that the follow-up leaves out as settled.
    """
    parents = {str(each.recommendation.parent) for each in points}
    leaves = [each for each in points if each.recommendation.id not in parents]
    closed = {each.recommendation.id for each in leaves if _is_closed(each)}
    if judged:
        left = {each.recommendation.id for each in leaves if _remains(each)} - closed
        unknown = {each.recommendation.id for each in leaves if _is_unclear(each)} - closed - set(settled)
    else:
        left, unknown = {each.recommendation.id for each in leaves} - closed, set()
    kept = left | _above(left, points)
    return Points(
        open=tuple(each for each in points if each.recommendation.id in kept),
        unclear=tuple(each for each in leaves if each.recommendation.id in unknown),
        settled=tuple(each for each in leaves if each.recommendation.id not in left | unknown),
    )


def _is_closed(each: AssessedRecommendation) -> bool:
    """Return True if a point has a closing reason, and was not taken in again after that."""
    reopened = each.assessment is not None and each.assessment.reopened_reason is not None
    return bool(each.recommendation.closing_reason) and not reopened


def _remains(each: AssessedRecommendation) -> bool:
    return each.level is not None and each.level.means in {PARTIAL, NOT_IMPLEMENTED}


def _is_unclear(each: AssessedRecommendation) -> bool:
    return each.level is None or each.level.means == NOT_ASSESSABLE


def _above(ids: Iterable[str], points: Sequence[AssessedRecommendation]) -> set[str]:
    """Return the ids of the points that these are part of, directly or not."""
    parents = {each.recommendation.id: each.recommendation.parent for each in points}
    above: set[str] = set()
    for point in ids:
        parent = parents.get(point)
        while parent is not None and parent not in above:
            above.add(str(parent))
            parent = parents.get(str(parent))
    return above


def directed_to(
    points: Sequence[AssessedRecommendation], directed: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Return the bodies that each point is directed to, by itself or with the point that it is part of."""
    parents = {each.recommendation.id: each.recommendation.parent for each in points}
    found = []
    for each in points:
        seen: set[str] = set()
        current: str | None = each.recommendation.id
        while current is not None and current not in directed and current not in seen:
            seen.add(current)
            current = parents.get(current)
        found.append(directed.get(current or "", ()))
    return found


def one_of_each(recipients: Sequence[Recipient]) -> list[Recipient]:
    """Return recipients, those that are the same body put together: the first role of the list, and all demands."""
    found: dict[str, Recipient] = {}
    for each in recipients:
        known = found.get(each.body.id)
        found[each.body.id] = each if known is None else _together(known, each)
    return list(found.values())


def _together(one: Recipient, other: Recipient) -> Recipient:
    links = sorted((one.recipient, other.recipient), key=lambda link: _ROLE_ORDER.get(link.role or "", len(ROLES)))
    first = links[0]
    demands = [link.demand for link in (one.recipient, other.recipient) if link.demand]
    due = first.answer_due or links[1].answer_due
    kept = one if first is one.recipient else other
    return replace(kept, recipient=replace(first, demand="\n".join(demands) or None, answer_due=due))


def addressed(
    recipients: Sequence[Recipient],
    audits: Sequence[AuditInLetter],
    questions: Sequence[LetterQuestion],
    *,
    judged: bool,
    chosen: bool,
    all_bodies: bool,
) -> tuple[tuple[Recipient, ...], tuple[LeftOut, ...]]:
    """Return the recipients by role, by what they are asked, and the bodies left out since they are asked nothing.

    A body of which nothing is asked is left out, unless it was chosen for this letter or every body is to have it;
    then it gets the letter for information. Where nothing is assessed in a follow-up nobody is left out.

    Args:
        recipients: those with the role to respond or to act are looked at.
        audits: the audits of the letter.
        questions: its questions.
        judged: True if it hands over a follow-up's report.
        chosen: True if the recipients were named for this letter.
        all_bodies: True if bodies of which nothing is asked get it too.
    """
    kept: list[Recipient] = []
    left_out: list[LeftOut] = []
    keep = chosen or all_bodies or (judged and nothing_assessed(audits))
    parties = _parties(audits)
    for each in recipients:
        unasked = _unasked(each, recipients, audits, questions, judged=judged)
        if each.recipient.role not in {ANSWER, ACTION}:
            kept.append(replace(each, unasked=unasked if each.body.name in parties else None))
        elif unasked is None or (chosen and not judged):
            kept.append(each)
        elif keep:
            informed = replace(each.recipient, role=INFORMATION, through=None)
            kept.append(replace(each, recipient=informed, through=None, unasked=unasked))
        else:
            left_out.append(LeftOut(each.body, unasked))
    kept.sort(key=lambda each: _ROLE_ORDER.get(each.recipient.role or "", len(ROLES)))
    return tuple(kept), tuple(left_out)


def nothing_assessed(audits: Sequence[AuditInLetter]) -> bool:
    """Return True if no point is assessed."""
    points = (each for audit in audits for each in (*audit.recommendations, *audit.unclear, *audit.settled))
    return all(each.level is None for each in points)


def _parties(audits: Sequence[AuditInLetter]) -> set[str | None]:
    """Return the names of the bodies that audits or their points are about."""
    points = (each for audit in audits for each in (*audit.recommendations, *audit.unclear, *audit.settled))
    return {*(name for audit in audits for name in audit.auditees), *(name for each in points for name in each.bodies)}


def _unasked(
    recipient: Recipient,
    recipients: Sequence[Recipient],
    audits: Sequence[AuditInLetter],
    questions: Sequence[LetterQuestion],
    *,
    judged: bool,
) -> Unasked | None:
    """Return why nothing is asked of a body and of those that it responds for; None if something is.

    An audit without any point asks all that it is about for their view of it. A follow-up shows that nothing remains
    only where it has settled points of the body.
    """
    concerned = [recipient.body, *(each.body for each in recipients if each.recipient.through == recipient.body.id)]
    ids, names = {body.id for body in concerned}, {body.name for body in concerned}
    if recipient.recipient.demand or any(question.body is None or question.body in ids for question in questions):
        return None
    if any(names & set(each.bodies) for audit in audits for each in open_leaves(audit)):
        return None
    if not judged:
        return Unasked.NOTHING_OPEN if any(audit.recommendations or audit.settled for audit in audits) else None
    unclear = any(names & set(each.bodies) for audit in audits for each in audit.unclear)
    settled = any(names & set(each.bodies) for audit in audits for each in audit.settled)
    return Unasked.NOTHING_OPEN if settled and not unclear else Unasked.UNCLEAR


def open_leaves(audit: AuditInLetter) -> list[AssessedRecommendation]:
    """Return the open points of an audit that have no parts."""
    parents = {each.recommendation.parent for each in audit.recommendations}
    return [each for each in audit.recommendations if each.recommendation.id not in parents]
