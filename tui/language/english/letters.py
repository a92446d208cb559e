"""Letters, the answers to them, and the way between the screens."""

TEXTS = {
    # The screens
    "Granskningar och ärenden": "Audits and matters",
    "Visar granskningarna och deras rekommendationer, som de lämnades.": (
        "Shows the audits and their recommendations, as they were left."
    ),
    "Visar breven, svaren på dem och vem som inte har svarat.": (
        "Shows the letters, the answers to them and who has not answered."
    ),
    "Vyer": "Views",
    "Väljer bland vyerna, samma som funktionstangenterna öppnar.": (
        "Chooses among the views, the same that the function keys open."
    ),
    "Vart vill du gå?": "Where do you want to go?",
    "Går mellan listorna och detaljen.": "Goes between the lists and the detail.",
    # Keys of letters
    "Lägger till ett brev, utan att skriva ut något.": "Adds a letter, without writing any document.",
    "Ändrar brevet eller svaret under markören.": "Changes the letter or the answer under the cursor.",
    "Tar bort brevet eller svaret under markören ur listorna, med ett skäl.": (
        "Takes the letter or the answer under the cursor out of the lists, with a reason."
    ),
    "Visar vilka brevet går till, vad var och en ska svara på och när, och ändrar det.": (
        "Shows who the letter goes to, what each is to answer and when, and changes it."
    ),
    "Frågor": "Questions",
    "Visar brevets frågor och ändrar dem.": "Shows the letter's questions and changes them.",
    "Anstånd": "Extension",
    "Skriver att en mottagare har begärt, fått eller nekats mer tid.": (
        "Writes down that a recipient has asked for, been given or been refused more time."
    ),
    "Registrerar ett svar på brevet, rad för rad bredvid det som frågades.": (
        "Registers an answer to the letter, line by line beside what was asked."
    ),
    "Skriver brevet som en Word-fil, om det är ett missiv.": (
        "Writes the letter as a Word file, if it is a cover letter."
    ),
    "Öppna fil": "Open file",
    "Öppnar en fil som hör till brevet i datorns eget program.": (
        "Opens a file of the letter in the computer's own program."
    ),
    # Lists of letters and answers
    "Ord – granskning, mottagare, diarienummer, fråga": "Words – audit, recipient, registry number, question",
    "Alla svar": "All answers",
    "Svar på brevet": "Answers to the letter",
    "Här finns inga brev.": "There are no letters here.",
    "Här finns inga brev. {new} lägger till ett; {missiv} bland granskningarna skriver ett missiv.": (
        "There are no letters here. {new} adds one; {missiv} among the audits writes a cover letter."
    ),
    "Inget svar här.": "No answer here.",
    "{open} går till svaren, {new} registrerar ett.": "{open} goes to the answers, {new} registers one.",
    "Inget svar är registrerat. {key} registrerar ett.": "No answer is registered. {key} registers one.",
    "Välj först ett brev i listan.": "First choose a letter in the list.",
    "Välj först ett brev eller ett svar i listan.": "First choose a letter or an answer in the list.",
    "Bara missiv skrivs ut härifrån.": "Only cover letters are written from here.",
    "Ange först vilken granskning brevet gäller.": "First say which audit the letter is about.",
    "Brevet har ingen fil. Ett missiv skrivs med sin tangent.": (
        "The letter has no file. A cover letter is written with its key."
    ),
    "Filen {name} finns inte i {folder}.": "The file {name} is not in {folder}.",
    "Filer": "Files",
    "Svarsrader": "Lines of the answer",
    "Svar på": "Answers",
    "Obesvarat": "Not answered",
    "senast {date}": "by {date}",
    "genom {name}": "through {name}",
    "till {date}": "until {date}",
    # How answers stand
    "inget svar begärt": "not asked",
    "besvarat": "answered",
    "delvis besvarat": "partly answered",
    "väntar på svar": "waiting",
    "svar saknas": "overdue",
    "komplettering": "supplement",
    "{n} av {total}": "{n} of {total}",
    "{answered} av {asked} besvarade": "{answered} of {asked} answered",
    # Extensions
    "Vem har begärt anstånd?": "Who has asked for an extension?",
    "Skriv en del av namnet": "Type a part of the name",
    "Brevet har ingen mottagare som ska svara.": "The letter has no recipient who is to answer.",
    "Anstånd: {name}": "Extension: {name}",
    "inget anstånd": "no extension",
    "begärt, inte beslutat": "requested, not decided",
    "anstånd begärt {date}": "extension requested {date}",
    "Datumet då anstånd begärdes kan lämnas tomt, om det inte är känt.": (
        "The date when it was requested may be left empty, if it is not known."
    ),
    "Anståndet är sparat. Ångra med {key}.": "The extension is saved. Undo with {key}.",
    # An answer beside what was asked
    "Instämmer": "Agrees",
    "Delvis": "Partly",
    "Delar inte": "Disagrees",
    "Redan gjort": "Already done",
    "Tar inte ställning": "No view",
    "Klart": "Done",
    "Pågår": "Ongoing",
    "Planeras": "Planned",
    "Ingen åtgärd": "No action",
    "Ställningstagande till raden, eller till de markerade raderna tillsammans.": (
        "Stance on the row, or on the marked rows together."
    ),
    "Den svarandes egen bedömning av raden, eller av de markerade raderna tillsammans.": (
        "The respondent's own assessment of the row, or of the marked rows together."
    ),
    "Tar bort ställningstagande och egen bedömning från svarsraden.": (
        "Takes stance and own assessment away from the line."
    ),
    "Skriver vad svaret säger om raden, eller om de markerade raderna tillsammans.": (
        "Writes what the answer says of the row, or of the marked rows together."
    ),
    "Lägger till en utlovad åtgärd för raden, eller för de markerade raderna tillsammans.": (
        "Adds a promised measure for the row, or for the marked rows together."
    ),
    "Åtgärder": "Measures",
    "Visar svarets åtgärder och ändrar dem.": "Shows the answer's measures and changes them.",
    "Huvud": "Head",
    "Ändrar vem som svarar och för vilka, beslut, paragraf, datum och granskningar.": (
        "Changes who answers and for whom, decision, paragraph, dates and audits."
    ),
    "Ta bort rad": "Remove line",
    "Tar bort svarsraden, med ett skäl.": "Takes the line of the answer out, with a reason.",
    "Tillbaka": "Back",
    "Avmarkerar raderna, eller går tillbaka till breven.": "Unmarks the rows, or goes back to the letters.",
    "Det som frågades": "What was asked",
    "Svarets text": "The answer's text",
    "Åtg.": "Mea.",
    "i punkten ovanför": "in the point above",
    "obesvarad": "not answered",
    "○ obesvarad": "○ not answered",
    "✔ besvarad": "✔ answered",
    "Svarar också": "Also answers",
    "Andra svar": "Other answers",
    "Frågor i brevet": "Questions of the letter",
    "{audit} · utöver det som frågades": "{audit} · beyond what was asked",
    "Här finns inget att svara på.": "There is nothing to answer here.",
    "Ange i svarets huvud, med {key}, vilka granskningar svaret gäller.": (
        "Say in the answer's head, with {key}, which audits it is about."
    ),
    (
        "Granskningarna som svaret gäller har inga rekommendationer. {measure} skriver in en åtgärd som svaret "
        "berättar om, och {head} det som svaret säger i sin helhet."
    ): (
        "The audits that the answer is about have no recommendations. {measure} enters a measure that the answer "
        "tells of, and {head} what the answer says as a whole."
    ),
    "Här finns ingen svarsrad att ta bort.": "There is no line here to remove.",
    "De markerade raderna har olika svar. Markera bara obesvarade, eller ändra en i taget.": (
        "The marked rows have different answers. Mark only those not answered, or change one at a time."
    ),
}
