"""Sentences of letters. Nothing is said of what is not known."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from exports.document import SOME_OFFICE, Paragraphs, line, paragraph_of, prose
from exports.swedish import bodies, joined, lowered, number, quantity, sentence, uncapitalised, when
from storage.domain.dates import WEEKDAYS, first_day, known_date, last_day
from storage.domain.identity import printed_number
from storage.domain.material import (
    ACTION,
    ANSWER,
    INFORMATION,
    AwaitedResponse,
    ExtensionMaterial,
    LetterMaterial,
    Recipient,
    ReminderMaterial,
)
from storage.domain.outcomes import ResponseOutcome
from storage.domain.records import Audit
from storage.domain.text import Paragraph
from storage.domain.views import TargetView

CLOSING = "På revisorernas vägnar"
TITLES = {1: "Påminnelse om svar till revisorerna", 2: "Andra påminnelsen om svar till revisorerna"}
EXTENSION_TITLE = "Beslut om anstånd med svar till revisorerna"
PLACEHOLDERS = ("office", "title", "bodies", "years", "firm", "registry_number", "answer_due")
"""Names in braces in standard texts. `bodies` are the audited ones, `title` the audit's or the follow-up's."""

_NEAR = 60
"""Days within which a weekday helps more than it clutters."""
_A_DAY = len("2019-02-05")
_BRACED = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
_RECOMMENDATION = "recommendation"

_RESPONSE_TO_AUDIT = """Av svaret ska det framgå
- om revisorernas bedömning delas
- vilka åtgärder som har vidtagits eller planeras för varje rekommendation
- när åtgärderna väntas vara genomförda
- vem som ansvarar för dem"""
_RESPONSE_TO_FOLLOWUP = """Av svaret ska det framgå
- vilka åtgärder som återstår för varje rekommendation
- när de väntas vara genomförda
- vem som ansvarar för dem
- varför åtgärder eventuellt inte planeras"""


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the names in braces in `text`, in order, unknown ones too."""
    return tuple(_BRACED.findall(text))


def filled(text: str | None, values: Mapping[str, str]) -> str:
    """Return `text` with its placeholders replaced.

    A paragraph that needs a value that is not known is left out whole, so that no sentence has a hole. Names in
    braces that are no placeholders are kept.
    """
    return "\n".join(
        _BRACED.sub(lambda found: values.get(found[1], found[0]), paragraph)
        for paragraph in (text or "").split("\n")
        if all(values.get(name) for name in placeholders_in(paragraph) if name in PLACEHOLDERS)
    )


def lines_of(text: str | None) -> tuple[str, ...]:
    """Return the lines of a recorded text."""
    return tuple(each.text for each in prose(text))


