"""The sentences of a letter: what was audited, from whom an answer is wanted and by when.

Nothing is said of what is not known.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from exports.letter_parts import Text, TextParagraph
from exports.swedish import bodies, joined, quantity, sentence, when
from exports.wording import line, prose
from storage.domain.dates import WEEKDAYS, first_day, last_day
from storage.domain.deadlines import known_date
from storage.domain.letter_material import ACTION, ANSWER, INFORMATION, LetterMaterial, Recipient
from storage.domain.records import Audit
from storage.domain.text import Paragraph

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


def said(*sentences: str | None) -> Text:
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
        return said(*_followed_up(material, office))
    return tuple(each for audit in material.audits for each in said(*_audited(audit.audit, audit.auditees, office)))


def standard_answer(material: LetterMaterial) -> Text:
    """What the answer shall say, where the office has not decided it."""
    return text_of(_ANSWER_TO_AUDIT if material.followup is None else _ANSWER_TO_FOLLOWUP)


def answer_request(answering: Sequence[Recipient], due: str | None, written: date) -> Text:
    """From whom an answer is wanted and by when, and who answers for whom."""
    own = [each for each in answering if each.through is None]
    wanted = _wanted(own, due, written)
    return (*said(wanted), *said(*_joint(answering, None if own else due, written)))


def handed_over(recipients: Sequence[Recipient]) -> Text:
    """Who gets the letter to act on, and who to know of it."""
    return said(
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
