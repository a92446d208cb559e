"""What the reading of a report noted, as Swedish lines: what was understood, joined, kept as text or refused."""

from collections.abc import Mapping

from storage.domain.text import one_line, shorten
from storage.intake.neutral import JOINED, KEPT, REFUSED, UNDERSTOOD, Note
from tui.language.catalogue import _, mark
from tui.language.terms import field_word

TEXT_LENGTH = 90
"""How much of the report's own text a line repeats."""

_KINDS: Mapping[str, str] = {
    UNDERSTOOD: mark("Tolkat"),
    JOINED: mark("Sammanfogat"),
    KEPT: mark("Behållet som text"),
    REFUSED: mark("Avvisat"),
}

SENTENCES: Mapping[str, str] = {
    "theme_row": mark("tema ”{what}” (tabell {table}, rad {row})"),
    "theme_heading": mark("tema ”{what}”, av rubriken"),
    "header_repeated": mark("upprepad rubrikrad hoppades över (tabell {table}, rad {row})"),
    "separator_row": mark("tom rad hoppades över (tabell {table}, rad {row})"),
    "row_continued": mark("raden fortsätter {number}) ovanför: ”{what}” (tabell {table}, rad {row})"),
    "row_kept": mark("”{what}” är ingen rekommendation (tabell {table}, rad {row})"),
    "row_unclear": mark("raden går inte att tolka: ”{what}” (tabell {table}, rad {row}). Skriv in den för hand."),
    "unknown_level": mark(
        "”{what}” är ingen känd bedömning vid {number}) (tabell {table}, rad {row}). Bedöm den för hand."
    ),
    "number_repeated": mark("numret {what}) står flera gånger, som i rapporten"),
    "number_missing": mark("numret {what}) saknas, som i rapporten"),
    "column_kept": mark("kolumn {column} är okänd (tabell {table}): ”{what}”"),
    "no_status": mark("tabell {table} har ingen kolumn för bedömning, så inget är bedömt"),
    "table_joined": mark("tabell {table} fortsätter tabell {first}"),
    "table_skipped": mark("tabell {table} har inga rekommendationer: ”{what}”"),
    "paragraph_joined": mark("ett stycke som var delat vid sidbyte: ”{what}”"),
    "paragraph_kept": mark("”{what}”"),
    "heading_kept": mark("rubriken ”{what}”"),
    "section_kept": mark("”{what}”"),
    "signature_kept": mark("underskrift ”{what}”"),
    "count_kept": mark("”{what}” räknas om i stället för att läsas in"),
    "disclaimer": mark("förbehållet ”{what}”"),
    "auditees_from_question": mark("granskade organ enligt granskningens fråga: {what}"),
    "others_concerned": mark("rapporten gick också till de berörda: {what}"),
    "audit_known": mark("granskningen fanns i registret och fick den här uppföljningen"),
    "letter_known": mark("brevet fanns i registret och ändrades inte"),
    "response_known": mark("svaret fanns i registret och ändrades inte"),
    "date_contradiction": mark("{field}: datumen säger emot varandra, {first} och {second}"),
}


def note_line(note: Note) -> str:
    """As in: `Tolkat (Informationssäkerhet): tema ”Kompetens” (tabell 4, rad 9)`."""
    known = {"table": "?", "row": "?", "number": "?", **note.values, "what": shorten(note.what, TEXT_LENGTH)}
    if "field" in known:
        known["field"] = field_word(known["field"])
    told = _(SENTENCES.get(note.code, "{what}")).format_map(known)
    where = f" ({note.where})" if note.where else ""
    return one_line(f"{_(_KINDS.get(note.kind, note.kind))}{where}: {told}")
