"""Chapter of one audit in the report: its findings, the responses to it, and the state of its recommendations.

The wording is fixed: reports are read back into registers, which find dates and § by these sentences. Nothing is said
of what is not known.
"""

from collections.abc import Iterator
from datetime import date

from exports.document import (
    KINDS,
    OTHER_KIND,
    UNWRITTEN,
    AssessmentRow,
    AssessmentTable,
    Block,
    Heading,
    Paragraphs,
    Prose,
    audit_title,
    line,
    mentions,
    paragraph_of,
    prose,
)
from exports.report.counts import is_assessed_as_whole, kind_of, level_fill, level_label, parents
from exports.swedish import bodies, lowered, paragraph_sign, quantity, sentence, when
from storage.domain.dates import is_full_date, known_date, lateness, long_form
from storage.domain.identity import printed_number
from storage.domain.material import AssessedRecommendation, AuditMaterial
from storage.domain.outcomes import ReceivedResponse, RequestTerms, ResponseOutcome, response_outcome
from storage.domain.text import Paragraph
from storage.domain.views import ResponseFacts


def trail_sentences(handed_over: str | None, answer: ResponseFacts, today: date) -> tuple[str, ...]:
    """Return the known facts of how the report was handed over, and of the response to it, a sentence each."""
    found = (
        _handed_over(known_date(handed_over) or known_date(answer.letter_decided), (*answer.asked, *answer.informed)),
        _request(answer.asked, known_date(answer.answer_due)),
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


def _request(addressees: tuple[str, ...], due: str | None) -> str | None:
    by = f" senast {when(due)}" if due else ""
    if addressees:
        return f"{sentence(bodies(addressees))} ombads svara{by}."
    return f"Svar begärdes{by}." if by else None


def _extension(answer: ResponseFacts) -> str | None:
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


def _answered(answer: ResponseFacts) -> str | None:
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


def _received(answer: ResponseFacts) -> str | None:
    received = known_date(answer.received_on)
    if received is None or not known_date(answer.answered_on) or received == answer.answered_on:
        return None
    return f"Svaret kom in {when(received)}."


def _lateness(answer: ResponseFacts, today: date) -> str | None:
    """Return the delay of the response on the day it was received, else on the day it was decided."""
    terms = RequestTerms(
        due=answer.answer_due, extension_decision=answer.extension_decision, extension_due=answer.extension_due
    )
    due, given = known_date(terms.due), ReceivedResponse(decided_on=answer.answered_on, received_on=answer.received_on)
    if due is None or given.came is None:
        return None
    code, after = response_outcome(terms, given, today).code, lateness(due, given.came)
    if not is_full_date(given.came):
        return "Svaret kom efter det begärda datumet." if after.surely_late else None
    days = quantity(after.most, "dag", "dagar")
    if code is ResponseOutcome.WITHIN_EXTENSION:
        return f"Svaret kom {days} efter det först begärda datumet men inom anståndet."
    return f"Svaret kom {days} efter det begärda datumet." if after.surely_late else None


_SHORT_OPENING = 1200
"""Characters: about a quarter of a page."""
_DIVIDED = "Se delpunkter"
_AS_A_WHOLE = "Bedömningen avser granskningen som helhet; rekommendationerna har inte bedömts var för sig."
_NO_RECOMMENDATIONS = "Granskningen ledde inte till några rekommendationer."


def audit_chapter(audit: AuditMaterial, today: date) -> Iterator[Block]:
    """Yield the chapter of one audit, without empty sections."""
    yield Heading(2, audit_title(audit.audit))
    yield from _section("Granskningen", _what_was_audited(audit), opening=True)
    yield from _section("Granskningens bedömning", (*prose(audit.audit.judgement), *prose(audit.audit.grounds)))
    yield from _section("Uppföljning", _trail(audit, today))
    if audit.recommendations:
        for kind in dict.fromkeys((*KINDS, *map(kind_of, audit.recommendations))):
            yield from _recommendations(audit, kind)
    else:
        yield Heading(3, "Rekommendationer")
        yield Prose(paragraph_of(_NO_RECOMMENDATIONS))
    yield from _section("Bedömning", _judgement(audit))


def _section(title: str, paragraphs: Paragraphs, *, opening: bool = False) -> Iterator[Block]:
    """Yield a heading with its text. A short `opening` is kept with the next block, off the foot of a page."""
    if paragraphs:
        yield Heading(3, title)
        yield Prose(paragraphs, together=opening and sum(len(each.text) for each in paragraphs) <= _SHORT_OPENING)


def _what_was_audited(audit: AuditMaterial) -> Paragraphs:
    """Return years and auditees, unless the purpose has them in the words that reports use, then the purpose."""
    purpose, years = audit.audit.purpose, line(audit.audit.years)
    facts = []
    if years and not mentions(purpose, f"Under {years} genomförde"):
        facts.append(f"Granskningen gjordes {years}.")
    named = mentions(purpose, "revisionsobjekt") and all(mentions(purpose, name) for name in audit.auditees)
    if audit.auditees and not named:
        facts.append(f"Granskningen avsåg {bodies(audit.auditees)}.")
    return (*paragraph_of(*facts), *prose(purpose))


def _trail(audit: AuditMaterial, today: date) -> Paragraphs:
    typed = prose(audit.followup_audit.trail_text)
    return typed or paragraph_of(*trail_sentences(audit.audit.handed_over, audit.answer, today))


def _recommendations(audit: AuditMaterial, kind: str) -> Iterator[Block]:
    """Yield a table for each theme, first that without a theme, which belongs to no sub-heading."""
    themes: dict[str, list[AssessedRecommendation]] = {"": []}
    for assessed in audit.recommendations:
        if kind_of(assessed) == kind:
            themes.setdefault(line(assessed.recommendation.theme), []).append(assessed)
    if not any(themes.values()):
        return
    column, title = KINDS.get(kind, OTHER_KIND)
    divided = parents(audit)
    yield Heading(3, title)
    for theme, members in themes.items():
        if theme:
            yield Heading(4, theme)
        if members:
            yield AssessmentTable(
                title=". ".join(part for part in (title, audit_title(audit.audit), theme) if part),
                headers=(column, "Bedömning", "Kommentar"),
                rows=tuple(_row(assessed, divided=assessed.recommendation.id in divided) for assessed in members),
            )


def _row(assessed: AssessedRecommendation, *, divided: bool) -> AssessmentRow:
    comment = assessed.assessment.comment if assessed.assessment else None
    unassessed = divided and assessed.level is None
    return AssessmentRow(
        recommendation=_numbered(assessed),
        status=_DIVIDED if unassessed else level_label(assessed.level),
        fill=level_fill(assessed.level),
        comment=prose(comment),
    )


def _numbered(assessed: AssessedRecommendation) -> Paragraphs:
    """Return the text as printed: its number first, in the same paragraph."""
    number = printed_number(line(assessed.recommendation.number))
    text = prose(assessed.recommendation.text) or (Paragraph(UNWRITTEN),)
    if not number:
        return text
    if text[0].is_item:
        return (Paragraph(number), *text)
    return (Paragraph(f"{number} {text[0].text}"), *text[1:])


def _judgement(audit: AuditMaterial) -> Paragraphs:
    """Return the judgement, then the decisions that follow from it, unless the judgement mentions them."""
    judgement = audit.followup_audit.judgement
    whole = audit.recommendations and is_assessed_as_whole(audit)
    decided = (
        _AS_A_WHOLE if whole and not _mentions_any(judgement, "som helhet", "var för sig") else None,
        None if _mentions_any(judgement, "följa upp", "följas upp") else _follow_up_again(audit),
        None if _mentions_any(judgement, "möte", "träffa") else _meeting(audit),
    )
    return (*prose(judgement), *paragraph_of(*(text for text in decided if text)))


def _mentions_any(text: str | None, *words: str) -> bool:
    return any(mentions(text, word) for word in words)


def _meeting(audit: AuditMaterial) -> str | None:
    """Return the decision on a meeting with the audited bodies."""
    body = f" med {bodies(audit.auditees)}" if audit.auditees else ""
    match audit.followup_audit.meeting_needed:
        case None:
            return None
        case 0:
            return f"Något möte{body} behövs inte."
    return f"Revisorerna bör ha ett möte{body}."


def _follow_up_again(audit: AuditMaterial) -> str | None:
    year = audit.followup_audit.follow_up_year
    by = f" {year}" if year else ""
    match audit.followup_audit.follow_up_again:
        case "shall":
            return f"Granskningen ska följas upp igen{by}."
        case "may":
            return f"Granskningen kan behöva följas upp igen{by}."
        case "none":
            return "Granskningen behöver inte följas upp igen."
    return None
