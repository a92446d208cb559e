"""What is said when a record is not taken as it was entered: what is wrong, and what to do about it."""

from collections.abc import Mapping, Sequence

from storage import refusals
from storage.domain.text import shorten
from tui.language.catalogue import many, mark
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
    "FollowupUnderWay": mark(
        "”{title}” är öppen och inte tom ({audits}, {judged}). Fastställ den innan nästa börjar, eller ta ut "
        "granskningarna ur den: en uppföljning i taget är öppen."
    ),
    "NotClosed": mark("Uppföljningen ”{title}” är öppen och ändras som den är. Bara en fastställd rättas med en ny."),
    "AlreadySuperseded": mark("Uppföljningen ”{title}” rättas redan av ”{by}”. Rätta den i stället."),
    "AuditJudged": mark(
        "”{name}” tas inte ut, för den har redan {judged} i uppföljningen. Rensa dem först, eller ta ut dem "
        "tillsammans med granskningen (--clear)."
    ),
    "ScaleJudgedOn": mark(
        "”{title}” har bedömningar på skalan ”{scale}” och behåller den. Välj skala när nästa uppföljning börjar."
    ),
}
"""By the name of the class."""

SCALE_FAULTS: Mapping[str, str] = {
    "too_few": mark("En skala behöver minst två nivåer. Lägg till en."),
    "too_many": mark(
        "En skala har högst nio nivåer, en för varje siffertangent, och den här har {value}. Ta bort någon."
    ),
    "field_missing": mark("{field} måste anges för varje nivå. Fyll i det och försök igen."),
    "unknown_means": mark(
        "”{value}” ({level}) är inget som en nivå kan betyda. Välj implemented, partial, not_implemented, "
        "not_assessable eller not_relevant."
    ),
    "not_a_colour": mark("”{value}” ({level}) är ingen färg. Skriv sex hexadecimala siffror, till exempel C6E7C8."),
    "low_contrast": mark(
        "Svart text går inte att läsa på {value} ({level}): kontrasten är under 4,5:1. Välj en ljusare färg."
    ),
    "long_symbol": mark("”{value}” ({level}) är för långt som tecken. Skriv ett enda tecken."),
    "long_label": mark("”{value}” ({level}) är för långt som kort beteckning. Skriv högst 14 tecken."),
    "said_twice": mark("”{value}” står för två nivåer, den ena ”{level}”. Låt varje ord betyda en enda nivå."),
}
"""By the code of what is wrong with a scale."""


def words_of(error: BaseException) -> dict[str, str]:
    """The values of a refusal that stand in its sentence in words."""
    match error:
        case refusals.UnknownField():
            kind = entity_word(error.kind).lower()
            return {"name": shorten(error.field, NAME_LENGTH), "kind": kind, "known": _known(error.known)}
        case refusals.UnknownChoice():
            return {"choices": _choices(error.field, error.choices)}
        case refusals.FollowupUnderWay():
            audits = many(mark("{n} granskning"), mark("{n} granskningar"), error.audits)
            return {"audits": audits, "judged": _judgements(error.judged)}
        case refusals.AuditJudged():
            return {"judged": _judgements(error.judged)}
        case refusals.InUse():
            return {"uses": _uses(error.uses), "examples": _examples(error.examples)}
        case _:
            return {}


def _judgements(number: int) -> str:
    return many(mark("{n} bedömning"), mark("{n} bedömningar"), number)


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
