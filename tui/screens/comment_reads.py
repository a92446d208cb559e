"""What commenting asks the register; loaded when there is something to comment on."""

from collections.abc import Callable

from storage import drafts, queries
from storage.errors import UnknownReference
from storage.register import Register
from tui.dialogs.comment_task import CommentTask, said_by_others
from tui.language.words import printed_number
from tui.screens.writes import DRAFT


def comment_task(recommendation: str) -> Callable[[Register], CommentTask]:
    """What the comment editor needs to know."""

    def read(register: Register) -> CommentTask:
        known = queries.recommendation_detail(register, recommendation)
        record = known.view.recommendation
        ours = [j for j in known.judgements if j.followup.state == "open"]
        before = next((j for j in known.judgements if j.followup.state != "open" and j.assessment.comment), None)
        return CommentTask(
            recommendation,
            f"{printed_number(record.number)} {record.text or ''}".strip(),
            (ours[0].assessment.comment if ours else None) or "",
            before.assessment.comment if before else None,
            (before.followup.title or "") if before else "",
            drafts.draft(register, DRAFT + recommendation),
            said_by_others(known),
        )

    return read


def drafted_comments(register: Register) -> list[tuple[str, str]]:
    """(id, name) of the recommendations with a comment begun and not saved."""
    found = []
    for key in drafts.drafts(register):
        if key.startswith(DRAFT):
            try:
                record = queries.recommendation_detail(register, key.removeprefix(DRAFT)).view.recommendation
            except UnknownReference:
                continue
            found.append((record.id, f"{printed_number(record.number)} {record.text or ''}".strip()))
    return found
