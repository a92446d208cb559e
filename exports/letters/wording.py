"""The sentences of a letter: what was audited, from whom an answer is wanted and by when.

Nothing is said of what is not known.

Nothing is said of what is not known.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from exports.document import line, prose
from exports.letters.parts import Letterhead, Signature, Text, TextParagraph
from exports.swedish import bodies, joined, lowered, number, quantity, sentence, when
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
from storage.domain.records import Audit, Letter, Person
from storage.domain.text import Paragraph
from storage.domain.views import TargetView

SOME_OFFICE = "Revisorerna"
_NEAR = 60
"""Days within which a weekday helps more than it clutters."""
_A_DAY = len("2019-02-05")
_UNNAMED_AUDIT = "Granskning utan titel"

_ANSWER_TO_AUDIT = """Av svaret ska det framgå
- om revisorernas bedömning delas
- vilka åtgärder som har vidtagits eller planeras för varje rekommendation
- när åtgärderna väntas vara genomförda
- vem som ansvarar för dem"""
_ANSWER_TO_FOLLOWUP = """Av svaret ska det framgå
- vilka åtgärder som återstår för varje rekommendation
- när de väntas vara genomförda
- vem som ansvarar för dem
- varför åtgärder eventuellt inte planeras"""


def text_of(written: str | None) -> Text:
    """The paragraphs of a recorded text."""
    return _as_text(prose(written))


def own_paragraph(*sentences: str | None) -> Text:
    """Sentences of our own as one paragraph; none when there are none."""
    known = [each for each in sentences if each]
    return (TextParagraph(" ".join(known)),) if known else ()


def names_of(recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """The names of those that have one."""
    return tuple(name for each in recipients if (name := line(each.body.name)))


def audit_title(audit: Audit) -> str:
    """What an audit is called in a letter."""
    return line(audit.title) or line(audit.short_title) or _UNNAMED_AUDIT


def opening(material: LetterMaterial) -> Text:
    """What was audited, by whom and in which plan year, where the office has no words of its own for it."""
    office = sentence(line(material.office) or SOME_OFFICE)
    if material.followup is not None:
        return own_paragraph(*_followed_up(material, office))
    return tuple(
        each for audit in material.audits for each in own_paragraph(*_audited(audit.audit, audit.auditees, office))
    )


def standard_answer(material: LetterMaterial) -> Text:
    """What the answer shall say, where the office has not decided it."""
    return text_of(_ANSWER_TO_AUDIT if material.followup is None else _ANSWER_TO_FOLLOWUP)


def answer_request(answering: Sequence[Recipient], due: str | None, written: date) -> Text:
    """From whom an answer is wanted and by when, and who answers for whom."""
    own = [each for each in answering if each.through is None]
    wanted = _wanted(own, due, written)
    return (*own_paragraph(wanted), *own_paragraph(*_joint(answering, None if own else due, written)))


def handed_over(recipients: Sequence[Recipient]) -> Text:
    """Who gets the letter to act on, and who to know of it."""
    return own_paragraph(
        *(
            f"Rapporten överlämnas till {bodies(names)} {purpose}."
            for role, purpose in ((ACTION, "för åtgärd"), (INFORMATION, "för kännedom"))
            if (names := names_of([each for each in recipients if each.recipient.role == role]))
        )
    )


def demands(recipients: Sequence[Recipient]) -> Text:
    """What is demanded of each; their names stand before it where there are several recipients."""
    wanted = [each for each in recipients if each.recipient.role in {ANSWER, ACTION}]
    if len(wanted) == 1:
        return text_of(wanted[0].recipient.demand)
    return tuple(paragraph for each in wanted for paragraph in _demand(each))


def by_when(due: str, written: date) -> str:
    """`senast fredagen den 26 februari 2027`: with its weekday where the day is near."""
    if len(due) == _A_DAY and 0 <= (last_day(due) - written).days <= _NEAR:
        return f"senast {WEEKDAYS[last_day(due).weekday()]}en {when(due)}"
    return f"senast {when(due)}"


def _as_text(paragraphs: Iterable[Paragraph]) -> Text:
    return tuple(TextParagraph(each.text, item=each.is_item) for each in paragraphs)


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


def _wanted(own: Sequence[Recipient], due: str | None, written: date) -> str | None:
    by_date: dict[str | None, list[Recipient]] = {}
    for each in own:
        by_date.setdefault(known_date(each.recipient.answer_due) or known_date(due), []).append(each)
    dates = sorted(by_date.items(), key=lambda pair: first_day(pair[0]) if pair[0] else date.max)
    asked = [(names_of(each), by_when(day, written) if day else "") for day, each in dates]
    parts = [" ".join((f"från {bodies(names)}" if names else "", when_due)).strip() for names, when_due in asked]
    return f"Revisorerna önskar svar {joined(filter(None, parts))}." if any(parts) else None


def _joint(answering: Sequence[Recipient], due: str | None, written: date) -> Iterator[str]:
    """Who answers for others; by when, where nothing else says it."""
    by = f" {by_when(due, written)}" if known_date(due) and due else ""
    for through in dict.fromkeys(each.through for each in answering):
        names = names_of([each for each in answering if each.through == through])
        if through and names:
            yield f"{sentence(line(through))} svarar även för {bodies(names)}{by}."


def _demand(recipient: Recipient) -> Iterator[TextParagraph]:
    """The demand with its body's name before it; a list keeps its items, under the name."""
    name, wanted = line(recipient.body.name), text_of(recipient.recipient.demand)
    if wanted and wanted[0].item:
        yield TextParagraph(f"{name}:")
        yield from wanted
    elif wanted:
        yield TextParagraph(f"{name}: {wanted[0].text}")
        yield from wanted[1:]


