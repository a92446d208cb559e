"""Records of every kind entered by hand, over any screen: their forms, and what is saved of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.editable_fields import EDITABLE, Given
from storage.domain.history import Change
from storage.domain.records import RecordWarning, replace
from storage.operations import records as operations
from storage.register import Register
from tui.kit.chooser import NamesDialog
from tui.kit.form import Forms, keeping, notify_saved
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.records import jobs
from tui.records.jobs import RecordEdit, RecordScope
from tui.records.record_list import RecordListJobs, RecordsDialog, Row
from tui.register_executor import RegisterExecutor

if TYPE_CHECKING:
    from tui.kit.fields import Form
    from tui.kit.register_screen import RegisterScreen
    from tui.records.jobs import Saved
    from tui.records.record_form import EntryDialog


Then = Callable[[Change], None]
Texts = Mapping[str, str]
NOTHING: Mapping[str, Given] = MappingProxyType({})
NO_OWNER: Mapping[str, str] = MappingProxyType({})


class Entering:
    """Opens forms of any kind over a screen, keeps their drafts, and saves what they give."""

    def __init__(self, screen: "RegisterScreen", work: RegisterExecutor, saved: Then) -> None:
        """`saved` is told of every change."""
        self._screen = screen
        self._work = work
        self._saved = saved

    @property
    def writable(self) -> bool:
        """Whether the register lets itself be written to."""
        return self._screen.situation.writable

    def new(
        self,
        entity: str,
        given: Mapping[str, Given] = NOTHING,
        *,
        begin: Mapping[str, Given] = NOTHING,
        then: Then | None = None,
    ) -> None:
        """Make a record.

        Args:
            entity: its kind.
            given: what is decided already, such as what it belongs to: shown, not asked.
            begin: what its form begins with, by code or id.
            then: told of the change too.
        """
        self.open(RecordEdit(entity=entity, given=dict(given), begin=dict(begin)), then)

    def edit(self, entity: str, record: str, *, then: Then | None = None) -> None:
        """Change a record."""
        self.open(RecordEdit(entity=entity, record=record), then)

    def open(self, begun: RecordEdit, then: Then | None = None, carried: Texts | None = None) -> None:
        """Open the form of what is begun; `carried` is what a new record begins with, as its fields hold it."""
        from tui.records import jobs  # noqa: PLC0415 - not needed before the first form

        ask = partial(jobs.load_record_form, begun=begun, carried=carried or {})
        self._work.ask("form", ask, partial(self._show, begun, then), keys_wait=True)

    def remove(self, entity: str, record: str, name: str = "", *, then: Then | None = None) -> None:
        """Take a record out of every list, with a reason; `name` is what it is called, where that is known."""
        from tui.records import jobs  # noqa: PLC0415 - not needed before the first removal

        ask = partial(jobs.load_reason_form, entity=entity, record=record, name=name)
        forms = Forms(self._screen, self._work, partial(self._pass_on, then))
        forms.open(f"remove:{record}", ask, lambda _dialog, values: jobs.removed(entity, record, values))

    def list(self, entity: str, owner: Mapping[str, str] = NO_OWNER) -> None:
        """Show the records of a kind, of an owner where one is named, to be changed, made, taken out and brought back.

        Args:
            entity: their kind.
            owner: field, or entity of a set → id, such as `letter` of questions and `recommendation` of measures.
        """
        self._list((entity,), owner)

    def list_removed(self, *entities: str) -> None:
        """Show all that was taken out, to bring it back; only of these kinds where some are named."""
        self._list(entities or tuple(EDITABLE), NO_OWNER, removed=True)

    def _list(self, entities: tuple[str, ...], owner: Mapping[str, str], *, removed: bool = False) -> None:
        from tui.records.jobs import RecordScope  # noqa: PLC0415

        about = RecordScope(entities=entities, owner=dict(owner), removed=removed)
        RecordList(self._screen, self._work, self, about).show()

    def do(self, job: Callable[[Register], Change], then: Then | None = None) -> None:
        """Do something to records that asks for nothing more, and tell of it."""
        self._work.write(job, partial(self._told, then))

    def _show(self, begun: RecordEdit, then: Then | None, form: "Form") -> None:
        from tui.records.record_form import EntryDialog  # noqa: PLC0415 - not needed before the first form

        save, look = partial(self._save, begun, then), partial(self._look, begun)
        self._screen.app.push_screen(EntryDialog(form, save, keeping(self._work, begun.key), look))

    def _save(self, begun: RecordEdit, then: Then | None, dialog: "EntryDialog", changed: Texts) -> None:
        from tui.records import jobs  # noqa: PLC0415 - loaded with the form

        written = {name: text for name, text in dialog.values.items() if text} if dialog.form.fresh else changed
        values = dialog.form.given(written)
        job = partial(jobs.save, begun=begun, values=values)
        self._work.write(job, partial(self._entered, begun, then, dialog), failed=dialog.refuse)

    def _entered(self, begun: RecordEdit, then: Then | None, dialog: "EntryDialog", saved: "Saved") -> None:
        from tui.language.findings import remark_line  # noqa: PLC0415 - loaded with the form
        from tui.records.jobs import carried  # noqa: PLC0415

        another = carried(begun.entity, dialog.values) if dialog.another else None
        dialog.saved()
        if another is None:
            self._told(then, saved.change)
        else:
            self._told(then, saved.change, saved.name)
            self.open(begun, then, another)
        for remark in saved.remarks:
            toast(self._screen, remark_line(remark), warning=True)

    def _told(self, then: Then | None, change: Change, name: str = "") -> None:
        """Tell of a change, and whoever wants to know of it."""
        notify_saved(self._screen, change, name)
        self._pass_on(then, change)

    def _pass_on(self, then: Then | None, change: Change) -> None:
        self._saved(change)
        if then is not None:
            then(change)

    def _look(self, begun: RecordEdit, dialog: "EntryDialog", texts: Texts) -> None:
        """Ask what stops nothing but should be known of what the fields hold."""
        from tui.records import jobs  # noqa: PLC0415 - loaded with the form

        values = {**dialog.form.given(texts), **begun.given}
        ask = partial(jobs.remarks, entity=begun.entity, values=values, record=begun.record or None)
        self._work.ask("remarks", ask, partial(_say, dialog))


def _say(dialog: "EntryDialog", remarks: Sequence[RecordWarning]) -> None:
    from tui.language.findings import remark_text  # noqa: PLC0415 - loaded with the form

    if dialog.shown:
        dialog.remark({remark.field: remark_text(remark) for remark in remarks})


class RecordList:
    """One list that is open."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, entering: "Entering", about: RecordScope) -> None:
        self._screen = screen
        self._work = work
        self._entering = entering
        self._about = about
        self._dialog: RecordsDialog | None = None
        self._made = ""
        """Id of the record that was made last, until it is shown."""

    def show(self) -> None:
        """Open the list."""
        self._work.ask("records' heading", partial(jobs.heading, about=self._about), self._open, keys_wait=True)

    def _open(self, heading: str) -> None:
        one = self._about.entities[0] if len(self._about.entities) == 1 else ""
        doings = RecordListJobs(
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
        given, begin = jobs.beginning(self._about.entities[0], self._about.owner)
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
        self._work.ask("records", partial(jobs.listed, about=self._about), self._show, keys_wait=True)

    def _show(self, rows: Sequence[Row]) -> None:
        if self._dialog is not None and self._dialog.shown:
            self._dialog.show(rows, removed=self._about.removed, at=self._made)
            self._made = ""
