"""A letter's tables: recommendations by audit and kind, and the letter's own questions."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from exports.document import KINDS, OTHER_KIND, UNWRITTEN, audit_title, line, paragraph_of, prose
from exports.letters.nouns import noun_of_all
from exports.letters.parts import LetterTable, TableRow
from exports.swedish import bodies, joined, sentence, uncapitalised
from storage.domain.identity import printed_number
from storage.domain.material import AssessedRecommendation, LetterMaterial
from storage.domain.records import Body, LetterQuestion, replace
from storage.domain.subpoints import DIVIDED_LABEL

_LEADS = {
    "Rekommendation": (
        "Mot bakgrund av {audits} lämnar revisorerna följande rekommendation.",
        "Mot bakgrund av {audits} lämnar revisorerna följande rekommendationer.",
    ),
    "Beslutspunkt": ("Följande beslutspunkt ska genomföras.", "Följande beslutspunkter ska genomföras."),
    "Fråga": ("Revisorerna vill ha svar på följande fråga.", "Revisorerna vill ha svar på följande frågor."),
    "Kontroll": ("Följande kontroll omfattas.", "Följande kontroller omfattas."),
    "Påpekande": ("Revisorerna gör följande påpekande.", "Revisorerna gör följande påpekanden."),
    "Punkt": ("Följande punkt omfattas.", "Följande punkter omfattas."),
}
"""Column → the sentence before one row of it, and before several."""
_LEADS_UNASKED = {"Fråga": ("Revisorerna ställer följande fråga.", "Revisorerna ställer följande frågor.")}
"""The same where another body, or none, is asked for a response."""
_LEADS_LEFT = {
    "Rekommendation": (
        "Följande rekommendation är ännu inte helt åtgärdad.",
        "Följande rekommendationer är ännu inte helt åtgärdade.",
    ),
    "Beslutspunkt": (
        "Följande beslutspunkt är ännu inte helt genomförd.",
        "Följande beslutspunkter är ännu inte helt genomförda.",
    ),
    "Fråga": ("Följande fråga återstår.", "Följande frågor återstår."),
    "Kontroll": ("Följande kontroll återstår.", "Följande kontroller återstår."),
    "Påpekande": ("Följande påpekande kvarstår.", "Följande påpekanden kvarstår."),
    "Punkt": ("Följande punkt återstår.", "Följande punkter återstår."),
}
"""The same in the letter of a follow-up."""
_NO_NUMBER = "–"
_QUESTION = KINDS["question"][0]


class Reader(Struct, frozen=True):
    """The bodies that a letter is to, as far as its tables are concerned."""

    concerned: tuple[Body, ...] | None
    """The bodies whose points are listed; None for all points."""
    addressed: frozenset[str]
    """Names of the bodies that the letter is to, or that are asked for a response."""
    asked: tuple[Body, ...]
    """The bodies that the letter asks for a response."""


class _Listed(NamedTuple):
    table: LetterTable
    points: int
    """Rows without the points that others are part of."""


def letter_tables(material: LetterMaterial, reader: Reader) -> tuple[LetterTable, ...]:
    """Return the tables of a letter to `reader`, with a sentence before the first one of each kind.

    Every point says whom it is directed to as soon as more than one body is addressed.
    """
    kept = [_directed_to(audit.recommendations, reader.concerned) for audit in material.audits]
    questions = _questions_to(material.questions, reader.concerned)
    directed = {name for points in kept for each in leaves(points) for name in each.bodies}
    several = len(directed | reader.addressed) > 1
    drawn: list[_Listed] = []
    for audit, points in zip(material.audits, kept, strict=True):
        tables = list(_audit_tables(points, judged=material.followup is not None, addressed=several))
        if len(material.audits) > 1 and tables:
            tables[0] = tables[0]._replace(table=replace(tables[0].table, heading=audit_title(audit.audit)))
        drawn.extend(tables)
    if questions:
        names = {each.body.id: line(each.body.name) for each in material.recipients}
        asked = tuple(line(body.name) for body in reader.asked)
        rows = tuple(_question(each, names, asked, addressed=several) for each in questions)
        drawn.append(_Listed(LetterTable(None, None, _QUESTION, judged=False, rows=rows), len(rows)))
    return _led(drawn, noun_of_all([each.audit for each in material.audits]), asking=bool(reader.asked))


def _led(tables: Sequence[_Listed], audits: str, *, asking: bool) -> tuple[LetterTable, ...]:
    points: Counter[tuple[str, bool]] = Counter()
    for table, count in tables:
        points[table.column, table.judged] += count
    led = []
    for table, _count in tables:
        count = points.pop((table.column, table.judged), 0)
        leads = _LEADS_LEFT if table.judged else _LEADS if asking else _LEADS | _LEADS_UNASKED
        one, many = leads[table.column]
        led.append(replace(table, lead=(one if count == 1 else many).format(audits=audits) if count else None))
    return tuple(led)


def tables_heading(tables: Sequence[LetterTable]) -> str | None:
    """Return `Rekommendationer`, or `Rekommendationer och frågor`, by the kinds of the tables; None without tables."""
    several = dict((*KINDS.values(), OTHER_KIND))
    kinds = dict.fromkeys(several[table.column] for table in tables)
    return sentence(joined(uncapitalised(name) for name in kinds)) if kinds else None


def _audit_tables(points: Sequence[AssessedRecommendation], *, judged: bool, addressed: bool) -> Iterator[_Listed]:
    kinds = _kinds(points)
    whole = {each.recommendation.id for each in points} - {each.recommendation.id for each in leaves(points)}
    for kind in dict.fromkeys((*KINDS, *kinds.values())):
        members = [each for each in points if kinds[each.recommendation.id] == kind]
        if members:
            rows = tuple(
                _row(each, judged=judged, addressed=addressed, whole=each.recommendation.id in whole)
                for each in members
            )
            column = KINDS.get(kind, OTHER_KIND)[0]
            counted = sum(each.recommendation.id not in whole for each in members)
            yield _Listed(LetterTable(None, None, column, judged=judged, rows=rows), counted)


def _kinds(points: Sequence[AssessedRecommendation]) -> dict[str, str]:
    """Map points to the kind that they are listed under: that of the point that they are part of, else their own."""
    kinds: dict[str, str] = {}
    for each in points:
        own = each.recommendation.kind or "recommendation"
        kinds[each.recommendation.id] = kinds.get(str(each.recommendation.parent), own)
    return kinds


def leaves(points: Sequence[AssessedRecommendation]) -> list[AssessedRecommendation]:
    """Return the points that no other is part of."""
    parents = {each.recommendation.parent for each in points}
    return [each for each in points if each.recommendation.id not in parents]


def _directed_to(
    recommendations: Sequence[AssessedRecommendation], only: Collection[Body] | None
) -> list[AssessedRecommendation]:
    """Return those directed to one of the bodies, or to nobody in particular, and the points that they are part of."""
    if only is None:
        return list(recommendations)
    names = {body.name for body in only}
    kept = {each.recommendation.id for each in leaves(recommendations) if not each.bodies or names & set(each.bodies)}
    for each in reversed(recommendations):
        if each.recommendation.id in kept and each.recommendation.parent:
            kept.add(str(each.recommendation.parent))
    return [each for each in recommendations if each.recommendation.id in kept]


def _row(each: AssessedRecommendation, *, judged: bool, addressed: bool, whole: bool) -> TableRow:
    """Return the row of a point; a `whole` with parts has neither level nor addressee, which its parts have."""
    directed = f"Riktas till {bodies(each.bodies)}." if addressed and each.bodies and not whole else None
    label = DIVIDED_LABEL if whole else line(each.level.label) if each.level else ""
    return TableRow(
        number=printed_number(line(each.recommendation.number)) or _NO_NUMBER,
        text=(*(prose(each.recommendation.text) or prose(UNWRITTEN)), *paragraph_of(directed)),
        status=(label or _NO_NUMBER) if judged else None,
    )


def _questions_to(questions: Sequence[LetterQuestion], only: Collection[Body] | None) -> list[LetterQuestion]:
    """Return the questions put to one of the bodies, or to all who are asked; None for all."""
    ids = {body.id for body in only or ()}
    return [each for each in questions if only is None or each.body is None or each.body in ids]


def _question(question: LetterQuestion, names: Mapping[str, str], asked: Sequence[str], *, addressed: bool) -> TableRow:
    """Return the row of a question; in a letter to several with the bodies that it is put to."""
    put_to = [names.get(question.body, "")] if question.body else list(asked)
    directed = f"Riktas till {bodies(put_to)}." if addressed and any(put_to) else None
    text = prose(question.text) or prose(UNWRITTEN)
    return TableRow(printed_number(line(question.number)) or _NO_NUMBER, (*text, *paragraph_of(directed)))
