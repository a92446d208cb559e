"""Findings of preflight, template lint and import as Swedish lines: place, fault and remedy."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from storage.domain.records import RecordWarning
from storage.domain.text import one_line, one_stop, shorten
from storage.intake.document import JOINED, KEPT, REFUSED, UNDERSTOOD, Note
from tui.language.catalogue import _, mark
from tui.language.words import did_you_mean, entity_word, field_word, setting_word

if TYPE_CHECKING:
    from exports.letter_templates.errors import TemplateFault
    from exports.preflight.findings import Finding


TEXT_LENGTH = 80
"""Most characters of a paragraph or a tag in a line."""

ERROR, QUESTION = "error", "question"
"""The severities that stop a document, and that ask for a yes."""

SENTENCES: Mapping[str, str] = {
    "title_missing": mark("uppföljningen har ingen titel. Ange en."),
    "no_audits": mark("inga granskningar är med. Bedöm eller läs in något först."),
    "signer_missing": mark("ingen undertecknar. Ange undertecknare med ”granska config set {signers}”."),
    "placeholder": mark("”{found}” står kvar att fylla i ({field}). Skriv det som ska stå där."),
    "number_twice": mark("numret {number} står flera gånger. Kontrollera mot rapporten."),
    "number_skipped": mark("numret {numbers} saknas. Kontrollera mot rapporten."),
    "number_missing": mark("rekommendationen har inget nummer, men andra har det. Kontrollera mot rapporten."),
    "text_missing": mark("rekommendationen har ingen text. Skriv den."),
    "comment_missing": mark("bedömd som ”{level}” utan kommentar. Skriv en kommentar."),
    "reason_missing": mark("bedömd som ”{level}” utan orsak. Ange orsaken."),
    "not_assessed": mark("inte bedömd. Bedöm den."),
    "points_outside": mark(
        "{count} av {total} som återstår är inte med. Ta med granskningarna om de ska följas upp nu."
    ),
    "several_not_assessed": mark("{count} är inte bedömda ({numbers}). Bedöm dem."),
    "reopened_without_reason": mark(
        "avslutad tidigare som ”{level}” och bedömd igen utan skäl. Ange varför den prövas igen."
    ),
    "paragraph_missing": mark("svaret saknar paragraf. Ange vilken § beslutet har."),
    "not_a_date": mark("”{value}” är inget datum ({field}). Rätta det."),
    "date_in_future": mark("{field} {date} är ett datum som inte har varit än. Kontrollera det."),
    "dates_out_of_order": mark("{first} {first_date} är efter {second} {second_date}. Rätta det som är fel."),
    "trail_differs": mark("texten nämner {written}, men {field} är {date} i registret. Rätta det som är fel."),
    "report_date_unknown": mark("rapportens datum är inte känt. Det utelämnas."),
    "handed_over_unknown": mark("dagen för beslutet att överlämna rapporten är inte känd. Ange --decided."),
    "no_recipient": mark("missivet har ingen mottagare. Ange --to, --action eller --info."),
    "nobody_answers": mark("ingen ska svara. Ange --to om någon ska det."),
    "nothing_assessed": mark(
        "inget i uppföljningen är bedömt. Bedöm något först, eller skriv missivet ändå med --yes."
    ),
    "nothing_open": mark(
        "inget begärs av någon ({bodies}), så ingen får missivet. Ange --all-bodies om det ändå ska ut."
    ),
    "left_out": mark("inget begärs av {bodies}, så missivet går inte dit. Skicka det även dit med --all-bodies."),
    "left_out_unclear": mark(
        "det som gäller {bodies} är inte bedömt, så de får inte missivet. Bedöm det, eller ange --all-bodies."
    ),
    "asked_nothing": mark("inget svar begärs av {bodies}, som får missivet för kännedom. Kontrollera att det är rätt."),
    "points_not_assessed": mark(
        "antal punkter som inte är bedömda: {count}. De står inte i missivet. Bedöm dem först."
    ),
    "followup_open": mark("uppföljningen är inte fastställd, så rapporten är ett utkast. Fastställ den först."),
    "responder_not_recipient": mark("{body} svarar för organet men får inte missivet. Ta med det som mottagare."),
    "answer_due_unused": mark(
        "svar senast {due} gäller ingen som ska svara. Ta bort dagen, eller ange vem som svarar."
    ),
    "answer_due_missing": mark("svar begärs utan sista dag. Ange --due."),
    "answer_due_too_early": mark("svar senast {due} är före {field} {date}. Rätta det som är fel."),
    "answer_due_past": mark("svar senast {due} har redan varit. Ange en senare dag med --due."),
    "answer_due_in_july": mark("svar senast {due} är i juli, när få kan svara. Överväg en annan dag."),
    "answer_due_on_weekend": mark("svar senast {due} är en {weekday}. Överväg en vardag."),
    "answer_due_on_holiday": mark("svar senast {due} är {holiday}. Överväg en vardag."),
    "extension_undecided": mark("anstånd är begärt men inte beslutat. Besluta om det först, med ett brev om anstånd."),
    "extension_too_early": mark("anståndet till {due} är inte senare än svarsdagen {date}. Ange en senare dag."),
    "first_reminder": mark(
        "ingen tidigare påminnelse finns i registret, så brevet får den första påminnelsens text. "
        "Registrera den första, om den har gått ut."
    ),
    "not_reminded": mark(
        "ingen tidigare påminnelse om svaret finns i registret. Kontrollera att den andra påminnelsens text stämmer."
    ),
    "response_settled": mark(
        "alla punkter som svar saknas på är avslutade, så påminnelsen tar inte med dem. "
        "Registrera svaret, om det har kommit."
    ),
    "request_unknown": mark(
        "ingen begäran om anstånd finns i registret, så beslutet nämner ingen. "
        "Ange när anståndet begärdes, om det är känt."
    ),
    "taken_over": mark("brevet ställdes till {body}, och {successor} har tagit över. Kontrollera att det är rätt."),
    "letter_not_sent": mark("brevet är varken daterat eller undertecknat. Kontrollera att det har skickats."),
}
"""Finding's code → sentence."""

