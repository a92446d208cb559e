"""Records of every kind entered by hand, over any screen: their forms, and what is saved of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from storage.domain.change import Change
from storage.domain.kinds import KINDS, Given
from storage.register import Register
from tui.screens.entering_drafts import Begun
from tui.screens.forms import Forms, keeping, tell_saved
from tui.widgets.plain import toast
from tui.work import Work

if TYPE_CHECKING:
    from storage.domain.entry_views import Remark
    from tui.dialogs.entry import EntryDialog
    from tui.dialogs.fields import Form
    from tui.screens.entering_work import Saved
    from tui.screens.register_screen import RegisterScreen

Then = Callable[[Change], None]
Texts = Mapping[str, str]
NOTHING: Mapping[str, Given] = MappingProxyType({})
NO_OWNER: Mapping[str, str] = MappingProxyType({})


class Entering:
    """Opens forms of any kind over a screen, keeps their drafts, and saves what they give."""

    def __init__(self, screen: "RegisterScreen", work: Work, saved: Then) -> None:
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
        self.open(Begun(entity=entity, given=dict(given), begin=dict(begin)), then)

    def edit(self, entity: str, record: str, *, then: Then | None = None) -> None:
        """Change a record."""
        self.open(Begun(entity=entity, record=record), then)

    def open(self, begun: Begun, then: Then | None = None, carried: Texts | None = None) -> None:
        """Open the form of what is begun; `carried` is what a new record begins with, as its fields hold it."""
        from tui.screens import entering_reads  # noqa: PLC0415 - not needed before the first form

        ask = partial(entering_reads.record_asked, begun=begun, carried=carried or {})
        self._work.ask("form", ask, partial(self._show, begun, then))

    def remove(self, entity: str, record: str, name: str = "", *, then: Then | None = None) -> None:
        """Take a record out of every list, with a reason; `name` is what it is called, where that is known."""
        from tui.screens import edit_work  # noqa: PLC0415 - not needed before the first removal

        ask = partial(edit_work.reason_asked, entity=entity, record=record, name=name)
        forms = Forms(self._screen, self._work, partial(self._pass_on, then))
        forms.open(f"remove:{record}", ask, lambda _dialog, values: edit_work.removed(entity, record, values))

    def list(self, entity: str, owner: Mapping[str, str] = NO_OWNER) -> None:
        """Show the records of a kind, of an owner where one is named, to be changed, made, taken out and brought back.

        Args:
            entity: their kind.
            owner: field, or entity of a set → id, such as `letter` of questions and `recommendation` of measures.
        """
        self._list((entity,), owner)

    def list_removed(self, *entities: str) -> None:
        """Show all that was taken out, to bring it back; only of these kinds where some are named."""
        self._list(entities or tuple(KINDS), NO_OWNER, removed=True)

    def _list(self, entities: tuple[str, ...], owner: Mapping[str, str], *, removed: bool = False) -> None:
        from tui.screens.record_lists import RecordList  # noqa: PLC0415 - not needed before the first list
        from tui.screens.record_reads import About  # noqa: PLC0415

        about = About(entities=entities, owner=dict(owner), removed=removed)
        RecordList(self._screen, self._work, self, about).show()

    def do(self, job: Callable[[Register], Change], then: Then | None = None) -> None:
        """Do something to records that asks for nothing more, and tell of it."""
        self._work.write(job, partial(self._told, then))

    def _show(self, begun: Begun, then: Then | None, form: "Form") -> None:
        from tui.dialogs.entry import EntryDialog  # noqa: PLC0415 - not needed before the first form

        save, look = partial(self._save, begun, then), partial(self._look, begun)
        self._screen.app.push_screen(EntryDialog(form, save, keeping(self._work, begun.key), look))

    def _save(self, begun: Begun, then: Then | None, dialog: "EntryDialog", changed: Texts) -> None:
        from tui.screens import entering_work  # noqa: PLC0415 - loaded with the form

        written = {name: text for name, text in dialog.values.items() if text} if dialog.form.fresh else changed
        values = dialog.form.given(written)
        job = partial(entering_work.save, begun=begun, values=values)
        self._work.write(job, partial(self._entered, begun, then, dialog), failed=dialog.refuse)

    def _entered(self, begun: Begun, then: Then | None, dialog: "EntryDialog", saved: "Saved") -> None:
        from tui.language.remarks import remark_line  # noqa: PLC0415 - loaded with the form
        from tui.screens.entering_drafts import carried  # noqa: PLC0415

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
        tell_saved(self._screen, change, name)
        self._pass_on(then, change)

    def _pass_on(self, then: Then | None, change: Change) -> None:
        self._saved(change)
        if then is not None:
            then(change)

    def _look(self, begun: Begun, dialog: "EntryDialog", texts: Texts) -> None:
        """Ask what stops nothing but should be known of what the fields hold."""
        from tui.screens import entering_reads  # noqa: PLC0415 - loaded with the form

        values = {**dialog.form.given(texts), **begun.given}
        ask = partial(entering_reads.remarks, entity=begun.entity, values=values, record=begun.record or None)
        self._work.ask("remarks", ask, partial(_say, dialog))


def _say(dialog: "EntryDialog", remarks: Sequence["Remark"]) -> None:
    from tui.language.remarks import remark_text  # noqa: PLC0415 - loaded with the form

    if dialog.shown:
        dialog.remark({remark.field: remark_text(remark) for remark in remarks})
