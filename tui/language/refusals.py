"""What is said when a record is not taken as it was entered: what is wrong, and what to do about it."""

from collections.abc import Mapping, Sequence

from storage import refusals
from storage.domain.text import shorten
from tui.language.catalogue import mark
from tui.language.terms import entity_word, field_word, value_word

NAME_LENGTH = 80

REFUSALS: Mapping[str, str] = {
    "FieldMissing": mark("{field} måste anges. Fyll i det och försök igen."),
    "UnknownField": mark("Fältet ”{name}” finns inte för {kind}, bara {known}."),
    "FieldFixed": mark(
        "{field} anges när posten läggs till och ändras inte sedan. Ta bort posten och lägg till en ny i stället."
    ),
    "ImpossibleDate": mark(
        "”{value}” är inget datum ({field}). Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12."
    ),
    "UnknownChoice": mark("”{value}” går inte att använda som {field}. Välj bland: {choices}."),
    "AnswerBeforeLetter": mark(
        "Svaret skulle vara från {value} och brevet från {dated}, men ett svar kommer efter sitt brev. Rätta datumet."
    ),
    "InRing": mark("”{value}” kan inte höra till, ersättas av eller bli sig själv. Välj en annan post för {field}."),
    "ParentElsewhere": mark(
        "”{value}” står i en annan granskning ({audit}). En delpunkt hör till en punkt i samma granskning."
    ),
    "PeriodReversed": mark("Organet skulle upphöra {value}, innan det började {begins}. Rätta datumen."),
    "SameName": mark(
        "Det finns redan en post som heter ”{value}” ({other}). Använd den, slå samman dem, eller skilj dem "
        "åt: två organ med tiden de gäller (från, till), två personer med titeln."
    ),
    "ExtensionNotAsked": mark(
        "{field} går inte att ange så länge inget anstånd är begärt. Ange först när det begärdes, eller ja."
    ),
    "ExtensionRefused": mark("Anståndet är avslaget, så {value} gäller inte. Ta bort datumet eller ändra beslutet."),
    "AlreadyThere": mark("”{record}” finns redan. Ändra den i stället."),
    "InUse": mark(
        "”{record}” tas inte bort, för den används: {uses} ({examples}). Ändra dem först, eller slå samman posten "
        "med en annan."
    ),
    "OwnerRemoved": mark("”{record}” hör till ”{owner}”, som är borttagen. Återställ den först."),
}
"""By the name of the class."""


def words_of(error: BaseException) -> dict[str, str]:
    """The values of a refusal that stand in its sentence in words."""
    match error:
        case refusals.UnknownField():
            kind = entity_word(error.kind).lower()
            return {"name": shorten(error.field, NAME_LENGTH), "kind": kind, "known": _known(error.known)}
        case refusals.UnknownChoice():
            return {"choices": _choices(error.field, error.choices)}
        case refusals.InUse():
            return {"uses": _uses(error.uses), "examples": _examples(error.examples)}
        case _:
            return {}


def _uses(counted: Sequence[tuple[str, int]]) -> str:
    """As in: `Granskning 2, Svar 1`."""
    return ", ".join(f"{entity_word(entity)} {number}" for entity, number in counted)


def _choices(field: str, values: Sequence[str]) -> str:
    """As in: `executive_board (styrelse), committee (nämnd)`."""
    words = {value: value_word(field, value) for value in values}
    return ", ".join(value if word == value else f"{value} ({word})" for value, word in words.items())


def _known(names: Sequence[str]) -> str:
    """As in: `name (Namn), title (Titel)`."""
    return ", ".join(f"{name} ({field_word(name)})" for name in names)


def _examples(names: Sequence[str]) -> str:
    """What some of them are called."""
    return ", ".join(f"”{shorten(name, NAME_LENGTH)}”" for name in names)
