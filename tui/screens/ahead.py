"""The recommendations of the audits around the cursor, read ahead: at hand before the cursor gets there."""

from collections.abc import Mapping

from storage.domain.views import AuditView
from tui.screens import lists
from tui.screens.details import Details
from tui.widgets.windowed_table import WindowedTable
from tui.work import Work

AHEAD = 3
"""Audits before and after the cursor's that are read with it."""
KEPT = 64


class Ahead:
    """Keeps how audits' lists begin, so that a step among audits is painted at once."""

    def __init__(self, work: Work, table: WindowedTable[AuditView], details: Details) -> None:
        """`details` reads those of the lists' first rows."""
        self._work = work
        self._table = table
        self._details = details
        self._known: dict[str, lists.Recommendations] = {}
        self._reading: set[str] = set()

    def of(self, audit: str) -> lists.Recommendations | None:
        """An audit's recommendations under their themes, if they have been read."""
        return self._known.get(audit)

    def look(self) -> None:
        """Read what may be wanted next, once the screen has been painted."""
        self._table.call_after_refresh(self._read)

    def forget(self) -> None:
        """Read everything again when it is shown next; what is being read may be older than a change."""
        self._known.clear()
        self._reading.clear()

    def _read(self) -> None:
        wanted = [one for one in self._table.around(AHEAD) if one not in self._known and one not in self._reading]
        if wanted:
            self._reading.update(wanted)
            self._work.ask(f"ahead from {wanted[0]}", lists.ahead(wanted), self._receive)

    def _receive(self, answer: Mapping[str, lists.Recommendations]) -> None:
        fresh = {audit: told for audit, told in answer.items() if audit in self._reading}
        self._reading.difference_update(answer)
        if len(self._known) > KEPT:
            self._known.clear()
        self._known.update(fresh)
        self._details.read([first for listed in fresh.values() for first in lists.first_of(listed)])
