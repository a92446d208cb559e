"""Ways of looking at the recommendations: saved views and groups."""

TEXTS = {
    "Sparade vyer": "Saved views",
    "Visar vyerna som du har sparat: filter, ordning och grupper. Där sparas också det du ser nu.": (
        "Shows the views that you have saved: filter, order and groups. What you see now is saved there too."
    ),
    "I grupper": "In groups",
    "Räknar det som filtret släpper igenom, per nämnd, år, tema och bedömning.": (
        "Counts what the filter lets through, by board, year, theme and assessment."
    ),
    "Visa": "Show",
    "Filtrerar, ordnar och grupperar som vyn.": "Filters, sorts and groups as the view does.",
    "Spara denna": "Save this",
    "Sparar filtret, ordningen och grupperna som du har nu.": (
        "Saves the filter, the order and the groups that you have now."
    ),
    "Tar bort vyn, efter en fråga.": "Removes the view, after a question.",
    "Filtrera": "Filter",
    "Skriver gruppens villkor i filterraden.": "Writes the group's condition in the filter line.",
    "Nästa indelning": "Next grouping",
    "Delar in efter nämnd, år, tema och bedömning i tur och ordning.": (
        "Groups by board, year, theme and assessment in turn."
    ),
    "Förra indelningen": "Previous grouping",
    "Går tillbaka till indelningen före.": "Goes back to the grouping before.",
    "Inga vyer är sparade.": "No views are saved.",
    "{key} sparar filtret och ordningen som du har nu.": "{key} saves the filter and the order that you have now.",
    "Spara vyn": "Save the view",
    "Vyns namn": "The view's name",
    "Enter sparar. En vy som redan heter så ersätts.": "Enter saves. A view of the same name is replaced.",
    "Vyn ”{name}” är sparad.": "The view “{name}” is saved.",
    "Vyn ”{name}” har ersatts.": "The view “{name}” has been replaced.",
    "Ta bort vyn": "Remove the view",
    "Ska vyn ”{name}” tas bort? Det går inte att ångra.": "Remove the view “{name}”? It cannot be undone.",
    "alla rekommendationer": "all recommendations",
    "i grupper: {by}": "in groups: {by}",
    "Nämnd": "Board",
    "Utan nämnd": "Without a board",
    "Utan år": "Without a year",
    "Utan tema": "Without a theme",
    "Det som gäller flera nämnder räknas hos var och en, men en gång i summan.": (
        "What concerns several boards is counted for each of them, but once in the total."
    ),
}