_ON_SCREEN: Mapping[str, str] = {
    "handed_over_unknown": mark("dagen för beslutet att överlämna rapporten är inte känd. Fyll i Beslutat."),
    "no_recipient": mark("missivet har ingen mottagare. Ge minst ett organ en roll."),
    "nobody_answers": mark("ingen ska svara. Ge ett organ rollen för svar om någon ska det."),
    "letter.signer_missing": mark("ingen undertecknar. Fyll i Undertecknare."),
    "nothing_assessed": mark("inget i uppföljningen är bedömt. Bedöm något först, om missivet ska begära något."),
    "nothing_open": mark("inget begärs av någon ({bodies}), så ingen får missivet. Välj att även de får det."),
    "left_out": mark("inget begärs av {bodies}, så missivet går inte dit. Det går att välja att skicka det även dit."),
    "left_out_unclear": mark(
        "det som gäller {bodies} är inte bedömt, så de får inte missivet. Bedöm det, eller välj att även de får det."
    ),
    "answer_due_missing": mark("svar begärs utan sista dag. Fyll i Svar senast."),
    "answer_due_past": mark("svar senast {due} har redan varit. Välj en senare dag."),
}
"""Sentences with another remedy on the screen, where there is a form."""

FAULTS: Mapping[str, str] = {
    "not_word": mark("filen är ingen Word-fil. Spara mallen som .docx."),
    "damaged": mark("filen är skadad och går inte att läsa. Spara om den i Word."),
    "too_large": mark("filen är större än vad en mall kan vara. Gör bilderna mindre."),
    "macros": mark("filen innehåller makron. Spara den som .docx utan makron."),
    "external": mark("filen hämtar ”{name}” utifrån när den öppnas. Lägg in det i mallen i stället."),
    "attached_template": mark(
        "filen är kopplad till dokumentmallen ”{name}”, som hämtas när den öppnas. Ta bort den i Word under "
        "Utvecklare, Dokumentmall."
    ),
    "link": mark(
        "länken ”{name}” kan öppna eller köra något på datorn. Länka bara till webbsidor, e-postadresser och "
        "telefonnummer."
    ),
    "word_field": mark(
        "Word-fältet ”{name}” kan hämta eller köra något när filen öppnas. Ta bort det, eller skriv texten i stället."
    ),
    "embedded": mark(
        "filen innehåller ett inbäddat objekt (”{name}”), som kan hämta eller köra något. Ta bort det, eller lägg in "
        "det som bild."
    ),
    "mail_merge": mark(
        "filen hämtar uppgifter från en datakälla när den öppnas. Välj Normalt Word-dokument under Utskick, Starta "
        "koppla dokument."
    ),
    "too_many_tags": mark("mallen har fler fält än {most}. Ta bort dem som inte behövs."),
    "too_deep": mark("”{tag}” är för långt eller ligger inuti för många for, if och elif. Dela upp det."),
    "unclosed_tag": mark("”{tag}” saknar sitt slut. Skriv hela fältet på samma rad, till exempel {{{{ title }}}}."),
    "unopened_tag": mark("”{tag}” är slutet på ett fält som inte har någon början. Ta bort det, eller skriv början."),
    "split_tag": mark(
        "”{tag}” går genom en länk, en spårad ändring eller en innehållskontroll. Godkänn ändringarna i Word och "
        "skriv om fältet som vanlig text."
    ),
    "unclosed_block": mark("”{tag}” saknar sitt slut. Lägg till endfor eller endif efter det som hör till."),
    "unopened_block": mark("”{tag}” har inget for eller if före sig. Ta bort det, eller lägg till början."),
    "misplaced": mark("”{tag}” kan inte stå här. {place}"),
    "text_beside_tag": mark(
        "texten bredvid ”{tag}” skulle försvinna. Låt fältet stå ensamt i sitt stycke eller sin rad."
    ),
    "unknown_field": mark("fältet ”{name}” finns inte.{nearest} Vägledningen visar vilka fält som finns."),
    "not_a_list": mark("”{name}” är ingen lista och kan inte loopas med for. Skriv {{{{ {name} }}}}."),
    "list_printed": mark("”{name}” är en lista. Loopa den med for, så som vägledningen visar."),
    "forbidden": mark("”{tag}” får inte stå i en mall{what}. Använd bara fält, for och if."),
    "syntax": mark("”{tag}” går inte att förstå. Jämför med vägledningen."),
    "not_rendered": mark("mallen gick inte att fylla i med påhittade texter. Jämför med programmets mall."),
    "missing_style": mark("formatmallen ”{style}” saknas. Lägg till den i Word."),
    "no_body_section": mark("mallen saknar sidinställningar. Spara om den i Word."),
}
"""Fault's code → sentence."""

