"""The guides to letters' fields, for those who change the templates in Word."""

from collections.abc import Iterator

from exports.letter_placeholders import PLACEHOLDERS
from exports.templating.fields import EXTENSION, LETTER_FIELDS, MISSIV_KIND, REMINDER, Field, Kind

_PLACEHOLDER_WORDS = {
    "office": "kontorets namn",
    "title": "granskningens eller uppföljningens titel",
    "bodies": "de granskade, till exempel kommunstyrelsen och socialnämnden",
    "years": "det år eller de år som granskats",
    "firm": "revisionsbyrån",
    "registry_number": "diarienumret",
    "answer_due": "sista svarsdag, till exempel den 1 mars 2026",
}

_NAMES = {MISSIV_KIND: "missiv", REMINDER: "påminnelser", EXTENSION: "beslut om anstånd"}

_HOW = """Fält i mallen för {name}

Mallen är en vanlig Word-fil. Typsnitt, marginaler, sidhuvud och fasta texter ändras fritt. Det som står mellan
klamrar byts mot brevets texter. Kontrollera mallen med granska templates lint innan den tas i bruk.

Skriv ut ett fält:          {{ office }}
Bara när det är känt:       {%p if phone %}  …  {%p endif %}
Ett stycke för varje:       {%p for stycke in opening %}  {{ stycke.text }}  {%p endfor %}
En rad för varje:           {%tr for rad in tabell.rows %}  …  {%tr endfor %}

{%p … %} står ensam i sitt stycke och tar bort det. {%tr … %} står ensam i sin tabellrad och tar bort den.
Ett fält som inte är känt skrivs ut som ingenting. Texter i flera stycken är listor; punkter har item.
Uträkningar, anrop, import och egna filter går inte att använda.
"""

_TEXTS = """I kontorets egna standardtexter (granska config) kan dessa ord inom enkla klamrar stå. Ett stycke vars ord
inte är känt utelämnas.
"""


def letter_guide(kind: str) -> str:
    """The guide to the fields of a kind of letter as text, a field a line."""
    lines = "\n".join(line for field in LETTER_FIELDS[kind] for line in _described(field, 0))
    words = "\n".join(f"  {'{' + name + '}':<24}{_PLACEHOLDER_WORDS[name]}" for name in PLACEHOLDERS)
    return f"{_HOW.replace('{name}', _NAMES[kind])}\nFält\n\n{lines}\n\nOrd i standardtexter\n\n{_TEXTS}\n{words}\n"


def _described(field: Field, depth: int) -> Iterator[str]:
    kinds = {
        Kind.LINES: " (lista)",
        Kind.RECORDS: " (lista)",
        Kind.PICTURE: " (bild)",
        Kind.FLAG: " (sant eller falskt)",
    }
    name = "  " * (depth + 1) + field.name
    yield f"{name:<24}  {field.says}{kinds.get(field.kind, '')}"
    for member in field.members:
        yield from _described(member, depth + 1)
