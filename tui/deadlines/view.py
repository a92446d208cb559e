"""View of deadlines under a head for each urgency, with the reasons of the current one beside."""

from collections.abc import Sequence
from functools import partial

from storage.domain.deadlines import Deadline
from storage.domain.filters import Filter
from tui.deadlines.columns import deadline_columns, deadline_lines
from tui.deadlines.jobs import DeadlinePage, DueRow, let_through, not_understood
from tui.kit.command import key_for
from tui.kit.lines_pane import LinesPane
from tui.kit.panes import TwoPanes
from tui.kit.row_window import grouped
from tui.kit.windowed_table import Receive, Unread, WindowedTable
from tui.language.catalogue import _
from tui.language.outcomes import Urgency, UrgencyCounts, count_urgencies, urgency, urgency_head

FIRST = 64
"""Rows that are shown with the order; the others are handed over when they are scrolled to."""


class DeadlinesView(TwoPanes):
    """List of deadlines, and the detail of one."""

    def __init__(self) -> None:
        self._page: DeadlinePage | None = None
        self._filter = Filter()
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, DueRow] = {}
        self.mine = False
        """True if only the user's own deadlines are shown."""
        self.counts: UrgencyCounts | None = None
        """Numbers of the shown deadlines by urgency; None until they are loaded."""
        self.table: WindowedTable[DueRow] = WindowedTable(
            deadline_columns(), self._fetch, empty=_("Läser …"), markable=False, dom_id="deadlines"
        )
        self.detail = LinesPane(dom_id="deadline")
        super().__init__(self.table, self.detail, ("deadlines", "deadline"))

    @property
    def current(self) -> Deadline | None:
        """Deadline under the cursor."""
        return self.table.current.item if self.table.current else None

    @property
    def shown(self) -> tuple[Deadline, ...]:
        """Deadlines in the list, in its order."""
        return tuple(row.item for row in self._rows.values())

    @property
    def has_owner(self) -> bool:
        """True if a person in the register has the user's name."""
        return self._page is None or bool(self._page.own)

    @property
    def who(self) -> str:
        """Name of the user."""
        return self._page.who if self._page else ""

    def show(self, page: DeadlinePage) -> None:
        """Show loaded deadlines; the cursor stays on its row."""
        self._page = page
        self.table.reload()
        self._show()

    def show_filter(self, flt: Filter) -> None:
        """Show the deadlines that match a filter."""
        if flt != self._filter:
            self._filter = flt
            self._show()

    def show_mine(self, *, mine: bool) -> None:
        """Show only the user's own deadlines, or all."""
        self.mine = mine
        self._show()

    def show_detail(self) -> None:
        """Show the current deadline with its reasons."""
        row = self.table.current
        if row is not None:
            self.detail.show_lines(row.id, partial(deadline_lines, row.item))
        elif self._page is not None:
            self.detail.show_guide(self._advice(self._page))

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        rows = let_through(page, self._filter, mine=self.mine)
        self.counts = count_urgencies(row.item for row in rows)
        self._rows = {self._number(row.id): row for row in rows}
        first = dict(list(self._rows.items())[:FIRST])
        self.table.show(grouped(list(self._rows), self._heads(rows)), first, empty=self._nothing())
        self.table.reload()
        self.entitle(self._heading(page, self.counts))
        self.show_detail()
        self.post_message(self.Changed())

    def _heads(self, rows: Sequence[DueRow]) -> list[str]:
        counts = self.counts.counts if self.counts else {}
        words = {kind: urgency_head(kind, counts.get(kind, 0)) for kind in Urgency}
        return [words[urgency(row.item)] for row in rows]

    def _number(self, row: str) -> int:
        """Return the number of a row in the list: the same each time."""
        return self._numbers.setdefault(row, len(self._numbers) + 1)

    def _fetch(self, numbers: Sequence[int], receive: Receive[DueRow], _unread: Unread) -> None:
        receive({number: self._rows[number] for number in numbers if number in self._rows})

    def _heading(self, page: DeadlinePage, shown: UrgencyCounts) -> str:
        """Title of the list, with the number of rows and of all deadlines."""
        total = len(page.rows)
        count = str(total) if shown.total == total else _("{shown} av {total}").format(shown=shown.total, total=total)
        note = _("av villkoren gäller här nämnd, granskning, före, efter, försenad och mina")
        parts = [_("Bevakning"), count, _("mina") if self.mine else "", note if not_understood(self._filter) else ""]
        return " · ".join(filter(None, parts))

    def _nothing(self) -> str:
        return _("Inget här passar filtret.") if self._filter else _("Inget att bevaka.")

    def _advice(self, page: DeadlinePage) -> str:
        """Advice for an empty list: what it is for, or the next deadline outside the filter."""
        if not page.rows:
            return _(
                "Här visas väntade svar, utlovade åtgärder, granskningar att följa upp, brev som inte är skickade och "
                "det som har varit öppet för länge."
            )
        key = key_for("leave") if self._filter else key_for("deadlines-mine")
        back = _("{key} visar allt.").format(key=key)
        coming = next((row.item for row in page.rows if row.item.due), None)
        if coming is None:
            return back
        about = ", ".join([coming.name, *coming.who])
        return f"{back}\n\n{_('Närmast av allt: {date} {name}').format(date=coming.due, name=about)}"
