"""Errors as sentences: what happened, why, and what to do about it."""

TEXTS = {
    "Dagens säkerhetskopia av {path} blev inte gjord. {cause} Det går att arbeta vidare.": (
        "Today's backup of {path} was not made. {cause} You can go on working."
    ),
    (
        "Inget lästes in, för säkerhetskopian av {path} blev inte gjord. {cause} "
        "Med --without-backup läses filen in ändå."
    ): (
        "Nothing was read in, for the backup of {path} was not made. {cause} "
        "With --without-backup the file is read in all the same."
    ),
    "Säkerhetskopian av {path} blev inte gjord. {cause}": "The backup of {path} was not made. {cause}",
    "Inget återställdes, för det som finns i {path} nu kunde inte sparas undan. {cause}": (
        "Nothing was restored, for what is in {path} now could not be put aside. {cause}"
    ),
    (
        "Ingen säkerhetskopia heter ”{reference}”. Ange en del av namnet, till exempel dagen, eller en fil; "
        "”granska backup list” visar vilka som finns."
    ): (
        "No backup is called “{reference}”. Give a part of the name, such as the day, or a file; "
        "“granska backup list” shows which there are."
    ),
    "Språket ”{code}” finns inte. Välj sv eller en.": "There is no language “{code}”. Choose sv or en.",
    "Det finns inget register {path}. Skapa ett med ”granska init”, eller ange ett annat med --register.": (
        "There is no register {path}. Make one with “granska init”, or name another with --register."
    ),
    (
        "Registret {path} är sparat av en nyare Granska (version {version}; den här klarar {supported}). "
        "Uppdatera programmet; registret är orört."
    ): (
        "The register {path} was saved by a newer Granska (version {version}; this one manages {supported}). "
        "Update the program; the register is untouched."
    ),
    (
        "Registret {path} går inte att skriva i: filen eller mappen är skrivskyddad. "
        "Ta bort skrivskyddet eller arbeta i en kopia."
    ): (
        "The register {path} cannot be written to: the file or the folder is write-protected. "
        "Take the protection away or work in a copy."
    ),
    "Det finns redan något på {path}, och det skrivs inte över. Välj ett annat namn.": (
        "There is something at {path} already, and it is not overwritten. Choose another name."
    ),
    (
        "Registret {path} går inte att läsa eller skriva: {detail}. "
        "Kontrollera att disken eller nätverket är anslutet och försök igen."
    ): (
        "The register {path} cannot be read or written: {detail}. "
        "Check that the disk or the network is connected and try again."
    ),
    "Disken är full, så inget sparades i {path}. Frigör utrymme och försök igen.": (
        "The disk is full, so nothing was saved in {path}. Free some space and try again."
    ),
    (
        "Registret {path} har bytts ut eller tagits bort medan programmet var igång. "
        "Starta om programmet, och kontrollera att rätt fil ligger där."
    ): (
        "The register {path} was replaced or removed while the program was running. "
        "Restart the program, and check that the right file is there."
    ),
    "Texten är {length} tecken lång, och gränsen är {limit}. Korta den och försök igen.": (
        "The text is {length} characters long, and the limit is {limit}. Shorten it and try again."
    ),
    "”{reference}” kan vara flera: {candidates}. Ange en av dem med id.": (
        "“{reference}” may be several: {candidates}. Name one of them by id."
    ),
    "”{level}” är ingen nivå i skalan. Välj bland: {labels}, eller clear.": (
        "“{level}” is no level of the scale. Choose among: {labels}, or clear."
    ),
    "Ingen uppföljning är öppen, så det finns ingenstans att bedöma. Öppna en uppföljning först.": (
        "No follow-up is open, so there is nowhere to assess. Open a follow-up first."
    ),
    "Det finns ingen uppföljning att skriva rapport om. Läs in en rapport eller bedöm något först.": (
        "There is no follow-up to report on. Read in a report or assess something first."
    ),
    "Uppföljningen ”{title}” är fastställd och ändras inte. Bedöm i den öppna uppföljningen.": (
        "The follow-up “{title}” is finalised and does not change. Assess in the open follow-up."
    ),
    "Ingen inställning heter ”{key}”.{nearest} ”granska config get” visar alla.": (
        "No setting is called “{key}”.{nearest} “granska config get” shows all."
    ),
    "{path} är ingen bild i PNG eller JPEG. Spara logotypen som PNG och försök igen.": (
        "{path} is no picture in PNG or JPEG. Save the logo as PNG and try again."
    ),
    "{path} är för stor: gränsen är {largest}. Gör bilderna i filen mindre och försök igen.": (
        "{path} is too large: the limit is {largest}. Make the pictures in the file smaller and try again."
    ),
    "Uppföljningen ”{followup}” är fastställd med en nyare Granska. Uppdatera programmet och försök igen.": (
        "The follow-up “{followup}” was finalised with a newer Granska. Update the program and try again."
    ),
    "Mallen går inte att använda, så inget skrevs. {faults}": (
        "The template cannot be used, so nothing was written. {faults}"
    ),
    "Logotypen går inte att använda som bild. Byt den med ”granska config set logo”, eller ta bort den.": (
        "The logo cannot be used as a picture. Change it with “granska config set logo”, or remove it."
    ),
    "”{value}” går inte att använda som {field}. Rätta värdet och försök igen.": (
        "“{value}” cannot be used as {field}. Correct the value and try again."
    ),
    "Det finns inget att ångra här. Bara det som gjorts i den här kopian av registret kan ångras.": (
        "There is nothing to undo here. Only what was done in this copy of the register can be undone."
    ),
    "Det finns inget att göra om: inget har ångrats sedan den senaste ändringen.": (
        "There is nothing to redo: nothing was undone since the latest change."
    ),
    "”{name}” går inte att ångra, och inte heller det som gjordes före. Gör en ny ändring i stället.": (
        "“{name}” cannot be undone, nor what was done before it. Make a new change instead."
    ),
    "”{name}” är av ett slag som inte ångras. Gör en ny ändring i stället.": (
        "“{name}” is of a kind that is not undone. Make a new change instead."
    ),
    "{body} har inget försenat svar att påminna om. {key} visar vad som väntas.": (
        "{body} has no late answer to be reminded of. {key} shows what is awaited."
    ),
    "”{name}” är redan ångrad, av {who} {at}. {key} gör om det som ångrades senast.": (
        "“{name}” is already undone, by {who} {at}. {key} does again what was undone last."
    ),
    "Ingen åtgärd i historiken börjar med ”{reference}”. {key} visar historiken.": (
        "No action in the history begins with “{reference}”. {key} shows the history."
    ),
    (
        "Ingen rekommendation heter ”{reference}”. Välj bland förslagen, eller skriv id (minst sex tecken) eller "
        "”kort titel:nummer”."
    ): (
        "No recommendation is called “{reference}”. Choose among the suggestions, or write an id (at least six "
        "characters) or “short title:number”."
    ),
    "Ingen uppföljning heter ”{reference}”. {key} visar vilka som finns.": (
        "No follow-up is called “{reference}”. {key} shows which there are."
    ),
    "Ingen skala heter ”{reference}”. Välj bland dem som finns.": (
        "No scale is called “{reference}”. Choose among those there are."
    ),
    "Inget heter ”{reference}”. Välj bland förslagen, eller skriv id (minst sex tecken) eller ”kort titel:nummer”.": (
        "Nothing is called “{reference}”. Choose among the suggestions, or write an id (at least six characters) or "
        "“short title:number”."
    ),
    "”{name}” är redan ångrad, av {who} {at}. ”granska redo” gör om det som ångrades senast.": (
        "“{name}” is already undone, by {who} {at}. “granska redo” does again what was undone last."
    ),
    (
        "”{name}” ångrades inte, för {record} används av {user}. Ändra eller ångra det först, eller ta bort posten i "
        "stället."
    ): (
        "“{name}” was not undone, for {record} is used by {user}. Change or undo that first, or remove the record "
        "instead."
    ),
    "”{name}” ångrades inte, för {record} hörde till något som inte finns längre. Gör en ny ändring i stället.": (
        "“{name}” was not undone, for {record} belonged to something that is no more. Make a new change instead."
    ),
    (
        "Ingen åtgärd i historiken börjar med ”{reference}”. Ange minst sex tecken; "
        "”granska history --undoable” visar dem."
    ): (
        "No action in the history begins with “{reference}”. Give at least six characters; "
        "“granska history --undoable” shows them."
    ),
    "”{name}:{value}” finns inte i registret.{nearest} Ändra filtret.": (
        "The register has no “{name}:{value}”.{nearest} Change the filter."
    ),
    "Ingen vy heter ”{name}”.{nearest} ”granska view list” visar vilka som finns.": (
        "No view is called “{name}”.{nearest} “granska view list” shows which there are."
    ),
    "Det finns redan en vy som heter ”{name}”. Välj ett annat namn, eller ta bort den först.": (
        "There is already a view called “{name}”. Choose another name, or remove it first."
    ),
    (
        "”{name}” ångrades inte, för {record} har ändrats sedan dess: ”{later}” av {who} {at}. "
        "Ångra eller rätta den först."
    ): (
        "“{name}” was not undone, since {record} has changed after it: “{later}” by {who} {at}. "
        "Undo or correct that first."
    ),
    (
        "Historiken i {path} stämmer inte vid åtgärd {action}: {reason}. Ta fram en säkerhetskopia "
        "och kör ”granska check”."
    ): ("The history in {path} is wrong at action {action}: {reason}. Fetch a backup and run “granska check”."),
    "{other} är inte en kopia av {path} utan ett annat register. Välj en kopia av samma register.": (
        "{other} is not a copy of {path} but another register. Choose a copy of the same register."
    ),
    "Det finns ingen mapp {path}. Skapa den, eller ange en annan.": (
        "There is no folder {path}. Make it, or name another."
    ),
    "Det går inte att skriva i mappen {path}. Ange en annan mapp.": (
        "The folder {path} cannot be written to. Name another folder."
    ),
    "”{name}” går inte att använda som filnamn. Ge uppföljningen en annan titel.": (
        "“{name}” cannot be used as a file name. Give the follow-up another title."
    ),
    "{path} är upptaget, och alla andra namn som prövades också. Stäng filerna i Word och försök igen.": (
        "{path} is taken, and so is every other name that was tried. Close the files in Word and try again."
    ),
    (
        "Dokumentet blev inte som det skulle (”{missing}” saknas eller står fel), så det sparades inte. "
        "Försök igen med programmets egen mall."
    ): (
        "The document did not turn out as it should (“{missing}” is missing or misplaced), so it was not saved. "
        "Try again with the program's own template."
    ),
    # References
    (
        "Ingen rekommendation heter ”{reference}”. Ange id (minst sex tecken) eller ”kort titel:nummer”; "
        "”granska list recommendations” visar vilka som finns."
    ): (
        "No recommendation is called “{reference}”. Name an id (at least six characters) or “short title:number”; "
        "“granska list recommendations” shows which there are."
    ),
    (
        "Ingen uppföljning heter ”{reference}”. Ange id (minst sex tecken) eller titel; "
        "”granska list followups” visar vilka som finns."
    ): (
        "No follow-up is called “{reference}”. Name an id (at least six characters) or a title; "
        "“granska list followups” shows which there are."
    ),
    (
        "Inget heter ”{reference}”. Ange id (minst sex tecken) eller ”kort titel:nummer”; "
        "”granska list” visar vad som finns."
    ): (
        "Nothing is called “{reference}”. Name an id (at least six characters) or “short title:number”; "
        "“granska list” shows what there is."
    ),
    "och {n} till": "and {n} more",
    # What is no register
    "{path} är en tom fil och inget register. Ange rätt fil, eller skapa ett register med ”granska init”.": (
        "{path} is an empty file and no register. Name the right file, or make a register with “granska init”."
    ),
    "{path} är inget register utan en annan sorts fil. Ange rätt fil med --register.": (
        "{path} is no register but another kind of file. Name the right file with --register."
    ),
    "{path} är en databas som hör till ett annat program. Ange rätt fil med --register.": (
        "{path} is a database that belongs to another program. Name the right file with --register."
    ),
    "{path} är en mapp och inget register. Ange filen i den.": (
        "{path} is a folder and no register. Name the file in it."
    ),
    "Registret {path} är skadat och går inte att läsa. Ta fram en säkerhetskopia; filen är orörd.": (
        "The register {path} is damaged and cannot be read. Fetch a backup; the file is untouched."
    ),
    "{who} har registret {path} öppet sedan {since}. Vänta tills det är stängt, eller läs utan att ändra.": (
        "{who} has had the register {path} open since {since}. Wait until it is closed, or read without changing."
    ),
    "Registret {path} är öppet i ett annat program. Stäng det där, eller läs utan att ändra.": (
        "The register {path} is open in another program. Close it there, or read without changing."
    ),
    # Files that come in
    "Det finns ingen fil {path}. Kontrollera namnet och försök igen.": (
        "There is no file {path}. Check the name and try again."
    ),
    "{path} är en mapp. Ange en Word-fil i den.": "{path} is a folder. Name a Word file in it.",
    "{path} är tom. Hämta filen på nytt och försök igen.": "{path} is empty. Fetch the file anew and try again.",
    "{path} är sparad i det gamla Word-formatet. Öppna den i Word, spara som .docx och läs in den.": (
        "{path} is saved in the old Word format. Open it in Word, save it as .docx and read that in."
    ),
    "{path} är skyddad med lösenord. Spara en kopia utan lösenord i Word och läs in den.": (
        "{path} is protected by a password. Save a copy without a password in Word and read that in."
    ),
    "{path} är ingen Word-fil. Spara rapporten som .docx och läs in den.": (
        "{path} is no Word file. Save the report as .docx and read that in."
    ),
    "{path} är skadad och går inte att läsa. Hämta filen på nytt, eller spara om den i Word.": (
        "{path} is damaged and cannot be read. Fetch the file anew, or save it again in Word."
    ),
    "{path} innehåller något som en rapport inte ska innehålla, och lästes inte. Fråga avsändaren.": (
        "{path} contains something that a report should not contain, and was not read. Ask whoever sent it."
    ),
    "{path} är större än vad en rapport kan vara, och lästes inte. Kontrollera att det är rätt fil.": (
        "{path} is larger than a report can be, and was not read. Check that it is the right file."
    ),
    "{path} har ingen tabell med rekommendationer. Kontrollera att det är en uppföljningsrapport.": (
        "{path} has no table of recommendations. Check that it is a follow-up report."
    ),
    "{path} får inte läsas. Stäng filen i andra program, eller be om läsrättighet.": (
        "{path} may not be read. Close the file in other programs, or ask for the right to read it."
    ),
    # The program's templates
    "Det finns ingen dokumentmall {path}. Installera om programmet, eller ange en annan mall.": (
        "There is no document template {path}. Install the program again, or name another template."
    ),
    "Dokumentmallen {path} är skadad. Installera om programmet, eller ange en annan mall.": (
        "The document template {path} is damaged. Install the program again, or name another template."
    ),
    "Dokumentmallen {path} saknar formatmallen ”{reason}”. Lägg till den i Word och försök igen.": (
        "The document template {path} lacks the style “{reason}”. Add it in Word and try again."
    ),
    # A broken history
    "den är skriven i ett format som programmet inte känner": "it is written in a format unknown to the program",
    "en tidigare åtgärd som den bygger på saknas": "an earlier action that it builds on is missing",
    "den ändrar något som inte finns i ett register": "it changes something that no register has",
    "ett värde är inte det som sparades": "a value is not the one that was saved",
    "den ersätter en ändring som saknas": "it replaces a change that is missing",
    "kontrollsumman är en annan": "the checksum is another",
    # The system
    "Det finns ingen fil eller mapp {path}. Kontrollera namnet och försök igen.": (
        "There is no file or folder {path}. Check the name and try again."
    ),
    "{path} får inte läsas eller skrivas. Stäng filen i andra program, eller byt plats.": (
        "{path} may not be read or written. Close the file in other programs, or change place."
    ),
    "{path} ligger på en skrivskyddad plats. Välj en annan mapp.": (
        "{path} is in a write-protected place. Choose another folder."
    ),
    "Disken är full, så {path} sparades inte. Frigör utrymme och försök igen.": (
        "The disk is full, so {path} was not saved. Free some space and try again."
    ),
    "{path} går inte att använda som mapp. Välj en annan mapp.": (
        "{path} cannot be used as a folder. Choose another folder."
    ),
    "{path} är en mapp. Ange en fil.": "{path} is a folder. Name a file.",
    "{path} gick inte att läsa eller skriva: {detail}. Försök igen.": (
        "{path} could not be read or written: {detail}. Try again."
    ),
    "Disken är full. Frigör utrymme och försök igen.": "The disk is full. Free some space and try again.",
    "Det gick inte att läsa eller skriva: {detail}. Försök igen.": "Reading or writing failed: {detail}. Try again.",
    "Något gick fel som programmet inte räknade med: {detail}. Försök igen.": (
        "Something went wrong that the program did not expect: {detail}. Try again."
    ),
}
