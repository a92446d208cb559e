"""Errors as sentences: the fault, its cause and the remedy.

Storage and exports raise classes with values; here, where they are shown, each becomes Swedish: a class's
sentence is a template that its fields fill in. A sentence never carries anything that a terminal would obey.
"""

import errno
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from storage import errors
from storage.domain.text import one_line, one_stop, shorten
from tui.language.catalogue import _, many, mark
from tui.language.findings import fault_summary
from tui.language.words import (
    NOTHING,
    action_word,
    did_you_mean,
    entity_word,
    field_word,
    moment,
    record_name,
    value_word,
)

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
    "NotAYear": mark("”{value}” är inget årtal ({field}). Skriv fyra siffror, till exempel 2027."),
    "NotYears": mark("”{value}” är inga årtal ({field}). Skriv ett år eller flera, till exempel 2026 eller 2026–2027."),
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
    "AlreadySettled": mark(
        "”{name}” är avslutad ({settled}) och bedöms inte igen av sig själv. Ta först med den igen, med ett skäl "
        "(--reopen på kommandoraden)."
    ),
    "NotSettled": mark("”{name}” är inte avslutad. Den bedöms som den är."),
    "ScaleJudgedOn": mark(
        "”{title}” har bedömningar på skalan ”{scale}” och behåller den. Välj skala när nästa uppföljning börjar."
    ),
}
"""Name of the class → sentence."""

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
"""Code of the fault → sentence."""


def words_of(error: BaseException) -> dict[str, str]:
    """Return the values of a refusal that its sentence has in words."""
    words: dict[str, str]
    match error:
        case errors.UnknownField():
            kind = entity_word(error.kind).lower()
            words = {"name": shorten(error.field, NAME_LENGTH), "kind": kind, "known": _known(error.known)}
        case errors.UnknownChoice():
            words = {"choices": _choices(error.field, error.choices)}
        case errors.FollowupUnderWay():
            audits = many(mark("{n} granskning"), mark("{n} granskningar"), error.audits)
            words = {"audits": audits, "judged": _assessments(error.judged)}
        case errors.AuditJudged():
            words = {"judged": _assessments(error.judged)}
        case errors.AlreadySettled():
            words = {"settled": settled_text(error.level, error.year, error.reason)}
        case errors.InUse():
            words = {"uses": _uses(error.uses), "examples": _examples(error.examples)}
        case _:
            words = {}
    return words


def settled_text(level: str | None, year: int | None, reason: str | None) -> str:
    """Return what settled a recommendation: `Åtgärdad 2025`, or its closing reason."""
    return one_line(reason or "") or " ".join(str(part) for part in (level, year) if part)


def _assessments(number: int) -> str:
    return many(mark("{n} bedömning"), mark("{n} bedömningar"), number)


def _uses(counted: Sequence[tuple[str, int]]) -> str:
    """Render `Granskning 2, Svar 1`."""
    return ", ".join(f"{entity_word(entity)} {number}" for entity, number in counted)


def _choices(field: str, values: Sequence[str]) -> str:
    """Render `executive_board (styrelse), committee (nämnd)`."""
    words = {value: value_word(field, value) for value in values}
    return ", ".join(value if word == value else f"{value} ({word})" for value, word in words.items())


def _known(names: Sequence[str]) -> str:
    """Render `name (Namn), title (Titel)`."""
    return ", ".join(f"{name} ({field_word(name)})" for name in names)


def _examples(names: Sequence[str]) -> str:
    """Quote names of records."""
    return ", ".join(f"”{shorten(name, NAME_LENGTH)}”" for name in names)


VALUE_LENGTH = 200
"""Most characters of foreign text in a sentence."""
HASH_SHOWN = 12
"""Digits of an action's hash that are shown."""

