"""Sentences on what became of the passages of a file that was read in."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from storage.intake.document import Note
from storage.intake.ledger import FateKind, FateLedger, PassageFate
from tui.language.catalogue import _, many, mark, mark_many
from tui.language.findings import note_line
from tui.language.words import entity_word, field_word

_KINDS: Mapping[FateKind, tuple[str, str]] = {
    FateKind.STORED: mark_many("{n} sparat", "{n} sparade"),
    FateKind.KEPT: mark_many("{n} behållet som text", "{n} behållna som text"),
    FateKind.SKIPPED: mark_many("{n} överhoppat", "{n} överhoppade"),
    FateKind.REFUSED: mark_many("{n} avvisat", "{n} avvisade"),
}
WHY: Mapping[str, str] = {
    "contents": mark("innehållsförteckning"),
    "deleted": mark("struket med spårade ändringar"),
    "hidden": mark("dold text"),
    "placeholder": mark("vad ett fält som inte är ifyllt frågar efter"),
    "page_number": mark("sidnummer"),
    "repeated": mark("sidhuvud eller sidfot en gång till, eller bild i dem"),
    "struck": mark("överstruken text"),
    "picture": mark("bild, av vilken bara platsen är känd"),
    "embedded": mark("fil i filen, av vilken bara platsen är känd"),
    "colour": mark("cellens färg"),
    "sign": mark("tecken som inte är känt"),
    "heading": mark("rubrik som säger vad texten under den är"),
    "header": mark("tabellens rubrikrad"),
    "header_repeated": mark("upprepad rubrikrad"),
    "separator_row": mark("tom rad eller streck"),
    "merged_cell": mark("i en cell som är sammanslagen med den ovanför och inte syns"),
    "counted": mark("antal som räknas om"),
    "not_judged": mark("säger att punkten inte är bedömd"),
    "section_kept": mark("avsnitt som inget fält i registret är till för"),
    "table_skipped": mark("tabell utan rekommendationer"),
    "paragraph_kept": mark("stycke som inget fält i registret är till för"),
    "signature_kept": mark("underskrift som inte är ett namn med titel"),
    "chapter_text": mark("inledning till kapitlet om granskningarna"),
    "column_kept": mark("kolumn som inget fält i registret är till för"),
    "unknown_level": mark("ingen känd bedömning; punkten är inläst, inte bedömd"),
    "round_kept": mark("från en tidigare uppföljning"),
    "row_kept": mark("rad som inte är en rekommendation"),
    "theme_unused": mark("tema utan rekommendationer"),
    "above_header": mark("rad ovanför tabellens rubrikrad"),
    "audit_known": mark("granskningen fanns i registret med andra ord"),
    "column_header": mark("kolumnens rubrik"),
    "no_points": mark("blad eller tabell utan rekommendationer"),
    "total_row": mark("rad med summa"),
    "recommendation_known": mark("punkten fanns i registret med andra ord"),
    "colour_level": mark("en färg säger inte nivån; punkten är inläst, inte bedömd"),
    "not_assessed": mark("säger att punkten inte är bedömd"),
    "unknown_body": mark("organet går inte att känna igen; ange det vid punkten"),
    "body_unclear": mark("organet går inte att känna igen; ange det vid punkten"),
    "note": mark("fotnot"),
    "comment": mark("kommentar i marginalen"),
    "cell_note": mark("anteckning vid en cell"),
    "text_box": mark("textruta"),
    "page_text": mark("sidhuvud eller sidfot"),
    "sign_level": mark("ett tecken säger inte nivån; punkten är inläst, inte bedömd"),
    "point_alike": mark("punkten liknar en som finns; säg om de är samma"),
    "far": mark("långt från de andra cellerna"),
    "row_unclear": mark("raden går inte att tolka; skriv in den för hand"),
}
"""Code of a rule or a reason → what it says."""
_REPEATED = frozenset({"separator_row", "header_repeated"})
"""Notes on rows that say nothing of their own."""


def fate_where(fate: PassageFate) -> str | None:
    """Return where a passage is in the register, as in `Bedömning: Kommentar`; None when it is not."""
    if fate.fate == FateKind.KEPT:
        return entity_word("source_text")
    return "; ".join(f"{entity_word(entity)}: {field_word(name)}" for entity, name in fate.targets) or None


def fate_why(fate: PassageFate) -> str | None:
    """Return the rule or the reason of a fate; None without one."""
    return _(WHY[fate.why]) if fate.why in WHY else None


def note_lines(notes: Sequence[Note]) -> Iterator[str]:
    """Render notes, a line each; rows that say nothing of their own are one line for each table."""
    tables = Counter(_table(note) for note in notes if note.code in _REPEATED)
    for note in notes:
        more = tables.pop(_table(note), 0) - 1 if note.code in _REPEATED else 0
        if more >= 0:
            yield note_line(note) + (f" {many('och {n} rad till', 'och {n} rader till', more)}" if more else "")


def fate_lines(ledger: FateLedger) -> Iterator[str]:
    """Render how many passages a file has, what became of them, and by which rules some were skipped."""
    found = Counter((fate.kind, fate.why) for fate in ledger.fates.values())
    kinds = Counter(fate.kind for fate in ledger.fates.values())
    if not kinds:
        return
    passages = many("{n} stycke i filen", "{n} stycken i filen", kinds.total())
    counts = ", ".join(many(*words, kinds[kind]) for kind, words in _KINDS.items() if kinds[kind])
    yield f"{passages}: {counts}."
    skipped = [(why, number) for (kind, why), number in found.items() if kind is FateKind.SKIPPED]
    if skipped:
        rules = ", ".join(f"{_(WHY.get(why, why))} ({number})" for why, number in sorted(skipped))
        yield _("Överhoppat: {rules}.").format(rules=rules)


def _table(note: Note) -> tuple[str, str, str]:
    return note.code, note.where, note.values.get("table", "")