PLACEHOLDERS = ("office", "title", "bodies", "years", "firm", "registry_number", "answer_due")
"""What a standard text can name. `bodies` are those audited, `title` the audit's or the follow-up's."""

_BRACED = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names in braces in `text`, in order; also those that nobody knows."""
    return tuple(_BRACED.findall(text))


def filled(text: str | None, values: Mapping[str, str]) -> str:
    """`text` with its placeholders replaced.

    A paragraph that needs a value that is not known is left out whole, so that no sentence has a hole. What is in
    braces and is no placeholder stands as it is.
    """
    return "\n".join(
        _BRACED.sub(lambda found: values.get(found[1], found[0]), paragraph)
        for paragraph in (text or "").split("\n")
        if all(values.get(name) for name in placeholders_in(paragraph) if name in PLACEHOLDERS)
    )


CLOSING = "På revisorernas vägnar"


def letterhead(
    own_words: Callable[[str], str], office: str | None, letter: Letter, signers: Sequence[Person], dated: str
) -> Letterhead:
    """The office's own words, by setting, around a letter of the day `dated`, a partial date."""
    return Letterhead(
        office=line(office) or SOME_OFFICE,
        postal_address=address(own_words("postal_address")),
        visiting_address=address(own_words("visiting_address")),
        phone=line(own_words("phone")) or None,
        email=line(own_words("email")) or None,
        web=line(own_words("web")) or None,
        registry_number=line(letter.registry_number) or None,
        date=bare_date(dated),
        place_and_date=place_and_date(line(own_words("place")), dated),
        closing_formula=line(own_words("closing_formula")) or (CLOSING if signers else None),
        signers=tuple(signer(person) for person in signers if line(person.name)),
        copies=lines_of(own_words("copy_recipients")),
    )


def dated_on(letter: Letter, today: date) -> str:
    """The day that a letter bears, a partial date: `today` where none is known."""
    return known_date(letter.dated) or known_date(letter.decided) or today.isoformat()


