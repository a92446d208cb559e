"""Detail of the row under the cursor, prefetched: the next row's is there before the cursor is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from storage import recommendations as recommendation_queries
from storage.domain.records import replace
from storage.domain.views import AssessmentView, AuditView, RecommendationDetail, RecommendationView
from storage.errors import UnknownReference
from storage.recommendations import AuditFacts
from storage.register import Register
from tui.audits.lines import audit_lines, belonging_lines, detail_lines
from tui.audits.lists import Belongings, EmptyAudit, belongings_of
from tui.kit.lines_pane import Line, LinesPane
from tui.kit.windowed_table import Receive, WindowedTable
from tui.register_executor import RegisterExecutor


class DetailPane(LinesPane):
    """Detail of one recommendation, or of an audit without any."""

    def __init__(self) -> None:
        super().__init__()
        self._detail: RecommendationDetail | None = None

    @property
    def detail(self) -> RecommendationDetail | None:
        """Return the detail that is shown."""
        return self._detail

    def show(
        self, detail: RecommendationDetail | None, guide: str = "", *, belongings: Belongings | None = None
    ) -> None:
        """Show another recommendation, or the same at its scroll position; without one, `guide`.

        What belongs to it may be known later, and then comes below.
        """
        self._detail = detail
        if detail is None:
            self.show_guide(guide)
        elif belongings is None:
            self.show_lines(detail.view.id, partial(detail_lines, detail))
        else:
            self.show_lines(detail.view.id, partial(_whole, detail, belongings))

    def show_audit(self, facts: EmptyAudit, guide: str) -> None:
        """Show an audit that has no recommendations."""
        self._detail = None
        self.show_lines(facts.audit, partial(audit_lines, facts, guide))


def _whole(detail: RecommendationDetail, belongings: Belongings, width: int) -> list[Line]:
    return [*detail_lines(detail, width), *belonging_lines(belongings, width)]


Found = tuple[Mapping[str, RecommendationDetail], Mapping[str, Belongings]]

AHEAD = 4
"""Rows before and after the cursor's that are read with it."""
KEPT = 512


class Details:
    """Cache of details around the cursor, and the pane that shows one of them."""

    def __init__(self, executor: RegisterExecutor, table: WindowedTable[RecommendationView], pane: DetailPane) -> None:
        self._executor = executor
        self._table = table
        self._pane = pane
        self._known: dict[str, RecommendationDetail] = {}
        self._belongings: dict[str, Belongings] = {}
        self._audits: dict[str, AuditFacts] = {}
        self._wanted: str | None = None
        self._reading: set[str] = set()
        self._generation = 0
        """Another number when what was read before is no longer to be relied on."""

    @property
    def audits(self) -> Mapping[str, AuditFacts]:
        """Return the audits that are loaded."""
        return dict(self._audits)

    def show(self, recommendation: str) -> None:
        """Show a recommendation, at once if it is loaded."""
        self._wanted = recommendation
        known = self._known.get(recommendation)
        if known is not None:
            self._show(known)
        else:
            self.read([recommendation])
        self._table.call_after_refresh(self._read_ahead)

    def show_nothing(self, guide: str, audit: str | None = None) -> None:
        """Show advice, and the facts of an audit that has no recommendations."""
        self._wanted = None
        self._pane.show(None, guide)
        if audit:
            show = partial(self._show_audit, guide)
            self._executor.ask("belongings", partial(_of_audit, audit), show, ignore=UnknownReference)

    def know(
        self, details: Mapping[str, RecommendationDetail], belongings: Mapping[str, Belongings] | None = None
    ) -> None:
        """Add details that are loaded, and their belongings."""
        if len(self._known) > KEPT:
            self._known.clear()
            self._belongings.clear()
        self._known.update(details)
        self._belongings.update(belongings or {})
        self._audits.update({detail.audit.id: (detail.audit, detail.answer) for detail in details.values()})

    def keep_audits(self) -> Callable[[Mapping[int, AuditView]], None]:
        """Return what adds audits queried now to the cache, unless it is cleared before they arrive."""
        generation = self._generation

        def keep(rows: Mapping[int, AuditView]) -> None:
            if generation == self._generation:
                if len(self._audits) > KEPT:
                    self._audits.clear()
                self._audits.update({view.id: (view.audit, view.answer) for view in rows.values()})

        return keep

    def kept(self, receive: Receive[AuditView]) -> Receive[AuditView]:
        """Return what adds audits queried now to the cache, and then calls `receive`."""
        keep = self.keep_audits()

        def both(rows: Mapping[int, AuditView]) -> None:
            keep(rows)
            receive(rows)

        return both

    def forget(self) -> None:
        """Clear the cache."""
        self._generation += 1
        self._known.clear()
        self._belongings.clear()
        self._audits.clear()
        self._reading.clear()  # what is being read may be older than the change

    def update(self, views: Iterable[RecommendationView], judgements: Mapping[str, tuple[AssessmentView, ...]]) -> None:
        """Replace recommendations with another assessment; nothing else of them has changed."""
        for view in views:
            self._reading.discard(view.id)  # what is being read may be older than the change
            known = self._known.get(view.id)
            if known is not None:
                known = replace(known, view=view, assessments=judgements.get(view.id, ()))
                self._known[view.id] = known
                if view.id == self._wanted:
                    self._show(known)
            elif view.id == self._wanted:
                self.read([view.id])

    def read(self, recommendations: Iterable[str]) -> None:
        """Query the details of these, except those that are loaded or queried."""
        wanted = [one for one in recommendations if one not in self._belongings and one not in self._reading]
        if wanted:
            self._reading.update(wanted)
            unread = partial(self._reading.difference_update, wanted)
            job = partial(_read, wanted, self.audits)
            self._executor.ask(f"details from {wanted[0]}", job, self._receive, unread=unread)

    def _read_ahead(self) -> None:
        self.read(self._table.around(AHEAD))

    def _receive(self, answer: Found) -> None:
        details, belongings = answer
        fresh = {one: detail for one, detail in details.items() if one in self._reading}
        self._reading.difference_update(details)
        self.know(fresh, {one: belongings[one] for one in fresh})
        if self._wanted in fresh:
            self._show(fresh[self._wanted])

    def _show(self, detail: RecommendationDetail) -> None:
        self._pane.show(detail, belongings=self._belongings.get(detail.view.id))

    def _show_audit(self, guide: str, facts: EmptyAudit) -> None:
        if self._wanted is None:
            self._pane.show_audit(facts, guide)


def _read(recommendations: Sequence[str], audits: Mapping[str, AuditFacts], register: Register) -> Found:
    """Load recommendations with their belongings; those that are gone are left out."""
    views = recommendation_queries.recommendations_with(register, recommendations)
    return in_full(register, list(views.values()), audits)


def in_full(register: Register, views: Sequence[RecommendationView], audits: Mapping[str, AuditFacts]) -> Found:
    """Load the details and belongings of recommendations that a list has loaded."""
    found = recommendation_queries.details_of(register, views, audits)
    return found, belongings_of(register, found.values())


def _of_audit(audit: str, register: Register) -> EmptyAudit:
    from tui.audits import jobs  # noqa: PLC0415 - records in words, only for audits without recommendations

    return jobs.of_audit(register, audit)