_PLACES: Mapping[str, str] = {
    "row": mark("Det som börjar med {%tr måste stå i en tabellrad."),
    "other_place": mark("Början och slut måste stå på samma slags plats."),
    "inline": mark("Låt det börja och sluta i samma stycke, eller skriv {%p och låt det stå ensamt."),
    "section": mark("Flytta det från stycket med sidinställningar."),
}
_FORBIDDEN: Mapping[str, str] = {
    "call": mark("anrop"),
    "index": mark("hakparentes"),
    "filter": mark("filter"),
    "test": mark("test med is"),
    "underscore": mark("understreck först i ett namn"),
    "loop": mark("villkor i for"),
    "dash": mark("bindestreck intill klammern"),
}
_PARTS: Mapping[str, str] = {"header": mark("Sidhuvudet, stycke"), "footer": mark("Sidfoten, stycke")}
_OTHER_PART = mark("Stycke")
_OTHER_PLACE = mark("Jämför med vägledningen.")
_FIELDS = ("field", "first", "second")
"""Keys whose values are names of fields."""
_DAYS = ("weekday", "holiday")
"""Keys whose values are names of days."""
_SETTINGS = ("setting", "text_block")
_OTHER_FINDING = mark("något är fel ({code}).")
_OTHER_FAULT = mark("något är fel ({code}). Jämför med vägledningen.")


