"""Comparison chapter of a report: assessments of this follow-up beside those of the previous one."""

from collections.abc import Iterator

from exports.document import (
    CAPTION,
    Block,
    CountRow,
    CountTable,
    Heading,
    Paragraphs,
    Prose,
    audit_title,
    is_draft,
    items,
    line,
    paragraph_of,
)
from exports.report.counts import level_label
from exports.report.nouns import Noun, common_noun
from exports.swedish import sentence, share, unstopped, when
from storage.domain.dates import is_partial_date
from storage.domain.followups import COMPARED, ComparedRecommendation, Comparison, Move, Moves
from storage.domain.identity import printed_number
from storage.domain.material import EarlierMaterial, FollowupMaterial
from storage.domain.records import Followup
from storage.domain.text import shorten

TITLE = "Jämförelse med föregående uppföljning"
_TEXT_LENGTH = 120
"""Characters of a recommendation with a worse assessment; its audit's chapter has the whole text."""
_OTHERS = (Move.NOT_COMPARABLE, Move.NOT_ASSESSED)
_COLUMNS: tuple[tuple[str, tuple[Move, ...]], ...] = (
    ("Bättre", (Move.BETTER,)),
    ("Samma", (Move.SAME,)),
    ("Sämre", (Move.WORSE,)),
    ("Nya", (Move.NEW,)),
    ("Ej med", (Move.GONE,)),
    ("Övriga", _OTHERS),
)
_COLUMNS_SHOWN = 3
"""Number of columns that are shown although they are empty."""
_WITH_ARTICLE = {"Bättre bedömning": "en bättre bedömning", "Sämre bedömning": "en sämre bedömning"}
_LINES = {Move.BETTER: "Bättre bedömning", Move.SAME: "Samma bedömning", Move.WORSE: "Sämre bedömning"}


def comparison_chapter(material: FollowupMaterial, noun: Noun) -> Iterator[Block]:
    """Yield the chapter; nothing without a previous follow-up, or without an assessment in either of the two.

    `noun` is that of the report's counted recommendations.
    """
    earlier = material.earlier
    if earlier is None or not earlier.comparison.rows:
        return
    yield Heading(1, TITLE)
    yield Prose((*paragraph_of(*_what_is_compared(material, earlier)), *_numbers(material, earlier.comparison, noun)))
    if worse := items(*_worse(material, earlier.comparison)):
        yield Prose((*paragraph_of("Sämre bedömda än förra gången är:"), *worse))
    table = _table(earlier, common_noun(audit.audit for audit in material.audits))
    yield Prose(paragraph_of(table.title), CAPTION)
    yield table


def named(followup: Followup) -> str:
    """Return a follow-up for a sentence: `Uppföljning 2024, daterad den 3 maj 2024`."""
    title = unstopped(line(followup.title)) or f"uppföljningen {followup.year or 'utan titel'}"
    day = followup.report_date or ""
    return f"{title}, daterad {when(day)}" if is_partial_date(day) else title


def _what_is_compared(material: FollowupMaterial, earlier: EarlierMaterial) -> Iterator[str]:
    same = common_noun(audit.audit for audit in material.audits).of(len(material.audits))
    yield f"Föregående uppföljning av samma {same} är {named(earlier.followup)}."
    if earlier.followup.scale != material.followup.scale:
        yield "De två uppföljningarna har olika bedömningsskalor, och nivåerna jämförs efter vad de betyder."


def _numbers(material: FollowupMaterial, compared: Comparison, noun: Noun) -> Paragraphs:
    total = compared.total
    others = paragraph_of(*_not_compared(material, total, noun))
    if not total.compared:
        return (
            *paragraph_of(f"Inga {noun.several} har bedömts i båda uppföljningarna så att de kan jämföras."),
            *others,
        )
    both = sentence(noun.counted(total.compared))
    if total.compared == 1:
        made = next(_LINES[move] for move in COMPARED if total[move])
        had = f"{'Det' if noun.neuter else 'Den'} har fått {_WITH_ARTICLE.get(made, made).lower()}."
        return (*paragraph_of(f"{both} har bedömts i båda uppföljningarna och kan jämföras.", had), *others)
    lines = (f"{_LINES[move]}: {_part(total[move], total.compared, noun, 'jämförda')}" for move in COMPARED)
    return (
        *paragraph_of(f"{both} har bedömts i båda uppföljningarna och kan jämföras:"),
        *items(*lines),
        *paragraph_of(_done(compared, noun)),
        *others,
    )


def _part(part: int, whole: int, noun: Noun, what: str = "") -> str:
    """Return a share; of nothing `ingen`."""
    return share(part, whole, what) if part else noun.none


def _done(compared: Comparison, noun: Noun) -> str:
    """Return the share of the compared recommendations that was done or under way then, and is now."""
    whole, then, now = compared.total.compared, compared.before.done_or_ongoing, compared.now.done_or_ongoing
    done = "åtgärdade" if then > 1 else "åtgärdat" if noun.neuter else "åtgärdad"
    before, today = (_part(part, whole, noun) for part in (then, now))
    return f"Av dem var {before} {done} helt eller delvis då, och {today} är det nu."


def _not_compared(material: FollowupMaterial, total: Moves, noun: Noun) -> Iterator[str]:
    """Yield a sentence for each reason why recommendations are not compared."""
    yet = "ännu " if is_draft(material.followup) else ""
    reasons = {
        Move.NEW: "bedöms nu men bedömdes inte då",
        Move.GONE: "bedömdes då men ingår inte nu",
        Move.NOT_ASSESSED: f"bedömdes då men har {yet}inte bedömts nu",
        Move.NOT_COMPARABLE: "går inte att jämföra, eftersom någon av bedömningarna inte säger hur långt det har gått",
    }
    for move, reason in reasons.items():
        if total[move]:
            column = " (övriga i tabellen)" if move in _OTHERS else ""
            yield f"{sentence(noun.counted(total[move]))} {reason}{column}."


def _worse(material: FollowupMaterial, compared: Comparison) -> Iterator[str]:
    names = {
        assessed.recommendation.id: (audit_title(audit.audit), assessed.recommendation)
        for audit in material.audits
        for assessed in audit.recommendations
    }
    for row in compared.made(Move.WORSE):
        if row.pair.recommendation in names:
            about, point = names[row.pair.recommendation]
            text = shorten(line(point.text), _TEXT_LENGTH).rstrip(".")
            own = " ".join(part for part in (printed_number(line(point.number)), text) if part)
            yield f"{about}, {own}: {_from_to(row)}"


def _from_to(row: ComparedRecommendation) -> str:
    return f"från {level_label(row.pair.before)} till {level_label(row.pair.now)}"


def _table(earlier: EarlierMaterial, source: Noun) -> CountTable:
    total = earlier.comparison.total
    shown = [
        (title, moves)
        for at, (title, moves) in enumerate(_COLUMNS)
        if at < _COLUMNS_SHOWN or any(total[move] for move in moves)
    ]
    groups = [moves for _, moves in shown]
    rows = [
        _row(line(earlier.audits.get(audit)), moved, groups) for audit, moved in earlier.comparison.per_audit.items()
    ]
    return CountTable(
        title=f"Förändringar per {source.one}",
        headers=(sentence(source.one), *(title for title, _ in shown), "Summa"),
        rows=(*rows, _row("Samtliga", total, groups)),
    )


def _row(name: str, moved: Moves, groups: list[tuple[Move, ...]]) -> CountRow:
    return CountRow(name, (*(sum(moved[move] for move in moves) for moves in groups), moved.total))
