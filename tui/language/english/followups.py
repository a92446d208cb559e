"""The screen of follow-ups, its forms, and scales."""

TEXTS = {
    # The lists
    "Uppföljningar": "Follow-ups",
    "Öppen": "Open",
    "Fastställda": "Finalised",
    "ersatt": "superseded",
    "Gransk.": "Audits",
    "Bedömda": "Assessed",
    "{judged} av {total}": "{judged} of {total}",
    "Åtgärdade utan underlag": "Implemented without evidence",
    "Inget är noterat som bedömningen vilar på.": "Nothing is noted that the assessment rests on.",
    "sedan {title}": "since {title}",
    "Här finns ingen uppföljning.": "There is no follow-up here.",
    "{key} börjar en uppföljning.": "{key} begins a follow-up.",
    "Inga granskningar.": "No audits.",
    "Inga granskningar är valda. {key} väljer.": "No audits are chosen. {key} chooses.",
    "{key} väljer, och visar vilka som föreslås och varför.": "{key} chooses, and shows which are proposed and why.",
    # One in full
    "Orsaker": "Reasons",
    "Ersatt av": "Superseded by",
    "Sedan förra": "Since the last",
    "Jämfört med {title}": "Compared with {title}",
    "inget": "nothing",
    "inga granskningar är valda": "no audits are chosen",
    "{key} visar den bland granskningarna.": "{key} shows it among the audits.",
    "{up} och {down} ändrar ordningen.": "{up} and {down} change the order.",
    "… och {n} till i listan": "… and {n} more in the list",
    # Keys
    "Skift": "Shift",
    "Visar uppföljningarna: vad som är kvar att bedöma, vad som inte går ihop och vad som har ändrats.": (
        "Shows the follow-ups: what is left to assess, what does not agree and what has changed."
    ),
    "Nästa obedömda": "Next unassessed",
    "Går till nästa rekommendation som inte är bedömd i den öppna uppföljningen.": (
        "Goes to the next recommendation that is not assessed in the open follow-up."
    ),
    "Går till den första rekommendationen som inte är bedömd i den öppna uppföljningen.": (
        "Goes to the first recommendation that is not assessed in the open follow-up."
    ),
    "Väljer granskningarna i den öppna uppföljningen, med dem som föreslås och varför.": (
        "Chooses the audits of the open follow-up, with those that are proposed and why."
    ),
    "Börjar en uppföljning: titel, år, ansvarig, skala och vilka granskningar som följs upp.": (
        "Begins a follow-up: title, year, who is responsible, scale and which audits are followed up."
    ),
    "Ändrar den öppna uppföljningens titel, år, ansvarig och datum.": (
        "Changes the open follow-up’s title, year, who is responsible and date."
    ),
    "Texter": "Texts",
    "Ta ut": "Take out",
    "Tar ut granskningen ur den öppna uppföljningen.": "Takes the audit out of the open follow-up.",
    "Tidigare": "Earlier",
    "Flyttar granskningen ett steg upp i uppföljningen.": "Moves the audit one step up in the follow-up.",
    "Flyttar granskningen ett steg ner i uppföljningen.": "Moves the audit one step down in the follow-up.",
    "Visar skalorna, väljer en för den öppna uppföljningen, och ändrar och gör skalor.": (
        "Shows the scales, chooses one for the open follow-up, and changes and makes scales."
    ),
    "Skriver uppföljningens rapport som en Word-fil.": "Writes the follow-up’s report as a Word file.",
    "Rätta": "Correct",
    "Börjar en ny uppföljning som rättar den fastställda och ersätter den, efter en fråga.": (
        "Begins a new follow-up that corrects the finalised one and supersedes it, after a question."
    ),
    # What is said
    "Allt är bedömt i den öppna uppföljningen.": "Everything is assessed in the open follow-up.",
    "Inget finns att bedöma i den öppna uppföljningen. {key} visar den, och där väljs dess granskningar.": (
        "There is nothing to assess in the open follow-up. {key} shows it, and its audits are chosen there."
    ),
    "Gå till en av uppföljningens granskningar med Tab först.": "First go to one of the follow-up’s audits with Tab.",
    "Uppföljningen är fastställd och ändras inte. {key} rättar den med en ny.": (
        "The follow-up is finalised and is not changed. {key} corrects it with a new one."
    ),
    "Uppföljningen är öppen och ändras som den är.": "The follow-up is open and is changed as it is.",
    "Rätta uppföljningen": "Correct the follow-up",
    (
        "En ny, öppen uppföljning börjar med allt som ”{title}” säger, att rätta och fastställa. Då ersätter den, "
        "och dess rapport säger det. Den gamla rapporten ändras inte."
    ): (
        "A new, open follow-up begins with all that “{title}” says, to be corrected and finalised. Then it supersedes, "
        "and its report says so. The old report is not changed."
    ),
    "Ta ut granskningen": "Take the audit out",
    "”{name}” har {judged} i uppföljningen. Den tas ut, och de rensas. Det går att ångra.": (
        "“{name}” has {judged} in the follow-up. It is taken out, and they are cleared. It can be undone."
    ),
    # Forms
    "Ny uppföljning": "New follow-up",
    "Uppföljning: {name}": "Follow-up: {name}",
    "Granskningar i {name}": "Audits in {name}",
    "Uppföljningens titel och datum": "The follow-up’s title and date",
    "Uppföljningens granskningar": "The follow-up’s audits",
    "föreslås": "proposed",
    "Granskningar som föreslås är markerade. Allt går att ändra tills uppföljningen fastställs.": (
        "Audits that are proposed are marked. All can be changed until the follow-up is finalised."
    ),
    "Mellanslag tar med och tar ut. De som föreslås står efter dem som är med, med skälet under listan.": (
        "Space puts in and takes out. Those proposed come after those included, with the reason below the list."
    ),
    # Scales
    "Skalor": "Scales",
    "Välj": "Choose",
    "Bedömer den öppna uppföljningen på skalan.": "Assesses the open follow-up on the scale.",
    "Ändrar skalans nivåer: beteckningar, tecken, färger, definitioner.": (
        "Changes the scale’s levels: labels, symbols, colours, definitions."
    ),
    "Gör en ny skala efter den under markören.": "Makes a new scale after the one under the cursor.",
    "Tar bort skalan, med ett skäl, om ingen uppföljning har den.": (
        "Removes the scale, with a reason, if no follow-up has it."
    ),
    "{n} nivå": "{n} level",
    "{n} nivåer": "{n} levels",
    "{n} uppföljning": "{n} follow-up",
    "{n} uppföljningar": "{n} follow-ups",
    "Skala: {name}": "Scale: {name}",
    "Ny skala efter {name}": "New scale after {name}",
    "{title} bedöms nu på skalan {scale}.": "{title} is now assessed on the scale {scale}.",
    "{title} bedöms redan på skalan {scale}.": "{title} is already assessed on the scale {scale}.",
    "Skalan används, så nivåerna blev en ny skala bredvid den.": (
        "The scale is in use, so the levels became a new scale beside it."
    ),
    "En nivå utan beteckning tas bort. Det som är tomt fylls i efter betydelsen.": (
        "A level without a label is removed. What is empty is filled in after the meaning."
    ),
    "Skalan används. Nya nivåer blir en ny skala bredvid, och det som är bedömt står kvar på den gamla.": (
        "The scale is in use. New levels become a new scale beside it, and what is assessed stays on the old one."
    ),
    "Sex hexadecimala siffror, till exempel C6E7C8": "Six hexadecimal digits, such as C6E7C8",
    "Kontrast mot svart text {ratio}:1, minst {least}:1": "Contrast with black text {ratio}:1, at least {least}:1",
}
