"""The fields of letters' templates: the one list that letters are filled from, templates checked by, guides made of.

Names never change meaning: an office's template keeps working.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from exports.letters.wording import PLACEHOLDERS


class PlaceholderKind(StrEnum):
    """Type of a field."""

    VALUE = "value"
    """A text on one line, or None."""
    FLAG = "flag"
    """True or false, for `if`."""
    PICTURE = "picture"
    LINES = "lines"
    """A list of texts."""
    RECORDS = "records"
    """A list whose members have fields of their own."""


class Placeholder(Struct, frozen=True):
    """A field, described to those who write templates."""

    name: str
    says: str
    """Swedish, for the guide."""
    kind: PlaceholderKind = PlaceholderKind.VALUE
    members: tuple["Placeholder", ...] = ()
    """Fields of each member of a list of records."""
    only_when: str = ""
    """The flag, of the record or of one around it, without which nothing is known of it."""

    @property
    def is_list(self) -> bool:
        """Return true if templates loop over it."""
        return self.kind in {PlaceholderKind.LINES, PlaceholderKind.RECORDS}

    def member(self, name: str) -> "Placeholder | None":
        """Return the field `name` of its members."""
        return next((each for each in self.members if each.name == name), None)


_PARAGRAPH = (
    Placeholder("text", "styckets text"),
    Placeholder("item", "sant när stycket är en punkt i en lista", PlaceholderKind.FLAG),
)


def _text(name: str, says: str) -> Placeholder:
    return Placeholder(name, says, PlaceholderKind.RECORDS, _PARAGRAPH)


MISSIV_FIELDS = (
    Placeholder("office", "kontorets eller revisorernas namn"),
    Placeholder("postal_address", "postadress på en rad"),
    Placeholder("visiting_address", "besöksadress på en rad"),
    Placeholder("phone", "telefonnummer"),
    Placeholder("email", "e-postadress"),
    Placeholder("web", "webbplats"),
    Placeholder("logo", "kontorets logotyp", PlaceholderKind.PICTURE),
    Placeholder("registry_number", "diarienummer"),
    Placeholder("date", "brevets datum, till exempel 1 mars 2026"),
    Placeholder("place_and_date", "ort och datum, till exempel Exempelby den 1 mars 2026; utan ort bara datum"),
    Placeholder(
        "recipients",
        "mottagarna, grupperade efter varför de får brevet",
        PlaceholderKind.RECORDS,
        (
            Placeholder("label", "För svar, För svar genom …, För åtgärd eller För kännedom"),
            Placeholder("names", "mottagarnas namn", PlaceholderKind.LINES),
        ),
    ),
    Placeholder("title", "brevets rubrik"),
    _text("opening", "vad som har granskats, av vem och i vilken revisionsplan"),
    _text("purpose", "granskningens eller uppföljningens syfte"),
    _text("judgement", "den samlade bedömningen"),
    _text("grounds", "vad bedömningen grundas på"),
    Placeholder("tables_heading", "vad tabellerna innehåller: Rekommendationer, Frågor …"),
    Placeholder(
        "tables",
        "rekommendationer och frågor, en tabell för varje granskning och slag",
        PlaceholderKind.RECORDS,
        (
            Placeholder("heading", "granskningens namn när brevet gäller flera"),
            Placeholder("lead", "meningen före den första tabellen av sitt slag"),
            Placeholder("column", "kolumnrubrik: Rekommendation, Fråga …"),
            Placeholder("judged", "sant när raderna har bedömning", PlaceholderKind.FLAG),
            Placeholder(
                "rows",
                "tabellens rader",
                PlaceholderKind.RECORDS,
                (
                    Placeholder("number", "nummer som det är tryckt, till exempel 2)"),
                    _text("text", "rekommendationens eller frågans text"),
                    Placeholder("status", "bedömningen med ord, i brev med en uppföljning", only_when="judged"),
                ),
            ),
        ),
    ),
    Placeholder("has_answer", "sant när något sägs om svar", PlaceholderKind.FLAG),
    _text("answer_request", "från vem svar önskas och senast när, och vem som svarar för andra"),
    _text("demands", "vad som särskilt begärs av en mottagare"),
    _text("answer_contents", "vad svaret ska innehålla"),
    _text("answer_how", "hur svaret lämnas"),
    _text("own_text", "egna stycken i det här brevet"),
    _text("information", "beslutet att överlämna rapporten, till vilka, och vilka som inte behöver svara"),
    Placeholder("closing_formula", "avslutningsfras"),
    Placeholder(
        "signers",
        "de som undertecknar",
        PlaceholderKind.RECORDS,
        (Placeholder("name", "namn"), Placeholder("title", "titel och organisation")),
    ),
    Placeholder("signed_on", "när brevet undertecknades: Undertecknat den 1 mars 2026"),
    Placeholder("enclosures", "bilagor", PlaceholderKind.LINES),
    Placeholder("copies", "de som får en kopia", PlaceholderKind.LINES),
)
"""Every field of a missiv, in the order of the letter."""
_OF_EVERY_LETTER = (
    "office", "postal_address", "visiting_address", "phone", "email", "web", "logo", "registry_number", "date",
    "place_and_date", "recipients", "title", "closing_formula", "signers", "copies",
)  # fmt: skip


MISSIV_KIND, REMINDER, EXTENSION = LETTERS = ("missiv", "reminder", "extension")
"""The kinds of letters that are written on templates."""

_HEAD = tuple(field for field in MISSIV_FIELDS if field.name in _OF_EVERY_LETTER)
_SIGNED_ON = next(field for field in MISSIV_FIELDS if field.name == "signed_on")
_ANSWERS = Placeholder(
    "answers",
    "svaren som brevet gäller, ett för varje brev som svar har begärts på",
    PlaceholderKind.RECORDS,
    (
        Placeholder("letter_date", "brevets datum"),
        Placeholder("registry_number", "brevets diarienummer"),
        Placeholder("about", "granskningen eller granskningarna"),
        Placeholder("on_behalf_of", "för vilka andra svaret också är: Även för …"),
        Placeholder("due", "sista svarsdag som den har gällt"),
        Placeholder("due_now", "sista svarsdag nu, eller snarast"),
        Placeholder("late", "hur försenat svaret är: 26 dagar"),
        _text("points", "vad som ska besvaras"),
    ),
)
LETTER_FIELDS: Mapping[str, tuple[Placeholder, ...]] = {
    MISSIV_KIND: MISSIV_FIELDS,
    REMINDER: (
        *_HEAD,
        Placeholder("level", "1 i den första påminnelsen, 2 i de följande"),
        _text("opening", "varför brevet skrivs"),
        _ANSWERS,
        _text("notes", "vad som är att veta, till exempel att anstånd är begärt, och beslutsdagen"),
        _text("own_text", "egna stycken i det här brevet"),
        Placeholder("has_answer", "sant när något sägs om svar", PlaceholderKind.FLAG),
        Placeholder("answer_heading", "rubriken över det: Nytt svarsdatum, eller Svar utan datum"),
        _text("answer_request", "senast när svar önskas nu"),
        _text("answer_how", "hur svaret lämnas"),
        _text("consequence", "vad som händer om svaret uteblir"),
        _SIGNED_ON,
    ),
    EXTENSION: (
        *_HEAD,
        Placeholder("granted", "sant när anstånd beviljas", PlaceholderKind.FLAG),
        _text("opening", "vem som har begärt anstånd och när, om det är känt"),
        _text("decision", "beslutet"),
        _ANSWERS,
        _text("own_text", "egna stycken i det här brevet"),
        _text("answer_how", "hur svaret lämnas"),
        _SIGNED_ON,
    ),
}
"""Kind of letter → every field of it, in the order of the letter."""


def field_named(name: str, fields: Iterable[Placeholder] = MISSIV_FIELDS) -> Placeholder | None:
    """Return the field called `name`."""
    return next((each for each in fields if each.name == name), None)


_PLACEHOLDER_WORDS = {
    "office": "kontorets namn",
    "title": "granskningens eller uppföljningens titel",
    "bodies": "de granskade, till exempel kommunstyrelsen och socialnämnden",
    "years": "det år eller de år som granskats",
    "plan_year": "revisionsplanens år",
    "firm": "revisionsbyrån",
    "registry_number": "diarienumret",
    "decided": "dagen då revisorerna beslutade att överlämna rapporten",
    "report_date": "rapportens datum",
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
    """Return the guide to the fields of a kind of letter, a field a line."""
    lines = "\n".join(line for field in LETTER_FIELDS[kind] for line in _described(field, 0))
    words = "\n".join(f"  {'{' + name + '}':<24}{_PLACEHOLDER_WORDS[name]}" for name in PLACEHOLDERS)
    return f"{_HOW.replace('{name}', _NAMES[kind])}\nFält\n\n{lines}\n\nOrd i standardtexter\n\n{_TEXTS}\n{words}\n"


def _described(field: Placeholder, depth: int) -> Iterator[str]:
    kinds = {
        PlaceholderKind.LINES: " (lista)",
        PlaceholderKind.RECORDS: " (lista)",
        PlaceholderKind.PICTURE: " (bild)",
        PlaceholderKind.FLAG: " (sant eller falskt)",
    }
    name = "  " * (depth + 1) + field.name
    yield f"{name:<24}  {field.says}{kinds.get(field.kind, '')}"
    for member in field.members:
        yield from _described(member, depth + 1)