_TEMPLATES: Mapping[str, str] = {
    "UnknownLanguage": mark("Språket ”{code}” finns inte. Välj sv eller en."),
    "RegisterMissing": mark(
        "Det finns inget register {path}. Skapa ett med ”granska init”, eller ange ett annat med --register."
    ),
    "RegisterNewer": mark(
        "Registret {path} är sparat av en nyare Granska (version {version}; den här klarar {supported}). "
        "Uppdatera programmet; registret är orört."
    ),
    "RegisterReadOnly": mark(
        "Registret {path} går inte att skriva i: filen eller mappen är skrivskyddad. "
        "Ta bort skrivskyddet eller arbeta i en kopia."
    ),
    "RegisterExists": mark("Det finns redan något på {path}, och det skrivs inte över. Välj ett annat namn."),
    "RegisterUnreadable": mark(
        "Registret {path} går inte att läsa eller skriva: {detail}. "
        "Kontrollera att disken eller nätverket är anslutet och försök igen."
    ),
    "RegisterInWalMode": mark(
        "Registret {path} är satt i läget WAL av ett annat program, och går inte att läsa där det är skrivskyddat. "
        "Kopiera filen, med {path}-wal om den finns, till en mapp som går att skriva i, och öppna den där."
    ),
    "DiskFull": mark("Disken är full, så inget sparades i {path}. Frigör utrymme och försök igen."),
    "RegisterChanged": mark(
        "Registret {path} har bytts ut eller tagits bort medan programmet var igång. "
        "Starta om programmet, och kontrollera att rätt fil ligger där."
    ),
    "TextTooLong": mark("Innehållet är för stort{length}: gränsen är {limit} byte. Korta det och försök igen."),
    "AmbiguousReference": mark("”{reference}” kan vara flera: {candidates}. Ange en av dem med id."),
    "AmbiguousBackup": mark("”{reference}” kan vara flera säkerhetskopior: {names}. Ange en av dem med hela namnet."),
    "UnknownLevel": mark("”{level}” är ingen nivå i skalan. Välj bland: {labels}, eller clear."),
    "NoOpenFollowup": mark(
        "Ingen uppföljning är öppen, så det finns ingenstans att bedöma. Öppna en uppföljning först."
    ),
    "NothingOpen": mark(
        "Allt som {body} inte har svarat på är avslutat, så det finns inget att påminna om. Registrera svaret om det "
        "har kommit, eller ta bort organet från brevets mottagare."
    ),
    "NothingLate": mark("{body} har inget försenat svar att påminna om. ”granska deadlines” visar vad som väntas."),
    "NothingAwaited": mark("Inget svar väntas från {body}, så det finns inget anstånd att besluta om."),
    "NoFollowup": mark("Det finns ingen uppföljning att skriva rapport om. Läs in en rapport eller bedöm något först."),
    "DividedRecommendation": mark("”{record}” har delpunkter och bedöms genom dem. Bedöm varje delpunkt för sig."),
    "FollowupClosed": mark("Uppföljningen ”{title}” är fastställd och ändras inte. Bedöm i den öppna uppföljningen."),
    "UnknownSetting": mark("Ingen inställning heter ”{key}”.{nearest} ”granska config get” visar alla."),
    "NotMonths": mark("”{value}” är inte ett helt antal månader från {least} till {most}. Ange till exempel 18."),
    "NotAPicture": mark("{path} är ingen bild i PNG eller JPEG. Spara logotypen som PNG och försök igen."),
    "FileTooLarge": mark("{path} är för stor: gränsen är {largest}. Gör bilderna i filen mindre och försök igen."),
    "ClosingNewer": mark(
        "Uppföljningen ”{followup}” är fastställd med en nyare Granska. Uppdatera programmet och försök igen."
    ),
    "TemplateFaulty": mark("Mallen går inte att använda, så inget skrevs. {faults}"),
    "LogoUnreadable": mark(
        "Logotypen går inte att använda som bild. Byt den med ”granska config set logo”, eller ta bort den."
    ),
    "PassagesUnaccounted": mark(
        "{file} lästes inte in: av {passages} stycken i filen är det oklart vad som blev av {wrong} (först: {place}). "
        "Inget är ändrat. Det är ett fel i programmet; anmäl det, gärna med filen."
    ),
    "InvalidValue": mark("”{value}” går inte att använda som {field}. Rätta värdet och försök igen."),
    "NothingToUndo": mark(
        "Det finns inget att ångra här. Bara det som gjorts i den här kopian av registret kan ångras."
    ),
    "NothingToRedo": mark("Det finns inget att göra om: inget har ångrats sedan den senaste ändringen."),
    "UndoStopped": mark(
        "”{name}” går inte att ångra, och inte heller det som gjordes före. Gör en ny ändring i stället."
    ),
    "UndoBlocked": mark(
        "”{name}” ångrades inte, för {record} har ändrats sedan dess: ”{later}” av {who} {at}. "
        "Ångra eller rätta den först."
    ),
    "AlreadyUndone": mark("”{name}” är redan ångrad, av {who} {at}. ”granska redo” gör om det som ångrades senast."),
    "NeverUndone": mark("”{name}” är av ett slag som inte ångras. Gör en ny ändring i stället."),
    "UndoInUse": mark(
        "”{name}” ångrades inte, för {record} används av {user}. Ändra eller ångra det först, eller ta bort posten i "
        "stället."
    ),
    "UndoGone": mark(
        "”{name}” ångrades inte, för {record} hörde till något som inte finns längre. Gör en ny ändring i stället."
    ),
    "UnknownAction": mark(
        "Ingen åtgärd i historiken börjar med ”{reference}”. Ange minst sex tecken; "
        "”granska history --undoable” visar dem."
    ),
    "UnknownFilterValue": mark("”{name}:{value}” finns inte i registret.{nearest} Ändra filtret."),
    "UnknownView": mark("Ingen vy heter ”{name}”.{nearest} ”granska view list” visar vilka som finns."),
    "ViewExists": mark("Det finns redan en vy som heter ”{name}”. Välj ett annat namn, eller ta bort den först."),
    "HistoryBroken": mark(
        "Historiken i {path} stämmer inte vid åtgärd {action}: {reason}. Ta fram en säkerhetskopia "
        "och kör ”granska check”."
    ),
    "OtherRegister": mark(
        "{other} är inte en kopia av {path} utan ett annat register. Välj en kopia av samma register."
    ),
    "FolderMissing": mark("Det finns ingen mapp {path}. Skapa den, eller ange en annan."),
    "FolderNotWritable": mark("Det går inte att skriva i mappen {path}. Ange en annan mapp."),
    "NameRefused": mark("”{name}” går inte att använda som filnamn. Ge uppföljningen en annan titel."),
    "TargetBusy": mark(
        "{path} är upptaget, och alla andra namn som prövades också. Stäng filerna i Word och försök igen."
    ),
    "TextLost": mark(
        "Dokumentet blev inte som det skulle (”{missing}” saknas eller står fel), så det sparades inte. "
        "Försök igen med programmets egen mall."
    ),
}
"""Name of the class → sentence, so that showing an error does not import the module that raises it."""

