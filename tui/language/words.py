"""Swedish words for entities, fields, values, levels, actions, keys and moments."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.domain.history import Change
from storage.domain.records import Level, Value
from storage.domain.scale import (
    IMPLEMENTED,
    NOT_ASSESSABLE,
    NOT_ASSESSED,
    NOT_ASSESSED_LABEL,
    NOT_ASSESSED_SYMBOL,
    NOT_IMPLEMENTED,
    NOT_RELEVANT,
    PARTIAL,
    STANDARD,
)
from storage.domain.settings import FILE_KEYS
from storage.domain.text import minutes_paragraph
from storage.domain.text import nearest as nearest_word
from storage.domain.vocabulary import references
from tui.language.catalogue import _, many, mark, mark_many

_ENTITIES: Mapping[str, str] = {
    "body": mark("Granskat organ"),
    "person": mark("Person"),
    "audit": mark("Granskning"),
    "audit_auditee": mark("Granskat organ i granskning"),
    "recommendation": mark("Rekommendation"),
    "recommendation_addressee": mark("Mottagare av rekommendation"),
    "recommendation_related": mark("Hänvisning mellan rekommendationer"),
    "measure": mark("Åtgärd"),
    "measure_recommendation": mark("Åtgärd för rekommendation"),
    "letter": mark("Brev"),
    "letter_audit": mark("Granskning i brev"),
    "letter_signer": mark("Undertecknare av brev"),
    "letter_recipient": mark("Mottagare av brev"),
    "letter_question": mark("Fråga i brev"),
    "response": mark("Svar"),
    "response_audit": mark("Granskning i svar"),
    "response_on_behalf_of": mark("Svar för annat organ"),
    "response_line": mark("Svarsrad"),
    "response_line_target": mark("Rekommendation i svar"),
    "scale": mark("Skala"),
    "level": mark("Nivå"),
    "followup": mark("Uppföljning"),
    "followup_closing": mark("Fastställande"),
    "followup_signer": mark("Undertecknare av uppföljning"),
    "followup_audit": mark("Granskning i uppföljning"),
    "assessment": mark("Bedömning"),
    "assessment_evidence": mark("Underlag till bedömning"),
    "document": mark("Dokument"),
    "source_text": mark("Text ur inläst fil"),
    "text_block": mark("Textblock"),
    "setting": mark("Inställning"),
    "record": mark("Post"),
}

_FIELDS: Mapping[str, str] = {
    "addressees": mark("Riktas till"),
    "answer_due": mark("Svar senast"),
    "answer_how": mark("Så lämnas svaret"),
    "assessed_by": mark("Bedömd av"),
    "assessed_on": mark("Bedömd"),
    "assessment": mark("Bedömning"),
    "audit": mark("Granskning"),
    "auditees": mark("Granskade organ"),
    "audits": mark("Granskningar"),
    "background": mark("Bakgrund"),
    "body": mark("Organ"),
    "closed_by": mark("Fastställd av"),
    "closed_on": mark("Fastställd"),
    "closing_reason": mark("Skäl till avslut"),
    "comment": mark("Kommentar"),
    "context": mark("Innehåll"),
    "criteria": mark("Revisionskriterier"),
    "date": mark("Datum"),
    "decided": mark("Beslutat"),
    "decided_by": mark("Beslutat av"),
    "decided_on": mark("Beslutat"),
    "definition": mark("Definition"),
    "demand": mark("Begäran"),
    "department_report": mark("Förvaltningens redovisning"),
    "direction": mark("Riktning"),
    "dated": mark("Daterat"),
    "disclaimer": mark("Förbehåll"),
    "disposal_year": mark("Gallringsår"),
    "document": mark("Dokument"),
    "due": mark("Klart senast"),
    "email": mark("E-post"),
    "extension_decision": mark("Beslut om anstånd"),
    "extension_due": mark("Anstånd till"),
    "extension_requested": mark("Anstånd begärt"),
    "fact_check_comment": mark("Synpunkt vid sakgranskning"),
    "file": mark("Fil"),
    "fill": mark("Fyllning"),
    "firm": mark("Revisionsbyrå"),
    "follow_up_again": mark("Följs upp igen"),
    "follow_up_year": mark("Följs upp år"),
    "followup": mark("Uppföljning"),
    "grounds": mark("Grunder"),
    "handed_over": mark("Överlämnad"),
    "history_head": mark("Historikens läge"),
    "internal_note": mark("Intern anteckning"),
    "judgement": mark("Samlad bedömning"),
    "key": mark("Namn"),
    "kind": mark("Slag"),
    "label": mark("Beteckning"),
    "letter": mark("Brev"),
    "level": mark("Nivå"),
    "limits": mark("Avgränsning"),
    "made_on": mark("Upprättat"),
    "means": mark("Betydelse"),
    "measure": mark("Åtgärd"),
    "meeting_needed": mark("Möte behövs"),
    "merged_into": mark("Sammanslagen med"),
    "method": mark("Metod"),
    "name": mark("Namn"),
    "number": mark("Nummer"),
    "on_behalf_of": mark("Svarar för"),
    "on_time_override": mark("Räknas som i tid"),
    "order": mark("Ordning"),
    "organisation": mark("Organisation"),
    "override_reason": mark("Skäl"),
    "own_text": mark("Egen text"),
    "paragraph": mark("Paragraf"),
    "parent": mark("Hör till"),
    "person": mark("Person"),
    "place": mark("Ställe"),
    "plan_year": mark("Revisionsplanens år"),
    "planned": mark("Planerat"),
    "position": mark("Plats"),
    "purpose": mark("Syfte"),
    "question": mark("Fråga"),
    "reason": mark("Orsak"),
    "received_on": mark("Mottaget"),
    "recommendation": mark("Rekommendation"),
    "recommendations": mark("Rekommendationer"),
    "registry_number": mark("Diarienummer"),
    "related": mark("Hänvisar till"),
    "removed": mark("Borttagen"),
    "reopened_reason": mark("Skäl att pröva igen"),
    "report_date": mark("Rapportdatum"),
    "report_to": mark("Redovisas för"),
    "reported_on": mark("Redovisat"),
    "responder": mark("Svarande"),
    "response": mark("Svar"),
    "response_line": mark("Svarsrad"),
    "responsibility_disputed": mark("Ansvaret ifrågasatt"),
    "responsible": mark("Ansvarig"),
    "role": mark("Roll"),
    "scale": mark("Skala"),
    "scope": mark("Omfattning"),
    "secrecy": mark("Sekretess"),
    "self_assessment": mark("Egen bedömning"),
    "sha256": mark("Kontrollsumma"),
    "short_label": mark("Kort beteckning"),
    "short_name": mark("Kort namn"),
    "short_title": mark("Kort titel"),
    "signed": mark("Undertecknat"),
    "signed_by": mark("Undertecknat av"),
    "signers": mark("Undertecknare"),
    "source": mark("Källa"),
    "stance": mark("Ställningstagande"),
    "state": mark("Läge"),
    "successor": mark("Efterträdare"),
    "supersedes": mark("Ersätter"),
    "symbol": mark("Tecken"),
    "synonyms": mark("Andra beteckningar"),
    "targets": mark("Svarar på"),
    "template": mark("Mall"),
    "text": mark("Text"),
    "their_registry_number": mark("Svarandens diarienummer"),
    "theme": mark("Tema"),
    "through": mark("Svarar genom"),
    "title": mark("Titel"),
    "trail_text": mark("Uppföljning"),
    "type": mark("Typ"),
    "valid_from": mark("Gäller från"),
    "valid_to": mark("Gäller till"),
    "value": mark("Värde"),
    "year": mark("År"),
    "years": mark("Granskat år"),
}

_VALUES: Mapping[tuple[str, str], str] = {
    ("kind", "executive_board"): mark("styrelse"),
    ("kind", "committee"): mark("nämnd"),
    ("kind", "company"): mark("bolag"),
    ("kind", "council"): mark("fullmäktige"),
    ("kind", "other"): mark("annat"),
    ("kind", "recommendation"): mark("rekommendation"),
    ("kind", "question"): mark("fråga"),
    ("kind", "decision_point"): mark("beslutspunkt"),
    ("kind", "control"): mark("kontroll"),
    ("kind", "remark"): mark("anmärkning"),
    ("kind", "missiv"): mark("missiv"),
    ("kind", "reminder"): mark("påminnelse"),
    ("kind", "extension"): mark("anstånd"),
    ("kind", "information"): mark("information"),
    ("kind", "department_question"): mark("fråga till förvaltningen"),
    ("kind", "answer"): mark("svar"),
    ("kind", "supplementary"): mark("kompletterande svar"),
    ("kind", "progress_report"): mark("lägesrapport"),
    ("kind", "staff_report"): mark("tjänsteskrivelse"),
    ("kind", "follow_up_report"): mark("uppföljningsrapport"),
    ("kind", "register"): mark("register"),
    ("kind", "minutes"): mark("protokoll"),
    ("kind", "letter"): mark("brev"),
    ("kind", "interview"): mark("intervju"),
    ("kind", "document"): mark("dokument"),
    ("kind", "visit"): mark("besök"),
    ("source", "audit"): mark("granskning"),
    ("source", "evaluation"): mark("utvärdering"),
    ("source", "board_decision"): mark("nämndbeslut"),
    ("source", "control_plan"): mark("internkontrollplan"),
    ("source", "incident"): mark("händelse"),
    ("type", "in_depth"): mark("fördjupad granskning"),
    ("type", "basic"): mark("grundläggande granskning"),
    ("type", "follow_up"): mark("uppföljning"),
    ("type", "pre_study"): mark("förstudie"),
    ("type", "lay_audit"): mark("lekmannarevision"),
    ("type", "it"): mark("it-granskning"),
    ("state", "open"): mark("öppen"),
    ("state", "closed"): mark("fastställd"),
    ("state", "planned"): mark("planerad"),
    ("state", "ongoing"): mark("pågår"),
    ("state", "done"): mark("klar"),
    ("role", "answer"): mark("för svar"),
    ("role", "action"): mark("för åtgärd"),
    ("role", "information"): mark("för kännedom"),
    ("extension_decision", "granted"): mark("beviljat"),
    ("extension_decision", "refused"): mark("avslaget"),
    ("extension_decision", "unknown"): mark("beslut okänt"),
    ("extension_requested", "yes"): mark("ja, datum okänt"),
    ("stance", "agrees"): mark("instämmer"),
    ("stance", "partly"): mark("instämmer delvis"),
    ("stance", "disagrees"): mark("delar inte uppfattningen"),
    ("stance", "already_done"): mark("redan genomfört"),
    ("stance", "no_view"): mark("tar inte ställning"),
    ("self_assessment", "done"): mark("klart"),
    ("self_assessment", "ongoing"): mark("pågår"),
    ("self_assessment", "planned"): mark("planeras"),
    ("self_assessment", "no_action"): mark("ingen åtgärd"),
    ("follow_up_again", "none"): mark("nej"),
    ("follow_up_again", "may"): mark("kan behövas"),
    ("follow_up_again", "shall"): mark("ja"),
    ("scope", "all"): mark("alla punkter"),
    ("scope", "remaining"): mark("bara det som återstår"),
    ("reason", "workload"): mark("arbetsbelastning"),
    ("reason", "short_time"): mark("kort tid"),
    ("reason", "disagreement"): mark("delar inte uppfattningen"),
    ("reason", "no_evidence"): mark("underlag saknas"),
    ("reason", "other"): mark("annat"),
    ("direction", "incoming"): mark("inkommen"),
    ("direction", "outgoing"): mark("utgående"),
    ("direction", "drawn_up"): mark("upprättad"),
} | {("means", words.means): words.label for words in STANDARD}

_SETTINGS: Mapping[str, str] = {
    "office": mark("Revisionens namn"),
    "postal_address": mark("Postadress"),
    "visiting_address": mark("Besöksadress"),
    "phone": mark("Telefon"),
    "email": mark("E-post"),
    "web": mark("Webbplats"),
    "place": mark("Ort"),
    "logo": mark("Logotyp"),
    "signers": mark("Undertecknare av missiv"),
    "report_signers": mark("Undertecknare av rapport"),
    "purpose": mark("Rapportens syfte"),
    "method": mark("Rapportens metod och urval"),
    "disclaimer": mark("Rapportens förbehåll"),
    "missiv_opening": mark("Missivets inledning"),
    "answer_contents": mark("Vad svaret ska innehålla"),
    "answer_how": mark("Så lämnas svaret"),
    "closing_formula": mark("Missivets avslutning"),
    "reminder_1": mark("Påminnelsens text"),
    "reminder_2": mark("Andra påminnelsens text"),
    "extension_granted": mark("Text när anstånd beviljas"),
    "extension_refused": mark("Text när anstånd avslås"),
    "enclosures": mark("Bilagor"),
    "copy_recipients": mark("Kopia till"),
    "open_limit": mark("Öppet för länge efter så många månader"),
    "template_report": mark("Egen mall för rapport"),
    "template_missiv": mark("Egen mall för missiv"),
    "template_reminder": mark("Egen mall för påminnelse"),
    "template_extension": mark("Egen mall för beslut om anstånd"),
    "register_id": mark("Registrets märke"),
    "restored_from": mark("Återställt från"),
}

_YES_OR_NO = {"responsibility_disputed", "meeting_needed", "on_time_override"}


def entity_word(entity: str) -> str:
    """Return an entity's Swedish name, such as `Rekommendation`."""
    return _(_ENTITIES.get(entity, entity))


