"""How answers and other things with a date stand, and why, in words: for the screen and the command line alike."""

from collections.abc import Iterable, Mapping

from storage.domain.outcomes import AnswerOutcome, Outcome, Reason, Why
from storage.domain.text import one_line
from storage.domain.watching import Clock, WatchItem
from tui.language.catalogue import _, many, mark
from tui.language.terms import value_word
from tui.language.words import means_word

_CLOCKS: Mapping[Clock, str] = {
    Clock.ANSWER: mark("Svar"),
    Clock.MEASURE: mark("Åtgärd"),
    Clock.FOLLOWUP: mark("Uppföljning"),
    Clock.LETTER: mark("Brev"),
}

_OUTCOMES: Mapping[AnswerOutcome, str] = {
    AnswerOutcome.NOT_ASKED: mark("inget svar begärt"),
    AnswerOutcome.ON_TIME: mark("i tid"),
    AnswerOutcome.WITHIN_EXTENSION: mark("inom beviljat anstånd"),
    AnswerOutcome.NO_DATE: mark("saknar datum"),
    AnswerOutcome.WAITING: mark("{days}"),
    AnswerOutcome.WAITING_EXTENDED: mark("{days}, anstånd beviljat"),
    AnswerOutcome.UNCERTAIN: mark("går inte att avgöra om det kom i tid"),
    AnswerOutcome.LATE: mark("försenat {days}"),
    AnswerOutcome.LATE_EXTENSION_UNDECIDED: mark("försenat {days}, anstånd begärt (beslut eller datum saknas)"),
    AnswerOutcome.OVERDUE: mark("försenat {days}"),
    AnswerOutcome.OVERDUE_EXTENSION_UNDECIDED: mark("försenat {days}, anstånd begärt (beslut eller datum saknas)"),
}

_WHY: Mapping[Why, str] = {
    Why.ASKED_BY: mark("svar senast {date}"),
    Why.NO_DUE_DATE: mark("inget datum är satt"),
    Why.NOT_ANSWERED: mark("inget svar har kommit"),
    Why.PART_ANSWERED: mark("svar saknas om {about}"),
    Why.RECEIVED: mark("svaret kom in {date}"),
    Why.DECIDED: mark("svaret beslutades {date}, när det kom in är inte känt"),
    Why.ANSWER_UNDATED: mark("när svaret kom är inte känt"),
    Why.DAY_UNKNOWN: mark("vilken dag är inte känt"),
    Why.ANSWERED_BY: mark("{who} svarade"),
    Why.ANSWERS_THROUGH: mark("{who} ska svara"),
    Why.EXTENSION_GRANTED: mark("anstånd beviljat till {date}"),
    Why.EXTENSION_REFUSED: mark("anstånd avslaget"),
    Why.EXTENSION_UNDECIDED: mark("anstånd begärt, beslut eller datum saknas"),
    Why.OVERRIDDEN: mark("räknas annorlunda än datumen säger: {reason}"),
    Why.HANDED_OVER: mark("överlämnad {date}, följs upp efter {years} år"),
    Why.NEVER_FOLLOWED_UP: mark("inte uppföljd"),
    Why.IN_OPEN_FOLLOWUP: mark("ingår i {title}"),
    Why.PROMISED_BY: mark("utlovat till {date}"),
    Why.STATE: mark("läge: {state}"),
    Why.JUDGED: mark("bedömning: {level}"),
    Why.LETTER_DECIDED: mark("beslutat {date}"),
    Why.NOT_SENT: mark("varken daterat eller undertecknat"),
}
_AGAIN = {"may": mark("kan följas upp igen enligt {title}"), "shall": mark("ska följas upp igen enligt {title}")}


def clock_word(clock: Clock) -> str:
    """What a clock measures, such as `Uppföljning`."""
    return _(_CLOCKS[clock])


def outcome_text(outcome: Outcome) -> str:
    """As in: `i tid`, `försenat 26 dagar`, `försenat minst 1 dag`."""
    return _standing(outcome.code, outcome.days, outcome.most)


def item_outcome(item: WatchItem) -> str:
    """As in: `försenat 26 dagar`, `39 dagar kvar`, `saknar datum`."""
    return _standing(item.outcome, item.days, None)


def why_text(why: Iterable[Reason]) -> str:
    """As in: `svar senast 2018-10-31; svaret kom in 2018-11-26`."""
    return one_line("; ".join(_reason(reason) for reason in why))


def again_text(again: str | None, title: str) -> str:
    """As in: `ska följas upp igen enligt Uppföljning 2026`; that it may be, where it is not said that it shall."""
    return _(_AGAIN.get(again or "", _AGAIN["may"])).format(title=title)


def _standing(code: AnswerOutcome, days: int | None, most: int | None) -> str:
    if code in {AnswerOutcome.WAITING, AnswerOutcome.WAITING_EXTENDED}:
        return _(_OUTCOMES[code]).format(days=_left(days or 0))
    if code is AnswerOutcome.UNCERTAIN and most:
        late = many(mark("{n} dag"), mark("{n} dagar"), most)
        return _("kan vara försenat, högst {days}").format(days=late)
    late = many(mark("{n} dag"), mark("{n} dagar"), days or 0)
    if most:
        late = _("minst {days}").format(days=late)
    return _(_OUTCOMES[code]).format(days=late if days else "").rstrip()


def _left(days: int) -> str:
    """How long it is until a day; what has begun is under way, however long it was until then."""
    if days > 0:
        return _("pågår")
    return many(mark("{n} dag kvar"), mark("{n} dagar kvar"), -days) if days else _("sista dagen i dag")


def _reason(reason: Reason) -> str:
    values = dict(reason.values)
    if reason.code is Why.FOLLOW_UP_AGAIN:
        return again_text(values["again"], values["title"])
    if reason.code is Why.REMINDED:
        return _reminded(values)
    if "level" in values:
        values["level"] = means_word(values["level"]).lower()
    if "state" in values:
        values["state"] = value_word("state", values["state"])
    return _(_WHY[reason.code]).format(**values)


def _reminded(values: Mapping[str, str]) -> str:
    number = int(values["number"])
    told = _("påmint {date}") if number == 1 else _("påmint {number} gånger, senast {date}")
    due = _("med svar senast {due}") if values["due"] else ""
    return " ".join(filter(None, [told, due])).format(**values)
