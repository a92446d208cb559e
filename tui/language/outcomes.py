"""Outcomes of responses and other deadlines, and of follow-ups compared, in words for both front ends."""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from msgspec import Struct

from storage.domain.deadlines import Deadline, DeadlineKind
from storage.domain.followups import (
    AuditProgress,
    ComparedRecommendation,
    Coverage,
    Disagreement,
    Ground,
    Mismatch,
    Move,
    Moves,
    Progress,
    Proposal,
)
from storage.domain.outcomes import Outcome, Reason, ReasonCode, ResponseOutcome
from storage.domain.records import replace
from storage.domain.text import one_line
from storage.domain.views import RecommendationDetail, ResponseFacts, StanceView
from tui.language.catalogue import _, many, mark, mark_many
from tui.language.words import NOTHING, level_label, means_word, paragraph_sign, value_word

_CLOCKS: Mapping[DeadlineKind, str] = {
    DeadlineKind.ANSWER: mark("Svar"),
    DeadlineKind.MEASURE: mark("Åtgärd"),
    DeadlineKind.FOLLOWUP: mark("Uppföljning"),
    DeadlineKind.LETTER: mark("Brev"),
    DeadlineKind.OPEN: mark("Öppet länge"),
}

_OUTCOMES: Mapping[ResponseOutcome, str] = {
    ResponseOutcome.NOT_REQUESTED: mark("inget svar begärt"),
    ResponseOutcome.ON_TIME: mark("i tid"),
    ResponseOutcome.WITHIN_EXTENSION: mark("inom beviljat anstånd"),
    ResponseOutcome.NO_DATE: mark("saknar datum"),
    ResponseOutcome.WAITING: mark("{days}"),
    ResponseOutcome.WAITING_EXTENDED: mark("{days}, anstånd beviljat"),
    ResponseOutcome.UNCERTAIN: mark("går inte att avgöra om det kom i tid"),
    ResponseOutcome.LATE: mark("försenat {days}"),
    ResponseOutcome.LATE_EXTENSION_UNDECIDED: mark("försenat {days}, anstånd begärt (beslut eller datum saknas)"),
    ResponseOutcome.OVERDUE: mark("försenat {days}"),
    ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED: mark("försenat {days}, anstånd begärt (beslut eller datum saknas)"),
}

_WHY: Mapping[ReasonCode, str] = {
    ReasonCode.REQUESTED_BY: mark("svar senast {date}"),
    ReasonCode.NO_DUE_DATE: mark("inget datum är satt"),
    ReasonCode.NOT_ANSWERED: mark("inget svar har kommit"),
    ReasonCode.PART_ANSWERED: mark("svar saknas om {about}"),
    ReasonCode.RECEIVED: mark("svaret kom in {date}"),
    ReasonCode.DECIDED: mark("svaret beslutades {date}, när det kom in är inte känt"),
    ReasonCode.ANSWER_UNDATED: mark("när svaret kom är inte känt"),
    ReasonCode.DAY_UNKNOWN: mark("vilken dag är inte känt"),
    ReasonCode.ANSWERED_BY: mark("{who} svarade"),
    ReasonCode.ANSWERS_THROUGH: mark("{who} ska svara"),
    ReasonCode.EXTENSION_GRANTED: mark("anstånd beviljat till {date}"),
    ReasonCode.EXTENSION_REFUSED: mark("anstånd avslaget"),
    ReasonCode.EXTENSION_UNDECIDED: mark("anstånd begärt, beslut eller datum saknas"),
    ReasonCode.OVERRIDDEN: mark("räknas annorlunda än datumen säger: {reason}"),
    ReasonCode.HANDED_OVER: mark("överlämnad {date}, följs upp efter {years} år"),
    ReasonCode.NEVER_FOLLOWED_UP: mark("inte uppföljd"),
    ReasonCode.IN_OPEN_FOLLOWUP: mark("ingår i {title}"),
    ReasonCode.PROMISED_BY: mark("utlovat till {date}"),
    ReasonCode.STATE: mark("läge: {state}"),
    ReasonCode.ASSESSED: mark("bedömning: {level}"),
    ReasonCode.LETTER_DECIDED: mark("brevet beslutat {date}"),
    ReasonCode.OPEN_LIMIT: mark("försenat efter {months} månader"),
    ReasonCode.NOT_SENT: mark("brevet varken daterat eller undertecknat"),
}
_AGAIN = {"may": mark("kan följas upp igen enligt {title}"), "shall": mark("ska följas upp igen enligt {title}")}


