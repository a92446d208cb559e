"""The panes of follow-ups: their list, the rows of the one under the cursor, and the detail of either."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual import events, on
from textual.message import Message

from storage import followups
from storage.domain.records import Followup
from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.views import FollowupView
from storage.errors import UnknownReference
from tui.followups import jobs
from tui.followups.jobs import FollowupPage
from tui.followups.lines import followup_lines, row_lines
from tui.followups.rows import BAR, CoveredRow, RowKind, assessed_in, bar, state_word
from tui.kit.command import Pane, key_for
from tui.kit.drawing import Cell, Column
from tui.kit.lines_pane import LinesPane
from tui.kit.panes import Panes
from tui.kit.plain import plain_line
from tui.kit.row_window import Listing, R, grouped
from tui.kit.windowed_table import Receive, Unread, WindowedTable
from tui.language.catalogue import _
from tui.language.words import SYMBOLS
from tui.register_executor import RegisterExecutor

NAMES: tuple[Pane, Pane, Pane] = ("followups", "covered", "followup")


class FollowupsView(Panes):
    """Two lists and a detail: follow-ups, the covered rows of the one under the cursor, and either in full."""

    class Opened(Message):
        """Posted on Enter or a double click on an audit or a recommendation."""

    def __init__(self, executor: RegisterExecutor) -> None:
        self._executor = executor
        self._list: Pane = "followups"
        self._loaded: str | None = None
        self.begin_at_open = True
        """True if the cursor goes to the open follow-up when the list is loaded."""
        self._wanted: str | None = None
        self._numbers: dict[str, int] = {}
        self._views: dict[int, FollowupView] = {}
        self._rows: dict[int, CoveredRow] = {}
        self.page: FollowupPage | None = None
        """The follow-up under the cursor as a whole; None until it is loaded."""
        self.followups: WindowedTable[FollowupView] = WindowedTable(
            followup_columns(), self._fetch_followups, empty=_("Läser …"), markable=False, dom_id="followups"
        )
        self.covered: WindowedTable[CoveredRow] = WindowedTable(
            covered_columns(), self._fetch_rows, empty="", markable=False, dom_id="covered"
        )
        self.detail = LinesPane(dom_id="followup")
        super().__init__(self.followups, self.covered, self.detail, NAMES)

    def on_mount(self) -> None:
        """Load the follow-ups."""
        self.followups.border_title = plain_line(_("Uppföljningar"))
        self.read()

    @property
    def first_list(self) -> Pane:
        """Name of the list that has the focus at first."""
        return "followups"

    @property
    def list_of_detail(self) -> Pane:
        """Name of the list whose record the detail shows."""
        return self._list

    @property
    def followup(self) -> Followup | None:
        """The follow-up under the cursor."""
        return self.followups.current.followup if self.followups.current else None

    @property
    def open_one(self) -> FollowupView | None:
        """The open follow-up, with its progress."""
        return next((view for view in self._views.values() if view.followup.state == "open"), None)

    @property
    def row(self) -> CoveredRow | None:
        """The covered row under the cursor; None while the list of follow-ups has the focus."""
        return self.covered.current if self._list == "covered" else None

    @property
    def audit(self) -> str | None:
        """Id of the audit under the cursor."""
        return self.row.record if self.row is not None and self.row.kind is RowKind.AUDITS else None

    def read(self) -> None:
        """Load the follow-ups, and the one under the cursor; cursors keep their rows."""
        self._loaded = None
        self._executor.ask(
            "follow-ups", followups.followups, self._show_followups, slow=True, keys_wait=not self._views
        )

    def go_to_followup(self, followup: str) -> None:
        """Load the list, and put the cursor on a follow-up in it."""
        self._wanted = followup
        self.read()
        self.back_to_list()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which list has the focus: the detail shows its row."""
        entered: Pane = "followups" if event.widget is self.followups else "covered"
        if event.widget is not self.detail and entered != self._list:
            self._list = entered
            self._show_detail()

    @on(WindowedTable.RowHighlighted, "#followups")
    def show_followup(self, event: WindowedTable.RowHighlighted) -> None:
        """Load the covered rows of another follow-up."""
        event.stop()
        if event.record_id is not None and event.record_id != self._loaded:
            self._load_followup(event.record_id)
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#followups")
    def enter_followup(self, event: WindowedTable.RowActivated) -> None:
        """Go to the covered rows."""
        event.stop()
        self.go_to("covered")

    @on(WindowedTable.RowHighlighted, "#covered")
    def show_row(self, event: WindowedTable.RowHighlighted) -> None:
        """Show the detail of another row."""
        event.stop()
        self._show_detail()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#covered")
    def open_row(self, event: WindowedTable.RowActivated) -> None:
        """Post that a row was opened."""
        event.stop()
        if event.record_id:
            self.post_message(self.Opened())

    def _load_followup(self, followup: str) -> None:
        self._loaded = followup
        load = partial(jobs.followup_page, followup=followup)
        self._executor.ask("follow-up", load, self._show_page, ignore=UnknownReference, slow=True, keys_wait=True)

    def _show_followups(self, views: Sequence[FollowupView]) -> None:
        self._views = {self._number(view.followup.id): view for view in views}
        heads = [_("Öppen") if view.followup.state == "open" else _("Fastställda") for view in views]
        listing, numbers = grouped(list(self._views), heads), list(self._views)
        wanted = self._number(self._wanted) if self._wanted else None
        at = wanted or (numbers[0] if numbers and self.begin_at_open else None)
        self.begin_at_open, self._wanted = self.begin_at_open and not views, None
        self.followups.show(listing, self._views, at=at, empty=_("Här finns ingen uppföljning."))
        self.followups.reload()
        self.followups.border_title = plain_line(f"{_('Uppföljningar')} · {len(views)}")
        current = self.followup
        if current is None:
            self.page = None
            self._show_rows(())
        elif current.id != self._loaded:
            self._load_followup(current.id)
        self.post_message(self.Changed())

    def _show_page(self, page: FollowupPage) -> None:
        self.page = page
        self._show_rows(page.rows)
        self.post_message(self.Changed())

    def _show_rows(self, rows: Sequence[CoveredRow]) -> None:
        self._rows = {self._number(row.id): row for row in rows}
        listing = grouped(list(self._rows), [row.head for row in rows]) if rows else Listing()
        self.covered.show(listing, self._rows, empty=self._nothing())
        self.covered.reload()
        title = self.page.detail.followup.title if self.page else ""
        self.covered.border_title = plain_line(title or _("Granskningar"))
        self._show_detail()

    def _show_detail(self) -> None:
        page = self.page
        if page is None:
            self.detail.show_guide(_("{key} börjar en uppföljning.").format(key=key_for("followup-new")))
        elif (row := self.row) is not None:
            title = page.detail.followup.title or ""
            draw = partial(row_lines, row, title, page.source_texts.get(row.record, ()), is_open=page.is_open)
            self.detail.show_lines(row.id, draw)
        else:
            texts = page.source_texts.get(page.detail.followup.id, ())
            draw = partial(followup_lines, page.detail, page.scale, page.levels, page.signers, texts)
            self.detail.show_lines(page.detail.followup.id, draw)

    def _nothing(self) -> str:
        """Return the sentence of an empty list."""
        if self.page is not None and self.page.is_open:
            return _("Inga granskningar är valda. {key} väljer.").format(key=key_for("followup-audits"))
        return _("Inga granskningar.") if self.page else ""

    def _number(self, row: str) -> int:
        """Return the row number of an id in the lists: the same each time."""
        return self._numbers.setdefault(row, len(self._numbers) + 1)

    def _fetch_followups(self, numbers: Sequence[int], receive: Receive[FollowupView], _unread: Unread) -> None:
        receive(_of(self._views, numbers))

    def _fetch_rows(self, numbers: Sequence[int], receive: Receive[CoveredRow], _unread: Unread) -> None:
        receive(_of(self._rows, numbers))


