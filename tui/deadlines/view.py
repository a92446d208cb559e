"""What is watched, under a head for each urgency, with why in words and dates beside."""

from collections.abc import Sequence
from functools import partial

from storage.domain.deadlines import Deadline
from storage.domain.filters import Filter
from tui.deadlines.columns import DueRow, deadline_columns, deadline_lines
from tui.deadlines.jobs import DeadlinePage, let_through, not_understood
from tui.kit.command import key_for
from tui.kit.lines_pane import LinesPane
from tui.kit.panes import TwoPanes
from tui.kit.row_window import grouped
from tui.kit.windowed_table import Receive, Unread, WindowedTable
from tui.language.catalogue import _
from tui.language.outcomes import Urgency, UrgencyCounts, standing, urgency, urgency_head

FIRST = 64
"""Rows that come with the order; the others are at hand when they are scrolled to."""


class DeadlinesView(TwoPanes):
    """The list of what is watched, and the detail of one thing."""

    def __init__(self) -> None:
        self._known: DeadlinePage | None = None
        self._filter = Filter()
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, DueRow] = {}
        self.mine = False
        """Whether only what is one's own is shown."""
        self.standing: UrgencyCounts | None = None
        """How many there are of what is shown; None until they are known."""
        self.table: WindowedTable[DueRow] = WindowedTable(
            deadline_columns(), self._fetch, empty=_("Läser …"), markable=False, dom_id="deadlines"
        )
        self.detail = LinesPane(dom_id="deadline")
        super().__init__(self.table, self.detail, ("deadlines", "deadline"))

    @property
    def current(self) -> Deadline | None:
        """What the keys mean."""
        return self.table.current.item if self.table.current else None

    @property
    def shown(self) -> tuple[Deadline, ...]:
        """All that the list holds, in its order."""
        return tuple(row.item for row in self._rows.values())

    @property
    def has_owner(self) -> bool:
        """Whether somebody in the register bears the name of whoever has opened it."""
        return self._known is None or bool(self._known.own)

    @property
    def who(self) -> str:
        """The name of whoever has opened the register."""
        return self._known.who if self._known else ""

    def show(self, known: DeadlinePage) -> None:
        """Show what is watched, read anew; the cursor stays on what it stood on."""
        self._known = known
        self.table.reload()
        self._show()

    def show_filter(self, flt: Filter) -> None:
        """Show what a filter lets through."""
        if flt != self._filter:
            self._filter = flt
            self._show()

    def show_mine(self, *, mine: bool) -> None:
        """Show only what is one's own, or all."""
        self.mine = mine
        self._show()

    def show_detail(self) -> None:
        """Tell why the row is there."""
        row = self.table.current
        if row is not None:
            self.detail.show_lines(row.id, partial(deadline_lines, row.item))
        elif self._known is not None:
            self.detail.show_guide(self._advice(self._known))

    def _show(self) -> None:
        known = self._known
        if known is None:
            return
        rows = let_through(known, self._filter, mine=self.mine)
        self.standing = standing(row.item for row in rows)
        self._rows = {self._number(row.id): row for row in rows}
        first = dict(list(self._rows.items())[:FIRST])
        self.table.show(grouped(list(self._rows), self._heads(rows)), first, empty=self._nothing())
        self.table.reload()
        self.entitle(self._named(known, self.standing))
        self.show_detail()
        self.post_message(self.Changed())

    def _heads(self, rows: Sequence[DueRow]) -> list[str]:
        counts = self.standing.counts if self.standing else {}
        words = {kind: urgency_head(kind, counts.get(kind, 0)) for kind in Urgency}
        return [words[urgency(row.item)] for row in rows]

    def _number(self, row: str) -> int:
        """The number that the list knows a row by: the same each time."""
        return self._numbers.setdefault(row, len(self._numbers) + 1)

    def _fetch(self, numbers: Sequence[int], receive: "Receive[DueRow]", _unread: "Unread") -> None:
        receive({number: self._rows[number] for number in numbers if number in self._rows})

    def _named(self, known: DeadlinePage, shown: UrgencyCounts) -> str:
        """What the list is called, and how much of all it holds."""
        total = len(known.rows)
        count = str(total) if shown.total == total else _("{shown} av {total}").format(shown=shown.total, total=total)
        note = _("av villkoren gäller här nämnd, granskning, före, efter, försenad och mina")
        told = [_("Bevakning"), count, _("mina") if self.mine else "", note if not_understood(self._filter) else ""]
        return " · ".join(filter(None, told))

    def _nothing(self) -> str:
        return _("Inget här passar filtret.") if self._filter else _("Inget att bevaka.")

    def _advice(self, known: DeadlinePage) -> str:
        """What there is instead: where nothing is one's own or passes, what comes next of the rest."""
        if not known.rows:
            return _(
                "Här visas väntade svar, utlovade åtgärder, granskningar att följa upp och brev som inte är skickade."
            )
        key = key_for("leave") if self._filter else key_for("deadlines-mine")
        back = _("{key} visar allt.").format(key=key)
        coming = next((row.item for row in known.rows if row.item.due), None)
        if coming is None:
            return back
        about = ", ".join([coming.name, *coming.who])
        return f"{back}\n\n{_('Närmast av allt: {date} {name}').format(date=coming.due, name=about)}"
