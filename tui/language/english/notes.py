"""What the reading of a report noted."""

TEXTS = {
    "Tolkat": "Understood",
    "Sammanfogat": "Joined",
    "Behållet som text": "Kept as text",
    "Avvisat": "Refused",
    "tema ”{what}” (tabell {table}, rad {row})": "theme “{what}” (table {table}, row {row})",
    "tema ”{what}”, av rubriken": "theme “{what}”, from the heading",
    "upprepad rubrikrad hoppades över (tabell {table}, rad {row})": (
        "repeated header row was skipped (table {table}, row {row})"
    ),
    "tom rad hoppades över (tabell {table}, rad {row})": "empty row was skipped (table {table}, row {row})",
    "raden fortsätter {number}) ovanför: ”{what}” (tabell {table}, rad {row})": (
        "the row continues {number}) above: “{what}” (table {table}, row {row})"
    ),
    "”{what}” är ingen rekommendation (tabell {table}, rad {row})": (
        "“{what}” is no recommendation (table {table}, row {row})"
    ),
    "raden går inte att tolka: ”{what}” (tabell {table}, rad {row}). Skriv in den för hand.": (
        "the row cannot be understood: “{what}” (table {table}, row {row}). Enter it by hand."
    ),
    "”{what}” är ingen känd bedömning vid {number}) (tabell {table}, rad {row}). Bedöm den för hand.": (
        "“{what}” is no known assessment at {number}) (table {table}, row {row}). Assess it by hand."
    ),
    "numret {what}) står flera gånger, som i rapporten": ("the number {what}) stands several times, as in the report"),
    "numret {what}) saknas, som i rapporten": "the number {what}) is missing, as in the report",
    "kolumn {column} är okänd (tabell {table}): ”{what}”": "column {column} is unknown (table {table}): “{what}”",
    "tabell {table} har ingen kolumn för bedömning, så inget är bedömt": (
        "table {table} has no column for assessments, so nothing is assessed"
    ),
    "tabell {table} fortsätter tabell {first}": "table {table} continues table {first}",
    "tabell {table} har inga rekommendationer: ”{what}”": "table {table} has no recommendations: “{what}”",
    "ett stycke som var delat vid sidbyte: ”{what}”": "a paragraph that was split at a page break: “{what}”",
    "”{what}”": "“{what}”",
    "rubriken ”{what}”": "the heading “{what}”",
    "underskrift ”{what}”": "signature “{what}”",
    "”{what}” räknas om i stället för att läsas in": "“{what}” is counted anew instead of being read in",
    "förbehållet ”{what}”": "the disclaimer “{what}”",
    "granskade organ enligt granskningens fråga: {what}": "audited bodies according to the audit's question: {what}",
    "rapporten gick också till de berörda: {what}": "the report also went to those concerned: {what}",
    "granskningen fanns i registret och fick den här uppföljningen": (
        "the audit was in the register and got this follow-up"
    ),
    "brevet fanns i registret och ändrades inte": "the letter was in the register and was not changed",
    "svaret fanns i registret och ändrades inte": "the answer was in the register and was not changed",
    "{field}: datumen säger emot varandra, {first} och {second}": (
        "{field}: the dates contradict each other, {first} and {second}"
    ),
}