def stops(finding: "Finding") -> bool:
    """True for a finding that keeps the document from being written."""
    return finding.severity == ERROR


def needs_yes(finding: "Finding") -> bool:
    """True for a finding that has to be answered with yes before the document is written."""
    return finding.severity == QUESTION


def finding_line(finding: "Finding", *, on_screen: bool = False) -> str:
    """Render `Varning för Moms:2: bedömd som ”Delvis åtgärdad” utan kommentar. …`.

    `on_screen` gives the remedy in a form, not on the command line; a sign there shows the severity.
    """
    sentences = {**SENTENCES, **_ON_SCREEN} if on_screen else SENTENCES
    about = "{where}" if on_screen else _("Fel i {where}") if stops(finding) else _("Varning för {where}")
    template = sentences.get(f"{finding.entity}.{finding.code}") or sentences.get(finding.code, _OTHER_FINDING)
    text = _(template).format_map(_finding_values(finding))
    return one_stop(one_line(f"{about.format(where=_where(finding))}: {text}"))


def _where(finding: "Finding") -> str:
    """Return the record's name, a setting's Swedish name, or the kind of a record without a name."""
    if finding.entity in _SETTINGS:
        return _("inställningen {key} ({word})").format(key=finding.where, word=setting_word(finding.where))
    return finding.where or entity_word(finding.entity)


def _finding_values(finding: "Finding") -> dict[str, str]:
    values = {name: shorten(value, TEXT_LENGTH) for name, value in finding.values.items()}
    signers = "report_signers" if finding.entity == "followup" else "signers"
    named = {name: _field(finding, values[name]) for name in _FIELDS if name in values}
    days = {name: _(values[name]) for name in _DAYS if name in values}
    return {"code": finding.code, "signers": signers} | values | named | days


def _field(finding: "Finding", name: str) -> str:
    return (setting_word if finding.entity in _SETTINGS else field_word)(name).lower()


def fault_line(fault: "TemplateFault") -> str:
    """Render `Stycke 4 (”Till {{ mottagare }}”): fältet ”mottagare” finns inte. …`."""
    template = _(FAULTS.get(fault.code, _OTHER_FAULT))
    text = template.format_map(_fault_values(fault))
    return one_line(f"{_place(fault)}: {text}" if fault.paragraph else text[:1].upper() + text[1:])


def _fault_values(fault: "TemplateFault") -> dict[str, str]:
    values = {"name": "?", "style": "?", "most": "?", **{k: shorten(v, TEXT_LENGTH) for k, v in fault.values.items()}}
    known = fault.values
    return {
        **values,
        "code": fault.code,
        "tag": shorten(fault.tag or values["name"], TEXT_LENGTH),
        "place": _(_PLACES.get(known.get("what", ""), _OTHER_PLACE)),
        "what": f" ({_(_FORBIDDEN[known['what']])})" if known.get("what") in _FORBIDDEN else "",
        "nearest": did_you_mean(known.get("nearest")),
    }


def _place(fault: "TemplateFault") -> str:
    part = _(_PARTS.get(fault.where, _OTHER_PART))
    text = f" (”{shorten(fault.text, TEXT_LENGTH)}”)" if fault.text.strip() not in {"", fault.tag.strip()} else ""
    return f"{part} {fault.paragraph}{text}"


def fault_summary(faults: Sequence["TemplateFault"]) -> str:
    """Render the first of several faults, and the number of others."""
    first, more = fault_line(faults[0]), len(faults) - 1
    return _("{first} Fel till: {more}.").format(first=first, more=more) if more else first


