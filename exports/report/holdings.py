"""Sections of an audit's chapter on what it has beside assessments: accounts of bodies, questions, measures, links.

Tables have the same form as those of assessments, with a state in the middle. Reports are read back into registers,
which leave these sections out by their headings.
"""

from collections.abc import Iterable, Iterator, Sequence

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
    items,
    line,
    paragraph_of,
    prose,
)
from exports.report.counts import kind_of
from exports.report.nouns import LETTER_QUESTION, point_noun
from exports.swedish import joined, lowered, paragraph_sign, quantity, sentence, when
from storage.domain.dates import is_full_date, is_partial_date, long_form
from storage.domain.identity import printed_number
from storage.domain.material import (
    AuditMaterial,
    LinkedPoint,
    PutQuestion,
    QuestionLetter,
    Statement,
    has_account,
)
from storage.domain.records import Recommendation
from storage.domain.text import Paragraph, shorten
from storage.domain.views import MeasureView, TargetView

_NAME_LENGTH = 120
"""Characters of a point that another table or sentence refers to; its own table has the whole text."""
NO_ACCOUNT = "Ingen uppgift"
STATES = {"planned": "Planerad", "ongoing": "Pågår", "done": "Klar"}
_SELF = {"done": "Klart", "ongoing": "Pågår", "planned": "Planeras", "no_action": "Ingen åtgärd"}
_STANCES = {
    "agrees": "instämmer",
    "partly": "instämmer delvis",
    "disagrees": "delar inte uppfattningen",
    "already_done": "anser det redan genomfört",
    "no_view": "tar inte ställning",
}
_RESPONSES = {
    "supplementary": "i ett kompletterande svar",
    "progress_report": "i en lägesrapport",
    "staff_report": "i en tjänsteskrivelse",
}


def account_section(audit: AuditMaterial, kind: str) -> Iterator[Block]:
    """Yield what bodies report on the points of a kind: state, measures, and who is responsible."""
    found = [each.recommendation for each in audit.recommendations if kind_of(each) == kind]
    told = [point for point in found if has_account(audit.audit, point)]
    if not told:
        return
    origins = {_origin(each) for point in told for each in audit.holdings.statements.get(point.id, ())}
    common = origins.pop() if len(origins) == 1 else ""
    rows = [row for point in told if (row := _account_row(audit, point, common)) is not None]
    if not rows:
        return
    noun = point_noun(kind)
    title = f"Läget för {noun.the(len(found))}"
    yield Heading(3, title)
    if len(rows) == len(found) > 1 and not any(_is_reported(audit, point) for point in told) and _alike(rows):
        yield Prose((*rows[0].comment, *paragraph_of(f"Inget är redovisat om {noun.definite}.")))
        return
    if common:
        yield Prose(paragraph_of(f"Redovisat av {common}."), together=True)
    column, _ = KINDS.get(kind, OTHER_KIND)
    yield AssessmentTable(_captioned(title, audit), (column, "Egen bedömning", "Redovisning"), tuple(rows))


def _is_reported(audit: AuditMaterial, point: Recommendation) -> bool:
    return point.id in audit.holdings.statements or bool(_measures_for(audit, point))


def _alike(rows: Sequence[AssessmentRow]) -> bool:
    return all(row.comment == rows[0].comment for row in rows)


def _measures_for(audit: AuditMaterial, point: Recommendation) -> list[MeasureView]:
    return [view for view in audit.holdings.measures if any(to.id == point.id for to in view.recommendations)]


def _account_row(audit: AuditMaterial, point: Recommendation, common: str) -> AssessmentRow | None:
    """Return the row of a point; None when nothing is reported on it, and nobody is responsible.

    `common` is the origin of everything that is reported, which is said above the table.
    """
    statements = audit.holdings.statements.get(point.id, ())
    own = next((each for each in statements if each.self_assessment), None)
    planned = f"Planerat: {_date(point.planned)}." if line(point.planned) else None
    told = (
        *(paragraph for each in statements for paragraph in _statement(each, common, with_own=each is not own)),
        *paragraph_of(_responsible(point.responsible), planned),
        *_point_measures(_measures_for(audit, point)),
    )
    if not told and own is None:
        return None
    return AssessmentRow(
        recommendation=(Paragraph(_name(point)),), status=_own(own) or NO_ACCOUNT, fill=None, comment=told
    )


def _own(said: Statement | None) -> str:
    """Return a body's own assessment in a word; empty without one."""
    return _SELF.get(said.self_assessment, line(said.self_assessment)) if said and said.self_assessment else ""


