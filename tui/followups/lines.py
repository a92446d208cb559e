"""Lines of the detail pane: a follow-up as a whole, or a row of it. Pure."""

from collections.abc import Iterator, Sequence
from itertools import chain

from storage.domain.followups import FollowupDetail
from storage.domain.records import Followup, Level, SourceText
from storage.domain.text import one_line
from tui.followups.rows import CoveredRow, bar
from tui.kit.command import key_for
from tui.kit.drawing import Cell
from tui.kit.lines_pane import Line, field, heading, plain_lines, section, under_lines
from tui.kit.plain import wrap
from tui.language.catalogue import _, mark
from tui.language.filter_fields import spoken_date
from tui.language.outcomes import disagreement_word, mismatch_text, moves_text, progress_text, reasons_text
from tui.language.words import field_word, level_label, means_word, value_word
from tui.records.source_texts import source_text_lines

WIDE_BAR = 20
MOST_NAMED = 10
"""Recommendations named of a kind; the list has them all."""
_TEXTS = (
    ("judgement", mark("Samlad bedömning")),
    ("background", mark("Bakgrund")),
    ("purpose", mark("Syfte")),
    ("criteria", mark("Revisionskriterier")),
    ("limits", mark("Avgränsning")),
    ("method", mark("Metod")),
    ("disclaimer", mark("Förbehåll")),
)


def followup_lines(
    detail: FollowupDetail,
    scale: str,
    levels: Sequence[Level],
    signers: Sequence[str],
    texts: Sequence[SourceText],
    width: int,
) -> list[Line]:
    """Build the lines of a follow-up as a whole, of at most `width` cells."""
    record = detail.followup
    lines = [*heading(_title(record), width), *_facts(detail, scale, signers, width)]
    lines += _compared(detail, width)
    lines += section(_("Orsaker"), list(_reasons(detail, width)))
    for kind in dict.fromkeys(one.kind for one in detail.mismatches):
        found = [one for one in detail.mismatches if one.kind is kind]
        named = [[*plain_lines(one.name, width), *under_lines(mismatch_text(one), width)] for one in found[:MOST_NAMED]]
        lines += section(f"{disagreement_word(kind)} · {len(found)}", [*chain(*named), *_more(found, width)])
    without = detail.without_evidence
    named = [plain_lines(one.name, width) for one in without[:MOST_NAMED]]
    lines += section(f"{_('Åtgärdade utan underlag')} · {len(without)}", [*chain(*named), *_more(without, width)])
    lines += section(f"{_('Skala')}: {scale}", [line for level in levels for line in _level(level, width)])
    for name, title in _TEXTS:
        lines += section(_(title), plain_lines(getattr(record, name), width))
    lines += section(_("Ur inläst fil"), source_text_lines(texts, width))
    return lines


def row_lines(row: CoveredRow, followup: str, texts: Sequence[SourceText], width: int, *, is_open: bool) -> list[Line]:
    """Build the lines of an audit or a recommendation in a follow-up."""
    lines = [*heading(row.name, width)]
    lines += field(_("Uppföljning"), followup, width)
    if row.progress is None:
        lines += field(_("Läge"), row.head.partition(" · ")[0], width)
        lines += field("", row.text, width, row.style)
    else:
        done, total = row.progress.assessed, row.progress.total
        lines += field(_("Läge"), f"{bar(done, total, WIDE_BAR)} {progress_text(row.progress)}", width)
        lines += field(_("Sedan förra"), row.text, width)
    advice = [_("{key} visar den bland granskningarna.").format(key=key_for("open"))]
    if is_open and row.progress:
        up, down = key_for("followup-earlier"), key_for("followup-later")
        advice.append(_("{up} och {down} ändrar ordningen.").format(up=up, down=down))
    lines += [[], *under_lines(" ".join(advice), width)]
    lines += section(_("Ur inläst fil"), source_text_lines(texts, width))
    return lines


def _facts(detail: FollowupDetail, scale: str, signers: Sequence[str], width: int) -> Iterator[Line]:
    record, progress = detail.followup, detail.progress
    closed = spoken_date(record.report_date) if record.report_date else ""
    state = " ".join(filter(None, [value_word("state", record.state), "" if record.state == "open" else closed]))
    yield from field(_("Läge"), state, width)
    share = f"{bar(progress.assessed, progress.total, WIDE_BAR)} {progress_text(progress)}"
    yield from field(_("Bedömda"), share if progress.per_audit else _nothing_chosen(record), width)
    yield from field(field_word("year"), str(record.year or ""), width)
    yield from field(field_word("plan_year"), str(record.plan_year or ""), width)
    yield from field(field_word("responsible"), detail.responsible, width)
    yield from field(_("Undertecknare"), "\n".join(signers), width)
    yield from field(_("Skala"), scale, width)
    yield from field(_("Ersätter"), _title(detail.supersedes) if detail.supersedes else "", width)
    yield from field(_("Ersatt av"), _title(detail.superseded_by) if detail.superseded_by else "", width)


def _nothing_chosen(followup: Followup) -> str:
    sentence = _("inga granskningar är valda")
    if followup.state != "open":
        return sentence
    advice = _("{key} väljer, och visar vilka som föreslås och varför.").format(key=key_for("followup-audits"))
    return f"{sentence}; {advice}"


def _compared(detail: FollowupDetail, width: int) -> Iterator[Line]:
    if detail.previous is None or detail.comparison is None:
        return
    found = plain_lines(moves_text(detail.comparison.total) or _("inget"), width)
    for audit, moves in detail.comparison.per_audit.items():
        found += under_lines(f"{detail.audits.get(audit, '')}: {moves_text(moves)}", width)
    yield from section(_("Jämfört med {title}").format(title=_title(detail.previous)), found)


def _reasons(detail: FollowupDetail, width: int) -> Iterator[Line]:
    for meaning, reasons in detail.reasons.items():
        if any(reasons):
            yield from plain_lines(f"{means_word(meaning)}: {reasons_text(reasons)}", width)


def _more(every: Sequence[object], width: int) -> list[Line]:
    """Build the line that counts those which only the list names."""
    left = len(every) - MOST_NAMED
    return under_lines(_("… och {n} till i listan").format(n=left), width) if left > 0 else []


def _level(level: Level, width: int) -> list[Line]:
    lines = wrap(f"{level_label(level)}: {level.definition or ''}".rstrip(": "), width)
    return [[Cell(line, f"level--{level.means}" if not number else "")] for number, line in enumerate(lines)]


def _title(followup: Followup) -> str:
    return one_line(followup.title or str(followup.year or ""))
