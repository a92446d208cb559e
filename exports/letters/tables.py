"""A letter's tables: recommendations by audit and kind, and the letter's own questions."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from exports.document import (
    KINDS,
    OTHER_KIND,
    UNWRITTEN,
    Paragraphs,
    audit_title,
    items,
    line,
    paragraph_of,
    prose,
)
from exports.letters.nouns import noun_of_all
from exports.letters.parts import LetterTable, TableRow
from exports.swedish import bodies, is_long_list, joined, sentence, uncapitalised
from storage.domain.identity import printed_number
from storage.domain.material import AssessedRecommendation, LetterMaterial
from storage.domain.records import Body, LetterQuestion, replace
from storage.domain.subpoints import DIVIDED_LABEL, listed_kinds

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
    asked = tuple(line(body.name) for body in reader.asked)
    drawn: list[_Listed] = []
    for audit, points in zip(material.audits, kept, strict=True):
        tables = list(_audit_tables(points, asked if several else None, judged=material.followup is not None))
        if len(material.audits) > 1 and tables:
            tables[0] = tables[0]._replace(table=replace(tables[0].table, heading=audit_title(audit.audit)))
        drawn.extend(tables)
    if questions:
        names = {each.body.id: line(each.body.name) for each in material.recipients}
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


def _audit_tables(
    points: Sequence[AssessedRecommendation], asked: Sequence[str] | None, *, judged: bool
) -> Iterator[_Listed]:
    """Yield the tables of an audit, a kind each; with the bodies of each point unless `asked` is None."""
    kinds = listed_kinds([each.recommendation for each in points])
    whole = {each.recommendation.id for each in points} - {each.recommendation.id for each in leaves(points)}
    for kind in dict.fromkeys((*KINDS, *kinds.values())):
        members = [each for each in points if kinds[each.recommendation.id] == kind]
        if members:
            rows = tuple(_row(each, asked, judged=judged, whole=each.recommendation.id in whole) for each in members)
            column = KINDS.get(kind, OTHER_KIND)[0]
            counted = sum(each.recommendation.id not in whole for each in members)
            yield _Listed(LetterTable(None, None, column, judged=judged, rows=rows), counted)


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


def _row(each: AssessedRecommendation, asked: Sequence[str] | None, *, judged: bool, whole: bool) -> TableRow:
    """Return the row of a point; a `whole` with parts has neither level nor addressee, which its parts have."""
    directed = _directed(each.bodies, asked) if asked is not None and not whole else ()
    label = DIVIDED_LABEL if whole else line(each.level.label) if each.level else ""
    return TableRow(
        number=printed_number(line(each.recommendation.number)) or _NO_NUMBER,
        text=(*(prose(each.recommendation.text) or prose(UNWRITTEN)), *directed),
        status=(label or _NO_NUMBER) if judged else None,
    )


def _questions_to(questions: Sequence[LetterQuestion], only: Collection[Body] | None) -> list[LetterQuestion]:
    """Return the questions put to one of the bodies, or to all who are asked; None for all."""
    ids = {body.id for body in only or ()}
    return [each for each in questions if only is None or each.body is None or each.body in ids]


def _question(question: LetterQuestion, names: Mapping[str, str], asked: Sequence[str], *, addressed: bool) -> TableRow:
    """Return the row of a question; in a letter to several with the bodies that it is put to."""
    put_to = [names.get(question.body, "")] if question.body else list(asked)
    directed = _directed(put_to, asked) if addressed and any(put_to) else ()
    text = prose(question.text) or prose(UNWRITTEN)
    return TableRow(printed_number(line(question.number)) or _NO_NUMBER, (*text, *directed))


def _directed(names: Sequence[str], asked: Sequence[str]) -> Paragraphs:
    """Return whom a point is directed to; bodies that are too many for a sentence are listed."""
    if not is_long_list(names):
        return paragraph_of(f"Riktas till {bodies(names)}." if names else None)
    if set(names) == set(asked):
        return paragraph_of("Riktas till alla som ska svara.")
    return (*paragraph_of("Riktas till:"), *items(*names))
