"""Columns of the lists of letters and of responses, and of the sheet of a response, with short texts of them."""

from collections.abc import Iterable

from storage.domain.identity import printed_number
from storage.domain.records import Letter, LetterRecipient
from storage.domain.views import (
    LetterDetail,
    LetterRow,
    RecipientView,
    ResponseRow,
    ResponseSheetRow,
    ResponseStatus,
    ResponseSummary,
    ResponseView,
    StanceView,
    TargetView,
)
from tui.kit.drawing import Cell, Column
from tui.language.catalogue import _, mark
from tui.language.words import NOTHING, entity_word, field_word, paragraph_sign, value_word

_STATUSES = {
    ResponseStatus.NOT_REQUESTED: ("–", mark("inget svar begärt"), "text--dim"),
    ResponseStatus.ANSWERED: ("✔", mark("besvarat"), "level--implemented"),
    ResponseStatus.PARTLY: ("◐", mark("delvis besvarat"), "level--partial"),
    ResponseStatus.EXTENDED: ("◔", mark("anstånd"), "level--partial"),
    ResponseStatus.UNDECIDED: ("◔", mark("anstånd begärt"), "level--partial"),
    ResponseStatus.WAITING: ("○", mark("väntar på svar"), ""),
    ResponseStatus.OVERDUE: ("✘", mark("svar saknas"), "level--not_implemented"),
}
"""Status of the responses to a letter → symbol, word, style."""

_SHORT = {"department_question": mark("fråga"), "supplementary": mark("komplettering")}
"""Kind of a letter or a response with a long word → shorter word for a list."""


def kind_word(kind: str | None) -> str:
    """Return the kind of a letter or a response as a short word."""
    return _(_SHORT[kind]) if kind in _SHORT else value_word("kind", kind) if kind else ""


def state_words(state: ResponseSummary) -> str:
    """Return symbol and word of a status, with the share of responses where some are missing."""
    symbol, word, _style = _STATUSES[state.how]
    some = 0 < state.answered < state.asked
    share = f" {_('{n} av {total}').format(n=state.answered, total=state.asked)}" if some else ""
    return f"{symbol} {_(word)}{share}"


def state_style(state: ResponseSummary) -> str:
    """Return the style of a status."""
    return _STATUSES[state.how][2]


def letter_name(letter: Letter, about: Iterable[str]) -> str:
    """Return a name such as `Missiv 2026-06-15 · Skolfrånvaro`."""
    kind = value_word("kind", letter.kind) if letter.kind else entity_word("letter")
    dated = " ".join(filter(None, [kind[:1].upper() + kind[1:], letter.dated or letter.decided]))
    return " · ".join(filter(None, [dated, ", ".join(about)]))


def letter_about(detail: LetterDetail) -> list[str]:
    """Return the names of a letter's audits."""
    return [audit.name for audit in detail.audits]


def response_name(view: ResponseView) -> str:
    """Return a name such as `Kommunstyrelsen 2019-06-03 § 117`, with the other bodies that it speaks for."""
    record = view.response
    paragraph = paragraph_sign(record.paragraph) if record.paragraph else ""
    head = " ".join(filter(None, [view.responder or NOTHING, record.decided_on or record.received_on, paragraph]))
    behalf = _("även för {names}").format(names=", ".join(view.on_behalf_of)) if view.on_behalf_of else ""
    kind = value_word("kind", record.kind) if record.kind and record.kind != "answer" else ""
    return ", ".join(filter(None, [head, behalf, kind]))


def recipient_summary(view: RecipientView, letter: Letter) -> str:
    """Return role, date, responder and extension of a recipient."""
    record = view.recipient
    role = value_word("role", record.role) if record.role else ""
    due = record.answer_due or (letter.answer_due if record.role == "answer" else None)
    when = _("senast {date}").format(date=due) if due else ""
    through = _("genom {name}").format(name=view.through) if view.through else ""
    return ", ".join(filter(None, [role, when, through, extension_summary(record)]))


def extension_summary(record: LetterRecipient) -> str:
    """Return the extension of a recipient: requested, granted until a date, or refused; empty if there is none."""
    if not record.extension_requested and not record.extension_decision:
        return ""
    day = record.extension_requested
    dated = _("anstånd begärt {date}").format(date=day) if day and day != "yes" else _("anstånd begärt")
    if not record.extension_decision:
        return dated
    decision = value_word("extension_decision", record.extension_decision)
    due = _("till {date}").format(date=record.extension_due) if record.extension_due else ""
    decided = " ".join(filter(None, [decision, due]))
    return f"{dated}, {decided}" if day else _("anstånd {decision}").format(decision=decided)


