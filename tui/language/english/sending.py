"""Report and covering letter on their way out, and finalising."""

TEXTS = {
    "Word-filen skrivs i mappen. En fil som redan finns skrivs aldrig över.": (
        "The Word file is written in the folder. A file that is there already is never overwritten."
    ),
    "Mellanslag byter roll: för svar, för åtgärd, för kännedom.": (
        "Space changes the role: for answer, for action, for notice."
    ),
    "En på varje rad: namn, titel": "One on each line: name, title",
    "En på varje rad: namn, titel. Inga: de som står i inställningarna.": (
        "One on each line: name, title. Nobody: those in the settings."
    ),
    "Rapportens undertecknare": "Signers of the report",
    "Uppföljningsrapport": "Follow-up report",
    "Mottagare": "Recipients",
    "Undertecknare": "Signers",
    "Eget stycke": "Own paragraph",
    "Ett brev till": "One letter to",
    "Mapp": "Folder",
    "Missiv: {name}": "Covering letter: {name}",
    "alla": "all",
    "var och en": "each of them",
    "Innan det skrivs": "Before it is written",
    "{n} fel måste rättas först.": "To be corrected first: {n}.",
    "{n} sak att titta på.": "{n} thing to look at.",
    "{n} saker att titta på.": "{n} things to look at.",
    "Enter går till raden.": "Enter goes to the row.",
    "Skriver missivet …": "Writing the letter …",
    "Missivet är skrivet": "The letter is written",
    "Skriver rapporten …": "Writing the report …",
    "Rapporten är skriven": "The report is written",
    "Rapporten är ett utkast tills uppföljningen fastställs.": (
        "The report is a draft until the follow-up is finalised."
    ),
    "Filen är skriven men inte loggad i registret. {why}": "The file is written but not logged in the register. {why}",
    "Datorn har inget program som öppnar filen härifrån. Öppna den själv: {path}": (
        "The computer has no program that opens the file from here. Open it yourself: {path}"
    ),
    "Fastställ uppföljningen": "Finalise the follow-up",
    (
        "”{title}” med {audits} fastställs. Från och med då säger rapporten det den säger nu, vad som än ändras i "
        "registret, och nästa uppföljning öppnas.\n\nDet går inte att ångra."
    ): (
        "“{title}” with {audits} is finalised. From then on the report says what it says now, whatever changes in "
        "the register, and the next follow-up is opened.\n\nThis cannot be undone."
    ),
    "Fastställd. Öppen nu: {title}. Skriv den slutliga rapporten med r.": (
        "Finalised. Open now: {title}. Write the final report with r."
    ),
}