def _origin(said: Statement) -> str:
    """Return who said something, in what, when and in which paragraph, for the inside of a sentence."""
    who = lowered(said.responder) if said.responder else ""
    kind = _RESPONSES.get(said.kind or "", "")
    given = when(said.given) if said.given and is_partial_date(said.given) else ""
    where = f", {paragraph_sign(said.paragraph)}" if said.paragraph else ""
    return " ".join(part for part in (who, kind, given) if part) + where if who else ""


def _statement(said: Statement, common: str = "", *, with_own: bool = True) -> Paragraphs:
    """Return who said something and when, with stance and own assessment, and then the words themselves."""
    stance = _STANCES.get(said.stance, line(said.stance)) if said.stance else ""
    own = _own(said) if with_own else ""
    told = ", ".join(part for part in (stance, f"egen bedömning ”{own}”" if own else "") if part)
    words = prose(said.text)
    if common:
        return (*paragraph_of(f"{sentence(told)}." if told else None), *words)
    origin = sentence(_origin(said) or "organet")
    return (Paragraph(f"{origin}{f': {told}.' if told else ':' if words else '.'}"), *words)


def _point_measures(measures: Iterable[MeasureView]) -> Paragraphs:
    told = items(*(_measure_line(view) for view in measures))
    return (*paragraph_of("Åtgärd:" if len(told) == 1 else "Åtgärder:"), *told) if told else ()


def _measure_line(view: MeasureView) -> str:
    """Return `Utbilda cheferna (pågår, klart senast 2026, ansvarig personalchefen)`."""
    state = STATES.get(view.measure.state or "", line(view.measure.state))
    facts = ", ".join(part[:1].lower() + part[1:] for part in (state, *_measure_facts(view)) if part)
    return f"{line(view.measure.text) or UNWRITTEN}{f' ({facts})' if facts else ''}"


def _measure_facts(view: MeasureView) -> Iterator[str]:
    """Yield who is responsible, when it should be done, when it was reported and to whom it will be."""
    measure = view.measure
    if line(measure.responsible):
        yield f"Ansvarig: {line(measure.responsible)}"
    if line(measure.due):
        yield f"Klart senast {_date(measure.due)}"
    if line(measure.reported_on):
        yield f"Redovisat {_date(measure.reported_on)}"
    if line(view.report_to):
        yield f"Redovisas för {lowered(view.report_to or '')}"


def _date(value: str | None) -> str:
    """Return a date in words; any other text as it is."""
    text = line(value)
    return long_form(text) if is_partial_date(text) else text.rstrip(".")


def _responsible(who: str | None) -> str | None:
    return f"Ansvarig: {line(who).rstrip('.')}." if line(who) else None


def question_sections(audit: AuditMaterial) -> Iterator[Block]:
    """Yield the questions that letters put, each letter with its own table."""
    letters = audit.holdings.letters
    if not letters:
        return
    total = sum(len(each.questions) for each in letters)
    title = sentence(LETTER_QUESTION.of(total))
    yield Heading(3, title)
    for letter in letters:
        yield Prose(paragraph_of(_put_in(letter)), together=True)
        rows = tuple(_question_row(each) for each in letter.questions)
        yield AssessmentTable(_captioned(title, audit), ("Fråga", "Besvarad", "Svar"), rows)


def _put_in(asked: QuestionLetter) -> str:
    """Return the sentence that introduces a letter's questions, with what is known of the letter."""
    letter = asked.letter
    day = letter.dated or letter.decided or ""
    dated = f" {'' if is_full_date(day) else 'från '}{_date(day)}" if is_partial_date(day) else ""
    registered = f" med diarienummer {line(letter.registry_number)}" if line(letter.registry_number) else ""
    kind = "missiv" if letter.kind == "missiv" else "brev"
    which = f"{kind}et{dated}{registered}" if dated or registered else f"ett {kind}"
    return f"I {which} ställde revisorerna {quantity(len(asked.questions), 'fråga', 'frågor')}."


def _question_row(put: PutQuestion) -> AssessmentRow:
    to = paragraph_of(f"Ställd till {lowered(put.body or '')}." if line(put.body) else None)
    return AssessmentRow(
        recommendation=(*numbered(put.question.number, put.question.text), *to),
        status="Ja" if put.answered else "Nej",
        fill=None,
        comment=tuple(paragraph for each in put.statements for paragraph in _statement(each)),
    )


