"""From something found in a document to the record that it is about."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from storage import queries
from storage.domain.records import Recommendation
from storage.register import Register
from tui.screens.editing import Editing
from tui.work import Work

if TYPE_CHECKING:
    from exports.findings import Finding

Place = tuple[str, int | None, int | None]
"""An audit's id, its row number and that of a recommendation of it."""


class FindingShown:
    """Goes to the record of a finding."""

    def __init__(self, work: Work, editing: Editing, go: Callable[[Place], None]) -> None:
        """`go` puts the cursor at a place."""
        self._work = work
        self._editing = editing
        self._go = go

    def look_at(self, finding: "Finding") -> None:
        """Show the record; of the follow-up itself, its texts."""
        if finding.entity == "followup":
            self._editing.followup_texts()
        elif finding.entity in {"audit", "recommendation", "followup_audit"}:
            self._work.ask("finding", partial(place_of, entity=finding.entity, record=finding.record), self._go)


def place_of(register: Register, entity: str, record: str) -> Place:
    """Where in the lists an audit, what a follow-up says of one, or a recommendation stands."""
    from storage.domain.attached import FollowupAudit  # noqa: PLC0415 - not needed for the first paint

    found = queries.record_of(register, entity, record)
    audit = str(found.audit) if isinstance(found, Recommendation | FollowupAudit) else record
    row = queries.rid_of(register, "recommendation", record) if entity == "recommendation" else None
    return audit, queries.rid_of(register, "audit", audit), row
