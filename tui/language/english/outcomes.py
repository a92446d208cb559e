"""How what has a date stands, and why; and the letters about it."""

TEXTS = {
    "i tid": "in time",
    "inom beviljat anstånd": "within the extension granted",
    "saknar datum": "has no date",
    "{days}": "{days}",
    "{days}, anstånd beviljat": "{days}, extension granted",
    "går inte att avgöra om det kom i tid": "cannot be told whether it came in time",
    "försenat {days}": "{days} late",
    "försenat {days}, anstånd begärt (beslut eller datum saknas)": (
        "{days} late, extension asked for (decision or date missing)"
    ),
    "kan vara försenat, högst {days}": "may be late, by {days} at the most",
    "minst {days}": "at least {days}",
    "{n} dag": "{n} day",
    "{n} dagar": "{n} days",
    "{n} dag kvar": "{n} day left",
    "{n} dagar kvar": "{n} days left",
    "sista dagen i dag": "last day today",
    # Why
    "svar senast {date}": "answer by {date}",
    "inget datum är satt": "no date is set",
    "inget svar har kommit": "no answer has come",
    "svar saknas om {about}": "no answer about {about}",
    "svaret kom in {date}": "the answer came in {date}",
    "svaret beslutades {date}, när det kom in är inte känt": (
        "the answer was decided {date}; when it came in is not known"
    ),
    "när svaret kom är inte känt": "when the answer came is not known",
    "vilken dag är inte känt": "which day is not known",
    "{who} svarade": "{who} answered",
    "{who} ska svara": "{who} is to answer",
    "anstånd beviljat till {date}": "extension granted until {date}",
    "anstånd avslaget": "extension refused",
    "anstånd begärt, beslut eller datum saknas": "extension asked for, decision or date missing",
    "räknas annorlunda än datumen säger: {reason}": "counted otherwise than the dates say: {reason}",
    "överlämnad {date}, följs upp efter {years} år": "handed over {date}, followed up after {years} years",
    "inte uppföljd": "not followed up",
    "ingår i {title}": "part of {title}",
    "utlovat till {date}": "promised by {date}",
    "läge: {state}": "state: {state}",
    "bedömning: {level}": "assessment: {level}",
    "beslutat {date}": "decided {date}",
    "varken daterat eller undertecknat": "neither dated nor signed",
    "kan följas upp igen enligt {title}": "may be followed up again according to {title}",
    "ska följas upp igen enligt {title}": "is to be followed up again according to {title}",
    "påmint {date}": "reminded {date}",
    "påmint {number} gånger, senast {date}": "reminded {number} times, last {date}",
    "med svar senast {due}": "with an answer by {due}",
    # Letters about them
    "anstånd är begärt men inte beslutat. Besluta om det först, med ett brev om anstånd.": (
        "an extension is asked for and not decided on. Decide on it first, with a letter about it."
    ),
    "anståndet till {due} är inte senare än svarsdagen {date}. Ange en senare dag.": (
        "the extension until {due} is no later than the answer date {date}. Give a later day."
    ),
    "brevet är varken daterat eller undertecknat. Kontrollera att det har skickats.": (
        "the letter is neither dated nor signed. Check that it has been sent."
    ),
    "{body} har inget försenat svar att påminna om. ”granska deadlines” visar vad som väntas.": (
        "{body} has no late answer to be reminded of. “granska deadlines” shows what is waited for."
    ),
    "Inget svar väntas från {body}, så det finns inget anstånd att besluta om.": (
        "No answer is waited for from {body}, so there is no extension to decide on."
    ),
    "Utskriven påminnelse": "Written reminder",
    "Utskrivet beslut om anstånd": "Written decision on an extension",
    "Påminnelsens text": "Text of the reminder",
    "Andra påminnelsens text": "Text of the second reminder",
    "Text när anstånd beviljas": "Text when an extension is granted",
    "Text när anstånd avslås": "Text when an extension is refused",
    "Egen mall för påminnelse": "Own template for reminders",
    "Egen mall för beslut om anstånd": "Own template for decisions on extensions",
}
