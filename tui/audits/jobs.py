"""Register jobs of the daily screen. No Textual."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from storage import recommendations as recommendation_queries
from storage import records, saved_views
from storage.domain.counting import Group, Grouped
from storage.domain.filters import EXACTLY, parse_filter
from storage.domain.history import Change
from storage.domain.identity import printed_number
from storage.domain.material import PutQuestion, QuestionLetter
from storage.domain.views import RecommendationDetail
from storage.filters import filter_values, grouped_counts, unknown_value
from storage.letters import questions_about
from storage.operations import assessments
from storage.operations.assessments import require_open_followup
from storage.recommendations import counts
from storage.register import Register
from storage.saved_views import drop_draft, save_draft
from tui.audits.lists import EmptyAudit
from tui.kit.fields import Field, Form
from tui.language.catalogue import _, mark
from tui.language.filter_fields import filter_vocabulary, flag_names, written
from tui.language.outcomes import answer_text, stance_text
from tui.language.words import NOTHING, means_word, moment
from tui.records.drafts import COMMENT_DRAFT
from tui.records.forms import label
from tui.records.jobs import values_in_words


class CommentTask(Struct, frozen=True):
    """Material of the comment editor."""

    recommendation: str
    """Its id."""
    name: str
    """Its number and text."""
    comment: str
    """The saved comment."""
    previous: str | None = None
    """The previous follow-up's comment."""
    previous_from: str = ""
    """That follow-up's title."""
    draft: str | None = None
    """Draft of when the editor was last left."""
    drafted: str = ""
    """Its time, in words."""
    beside: tuple[tuple[str, str], ...] = ()
    """(heading, text) beside the comment: the body's response and stance, the department's report."""


def other_texts(detail: RecommendationDetail) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) of the body's response, its stance, and the department's newest report."""
    stances = [(_("Ståndpunkt"), "\n".join(filter(None, [stance_text(one), one.text]))) for one in detail.stances]
    reports = [one.assessment.department_report for one in detail.assessments if one.assessment.department_report]
    answer = answer_text(detail)
    return (
        *([(_("Svar"), answer)] if answer else []),
        *stances,
        *((_("Förvaltningens redovisning"), report) for report in reports[:1]),
    )


def assess(recommendations: Sequence[str], number: int) -> Callable[[Register], Change]:
    """Assess recommendations by the number of a level in the open follow-up's scale; 0 clears.

    The job raises UnknownLevel where the scale is shorter, NoOpenFollowup where nothing is open.
    """
    return lambda register: assessments.assess_by_number(register, recommendations, number, None)


def assess_many(recommendations: Sequence[str], number: int, note: str) -> Callable[[Register], tuple[Change, int]]:
    """Assess like :func:`assess`; a note becomes the comment, or its last paragraph.

    The job returns the number of settled ones too, which are left as they are.
    """

    def write(register: Register) -> tuple[Change, int]:
        views = recommendation_queries.recommendations_with(register, recommendations)
        change = assessments.assess_by_number(register, recommendations, number, note or None)
        return change, sum(view.settled for view in views.values()) if number else 0

    return write


def load_reopen_form(register: Register, recommendation: str) -> Form:
    """Load the form of why a settled recommendation is taken in again.

    Raises:
        NoOpenFollowup: nothing is open.
        UnknownReference: there is no such recommendation any more.
    """
    followup = require_open_followup(register)
    detail = recommendation_queries.recommendation_detail(register, recommendation)
    own = next((one.assessment for one in detail.assessments if one.followup.id == followup.id), None)
    name = records.name_of(register, "recommendation", recommendation)
    reason = Field("reopened_reason", _("Skäl"), value=(own.reopened_reason if own else None) or "")
    note = _("Skälet står i rapporten. 0 lämnar den avslutad igen.")
    return Form(_("Pröva igen"), (reason,), note=f"{name}\n{note}", done=mark("Pröva igen"))


def reopen(recommendation: str, reason: str) -> Callable[[Register], Change]:
    """Take a settled recommendation in again for a reason."""
    return lambda register: assessments.reopen(register, recommendation, reason)


def set_reason(recommendations: Sequence[str], reason: str | None) -> Callable[[Register], Change]:
    """Set why recommendations are not implemented in the open follow-up; None removes the reason."""
    return lambda register: assessments.set_reason(register, recommendations, reason)


def save_comment(recommendation: str, text: str) -> Callable[[Register], Change]:
    """Save a comment, and drop its draft."""

    def write(register: Register) -> Change:
        change = assessments.comment(register, recommendation, text)
        drop_draft(register, COMMENT_DRAFT + recommendation)
        return change

    return write


def keep_draft(recommendation: str, text: str | None) -> Callable[[Register], None]:
    """Save what is being written as a draft; drop the draft for None."""

    def write(register: Register) -> None:
        if text is None:
            drop_draft(register, COMMENT_DRAFT + recommendation)
        else:
            save_draft(register, COMMENT_DRAFT + recommendation, text)

    return write


_PICKED = ("level", "body", "years", "theme", "source", "type", "audit", "answer", "lacking", "red", "open")
"""Conditions whose values are listed."""


def numbered(number: str) -> Callable[[Register], frozenset[int]]:
    """Find the row numbers of recommendations by number as printed, with or without its parenthesis."""
    return lambda register: recommendation_queries.numbered(register, number.strip().rstrip(")"))


def conditions(register: Register) -> tuple[str, ...]:
    """List every condition of the register's own values, in the syntax of the filter line."""
    values = filter_vocabulary(filter_values(register))
    year = register.today.year
    dates = [str(year - 1), str(year), str(year + 1), register.today.isoformat()]
    return (
        *(written(condition, value) for condition in _PICKED for value in values[condition]),
        *flag_names(),
        *(written(condition, value) for condition in ("before", "after") for value in dates),
    )