NOT_FOUND: Mapping[str, str] = {
    "recommendation": mark(
        "Ingen rekommendation heter ”{reference}”. Ange id (minst sex tecken) eller ”kort titel:nummer”; "
        "”granska list recommendations” visar vilka som finns."
    ),
    "followup": mark(
        "Ingen uppföljning heter ”{reference}”. Ange id (minst sex tecken) eller titel; "
        "”granska list followups” visar vilka som finns."
    ),
    "scale": mark("Ingen skala heter ”{reference}”. ”granska scale list” visar vilka som finns."),
    "backup": mark(
        "Ingen säkerhetskopia heter ”{reference}”. Ange en del av namnet, till exempel dagen, eller en fil; "
        "”granska backup list” visar vilka som finns."
    ),
    "record": mark(
        "Inget heter ”{reference}”. Ange id (minst sex tecken) eller ”kort titel:nummer”; "
        "”granska list” visar vad som finns."
    ),
}

_NO_REGISTER: Mapping[str, str] = {
    "empty": mark(
        "{path} är en tom fil och inget register. Ange rätt fil, eller skapa ett register med ”granska init”."
    ),
    "not_sqlite": mark("{path} är inget register utan en annan sorts fil. Ange rätt fil med --register."),
    "other_program": mark("{path} är en databas som hör till ett annat program. Ange rätt fil med --register."),
    "folder": mark("{path} är en mapp och inget register. Ange filen i den."),
    "damaged": mark(
        "Registret {path} är skadat och går inte att läsa; filen är orörd. ”granska backup list” visar "
        "säkerhetskopiorna, och ”granska backup restore” återgår till en av dem."
    ),
}

