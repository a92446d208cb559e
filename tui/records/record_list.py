"""The records of a kind in a list: changed, made, taken out, brought back and joined from it."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from storage.domain.text import one_line
from tui.kit.chooser import having
from tui.kit.command import Area, Command, bindings, key_for
from tui.kit.dialog import Dialog
from tui.kit.plain import fit, plain, plain_line, width_of
from tui.language.catalogue import _
from tui.records.keys import ENTRY_COMMANDS

MOST = 400
"""Records that are listed at once; the others are found by typing."""
NAME = 44
"""Cells that a name has at most, where something is said beside it."""


class Row(Struct, frozen=True):
    """A record in a list."""

    entity: str
    id: str
    name: str
    told: str
    """What else there is to say of it."""
    joined: bool = False
    """Whether it turned out to be another."""


class RecordListJobs(Struct, frozen=True):
    """What the keys of the list do."""

    edit: Callable[[Row], None]
    remove: Callable[[Row], None]
    restore: Callable[[Row], None]
    read: Callable[[bool], None]
    """Has the list read: of removed records, or of the others."""
    new: Callable[[], None] | None = None
    """None where nothing is made here."""
    join: Callable[[Row, Sequence[Row]], None] | None = None
    """Given a record and those that it may turn out to be; None where records are not joined."""


class RecordsDialog(Dialog[None]):
    """A list that is filtered while one types."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("collection", *ENTRY_COMMANDS)
    AREAS: tuple[Area, ...] = ("collection", "dialog")

    def __init__(self, title: str, doings: RecordListJobs, *, writable: bool = True, removed: bool = False) -> None:
        """A list.

        Args:
            title: what it is of.
            doings: what its keys do.
            writable: whether anything can be changed.
            removed: whether it shows removed records to begin with.
        """
        super().__init__()
        self._title, self._doings, self._writable, self._removed = title, doings, writable, removed
        self._rows: Sequence[Row] | None = None

    def heading(self) -> str:
        """What the list is of."""
        return self._title

    def body(self) -> Iterable[Widget]:
        """The words to filter by, and the records."""
        yield Input(compact=True, placeholder=_("Skriv en del av namnet"), id="words")
        yield Static(id="told")
        yield OptionList(id="found")

    def on_mount(self) -> None:
        """Ask for the records."""
        super().on_mount()
        self.query_one("#words").display = False
        self.query_one("#found").focus()
        self._doings.read(self._removed)

    def offers(self, command: Command) -> bool:
        """Whether a command does something with the records that are listed."""
        return super().offers(command) and self._applies(command.id)

    def commands(self) -> Sequence[Command]:
        """The keys that do something now."""
        return [command for command in super().commands() if self._applies(command.id)]

    def show(self, rows: Sequence[Row], *, removed: bool, at: str = "") -> None:
        """Show these, with the cursor on the record `at`, else where it was."""
        before = self._current
        place = self.query_one("#found", OptionList).highlighted or 0
        self._rows, self._removed = rows, removed
        self._list(at or (before.id if before else ""), place)

    # What the keys do

    def action_edit(self) -> None:
        """Change the record; of a removed one, bring it back."""
        if (row := self._current) is not None and self._writable:
            (self._doings.restore if self._removed else self._doings.edit)(row)

    def action_restore(self) -> None:
        """Bring the removed record back."""
        if self._removed:
            self.action_edit()

    def action_new(self) -> None:
        """Make one."""
        if self._writable and not self._removed and self._doings.new is not None:
            self._doings.new()

    def action_remove(self) -> None:
        """Take the record out, with a reason."""
        if (row := self._current) is not None and self._writable and not self._removed:
            self._doings.remove(row)

    def action_removed(self) -> None:
        """Show those that were taken out, or the others again."""
        self._rows = None
        self._doings.read(not self._removed)

    def action_join(self) -> None:
        """Say that the record turned out to be another."""
        row, join = self._current, self._doings.join
        if row is not None and join is not None and self._applies("records-join"):
            join(row, [one for one in self._rows or () if one.entity == row.entity and one.id != row.id])

    def action_filter(self) -> None:
        """Write what the names have to hold."""
        self.query_one("#words").display = True
        self.query_one("#words").focus()

    def action_close(self) -> None:
        """Leave the filter; without one, the dialog."""
        words = self.query_one("#words", Input)
        if words.display:
            words.value = ""
            words.display = False
            self.query_one("#found").focus()
        else:
            super().action_close()

    # What the widgets say

    @on(Input.Changed, "#words")
    def narrow(self) -> None:
        """Show what the words leave."""
        self._list("", 0)

    @on(Input.Submitted, "#words")
    def back(self) -> None:
        """Keep the filter and go on in the list."""
        self.query_one("#found").focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_edit()

    @property
    def _current(self) -> Row | None:
        option = self.query_one("#found", OptionList).highlighted_option
        return next((row for row in self._rows or () if option is not None and row.id == option.id), None)

    def _applies(self, command: str) -> bool:
        """Whether the key of a command does something now."""
        some = bool(self._rows)
        match command:
            case "records-edit" | "records-remove":
                return self._writable and some and not self._removed
            case "records-restore":
                return self._writable and some and self._removed
            case "records-new":
                return self._writable and not self._removed and self._doings.new is not None
            case "records-join":
                return self._writable and some and not self._removed and self._doings.join is not None
            case "records-filter":
                return some
            case _:
                return True

    def _list(self, at: str, place: int) -> None:
        has = having(self.query_one("#words", Input).value)
        found = [row for row in self._rows or () if has(f"{row.name} {row.told}")]
        options = self.query_one("#found", OptionList)
        options.clear_options()
        width = min(max((width_of(one_line(row.name)) for row in found[:MOST]), default=0), NAME)
        options.add_options(Option(_line(row, width), id=row.id) for row in found[:MOST])
        if options.option_count:
            ids = [row.id for row in found[:MOST]]
            options.highlighted = ids.index(at) if at in ids else min(place, options.option_count - 1)
        told = self.query_one("#told", Static)
        told.update(plain(self._said(len(found))))
        told.display = bool(self._said(len(found)))
        self.show_keys()

    def _said(self, found: int) -> str:
        """What is said above the list."""
        if not found:
            if self._rows:
                return _("Inget här passar det du skrev.")
            if self._removed:
                return _("Inget är borttaget.")
            advice = _("{key} lägger till.").format(key=key_for("records-new")) if self._applies("records-new") else ""
            return f"{_('Här finns inget.')} {advice}".strip()
        removed = _("Borttagna") if self._removed else ""
        number = _("{n} av {total}").format(n=found, total=len(self._rows or ()))
        return " · ".join(filter(None, [removed, number if found < len(self._rows or ()) or found > MOST else ""]))


def _line(row: Row, width: int) -> Content:
    """Name, and what else there is to say, dim and in a column where names have room."""
    if not row.told:
        return plain_line(row.name)
    return Content.assemble(plain(fit(one_line(row.name), width)), "  ", plain_line(row.told).stylize("dim"))
