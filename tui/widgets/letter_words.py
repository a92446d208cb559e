"""What letters and answers are called, and how they stand, in a few words."""

from collections.abc import Iterable

from storage.domain.letter_rows import Answered, AnswerState
from storage.domain.letter_views import LetterDetail, RecipientView, ResponseView, TargetView
from storage.domain.letters import Letter, LetterRecipient
from storage.domain.views import StanceView
from tui.language.catalogue import _, mark
from tui.language.terms import entity_word, value_word
from tui.language.words import NOTHING, paragraph_sign, printed_number

_STATES = {
    Answered.NOT_ASKED: ("–", mark("inget svar begärt"), "text--dim"),
    Answered.ANSWERED: ("✔", mark("besvarat"), "level--implemented"),
    Answered.PARTLY: ("◐", mark("delvis besvarat"), "level--partial"),
    Answered.EXTENDED: ("◔", mark("anstånd"), "level--partial"),
    Answered.UNDECIDED: ("◔", mark("anstånd begärt"), "level--partial"),
    Answered.WAITING: ("○", mark("väntar på svar"), ""),
    Answered.OVERDUE: ("✘", mark("svar saknas"), "level--not_implemented"),
}
"""How answers stand → symbol, word, style."""


_SHORT = {"department_question": mark("fråga"), "supplementary": mark("komplettering")}
"""Kinds of letters and answers whose words are too long for a list → shorter ones."""


def kind_word(kind: str | None) -> str:
    """The kind of a letter or an answer, in a word short enough for a list."""
    return _(_SHORT[kind]) if kind in _SHORT else value_word("kind", kind) if kind else ""


def state_words(state: AnswerState) -> str:
    """Symbol and word; with how many of those asked have answered, where some have and some have not."""
    symbol, word, _style = _STATES[state.how]
    some = 0 < state.answered < state.asked
    share = f" {_('{n} av {total}').format(n=state.answered, total=state.asked)}" if some else ""
    return f"{symbol} {_(word)}{share}"


def state_style(state: AnswerState) -> str:
    """The style that goes with the words."""
    return _STATES[state.how][2]


def letter_name(letter: Letter, about: Iterable[str]) -> str:
    """`Missiv 2026-06-15 · Skolfrånvaro`."""
    kind = value_word("kind", letter.kind) if letter.kind else entity_word("letter")
    dated = " ".join(filter(None, [kind[:1].upper() + kind[1:], letter.dated or letter.decided]))
    return " · ".join(filter(None, [dated, ", ".join(about)]))


def letter_about(detail: LetterDetail) -> list[str]:
    """The names of a letter's audits."""
    return [audit.name for audit in detail.audits]


def response_name(view: ResponseView) -> str:
    """`Kommunstyrelsen 2019-06-03 § 117`, with for whom else it speaks."""
    record = view.response
    paragraph = paragraph_sign(record.paragraph) if record.paragraph else ""
    head = " ".join(filter(None, [view.responder or NOTHING, record.decided_on or record.received_on, paragraph]))
    behalf = _("även för {names}").format(names=", ".join(view.on_behalf_of)) if view.on_behalf_of else ""
    kind = value_word("kind", record.kind) if record.kind and record.kind != "answer" else ""
    return ", ".join(filter(None, [head, behalf, kind]))


def recipient_told(view: RecipientView, letter: Letter) -> str:
    """What a recipient is to do, when, through whom, and what is known of more time."""
    record = view.recipient
    role = value_word("role", record.role) if record.role else ""
    due = record.answer_due or (letter.answer_due if record.role == "answer" else None)
    when = _("senast {date}").format(date=due) if due else ""
    through = _("genom {name}").format(name=view.through) if view.through else ""
    return ", ".join(filter(None, [role, when, through, extension_told(record)]))


def extension_told(record: LetterRecipient) -> str:
    """What is known of more time: asked for, granted until when, or refused; nothing where nothing is."""
    if not record.extension_requested and not record.extension_decision:
        return ""
    asked = record.extension_requested
    dated = _("anstånd begärt {date}").format(date=asked) if asked and asked != "yes" else _("anstånd begärt")
    if not record.extension_decision:
        return dated
    decision = value_word("extension_decision", record.extension_decision)
    due = _("till {date}").format(date=record.extension_due) if record.extension_due else ""
    return f"{dated}, {' '.join(filter(None, [decision, due]))}"


def target_name(target: TargetView) -> str:
    """Number and text of what was asked."""
    return f"{printed_number(target.number)} {target.text or NOTHING}".strip()


def line_told(stance: str | None, self_assessment: str | None) -> str:
    """Stance and self-assessment in words, with a comma between."""
    words = [
        value_word("stance", stance) if stance else "",
        value_word("self_assessment", self_assessment) if self_assessment else "",
    ]
    return ", ".join(filter(None, words))


def stance_told(view: StanceView) -> str:
    """What another answer says: who and when, in which words."""
    paragraph = paragraph_sign(view.paragraph) if view.paragraph else ""
    who = " ".join(filter(None, [view.responder, view.decided_on, paragraph]))
    return ": ".join(filter(None, [who, line_told(view.stance, view.self_assessment) or NOTHING]))


def answered_share(answered: int, asked: int) -> str:
    """`3 av 6 besvarade`."""
    return _("{answered} av {asked} besvarade").format(answered=answered, asked=asked)
