"""What the comment editor is given; apart from the editor, which is loaded when it is opened."""

from msgspec import Struct

from storage.domain.views import RecommendationDetail
from tui.language.catalogue import _
from tui.widgets.detail_lines import answer_text, stance_text


class CommentTask(Struct, frozen=True):
    """What is commented on."""

    recommendation: str
    """Its id."""
    name: str
    """Its number and text."""
    comment: str
    """The comment that is saved now."""
    previous: str | None = None
    """The previous follow-up's comment."""
    previous_from: str = ""
    """That follow-up's title."""
    draft: str | None = None
    """What was being written when the editor was left last."""
    drafted: str = ""
    """When that was, in words."""
    beside: tuple[tuple[str, str], ...] = ()
    """(heading, text) of what there is to comment on: the body's answer and stance, the department's report."""


def said_by_others(detail: RecommendationDetail) -> tuple[tuple[str, str], ...]:
    """(heading, text) of the body's answer, its stance, and the newest report of the department."""
    stances = [(_("Ståndpunkt"), "\n".join(filter(None, [stance_text(one), one.text]))) for one in detail.stances]
    reports = [one.assessment.department_report for one in detail.judgements if one.assessment.department_report]
    answer = answer_text(detail)
    return (
        *([(_("Svar"), answer)] if answer else []),
        *stances,
        *((_("Förvaltningens redovisning"), report) for report in reports[:1]),
    )
