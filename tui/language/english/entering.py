"""Records entered by hand: why one is not taken, and what to mind about one that is."""

TEXTS = {
    "{field} måste anges. Fyll i det och försök igen.": "{field} must be given. Fill it in and try again.",
    "Fältet ”{name}” finns inte för {kind}, bara {known}.": "There is no field “{name}” for {kind}, only {known}.",
    "{field} anges när posten läggs till och ändras inte sedan. Ta bort posten och lägg till en ny i stället.": (
        "{field} is given when the record is added and not changed after. Remove the record and add a new one instead."
    ),
    "”{value}” är inget datum ({field}). Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12.": (
        "“{value}” is no date ({field}). Write for example 2026-12-31, 31/12, +14, fre, v26 or 2026-12."
    ),
    "”{value}” går inte att använda som {field}. Välj bland: {choices}.": (
        "“{value}” cannot be used as {field}. Choose among: {choices}."
    ),
    "Svaret skulle vara från {value} och brevet från {dated}, men ett svar kommer efter sitt brev. Rätta datumet.": (
        "The answer would be from {value} and the letter from {dated}, but an answer comes after its letter. "
        "Correct the date."
    ),
    "”{value}” kan inte höra till, ersättas av eller bli sig själv. Välj en annan post för {field}.": (
        "“{value}” cannot belong to, be replaced by or become itself. Choose another record for {field}."
    ),
    "”{value}” står i en annan granskning ({audit}). En delpunkt hör till en punkt i samma granskning.": (
        "“{value}” stands in another audit ({audit}). A sub-point belongs to a point of the same audit."
    ),
    "Organet skulle upphöra {value}, innan det började {begins}. Rätta datumen.": (
        "The body would end {value}, before it began {begins}. Correct the dates."
    ),
    (
        "Det finns redan en post som heter ”{value}” ({other}). Använd den, slå samman dem, eller skilj dem "
        "åt: två organ med tiden de gäller (från, till), två personer med titeln."
    ): (
        "There is already a record called “{value}” ({other}). Use that one, join them, or tell them "
        "apart: two bodies by the time they are valid (from, to), two persons by their title."
    ),
    "{field} går inte att ange så länge inget anstånd är begärt. Ange först när det begärdes, eller ja.": (
        "{field} cannot be given while no extension was asked for. Give first when it was, or yes."
    ),
    "Anståndet är avslaget, så {value} gäller inte. Ta bort datumet eller ändra beslutet.": (
        "The extension is refused, so {value} does not apply. Remove the date or change the decision."
    ),
    "”{record}” finns redan. Ändra den i stället.": "“{record}” is there already. Change it instead.",
    (
        "”{record}” tas inte bort, för den används: {uses} ({examples}). Ändra dem först, eller slå samman posten "
        "med en annan."
    ): (
        "“{record}” is not removed, for it is in use: {uses} ({examples}). Change those first, or join the record "
        "with another."
    ),
    "”{record}” hör till ”{owner}”, som är borttagen. Återställ den först.": (
        "“{record}” belongs to “{owner}”, which is removed. Bring that back first."
    ),
    # Remarks
    "numret {number} finns redan; det går bra, om det är så det står tryckt": (
        "the number {number} is there already; that is fine, if it is printed so"
    ),
    "brevet saknar datum, så ingen tid för svaret kan räknas": (
        "the letter has no date, so no time for the answer can be reckoned"
    ),
    "svaret saknar datum, så det syns inte om det kom i tid": (
        "the answer has no date, so nobody can tell whether it came in time"
    ),
    "åtgärden saknar datum, så den kan inte bevakas": "the measure has no date, so it cannot be watched",
    "åtgärden är klar enligt organet, men datumet {date} ligger framåt i tiden": (
        "the measure is done, says the body, but the date {date} is yet to come"
    ),
    "{date} är före {earlier}": "{date} is before {earlier}",
    "anståndet är beviljat, men inte till när": "the extension is granted, but not until when",
    "anstånd är angivet till ett datum, men inte om det är beviljat": (
        "an extension has a date, but not whether it is granted"
    ),
    # forms of records
    "Spara och ny": "Save and new",
    "Sparar en ny post och öppnar ett tomt formulär till nästa, med det som brukar upprepas.": (
        "Saves a new record and opens an empty form for the next, with what is likely to repeat."
    ),
    "Finns inte i registret: {names}.": "Not in the register: {names}.",
    "Sökt: {words} ({n} av {all})": "Searched: {words} ({n} of {all})",
    "{n} att välja bland. Skriv för att söka.": "{n} to choose among. Type to search.",
    "inget att välja bland": "nothing to choose among",
    "till exempel {word}": "for example {word}",
    "Posten, och det som hör till den, försvinner ur alla listor.": (
        "The record, and what belongs to it, leaves all lists."
    ),
    "Nytt organ": "New body",
    "Ny {kind}": "New {kind}",
    "Ny svarsrad": "New line of an answer",
    "Granskade": "Audited",
    "Ny person": "New person",
    "Ny åtgärd": "New measure",
    "Nytt brev": "New letter",
    "Ny mottagare": "New recipient",
    "Ny fråga": "New question",
    "Nytt svar": "New answer",
    "Förvaltningen och orsak": "The department and the reason",
    "Nytt underlag": "New evidence",
    "Nytt dokument": "New document",
    "Deras diarienummer": "Their reference",
    "Gäller": "Concerns",
    # lists of records
    "Poster i listor": "Records in lists",
    "Ändra": "Change",
    "Ändrar posten under markören.": "Changes the record under the cursor.",
    "Ta tillbaka": "Bring back",
    "Tar tillbaka den borttagna posten under markören.": "Brings back the removed record under the cursor.",
    "Lägger till en post i listan.": "Adds a record to the list.",
    "Tar bort posten under markören, med ett skäl.": "Removes the record under the cursor, with a reason.",
    "Slå ihop": "Join",
    "Säger att organet eller personen är samma som en annan; allt som nämner den följer med.": (
        "Says that the body or the person is the same as another; all that names it follows."
    ),
    "Visar bara det vars namn har det du skriver.": "Shows only what has a name with what you type.",
    "Borttagna": "Removed",
    "Visar det som är borttaget, eller det andra igen.": "Shows what is removed, or the rest again.",
    "Ny delpunkt": "New sub-point",
    "Lägger till en punkt under rekommendationen, som 2 a.": "Adds a point below the recommendation, such as 2 a.",
    "Visar åtgärderna för rekommendationen, eller för hela granskningen, och ändrar dem.": (
        "Shows the measures of the recommendation, or of the whole audit, and changes them."
    ),
    "Underlag": "Evidence",
    "Visar vad bedömningen i den öppna uppföljningen vilar på, och ändrar det.": (
        "Shows what the judgement in the open follow-up rests on, and changes it."
    ),
    "Skriver vad förvaltningen har redovisat i den öppna uppföljningen, och orsaken.": (
        "Writes what the department has reported in the open follow-up, and the reason."
    ),
    "Visar styrelser, nämnder och bolag, ändrar dem och slår ihop dem.": (
        "Shows boards, committees and companies, changes them and joins them."
    ),
    "Personer": "Persons",
    "Visar personer, ändrar dem och slår ihop dem.": "Shows persons, changes them and joins them.",
    "Visar dokument som har kommit in, gått ut och upprättats.": (
        "Shows documents that have come in, gone out and been drawn up."
    ),
    "Borttagna poster": "Removed records",
    "Visar allt som är borttaget, och tar tillbaka det.": "Shows all that is removed, and brings it back.",
    "Punkter": "Points",
    "klart senast {date}": "done by {date}",
    "{name} är samma som": "{name} is the same as",
    "Inget här passar det du skrev.": "Nothing here matches what you typed.",
    "Inget är borttaget.": "Nothing is removed.",
    "{key} lägger till.": "{key} adds one.",
    "Här finns inget.": "There is nothing here.",
    # what belongs to a point
    "Delpunkt till": "Sub-point of",
    "Ansvaret": "Responsibility",
    "organet anser att någon annan ansvarar": "the body holds that another is responsible",
    "Sakgranskning": "Fact check",
    "Avslutad": "Closed",
    "gäller {points}": "concerns {points}",
    "redovisat {date}": "reported {date}",
    "Åtgärder för hela granskningen": "Measures for the whole audit",
}
