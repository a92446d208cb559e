"""The account of an audit's letter and answer, made from dates.

The wording is fixed: reports are read back into registers, and these sentences are how dates and § are found.
Nothing is said of what is not known.
"""

from datetime import date

from exports.swedish import bodies, lowered, paragraph_sign, quantity, sentence, when
from storage.domain.dates import long_form
from storage.domain.deadlines import is_a_day, known_date, lateness
from storage.domain.outcomes import Answer, AnswerOutcome, AskedFor, answer_outcome
from storage.domain.views import AnswerFacts


def trail_sentences(handed_over: str | None, answer: AnswerFacts, today: date) -> tuple[str, ...]:
    """What is known of how the report was handed over, and of the answer, a sentence each."""
    found = (
        _handed_over(known_date(handed_over) or known_date(answer.letter_decided), (*answer.asked, *answer.informed)),
        _asked(answer.asked, known_date(answer.answer_due)),
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
    due = known_date(answer.extension_due)
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
    day = known_date(answer.answered_on) or known_date(answer.received_on)
    where = f", {paragraph_sign(answer.paragraph)}" if answer.paragraph else ""
    when_and_where = f" {when(day)}{where}" if day else where
    if answer.responder:
        others = f" för egen del och för {bodies(answer.on_behalf_of)}" if answer.on_behalf_of else ""
        verb = "svarade" if day else "har svarat"
        return f"{sentence(lowered(answer.responder))} {verb}{others}{when_and_where}."
    if when_and_where:
        return f"Ett svar lämnades{when_and_where}."
    return "Något svar har inte kommit in." if answer.asked or known_date(answer.answer_due) else None


def _received(answer: AnswerFacts) -> str | None:
    received = known_date(answer.received_on)
    if received is None or not known_date(answer.answered_on) or received == answer.answered_on:
        return None
    return f"Svaret kom in {when(received)}."


def _lateness(answer: AnswerFacts, today: date) -> str | None:
    """By how much the answer was late, measured on the day it was received, else on the day it was decided."""
    asked = AskedFor(
        due=answer.answer_due, extension_decision=answer.extension_decision, extension_due=answer.extension_due
    )
    due, given = known_date(asked.due), Answer(decided_on=answer.answered_on, received_on=answer.received_on)
    if due is None or given.came is None:
        return None
    code, after = answer_outcome(asked, given, today).code, lateness(due, given.came)
    if not is_a_day(given.came):
        return "Svaret kom efter det begärda datumet." if after.surely_late else None
    days = quantity(after.most, "dag", "dagar")
    if code is AnswerOutcome.WITHIN_EXTENSION:
        return f"Svaret kom {days} efter det först begärda datumet men inom anståndet."
    return f"Svaret kom {days} efter det begärda datumet." if after.surely_late else None
