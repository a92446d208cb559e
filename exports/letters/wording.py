"""Sentences of letters. Nothing is said of what is not known."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from exports.document import KINDS, SOME_OFFICE, Paragraphs, items, line, paragraph_of, prose
from exports.letters.nouns import earlier, named, noun_of, noun_of_all
from exports.letters.parts import LetterTable
from exports.report.nouns import POINTS, point_noun
from exports.swedish import (
    bodies,
    is_long_list,
    joined,
    latest,
    lowered,
    number,
    sentence,
    uncapitalised,
    when,
)
from storage.domain.dates import WEEKDAYS, first_day, known_date, last_day
from storage.domain.material import (
    ACTION,
    ANSWER,
    INFORMATION,
    AuditInLetter,
    AwaitedResponse,
    LetterMaterial,
    Recipient,
    Unasked,
)
from storage.domain.records import Audit, Followup
from storage.domain.text import Paragraph

CLOSING = "På revisorernas vägnar"
PLACEHOLDERS = (
    "office", "title", "bodies", "years", "plan_year", "firm", "registry_number", "decided", "report_date",
    "answer_due",
)  # fmt: skip
"""Names in braces in standard texts. `bodies` are the audited ones, `title` the audit's or the follow-up's."""

_NEAR = 60
"""Days within which a weekday helps more than it clutters."""
_A_DAY = len("2019-02-05")
_BRACED = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
_RECOMMENDATION = "recommendation"
_QUESTION = "Fråga"
_KIND_OF = {column: kind for kind, (column, _several) in KINDS.items()}
_PURPOSES = {ANSWER: "för svar", ACTION: "för åtgärd", INFORMATION: "för kännedom"}
_REASONS = {
    (Unasked.NOTHING_OPEN, True): "Uppföljningen visar att inget återstår för {bodies}.",
    (Unasked.UNCLEAR, True): "Uppföljningen visar inte vad som återstår för {bodies}.",
    (Unasked.NOTHING_OPEN, False): "I {audits} finns inget att svara på för {bodies}.",
    (Unasked.UNCLEAR, False): "I {audits} finns inget att svara på för {bodies}.",
}
"""(reason, whether the letter is a follow-up's) → sentence."""


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
    return latest(due)


def opening(material: LetterMaterial) -> Paragraphs:
    """Return the opening of a missiv: the subject of the audit, the auditors, the plan's year and the report's date."""
    office = sentence(line(material.office) or SOME_OFFICE)
    if material.followup is not None:
        return paragraph_of(*_followed_up(material, material.followup, office))
    return tuple(
        each
        for audit in material.audits
        for each in (*paragraph_of(*_audited(audit.audit, audit.auditees, office)), *_many_auditees(audit))
    )


def _audited(audit: Audit, auditees: Sequence[str], office: str) -> Iterator[str]:
    firm, noun = line(audit.firm), noun_of(audit)
    helped = f" med hjälp av {firm}" if firm else ""
    if noun.own:
        yield f"{office} har{helped} genomfört {named(audit)}."
    else:
        yield f"{office} överlämnar {named(audit)}."
    if auditees and not is_long_list(auditees):
        yield f"{sentence(noun.noun.the_one)} avser {bodies(auditees)}."
    if audit.plan_year:
        yield f"Den ingår i revisionsplanen för {audit.plan_year}."
    yield _enclosed(noun.reports, audit.report_date)


def _many_auditees(audit: AuditInLetter) -> Paragraphs:
    """Return the audited bodies as a list, where they are more than a sentence can name."""
    if not is_long_list(audit.auditees):
        return ()
    return (*paragraph_of(f"{sentence(noun_of(audit.audit).noun.the_one)} avser:"), *items(*audit.auditees))


def _followed_up(material: LetterMaterial, followup: Followup, office: str) -> Iterator[str]:
    of, kinds = earlier([each.audit for each in material.audits]), _kinds_followed_up(material)
    if kinds:
        yield f"{office} har följt upp vad som har gjorts med anledning av {joined(kinds)} från {of}."
    else:
        yield f"{office} har följt upp {of}." if of else f"{office} har gjort en uppföljning."
    if followup.plan_year:
        yield f"Uppföljningen ingår i revisionsplanen för {followup.plan_year}."
    yield _enclosed("Uppföljningsrapporten", followup.report_date)


def _kinds_followed_up(material: LetterMaterial) -> list[str]:
    """Return the kinds of the points that were followed up: `rekommendationerna`, `beslutspunkterna`."""
    points = (each for audit in material.audits for each in (*audit.recommendations, *audit.unclear, *audit.settled))
    present = {each.recommendation.kind or "recommendation" for each in points}
    return [noun.definite for kind, noun in POINTS.items() if kind in present]


def _enclosed(report: str, dated: str | None) -> str:
    day = known_date(dated)
    return f"{report}, daterad {when(day)}, bifogas." if day else f"{report} bifogas."


def contents(material: LetterMaterial, tables: Sequence[LetterTable]) -> Paragraphs:
    """Return the contents that a response shall have, by what a letter lists, for an office without its own text."""
    measured = Counter[str]()
    for table in tables:
        if table.column != _QUESTION:
            measured[table.column] += len(table.rows)
    wanted = list(
        _wanted_of_followup(measured) if material.followup is not None else _wanted_of_audit(material, measured)
    )
    if len(wanted) == 1:
        return paragraph_of(f"Av svaret ska det framgå {wanted[0]}.")
    return (*paragraph_of("Av svaret ska det framgå"), *items(*wanted)) if wanted else ()


def _wanted_of_audit(material: LetterMaterial, measured: Mapping[str, int]) -> Iterator[str]:
    own = any(noun_of(audit.audit).own for audit in material.audits)
    if (own and measured) or any(prose(audit.audit.judgement) for audit in material.audits):
        yield "om revisorernas bedömning delas"
    if measured:
        yield f"vilka åtgärder som har vidtagits eller planeras för {_each_of(measured)}"
        yield "när åtgärderna väntas vara genomförda"
        yield "vem som ansvarar för dem"


def _wanted_of_followup(measured: Mapping[str, int]) -> Iterator[str]:
    if measured:
        yield f"vilka åtgärder som återstår för {_each_of(measured)}"
        yield "när de väntas vara genomförda"
        yield "vem som ansvarar för dem"
        yield "varför åtgärder eventuellt inte planeras"


def _each_of(measured: Mapping[str, int]) -> str:
    """Return `rekommendationen`, `varje rekommendation` or `varje rekommendation och påpekande`."""
    if sum(measured.values()) == 1:
        return point_noun(_KIND_OF.get(next(iter(measured)), "")).the_one
    return f"varje {joined(uncapitalised(column) for column in measured)}"


def response_request(answering: Sequence[Recipient], due: str | None, written: date) -> Paragraphs:
    """Return the request for responses: the bodies with their deadlines, and who responds for whom."""
    own = [each for each in answering if each.through is None]
    return (*_wanted(own, due, written), *paragraph_of(*_joint(answering, due, written)))


def _wanted(own: Sequence[Recipient], due: str | None, written: date) -> Paragraphs:
    dates = _by_date(own, due)
    wanted = [(names_of(each), by_when(day, written) if day else "") for day, each in dates]
    if any(is_long_list(names) for names, _ in wanted):
        return tuple(each for names, when_due in wanted for each in _wanted_of_many(names, when_due))
    parts = [" ".join((f"från {bodies(names)}" if names else "", when_due)).strip() for names, when_due in wanted]
    return paragraph_of(f"Revisorerna önskar svar {joined(filter(None, parts))}.") if any(parts) else ()


def _wanted_of_many(names: Sequence[str], when_due: str) -> Paragraphs:
    """Return the request for responses by one day, with the bodies in a list."""
    asked = " ".join(filter(None, ("Revisorerna önskar svar", when_due)))
    return (*paragraph_of(f"{asked} från:"), *items(*names)) if names else paragraph_of(f"{asked}.")


def _by_date(recipients: Iterable[Recipient], due: str | None) -> list[tuple[str | None, list[Recipient]]]:
    """Return recipients by their deadlines, the earliest first; `due` is that of all without one of their own."""
    by_date: dict[str | None, list[Recipient]] = {}
    for each in recipients:
        by_date.setdefault(known_date(each.recipient.answer_due) or known_date(due), []).append(each)
    return sorted(by_date.items(), key=lambda pair: first_day(pair[0]) if pair[0] else date.max)


def _joint(answering: Sequence[Recipient], due: str | None, written: date) -> Iterator[str]:
    """Yield a sentence for each body that responds for others, with their deadline where it is not its own."""
    own = {
        each.body.id: known_date(each.recipient.answer_due) or known_date(due) for each in answering if not each.through
    }
    through = {each.recipient.through or each.through: each.through for each in answering if each.through}
    for key, name in through.items():
        members = [each for each in answering if each.through and (each.recipient.through or each.through) == key]
        for day, bodies_then in _by_date(members, due):
            if line(name) and (names := names_of(bodies_then)):
                by = f" {by_when(day, written)}" if day and own.get(key or "") != day else ""
                also = " även" if key in own else ""
                yield f"{sentence(lowered(line(name)))} svarar{also} för {bodies(names)}{by}."


def joint_response(recipient: Recipient, recipients: Sequence[Recipient], due: str | None, written: date) -> Paragraphs:
    """Return who responds for a body, in the letter to that body, of which no response of its own is asked."""
    day = known_date(recipient.recipient.answer_due) or known_date(due)
    by = f" {by_when(day, written)}" if day else ""
    of_its_own = any(
        each.body.id == recipient.recipient.through and each.recipient.role == ANSWER for each in recipients
    )
    also, names = " även" if of_its_own else "", names_of([recipient])
    for_whom = f" för {bodies(names)}" if names else ""
    through = sentence(lowered(line(recipient.through)))
    return paragraph_of(f"{through} svarar{also}{for_whom}{by}.", "Något eget svar begärs inte.")


def handed_over(material: LetterMaterial, recipients: Sequence[Recipient], roles: Sequence[str]) -> Paragraphs:
    """Return the day of the decision to hand the report over, and the recipients with one of those roles."""
    direct = [each for each in recipients if each.recipient.role != ANSWER or not each.through]
    receivers = {role: names_of(each for each in direct if each.recipient.role == role) for role in roles}
    to = [f"till {_few(names)} {_PURPOSES[role]}" for role, names in receivers.items() if names]
    lists = (
        each
        for role, names in receivers.items()
        if is_long_list(names)
        for each in (*paragraph_of(f"{sentence(_PURPOSES[role])}:"), *items(*names))
    )
    day, own = decision_day(material), all(noun_of(each.audit).own for each in material.audits)
    report = "rapporten" if own or material.followup is not None else "handlingen"
    decided = f"Revisorerna beslutade {when(day)} att överlämna {report}." if day else None
    handed = f"{'Den' if day else sentence(report)} överlämnas {joined(to)}." if to else None
    return (*paragraph_of(decided, handed), *lists)


def _few(names: Sequence[str]) -> str:
    """Return bodies for a sentence; of more than it can name their number."""
    return f"{number(len(names), neuter=True)} organ" if is_long_list(names) else bodies(names)


def decision_day(material: LetterMaterial) -> str | None:
    """Return the day when the auditors decided to hand the report over; None if it is unknown, or differs by audit."""
    if day := known_date(material.letter.decided):
        return day
    if material.followup is not None or not material.audits:
        return None
    days = {known_date(each.audit.handed_over) for each in material.audits}
    return days.pop() if len(days) == 1 else None


def without_request(material: LetterMaterial, recipients: Sequence[Recipient], *, somebody: bool) -> Paragraphs:
    """Return the bodies of which nothing is asked, with the reason; `somebody` else is asked for a response."""
    audits = noun_of_all([each.audit for each in material.audits])
    said: list[Paragraph] = []
    for why in Unasked:
        names = names_of(each for each in recipients if each.unasked is why)
        if is_long_list(names):
            lead = _REASONS[why, material.followup is not None].format(audits=audits, bodies="").rstrip(" .")
            said.extend((Paragraph(f"{lead}:"), *items(*names)))
        elif names:
            text = _REASONS[why, material.followup is not None].format(audits=audits, bodies=bodies(names))
            said.append(Paragraph(text))
    if not said:
        return ()
    last = "Därifrån begärs inget svar." if somebody else "Inget svar begärs."
    if any(each.is_item for each in said):
        return (*said, Paragraph(last))
    return paragraph_of(*(each.text for each in said), last)


def demands(recipients: Sequence[Recipient], only: Recipient | None = None) -> Paragraphs:
    """Return the demands on recipients, with their names but that of the one that the letter is to alone."""
    wanted = [each for each in recipients if each.recipient.role in {ANSWER, ACTION}]
    reader = wanted[0] if len(wanted) == 1 else only
    return tuple(
        paragraph
        for each in wanted
        for paragraph in (
            with_lead("Särskilt begärs:", prose(each.recipient.demand)) if each is reader else _demand(each)
        )
    )


def _demand(recipient: Recipient) -> Iterator[Paragraph]:
    """Yield a demand after its body's name; a list keeps its items, under the name."""
    name, wanted = line(recipient.body.name), prose(recipient.recipient.demand)
    if wanted and wanted[0].is_item:
        yield Paragraph(f"{name}:")
        yield from wanted
    elif wanted:
        yield Paragraph(f"{name}: {wanted[0].text}")
        yield from wanted[1:]


def with_lead(lead: str, text: Paragraphs) -> Paragraphs:
    """Return a text that begins with a list after `lead`, others as they are."""
    return (Paragraph(lead), *text) if text and text[0].is_item else text
