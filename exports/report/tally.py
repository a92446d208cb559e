"""What a report counts, and what its levels are called.

All numbers come from :mod:`storage.domain.counting`; here is only decided which recommendations are counted.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

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
from exports.swedish import number, quantity, sentence, share, when
from storage.domain.counting import COUNTED_KINDS, Counts, count_levels
from storage.domain.dates import is_partial_date
from storage.domain.followups import COMPARED, ComparedRecommendation, Comparison, Move, Moves
from storage.domain.identity import printed_number
from storage.domain.material import AssessedRecommendation, AuditMaterial, EarlierMaterial, FollowupMaterial
from storage.domain.records import Followup, Level
from storage.domain.scale import EVERY_LEVEL, IMPLEMENTED, NOT_ASSESSED_LABEL, NOT_IMPLEMENTED, PARTIAL, STANDARD
from storage.domain.text import shorten

ALWAYS_SHOWN = (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)
"""The levels that are shown although none stands there."""

_FILL = re.compile(r"[0-9A-Fa-f]{6}")


class Noun(Struct, frozen=True):
    """What the counted recommendations are called together."""

    one: str
    several: str
    definite: str

    def of(self, amount: int) -> str:
        """The form that `amount` asks for."""
        return self.one if amount == 1 else self.several

    def counted(self, amount: int) -> str:
        """`37 rekommendationer`, `en rekommendation`."""
        return f"{number(amount)} {self.of(amount)}"


_RECOMMENDATIONS = Noun("rekommendation", "rekommendationer", "rekommendationerna")
_DECISIONS = Noun("beslutspunkt", "beslutspunkter", "beslutspunkterna")
_BOTH = Noun(
    "rekommendation eller beslutspunkt",
    "rekommendationer och beslutspunkter",
    "rekommendationerna och beslutspunkterna",
)


class Tally(Struct, frozen=True):
    """What a report counts."""

    per_audit: tuple[Counts, ...]
    """In the order of the audits."""
    total: Counts
    judged: tuple[AssessedRecommendation, ...]
    """The recommendations that are counted, of all audits."""
    as_a_whole: int
    """How many of them belong to audits that are judged as a whole only."""

    @property
    def noun(self) -> Noun:
        """What the counted recommendations are called together."""
        kinds = {kind_of(judged) for judged in self.judged}
        if kinds == set(COUNTED_KINDS):
            return _BOTH
        return _DECISIONS if kinds == {"decision_point"} else _RECOMMENDATIONS


def kind_of(judged: AssessedRecommendation) -> str:
    """Its kind; one that is not known is a recommendation."""
    return judged.recommendation.kind or COUNTED_KINDS[0]


def parents(audit: AuditMaterial) -> frozenset[str]:
    """Ids of the recommendations that are divided into sub-points."""
    return frozenset(judged.recommendation.parent for judged in audit.recommendations if judged.recommendation.parent)


def counted(audit: AuditMaterial) -> tuple[AssessedRecommendation, ...]:
    """The recommendations of `audit` that are counted: leaves of the counted kinds."""
    divided = parents(audit)
    return tuple(
        judged
        for judged in audit.recommendations
        if kind_of(judged) in COUNTED_KINDS and judged.recommendation.id not in divided
    )


def tally(material: FollowupMaterial) -> Tally:
    """Count all audits, once for the whole report."""
    judged = tuple(counted(audit) for audit in material.audits)
    per_audit = tuple(count_levels(each.level.means if each.level else None for each in members) for members in judged)
    as_a_whole = sum(len(members) for audit, members in zip(material.audits, judged, strict=True) if only_whole(audit))
    return Tally(
        per_audit=per_audit,
        total=sum(per_audit, Counts()),
        judged=tuple(each for members in judged for each in members),
        as_a_whole=as_a_whole,
    )


def only_whole(audit: AuditMaterial) -> bool:
    """Whether an audit is judged as a whole, and none of its recommendations on its own."""
    nothing = not any(judged.level for judged in audit.recommendations)
    return nothing and bool(line(audit.followup_audit.judgement))


def shown_levels(counts: Counts) -> tuple[str, ...]:
    """The level meanings that have a place in text and table: the three main ones, others when they hold any."""
    return tuple(means for means in EVERY_LEVEL if means in ALWAYS_SHOWN or counts[means])


def meaning_label(means: str, levels: Iterable[Level]) -> str:
    """The office's word for a level meaning, else the standard one; several levels may share a meaning."""
    labels = dict.fromkeys(level_label(level) for level in levels if level.means == means)
    return " eller ".join(labels) or _standard_label(means)


def level_label(level: Level | None) -> str:
    """The word that stands in the status cell."""
    if level is None:
        return NOT_ASSESSED_LABEL
    return line(level.label) or _standard_label(level.means or "")


def level_fill(level: Level | None) -> str | None:
    """The status cell's fill, where there is one that can be drawn."""
    if level is None or not level.fill or not _FILL.fullmatch(level.fill):
        return None
    return level.fill.upper()


def _standard_label(means: str) -> str:
    return next((words.label for words in STANDARD if words.means == means), NOT_ASSESSED_LABEL)