def field_word(field: str) -> str:
    """Return a field's Swedish name, such as `Svar senast`."""
    return _(_FIELDS.get(field, field))


_BY_KEY = frozenset({"setting", "text_block"})
"""Entities whose records are named by a key, which has a word of its own."""


def setting_word(key: str) -> str:
    """Return a setting's Swedish name, such as `Revisionens namn`."""
    return _(_SETTINGS.get(key, key))


def record_name(entity: str, name: str) -> str:
    """Return the name of a record as it is shown: in Swedish where it is named by a key, its kind where by none."""
    if _ID.fullmatch(name):
        return entity_word(entity)
    return setting_word(name) if entity in _BY_KEY else name


def value_word(field: str, value: object) -> str:
    """Return a field's value in Swedish where it is one of a few; else unchanged."""
    if field in _YES_OR_NO:
        return _("ja") if value else _("nej")
    return _(_VALUES.get((field, str(value)), str(value)))


NOTHING = "–"
"""Placeholder for an unknown value."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_OPAQUE: Mapping[tuple[str, str], str] = {
    ("document", "sha256"): mark("filens"),
    ("document", "history_head"): mark("sparat"),
    ("source_text", "file"): mark("filens"),
    ("followup_closing", "context"): mark("rapportens text"),
    ("followup_closing", "template"): mark("mallen som användes"),
}
"""(entity, field) of values that only programs read → what stands for one."""
_KEPT_FILE = mark("en fil")
_OPAQUE_SETTINGS = {"register_id": mark("eget"), **dict.fromkeys(FILE_KEYS, _KEPT_FILE)}
"""Key of a setting whose value only programs read → what stands for it."""


def is_opaque(entity: str, field: str) -> bool:
    """Return True for a field whose values only programs read: hashes, and the stored text of a report."""
    return (entity, field) in _OPAQUE


def change_words(
    about: tuple[str, str, str], stored: tuple[Value, Value], named: tuple[Value, Value]
) -> tuple[str, str]:
    """Return the values of a change in words: records by name, codes by their word, never an id or a hash.

    Args:
        about: the entity, the field, and the name of the record: the key of a setting.
        stored: the value before and after.
        named: the same, with the name of another record instead of its id.
    """
    entity, field, name = about
    opaque = _OPAQUE.get((entity, field)) or (_OPAQUE_SETTINGS.get(name) if about[:2] == ("setting", "value") else None)
    if opaque is not None:
        before, after = (NOTHING if value is None else _(opaque) for value in stored)
        return before, after if NOTHING in {before, after} else _("utbytt")
    before, after = (_change_word(entity, field, *one) for one in zip(stored, named, strict=True))
    return before, after


def _change_word(entity: str, field: str, stored: Value, named: Value) -> str:
    if stored is None:
        return NOTHING
    if entity in _BY_KEY and field == "key":
        return setting_word(str(stored))
    if field in references(entity):
        return str(named) if named != stored else _("okänd post")
    return value_word(field, stored)


_ACTIONS = {
    "assess": mark("Bedömning"),
    "clear_assessment": mark("Rensad bedömning"),
    "reopen": mark("Prövas igen"),
    "comment": mark("Kommentar"),
    "set_reason": mark("Orsak"),
    "set_followup_signers": mark("Rapportens undertecknare"),
    "new_audit": mark("Ny granskning"),
    "add_audit": mark("Ny granskning"),
    "edit_audit": mark("Ändrad granskning"),
    "new_recommendation": mark("Ny rekommendation"),
    "add_recommendation": mark("Ny rekommendation"),
    "edit_recommendation": mark("Ändrad rekommendation"),
    "add_body": mark("Nytt organ"),
    "add_person": mark("Ny person"),
    "add_measure": mark("Ny åtgärd"),
    "add_letter": mark("Nytt brev"),
    "add_letter_recipient": mark("Ny mottagare"),
    "add_letter_question": mark("Ny fråga"),
    "add_response": mark("Nytt svar"),
    "add_response_line": mark("Ny svarsrad"),
    "add_document": mark("Nytt dokument"),
    "add_assessment_evidence": mark("Nytt underlag"),
    "start_followup": mark("Påbörjad uppföljning"),
    "start_correction": mark("Påbörjad rättelse av uppföljning"),
    "choose_audits": mark("Valda granskningar"),
    "put_audits": mark("Granskningar till uppföljningen"),
    "take_out_audits": mark("Granskningar ur uppföljningen"),
    "order_audits": mark("Granskningarnas ordning"),
    "set_scale": mark("Uppföljningens skala"),
    "make_scale": mark("Ny skala"),
    "edit_scale": mark("Ändrad skala"),
    "edit_followup": mark("Uppföljningens texter"),
    "edit_followup_audit": mark("Bedömning av granskning"),
    "remove": mark("Borttagning"),
    "import_report": mark("Import av rapport"),
    "close_followup": mark("Fastställd uppföljning"),
    "store_reports": mark("Sparade rapporter"),
    "export_missiv": mark("Utskrivet missiv"),
    "export_report": mark("Utskriven rapport"),
    "export_reminder": mark("Utskriven påminnelse"),
    "export_extension": mark("Utskrivet beslut om anstånd"),
    "configure": mark("Inställning"),
    "restore": mark("Återgång till en säkerhetskopia"),
    "create_register": mark("Nytt register"),
    "example": mark("Övningsdata"),
    "build_example": mark("Övningsdata"),
    "undo": mark("Ångra"),
    "redo": mark("Gör om"),
}

_DONE = {
    "add": mark("Ny post: {record}"),
    "edit": mark("Ändring: {record}"),
    "remove": mark("Borttagning: {record}"),
    "restore": mark("Återställning: {record}"),
    "join": mark("Sammanslagning: {record}"),
}
"""Verb of an action without a word of its own → template; the action's name ends with the entity."""

