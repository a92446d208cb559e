"""Audits beside their recommendations, and the detail of the one under the cursor.

The view reads through the door and shows; what is done with a recommendation is the screen's.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from textual import on
from textual.message import Message

from storage.domain.counting import Counts
from storage.domain.filters import Filter
from storage.domain.views import AuditView, RecommendationView
from storage.recommendations import AuditFacts
from storage.register import Register
from tui.audits import detail as audits_detail
from tui.audits import lists
from tui.audits.columns import audit_columns, point_columns, recommendation_columns, source_word
from tui.audits.detail import DetailPane, Details, Found
from tui.kit.command import key_for
from tui.kit.panes import Panes, fetching
from tui.kit.plain import plain_line
from tui.kit.row_window import EVERYTHING
from tui.kit.windowed_table import WindowedTable
from tui.language.catalogue import _, mark
from tui.register_executor import RegisterExecutor

AHEAD = 3
"""Audits before and after the cursor's that are read with it."""
KEPT = 64


class Ahead:
    """Cache of the first rows of audits' lists, so that a step among audits is painted at once."""

    def __init__(self, executor: RegisterExecutor, table: WindowedTable[AuditView], shown: Details) -> None:
        """Create it; `details` caches the details of the lists' first rows."""
        self._executor = executor
        self._table = table
        self._details = shown
        self._known: dict[str, lists.Recommendations] = {}
        self._reading: set[str] = set()

    def of(self, audit: str) -> lists.Recommendations | None:
        """Return an audit's recommendations under their themes, if they are loaded."""
        return self._known.get(audit)

    def know(self, audit: str, recommendations: lists.Recommendations) -> None:
        """Add an audit's recommendations."""
        if len(self._known) > KEPT:
            self._known.clear()
        self._known[audit] = recommendations

    def look(self) -> None:
        """Prefetch the lists around the cursor, once the screen has been painted."""
        self._table.call_after_refresh(self._read)

    def forget(self) -> None:
        """Clear the cache; what is being loaded may be older than a change."""
        self._known.clear()
        self._reading.clear()

    def update(self, rows: Mapping[int, RecommendationView]) -> None:
        """Replace recommendations, by row number, in place: their assessment has changed."""
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
            unread = partial(self._reading.difference_update, wanted)
            self._executor.ask(f"ahead from {wanted[0]}", job, self._receive, unread=unread)

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
    """Load audits' lists, with the details around the first row of each."""
    listed = lists.ahead(audits)(register)
    firsts = [view for listing in listed.values() for view in lists.first_of(listing, audits_detail.AHEAD)]
    return listed, audits_detail.in_full(register, firsts, known)


ALL = ""
"""Stands where an audit's id does, for all of them."""
TOP = -1
"""Stands where a row number does, for the first row."""
SORTS = ("level", "text", "number", None)
"""The orders that follow each other; None is that of the audits."""
SORT_WORDS = {
    "level": mark("ordnade efter bedömning"),
    "text": mark("ordnade efter text"),
    "number": mark("ordnade efter nummer"),
}


def next_order(order: str | None) -> str | None:
    """Return the order that follows another."""
    return SORTS[(SORTS.index(order) + 1) % len(SORTS)]


