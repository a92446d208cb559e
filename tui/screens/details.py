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
        elif recommendation not in self._reading:
            self._read([recommendation])
        self._table.call_after_refresh(self._read_ahead)

    def show_nothing(self, guide: str, audit: str | None = None) -> None:
        """Show what to do instead; and of an audit that has no recommendations, what is known of it."""
        self._wanted = None
        self._pane.show(None, guide)
        if audit:
            self._work.ask("belongings", partial(_of_audit, audit), partial(self._show_audit, guide))

    def know(self, details: Mapping[str, RecommendationDetail]) -> None:
        """Details that have been read already."""
        self._known.update(details)

    def forget(self, recommendations: Iterable[str] | None) -> None:
        """Read these again when they are shown next; all, for None."""
        for known in list(self._known) if recommendations is None else recommendations:
            self._known.pop(known, None)
        self._belongings.clear()
        self._reading.clear()  # what is being read may be older than the change

    def _read_ahead(self) -> None:
        near = self._table.around(AHEAD)
        self._read([one for one in near if one not in self._known and one not in self._reading])

    def _read(self, recommendations: list[str]) -> None:
        if not recommendations:
            return
        self._reading.update(recommendations)
        name = f"details from {recommendations[0]}"
        self._work.ask(name, reads.details(recommendations), self._receive)

    def _receive(self, details: Mapping[str, RecommendationDetail]) -> None:
        fresh = {one: detail for one, detail in details.items() if one in self._reading}
        self._reading.difference_update(details)
        if len(self._known) > KEPT:
            self._known.clear()
        self._known.update(fresh)
        if self._wanted in fresh:
            self._show(fresh[self._wanted])

    def _show(self, detail: RecommendationDetail) -> None:
        """Show a recommendation, and ask what belongs to it once it stands there."""
        held = self._belongings.get(detail.view.id)
        self._pane.show(detail, belongings=held)
        if held is None:
            self._table.call_after_refresh(self._ask_belongings, detail)

    def _ask_belongings(self, detail: RecommendationDetail) -> None:
        if detail.view.id == self._wanted:
            self._work.ask("belongings", partial(_of_recommendation, detail), self._receive_belongings)

    def _receive_belongings(self, held: "Belongings") -> None:
        if len(self._belongings) > KEPT:
            self._belongings.clear()
        self._belongings[held.recommendation] = held
        known = self._known.get(held.recommendation)
        if known is not None and held.recommendation == self._wanted:
            self._pane.show(known, belongings=held)

    def _show_audit(self, guide: str, facts: "AuditFacts") -> None:
        if self._wanted is None:
            self._pane.show_audit(facts, guide)


def _of_recommendation(detail: RecommendationDetail, register: Register) -> "Belongings":
    from tui.screens import belongings  # noqa: PLC0415 - not needed for the first paint

    return belongings.of_recommendation(detail.view.id, detail.audit.id)(register)


def _of_audit(audit: str, register: Register) -> "AuditFacts":
    from tui.screens import belongings  # noqa: PLC0415 - not needed for the first paint

    return belongings.of_audit(audit)(register)