def groups(line: str, by: str) -> Callable[[Register], Grouped]:
    """Count what a filter line leaves, in groups."""
    return lambda register: grouped_counts(register, parse_filter(line), by)


def condition_of(register: Register, chosen: tuple[str, Group]) -> str:
    """Return the condition of a group; of a level by its word, where that means the same."""
    by, group = chosen
    if by != "level":
        name = group.name or ""
        whole = EXACTLY if by in {"body", "theme"} and name and '"' not in name else ""
        return written(by, f"{whole}{name}")
    by_word, by_meaning = (written(by, word) for word in (means_word(group.name or ""), group.name or ""))
    if unknown_value(register, by_word) is not None:
        return by_meaning
    same = counts(register, parse_filter(by_word)) == counts(register, parse_filter(by_meaning))
    return by_word if same else by_meaning


def comment_task(recommendation: str) -> Callable[[Register], CommentTask]:
    """Load the material of the comment editor."""

    def read(register: Register) -> CommentTask:
        known = recommendation_queries.recommendation_detail(register, recommendation)
        record = known.view.recommendation
        draft = saved_views.draft(register, COMMENT_DRAFT + recommendation)
        ours = [j for j in known.assessments if j.followup.state == "open"]
        before = next((j for j in known.assessments if j.followup.state != "open" and j.assessment.comment), None)
        return CommentTask(
            recommendation,
            f"{printed_number(record.number)} {record.text or ''}".strip(),
            (ours[0].assessment.comment if ours else None) or "",
            before.assessment.comment if before else None,
            (before.followup.title or "") if before else "",
            draft.text if draft else None,
            moment(draft.at) if draft else "",
            other_texts(known),
        )

    return read


def of_audit(register: Register, audit: str) -> EmptyAudit:
    """Load the facts of an audit, with its measures."""
    values = records.entered(register, "audit", audit)
    words = values_in_words(register, "audit", {name: value for name, value in values.items() if value})
    facts = {label("audit", name): text for name, text in words.items() if name not in {"title", "short_title"}}
    name = str(values.get("title") or records.name_of(register, "audit", audit))
    questions = [
        _question(one, put) for one in questions_about(register, [audit]).get(audit, ()) for put in one.questions
    ]
    measures = records.measures_with_promised(register, (), [audit]).get(audit, [])
    texts = records.source_texts(register, audits=[audit]).get(audit, ())
    return EmptyAudit(audit=audit, name=name, facts=facts, measures=measures, questions=questions, source_texts=texts)


def _question(asked: QuestionLetter, put: PutQuestion) -> tuple[str, list[str]]:
    """Return a question, and to whom it was put, when, and what has been said."""
    text = f"{printed_number(put.question.number)} {put.question.text or NOTHING}".strip()
    state = _("besvarad") if put.answered else _("inte besvarad")
    facts = ", ".join(filter(None, [put.body, asked.letter.dated or asked.letter.decided, state]))
    return text, [facts, *(": ".join(filter(None, [said.responder, said.text])) for said in put.statements)]


def made_place(register: Register, entity: str, record: str) -> tuple[int | None, int | None]:
    """Return the row number of an audit, or of a recommendation: (audit, recommendation), one of them None."""
    rid = records.rid_of(register, entity, record)
    return (rid, None) if entity == "audit" else (None, rid)
