"""Actions of records of any kind, over a screen: their forms, their lists, and drafts left from last time."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from textual.screen import Screen

from storage.domain.editable_fields import EDITABLE, Given
from storage.domain.history import Change
from storage.domain.records import RecordWarning, replace
from storage.operations import records as operations
from storage.register import Register
from tui.kit.chooser import NamesDialog
from tui.kit.command import key_for
from tui.kit.fields import Form
from tui.kit.form import FormDialog, Forms, keeping, notify_saved
from tui.kit.plain import toast
from tui.kit.register_screen import RegisterScreen
from tui.language.catalogue import _
from tui.language.findings import warning_line, warning_text
from tui.records import jobs
from tui.records.dialogs import DraftsDialog, EntryDialog, RecordListJobs, RecordsDialog
from tui.records.drafts import REMOVE, UnsavedDraft, every_draft
from tui.records.jobs import RecordEdit, RecordRow, RecordScope, SavedRecord, carried_texts
from tui.register_executor import RegisterExecutor

Then = Callable[[Change], None]
Texts = Mapping[str, str]
NO_VALUES: Mapping[str, Given] = MappingProxyType({})
NO_OWNER: Mapping[str, str] = MappingProxyType({})


class RecordForms:
    """Opens forms and lists of records of any kind, keeps their drafts, and saves."""

    def __init__(self, screen: RegisterScreen, executor: RegisterExecutor, done: Then) -> None:
        """`done` receives every change."""
        self._screen = screen
        self._executor = executor
        self._done = done

    @property
    def writable(self) -> bool:
        """True if the register can be written to."""
        return self._screen.situation.writable

    def new(
        self,
        entity: str,
        given: Mapping[str, Given] = NO_VALUES,
        *,
        begin: Mapping[str, Given] = NO_VALUES,
        then: Then | None = None,
    ) -> None:
        """Make a record.

        Args:
            entity: its kind.
            given: fixed values, such as its owner: shown, not editable.
            begin: first values of its form, by code or id.
            then: receives the change too.
        """
        self.open(RecordEdit(entity=entity, given=dict(given), begin=dict(begin)), then)

    def edit(self, entity: str, record: str, *, then: Then | None = None) -> None:
        """Change a record."""
        self.open(RecordEdit(entity=entity, record=record), then)

    def open(self, edit: RecordEdit, then: Then | None = None, carried: Texts | None = None) -> None:
        """Open the form of an edit; `carried` maps fields of a new record to their first texts."""
        load = partial(jobs.load_record_form, edit=edit, carried=carried or {})
        self._executor.ask("form", load, partial(self._show, edit, then), keys_wait=True)

    def remove(self, entity: str, record: str, name: str = "", *, then: Then | None = None) -> None:
        """Remove a record from every list, with a reason; `name` is the record's, where that is known."""
        load = partial(jobs.load_reason_form, entity=entity, record=record, undo_key=key_for("undo"), name=name)

        def save(_dialog: FormDialog, values: Texts) -> Callable[[Register], Change]:
            return partial(operations.remove, entity=entity, record=record, reason=values.get("removed", ""))

        forms = Forms(self._screen, self._executor, partial(self._pass_on, then))
        forms.open(f"{REMOVE}:{record}", load, save)

    def list(self, entity: str, owner: Mapping[str, str] = NO_OWNER) -> None:
        """List the records of a kind, to change, make, remove and restore them.

        Args:
            entity: their kind.
            owner: field, or entity of a set → id, such as `letter` of questions and `recommendation` of measures;
                empty for every record.
        """
        self._list(RecordScope(entities=(entity,), owner=dict(owner)))

    def list_removed(self) -> None:
        """List every removed record, to restore it."""
        self._list(RecordScope(entities=tuple(EDITABLE), removed=True))

    def _list(self, scope: RecordScope) -> None:
        RecordList(self._screen, self._executor, self, scope).show()

    def do(self, job: Callable[[Register], Change], then: Then | None = None) -> None:
        """Write a change of records that needs no form, and notify."""
        self._executor.write(job, partial(self._notify, then))

    def _show(self, edit: RecordEdit, then: Then | None, form: Form) -> None:
        save, review = partial(self._save, edit, then), partial(self._review, edit)
        self._screen.app.push_screen(EntryDialog(form, save, keeping(self._executor, edit.key), review))

    def _save(self, edit: RecordEdit, then: Then | None, dialog: EntryDialog, changed: Texts) -> None:
        written = {name: text for name, text in dialog.values.items() if text} if dialog.form.fresh else changed
        job = partial(jobs.save, edit=edit, values=dialog.form.given(written))
        self._executor.write(job, partial(self._close, edit, then, dialog), failed=dialog.refuse)

    def _close(self, edit: RecordEdit, then: Then | None, dialog: EntryDialog, saved: SavedRecord) -> None:
        another = carried_texts(edit.entity, dialog.values) if dialog.another else None
        dialog.saved()
        if another is None:
            self._notify(then, saved.change)
        else:
            self._notify(then, saved.change, saved.name)
            self.open(edit, then, another)
        for warning in saved.warnings:
            toast(self._screen, warning_line(warning), warning=True)

    def _notify(self, then: Then | None, change: Change, name: str = "") -> None:
        notify_saved(self._screen, change, name)
        self._pass_on(then, change)

    def _pass_on(self, then: Then | None, change: Change) -> None:
        self._done(change)
        if then is not None:
            then(change)

    def _review(self, edit: RecordEdit, dialog: EntryDialog, texts: Texts) -> None:
        """Load the warnings about the texts of a form."""
        values = {**dialog.form.given(texts), **edit.given}
        load = partial(jobs.warnings, entity=edit.entity, values=values, record=edit.record or None)
        self._executor.ask("remarks", load, partial(_show_warnings, dialog))