def clock_word(clock: DeadlineKind) -> str:
    """Return the word for a kind of deadline, such as `Uppföljning`."""
    return _(_CLOCKS[clock])


def outcome_text(outcome: Outcome) -> str:
    """Render `i tid`, `försenat 26 dagar`, `försenat minst 1 dag`."""
    return _outcome_text(outcome.code, outcome.days, outcome.most)


def item_outcome(item: Deadline) -> str:
    """Render `försenat 26 dagar`, `39 dagar kvar`, `saknar datum`."""
    return _outcome_text(item.outcome, item.days, None)


def why_text(why: Iterable[Reason]) -> str:
    """Render `svar senast 2018-10-31; svaret kom in 2018-11-26`."""
    return one_line("; ".join(_reason(reason) for reason in why))


def again_text(again: str | None, title: str) -> str:
    """Render `ska följas upp igen enligt Uppföljning 2026`; *kan* where it is not *shall*."""
    return _(_AGAIN.get(again or "", _AGAIN["may"])).format(title=title)


def _outcome_text(code: ResponseOutcome, days: int | None, most: int | None) -> str:
    if code in {ResponseOutcome.WAITING, ResponseOutcome.WAITING_EXTENDED}:
        return _(_OUTCOMES[code]).format(days=_left(days or 0))
    if code is ResponseOutcome.UNCERTAIN and most:
        late = many(mark("{n} dag"), mark("{n} dagar"), most)
        return _("kan vara försenat, högst {days}").format(days=late)
    late = many(mark("{n} dag"), mark("{n} dagar"), days or 0)
    if most:
        late = _("minst {days}").format(days=late)
    return _(_OUTCOMES[code]).format(days=late if days else "").rstrip()


def _left(days: int) -> str:
    """Render the days left; a positive number means that it has begun."""
    if days > 0:
        return _("pågår")
    return many(mark("{n} dag kvar"), mark("{n} dagar kvar"), -days) if days else _("sista dagen i dag")


def _reason(reason: Reason) -> str:
    values = dict(reason.values)
    if reason.code is ReasonCode.FOLLOW_UP_AGAIN:
        return again_text(values["again"], values["title"])
    if reason.code is ReasonCode.OPEN_SINCE:
        return _open_since(values)
    if reason.code is ReasonCode.REMINDED:
        return _reminded(values)
    if "level" in values:
        values["level"] = means_word(values["level"]).lower()
    if "state" in values:
        values["state"] = value_word("state", values["state"])
    return _(_WHY[reason.code]).format(**values)


def _open_since(values: Mapping[str, str]) -> str:
    points = many(mark("{n} rekommendation öppen"), mark("{n} rekommendationer öppna"), int(values["number"]))
    template = _("{points} sedan {since}")
    return template.format(points=points, since=age_text(values["date"], int(values["months"])))


def _reminded(values: Mapping[str, str]) -> str:
    number = int(values["number"])
    template = _("påmint {date}") if number == 1 else _("påmint {number} gånger, senast {date}")
    due = _("med svar senast {due}") if values["due"] else ""
    return " ".join(filter(None, [template, due])).format(**values)


_MOVES: Mapping[Move, str] = {
    Move.BETTER: mark("bättre"),
    Move.SAME: mark("samma"),
    Move.WORSE: mark("sämre"),
    Move.NEW: mark("ny"),
    Move.GONE: mark("inte med nu"),
    Move.NOT_COMPARABLE: mark("går inte att jämföra"),
    Move.NOT_ASSESSED: mark("inte bedömd nu"),
}
_SEVERAL: Mapping[Move, tuple[str, str]] = {
    Move.BETTER: mark_many("{n} bättre", "{n} bättre"),
    Move.SAME: mark_many("{n} samma", "{n} samma"),
    Move.WORSE: mark_many("{n} sämre", "{n} sämre"),
    Move.NEW: mark_many("{n} ny", "{n} nya"),
    Move.GONE: mark_many("{n} inte med nu", "{n} inte med nu"),
    Move.NOT_COMPARABLE: mark_many("{n} går inte att jämföra", "{n} går inte att jämföra"),
    Move.NOT_ASSESSED: mark_many("{n} inte bedömd nu", "{n} inte bedömda nu"),
}
MOVE_SYMBOLS: Mapping[Move, str] = {
    Move.BETTER: "↑",
    Move.SAME: "=",
    Move.WORSE: "↓",
    Move.NEW: "+",
    Move.GONE: "−",
    Move.NOT_COMPARABLE: "?",
    Move.NOT_ASSESSED: "·",
}
"""Always shown beside the word."""


