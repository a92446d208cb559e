"""Dialogs: comment, several at once, forms, chooser lists, help, history."""

TEXTS = {
    "Avbryt": "Cancel",
    "Det gick inte": "That did not work",
    # Several at once
    "Flera på en gång": "Several at once",
    "{n} markerad rekommendation": "{n} marked recommendation",
    "{n} markerade rekommendationer": "{n} marked recommendations",
    "{n} till döljs av filtret.": "{n} more hidden by the filter.",
    "Anteckning, om du vill. Den blir kommentaren där den är tom, annars dess sista stycke.": (
        "A note, if you like. It becomes the comment where that is empty, else its last paragraph."
    ),
    "alla {n} markerade": "all {n} marked",
    "endast synliga": "only those shown",
    "Ändra alla (j)": "Change all (y)",
    "Avbryt (n)": "Cancel (n)",
    # Comment
    "Kommentar till {name}": "Comment on {name}",
    "Det finns ingen tidigare kommentar att hämta.": "There is no earlier comment to copy.",
    "Inte sparad. Utkastet finns kvar och hämtas när du öppnar kommentaren igen.": (
        "Not saved. The draft remains and comes back when you open the comment again."
    ),
    "Utkast från {at} återställt, ännu inte sparat. {key} visar det sparade.": (
        "Draft of {at} restored, not saved yet. {key} shows what is saved."
    ),
    "Här står det som är sparat. {key} hämtar tillbaka utkastet.": (
        "This is what is saved. {key} brings the draft back."
    ),
    "Föregående kommentar": "Previous comment",
    "Utkast från förra gången": "Drafts from last time",
    "{n} text är påbörjad men inte sparad.": "{n} text was begun but not saved.",
    "{n} texter är påbörjade men inte sparade.": "{n} texts were begun but not saved.",
    "Ta bort: {name}": "Remove: {name}",
    # Another program
    "Gå först till ett fält med flera rader.": "Go to a field of several lines first.",
    "Inget program är valt att skriva i. Sätt EDITOR, till exempel till nano, och starta om.": (
        "No program is chosen to write in. Set EDITOR, for example to nano, and start again."
    ),
    "{program} gick inte att använda. Texten är som den var.": "{program} could not be used. The text is as it was.",
    "{program} avslutades med ett fel. Texten är som den var.": (
        "{program} ended with an error. The text is as it was."
    ),
    "Härifrån går det inte att byta till {program}. Texten är som den var.": (
        "From here it is not possible to change to {program}. The text is as it was."
    ),
    # Forms
    "Granskade organ": "Audited bodies",
    "Vid sakgranskning": "At fact check",
    "Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12.": (
        "Write for example 2026-12-31, 31/12, +14, fri, w26 or 2026-12."
    ),
    "Nytt i registret: {names}.": "New in the register: {names}.",
    "Menade du ”{word}”?": "Did you mean “{word}”?",
    "”{value}” är inget årtal. Skriv till exempel 2027.": "“{value}” is no year. Write for example 2027.",
    "”{value}” är inget datum. {examples}": "“{value}” is no date. {examples}",
    "{label} saknas. Fyll i fältet och spara igen.": "{label} is missing. Fill in the field and save again.",
    "Inte sparat. Utkastet finns kvar och hämtas när du öppnar formuläret igen.": (
        "Not saved. The draft remains and comes back when you open the form again."
    ),
    "Granskningen och dess rekommendationer försvinner ur alla listor och antal.": (
        "The audit and its recommendations leave all lists and counts."
    ),
    "Rekommendationen försvinner ur alla listor och antal.": "The recommendation leaves all lists and counts.",
    "Inte sparat": "Not saved",
    "Det du har skrivit är inte sparat, inte ens som utkast. Ska det kastas?": (
        "What you have written is not saved, not even as a draft. Throw it away?"
    ),
    "Kasta": "Throw away",
    "Historiken finns kvar, och {key} ångrar.": "The history remains, and {key} undoes it.",
    "inget, för inga datum är kända.": "nothing, since no dates are known.",
    "Skrivs ut: {text}": "Will be printed: {text}",
    "Bedömning av {name}": "Assessment of {name}",
    "Uppföljningens texter: {name}": "Follow-up texts: {name}",
    # Chooser lists
    "Vad vill du göra?": "What do you want to do?",
    "Välj villkor": "Pick a condition",
    "En del av villkoret, till exempel: delvis. Med - först: undanta": (
        "A part of the condition, such as: delvis. With - first: exclude"
    ),
    "ingen orsak": "no reason",
    # Help, number, history
    "Ingen tangent passar. Pröva ett annat ord.": "No key matches. Try another word.",
    "Skriv för att hitta, till exempel: ångra": "Type to find, for example: undo",
    "Gå till nummer": "Go to number",
    "Numret som det är tryckt, till exempel 4": "The number as printed, for example 4",
    "Enter går till nästa rekommendation i listan med det numret.": (
        "Enter goes to the next recommendation in the list with that number."
    ),
    "Historik för {name}": "History of {name}",
    "Ingenting har hänt ännu.": "Nothing has happened yet.",
}