NOTE_LENGTH = 90
"""Most characters of the report's own text in a line."""

_KINDS: Mapping[str, str] = {
    UNDERSTOOD: mark("Tolkat"),
    JOINED: mark("Sammanfogat"),
    KEPT: mark("Behållet som text"),
    REFUSED: mark("Avvisat"),
}

NOTES: Mapping[str, str] = {
    "theme_row": mark("tema ”{what}” (tabell {table}, rad {row})"),
    "theme_heading": mark("tema ”{what}”, av rubriken"),
    "header_repeated": mark("upprepad rubrikrad hoppades över (tabell {table}, rad {row})"),
    "separator_row": mark("tom rad hoppades över (tabell {table}, rad {row})"),
    "row_continued": mark("raden fortsätter {number}) ovanför: ”{what}” (tabell {table}, rad {row})"),
    "row_continued_unnumbered": mark("raden fortsätter den ovanför: ”{what}” (tabell {table}, rad {row})"),
    "row_divided": mark("raden har flera punkter och delades: ”{what}” (tabell {table}, rad {row})"),
    "round_kept": mark("”{what}” är från en tidigare uppföljning (tabell {table}, rad {row})"),
    "total_row": mark("summeringen ”{what}” hoppades över (tabell {table}, rad {row})"),
    "boards_differ": mark(
        "{what} har olika bedömningar (tabell {table}, rad {row}). Punkten är inläst, inte bedömd; deras ord står i "
        "kommentaren."
    ),
    "body_unclear": mark(
        "”{what}” är inget känt organ (tabell {table}, rad {row}). Punkten är inläst; lägg till organet för hand."
    ),
    "row_kept": mark("”{what}” är ingen rekommendation (tabell {table}, rad {row})"),
    "row_unclear": mark("raden går inte att tolka: ”{what}” (tabell {table}, rad {row}). Skriv in den för hand."),
    "unknown_level": mark(
        "”{what}” är ingen känd bedömning vid {number}) (tabell {table}, rad {row}). Punkten är inläst, inte bedömd."
    ),
    "unknown_level_unnumbered": mark(
        "”{what}” är ingen känd bedömning (tabell {table}, rad {row}). Punkten är inläst, inte bedömd."
    ),
    "number_repeated": mark("numret {what}) står flera gånger, som i rapporten"),
    "number_missing": mark("numret {what}) saknas, som i rapporten"),
    "column_kept": mark("kolumn {column} är okänd (tabell {table}): ”{what}”"),
    "no_status": mark("tabell {table} har ingen kolumn för bedömning, så inget är bedömt"),
    "table_joined": mark("tabell {table} fortsätter tabell {first}"),
    "table_skipped": mark("tabell {table} har inga rekommendationer: ”{what}”"),
    "paragraph_joined": mark("ett stycke som var delat vid sidbyte: ”{what}”"),
    "paragraph_kept": mark("”{what}”"),
    "heading_kept": mark("rubriken ”{what}”"),
    "section_kept": mark("”{what}”"),
    "signature_kept": mark("underskrift ”{what}”"),
    "count_kept": mark("”{what}” räknas om i stället för att läsas in"),
    "disclaimer": mark("förbehållet ”{what}”"),
    "auditees_from_question": mark("granskade organ enligt granskningens fråga: {what}"),
    "others_concerned": mark("rapporten gick också till de berörda: {what}"),
    "audit_known": mark("granskningen fanns i registret och fick den här uppföljningen"),
    "letter_known": mark("brevet fanns i registret och ändrades inte"),
    "response_known": mark("svaret fanns i registret och ändrades inte"),
    "date_contradiction": mark("{field}: datumen säger emot varandra, {first} och {second}"),
    "point_alike": mark(
        "punkten liknar en som finns, så den lästes inte in: ”{what}”. Är den samma, ändra texten här eller "
        "i filen; annars skriv in den för hand."
    ),
    "points_gone": mark(
        "bedömningar i en tidigare version av filen som inte finns i den här och inte längre gäller: {what}"
    ),
    "level_no_level": mark(
        "”{what}” är ingen känd bedömning, så punkten är inte bedömd (antal: {n}, först {place}). Bedöm den "
        "i den öppna uppföljningen."
    ),
    "sign_no_level": mark(
        "tecknet ”{what}” är ingen bedömning, så punkten är inte bedömd (antal: {n}, först {place}). Bedöm "
        "den i den öppna uppföljningen."
    ),
    "colour_no_level": mark(
        "en färg är ingen bedömning, så punkten är inte bedömd (antal: {n}, först {place}). Bedöm den i den "
        "öppna uppföljningen."
    ),
    "body_unknown": mark(
        "”{what}” är inget organ som går att känna igen (antal: {n}, först {place}). Ange organet för hand."
    ),
    "row_unclear_in": mark("raden saknar rekommendation: ”{what}” (antal: {n}, först {place}). Skriv in den för hand."),
    "total_rows": mark("summarad hoppades över (antal: {n}, först {place})"),
    "header_repeated_in": mark("upprepad rubrikrad hoppades över (antal: {n}, först {place})"),
    "audit_carried": mark("granskningen är den på raden ovanför, där cellen är tom (antal: {n}, först {place})"),
    "sheet_hidden": mark("bladet ”{what}” är dolt och lästes också"),
    "sheet_kept": mark("bladet ”{what}” har ingen kolumn för rekommendationer"),
    "several_audits": mark("”{what}” är flera granskningar, och punkten står i var och en (antal: {n}, först {place})"),
    "encoding": mark("filen säger inte hur dess text är kodad; den lästes som {what}"),
    "pictures": mark("bilder lästes inte (antal: {what}, {place}). Lägg in dem för hand om de behövs."),
    "cell_far": mark("”{what}” står långt från de andra cellerna ({place})"),
    "bodies_differ": mark(
        "organen är bedömda olika, så punkten är inte bedömd; vars och ens ord står i kommentaren (antal: "
        "{n}, först ”{place}”)"
    ),
}