def move_word(move: Move) -> str:
    """Render a move, such as `↑ bättre`."""
    return f"{MOVE_SYMBOLS[move]} {_(_MOVES[move])}"


def moves_text(moves: Moves) -> str:
    """Render `3 bättre, 2 samma, 1 ny`; moves without any are left out."""
    return ", ".join(many(*_SEVERAL[move], moves[move]) for move in Move if moves[move])


def compared_text(compared: ComparedRecommendation) -> str:
    """Render `↓ sämre: ✔ Åtgärdad → ◐ Delvis åtgärdad`."""
    before, now = compared.pair.before, compared.pair.now
    shown = [level_label(level) for level in (before, now) if level is not None]
    return f"{move_word(compared.move)}: {' → '.join(shown)}"


def progress_text(progress: Progress | AuditProgress) -> str:
    """Render `12 av 37 bedömda`, and what is settled: `12 av 37 bedömda, 5 avslutade tidigare`."""
    text = _("{judged} av {total} bedömda").format(judged=progress.assessed, total=progress.total)
    settled = many("{n} avslutad tidigare", "{n} avslutade tidigare", progress.settled) if progress.settled else ""
    return ", ".join(filter(None, [text, settled]))


def taken_in_text(taken: Sequence[AuditProgress]) -> str:
    """Render `Löner är nu med i uppföljningen: 6 att bedöma, 2 avslutade tidigare.`, a sentence for each audit."""
    sentences = []
    for one in taken:
        numbers = [many("{n} att bedöma", "{n} att bedöma", one.total)]
        if one.settled:
            numbers.append(many("{n} avslutad tidigare", "{n} avslutade tidigare", one.settled))
        sentence = _("”{name}” är nu med i uppföljningen: {numbers}.")
        sentences.append(sentence.format(name=one_line(one.name), numbers=", ".join(numbers)))
    return " ".join(sentences)


def outside_text(coverage: Coverage) -> str:
    """Render `31 av 37 som återstår är inte med.`; empty when all of it is."""
    if not coverage.outside:
        return ""
    sentence = _("{count} av {total} som återstår är inte med.")
    return sentence.format(count=coverage.outside, total=coverage.total)


def why_proposed(proposal: Proposal) -> str:
    """Render the ground of a proposal, as in `överlämnad 2024-03 och inte uppföljd sedan dess`."""
    if proposal.ground is Ground.NOT_FOLLOWED_UP or proposal.last is None:
        return _("överlämnad {date} och inte uppföljd sedan dess").format(date=proposal.handed_over)
    last = proposal.last
    text = again_text(last.again, one_line(last.title))
    return f"{text} ({last.year})" if last.year else text


def mismatch_text(mismatch: Mismatch) -> str:
    """Render `Kommunstyrelsen säger klart, revisionen säger ✘ Inte åtgärdad`."""
    field = "stance" if mismatch.claim == "already_done" else "self_assessment"
    template = _("{body} säger {said}, revisionen säger {level}")
    body = one_line(mismatch.responder) or _("Organet")
    claim = value_word(field, mismatch.claim)
    return template.format(body=body, said=claim, level=level_label(mismatch.level))


def disagreement_word(kind: Disagreement) -> str:
    """Return the heading over mismatches of one kind."""
    if kind is Disagreement.CLAIMED_DONE:
        return _("Organet säger klart, revisionen inte")
    return _("Revisionen säger klart, organet inte")