TITLE = "Jämförelse med föregående uppföljning"
_TABLE_TITLE = "Förändringar per granskning"
_TEXT_LENGTH = 120
"""Characters of a recommendation that got worse, which stands in full in its audit's chapter."""
_OTHERS = (Move.NOT_COMPARABLE, Move.NOT_JUDGED)
_COLUMNS: tuple[tuple[str, tuple[Move, ...]], ...] = (
    ("Bättre", (Move.BETTER,)),
    ("Samma", (Move.SAME,)),
    ("Sämre", (Move.WORSE,)),
    ("Nya", (Move.NEW,)),
    ("Ej med", (Move.GONE,)),
    ("Övriga", _OTHERS),
)
_ALWAYS_SHOWN = 3
"""How many of the columns are shown although nothing is in them."""
_LINES = {Move.BETTER: "Bättre bedömning", Move.SAME: "Samma bedömning", Move.WORSE: "Sämre bedömning"}


def comparison(material: FollowupMaterial, tally: Tally) -> Iterator[Block]:
    """The chapter; nothing where there is no previous follow-up, or nothing judged in either."""
    earlier = material.earlier
    if earlier is None or not earlier.comparison.rows:
        return
    yield Heading(1, TITLE)
    yield Prose(
        (*paragraph_of(*_what_is_compared(material, earlier)), *_numbers(material, earlier.comparison, tally.noun))
    )
    if worse := items(*_worse(material, earlier.comparison)):
        yield Prose((*paragraph_of("Sämre bedömda än förra gången är:"), *worse))
    yield Prose(paragraph_of(_TABLE_TITLE), CAPTION)
    yield _table(earlier)


def named(followup: Followup) -> str:
    """A follow-up inside a sentence, as in: `Uppföljning 2024, daterad den 3 maj 2024`."""
    title = line(followup.title) or f"uppföljningen {followup.year or 'utan titel'}"
    day = followup.report_date or ""
    return f"{title}, daterad {when(day)}" if is_partial_date(day) else title


def _what_is_compared(material: FollowupMaterial, earlier: EarlierMaterial) -> Iterator[str]:
    yield f"Föregående uppföljning av samma granskningar är {named(earlier.followup)}."
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
    word = "jämförd" if total.compared == 1 else "jämförda"
    lines = (f"{_LINES[move]}: {share(total[move], total.compared, word)}" for move in COMPARED)
    both = sentence(noun.counted(total.compared))
    return (
        *paragraph_of(f"{both} har bedömts i båda uppföljningarna och kan jämföras:"),
        *items(*lines),
        *paragraph_of(*_done(compared)),
        *others,
    )


def _done(compared: Comparison) -> Iterator[str]:
    """How much of what can be compared was done or under way then, and is now."""
    before, now = compared.before, compared.now
    if before.judged and now.judged:
        then, today = (share(each.done_or_ongoing, each.judged) for each in (before, now))
        yield f"Av dem var {then} åtgärdade helt eller delvis då, och {today} är det nu."


def _not_compared(material: FollowupMaterial, total: Moves, noun: Noun) -> Iterator[str]:
    """What stands in one of the two only, or says too little in one of them, a sentence each."""
    yet = "ännu " if is_draft(material.followup) else ""
    told = {
        Move.NEW: "bedöms nu men bedömdes inte då",
        Move.GONE: "bedömdes då men ingår inte nu",
        Move.NOT_JUDGED: f"bedömdes då men har {yet}inte bedömts nu",
        Move.NOT_COMPARABLE: "går inte att jämföra, eftersom en av bedömningarna inte säger hur långt det har gått",
    }
    for move, what in told.items():
        if total[move]:
            column = " (övriga i tabellen)" if move in _OTHERS else ""
            yield f"{sentence(quantity(total[move], noun.one, noun.several))} {what}{column}."


def _worse(material: FollowupMaterial, compared: Comparison) -> Iterator[str]:
    names = {
        judged.recommendation.id: (audit_title(audit.audit), judged.recommendation)
        for audit in material.audits
        for judged in audit.recommendations
    }
    for row in compared.made(Move.WORSE):
        if row.standing.recommendation in names:
            about, point = names[row.standing.recommendation]
            text = shorten(line(point.text), _TEXT_LENGTH).rstrip(".")
            own = " ".join(part for part in (printed_number(line(point.number)), text) if part)
            yield f"{about}, {own}: {_from_to(row)}"


def _from_to(row: ComparedRecommendation) -> str:
    return f"från {level_label(row.standing.before)} till {level_label(row.standing.now)}"


def _table(earlier: EarlierMaterial) -> CountTable:
    total = earlier.comparison.total
    shown = [
        (title, moves)
        for at, (title, moves) in enumerate(_COLUMNS)
        if at < _ALWAYS_SHOWN or any(total[move] for move in moves)
    ]
    groups = [moves for _, moves in shown]
    rows = [
        _row(line(earlier.audits.get(audit)), moved, groups) for audit, moved in earlier.comparison.per_audit.items()
    ]
    return CountTable(
        title=_TABLE_TITLE,
        headers=("Granskning", *(title for title, _ in shown), "Summa"),
        rows=(*rows, _row("Samtliga", total, groups)),
    )


def _row(name: str, moved: Moves, groups: list[tuple[Move, ...]]) -> CountRow:
    return CountRow(name, (*(sum(moved[move] for move in moves) for moves in groups), moved.total))
