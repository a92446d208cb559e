"""The daily screen: lists, detail, filter line, summary, toasts, and what the program says as a whole."""

TEXTS = {
    # The program
    "Programmet stötte på ett fel och avslutas. Allt som sparats finns kvar. Detaljer finns i {log}.": (
        "The program met with an error and ends. Everything that was saved remains. Details are in {log}."
    ),
    "Färger: {name}": "Colours: {name}",
    "mörka": "dark",
    "ljusa": "light",
    "hög kontrast": "high contrast",
    "terminalens egna": "the terminal's own",
    # Lists
    "Alla granskningar": "All audits",
    "Granskningar": "Audits",
    "Läser …": "Reading …",
    "Nr": "No.",
    "ordnade efter bedömning": "sorted by assessment",
    "ordnade efter text": "sorted by text",
    "ordnade efter nummer": "sorted by number",
    "Inget här passar filtret.": "Nothing here matches the filter.",
    "Här finns inga rekommendationer.": "There are no recommendations here.",
    "{key} lägger till en rekommendation i granskningen, från listan över rekommendationer.": (
        "{key} adds a recommendation to the audit, from the list of recommendations."
    ),
    "{key} lägger till en granskning, från listan över granskningar.": "{key} adds an audit, from the list of audits.",
    "{key} tar bort filtret.": "{key} takes the filter away.",
    (
        "Registret är tomt.\n\nLäs in förra årets uppföljningsrapport från kommandoraden:\n\n"
        'granska import RAPPORT.docx --register "{path}"\n\n'
        "Avsluta först med {key}. Med --dry-run visas vad som skulle läsas in.\n\n"
        "Eller lägg till en granskning med {new}."
    ): (
        "The register is empty.\n\nRead in last year's follow-up report from the command line:\n\n"
        'granska import REPORT.docx --register "{path}"\n\n'
        "Quit with {key} first. With --dry-run you see what would be read in.\n\n"
        "Or add an audit with {new}."
    ),
    # Detail
    "Föregående": "Previous",
    "Förvaltningen": "Department",
    "Ställd till": "Addressed to",
    "Ståndpunkt": "Stance",
    "Internt": "Internal",
    "inget svar": "no answer",
    "begärt till {date}": "requested by {date}",
    "även för {names}": "also for {names}",
    "anstånd begärt": "extension requested",
    "anstånd begärt (beslut okänt)": "extension requested (decision unknown)",
    "anstånd {decision}": "extension {decision}",
    "anstånd {decision} till {date}": "extension {decision} until {date}",
    "≠ Två kopior av registret säger olika. Den senaste visas.": (
        "≠ Two copies of the register say different things. The latest is shown."
    ),
    # Filter line
    "Ord eller fält:värde – nämnd, status, år, tema, granskning": (
        "Words or field:value – board, status, year, theme, audit"
    ),
    "”{word}” sökt utan å, ä och ö": "“{word}” searched without å, ä and ö",
    # Summary
    "ingen öppen uppföljning": "no open follow-up",
    "{n} markerad  ": "{n} marked  ",
    "{n} markerade  ": "{n} marked  ",
    "{shown} av {total}": "{shown} of {total}",
    "ENDAST LÄSNING": "READ ONLY",
    # Toasts
    "{action}: {records}. Ångra med {key}.": "{action}: {records}. Undo with {key}.",
    "Sparat: {what} Ångra med {key}.": "Saved: {what} Undo with {key}.",
    "Ångrat: {what}": "Undone: {what}",
    "Gjort igen: {what}": "Done again: {what}",
    "Orsaken hör till en bedömning i den öppna uppföljningen. Bedöm först.": (
        "A reason belongs to an assessment in the open follow-up. Assess first."
    ),
    "Gå till rekommendationerna med Tab först.": "Go to the recommendations with Tab first.",
    "Ingen rekommendation i listan har nummer {number}.": "No recommendation in the list has number {number}.",
    "Välj först en granskning i listan.": "First choose an audit in the list.",
    "Välj först den granskning som rekommendationen hör till.": (
        "First choose the audit that the recommendation belongs to."
    ),
    "Klistra in": "Paste",
    "Texten är {n} tecken lång. Är det rätt text som ska klistras in?": (
        "The text is {n} characters long. Is it the right text to paste?"
    ),
    "Texten är längre än {limit} tecken och klistrades inte in. Klistra in den i delar.": (
        "The text is longer than {limit} characters and was not pasted. Paste it in parts."
    ),
    "”{name}:” är inget fält": "“{name}:” is no field",
    "”{name}:{value}” finns inte": "There is no “{name}:{value}”",
    "”{value}” går inte efter ”{name}:”": "“{value}” does not go after “{name}:”",
}
