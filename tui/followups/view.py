"""Follow-ups beside what the one under the cursor covers and has found, with either of them in full."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual import events, on
from textual.message import Message

from storage.domain.records import Followup
from storage.domain.views import FollowupView
from storage.errors import UnknownReference
from tui.followups import form_jobs
from tui.followups.columns import FollowedRow, Part, followed_columns, followup_columns
from tui.followups.form_jobs import FollowupPage
from tui.followups.lines import followup_lines, row_lines
from tui.kit.command import Pane, key_for
from tui.kit.lines_pane import LinesPane
from tui.kit.panes import Panes
from tui.kit.plain import plain_line
from tui.kit.row_window import Listing, R, grouped
from tui.kit.windowed_table import Receive, Unread, WindowedTable
from tui.language.catalogue import _
from tui.register_executor import RegisterExecutor

NAMES: tuple[Pane, Pane, Pane] = ("followups", "covered", "followup")


class FollowupsView(Panes):
    """Two lists and a detail: follow-ups, what there is to look at in the one under the cursor, and either in full."""

    class Opened(Message):
        """Enter or a double click on an audit or a recommendation."""

    def __init__(self, work: RegisterExecutor) -> None:
        self._work = work
        self._list: Pane = "followups"
        self._asked: str | None = None
        self.begin_at_open = True
        """Whether the cursor goes to the open follow-up when the list comes."""
        self._wanted: str | None = None
        self._numbers: dict[str, int] = {}
        self._views: dict[int, FollowupView] = {}
        self._rows: dict[int, FollowedRow] = {}
        self.known: FollowupPage | None = None
        """The follow-up under the cursor as a whole; None until it is read."""
        self.followups: WindowedTable[FollowupView] = WindowedTable(
            followup_columns(), self._fetch_followups, empty=_("Läser …"), markable=False, dom_id="followups"
        )
        self.covered: WindowedTable[FollowedRow] = WindowedTable(
            followed_columns(), self._fetch_rows, empty="", markable=False, dom_id="covered"
        )
        self.detail = LinesPane(dom_id="followup")
        super().__init__(self.followups, self.covered, self.detail, NAMES)

    def on_mount(self) -> None:
        """Ask for the follow-ups."""
        self.followups.border_title = plain_line(_("Uppföljningar"))
        self.read()

    @property
    def first_list(self) -> Pane:
        """The list that one begins in, and comes back to."""
        return "followups"

    @property
    def list_of_detail(self) -> Pane:
        """The list whose record the detail tells of."""
        return self._list

    @property
    def followup(self) -> Followup | None:
        """The follow-up under the cursor."""
        return self.followups.current.followup if self.followups.current else None

    @property
    def open_one(self) -> FollowupView | None:
        """The follow-up that is open, with how far it has come."""
        return next((view for view in self._views.values() if view.followup.state == "open"), None)

    @property
    def row(self) -> FollowedRow | None:
        """What the keys mean of the follow-up; None while they mean the follow-up itself."""
        return self.covered.current if self._list == "covered" else None

    @property
    def audit(self) -> str | None:
        """Id of the audit that the keys mean."""
        return self.row.record if self.row is not None and self.row.part is Part.AUDITS else None

    def read(self) -> None:
        """Ask for the follow-ups, and for the one under the cursor; cursors stay where they stand."""
        self._asked = None
        self._work.ask(
            "follow-ups", form_jobs.every_followup, self._show_followups, slow=True, keys_wait=not self._views
        )

    def go_to_followup(self, followup: str) -> None:
        """Put the cursor on a follow-up, once the list that is asked for has come."""
        self._wanted = followup
        self.read()
        self.back_to_list()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which list has the keyboard: the detail tells of its row."""
        entered: Pane = "followups" if event.widget is self.followups else "covered"
        if event.widget is not self.detail and entered != self._list:
            self._list = entered
            self._show_detail()

    @on(WindowedTable.RowHighlighted, "#followups")
    def show_followup(self, event: WindowedTable.RowHighlighted) -> None:
        """Another follow-up: what it covers."""
        event.stop()
        if event.record_id is not None and event.record_id != self._asked:
            self._ask_followup(event.record_id)
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#followups")
    def enter_followup(self, event: WindowedTable.RowActivated) -> None:
        """Into what it covers."""
        event.stop()
        self.go_to("covered")

    @on(WindowedTable.RowHighlighted, "#covered")
    def show_row(self, event: WindowedTable.RowHighlighted) -> None:
        """Another audit, or another recommendation."""
        event.stop()
        self._show_detail()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#covered")
    def open_row(self, event: WindowedTable.RowActivated) -> None:
        """To where it is judged."""
        event.stop()
        if event.record_id:
            self.post_message(self.Opened())

    def _ask_followup(self, followup: str) -> None:
        self._asked = followup
        ask = partial(form_jobs.followed, followup=followup)
        self._work.ask("follow-up", ask, self._show_whole, ignore=UnknownReference, slow=True, keys_wait=True)

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
            self.known = None
            self._show_rows(())
        elif current.id != self._asked:
            self._ask_followup(current.id)
        self.post_message(self.Changed())

    def _show_whole(self, known: FollowupPage) -> None:
        self.known = known
        self._show_rows(known.rows)
        self.post_message(self.Changed())

    def _show_rows(self, rows: Sequence[FollowedRow]) -> None:
        self._rows = {self._number(row.id): row for row in rows}
        listing = grouped(list(self._rows), [row.head for row in rows]) if rows else Listing()
        self.covered.show(listing, self._rows, empty=self._nothing())
        self.covered.reload()
        title = self.known.detail.followup.title if self.known else ""
        self.covered.border_title = plain_line(title or _("Granskningar"))
        self._show_detail()

    def _show_detail(self) -> None:
        known = self.known
        if known is None:
            self.detail.show_guide(_("{key} börjar en uppföljning.").format(key=key_for("followup-new")))
        elif (row := self.row) is not None:
            title = known.detail.followup.title or ""
            draw = partial(row_lines, row, title, is_open=known.is_open)
            self.detail.show_lines(row.id, draw)
        else:
            draw = partial(followup_lines, known.detail, known.scale, known.levels, known.signers)
            self.detail.show_lines(known.detail.followup.id, draw)

    def _nothing(self) -> str:
        """What to do where a follow-up covers nothing."""
        if self.known is not None and self.known.is_open:
            return _("Inga granskningar är valda. {key} väljer.").format(key=key_for("followup-audits"))
        return _("Inga granskningar.") if self.known else ""

    def _number(self, row: str) -> int:
        """The number that the lists know a row by: the same each time."""
        return self._numbers.setdefault(row, len(self._numbers) + 1)

    def _fetch_followups(self, numbers: Sequence[int], receive: "Receive[FollowupView]", _unread: "Unread") -> None:
        receive(_of(self._views, numbers))

    def _fetch_rows(self, numbers: Sequence[int], receive: "Receive[FollowedRow]", _unread: "Unread") -> None:
        receive(_of(self._rows, numbers))


def _of(rows: Mapping[int, R], numbers: Sequence[int]) -> dict[int, R]:
    return {number: rows[number] for number in numbers if number in rows}
