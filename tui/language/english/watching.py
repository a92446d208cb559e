"""The screens of what is watched and of the history, and the letters about answers that are waited for."""

TEXTS = {
    # The list
    "Bevakning": "Deadlines",
    "Försenat": "Overdue",
    "Inom 30 dagar": "Within 30 days",
    "Senare": "Later",
    "Saknar datum": "No date",
    "{n} försenad": "{n} overdue",
    "{n} försenade": "{n} overdue",
    "{n} inom 30 dagar": "{n} within 30 days",
    "Vad": "What",
    "Vem": "Who",
    "Varför": "Why",
    "mina": "mine",
    "Inget att bevaka.": "Nothing to watch.",
    "Här visas väntade svar, utlovade åtgärder, granskningar att följa upp och brev som inte är skickade.": (
        "Here you see answers that are awaited, promised measures, audits to follow up and letters not sent."
    ),
    "{key} visar allt.": "{key} shows everything.",
    "Närmast av allt: {date} {name}": "Nearest of all: {date} {name}",
    "av villkoren gäller här nämnd, granskning, före, efter, försenad och mina": (
        "of the conditions, board, audit, before, after, overdue and mine apply here"
    ),
    "Ord, försenad, mina, nämnd:, granskning:, före: och efter:": (
        "Words, overdue, mine, board:, audit:, before: and after:"
    ),
    "Ingen i registret heter {who}. Ansvarig anges i granskningens formulär.": (
        "Nobody in the register is called {who}. Who is responsible is said in the audit’s form."
    ),
    "Posten finns inte i någon lista.": "The record is in no list.",
    # Its keys
    "Visar det som är försenat, det som kommer och det som saknar datum, och varför.": (
        "Shows what is overdue, what is coming and what has no date, and why."
    ),
    "Påminnelse": "Reminder",
    "Skriver en påminnelse om alla mottagarens försenade svar, som en Word-fil.": (
        "Writes a reminder of all the recipient’s overdue answers, as a Word file."
    ),
    "Skriver beslutet att mottagaren får, eller inte får, mer tid, som en Word-fil.": (
        "Writes the decision that the recipient gets, or does not get, more time, as a Word file."
    ),
    "Mina": "Mine",
    "Visar bara det som du är ansvarig för, eller allt igen.": (
        "Shows only what you are responsible for, or everything again."
    ),
    "Kalender": "Calendar",
    "Skriver det i listan som kommer till en kalenderfil.": "Writes what is coming in the list to a calendar file.",
    "Kalendern är skriven": "The calendar is written",
    "Inget i listan kommer, så ingen kalender skrevs.": "Nothing in the list is coming, so no calendar was written.",
    # The history
    "När": "When",
    "Går att ångra": "Can be undone",
    "Visar vem som har ändrat vad och när, det senaste först.": (
        "Shows who has changed what and when, the latest first."
    ),
    "Ord – vem, vad, dag, granskning, rekommendation": "Words – who, what, day, audit, recommendation",
    "{n} ändring": "{n} change",
    "{n} ändringar": "{n} changes",
    "Ska det här tas tillbaka?\n\n{when} {who}\n{what}, {records}": (
        "Take this back?\n\n{when} {who}\n{what}, {records}"
    ),
    # The register as it was
    "Som det var": "As it was",
    "Visar granskningarna och rekommendationerna som de var en viss dag. Där går det bara att läsa.": (
        "Shows the audits and recommendations as they were on a certain day. There one can only read."
    ),
    "Till i dag": "Back to today",
    "Går tillbaka från registret som det var.": "Goes back from the register as it was.",
    "Registret som det var": "The register as it was",
    "Dag, till exempel 2025-12-31, 31/12, 2025-12 eller 2025": "Day, such as 2025-12-31, 31/12, 2025-12 or 2025",
    "Enter visar registret som det var när den dagen slutade.": (
        "Enter shows the register as it was when that day ended."
    ),
    "Skriv en dag som har varit.": "Write a day that has been.",
    "Registret börjar {day}, så det finns inget att visa.": "The register begins {day}, so there is nothing to show.",
    "SOM DET VAR {day}": "AS IT WAS {day}",
    # Letters about answers
    "Välj först ett svar som väntas i listan.": "First choose an awaited answer in the list.",
    "Svaret är inte försenat, så det finns inget att påminna om.": (
        "The answer is not overdue, so there is nothing to remind of."
    ),
    "Påminnelse: {name}": "Reminder: {name}",
    "Beslut om anstånd: {name}": "Decision on extension: {name}",
    "{n} försenat svar": "{n} overdue answer",
    "{n} försenade svar": "{n} overdue answers",
    "första": "first",
    "andra": "second",
    "Skriver brevet …": "Writing the letter …",
    "Brevet är skrivet": "The letter is written",
}
