"""The fields of letters' templates: the one list that letters are filled from, templates checked by, guides made of.

Names never change meaning: an office's template goes on working.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a field holds."""

    VALUE = "value"
    """A text on one line, or None."""
    FLAG = "flag"
    """True or false, for `if`."""
    PICTURE = "picture"
    LINES = "lines"
    """A list of texts."""
    RECORDS = "records"
    """A list whose members have fields of their own."""


class Field(Struct, frozen=True):
    """A field, described to those who write templates."""

    name: str
    says: str
    """Swedish, for the guide."""
    kind: Kind = Kind.VALUE
    members: tuple["Field", ...] = ()
    """Fields of each member of a list of records."""
    only_when: str = ""
    """The flag, of the record or of one around it, without which nothing is known of it."""

    @property
    def is_list(self) -> bool:
        """Whether a template loops over it."""
        return self.kind in {Kind.LINES, Kind.RECORDS}

    def member(self, name: str) -> "Field | None":
        """The field `name` of its members."""
        return next((each for each in self.members if each.name == name), None)


_PARAGRAPH = (
    Field("text", "styckets text"),
    Field("item", "sant när stycket är en punkt i en lista", Kind.FLAG),
)


def _text(name: str, says: str) -> Field:
    return Field(name, says, Kind.RECORDS, _PARAGRAPH)


MISSIV_FIELDS = (
    Field("office", "kontorets eller revisorernas namn"),
    Field("postal_address", "postadress på en rad"),
    Field("visiting_address", "besöksadress på en rad"),
    Field("phone", "telefonnummer"),
    Field("email", "e-postadress"),
    Field("web", "webbplats"),
    Field("logo", "kontorets logotyp", Kind.PICTURE),
    Field("registry_number", "diarienummer"),
    Field("date", "brevets datum, till exempel 1 mars 2026"),
    Field("place_and_date", "ort och datum, till exempel Exempelby den 1 mars 2026; utan ort bara datum"),
    Field(
        "recipients",
        "mottagarna, grupperade efter varför de får brevet",
        Kind.RECORDS,
        (
            Field("label", "För svar, För åtgärd eller För kännedom"),
            Field("names", "mottagarnas namn", Kind.LINES),
        ),
    ),
    Field("title", "brevets rubrik"),
    _text("opening", "vad som har granskats, av vem och i vilken revisionsplan"),
    _text("purpose", "granskningens eller uppföljningens syfte"),
    _text("judgement", "den samlade bedömningen"),
    _text("grounds", "vad bedömningen grundas på"),
    Field("tables_heading", "vad tabellerna innehåller: Rekommendationer, Frågor …"),
    Field(
        "tables",
        "rekommendationer och frågor, en tabell för varje granskning och slag",
        Kind.RECORDS,
        (
            Field("heading", "granskningens namn när brevet gäller flera"),
            Field("lead", "meningen före den första tabellen av sitt slag"),
            Field("column", "kolumnrubrik: Rekommendation, Fråga …"),
            Field("judged", "sant när raderna har bedömning", Kind.FLAG),
            Field(
                "rows",
                "tabellens rader",
                Kind.RECORDS,
                (
                    Field("number", "nummer som det är tryckt, till exempel 2)"),
                    _text("text", "rekommendationens eller frågans text"),
                    Field("status", "bedömningen med ord, i brev med en uppföljning", only_when="judged"),
                ),
            ),
        ),
    ),
    Field("has_answer", "sant när något sägs om svar", Kind.FLAG),
    _text("answer_request", "från vem svar önskas och senast när, och vem som svarar för andra"),
    _text("demands", "vad som särskilt begärs av en mottagare"),
    _text("answer_contents", "vad svaret ska innehålla"),
    _text("answer_how", "hur svaret lämnas"),
    _text("own_text", "egna stycken i det här brevet"),
    _text("information", "till vilka rapporten överlämnas för åtgärd eller för kännedom"),
    Field("closing_formula", "avslutningsfras"),
    Field(
        "signers",
        "de som undertecknar",
        Kind.RECORDS,
        (Field("name", "namn"), Field("title", "titel och organisation")),
    ),
    Field("enclosures", "bilagor", Kind.LINES),
    Field("copies", "de som får en kopia", Kind.LINES),
)
"""Every field of a missiv, in the order of the letter."""
_OF_EVERY_LETTER = (
    "office", "postal_address", "visiting_address", "phone", "email", "web", "logo", "registry_number", "date",
    "place_and_date", "recipients", "title", "closing_formula", "signers", "copies",
)  # fmt: skip


MISSIV_KIND, REMINDER, EXTENSION = LETTERS = ("missiv", "reminder", "extension")
"""The kinds of letters that are written on templates."""

_HEAD = tuple(field for field in MISSIV_FIELDS if field.name in _OF_EVERY_LETTER)
_ANSWERS = Field(
    "answers",
    "svaren som brevet gäller, ett för varje brev som svar har begärts på",
    Kind.RECORDS,
    (
        Field("letter_date", "brevets datum"),
        Field("registry_number", "brevets diarienummer"),
        Field("about", "granskningen eller granskningarna"),
        Field("on_behalf_of", "för vilka andra svaret också är: Även för …"),
        Field("due", "sista svarsdag som den har gällt"),
        Field("due_now", "sista svarsdag nu"),
        Field("late", "hur försenat svaret är: 26 dagar"),
        _text("points", "vad som ska besvaras"),
    ),
)
LETTER_FIELDS: Mapping[str, tuple[Field, ...]] = {
    MISSIV_KIND: MISSIV_FIELDS,
    REMINDER: (
        *_HEAD,
        Field("level", "1 i den första påminnelsen, 2 i den andra"),
        _text("opening", "varför brevet skrivs"),
        _ANSWERS,
        _text("notes", "vad som är att veta om något av svaren, till exempel att anstånd är begärt"),
        _text("own_text", "egna stycken i det här brevet"),
        Field("has_answer", "sant när något sägs om nytt svarsdatum", Kind.FLAG),
        _text("answer_request", "senast när svar önskas nu"),
        _text("answer_how", "hur svaret lämnas"),
        _text("consequence", "vad som händer om svaret uteblir"),
    ),
    EXTENSION: (
        *_HEAD,
        Field("granted", "sant när anstånd beviljas", Kind.FLAG),
        _text("opening", "vem som har begärt anstånd, och när"),
        _text("decision", "beslutet"),
        _ANSWERS,
        _text("own_text", "egna stycken i det här brevet"),
        _text("answer_how", "hur svaret lämnas"),
    ),
}
"""Kind of letter → every field of it, in the order of the letter."""


def field_named(name: str, fields: Iterable[Field] = MISSIV_FIELDS) -> Field | None:
    """The field called `name`."""
    return next((each for each in fields if each.name == name), None)
