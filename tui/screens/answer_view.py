"""What was asked, each thing beside what an answer says of it, with the one under the cursor in full."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from storage.domain.letter_views import AnswerSheet, AskedView
from tui.keys import key_for
from tui.language.catalogue import _
from tui.widgets.letter_columns import asked_columns
from tui.widgets.letter_lines import asked_lines
from tui.widgets.letter_words import answered_share, response_name
from tui.widgets.lines_pane import LinesPane
from tui.widgets.listing import grouped
from tui.widgets.plain import cut, plain_line
from tui.widgets.windowed_table import Receive, WindowedTable

WIDE = 150
"""Cells from which list and detail stand side by side."""
FRAME = 6
"""Cells of a title's line that its frame takes."""


class AnswerView(Container):
    """A list of what was asked beside what is answered, and a detail."""

    class Changed(Message):
        """The cursor, the marks or the part with the keyboard is another."""

    class Opened(Message):
        """Enter or a double click on one of the things asked."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, AskedView] = {}
        self._title = ""
        self.table: WindowedTable[AskedView] = WindowedTable(
            asked_columns(), self._fetch, empty=_("Läser …"), dom_id="asked", follow=self._follow
        )
        self.detail = LinesPane(dom_id="answer")

    def compose(self) -> ComposeResult:
        """The list and the detail."""
        yield self.table
        yield self.detail

    @property
    def pane(self) -> Literal["asked", "answer"]:
        """The part that has the keyboard."""
        return "answer" if self.detail.has_focus else "asked"

    @property
    def meant(self) -> tuple[AskedView, ...]:
        """What the keys mean: the marked rows, else the one under the cursor."""
        marked = self.table.marked
        if marked:
            return tuple(self._rows[self._numbers[one]] for one in marked)
        return (self.table.current,) if self.table.current else ()

    def step(self) -> None:
        """Give the other part the keyboard."""
        (self.detail if self.table.has_focus else self.table).focus()

    def show(self, sheet: AnswerSheet) -> None:
        """Show an answer; the cursor and the marks stay."""
        for row in sheet.rows:
            self._numbers.setdefault(row.id, len(self._numbers) + 1)
        self._rows = {self._numbers[row.id]: row for row in sheet.rows}
        listing = grouped(list(self._rows), [_group(row) for row in sheet.rows])
        self.table.show(listing, self._rows, empty=_("Här finns inget att svara på."))
        counted = [row.answered for row in sheet.rows if row.asked or row.answered]
        name = response_name(sheet.detail.view)
        self._title = f"{answered_share(sum(counted), len(counted))} · {name}" if counted else name
        self._show_title()
        if self.table.current is not None:
            self._follow(self.table.current.id)
        elif not sheet.rows:
            self.detail.show_guide(_guide(sheet))

    def settle_on(self, rows: Sequence[AskedView]) -> None:
        """Take the marks away and go to the first of these rows, which have been dealt with."""
        if self.table.marked and rows:
            self.table.clear_marks()
            self.table.go_to(self._numbers[rows[0].id])

    def on_resize(self) -> None:
        """Stand side by side where there is room."""
        self.set_class(self.size.width >= WIDE, "wide")
        self._show_title()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Other keys do something now."""
        self.post_message(self.Changed())

    @on(WindowedTable.RowHighlighted)
    @on(WindowedTable.MarksChanged)
    def tell(self, event: Message) -> None:
        """Another row, or other marks."""
        event.stop()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated)
    def activate(self, event: WindowedTable.RowActivated) -> None:
        """Enter on a row."""
        event.stop()
        if event.record_id:
            self.post_message(self.Opened())

    def _show_title(self) -> None:
        self.table.border_title = plain_line(cut(self._title, max(self.table.size.width - FRAME, FRAME)))

    def _fetch(self, rids: Sequence[int], receive: "Receive[AskedView]") -> None:
        """All rows come with the sheet; one that is asked for is at hand."""
        known: Mapping[int, AskedView] = {rid: self._rows[rid] for rid in rids if rid in self._rows}
        receive(known)

    def _follow(self, target: str) -> None:
        row = self._rows.get(self._numbers.get(target, 0))
        if row is not None:
            self.detail.show_lines(row.id, partial(asked_lines, row))


def _group(row: AskedView) -> str:
    """The heading that a thing asked stands under."""
    target = row.target
    if target.entity == "letter_question":
        return " ".join(filter(None, [_("Frågor i brevet"), target.about]))
    return target.about if row.asked else _("{audit} · utöver det som frågades").format(audit=target.about)


def _guide(sheet: AnswerSheet) -> str:
    """What to do where there is nothing to answer."""
    if not sheet.detail.view.audits:
        return _("Ange i svarets huvud, med {key}, vilka granskningar svaret gäller.").format(
            key=key_for("answer-head")
        )
    return _(
        "Granskningarna som svaret gäller har inga rekommendationer. {measure} skriver in en åtgärd som svaret "
        "berättar om, och {head} det som svaret säger i sin helhet."
    ).format(measure=key_for("answer-measure"), head=key_for("answer-head"))