def target_name(target: TargetView) -> str:
    """Return number and text of a recommendation or a question."""
    return f"{printed_number(target.number)} {target.text or NOTHING}".strip()


def stance_summary(stance: str | None, self_assessment: str | None) -> str:
    """Return stance and self-assessment in words, with a comma between."""
    words = [
        value_word("stance", stance) if stance else "",
        value_word("self_assessment", self_assessment) if self_assessment else "",
    ]
    return ", ".join(filter(None, words))


def other_stance_summary(view: StanceView) -> str:
    """Return the stance of another response: its responder and date, and its words."""
    paragraph = paragraph_sign(view.paragraph) if view.paragraph else ""
    who = " ".join(filter(None, [view.responder, view.decided_on, paragraph]))
    return ": ".join(filter(None, [who, stance_summary(view.stance, view.self_assessment) or NOTHING]))


def responded_share(responded: int, total: int) -> str:
    """Return a share such as `3 av 6 besvarade`."""
    return _("{answered} av {asked} besvarade").format(answered=responded, asked=total)


def letter_columns() -> tuple[Column[LetterRow], ...]:
    """Columns for date, kind, audits, recipients, due date and status of the responses."""
    return (
        Column(_("Datum"), lambda row: Cell(row.dated or NOTHING, "text--dim"), width=10),
        Column(field_word("kind"), lambda row: Cell(kind_word(row.kind) or NOTHING), width=15, narrow=11),
        Column(_("Gäller"), lambda row: Cell(", ".join(row.about) or NOTHING)),
        Column(_("Mottagare"), lambda row: Cell(", ".join(row.recipients) or NOTHING, "text--dim"), at_least=100),
        Column(field_word("answer_due"), _due, width=11, at_least=66),
        Column(entity_word("response"), _state, width=16),
    )


def response_columns() -> tuple[Column[ResponseRow], ...]:
    """Columns for date, responder, paragraph, kind and audits."""
    return (
        Column(_("Datum"), lambda row: Cell(row.given or NOTHING, "text--dim"), width=10),
        Column(field_word("responder"), _responder),
        Column("§", _paragraph, width=7, at_least=56),
        Column(field_word("kind"), lambda row: Cell(kind_word(row.kind)), width=16, narrow=13),
        Column(_("Gäller"), lambda row: Cell(", ".join(row.about), "text--dim"), at_least=70),
    )


def sheet_columns() -> tuple[Column[ResponseSheetRow], ...]:
    """Columns for a recommendation or a question, and for the line of the response about it."""
    return (
        Column(_("Nr"), lambda row: Cell(printed_number(row.target.number)), width=4, right=True),
        Column(_("Det som frågades"), lambda row: Cell(row.target.text or NOTHING)),
        Column(field_word("stance"), _stance, width=24),
        Column(field_word("self_assessment"), _self_assessment, width=15, at_least=72),
        Column(_("Svarets text"), _text, at_least=126),
        Column(_("Åtg."), _measures, width=4, right=True),
    )


def _due(row: LetterRow) -> Cell:
    return Cell(row.due or "", state_style(row.state) if row.state.answered < row.state.asked else "text--dim")


def _state(row: LetterRow) -> Cell:
    return Cell(state_words(row.state), state_style(row.state))


def _responder(row: ResponseRow) -> Cell:
    behalf = f" + {len(row.on_behalf_of)}" if row.on_behalf_of else ""
    return Cell(f"{row.responder or NOTHING}{behalf}")


def _paragraph(row: ResponseRow) -> Cell:
    return Cell(paragraph_sign(row.paragraph) if row.paragraph else "", "text--dim")


def _stance(row: ResponseSheetRow) -> Cell:
    if row.line is None:
        return Cell(_("i punkten ovanför") if row.answered else _("○ obesvarad"), "text--dim")
    stance = row.line.line.stance
    return Cell(value_word("stance", stance) if stance else _("✔ besvarad"))


def _self_assessment(row: ResponseSheetRow) -> Cell:
    value = row.line.line.self_assessment if row.line else None
    return Cell(value_word("self_assessment", value) if value else "")


def _text(row: ResponseSheetRow) -> Cell:
    return Cell((row.line.line.text or "") if row.line else "", "text--dim")


def _measures(row: ResponseSheetRow) -> Cell:
    return Cell(str(len(row.measures)) if row.measures else "", "text--dim")