_NO_PLACE: Mapping[str, str] = {
    "no_folder": mark("Registret {path} går inte att skapa: något på vägen dit är ingen mapp. Välj en annan plats."),
    "denied": mark("Registret {path} går inte att skapa: du får inte skriva där. Välj en annan mapp."),
    "read_only": mark("Registret {path} går inte att skapa: platsen är skrivskyddad. Välj en annan mapp."),
    "too_long": mark("Registret {path} går inte att skapa: namnet är för långt. Välj ett kortare namn."),
    "other": mark("Registret {path} går inte att skapa: {detail}. Välj en annan plats."),
}

_NOT_KEPT: Mapping[str, str] = {
    "full": mark("Disken är full, så filen kunde inte läggas i {folder}. Inget lästes in. Frigör utrymme först."),
    "refused": mark("Filen kunde inte läggas i {folder}, så inget lästes in. Se efter att mappen går att skriva i."),
}
_NO_FILE: Mapping[str, str] = {
    "missing": mark("Det finns ingen fil {path}. Kontrollera namnet och försök igen."),
    "folder": mark("{path} är en mapp. Ange en Word-fil i den."),
    "no_file": mark("{path} är ingen vanlig fil. Spara innehållet i en fil och läs in den."),
    "empty": mark("{path} är tom. Hämta filen på nytt och försök igen."),
    "old_word": mark("{path} är sparad i det gamla Word-formatet. Öppna den i Word, spara som .docx och läs in den."),
    "workbook": mark("{path} är ett kalkylark, inte en Word-fil. Spara det som .xlsx i Excel och läs in det."),
    "open_document": mark(
        "{path} är sparad i formatet OpenDocument (.odt). Öppna den i Word eller LibreOffice, spara som .docx och läs "
        "in den."
    ),
    "rtf": mark("{path} är sparad i formatet RTF. Öppna den i Word, spara som .docx och läs in den."),
    "pdf": mark(
        "{path} är en PDF. Läs in Word-filen som den gjordes av, eller öppna PDF:en i Word, spara som .docx, jämför "
        "och läs in den."
    ),
    "web_page": mark("{path} är en webbsida. Öppna den i Word, spara som .docx och läs in den."),
    "changed": mark("{path} ändrades medan den lästes in, så inget lästes in. Försök igen."),
    "lock": mark("{path} är en tillfällig fil som Word gör medan ett dokument är öppet. Läs in dokumentet i stället."),
    "encrypted": mark("{path} är skyddad med lösenord. Spara en kopia utan lösenord i Word och läs in den."),
    "not_word": mark("{path} är ingen Word-fil. Spara rapporten som .docx och läs in den."),
    "damaged": mark("{path} är skadad och går inte att läsa. Hämta filen på nytt, eller spara om den i Word."),
    "dangerous": mark("{path} innehåller något som en rapport inte ska innehålla, och lästes inte. Fråga avsändaren."),
    "too_large": mark(
        "{path} är större än vad programmet kan läsa. Kontrollera att det är rätt fil, eller dela upp den."
    ),
    "no_table": mark("{path} har ingen tabell med rekommendationer. Kontrollera att det är en uppföljningsrapport."),
    "other_headers": mark(
        "{path} har inga rekommendationer som går att läsa. Tabellernas rubriker är: {detail}. Kalla kolumnerna "
        "Rekommendation, Bedömning och Kommentar och läs in filen igen."
    ),
    "foreign_headers": mark(
        "{path} har rubriker på ett annat språk än svenska: {detail}. Bara svenska rapporter läses in. Döp om "
        "rubrikerna, eller skriv in punkterna för hand."
    ),
    "letter": mark("{path} är ett brev, inte en rapport, så det lästes inte in. Lägg till brevet för hand i stället."),
    "denied": mark("{path} får inte läsas. Stäng filen i andra program, eller be om läsrättighet."),
    "no_points": mark(
        "{path} har ingen kolumn för rekommendationer. Rubrikerna är: {detail}. Döp kolumnen till "
        "Rekommendation och läs in filen igen."
    ),
    "no_rows": mark("{path} har inga ifyllda celler. Kontrollera att det är rätt fil."),
    "too_many_rows": mark(
        "{path} har fler än {detail} ifyllda rader, eller många celler långt utanför tabellen, och lästes "
        "inte. Ta bort det som inte hör till registret, eller dela upp filen."
    ),
    "encrypted_workbook": mark("{path} är skyddad med lösenord. Spara en kopia utan lösenord i Excel och läs in den."),
    "damaged_workbook": mark(
        "{path} är skadad och går inte att läsa. Hämta filen på nytt, eller spara om den i Excel."
    ),
    "binary_workbook": mark(
        "{path} är sparad i Excels binära format. Öppna den i Excel, spara som .xlsx och läs in den."
    ),
    "not_table": mark("{path} är ingen text med kolumner. Spara registret som .xlsx eller .csv och läs in det."),
    "unclosed_quote": mark(
        "{path} slutar mitt i en cell: ett citationstecken avslutas aldrig. Hämta filen på nytt, eller spara "
        "om den i Excel."
    ),
    "missiv": mark(
        "{path} är ett missiv, inte en rapport, så det lästes inte in. Läs in rapporten som det hör till i stället."
    ),
    "reminder": mark(
        "{path} är en påminnelse, inte en rapport, så den lästes inte in. Läs in en uppföljningsrapport i stället."
    ),
    "extension": mark(
        "{path} är ett beslut om anstånd, inte en rapport, så det lästes inte in. Läs in en uppföljningsrapport i "
        "stället."
    ),
}

