"""A letter's tables: recommendations by audit and kind, and the letter's own questions."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from exports.document import KINDS, OTHER_KIND, UNWRITTEN, audit_title, line, prose
from exports.letters.parts import LetterTable, TableRow
from exports.swedish import bodies, joined, sentence, uncapitalised
from storage.domain.identity import printed_number
from storage.domain.material import AssessedRecommendation, AuditInLetter, LetterMaterial
from storage.domain.records import Body, LetterQuestion, replace
from storage.domain.text import swedish_key

_LEADS = {
    "Rekommendation": (
        "Mot bakgrund av granskningen lämnar revisorerna följande rekommendation.",
        "Mot bakgrund av granskningen lämnar revisorerna följande rekommendationer.",
    ),
    "Beslutspunkt": ("Följande beslutspunkt ska genomföras.", "Följande beslutspunkter ska genomföras."),
    "Fråga": ("Revisorerna vill ha svar på följande fråga.", "Revisorerna vill ha svar på följande frågor."),
    "Kontroll": ("Följande kontroll omfattas.", "Följande kontroller omfattas."),
    "Påpekande": ("Revisorerna gör följande påpekande.", "Revisorerna gör följande påpekanden."),
    "Punkt": ("Följande punkt omfattas.", "Följande punkter omfattas."),
}
"""Column → the sentence before one row of it, and before several."""
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


def letter_tables(material: LetterMaterial, only: Collection[Body] | None) -> tuple[LetterTable, ...]:
    """Return the tables of a letter; with `only`, of the points directed to one of those bodies."""
    tables: list[LetterTable] = []
    several = len(material.audits) > 1
    for audit in material.audits:
        drawn = list(_audit_tables(audit, only, judged=material.followup is not None))
        if several and drawn:
            drawn[0] = replace(drawn[0], heading=audit_title(audit.audit))
        tables.extend(drawn)
    return _led((*tables, *_questions(material, only)))


def _led(tables: Sequence[LetterTable]) -> tuple[LetterTable, ...]:
    """Return the tables with a sentence before the first one of each kind."""
    rows: Counter[tuple[str, bool]] = Counter()
    for table in tables:
        rows[table.column, table.judged] += len(table.rows)
    led = []
    for table in tables:
        count = rows.pop((table.column, table.judged), 0)
        one, many = (_LEADS_LEFT if table.judged else _LEADS)[table.column]
        led.append(replace(table, lead=(one if count == 1 else many) if count else None))
    return tuple(led)


def tables_heading(tables: Sequence[LetterTable]) -> str | None:
    """Return `Rekommendationer`, or `Rekommendationer och frågor`, by the kinds of the tables; None without tables."""
    several = dict((*KINDS.values(), OTHER_KIND))
    kinds = dict.fromkeys(several[table.column] for table in tables)
    return sentence(joined(uncapitalised(name) for name in kinds)) if kinds else None


def _audit_tables(audit: AuditInLetter, only: Collection[Body] | None, *, judged: bool) -> Iterator[LetterTable]:
    kept = _directed_to(audit.recommendations, only)
    present = [each.recommendation.kind or "recommendation" for each in kept]
    for kind in dict.fromkeys((*KINDS, *present)):
        members = [each for each, its_kind in zip(kept, present, strict=True) if its_kind == kind]
        if members:
            differs = len({frozenset(each.bodies) for each in members}) > 1
            yield LetterTable(
                heading=None,
                lead=None,
                column=KINDS.get(kind, OTHER_KIND)[0],
                judged=judged,
                rows=tuple(_row(each, judged=judged, addressed=differs) for each in members),
            )


def _directed_to(
    recommendations: Sequence[AssessedRecommendation], only: Collection[Body] | None
) -> list[AssessedRecommendation]:
    """Return those directed to one of the bodies, or to nobody in particular, and the points that they are part of."""
    if only is None:
        return list(recommendations)
    names = {body.name for body in only}
    kept = {each.recommendation.id for each in recommendations if not each.bodies or names & set(each.bodies)}
    kept |= {str(each.recommendation.parent) for each in recommendations if each.recommendation.id in kept}
    return [each for each in recommendations if each.recommendation.id in kept]


def _row(each: AssessedRecommendation, *, judged: bool, addressed: bool) -> TableRow:
    directed = f"Riktas till {bodies(sorted(each.bodies, key=swedish_key))}." if addressed and each.bodies else None
    return TableRow(
        number=printed_number(line(each.recommendation.number)) or _NO_NUMBER,
        text=(*(prose(each.recommendation.text) or prose(UNWRITTEN)), *prose(directed)),
        status=(line(each.level.label) if each.level else "") or None if judged else None,
    )


def _questions(material: LetterMaterial, only: Collection[Body] | None) -> Iterator[LetterTable]:
    ids = {body.id for body in only or ()}
    questions = [each for each in material.questions if only is None or each.body is None or each.body in ids]
    several = len(material.recipients if only is None else only) > 1
    names = {each.body.id: line(each.body.name) for each in material.recipients} if several else {}
    if questions:
        rows = tuple(_question(each, names.get(each.body or "")) for each in questions)
        yield LetterTable(None, None, KINDS["question"][0], judged=False, rows=rows)


def _question(question: LetterQuestion, body: str | None) -> TableRow:
    """Return the row of a question; in a letter to several with the body that it is put to."""
    directed = f"Riktas till {body}." if body else None
    text = prose(question.text) or prose(UNWRITTEN)
    return TableRow(printed_number(line(question.number)) or _NO_NUMBER, (*text, *prose(directed)))