def reasons_text(reasons: Mapping[str, int]) -> str:
    """Render `arbetsbelastning 2, utan orsak 1`."""
    named = sorted(reasons.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return ", ".join(f"{value_word('reason', reason) if reason else _('utan orsak')} {n}" for reason, n in named)


SOON = 30
"""Days ahead that count as soon."""


class Urgency(IntEnum):
    """Urgency of a deadline; the most urgent first."""

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
    ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED: ResponseOutcome.OVERDUE,
    ResponseOutcome.WAITING_EXTENDED: ResponseOutcome.WAITING,
}
"""Outcome with an extension in its words → outcome without."""


class UrgencyCounts(Struct, frozen=True):
    """Number of deadlines by urgency."""

    counts: Mapping[Urgency, int]

    @property
    def total(self) -> int:
        """Number of all deadlines."""
        return sum(self.counts.values())


def urgency(item: Deadline) -> Urgency:
    """Classify a deadline."""
    if item.is_late:
        return Urgency.LATE
    if item.days is None:
        return Urgency.NO_DATE
    return Urgency.SOON if -item.days <= SOON else Urgency.LATER


def urgency_head(kind: Urgency, number: int) -> str:
    """Render `Försenat · 3`."""
    return f"{_(_HEADS[kind])} · {number}"


def count_urgencies(items: Iterable[Deadline]) -> UrgencyCounts:
    """Count deadlines by urgency."""
    counts = dict.fromkeys(Urgency, 0)
    for item in items:
        counts[urgency(item)] += 1
    return UrgencyCounts(counts)


def late_words(known: UrgencyCounts) -> str:
    """Render `3 försenade`."""
    return many(mark("{n} försenad"), mark("{n} försenade"), known.counts[Urgency.LATE])


def soon_words(known: UrgencyCounts) -> str:
    """Render `2 inom 30 dagar`."""
    return _("{n} inom 30 dagar").format(n=known.counts[Urgency.SOON])


def short_outcome(item: Deadline) -> str:
    """Render an outcome without its extension, as in `försenat 26 dagar`."""
    return item_outcome(replace(item, outcome=_PLAINLY.get(item.outcome, item.outcome)))


def answer_text(detail: RecommendationDetail) -> str:
    """Return the response in one sentence: who, when and which §, or that there is none; and when it was due.

    What somebody has said of the recommendation itself, as in a report back, is something too.
    """
    facts = detail.answer
    silent = "" if detail.stances else _("inget svar")
    asked = _("begärt till {date}").format(date=facts.answer_due) if facts.answer_due else ""
    if not (facts.answered_on or facts.responder):
        return _joined(silent, asked, _extension(facts))
    paragraph = paragraph_sign(facts.paragraph) if facts.paragraph else ""
    who = " ".join(filter(None, [facts.responder, facts.answered_on, paragraph]))
    behalf = _("även för {names}").format(names=", ".join(facts.on_behalf_of)) if facts.on_behalf_of else ""
    return _joined(who, behalf, asked, _extension(facts))


def age_text(since: str | None, months: int | None) -> str:
    """Render `2023-05-02, 42 månader`: since when something is open; empty when that is not known."""
    return _joined(since or "", many(mark("{n} månad"), mark("{n} månader"), months) if since and months else "")


def _extension(facts: ResponseFacts) -> str:
    if not facts.extension_decision:
        return _("anstånd begärt") if facts.extension_requested else ""
    if facts.extension_decision == "unknown":
        return _("anstånd begärt (beslut okänt)")
    told = _("anstånd {decision} till {date}") if facts.extension_due else _("anstånd {decision}")
    decision = value_word("extension_decision", facts.extension_decision)
    return told.format(decision=decision, date=facts.extension_due)


def stance_text(view: StanceView) -> str:
    """Return a body's stance on one line: who, in which words, when and which §."""
    stance = value_word("stance", view.stance) if view.stance else ""
    progress = value_word("self_assessment", view.self_assessment) if view.self_assessment else ""
    paragraph = paragraph_sign(view.paragraph) if view.paragraph else ""
    where = " ".join(filter(None, [view.decided_on, paragraph]))
    text = _joined(stance, progress, where) or NOTHING
    return f"{view.responder}: {text}" if view.responder else text


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