def note_line(note: Note) -> str:
    """Render `Tolkat (Informationssäkerhet): tema ”Kompetens” (tabell 4, rad 9)`."""
    known = {"table": "?", "row": "?", "number": "?", **note.values, "what": shorten(note.what, NOTE_LENGTH)}
    if "field" in known:
        known["field"] = field_word(known["field"])
    code = note.code if note.values.get("number", "?") else f"{note.code}_unnumbered"
    text = _(NOTES.get(code, "{what}")).format_map(known)
    where = f" ({note.where})" if note.where else ""
    return one_line(f"{_(_KINDS.get(note.kind, note.kind))}{where}: {text}")


WARNINGS: Mapping[str, str] = {
    "duplicate_number": mark("numret {number} finns redan; det går bra, om det är så det står tryckt"),
    "no_letter_date": mark("brevet saknar datum, så ingen tid för svaret kan räknas"),
    "no_answer_date": mark("svaret saknar datum, så det syns inte om det kom i tid"),
    "no_due_date": mark("åtgärden saknar datum, så den kan inte bevakas"),
    "done_ahead": mark("åtgärden är klar enligt organet, men datumet {date} ligger framåt i tiden"),
    "date_before": mark("{date} är före {earlier}"),
    "granted_without_date": mark("anståndet är beviljat, men inte till när"),
    "extension_undecided": mark("anstånd är angivet till ett datum, men inte om det är beviljat"),
}


def warning_line(warning: RecordWarning) -> str:
    """Render `Nummer: numret 2 finns redan; det går bra, om det är så det står tryckt`."""
    return one_line(f"{field_word(warning.field)}: {warning_text(warning)}")


def warning_text(warning: RecordWarning) -> str:
    """Render the same without the field's name, for display at the field."""
    return one_line(_(WARNINGS.get(warning.code, warning.code)).format_map(warning.values))
