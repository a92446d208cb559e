"""The sentences of letters about answers, where the office has none of its own.

Nothing is said of what is not known.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from exports.letter_parts import Text, TextParagraph
from exports.letter_wording import by_when, said
from exports.swedish import bodies, joined, lowered, number, quantity, sentence, when
from exports.wording import line
from storage.domain.dates import last_day
from storage.domain.deadlines import known_date
from storage.domain.letter_views import TargetView
from storage.domain.outcomes import AnswerOutcome
from storage.domain.references import printed_number
from storage.domain.reminding import AwaitedAnswer, ExtensionMaterial, ReminderMaterial

TITLES = {1: "Påminnelse om svar till revisorerna", 2: "Andra påminnelsen om svar till revisorerna"}
EXTENSION_TITLE = "Beslut om anstånd med svar till revisorerna"
_RECOMMENDATION = "recommendation"


def reminder_opening(material: ReminderMaterial) -> Text:
    """Why the letter is written."""
    count, body = len(material.answers), lowered(line(material.body.name))
    asked = f"Revisorerna har bett {body or 'er'} om svar på {number(count, neuter=True)} brev"
    if material.level == 1:
        missing = "Svaret har inte kommit in i tid" if count == 1 else "Svaren har inte kommit in i tid"
        return said(f"{asked}. {missing}. Här framgår vad som saknas.")
    missing = "Svaret saknas fortfarande" if count == 1 else "Svaren saknas fortfarande"
    return said(f"{asked}, och har påmint om det tidigare. {missing}.")


def reminder_request(material: ReminderMaterial, dated: str) -> Text:
    """By when an answer is wanted now."""
    due = known_date(material.letter.answer_due)
    if due is None:
        return said("Revisorerna önskar svar snarast.")
    wanted = "Revisorerna önskar svar" if material.level == 1 else "Svar ska ha kommit in"
    return said(f"{wanted} {by_when(due, last_day(dated))}.")


def consequence(material: ReminderMaterial) -> Text:
    """What happens where no answer comes."""
    if material.level == 1:
        return said("Svar som uteblir redovisas för kommunfullmäktige.")
    return said("Uteblir svaret också då anmäler revisorerna det till kommunfullmäktige.")


def notes(material: ReminderMaterial) -> Text:
    """What is to be known of some of the answers: that more time was asked for, and nothing decided."""
    undecided = AnswerOutcome.OVERDUE_EXTENSION_UNDECIDED
    about = [_about(one) for one in material.answers if one.outcome.code is undecided]
    if not about:
        return ()
    return said(f"Anstånd har begärts med svaret om {joined(about)}, men något nytt datum är inte beslutat.")


def extension_opening(material: ExtensionMaterial) -> Text:
    """What was asked for, by whom and when."""
    day = known_date(material.requested)
    asked = f" {when(day)}" if day else ""
    body = sentence(lowered(line(material.body.name))) or "Ni"
    return said(f"{body} har{asked} begärt anstånd med svaret nedan.")


def extension_decision(material: ExtensionMaterial) -> Text:
    """What was decided, and which date applies."""
    (answer,) = material.answers
    granted, first = known_date(material.extension_due), answer.outcome.due
    if material.granted and granted:
        return said(f"Revisorerna beviljar anståndet. Svaret ska ha kommit in senast {when(granted)}.")
    stands = f" Den tidigare svarsdagen, {when(first)}, står fast." if first else ""
    return said(f"Revisorerna avslår begäran.{stands}")


def points_text(points: Sequence[TargetView]) -> Text:
    """What is to be answered, as in `Fråga 1) samt rekommendation 1), 2) och 4)`; a paragraph for each audit."""
    questions = [one for one in points if one.entity != _RECOMMENDATION]
    rest = [one for one in points if one.entity == _RECOMMENDATION]
    told = [(about, list(members)) for about, members in groupby(rest, key=lambda one: one.about)]
    several = len(told) > 1
    lines = list(_counted(questions, "Fråga", "frågor"))
    for about, members in told:
        named = " ".join(_counted(members, "Rekommendation", "rekommendationer"))
        lines.append(f"{line(about)}: {named[:1].lower()}{named[1:]}" if several and about else named)
    return tuple(TextParagraph(text) for text in lines)


def _counted(points: Sequence[TargetView], one: str, several: str) -> Iterable[str]:
    """`Rekommendation 1), 2) och 4)`; where not all have numbers, `4 rekommendationer`."""
    if not points:
        return
    numbers = [printed_number(line(each.number)) for each in points]
    yield f"{one} {joined(numbers)}" if all(numbers) else sentence(quantity(len(points), one.lower(), several))


def behalf(answer: AwaitedAnswer) -> str | None:
    """For whom else the answer is."""
    return f"Även för {bodies(answer.on_behalf_of)}" if answer.on_behalf_of else None


def _about(answer: AwaitedAnswer) -> str:
    return joined(audit_names(answer)) if answer.about else "brevet"


def audit_names(answer: AwaitedAnswer) -> list[str]:
    """What the audits that an answer is about are called."""
    return [line(audit.name) for audit in answer.about if line(audit.name)]


def days_late(answer: AwaitedAnswer) -> Iterator[str]:
    """By how much it is late, where it is."""
    if answer.outcome.days is not None and answer.outcome.days > 0:
        yield f"{answer.outcome.days} {'dag' if answer.outcome.days == 1 else 'dagar'}"