def address(text: str | None) -> str | None:
    """The lines of an address as one."""
    return ", ".join(each.rstrip(",") for each in lines_of(text)) or None


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines of a recorded text."""
    return tuple(each.text for each in text_of(text))


def bare_date(partial: str) -> str:
    """A date in words as letters bear it: `1 mars 2026`."""
    return when(partial).removeprefix("den ").removeprefix("i ")


def place_and_date(place: str, dated: str) -> str:
    """`Exempelby den 1 mars 2026`, or only the date."""
    return f"{place} {when(dated)}" if place else bare_date(dated)


def signer(person: Person) -> Signature:
    """Somebody who signs, as the letter has it."""
    title = ", ".join(part for part in (line(person.title), line(person.organisation)) if part)
    return Signature(line(person.name), title or None)


TITLES = {1: "Påminnelse om svar till revisorerna", 2: "Andra påminnelsen om svar till revisorerna"}
EXTENSION_TITLE = "Beslut om anstånd med svar till revisorerna"
_RECOMMENDATION = "recommendation"


def reminder_opening(material: ReminderMaterial) -> Text:
    """Why the letter is written."""
    count, body = len(material.answers), lowered(line(material.body.name))
    asked = f"Revisorerna har bett {body or 'er'} om svar på {number(count, neuter=True)} brev"
    if material.level == 1:
        missing = "Svaret har inte kommit in i tid" if count == 1 else "Svaren har inte kommit in i tid"
        return own_paragraph(f"{asked}. {missing}. Här framgår vad som saknas.")
    missing = "Svaret saknas fortfarande" if count == 1 else "Svaren saknas fortfarande"
    return own_paragraph(f"{asked}, och har påmint om det tidigare. {missing}.")


def reminder_request(material: ReminderMaterial, dated: str) -> Text:
    """By when an answer is wanted now."""
    due = known_date(material.letter.answer_due)
    if due is None:
        return own_paragraph("Revisorerna önskar svar snarast.")
    wanted = "Revisorerna önskar svar" if material.level == 1 else "Svar ska ha kommit in"
    return own_paragraph(f"{wanted} {by_when(due, last_day(dated))}.")


def consequence(material: ReminderMaterial) -> Text:
    """What happens where no answer comes."""
    if material.level == 1:
        return own_paragraph("Svar som uteblir redovisas för kommunfullmäktige.")
    return own_paragraph("Uteblir svaret också då anmäler revisorerna det till kommunfullmäktige.")


def notes(material: ReminderMaterial) -> Text:
    """What is to be known of some of the answers: that more time was asked for, and nothing decided."""
    undecided = ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED
    about = [_about(one) for one in material.answers if one.outcome.code is undecided]
    if not about:
        return ()
    return own_paragraph(f"Anstånd har begärts med svaret om {joined(about)}, men något nytt datum är inte beslutat.")


def extension_opening(material: ExtensionMaterial) -> Text:
    """What was asked for, by whom and when."""
    day = known_date(material.requested)
    asked = f" {when(day)}" if day else ""
    body = sentence(lowered(line(material.body.name))) or "Ni"
    return own_paragraph(f"{body} har{asked} begärt anstånd med svaret nedan.")


def extension_decision(material: ExtensionMaterial) -> Text:
    """What was decided, and which date applies."""
    (answer,) = material.answers
    granted, first = known_date(material.extension_due), answer.outcome.due
    if material.granted and granted:
        return own_paragraph(f"Revisorerna beviljar anståndet. Svaret ska ha kommit in senast {when(granted)}.")
    stands = f" Den tidigare svarsdagen, {when(first)}, står fast." if first else ""
    return own_paragraph(f"Revisorerna avslår begäran.{stands}")


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


def behalf(answer: AwaitedResponse) -> str | None:
    """For whom else the answer is."""
    return f"Även för {bodies(answer.on_behalf_of)}" if answer.on_behalf_of else None


def _about(answer: AwaitedResponse) -> str:
    return joined(audit_names(answer)) if answer.about else "brevet"


def audit_names(answer: AwaitedResponse) -> list[str]:
    """What the audits that an answer is about are called."""
    return [line(audit.name) for audit in answer.about if line(audit.name)]


def days_late(answer: AwaitedResponse) -> Iterator[str]:
    """By how much it is late, where it is."""
    if answer.outcome.days is not None and answer.outcome.days > 0:
        yield f"{answer.outcome.days} {'dag' if answer.outcome.days == 1 else 'dagar'}"
