"""What a look over a document or a template found."""

TEXTS = {
    "Fel i {where}": "Error in {where}",
    "Varning för {where}": "Warning for {where}",
    "inställningen {key} ({word})": "the setting {key} ({word})",
    # Documents
    "uppföljningen har ingen titel. Ange en.": "the follow-up has no title. Give it one.",
    "inga granskningar är med. Bedöm eller läs in något först.": (
        "no audits are included. Assess or read in something first."
    ),
    "ingen undertecknar. Ange undertecknare med ”granska config set {signers}”.": (
        "nobody signs. Name signers with “granska config set {signers}”."
    ),
    "”{found}” står kvar att fylla i ({field}). Skriv det som ska stå där.": (
        "“{found}” is still to be filled in ({field}). Write what is to stand there."
    ),
    "numret {number} står flera gånger. Kontrollera mot rapporten.": (
        "the number {number} stands several times. Check against the report."
    ),
    "numret {numbers} saknas. Kontrollera mot rapporten.": (
        "the number {numbers} is missing. Check against the report."
    ),
    "rekommendationen har inget nummer, men andra har det. Kontrollera mot rapporten.": (
        "the recommendation has no number, but others have. Check against the report."
    ),
    "rekommendationen har ingen text. Skriv den.": "the recommendation has no text. Write it.",
    "bedömd som ”{level}” utan kommentar. Skriv en kommentar.": (
        "assessed as “{level}” without a comment. Write a comment."
    ),
    "bedömd som ”{level}” utan orsak. Ange orsaken.": "assessed as “{level}” without a reason. Give the reason.",
    "inte bedömd. Bedöm den.": "not assessed. Assess it.",
    "svaret saknar paragraf. Ange vilken § beslutet har.": ("the answer has no section. Say which § the decision has."),
    "”{value}” är inget datum ({field}). Rätta det.": "“{value}” is no date ({field}). Correct it.",
    "{field} {date} är ett datum som inte har varit än. Kontrollera det.": (
        "{field} {date} is a date that has not been yet. Check it."
    ),
    "{first} {first_date} är efter {second} {second_date}. Rätta det som är fel.": (
        "{first} {first_date} is after {second} {second_date}. Correct what is wrong."
    ),
    "texten nämner {written}, men {field} är {date} i registret. Rätta det som är fel.": (
        "the text mentions {written}, but {field} is {date} in the register. Correct what is wrong."
    ),
    "rapportens datum är inte känt. Det utelämnas.": "the date of the report is not known. It is left out.",
    "dagen för beslutet att överlämna rapporten är inte känd. Ange --decided.": (
        "the day of the decision to hand over the report is not known. Give --decided."
    ),
    "missivet har ingen mottagare. Ange --to, --action eller --info.": (
        "the covering letter has no recipient. Give --to, --action or --info."
    ),
    "ingen ska svara. Ange --to om någon ska det.": "nobody is to answer. Give --to if somebody is.",
    "svar begärs utan sista dag. Ange --due.": "an answer is asked for without a last day. Give --due.",
    "svar senast {due} är före {field} {date}. Rätta det som är fel.": (
        "answer due {due} is before {field} {date}. Correct what is wrong."
    ),
    "svar senast {due} har redan varit. Ange en senare dag med --due.": (
        "answer due {due} is in the past. Give a later day with --due."
    ),
    "svar senast {due} är i juli, när få kan svara. Överväg en annan dag.": (
        "answer due {due} is in July, when few can answer. Consider another day."
    ),
    "svar senast {due} är en {weekday}. Överväg en vardag.": (
        "answer due {due} is a {weekday}. Consider a working day."
    ),
    "svar senast {due} är {holiday}. Överväg en vardag.": "answer due {due} is {holiday}. Consider a working day.",
    # The same, where there is a form
    "dagen för beslutet att överlämna rapporten är inte känd. Fyll i Beslutat.": (
        "the day of the decision to hand over the report is not known. Fill in Decided."
    ),
    "missivet har ingen mottagare. Ge minst ett organ en roll.": (
        "the covering letter has no recipient. Give at least one body a role."
    ),
    "ingen ska svara. Ge ett organ rollen för svar om någon ska det.": (
        "nobody is to answer. Give a body the role for answer if somebody is."
    ),
    "ingen undertecknar. Fyll i Undertecknare.": "nobody signs. Fill in Signers.",
    "svar begärs utan sista dag. Fyll i Svar senast.": (
        "an answer is asked for without a last day. Fill in Answer due."
    ),
    "svar senast {due} har redan varit. Välj en senare dag.": ("answer due {due} is in the past. Choose a later day."),
    "något är fel ({code}).": "something is wrong ({code}).",
    # Templates
    "filen är ingen Word-fil. Spara mallen som .docx.": "the file is no Word file. Save the template as .docx.",
    "filen är skadad och går inte att läsa. Spara om den i Word.": (
        "the file is damaged and cannot be read. Save it again in Word."
    ),
    "filen är större än vad en mall kan vara. Gör bilderna mindre.": (
        "the file is larger than a template can be. Make the pictures smaller."
    ),
    "filen innehåller makron. Spara den som .docx utan makron.": (
        "the file contains macros. Save it as .docx without macros."
    ),
    "filen hämtar ”{name}” utifrån när den öppnas. Lägg in det i mallen i stället.": (
        "the file fetches “{name}” from outside when it is opened. Put that into the template instead."
    ),
    "”{tag}” saknar sitt slut. Skriv hela fältet på samma rad, till exempel {{{{ title }}}}.": (
        "“{tag}” lacks its end. Write the whole field on one line, for example {{{{ title }}}}."
    ),
    "”{tag}” är slutet på ett fält som inte har någon början. Ta bort det, eller skriv början.": (
        "“{tag}” is the end of a field that has no beginning. Remove it, or write the beginning."
    ),
    (
        "”{tag}” går genom en länk, en spårad ändring eller en innehållskontroll. Godkänn ändringarna i Word och "
        "skriv om fältet som vanlig text."
    ): (
        "“{tag}” goes through a link, a tracked change or a content control. Accept the changes in Word and "
        "write the field anew as ordinary text."
    ),
    "”{tag}” saknar sitt slut. Lägg till endfor eller endif efter det som hör till.": (
        "“{tag}” lacks its end. Add endfor or endif after what belongs to it."
    ),
    "”{tag}” har inget for eller if före sig. Ta bort det, eller lägg till början.": (
        "“{tag}” has no for or if before it. Remove it, or add the beginning."
    ),
    "”{tag}” kan inte stå här. {place}": "“{tag}” cannot stand here. {place}",
    "texten bredvid ”{tag}” skulle försvinna. Låt fältet stå ensamt i sitt stycke eller sin rad.": (
        "the text beside “{tag}” would be lost. Let the field stand alone in its paragraph or row."
    ),
    "fältet ”{name}” finns inte.{nearest} Vägledningen visar vilka fält som finns.": (
        "there is no field “{name}”.{nearest} The guide shows which fields there are."
    ),
    "”{name}” är ingen lista och kan inte loopas med for. Skriv {{{{ {name} }}}}.": (
        "“{name}” is no list and cannot be looped with for. Write {{{{ {name} }}}}."
    ),
    "”{name}” är en lista. Loopa den med for, så som vägledningen visar.": (
        "“{name}” is a list. Loop it with for, as the guide shows."
    ),
    "”{tag}” får inte stå i en mall{what}. Använd bara fält, for och if.": (
        "“{tag}” may not stand in a template{what}. Use only fields, for and if."
    ),
    "”{tag}” går inte att förstå. Jämför med vägledningen.": ("“{tag}” cannot be understood. Compare with the guide."),
    "mallen gick inte att fylla i med påhittade texter. Jämför med programmets mall.": (
        "the template could not be filled in with made-up texts. Compare with the program's template."
    ),
    "formatmallen ”{style}” saknas. Lägg till den i Word.": "the style “{style}” is missing. Add it in Word.",
    "mallen saknar sidinställningar. Spara om den i Word.": (
        "the template lacks page settings. Save it again in Word."
    ),
    "något är fel ({code}). Jämför med vägledningen.": "something is wrong ({code}). Compare with the guide.",
    "Det som börjar med {%tr måste stå i en tabellrad.": "What begins with {%tr must stand in a table row.",
    "Början och slut måste stå på samma slags plats.": "Beginning and end must stand in the same kind of place.",
    "Låt det börja och sluta i samma stycke, eller skriv {%p och låt det stå ensamt.": (
        "Let it begin and end in the same paragraph, or write {%p and let it stand alone."
    ),
    "Flytta det från stycket med sidinställningar.": "Move it out of the paragraph with the page settings.",
    "Jämför med vägledningen.": "Compare with the guide.",
    "anrop": "call",
    "hakparentes": "square bracket",
    "filter": "filter",
    "test med is": "test with is",
    "understreck först i ett namn": "underscore first in a name",
    "villkor i for": "condition in for",
    "bindestreck intill klammern": "dash next to the brace",
    "Sidhuvudet, stycke": "Header, paragraph",
    "Sidfoten, stycke": "Footer, paragraph",
    "Stycke": "Paragraph",
    "{first} Fel till: {more}.": "{first} Other errors: {more}.",
}
