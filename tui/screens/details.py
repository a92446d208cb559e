"""The detail of the row under the cursor, read ahead: the next row's is at hand before the cursor gets there."""

from collections.abc import Iterable, Mapping

from storage.domain.views import RecommendationDetail, RecommendationView
from tui.screens import reads
from tui.widgets.detail_pane import DetailPane
from tui.widgets.windowed_table import WindowedTable
from tui.work import Work

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
        self._wanted: str | None = None
        self._reading: set[str] = set()

    def show(self, recommendation: str) -> None:
        """Show a recommendation: at once where it is known."""
        self._wanted = recommendation
        known = self._known.get(recommendation)
        if known is not None:
            self._pane.show(known)
        elif recommendation not in self._reading:
            self._read([recommendation])
        self._table.call_after_refresh(self._read_ahead)

    def show_nothing(self, guide: str) -> None:
        """Show what to do instead."""
        self._wanted = None
        self._pane.show(None, guide)

    def know(self, details: Mapping[str, RecommendationDetail]) -> None:
        """Details that have been read already."""
        self._known.update(details)

    def forget(self, recommendations: Iterable[str] | None) -> None:
        """Read these again when they are shown next; all, for None."""
        for known in list(self._known) if recommendations is None else recommendations:
            self._known.pop(known, None)
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
            self._pane.show(fresh[self._wanted])
