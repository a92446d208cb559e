"""A list of records over a screen: what its keys do, and reading it again after each change."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.value import replace
from storage.operations import entering as operations
from tui.dialogs.names import NamesDialog
from tui.dialogs.records import Doings, RecordsDialog, Row
from tui.language.catalogue import _
from tui.screens import record_reads
from tui.screens.record_reads import About
from tui.work import Work

if TYPE_CHECKING:
    from tui.screens.entering import Entering


class RecordList:
    """One list that is open."""

    def __init__(self, screen: Screen[None], work: Work, entering: "Entering", about: About) -> None:
        self._screen = screen
        self._work = work
        self._entering = entering
        self._about = about
        self._dialog: RecordsDialog | None = None
        self._made = ""
        """Id of the record that was made last, until it is shown."""

    def show(self) -> None:
        """Open the list."""
        self._work.ask("records' heading", partial(record_reads.heading, about=self._about), self._open)

    def _open(self, heading: str) -> None:
        one = self._about.entities[0] if len(self._about.entities) == 1 else ""
        doings = Doings(
            edit=lambda row: self._entering.edit(row.entity, row.id, then=self._again),
            remove=lambda row: self._entering.remove(row.entity, row.id, row.name, then=self._again),
            restore=self._restore,
            read=self._read,
            new=self._new if one else None,
            join=self._join if one in operations.JOINABLE else None,
        )
        self._dialog = RecordsDialog(heading, doings, writable=self._entering.writable, removed=self._about.removed)
        self._screen.app.push_screen(self._dialog)

    def _new(self) -> None:
        given, begin = record_reads.beginning(self._about.entities[0], self._about.owner)
        self._entering.new(self._about.entities[0], given, begin=begin, then=self._again)

    def _restore(self, row: Row) -> None:
        self._entering.do(partial(operations.restore, entity=row.entity, record=row.id), self._again)

    def _join(self, row: Row, others: Sequence[Row]) -> None:
        def chosen(place: int | None) -> None:
            if place is not None:
                into = others[place].id
                self._entering.do(partial(operations.join, entity=row.entity, record=row.id, into=into), self._again)

        heading = _("{name} är samma som").format(name=row.name)
        self._screen.app.push_screen(NamesDialog(heading, [one.name for one in others]), chosen)

    def _again(self, change: Change) -> None:
        made = [one for entity in self._about.entities for one in change.created.get(entity, ())]
        self._made = made[0] if len(made) == 1 else ""
        self._read(self._about.removed)

    def _read(self, removed: bool) -> None:  # noqa: FBT001 - what the list asks for
        self._about = replace(self._about, removed=removed)
        self._work.ask("records", partial(record_reads.listed, about=self._about), self._show)

    def _show(self, rows: Sequence[Row]) -> None:
        if self._dialog is not None and self._dialog.shown:
            self._dialog.show(rows, removed=self._about.removed, at=self._made)
            self._made = ""
