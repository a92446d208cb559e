"""Swedish words for levels, actions, numbers and moments. Other names are in :mod:`tui.language.terms`."""

from datetime import datetime

from storage.domain.records import Level
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
from tui.language.catalogue import _, many, mark, mark_many
from tui.language.terms import entity_word

NOTHING = "–"
"""What stands where nothing is known."""

_ACTIONS = {
    "assess": mark("Bedömning"),
    "clear_assessment": mark("Rensad bedömning"),
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
"""What was done to a kind of record, where the action has no word of its own; the name ends with the kind."""

SYMBOLS = {words.means: words.symbol for words in STANDARD} | {NOT_ASSESSED: NOT_ASSESSED_SYMBOL}
"""The symbol of each meaning, where no single scale's level is at hand."""

_LABELS = {words.means: words.label for words in STANDARD} | {NOT_ASSESSED: NOT_ASSESSED_LABEL}
_SHORT = {
    IMPLEMENTED: mark_many("åtgärdad", "åtgärdade"),
    PARTIAL: mark_many("delvis", "delvis"),
    NOT_IMPLEMENTED: mark_many("inte åtg.", "inte åtg."),
    NOT_ASSESSABLE: mark_many("ej bedömbar", "ej bedömbara"),
    NOT_RELEVANT: mark_many("ej aktuell", "ej aktuella"),
    NOT_ASSESSED: mark_many("ej bedömd", "ej bedömda"),
}
"""Beside the number 1, and beside any other."""


def action_word(name: str) -> str:
    """An action's name in the history, in Swedish; an unknown one as it stands."""
    if name in _ACTIONS:
        return _(_ACTIONS[name])
    done, _between, entity = name.partition("_")
    return _(_DONE[done]).format(record=entity_word(entity).lower()) if done in _DONE else name.replace("_", " ")


def saved_words(action: str, name: str = "") -> str:
    """As in `Ny fråga – 2) Vem leder?`, with the point or the question mark that ends a sentence."""
    told = f"{action_word(action)} – {name}" if name else action_word(action)
    return told if told.endswith((".", "?", "!", "…")) else f"{told}."


def did_you_mean(near: str | None) -> str:
    """` Menade du ”list”?`, with a space before it; nothing where no word is near."""
    return f" {_('Menade du ”{word}”?').format(word=near)}" if near else ""


def means_word(means: str) -> str:
    """A meaning's full word, such as `Delvis åtgärdad`."""
    return _(_LABELS.get(means, means))


def counted_word(means: str, number: int) -> str:
    """A meaning's short word beside a number: `åtgärdad` beside 1, `åtgärdade` beside 2."""
    one, several = _SHORT.get(means, (means, means))
    return many(one, several, number)


def level_symbol(level: Level | None) -> str:
    """The level's symbol; that of *not assessed* for None."""
    if level is None:
        return NOT_ASSESSED_SYMBOL
    return level.symbol or SYMBOLS.get(level.means or NOT_ASSESSED, "")


def level_label(level: Level | None) -> str:
    """Symbol and full word of a level."""
    word = level.label or means_word(level.means or NOT_ASSESSED) if level else _(NOT_ASSESSED_LABEL)
    return f"{level_symbol(level)} {word}"


def level_short(level: Level | None) -> str:
    """Symbol and short word of a level, for narrow columns."""
    if level is None:
        return f"{NOT_ASSESSED_SYMBOL} {_(NOT_ASSESSED_LABEL)}"
    return f"{level_symbol(level)} {level.short_label or level.label or means_word(level.means or NOT_ASSESSED)}"


def paragraph_sign(paragraph: str) -> str:
    """`§ 117`, which never breaks between the sign and the number."""
    return f"§\u00a0{paragraph}"


def printed_number(number: str | None) -> str:
    """A recommendation's number as the office printed it, `4)`; nothing where there is none."""
    return f"{number})" if number else ""


def moment(at: str) -> str:
    """A UTC moment of the history as local date and time, `2026-03-01 14:05`; as it stands if it is no moment."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