_NO_TEMPLATE: Mapping[str, str] = {
    "missing": mark("Det finns ingen dokumentmall {path}. Installera om programmet, eller ange en annan mall."),
    "damaged": mark("Dokumentmallen {path} är skadad. Installera om programmet, eller ange en annan mall."),
}
_NO_STYLE = mark("Dokumentmallen {path} saknar formatmallen ”{reason}”. Lägg till den i Word och försök igen.")

_NO_BACKUP: Mapping[str, str] = {
    "day": mark("Dagens säkerhetskopia av {path} blev inte gjord. {cause} Det går att arbeta vidare."),
    "import": mark(
        "Inget lästes in, för säkerhetskopian av {path} blev inte gjord. {cause} "
        "Med --without-backup läses filen in ändå."
    ),
    "hand": mark("Säkerhetskopian av {path} blev inte gjord. {cause}"),
    "replaced": mark("Inget återställdes, för det som finns i {path} nu kunde inte sparas undan. {cause}"),
}

_BROKEN: Mapping[str, str] = {
    "format": mark("den är skriven i ett format som programmet inte känner"),
    "parent": mark("en tidigare åtgärd som den bygger på saknas"),
    "field": mark("den ändrar något som inte finns i ett register"),
    "value": mark("ett värde är inte det som sparades"),
    "replaces": mark("den ersätter en ändring som saknas"),
    "hash": mark("kontrollsumman är en annan"),
}

_SYSTEM: Mapping[int, str] = {
    errno.ENOENT: mark("Det finns ingen fil eller mapp {path}. Kontrollera namnet och försök igen."),
    errno.EACCES: mark("{path} får inte läsas eller skrivas. Stäng filen i andra program, eller byt plats."),
    errno.EPERM: mark("{path} får inte läsas eller skrivas. Stäng filen i andra program, eller byt plats."),
    errno.EROFS: mark("{path} ligger på en skrivskyddad plats. Välj en annan mapp."),
    errno.ENOSPC: mark("Disken är full, så {path} sparades inte. Frigör utrymme och försök igen."),
    errno.ENOTDIR: mark("{path} går inte att använda som mapp. Välj en annan mapp."),
    errno.EISDIR: mark("{path} är en mapp. Ange en fil."),
    errno.EEXIST: mark("Det finns redan något på {path}, och det skrivs inte över. Välj ett annat namn."),
}

_SYSTEM_OTHER = mark("{path} gick inte att läsa eller skriva: {detail}. Försök igen.")

_NAMELESS: Mapping[int, str] = {errno.ENOSPC: mark("Disken är full. Frigör utrymme och försök igen.")}
_NAMELESS_OTHER = mark("Det gick inte att läsa eller skriva: {detail}. Försök igen.")

_UNKNOWN = mark("Något gick fel som programmet inte räknade med: {detail}. Försök igen.")

