"""What commenting asks the register; loaded when there is something to comment on."""

from collections.abc import Callable

from storage import drafts, queries
from storage.register import Register
from tui.dialogs.comment_task import CommentTask, said_by_others
from tui.language.words import moment, printed_number
from tui.screens.writes import DRAFT


def comment_task(recommendation: str) -> Callable[[Register], CommentTask]:
    """What the comment editor needs to know."""

    def read(register: Register) -> CommentTask:
        known = queries.recommendation_detail(register, recommendation)
        record = known.view.recommendation
        draft = drafts.draft(register, DRAFT + recommendation)
        ours = [j for j in known.judgements if j.followup.state == "open"]
        before = next((j for j in known.judgements if j.followup.state != "open" and j.assessment.comment), None)
        return CommentTask(
            recommendation,
            f"{printed_number(record.number)} {record.text or ''}".strip(),
            (ours[0].assessment.comment if ours else None) or "",
            before.assessment.comment if before else None,
            (before.followup.title or "") if before else "",
            draft.text if draft else None,
            moment(draft.at) if draft else "",
            said_by_others(known),
        )

    return read
