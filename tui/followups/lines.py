"""What the detail says of a follow-up as a whole, and of what is listed of it, as lines of a given width. Pure."""

from collections.abc import Iterator, Sequence
from itertools import chain

from storage.domain.followups import FollowupDetail, Moves
from storage.domain.records import Followup, Level
from storage.domain.text import one_line
from tui.followups.columns import FollowedRow, bar
from tui.kit.command import key_for
from tui.kit.drawing import Cell
from tui.kit.lines_pane import Line, field, heading, plain_lines, section, under_lines
from tui.kit.plain import wrap
from tui.language.catalogue import _, mark
from tui.language.filter_fields import spoken_date
from tui.language.outcomes import disagreement_word, mismatch_text, moves_text, progress_text, reasons_text
from tui.language.words import field_word, level_label, means_word

WIDE_BAR = 20
MOST_NAMED = 10
"""Recommendations of a kind that are named; the list has them all."""
_TEXTS = (
    ("judgement", mark("Samlad bedömning")),
    ("purpose", mark("Syfte")),
    ("method", mark("Metod")),
    ("disclaimer", mark("Förbehåll")),
)


def followup_lines(
    detail: FollowupDetail, scale: str, levels: Sequence[Level], signers: Sequence[str], width: int
) -> list[Line]:
    """Everything known of a follow-up as a whole in lines of at most `width` cells."""
    record = detail.followup
    lines = [*heading(_title(record), width), *_facts(detail, scale, signers, width)]
    lines += _compared(detail, width)
    lines += section(_("Orsaker"), list(_reasons(detail, width)))
    for kind in dict.fromkeys(one.kind for one in detail.mismatches):
        told = [one for one in detail.mismatches if one.kind is kind]
        named = [[*plain_lines(one.name, width), *under_lines(mismatch_text(one), width)] for one in told[:MOST_NAMED]]
        lines += section(f"{disagreement_word(kind)} · {len(told)}", [*chain(*named), *_more(told, width)])
    without = detail.without_evidence
    named = [plain_lines(one.name, width) for one in without[:MOST_NAMED]]
    lines += section(f"{_('Åtgärdade utan underlag')} · {len(without)}", [*chain(*named), *_more(without, width)])
    lines += section(f"{_('Skala')}: {scale}", [line for level in levels for line in _level(level, width)])
    for name, title in _TEXTS:
        lines += section(_(title), plain_lines(getattr(record, name), width))
    return lines


def row_lines(row: FollowedRow, followup: str, width: int, *, is_open: bool) -> list[Line]:
    """What there is to say of an audit or a recommendation in a follow-up."""
    lines = [*heading(row.name, width)]
    lines += field(_("Uppföljning"), followup, width)
    if row.progress is None:
        lines += field(_("Läge"), row.head.partition(" · ")[0], width)
        lines += field("", row.told, width, row.style)
    else:
        judged, total = row.progress.judged, row.progress.total
        share = _("{judged} av {total} bedömda").format(judged=judged, total=total)
        lines += field(_("Läge"), f"{bar(judged, total, WIDE_BAR)} {share}", width)
        lines += field(_("Sedan förra"), row.told, width)
    told = [_("{key} visar den bland granskningarna.").format(key=key_for("open"))]
    if is_open and row.progress:
        up, down = key_for("followup-earlier"), key_for("followup-later")
        told.append(_("{up} och {down} ändrar ordningen.").format(up=up, down=down))
    lines += [[], *under_lines(" ".join(told), width)]
    return lines


def _facts(detail: FollowupDetail, scale: str, signers: Sequence[str], width: int) -> Iterator[Line]:
    record, progress = detail.followup, detail.progress
    closed = spoken_date(record.report_date) if record.report_date else ""
    state = _("öppen") if record.state == "open" else " ".join(filter(None, [_("fastställd"), closed]))
    yield from field(_("Läge"), state, width)
    told = f"{bar(progress.judged, progress.total, WIDE_BAR)} {progress_text(progress)}"
    yield from field(_("Bedömda"), told if progress.per_audit else _nothing_chosen(record), width)
    yield from field(field_word("year"), str(record.year or ""), width)
    yield from field(field_word("responsible"), detail.responsible, width)
    yield from field(_("Undertecknare"), "\n".join(signers), width)
    yield from field(_("Skala"), scale, width)
    yield from field(_("Ersätter"), _title(detail.supersedes) if detail.supersedes else "", width)
    yield from field(_("Ersatt av"), _title(detail.superseded_by) if detail.superseded_by else "", width)


def _nothing_chosen(followup: Followup) -> str:
    told = _("inga granskningar är valda")
    if followup.state != "open":
        return told
    advice = _("{key} väljer, och visar vilka som föreslås och varför.").format(key=key_for("followup-audits"))
    return f"{told}; {advice}"


def _compared(detail: FollowupDetail, width: int) -> Iterator[Line]:
    if detail.previous is None or detail.comparison is None:
        return
    found = plain_lines(moves_text(detail.comparison.total) or _("inget"), width)
    for audit, moves in detail.comparison.per_audit.items():
        found += _of_audit(detail.audits.get(audit, ""), moves, width)
    yield from section(_("Jämfört med {title}").format(title=_title(detail.previous)), found)


def _of_audit(name: str, moves: Moves, width: int) -> list[Line]:
    return under_lines(f"{name}: {moves_text(moves)}", width)


def _reasons(detail: FollowupDetail, width: int) -> Iterator[Line]:
    for meaning, reasons in detail.reasons.items():
        if any(reasons):
            yield from plain_lines(f"{means_word(meaning)}: {reasons_text(reasons)}", width)


def _more(every: Sequence[object], width: int) -> list[Line]:
    """That the list beside has more of them than are named here."""
    left = len(every) - MOST_NAMED
    return under_lines(_("… och {n} till i listan").format(n=left), width) if left > 0 else []


def _level(level: Level, width: int) -> list[Line]:
    lines = wrap(f"{level_label(level)}: {level.definition or ''}".rstrip(": "), width)
    return [[Cell(line, f"level--{level.means}" if not number else "")] for number, line in enumerate(lines)]


def _title(followup: Followup) -> str:
    return one_line(followup.title or str(followup.year or ""))
