"""The registry of commands: what footer, help and palette say."""

TEXTS = {
    # Groups
    "Bedöma": "Assessing",
    "Hitta": "Finding",
    "Gå": "Moving",
    "Programmet": "The program",
    "Skriva": "Writing",
    "Redigera": "Edit",
    # Assessing
    "Bedömning {n}": "Assessment {n}",
    "Bedömer raden, eller de markerade raderna.": "Assesses the row, or the marked rows.",
    "Rensa": "Clear",
    "Tar bort den öppna uppföljningens bedömning; förra uppföljningens syns igen.": (
        "Takes back the open follow-up's assessment; that of the previous follow-up is seen again."
    ),
    "Skriver kommentaren i den öppna uppföljningen. Utkastet sparas medan du skriver.": (
        "Writes the comment in the open follow-up. The draft is kept while you type."
    ),
    "Anger varför raden, eller de markerade raderna, inte är åtgärdade.": (
        "Says why the row, or the marked rows, are not implemented."
    ),
    "Markera": "Mark",
    "Markerar raden. Bedömningstangenterna gäller sedan alla markerade rader.": (
        "Marks the row. The assessment keys then apply to all marked rows."
    ),
    "Avmarkera": "Unmark",
    "Tar tillbaka det senaste som ändrades, också efter omstart; i historiken det under markören.": (
        "Takes back what was changed last, also after a restart; in the history, what is under the cursor."
    ),
    "Gör om det som senast ångrades.": "Does again what was undone last.",
    # Editing
    "Ändrar granskningen eller rekommendationen under markören.": (
        "Changes the audit or the recommendation under the cursor."
    ),
    "Ny": "New",
    "Lägger till en granskning, eller en rekommendation i granskningen som visas.": (
        "Adds an audit, or a recommendation to the audit that is shown."
    ),
    "Ta bort": "Remove",
    "Tar bort det som är under markören ur listorna, med ett skäl. Historiken finns kvar.": (
        "Takes what is under the cursor out of the lists, with a reason. The history remains."
    ),
    "Bedömning i stort": "Audit as a whole",
    "Skriver granskningens bedömning, om den följs upp igen, och texten under Uppföljning.": (
        "Writes the audit's assessment, whether it is followed up again, and the text under Follow-up."
    ),
    "Skriver uppföljningens samlade bedömning, syfte, metod och förbehåll.": (
        "Writes the follow-up's overall assessment, purpose, method and disclaimer."
    ),
    # Finding
    "Sök": "Search",
    "Filtrerar medan du skriver: ord, delar av ord och fält:värde, till exempel status:delvis.": (
        "Filters while you type: words, parts of words and field:value, for example status:delvis."
    ),
    "Visa alla": "Show all",
    "Ta förslaget": "Take suggestion",
    "Skriver ut det markerade förslaget ovanför filterraden; → gör det också, i radens slut.": (
        "Writes out the marked suggestion above the filter line; so does →, at the end of the line."
    ),
    "Nästa förslag": "Next suggestion",
    "Markerar nästa förslag ovanför filterraden.": "Marks the next suggestion above the filter line.",
    "Avmarkerar raderna, eller tar bort filtret.": "Unmarks the rows, or takes the filter away.",
    "Villkor": "Conditions",
    "Väljer villkor ur listor och skriver dem i filterraden.": (
        "Picks conditions from lists and writes them in the filter line."
    ),
    "Gå till nr": "Go to no.",
    "Går till nästa rekommendation i listan med ett visst nummer.": (
        "Goes to the next recommendation in the list with a given number."
    ),
    "Ordna": "Sort",
    "Ordnar raderna efter bedömning, text, nummer eller granskning.": (
        "Sorts the rows by assessment, text, number or audit."
    ),
    "Historik": "History",
    "Visar vad som har hänt med rekommendationen, det senaste först.": (
        "Shows what has happened to the recommendation, the latest first."
    ),
    "Till listan": "To the list",
    "Behåller filtret och går till listan.": "Keeps the filter and goes to the list.",
    "Tar bort filtret.": "Takes the filter away.",
    # Documents
    "Rapport": "Report",
    "Skriver uppföljningsrapporten som en Word-fil.": "Writes the follow-up report as a Word file.",
    "Missiv": "Letter",
    "Skriver missivet som överlämnar granskningens rapport; med Alla granskningar, uppföljningens.": (
        "Writes the covering letter that hands over the audit's report; with All audits, the follow-up's."
    ),
    "Uppföljningens missiv": "Follow-up's letter",
    "Skriver missivet som överlämnar uppföljningens rapport.": (
        "Writes the covering letter that hands over the follow-up's report."
    ),
    "Fastställ": "Finalise",
    "Fastställer uppföljningen för gott, efter en fråga, och öppnar nästa.": (
        "Finalises the follow-up for good, after a question, and opens the next."
    ),
    # The program
    "Hjälp": "Help",
    "Visar alla tangenter. Skriv för att hitta bland dem.": "Shows all keys. Type to find among them.",
    "Kommandon": "Commands",
    "Letar upp ett kommando på namn och kör det.": "Finds a command by name and runs it.",
    "Andra färger": "Other colours",
    "Växlar färger: mörka, ljusa, hög kontrast, terminalens egna.": (
        "Changes colours: dark, light, high contrast, the terminal's own."
    ),
    "Avsluta": "Quit",
    "Avslutar när allt som skrivs är sparat.": "Quits when everything that is being written is saved.",
    "Avsluta genast": "Quit at once",
    "Avslutar också mitt i en dialog. Utkast finns kvar.": "Quits also in the middle of a dialog. Drafts remain.",
    # Moving
    "Nästa ruta": "Next pane",
    "Förra rutan": "Previous pane",
    "Går tillbaka till rutan före.": "Goes back to the pane before.",
    "Upp": "Up",
    "En rad upp.": "One row up.",
    "Ner": "Down",
    "En rad ner.": "One row down.",
    "Sida upp": "Page up",
    "En sida upp.": "One page up.",
    "Sida ner": "Page down",
    "En sida.": "One page.",
    "Först": "First",
    "Till första raden.": "To the first row.",
    "Sist": "Last",
    "Till sista raden.": "To the last row.",
    "Öppna": "Open",
    "Går vidare till det som raden innehåller.": "Goes on to what the row contains.",
    # Writing
    "Spara": "Save",
    "Sparar kommentaren.": "Saves the comment.",
    "Hämta föregående": "Copy previous",
    "Kopierar förra uppföljningens kommentar, att skriva vidare på.": (
        "Copies the previous follow-up's comment, to write on from."
    ),
    "Sparar det som står i formuläret.": "Saves what the form says.",
    "Skriv": "Write",
    "Skriver dokumentet som formuläret beskriver.": "Writes the document that the form describes.",
    "Gå vidare ändå": "Go on anyway",
    "Skriver dokumentet trots varningarna. Fel går inte att gå förbi.": (
        "Writes the document in spite of the warnings. Errors cannot be passed."
    ),
    "Öppna filen": "Open the file",
    "Öppnar filen som skrevs i datorns eget program.": "Opens the written file in the computer's own program.",
    "Stäng": "Close",
    "Det sparade": "What is saved",
    "Visar det som är sparat i stället för utkastet; en gång till hämtar utkastet.": (
        "Shows what is saved in place of the draft; once more brings the draft back."
    ),
    "Annat program": "Other program",
    "Skriver texten i programmet som VISUAL eller EDITOR anger; den kommer tillbaka som ett utkast.": (
        "Writes the text in the program that VISUAL or EDITOR names; it comes back as a draft."
    ),
    "Skriv vidare": "Write on",
    "Öppnar det påbörjade där det hör hemma.": "Opens what was begun where it belongs.",
    "Stänger utan att spara. Utkast finns kvar.": "Closes without saving. Drafts remain.",
}