SYMBOLS = {words.means: words.symbol for words in STANDARD} | {NOT_ASSESSED: NOT_ASSESSED_SYMBOL}
"""Meaning → symbol, where there is no level of a scale."""

_LABELS = {words.means: words.label for words in STANDARD} | {NOT_ASSESSED: NOT_ASSESSED_LABEL}
_SHORT = {
    IMPLEMENTED: mark_many("åtgärdad", "åtgärdade"),
    PARTIAL: mark_many("delvis", "delvis"),
    NOT_IMPLEMENTED: mark_many("inte åtg.", "inte åtg."),
    NOT_ASSESSABLE: mark_many("ej bedömbar", "ej bedömbara"),
    NOT_RELEVANT: mark_many("ej aktuell", "ej aktuella"),
    NOT_ASSESSED: mark_many("ej bedömd", "ej bedömda"),
}
"""Meaning → short word, singular and plural."""


def action_word(name: str) -> str:
    """Return an action's name in Swedish; an unknown one unchanged."""
    if name in _ACTIONS:
        return _(_ACTIONS[name])
    done, _between, entity = name.partition("_")
    return _(_DONE[done]).format(record=entity_word(entity).lower()) if done in _DONE else name.replace("_", " ")


def saved_words(action: str, name: str = "") -> str:
    """Render `Ny fråga – 2) Vem leder?`, with the mark that ends a sentence."""
    text = f"{action_word(action)} – {name}" if name else action_word(action)
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def nearest(word: str, known: Sequence[str]) -> str:
    """Return :func:`did_you_mean` of the known word most like a wrong one; nothing when none is near."""
    return did_you_mean(nearest_word(word, known))


