"""A letter's tables: recommendations by audit and kind, and the letter's own questions."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from exports.document import line
from exports.letters.parts import LetterTable, TableRow
from exports.letters.wording import audit_title, text_of
from exports.swedish import bodies, joined, sentence, uncapitalised
from storage.domain.identity import printed_number
from storage.domain.material import AssessedRecommendation, AuditInLetter, LetterMaterial
from storage.domain.records import Body, LetterQuestion, replace
from storage.domain.text import swedish_key

_KINDS = {
    "recommendation": ("Rekommendation", "Rekommendationer"),
    "decision_point": ("Beslutspunkt", "Beslutspunkter"),
    "question": ("Fråga", "Frågor"),
    "control": ("Kontroll", "Kontroller"),
    "remark": ("Påpekande", "Påpekanden"),
}
"""Kind → one and several of it."""
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
"""Column → what is said before one row of it, and before several."""
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
_OTHER_KIND = ("Punkt", "Övriga punkter")
_UNWRITTEN = "Text saknas"
_NO_NUMBER = "–"


def letter_tables(material: LetterMaterial, only: Collection[Body] | None) -> tuple[LetterTable, ...]:
    """The tables of the letter; with `only`, of what is directed to one of those bodies."""
    tables: list[LetterTable] = []
    several = len(material.audits) > 1
    for audit in material.audits:
        drawn = list(_audit_tables(audit, only, judged=material.followup is not None))
        if several and drawn:
            drawn[0] = replace(drawn[0], heading=audit_title(audit.audit))
        tables.extend(drawn)
    return _led((*tables, *_questions(material, only)))


def _led(tables: Sequence[LetterTable]) -> tuple[LetterTable, ...]:
    """The tables with a sentence before the first one of each kind."""
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
    """What the tables hold: `Rekommendationer`, or `Rekommendationer och frågor`; None when there are none."""
    several = dict((*_KINDS.values(), _OTHER_KIND))
    held = dict.fromkeys(several[table.column] for table in tables)
    return sentence(joined(uncapitalised(name) for name in held)) if held else None


def _audit_tables(audit: AuditInLetter, only: Collection[Body] | None, *, judged: bool) -> Iterator[LetterTable]:
    kept = _directed_to(audit.recommendations, only)
    present = [each.recommendation.kind or "recommendation" for each in kept]
    for kind in dict.fromkeys((*_KINDS, *present)):
        members = [each for each, its_kind in zip(kept, present, strict=True) if its_kind == kind]
        if members:
            differs = len({frozenset(each.bodies) for each in members}) > 1
            yield LetterTable(
                heading=None,
                lead=None,
                column=_KINDS.get(kind, _OTHER_KIND)[0],
                judged=judged,
                rows=tuple(_row(each, judged=judged, addressed=differs) for each in members),
            )


def _directed_to(
    recommendations: Sequence[AssessedRecommendation], only: Collection[Body] | None
) -> list[AssessedRecommendation]:
    """Those directed to one of the bodies, or to nobody in particular, and the points that they are part of."""
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
        text=(*(text_of(each.recommendation.text) or text_of(_UNWRITTEN)), *text_of(directed)),
        status=(line(each.level.label) if each.level else "") or None if judged else None,
    )


def _questions(material: LetterMaterial, only: Collection[Body] | None) -> Iterator[LetterTable]:
    ids = {body.id for body in only or ()}
    asked = [each for each in material.questions if only is None or each.body is None or each.body in ids]
    several = len(material.recipients if only is None else only) > 1
    names = {each.body.id: line(each.body.name) for each in material.recipients} if several else {}
    if asked:
        rows = tuple(_question(each, names.get(each.body or "")) for each in asked)
        yield LetterTable(None, None, _KINDS["question"][0], judged=False, rows=rows)


def _question(question: LetterQuestion, body: str | None) -> TableRow:
    """A question; with the name of the body that it is put to, in a letter to several."""
    directed = f"Riktas till {body}." if body else None
    text = text_of(question.text) or text_of(_UNWRITTEN)
    return TableRow(printed_number(line(question.number)) or _NO_NUMBER, (*text, *text_of(directed)))
