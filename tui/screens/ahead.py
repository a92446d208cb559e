"""The recommendations of the audits around the cursor, read ahead: at hand before the cursor gets there."""

from collections.abc import Mapping, Sequence
from functools import partial

from storage.domain.views import AuditView, RecommendationView
from storage.queries import AuditFacts
from storage.register import Register
from tui.screens import details, lists
from tui.screens.details import Details, Found
from tui.widgets.windowed_table import WindowedTable
from tui.work import Work

AHEAD = 3
"""Audits before and after the cursor's that are read with it."""
KEPT = 64


class Ahead:
    """Keeps how audits' lists begin, so that a step among audits is painted at once."""

    def __init__(self, work: Work, table: WindowedTable[AuditView], shown: Details) -> None:
        """`shown` keeps the details of the lists' first rows."""
        self._work = work
        self._table = table
        self._details = shown
        self._known: dict[str, lists.Recommendations] = {}
        self._reading: set[str] = set()

    def of(self, audit: str) -> lists.Recommendations | None:
        """An audit's recommendations under their themes, if they have been read."""
        return self._known.get(audit)

    def know(self, audit: str, recommendations: lists.Recommendations) -> None:
        """An audit's recommendations that have been read already."""
        if len(self._known) > KEPT:
            self._known.clear()
        self._known[audit] = recommendations

    def look(self) -> None:
        """Read what may be wanted next, once the screen has been painted."""
        self._table.call_after_refresh(self._read)

    def forget(self) -> None:
        """Read everything again when it is shown next; what is being read may be older than a change."""
        self._known.clear()
        self._reading.clear()

    def update(self, rows: Mapping[int, RecommendationView]) -> None:
        """Recommendations, by row number, that are judged otherwise than before: lists hold them where they did."""
        for audit in {row.recommendation.audit or "" for row in rows.values()}:
            self._reading.discard(audit)  # what is being read may be older than the change
            if audit in self._known:
                listing, before = self._known[audit]
                self._known[audit] = listing, {rid: rows.get(rid, row) for rid, row in before.items()}

    def _read(self) -> None:
        wanted = [one for one in self._table.around(AHEAD) if one not in self._known and one not in self._reading]
        if wanted:
            self._reading.update(wanted)
            job = partial(_read, wanted, self._details.audits)
            self._work.ask(f"ahead from {wanted[0]}", job, self._receive)

    def _receive(self, answer: tuple[Mapping[str, lists.Recommendations], Found]) -> None:
        listed, (found, belongings) = answer
        fresh = self._reading & listed.keys()
        self._reading.difference_update(listed)
        for audit in fresh:
            self.know(audit, listed[audit])
        details = {one: detail for one, detail in found.items() if detail.audit.id in fresh}
        self._details.know(details, {one: belongings[one] for one in details})


def _read(
    audits: Sequence[str], known: Mapping[str, AuditFacts], register: Register
) -> tuple[Mapping[str, lists.Recommendations], Found]:
    """Audits' lists, and what is shown and read ahead when the cursor comes to the first row of each."""
    listed = lists.ahead(audits)(register)
    firsts = [view for listing in listed.values() for view in lists.first_of(listing, details.AHEAD)]
    return listed, details.in_full(register, firsts, known)