def did_you_mean(near: str | None) -> str:
    """Render ` Menade du ”list”?`, with a space before it; nothing without a near word."""
    return f" {_('Menade du ”{word}”?').format(word=near)}" if near else ""


def means_word(means: str) -> str:
    """Return a meaning's full word, such as `Delvis åtgärdad`."""
    return _(_LABELS.get(means, means))


def counted_word(means: str, number: int) -> str:
    """Return a meaning's short word beside a number: `åtgärdad` beside 1, `åtgärdade` beside 2."""
    one, several = _SHORT.get(means, (means, means))
    return many(one, several, number)


def level_symbol(level: Level | None) -> str:
    """Return the level's symbol; that of *not assessed* for None."""
    if level is None:
        return NOT_ASSESSED_SYMBOL
    return level.symbol or SYMBOLS.get(level.means or NOT_ASSESSED, "")


def level_label(level: Level | None) -> str:
    """Render symbol and full word of a level."""
    word = level.label or means_word(level.means or NOT_ASSESSED) if level else _(NOT_ASSESSED_LABEL)
    return f"{level_symbol(level)} {word}"


def level_short(level: Level | None) -> str:
    """Render symbol and short word of a level, for narrow columns."""
    if level is None:
        return f"{NOT_ASSESSED_SYMBOL} {_(NOT_ASSESSED_LABEL)}"
    return f"{level_symbol(level)} {level.short_label or level.label or means_word(level.means or NOT_ASSESSED)}"


