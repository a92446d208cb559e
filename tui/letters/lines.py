"""Lines of the details of a letter, of a response, and of a row of its sheet."""

from collections.abc import Iterator

from storage.domain.records import Letter, ResponseLine
from storage.domain.views import LetterDetail, LineView, QuestionView, RecipientView, ResponseDetail, ResponseSheetRow
from tui.kit.lines_pane import Line, field, heading, plain_lines, section, under_lines
from tui.language.catalogue import _, mark
from tui.language.words import NOTHING, entity_word, field_word, value_word
from tui.letters.columns import (
    letter_about,
    letter_name,
    other_stance_summary,
    recipient_summary,
    response_name,
    stance_summary,
    target_name,
)
from tui.records.measures import measure_lines

_LABELS = {"registry_number": mark("Diarienr"), "their_registry_number": mark("Deras dnr")}
"""Labels of fields whose word is too long for the pane."""


def _label(name: str) -> str:
    return _(_LABELS[name]) if name in _LABELS else field_word(name)


def letter_lines(detail: LetterDetail, width: int) -> list[Line]:
    """Return a letter with all that belongs to it, in lines of at most `width` cells."""
    letter = detail.letter
    lines = [*heading(letter_name(letter, letter_about(detail)), width), []]
    for name in ("decided", "dated", "signed", "answer_due", "registry_number"):
        lines += field(_label(name), getattr(letter, name), width)
    lines += field(_("Undertecknare"), _people(detail), width)
    lines += section(_("Mottagare"), [line for one in detail.recipients for line in _recipient(one, letter, width)])
    lines += section(_("Frågor"), [line for one in detail.questions for line in _question(one, width)])
    lines += section(_("Svar"), [line for one in detail.responses for line in plain_lines(response_name(one), width)])
    lines += section(_("Eget stycke"), plain_lines(letter.own_text, width))
    lines += section(field_word("answer_how"), plain_lines(letter.answer_how, width))
    files = [line for name, _sha, made in detail.files for line in plain_lines(f"{name}  {made or ''}".rstrip(), width)]
    lines += section(_("Filer"), files)
    return lines


def response_lines(detail: ResponseDetail, width: int) -> list[Line]:
    """Return a response with all that belongs to it, in lines of at most `width` cells."""
    record = detail.view.response
    lines = [*heading(response_name(detail.view), width), []]
    lines += field(field_word("kind"), value_word("kind", record.kind) if record.kind else "", width)
    for name in ("decided_on", "received_on", "their_registry_number", "registry_number"):
        lines += field(_label(name), getattr(record, name), width)
    lines += field(field_word("audits"), ", ".join(audit.name for audit in detail.view.audits), width)
    lines += field(_("Svar på"), "\n".join(letter.name for letter in detail.letters), width)
    lines += field(field_word("text"), record.text, width)
    several = len(detail.view.audits) > 1
    lines += section(_("Svarsrader"), [line for one in detail.lines for line in _line(one, width, named=several)])
    lines += section(_("Åtgärder"), measure_lines(detail.measures, width))
    left = [line for target in detail.unanswered for line in plain_lines(f"○ {target_name(target)}", width)]
    lines += section(_("Obesvarat"), left)
    return lines


def sheet_lines(row: ResponseSheetRow, width: int) -> list[Line]:
    """Return a recommendation or a question with the responses to it, in lines of at most `width` cells."""
    line = row.line.line if row.line else None
    lines = [*heading(target_name(row.target), width), []]
    lines += field(_("Gäller"), row.target.about, width)
    stance = stance_summary(line.stance, line.self_assessment) if line else ""
    lines += field(entity_word("response"), stance or (NOTHING if line else _("obesvarad")), width)
    lines += field("", line.text if line else None, width)
    others = [target_name(each) for each in row.line.targets if each.id != row.id] if row.line else []
    lines += field(_("Svarar också"), "\n".join(others), width, "text--dim")
    lines += section(_("Åtgärder"), measure_lines(row.measures, width, about=row.id))
    earlier = [
        each
        for one in row.earlier
        for each in (*plain_lines(other_stance_summary(one), width), *under_lines(one.text, width))
    ]
    lines += section(_("Andra svar"), earlier)
    return lines


def _people(detail: LetterDetail) -> str:
    return "; ".join(", ".join(filter(None, [one.name, one.title])) for one in detail.signers)


def _recipient(view: RecipientView, letter: Letter, width: int) -> Iterator[Line]:
    parts = [view.name or NOTHING, recipient_summary(view, letter)]
    yield from plain_lines(" · ".join(filter(None, parts)), width)
    yield from under_lines(view.recipient.demand, width)


def _question(view: QuestionView, width: int) -> Iterator[Line]:
    body = f" ({view.body})" if view.body else ""
    number = f"{view.question.number}) " if view.question.number else ""
    yield from plain_lines(f"{number}{view.question.text or NOTHING}{body}", width)
    if not view.answers:
        yield from under_lines(_("○ obesvarad"), width)
    for answer in view.answers:
        yield from under_lines(_response_text(answer.line) or _("✔ besvarad"), width)


def _line(view: LineView, width: int, *, named: bool) -> Iterator[Line]:
    """Yield a line of a response below its recommendations and questions, with the audits if there are several."""
    for target in view.targets:
        about = f"{target.about}: " if named and target.about else ""
        yield from plain_lines(f"{about}{target_name(target)}", width)
    yield from under_lines(_response_text(view.line) or NOTHING, width)


def _response_text(line: ResponseLine) -> str:
    return ": ".join(filter(None, [stance_summary(line.stance, line.self_assessment), line.text]))