def measure_sections(audit: AuditMaterial) -> Iterator[Block]:
    """Yield the measures of the audit as a whole by theme, first those without one.

    They are in tables, unless nothing is known of them but their states: then they are lists.
    """
    measures = own_measures(audit)
    if not measures:
        return
    title = "Redovisad åtgärd" if len(measures) == 1 else "Redovisade åtgärder"
    yield Heading(3, title)
    rows = {view.id: _measure_row(view, audit) for view in measures}
    in_tables = any(row.comment for row in rows.values())
    themes: dict[str, list[MeasureView]] = {"": []}
    for view in measures:
        themes.setdefault(line(view.measure.theme), []).append(view)
    for theme, members in themes.items():
        if theme:
            yield Heading(4, theme)
        if members and in_tables:
            shown = tuple(rows[view.id] for view in members)
            yield AssessmentTable(_captioned(title, audit, theme), ("Åtgärd", "Läge", "Ansvar och tid"), shown)
        elif members:
            yield Prose(items(*map(_measure_line, members)))


def own_measures(audit: AuditMaterial) -> list[MeasureView]:
    """Return the measures that stand in no row of a point of the audit."""
    points = {each.recommendation.id for each in audit.recommendations if has_account(audit.audit, each.recommendation)}
    return [view for view in audit.holdings.measures if not any(to.id in points for to in view.recommendations)]


def _measure_row(view: MeasureView, audit: AuditMaterial) -> AssessmentRow:
    own = {each.recommendation.id for each in audit.recommendations}
    own |= {each.recommendation.id for each in audit.settled}
    about = [_short(to) if to.id in own else f"{_short(to)} i {line(to.about)}" for to in view.recommendations]
    facts = (*(f"{fact.rstrip('.')}." for fact in _measure_facts(view)), f"Gäller {joined(about)}." if about else None)
    return AssessmentRow(
        recommendation=prose(view.measure.text) or (Paragraph(UNWRITTEN),),
        status=STATES.get(view.measure.state or "", line(view.measure.state)) or NO_ACCOUNT,
        fill=None,
        comment=paragraph_of(*facts),
    )


def link_section(audit: AuditMaterial) -> Iterator[Block]:
    """Yield the links between points of different kinds or sources, such as a control and a recommendation.

    A link inside the audit is one line.
    """
    own = {each.recommendation.id: each.recommendation for each in audit.recommendations}
    links = {
        frozenset((link.point, link.other.id)): link
        for link in reversed(audit.holdings.links)
        if has_account(audit.audit, own[link.point]) or has_account(link.audit, link.other)
    }
    if links:
        yield Heading(3, "Samband mellan punkter")
        yield Prose(items(*(_link(audit, own[link.point], link) for link in reversed(links.values()))))


def _link(audit: AuditMaterial, point: Recommendation, link: LinkedPoint) -> str:
    where = "" if link.audit.id == audit.audit.id else f" i {audit_title(link.audit)}"
    one, other = (_named(each) for each in (point, link.other))
    return f"{sentence(one)} hänger ihop med {other}{where}."


def _named(point: Recommendation) -> str:
    """Return `kontrollen ”4) Investeringar”`."""
    return f"{point_noun(point.kind or 'recommendation').the_one} ”{_name(point).rstrip('.')}”"


def _name(point: Recommendation) -> str:
    """Return a point's number and the beginning of its text."""
    text = shorten(line(point.text) or UNWRITTEN, _NAME_LENGTH)
    return " ".join(part for part in (printed_number(line(point.number)), text) if part)


def _short(to: TargetView) -> str:
    """Return the printed number of a point; of one without number the beginning of its text."""
    return printed_number(line(to.number)) or f"”{shorten(line(to.text) or UNWRITTEN, _NAME_LENGTH).rstrip('.')}”"


def numbered(number: str | None, text: str | None) -> Paragraphs:
    """Return a text as printed: its number first, in the same paragraph."""
    printed = printed_number(line(number))
    paragraphs = prose(text) or (Paragraph(UNWRITTEN),)
    if not printed:
        return paragraphs
    if paragraphs[0].is_item:
        return (Paragraph(printed), *paragraphs)
    return (Paragraph(f"{printed} {paragraphs[0].text}"), *paragraphs[1:])


def _captioned(title: str, audit: AuditMaterial, theme: str = "") -> str:
    """Return the title of a table for screen readers."""
    return ". ".join(part for part in (title, audit_title(audit.audit), theme) if part)
