"""Follow-ups in words: what has changed since the last one, what to choose and why, and what does not agree."""

from collections.abc import Mapping

from storage.domain.comparing import Compared, Move, Moves
from storage.domain.following import AuditProgress, Disagreement, Ground, Mismatch, Progress, Proposal
from storage.domain.text import one_line
from tui.language.catalogue import _, many, mark, mark_many
from tui.language.outcomes import again_text
from tui.language.terms import value_word
from tui.language.words import level_label

_MOVES: Mapping[Move, str] = {
    Move.BETTER: mark("bättre"),
    Move.SAME: mark("samma"),
    Move.WORSE: mark("sämre"),
    Move.NEW: mark("ny"),
    Move.GONE: mark("inte med nu"),
    Move.NOT_COMPARABLE: mark("går inte att jämföra"),
    Move.NOT_JUDGED: mark("inte bedömd nu"),
}
_SEVERAL: Mapping[Move, tuple[str, str]] = {
    Move.BETTER: mark_many("{n} bättre", "{n} bättre"),
    Move.SAME: mark_many("{n} samma", "{n} samma"),
    Move.WORSE: mark_many("{n} sämre", "{n} sämre"),
    Move.NEW: mark_many("{n} ny", "{n} nya"),
    Move.GONE: mark_many("{n} inte med nu", "{n} inte med nu"),
    Move.NOT_COMPARABLE: mark_many("{n} går inte att jämföra", "{n} går inte att jämföra"),
    Move.NOT_JUDGED: mark_many("{n} inte bedömd nu", "{n} inte bedömda nu"),
}
MOVE_SYMBOLS: Mapping[Move, str] = {
    Move.BETTER: "↑",
    Move.SAME: "=",
    Move.WORSE: "↓",
    Move.NEW: "+",
    Move.GONE: "−",
    Move.NOT_COMPARABLE: "?",
    Move.NOT_JUDGED: "·",
}
"""Never alone: the word stands beside it."""


def move_word(move: Move) -> str:
    """What became of one recommendation, such as `↑ bättre`."""
    return f"{MOVE_SYMBOLS[move]} {_(_MOVES[move])}"


def moves_text(moves: Moves) -> str:
    """As in: `3 bättre, 2 samma, 1 ny`; a move that none made is left out."""
    return ", ".join(many(*_SEVERAL[move], moves[move]) for move in Move if moves[move])


def compared_text(compared: Compared) -> str:
    """As in: `↓ sämre: ✔ Åtgärdad → ◐ Delvis åtgärdad`."""
    before, now = compared.standing.before, compared.standing.now
    shown = [level_label(level) for level in (before, now) if level is not None]
    return f"{move_word(compared.move)}: {' → '.join(shown)}"


def progress_text(progress: Progress | AuditProgress) -> str:
    """As in: `12 av 37 bedömda`."""
    return _("{judged} av {total} bedömda").format(judged=progress.judged, total=progress.total)


def why_proposed(proposal: Proposal) -> str:
    """Why an audit is proposed, as in: `överlämnad 2024-03 och inte uppföljd sedan dess`."""
    if proposal.ground is Ground.NOT_FOLLOWED_UP or proposal.last is None:
        return _("överlämnad {date} och inte uppföljd sedan dess").format(date=proposal.handed_over)
    last = proposal.last
    told = again_text(last.again, one_line(last.title))
    return f"{told} ({last.year})" if last.year else told


def mismatch_text(mismatch: Mismatch) -> str:
    """As in: `Kommunstyrelsen säger klart, revisionen säger ✘ Inte åtgärdad`."""
    field = "stance" if mismatch.said == "already_done" else "self_assessment"
    told = _("{body} säger {said}, revisionen säger {level}")
    body = one_line(mismatch.responder) or _("Organet")
    said = value_word(field, mismatch.said)
    return told.format(body=body, said=said, level=level_label(mismatch.level))


def disagreement_word(kind: Disagreement) -> str:
    """The heading over mismatches of one kind."""
    if kind is Disagreement.SAID_DONE:
        return _("Organet säger klart, revisionen inte")
    return _("Revisionen säger klart, organet inte")


def reasons_text(reasons: Mapping[str, int]) -> str:
    """As in: `arbetsbelastning 2, utan orsak 1`."""
    named = sorted(reasons.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return ", ".join(f"{value_word('reason', reason) if reason else _('utan orsak')} {n}" for reason, n in named)
