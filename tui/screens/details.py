"""The detail of the row under the cursor, read ahead: the next row's is at hand before the cursor gets there."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from storage.domain.views import RecommendationDetail, RecommendationView
from storage.register import Register
from tui.screens import reads
from tui.widgets.detail_pane import DetailPane
from tui.widgets.windowed_table import WindowedTable
from tui.work import Work

if TYPE_CHECKING:
    from tui.widgets.belonging_lines import AuditFacts, Belongings

AHEAD = 4
"""Rows before and after the cursor's that are read with it."""
KEPT = 512


class Details:
    """Shows details in a pane, and keeps those around the cursor."""

    def __init__(self, work: Work, table: WindowedTable[RecommendationView], pane: DetailPane) -> None:
        self._work = work
        self._table = table
        self._pane = pane
        self._known: dict[str, RecommendationDetail] = {}
        self._belongings: dict[str, Belongings] = {}
        self._wanted: str | None = None
        self._reading: set[str] = set()

    def show(self, recommendation: str) -> None:
        """Show a recommendation: at once where it is known."""
        self._wanted = recommendation
        known = self._known.get(recommendation)
        if known is not None:
            self._show(known)
        else:
            self.read([recommendation])
        self._table.call_after_refresh(self._read_ahead)

    def show_nothing(self, guide: str, audit: str | None = None) -> None:
        """Show what to do instead; and of an audit that has no recommendations, what is known of it."""
        self._wanted = None
        self._pane.show(None, guide)
        if audit:
            self._work.ask("belongings", partial(_of_audit, audit), partial(self._show_audit, guide), failed=_gone)

    def know(self, details: Mapping[str, RecommendationDetail]) -> None:
        """Details that have been read already."""
        self._known.update(details)

    def forget(self, recommendations: Iterable[str] | None) -> None:
        """Read these again when they are shown next; all, for None."""
        for known in list(self._known) if recommendations is None else recommendations:
            self._known.pop(known, None)
        self._belongings.clear()
        self._reading.clear()  # what is being read may be older than the change

    def read(self, recommendations: Iterable[str]) -> None:
        """Read these, so that they are at hand; those that are already, or soon, are left out."""
        wanted = [one for one in recommendations if one not in self._belongings and one not in self._reading]
        if wanted:
            self._reading.update(wanted)
            self._work.ask(f"details from {wanted[0]}", partial(_read, wanted), self._receive)

    def _read_ahead(self) -> None:
        self.read(self._table.around(AHEAD))

    def _receive(self, answer: "tuple[Mapping[str, RecommendationDetail], Mapping[str, Belongings]]") -> None:
        details, belongings = answer
        fresh = {one: detail for one, detail in details.items() if one in self._reading}
        self._reading.difference_update(details)
        if len(self._known) > KEPT:
            self._known.clear()
            self._belongings.clear()
        self._known.update(fresh)
        self._belongings.update({one: belongings[one] for one in fresh})
        if self._wanted in fresh:
            self._show(fresh[self._wanted])

    def _show(self, detail: RecommendationDetail) -> None:
        self._pane.show(detail, belongings=self._belongings.get(detail.view.id))

    def _show_audit(self, guide: str, facts: "AuditFacts") -> None:
        if self._wanted is None:
            self._pane.show_audit(facts, guide)


def _read(
    recommendations: list[str], register: Register
) -> "tuple[Mapping[str, RecommendationDetail], Mapping[str, Belongings]]":
    """Recommendations in full, and what belongs to them."""
    from tui.screens import belongings  # noqa: PLC0415 - not needed for the first paint

    found = reads.details(recommendations)(register)
    return found, {one: belongings.of_recommendation(register, one, detail.audit.id) for one, detail in found.items()}


def _gone(_error: BaseException) -> None:
    """An audit that is no more, as when it was undone, is on its way out of the list: there is nothing to say of it."""


def _of_audit(audit: str, register: Register) -> "AuditFacts":
    from tui.screens import belongings  # noqa: PLC0415 - not needed for the first paint

    return belongings.of_audit(register, audit)
