"""The account of an audit's letter and answer, made from dates.

The wording is fixed: reports are read back into registers, and these sentences are how dates and § are found.
Nothing is said of what is not known.
"""

from datetime import date

from exports.swedish import bodies, lowered, paragraph_sign, quantity, sentence, when
from storage.domain.dates import first_day, is_partial_date, last_day, long_form
from storage.domain.deadlines import AnswerOutcome, answer_status
from storage.domain.views import AnswerFacts

_A_DAY = len("2019-02-05")


def trail_sentences(handed_over: str | None, answer: AnswerFacts, today: date) -> tuple[str, ...]:
    """What is known of how the report was handed over, and of the answer, a sentence each."""
    found = (
        _handed_over(_known(handed_over) or _known(answer.letter_decided), (*answer.asked, *answer.informed)),
        _asked(answer.asked, _known(answer.answer_due)),
        _extension(answer),
        _answered(answer),
        _received(answer),
        _lateness(answer, today),
    )
    return tuple(text for text in found if text)


def _handed_over(decided: str | None, receivers: tuple[str, ...]) -> str | None:
    if decided is None:
        return None
    to = f" till {bodies(receivers)}" if receivers else ""
    return f"Revisorerna beslutade {when(decided)} att överlämna rapporten{to}."


def _asked(asked: tuple[str, ...], due: str | None) -> str | None:
    by = f" senast {when(due)}" if due else ""
    if asked:
        return f"{sentence(bodies(asked))} ombads svara{by}."
    return f"Svar begärdes{by}." if by else None


def _extension(answer: AnswerFacts) -> str | None:
    due = _known(answer.extension_due)
    match answer.extension_decision:
        case "refused":
            return "Anstånd begärdes men beviljades inte."
        case "granted" if due:
            return f"Anstånd beviljades till {long_form(due)}."
    if due:
        return f"Anstånd begärdes till {long_form(due)}, men beslutet framgår inte."
    if answer.extension_requested or answer.extension_decision:
        return "Anstånd begärdes, men beslut eller nytt datum framgår inte."
    return None


def _answered(answer: AnswerFacts) -> str | None:
    day = _known(answer.answered_on) or _known(answer.received_on)
    where = f", {paragraph_sign(answer.paragraph)}" if answer.paragraph else ""
    when_and_where = f" {when(day)}{where}" if day else where
    if answer.responder:
        others = f" för egen del och för {bodies(answer.on_behalf_of)}" if answer.on_behalf_of else ""
        verb = "svarade" if day else "har svarat"
        return f"{sentence(lowered(answer.responder))} {verb}{others}{when_and_where}."
    if when_and_where:
        return f"Ett svar lämnades{when_and_where}."
    return "Något svar har inte kommit in." if answer.asked or _known(answer.answer_due) else None


def _received(answer: AnswerFacts) -> str | None:
    received = _known(answer.received_on)
    if received is None or not _known(answer.answered_on) or received == answer.answered_on:
        return None
    return f"Svaret kom in {when(received)}."


def _lateness(answer: AnswerFacts, today: date) -> str | None:
    """By how much the answer was late, measured on the day it was received, else on the day it was decided."""
    due, came = _known(answer.answer_due), _known(answer.received_on) or _known(answer.answered_on)
    if due is None or came is None:
        return None
    if len(came) != _A_DAY:
        surely = first_day(came) > last_day(due)
        return "Svaret kom efter det begärda datumet." if surely else None
    granted = answer.extension_decision == "granted"
    status = answer_status(due, came, today, extension_due=_known(answer.extension_due) if granted else None)
    days = quantity(status.days_late, "dag", "dagar")
    match status.outcome:
        case AnswerOutcome.LATE:
            return f"Svaret kom {days} efter det begärda datumet."
        case AnswerOutcome.WITHIN_EXTENSION:
            return f"Svaret kom {days} efter det först begärda datumet men inom anståndet."
    return None


def _known(partial: str | None) -> str | None:
    return partial if partial and is_partial_date(partial) else None
