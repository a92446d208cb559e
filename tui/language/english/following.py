"""Follow-ups: comparison, proposal, progress, mismatches, and why something of them is refused."""

TEXTS = {
    # Comparison
    "bättre": "better",
    "samma": "same",
    "sämre": "worse",
    "ny": "new",
    "inte med nu": "not included now",
    "går inte att jämföra": "cannot be compared",
    "inte bedömd nu": "not assessed now",
    "{n} bättre": "{n} better",
    "{n} samma": "{n} the same",
    "{n} sämre": "{n} worse",
    "{n} ny": "{n} new",
    "{n} nya": "{n} new",
    "{n} inte med nu": "{n} not included now",
    "{n} går inte att jämföra": "{n} that cannot be compared",
    "{n} inte bedömd nu": "{n} not assessed now",
    "{n} inte bedömda nu": "{n} not assessed now",
    # Progress and proposal
    "{judged} av {total} bedömda": "{judged} of {total} assessed",
    "överlämnad {date} och inte uppföljd sedan dess": "handed over {date} and not followed up since",
    # Mismatches and reasons
    "{body} säger {said}, revisionen säger {level}": "{body} says {said}, the auditors say {level}",
    "Organet": "The body",
    "Organet säger klart, revisionen inte": "The body says done, the auditors do not",
    "Revisionen säger klart, organet inte": "The auditors say done, the body does not",
    "utan orsak": "no reason given",
    # What was done
    "Påbörjad uppföljning": "Follow-up begun",
    "Påbörjad rättelse av uppföljning": "Correction of a follow-up begun",
    "Valda granskningar": "Audits chosen",
    "Granskningar till uppföljningen": "Audits put into the follow-up",
    "Granskningar ur uppföljningen": "Audits taken out of the follow-up",
    "Granskningarnas ordning": "Order of the audits",
    "Uppföljningens skala": "Scale of the follow-up",
    "Ny skala": "New scale",
    "Ändrad skala": "Changed scale",
    # What is refused
    (
        "”{title}” är öppen och inte tom ({audits}, {judged}). Fastställ den innan nästa börjar, eller ta ut "
        "granskningarna ur den: en uppföljning i taget är öppen."
    ): (
        "“{title}” is open and not empty ({audits}, {judged}). Finalise it before the next one begins, or take the "
        "audits out of it: one follow-up at a time is open."
    ),
    "{n} bedömning": "{n} assessment",
    "{n} bedömningar": "{n} assessments",
    "Uppföljningen ”{title}” är öppen och ändras som den är. Bara en fastställd rättas med en ny.": (
        "The follow-up “{title}” is open and is changed as it is. Only a finalised one is corrected by a new one."
    ),
    "Uppföljningen ”{title}” rättas redan av ”{by}”. Rätta den i stället.": (
        "The follow-up “{title}” is already corrected by “{by}”. Correct that one instead."
    ),
    (
        "”{name}” tas inte ut, för den har redan {judged} i uppföljningen. Rensa dem först, eller ta ut dem "
        "tillsammans med granskningen (--clear)."
    ): (
        "“{name}” is not taken out, for it already has {judged} in the follow-up. Clear them first, or take them out "
        "together with the audit (--clear)."
    ),
    "”{title}” har bedömningar på skalan ”{scale}” och behåller den. Välj skala när nästa uppföljning börjar.": (
        "“{title}” has assessments on the scale “{scale}” and keeps it. Choose a scale when the next follow-up begins."
    ),
    "En skala behöver minst två nivåer. Lägg till en.": "A scale needs at least two levels. Add one.",
    "En skala har högst nio nivåer, en för varje siffertangent, och den här har {value}. Ta bort någon.": (
        "A scale has nine levels at the most, one for each digit key, and this one has {value}. Take some away."
    ),
    "{field} måste anges för varje nivå. Fyll i det och försök igen.": (
        "{field} has to be given for every level. Fill it in and try again."
    ),
    (
        "”{value}” ({level}) är inget som en nivå kan betyda. Välj implemented, partial, not_implemented, "
        "not_assessable eller not_relevant."
    ): (
        "“{value}” ({level}) is nothing that a level can mean. Choose implemented, partial, not_implemented, "
        "not_assessable or not_relevant."
    ),
    "”{value}” ({level}) är ingen färg. Skriv sex hexadecimala siffror, till exempel C6E7C8.": (
        "“{value}” ({level}) is no colour. Write six hexadecimal digits, such as C6E7C8."
    ),
    "Svart text går inte att läsa på {value} ({level}): kontrasten är under 4,5:1. Välj en ljusare färg.": (
        "Black text cannot be read on {value} ({level}): the contrast is below 4.5:1. Choose a lighter colour."
    ),
    "”{value}” ({level}) är för långt som tecken. Skriv ett enda tecken.": (
        "“{value}” ({level}) is too long as a symbol. Write a single character."
    ),
    "”{value}” ({level}) är för långt som kort beteckning. Skriv högst 14 tecken.": (
        "“{value}” ({level}) is too long as a short label. Write 14 characters at the most."
    ),
    "”{value}” står för två nivåer, den ena ”{level}”. Låt varje ord betyda en enda nivå.": (
        "“{value}” stands for two levels, one of them “{level}”. Let each word mean a single level."
    ),
    "Ingen skala heter ”{reference}”. ”granska scale list” visar vilka som finns.": (
        "No scale is called “{reference}”. “granska scale list” shows which there are."
    ),
    "Ersätter": "Supersedes",
}
