"""The columns of the lists of letters, of answers, and of what was asked beside what is answered."""

from storage.domain.letter_rows import LetterRow, ResponseRow
from storage.domain.letter_views import AskedView
from tui.language.catalogue import _
from tui.language.terms import entity_word, field_word, value_word
from tui.language.words import NOTHING, paragraph_sign, printed_number
from tui.widgets.cells import Cell, Column
from tui.widgets.letter_words import kind_word, state_style, state_words


def letter_columns() -> tuple[Column[LetterRow], ...]:
    """When, what, about what, to whom, and how the answers stand."""
    return (
        Column(_("Datum"), lambda row: Cell(row.dated or NOTHING, "text--dim"), width=10),
        Column(field_word("kind"), lambda row: Cell(kind_word(row.kind) or NOTHING), width=15, narrow=11),
        Column(_("Gäller"), lambda row: Cell(", ".join(row.about) or NOTHING)),
        Column(_("Mottagare"), lambda row: Cell(", ".join(row.recipients) or NOTHING, "text--dim"), at_least=100),
        Column(field_word("answer_due"), _due, width=11, at_least=66),
        Column(entity_word("response"), _state, width=16),
    )


def response_columns() -> tuple[Column[ResponseRow], ...]:
    """When, who and for whom, what kind, and about what."""
    return (
        Column(_("Datum"), lambda row: Cell(row.given or NOTHING, "text--dim"), width=10),
        Column(field_word("responder"), _responder),
        Column("§", _paragraph, width=7, at_least=56),
        Column(field_word("kind"), lambda row: Cell(kind_word(row.kind)), width=16, narrow=13),
        Column(_("Gäller"), lambda row: Cell(", ".join(row.about), "text--dim"), at_least=70),
    )


def asked_columns() -> tuple[Column[AskedView], ...]:
    """What was asked to the left, and what the answer says of it to the right."""
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


def _stance(row: AskedView) -> Cell:
    if row.line is None:
        return Cell(_("i punkten ovanför") if row.answered else _("○ obesvarad"), "text--dim")
    stance = row.line.line.stance
    return Cell(value_word("stance", stance) if stance else _("✔ besvarad"))


def _self_assessment(row: AskedView) -> Cell:
    told = row.line.line.self_assessment if row.line else None
    return Cell(value_word("self_assessment", told) if told else "")


def _text(row: AskedView) -> Cell:
    return Cell((row.line.line.text or "") if row.line else "", "text--dim")


def _measures(row: AskedView) -> Cell:
    return Cell(str(len(row.measures)) if row.measures else "", "text--dim")