def paragraph_sign(paragraph: str) -> str:
    """Render `§ 117`, and of several `§§ 259–260`, with a no-break space."""
    return minutes_paragraph(paragraph)


def moment(at: str) -> str:
    """Render a UTC moment as local date and time, `2026-03-01 14:05`; unchanged if it is no moment."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def counted_records(change: Change) -> str:
    """Render `4 rekommendationer`; `4 poster` where the change assessed none."""
    assessed = len(change.records("assessment"))
    if assessed:
        return many(mark("{n} rekommendation"), mark("{n} rekommendationer"), assessed)
    return many(mark("{n} post"), mark("{n} poster"), sum(map(len, change.touched.values())))


_KEY_WORDS = {
    "escape": mark("Esc"),
    "space": mark("mellanslag"),
    "enter": mark("Enter"),
    "tab": mark("Tab"),
    "shift+tab": mark("Skift+Tab"),
    "pageup": mark("PgUp"),
    "pagedown": mark("PgDn"),
    "home": mark("Home"),
    "end": mark("End"),
    "delete": mark("Delete"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}

KEY_NAMES = frozenset({*_KEY_WORDS, "backspace", "insert", *(f"f{number}" for number in range(1, 25))} - {"shift+tab"})
"""Keys that have a name and no character."""


def key_word(key: str) -> str:
    """Render a key as on the keyboard: `Ctrl+P`, `mellanslag`, `?`."""
    if key in _KEY_WORDS:
        return _(_KEY_WORDS[key])
    if key.startswith("shift+"):
        return f"{_('Skift')}+{key_word(key[6:])}"
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    if len(key) > 1 and key[0] == "f":
        return key.upper()
    return key