def _of(rows: Mapping[int, R], numbers: Sequence[int]) -> dict[int, R]:
    return {number: rows[number] for number in numbers if number in rows}


def followup_columns() -> tuple[Column[FollowupView], ...]:
    """Build the columns of follow-ups: name, state, audits, progress and a count of each meaning."""
    return (
        Column(_("Uppföljning"), lambda view: Cell(view.followup.title or str(view.followup.year or ""))),
        Column(_("Läge"), lambda view: Cell(state_word(view), "text--dim"), width=10),
        Column(_("Gransk."), lambda view: Cell(str(view.audits), "text--dim"), width=7, right=True, at_least=72),
        Column(_("Bedömda"), _assessed, width=10, right=True),
        Column("", lambda view: Cell(bar(assessed_in(view), view.counts.total), "text--dim"), width=BAR, at_least=64),
        *(_tally(means) for means in (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)),
    )


def covered_columns() -> tuple[Column[CoveredRow], ...]:
    """Build the columns of covered rows: name and state."""
    return (
        Column(_("Gäller"), lambda row: Cell(row.name)),
        Column(_("Läge"), lambda row: Cell(row.short, row.style), width=29),
    )


def _assessed(view: FollowupView) -> Cell:
    return Cell(_("{judged} av {total}").format(judged=assessed_in(view), total=view.counts.total))


def _tally(means: str) -> Column[FollowupView]:
    def draw(view: FollowupView) -> Cell:
        number = view.counts[means]
        return Cell(f"{SYMBOLS[means]}{number}", f"level--{means}" if number else "text--dim")

    return Column("", draw, width=4, at_least=72)