_BY_FIELD: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "BackupFailed": ("reason", _NO_BACKUP, _NO_BACKUP["replaced"]),
    "NotARegister": ("reason", _NO_REGISTER, _NO_REGISTER["damaged"]),
    "NoPlaceForRegister": ("reason", _NO_PLACE, _NO_PLACE["other"]),
    "FileNotKept": ("reason", _NOT_KEPT, _NOT_KEPT["refused"]),
    "FileUnreadable": ("reason", _NO_FILE, _NO_FILE["damaged"]),
    "UnknownReference": ("kind", NOT_FOUND, NOT_FOUND["record"]),
    "TemplateBroken": ("reason", _NO_TEMPLATE, _NO_STYLE),
    "ScaleRefused": ("reason", SCALE_FAULTS, _TEMPLATES["InvalidValue"]),
}
"""Class whose sentence depends on a field → the field, the templates, and the default."""


def sentence(error: BaseException) -> str:
    """Return the sentence for `error`."""
    return one_stop(_template(error).format_map(values_of(error)))


def _template(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, errors.RegisterLocked):
        return _locked(error)
    if isinstance(error, OSError):
        known, other = (_SYSTEM, _SYSTEM_OTHER) if error.filename else (_NAMELESS, _NAMELESS_OTHER)
        return _(known.get(error.errno or 0, other))
    if name in _BY_FIELD:
        field, templates, other = _BY_FIELD[name]
        return _(templates.get(getattr(error, field), other))
    return _(_TEMPLATES.get(name) or REFUSALS.get(name, _UNKNOWN))


def _locked(error: errors.RegisterLocked) -> str:
    if error.who and error.since:
        return _("{who} har registret {path} öppet sedan {since}. Vänta tills det är stängt, eller läs utan att ändra.")
    return _("Registret {path} är öppet i ett annat program. Stäng det där, eller läs utan att ändra.")


def values_of(error: BaseException) -> dict[str, str]:
    """Return the error's fields, cleaned for a sentence."""
    if isinstance(error, OSError):
        return {"path": _text(error.filename or NOTHING), "detail": _text(error.strerror or error)}
    if not isinstance(error, errors.GranskaError) or not error.fields:
        return {"detail": _text(error)}
    values = {name: getattr(error, name) for name in error.fields}
    return {name: _SHOWN.get(name, _text)(value) for name, value in values.items()} | _codes(error) | words_of(error)


def _text(value: object) -> str:
    """Clean `value` to one line: a path in full, anything else shortened."""
    if isinstance(value, Path):
        return one_line(str(value))
    return shorten(str(value), VALUE_LENGTH).rstrip(".") if value is not None else NOTHING


def _codes(error: BaseException) -> dict[str, str]:
    """Return the fields with codes of actions or reasons, in words."""
    match error:
        case errors.AmbiguousReference():
            return {"candidates": _candidates(error)}
        case errors.AmbiguousBackup():
            return {"names": _and_more([f"”{_text(name)}”" for name in error.names], error.more)}
        case errors.UndoBlocked():
            record = _text(record_name(error.entity, error.record))
            return {"name": _text(action_word(error.name)), "later": _text(action_word(error.later)), "record": record}
        case (
            errors.UndoStopped()
            | errors.NeverUndone()
            | errors.AlreadyUndone()
            | errors.UndoInUse()
            | errors.UndoGone()
        ):
            return {"name": _text(action_word(error.name))}
        case errors.HistoryBroken():
            return {"action": _text(error.action[:HASH_SHOWN]), "reason": _(_BROKEN.get(error.reason, error.reason))}
        case _:
            return {}


def _candidates(error: errors.AmbiguousReference) -> str:
    shown = [f"{_text(label)} ({record_id})" for record_id, label in error.candidates]
    return _and_more(shown, error.more)


def _and_more(shown: Sequence[str], more: int) -> str:
    return ", ".join([*shown, _("och {n} till").format(n=more)] if more > 0 else shown)


_SHOWN: Mapping[str, Callable[..., str]] = {
    "labels": lambda labels: ", ".join(_text(label) for label in labels),
    "since": lambda since: moment(since) if since else NOTHING,
    "field": field_word,
    "at": lambda at: _text(moment(at)),
    "nearest": did_you_mean,
    "faults": fault_summary,
    "cause": lambda cause: sentence(cause),  # noqa: PLW0108 - it is defined above, and calls this
    "length": lambda length: f" ({_('{n} byte').format(n=length)})" if length is not None else "",
    "largest": lambda size: f"{size / 1_000_000:.0f} MB",
}
"""Fields that are formatted."""