def _show_warnings(dialog: EntryDialog, warnings: Sequence[RecordWarning]) -> None:
    if dialog.shown:
        dialog.show_warnings({warning.field: warning_text(warning) for warning in warnings})


class RecordList:
    """One open list of records, and the actions of its commands."""

    def __init__(
        self, screen: Screen[None], executor: RegisterExecutor, forms: RecordForms, scope: RecordScope
    ) -> None:
        self._screen = screen
        self._executor = executor
        self._forms = forms
        self._scope = scope
        self._dialog: RecordsDialog | None = None
        self._made = ""
        """Id of the record made last, until it is shown."""

    def show(self) -> None:
        """Open the list."""
        load = partial(jobs.list_heading, scope=self._scope)
        self._executor.ask("records' heading", load, self._open, keys_wait=True)

    def _open(self, heading: str) -> None:
        one = self._scope.entities[0] if len(self._scope.entities) == 1 else ""
        actions = RecordListJobs(
            edit=lambda row: self._forms.edit(row.entity, row.id, then=self._reload),
            remove=lambda row: self._forms.remove(row.entity, row.id, row.name, then=self._reload),
            restore=self._restore,
            read=self._load,
            new=self._new if one else None,
            join=self._join if one in operations.JOINABLE else None,
        )
        self._dialog = RecordsDialog(heading, actions, writable=self._forms.writable, removed=self._scope.removed)
        self._screen.app.push_screen(self._dialog)

    def _new(self) -> None:
        given, begin = jobs.new_values(self._scope.entities[0], self._scope.owner)
        self._forms.new(self._scope.entities[0], given, begin=begin, then=self._reload)

    def _restore(self, row: RecordRow) -> None:
        self._forms.do(partial(operations.restore, entity=row.entity, record=row.id), self._reload)

    def _join(self, row: RecordRow, others: Sequence[RecordRow]) -> None:
        def join(index: int | None) -> None:
            if index is not None:
                job = partial(operations.join, entity=row.entity, record=row.id, into=others[index].id)
                self._forms.do(job, self._reload)

        heading = _("{name} är samma som").format(name=row.name)
        self._screen.app.push_screen(NamesDialog(heading, [one.name for one in others]), join)

    def _reload(self, change: Change) -> None:
        made = [one for entity in self._scope.entities for one in change.created.get(entity, ())]
        self._made = made[0] if len(made) == 1 else ""
        self._load(self._scope.removed)

    def _load(self, removed: bool) -> None:  # noqa: FBT001 - what the list passes
        self._scope = replace(self._scope, removed=removed)
        self._executor.ask("records", partial(jobs.list_rows, scope=self._scope), self._show, keys_wait=True)

    def _show(self, rows: Sequence[RecordRow]) -> None:
        if self._dialog is not None and self._dialog.shown:
            self._dialog.show(rows, removed=self._scope.removed, at=self._made)
            self._made = ""


class DraftActions:
    """Offers the drafts left from last time, and resumes the one chosen."""

    def __init__(
        self, screen: Screen[None], executor: RegisterExecutor, resume: Callable[[UnsavedDraft], None]
    ) -> None:
        """`resume` opens the form of a draft."""
        self._screen = screen
        self._executor = executor
        self._resume = resume

    def offer(self) -> None:
        """List the drafts, if there are any."""
        self._executor.ask("drafts", every_draft, self._offer, keys_wait=True)

    def _offer(self, drafts: Sequence[UnsavedDraft]) -> None:
        def resume(index: int | None) -> None:
            if index is not None:
                self._resume(drafts[index])

        if drafts:
            self._screen.app.push_screen(DraftsDialog([draft.text for draft in drafts]), resume)