class RegisterView(Panes):
    """Two lists and a detail, which follow each other."""

    class Counted(Message):
        """The result of a filter is complete."""

        def __init__(self, counts: Counts | None, note: str | None) -> None:
            """Create it; `counts` are of the result, None without a filter, `note` a word found only without å ä ö."""
            super().__init__()
            self.counts = counts
            self.note = note

    def __init__(self, executor: RegisterExecutor, beginning: lists.Beginning | None = None) -> None:
        self._executor = executor
        self._beginning = beginning
        self._filter = Filter()
        self._hits: Collection[int] | None = None
        self.order: str | None = None
        """Order of recommendations; None for that of the audits."""
        self._audit: str | None = None
        self._before_filter: tuple[int | None, str | None, int | None] = (EVERYTHING, ALL, None)
        self._wanted: int | None = None
        self._wanted_row: int | None = None
        self._listed = False
        self._note = ""
        self._title = ""
        read_audits = fetching(executor, "audits", lists.audit_rows)
        self.audits: WindowedTable[AuditView] = WindowedTable(
            audit_columns(),
            lambda rids, receive, unread: read_audits(rids, self._details.kept(receive), unread),
            empty=_("Läser …"),
            markable=False,
            dom_id="audits",
            follow=self._follow_audit,
        )
        self._all_columns = recommendation_columns(with_audit=True)
        self.recommendations: WindowedTable[RecommendationView] = WindowedTable(
            point_columns(None),
            fetching(executor, "recommendations", lists.recommendation_rows),
            dom_id="recommendations",
            follow=self._follow,
        )
        self.detail = DetailPane()
        self._details = Details(executor, self.recommendations, self.detail)
        self._ahead = Ahead(executor, self.audits, self._details)
        super().__init__(self.audits, self.recommendations, self.detail)

    def on_mount(self) -> None:
        """Query the lists."""
        self.audits.border_title = plain_line(_("Granskningar"))
        first = self._beginning
        if first is None:
            self._executor.ask("audits", lists.first_audits, self._show_first_audits, keys_wait=True)
            return
        self._audit = first.audit
        self._details.know(first.details)
        self._show_audits(first.audits)
        if first.audit is not None:
            self._show_recommendations(first.recommendations)
        self.call_after_refresh(self._query_audits)

    # What is shown

    @property
    def current(self) -> RecommendationView | None:
        """Return the recommendation under the cursor."""
        return self.recommendations.current

    def show_filter(self, flt: Filter) -> None:
        """Filter the recommendations of every audit; without a filter, show the audit before it."""
        if flt == self._filter:
            return
        if not self._filter:
            self._before_filter = (self.audits.entry, self._audit, self.recommendations.entry)
        self._filter, self._hits = flt, None
        self._executor.forget("whole list")
        if flt:
            self._wanted, self._audit = EVERYTHING, ALL
            self._executor.ask("recommendations", lists.first_hits(flt), self._show_first_hits)
        else:
            self._wanted, self._audit, self._wanted_row = self._before_filter
            self._query_recommendations()
            self.post_message(self.Counted(None, None))

    def complete_filter(self) -> None:
        """Query the whole result of the filter, unless it is known."""
        if self._filter and self._hits is None:
            self._executor.ask("whole list", lists.hits(self._filter, self.order), self._show_hits, slow=True)
        elif not self._filter:
            self._query_audits()

    def read_lists(self) -> None:
        """Query both lists again; cursors stay on their records."""
        if self._filter:
            self._hits = None
            self.complete_filter()
            return
        self._query_audits()
        if self._audit is not None:
            self._query_recommendations()

    def sort_by(self, order: str | None) -> None:
        """Sort recommendations in another order."""
        if order == self.order:
            return
        self.order = order
        self._show_title()
        if self._filter and not self._audit:
            self._hits = None
            self.complete_filter()
        else:
            self._query_recommendations()

    def show_record(self, audit_id: str, audit: int, row: int | None) -> None:
        """Move the cursors to an audit and a recommendation of it, by row number; under a filter, once it is left."""
        self.go_to("audits" if row is None else "recommendations")
        if self._filter:
            self._before_filter = (audit, audit_id, row)
        elif self.audits.entry == audit and self._audit == audit_id:
            self.recommendations.go_to(row or EVERYTHING)
        else:
            self._wanted_row = row
            self.audits.go_to(audit)

    def show_made(self, audit: int | None, row: int | None) -> None:
        """Move the cursor to a new record, as soon as its list has it; not under a filter."""
        if self._filter:
            return
        if row is not None:
            self.recommendations.go_to(row)
            self._wanted_row = row if self.recommendations.entry != row else None
        elif audit is not None:
            self.audits.go_to(audit)
            self._wanted = audit if self.audits.entry != audit else None

    def show_note(self, note: str) -> None:
        """Show a note beside the title of the list."""
        if note != self._note:
            self._note = note
            self._show_title()

    def redraw(self, changed: lists.Changed) -> None:
        """Show a change, and repaint no more than that."""
        if changed.affected.recommendations is not None:
            self._ahead.update(changed.recommendations)
            self._details.update(changed.recommendations.values(), changed.judgements)
            self.recommendations.update_rows(changed.recommendations)
            self.audits.update_rows(changed.audits)
            return
        self._ahead.forget()
        self._details.forget()
        if changed.affected.lists:
            self.read_lists()
        self.recommendations.reload()
        self.audits.reload()
        if self.current is not None:
            self._details.show(self.current.id)

    # What the panes say

    def _follow(self, recommendation: str) -> None:
        self._details.show(recommendation)

    def _follow_audit(self, audit: str) -> None:
        if audit != self._audit:
            self._audit = audit
            self._wanted_row = TOP if self._wanted_row is None else self._wanted_row
            self.recommendations.clear_marks()
            self._query_recommendations()
            self._ahead.look()

    @on(WindowedTable.RowHighlighted, "#audits")
    def show_audit(self, event: WindowedTable.RowHighlighted) -> None:
        """Show the recommendations of another audit."""
        event.stop()
        if event.record_id is not None:
            self._follow_audit(event.record_id)

    @on(WindowedTable.RowActivated)
    def enter(self, event: WindowedTable.RowActivated) -> None:
        """Focus the audit's recommendations; from a recommendation, its detail, to scroll it."""
        event.stop()
        self.go_to("recommendations" if event.table is self.audits else "detail")

    @on(WindowedTable.RowHighlighted, "#recommendations")
    @on(WindowedTable.MarksChanged)
    def report_change(self, event: WindowedTable.RowHighlighted | WindowedTable.MarksChanged) -> None:
        """Report that another recommendation is current, or other ones are marked."""
        event.stop()
        self.post_message(self.Changed())

    # How it is done

    def _query_audits(self) -> None:
        keep = self._details.keep_audits()

        def show(answer: lists.Audits) -> None:
            keep(answer[1])
            self._show_audits(answer)

        self._executor.ask("every audit", lists.every_audit, show, slow=True)

    def _query_recommendations(self) -> None:
        self._executor.forget("whole list")
        known = self._ahead.of(self._audit or ALL)
        if known is not None and not (self._filter or self.order):
            self._executor.forget("recommendations")
            self._show_recommendations(known)
        elif self._audit:
            job = lists.recommendations_of(self._audit, self._hits if self._filter else None, self.order)
            self._executor.ask("recommendations", job, self._show_recommendations, keys_wait=True)
        elif self._filter:
            self.complete_filter()
        else:
            if self.order is None:
                first = lists.first_recommendations
                self._executor.ask("recommendations", first, self._show_recommendations, keys_wait=True)
            whole = lists.every_recommendation(self.order)
            self._executor.ask("whole list", whole, self._show_whole, slow=True)

    def _show_first_audits(self, answer: lists.Audits) -> None:
        self._show_audits(answer)
        self._query_audits()

    def _show_audits(self, answer: lists.Audits) -> None:
        listing, rows = answer
        if listing and not self._listed:
            self._listed, self._wanted = True, listing.entries[1]
        self.audits.show(listing, rows, at=self._wanted, empty=_nothing(self._filter))
        self._wanted = None
        self._show_title()
        if not listing and not self._filter:
            self._audit = None
            self._show_recommendations((listing, {}))

    def _show_first_hits(self, answer: tuple[lists.Recommendations, bool]) -> None:
        """Show the first hits, unless all are shown already, or there may be others."""
        first, complete = answer
        if self._hits is None and (complete or first[0]):
            self._show_recommendations(first)

    def _show_hits(self, hits: lists.Hits) -> None:
        self._hits = hits.rids
        self._show_whole(hits.recommendations)
        self._show_audits(hits.audits)
        self.post_message(self.Counted(hits.counts, hits.note))

    def _show_whole(self, answer: lists.Recommendations) -> None:
        """Show the whole of a list whose first rows are shown; a cursor at the top stays there."""
        listing, _rows = answer
        if self._wanted_row is None and listing and self.recommendations.at_top:
            self._wanted_row = listing.entries[0]
        self._show_recommendations(answer)

    def _show_recommendations(self, answer: lists.Recommendations) -> None:
        listing, rows = answer
        if self._audit and not (self._filter or self.order):
            self._ahead.know(self._audit, answer)
        audit = self.audits.current if self._audit else None
        columns = point_columns(audit) if self._audit else self._all_columns
        if self._wanted_row == TOP:
            self._wanted_row = next(iter(listing.rids(0, 2)), None)  # where the first entry is a head, the second
        self._show_title()
        self.recommendations.show(listing, rows, at=self._wanted_row, columns=columns, empty=_nothing(self._filter))
        self._wanted_row = None
        if not listing:
            advice = _advice(self._filter, self._audit, self._executor.path)
            self._details.show_nothing(advice, None if self._filter else self._audit)
        self.post_message(self.Changed())

    def _show_title(self) -> None:
        audit = self.audits.current
        named = audit if self._audit else None
        name = " · ".join(filter(None, [named.name, source_word(named)])) if named else _("Alla granskningar")
        order = SORT_WORDS.get(self.order or "")
        parts = [name, _(order) if order else "", self._note]
        title = " · ".join(filter(None, parts))
        if title != self._title:
            self._title = title
            self.recommendations.border_title = plain_line(title)


def _nothing(flt: Filter) -> str:
    return _("Inget här passar filtret.") if flt else _("Här finns inga rekommendationer.")


def _advice(flt: Filter, audit: str | None, path: Path) -> str:
    """Return what to do next when there is nothing to show."""
    if flt:
        return _("{key} tar bort filtret.").format(key=key_for("leave"))
    if audit:
        return _("{key} lägger till en rekommendation i granskningen, från listan över rekommendationer.").format(
            key=key_for("new")
        )
    if audit == ALL:
        return _("{key} lägger till en granskning, från listan över granskningar.").format(key=key_for("new"))
    return _(
        "Registret är tomt.\n\n"
        "Läs in förra årets uppföljningsrapport från kommandoraden:\n\n"
        'granska import RAPPORT.docx --register "{path}"\n\n'
        "Avsluta först med {key}. Med --dry-run visas vad som skulle läsas in.\n\n"
        "Eller lägg till en granskning med {new}."
    ).format(path=path, key=key_for("quit"), new=key_for("new"))