def names_of(recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """Return the names of those recipients that have one."""
    return tuple(name for each in recipients if (name := line(each.body.name)))


def audit_names(answer: AwaitedResponse) -> list[str]:
    """Return the titles of the audits that a response is about."""
    return [line(audit.name) for audit in answer.about if line(audit.name)]


def bare_date(partial: str) -> str:
    """Return a date in words as letters bear it: `1 mars 2026`."""
    return when(partial).removeprefix("den ").removeprefix("i ")


def by_when(due: str, written: date) -> str:
    """Return a deadline: `senast fredagen den 26 februari 2027`, with its weekday where the day is near."""
    if len(due) == _A_DAY and 0 <= (last_day(due) - written).days <= _NEAR:
        return f"senast {WEEKDAYS[last_day(due).weekday()]}en {when(due)}"
    return f"senast {when(due)}"


def opening(material: LetterMaterial) -> Paragraphs:
    """Return the opening of a missiv: the subject of the audit, the auditors and the plan year."""
    office = sentence(line(material.office) or SOME_OFFICE)
    if material.followup is not None:
        return paragraph_of(*_followed_up(material, office))
    return tuple(
        each for audit in material.audits for each in paragraph_of(*_audited(audit.audit, audit.auditees, office))
    )


def _audited(audit: Audit, auditees: Sequence[str], office: str) -> Iterator[str]:
    firm, title, years = line(audit.firm), line(audit.title) or line(audit.short_title), line(audit.years)
    helped = f" med hjälp av {firm}" if firm else ""
    yield f"{office} har{helped} genomfört " + (f"granskningen ”{title}”." if title else "en granskning.")
    if auditees:
        yield f"Granskningen avser {bodies(auditees)}."
    if years:
        yield f"Den ingår i revisionsplanen för {years}."
    yield "Granskningsrapporten bifogas."


def _followed_up(material: LetterMaterial, office: str) -> Iterator[str]:
    count = len(material.audits)
    of = f" från {quantity(count, 'tidigare granskning', 'tidigare granskningar')}" if count else ""
    yield f"{office} har följt upp vad som har gjorts med anledning av rekommendationerna{of}."
    year = material.followup.year if material.followup else None
    if year:
        yield f"Uppföljningen ingår i revisionsplanen för {year}."
    yield "Uppföljningsrapporten bifogas."


def standard_response(material: LetterMaterial) -> Paragraphs:
    """Return the contents that a response shall have, for an office without a text of its own."""
    return prose(_RESPONSE_TO_AUDIT if material.followup is None else _RESPONSE_TO_FOLLOWUP)


def response_request(answering: Sequence[Recipient], due: str | None, written: date) -> Paragraphs:
    """Return the request for responses: the bodies with their deadlines, and who responds for whom."""
    own = [each for each in answering if each.through is None]
    wanted = _wanted(own, due, written)
    return (*paragraph_of(wanted), *paragraph_of(*_joint(answering, None if own else due, written)))


def _wanted(own: Sequence[Recipient], due: str | None, written: date) -> str | None:
    by_date: dict[str | None, list[Recipient]] = {}
    for each in own:
        by_date.setdefault(known_date(each.recipient.answer_due) or known_date(due), []).append(each)
    dates = sorted(by_date.items(), key=lambda pair: first_day(pair[0]) if pair[0] else date.max)
    wanted = [(names_of(each), by_when(day, written) if day else "") for day, each in dates]
    parts = [" ".join((f"från {bodies(names)}" if names else "", when_due)).strip() for names, when_due in wanted]
    return f"Revisorerna önskar svar {joined(filter(None, parts))}." if any(parts) else None


def _joint(answering: Sequence[Recipient], due: str | None, written: date) -> Iterator[str]:
    """Yield a sentence for each body that responds for others; `due` where no other sentence has the deadline."""
    by = f" {by_when(due, written)}" if known_date(due) and due else ""
    for through in dict.fromkeys(each.through for each in answering):
        names = names_of(each for each in answering if each.through == through)
        if through and names:
            yield f"{sentence(line(through))} svarar även för {bodies(names)}{by}."


def handed_over(recipients: Sequence[Recipient]) -> Paragraphs:
    """Return the recipients for action and for information."""
    return paragraph_of(
        *(
            f"Rapporten överlämnas till {bodies(names)} {purpose}."
            for role, purpose in ((ACTION, "för åtgärd"), (INFORMATION, "för kännedom"))
            if (names := names_of(each for each in recipients if each.recipient.role == role))
        )
    )


def demands(recipients: Sequence[Recipient]) -> Paragraphs:
    """Return the demands on recipients, with their names where there are several."""
    wanted = [each for each in recipients if each.recipient.role in {ANSWER, ACTION}]
    if len(wanted) == 1:
        return prose(wanted[0].recipient.demand)
    return tuple(paragraph for each in wanted for paragraph in _demand(each))


def _demand(recipient: Recipient) -> Iterator[Paragraph]:
    """Yield a demand after its body's name; a list keeps its items, under the name."""
    name, wanted = line(recipient.body.name), prose(recipient.recipient.demand)
    if wanted and wanted[0].is_item:
        yield Paragraph(f"{name}:")
        yield from wanted
    elif wanted:
        yield Paragraph(f"{name}: {wanted[0].text}")
        yield from wanted[1:]


def reminder_opening(material: ReminderMaterial) -> Paragraphs:
    """Return the reason for a reminder."""
    count, body = len(material.answers), lowered(line(material.body.name))
    request = f"Revisorerna har bett {body or 'er'} om svar på {number(count, neuter=True)} brev"
    if material.level == 1:
        missing = "Svaret har inte kommit in i tid" if count == 1 else "Svaren har inte kommit in i tid"
        return paragraph_of(f"{request}. {missing}. Här framgår vad som saknas.")
    missing = "Svaret saknas fortfarande" if count == 1 else "Svaren saknas fortfarande"
    return paragraph_of(f"{request}, och har påmint om det tidigare. {missing}.")


def reminder_request(material: ReminderMaterial, dated: str) -> Paragraphs:
    """Return the new deadline in a reminder of the partial date `dated`."""
    due = known_date(material.letter.answer_due)
    if due is None:
        return paragraph_of("Revisorerna önskar svar snarast.")
    wanted = "Revisorerna önskar svar" if material.level == 1 else "Svar ska ha kommit in"
    return paragraph_of(f"{wanted} {by_when(due, last_day(dated))}.")


def consequence(material: ReminderMaterial) -> Paragraphs:
    """Return the consequence of not responding to a reminder."""
    if material.level == 1:
        return paragraph_of("Svar som uteblir redovisas för kommunfullmäktige.")
    return paragraph_of("Uteblir svaret också då anmäler revisorerna det till kommunfullmäktige.")


def notes(material: ReminderMaterial) -> Paragraphs:
    """Return a note on the responses for which an extension was requested and nothing is decided."""
    undecided = ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED
    about = [
        joined(audit_names(one)) if one.about else "brevet" for one in material.answers if one.outcome.code is undecided
    ]
    if not about:
        return ()
    return paragraph_of(f"Anstånd har begärts med svaret om {joined(about)}, men något nytt datum är inte beslutat.")


def days_late(answer: AwaitedResponse) -> str:
    """Return the delay of a response, such as `26 dagar`; empty when it is not late."""
    days = answer.outcome.days or 0
    return f"{days} {'dag' if days == 1 else 'dagar'}" if days > 0 else ""


def points(targets: Sequence[TargetView]) -> Paragraphs:
    """Return the points to respond to, a paragraph for each audit: `Fråga 1)`, `Rekommendation 1), 2) och 4)`."""
    recommendations = (one for one in targets if one.entity == _RECOMMENDATION)
    by_audit = [(about, list(members)) for about, members in groupby(recommendations, key=lambda one: one.about)]
    lines = [_counted([one for one in targets if one.entity != _RECOMMENDATION], "Fråga", "frågor")]
    for about, members in by_audit:
        named = _counted(members, "Rekommendation", "rekommendationer")
        lines.append(f"{line(about)}: {uncapitalised(named)}" if len(by_audit) > 1 and about else named)
    return tuple(Paragraph(text) for text in lines if text)


def _counted(targets: Sequence[TargetView], one: str, several: str) -> str:
    """Return `Rekommendation 1), 2) och 4)`; where not all have numbers, `4 rekommendationer`."""
    numbers = [printed_number(line(each.number)) for each in targets]
    if not numbers:
        return ""
    return f"{one} {joined(numbers)}" if all(numbers) else sentence(quantity(len(targets), one.lower(), several))


def extension_opening(material: ExtensionMaterial) -> Paragraphs:
    """Return the body that requested an extension, and the day."""
    day = known_date(material.requested)
    requested = f" {when(day)}" if day else ""
    body = sentence(lowered(line(material.body.name))) or "Ni"
    return paragraph_of(f"{body} har{requested} begärt anstånd med svaret nedan.")


def extension_decision(material: ExtensionMaterial) -> Paragraphs:
    """Return the decision on an extension, and the deadline that applies."""
    (answer,) = material.answers
    granted, first = known_date(material.extension_due), answer.outcome.due
    if material.granted and granted:
        return paragraph_of(f"Revisorerna beviljar anståndet. Svaret ska ha kommit in senast {when(granted)}.")
    applies = f" Den tidigare svarsdagen, {when(first)}, står fast." if first else ""
    return paragraph_of(f"Revisorerna avslår begäran.{applies}")
