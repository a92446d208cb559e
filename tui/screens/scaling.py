"""Choosing, changing and making scales, over a screen."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage import following, queries
from storage.domain.change import Change
from storage.domain.following import ScaleView
from storage.errors import UnknownReference
from storage.operations import following as operations
from storage.operations import scaling
from storage.operations.assessing import open_one
from storage.register import Register
from tui.dialogs.scale_form import NAME, ScaleDialog, levels_of, scale_form
from tui.dialogs.scales import ScaleDoings, ScalesDialog
from tui.language.catalogue import _
from tui.screens.forms import Forms
from tui.widgets.plain import toast
from tui.work import Work

if TYPE_CHECKING:
    from tui.dialogs.fields import Form
    from tui.dialogs.form import FormDialog

LEVELS, NEW, REMOVE = "scale_levels", "scale_new", "scale_remove"
"""What the forms are called, as their drafts are."""


class Scaling:
    """Shows the scales, and does what their keys say."""

    def __init__(self, screen: Screen[None], work: Work, saved: Callable[[Change], None]) -> None:
        """`saved` is told of every change."""
        self._screen = screen
        self._work = work
        self._forms = Forms(screen, work, self._done)
        self._saved = saved
        self._dialog: ScalesDialog | None = None

    def show(self, *, writable: bool) -> None:
        """List the scales."""
        doings = ScaleDoings(use=self._use, edit=self._edit, new=self._new, remove=self._remove)
        self._dialog = ScalesDialog(doings, writable=writable)
        self._screen.app.push_screen(self._dialog)
        self._dialog.call_later(self._read)  # when there is somewhere to show the answer

    def resume(self, form: str, scale: str) -> None:
        """Go on with a form that was begun about a scale, by id."""
        if form == REMOVE:
            self._ask_reason(scale)
        else:
            self._open(scale, fresh=form == NEW)

    def _read(self) -> None:
        self._work.ask("scales", _every_scale, self._list)

    def _list(self, answer: tuple[list[ScaleView], str | None]) -> None:
        if self._dialog is not None and self._dialog.shown:
            self._dialog.show(*answer)

    def _use(self, scale: ScaleView) -> None:
        def write(register: Register) -> Change:
            return operations.set_scale(register, open_one(register).id, scale.id)

        def done(change: Change) -> None:
            told = _("{title} bedöms nu på skalan {scale}.") if change else _("{title} bedöms redan på skalan {scale}.")
            self._work.ask(
                "open follow-up",
                queries.open_followup,
                lambda one: toast(self._screen, told.format(title=one.title if one else "", scale=scale.label)),
            )
            self._done(change)

        self._work.write(write, done)

    def _edit(self, scale: ScaleView) -> None:
        self._open(scale.id, fresh=False)

    def _new(self, scale: ScaleView) -> None:
        self._open(scale.id, fresh=True)

    def _remove(self, scale: ScaleView) -> None:
        self._ask_reason(scale.id)

    def _ask_reason(self, scale: str) -> None:
        from tui.screens import edit_work  # noqa: PLC0415 - seldom

        ask = partial(edit_work.reason_asked, entity="scale", record=scale)

        def save(dialog: "FormDialog", _changed: Mapping[str, str]) -> Callable[[Register], Change]:
            return partial(scaling.remove_scale, scale=scale, reason=dialog.values["removed"])

        self._forms.open(f"{REMOVE}:{scale}", ask, save)

    def _open(self, scale: str, *, fresh: bool) -> None:
        def ask(register: Register) -> "Form":
            held = next((one for one in following.scales(register) if one.id == scale), None)
            if held is None:
                raise UnknownReference(scale, "scale")
            return scale_form("" if fresh else held.label, held.levels, used=held.used, fresh=fresh)

        def save(dialog: "FormDialog", _changed: Mapping[str, str]) -> Callable[[Register], Change]:
            label, levels = dialog.values[NAME], levels_of(dialog.values)
            if fresh:
                return lambda register: scaling.make_scale(register, label, levels)
            return lambda register: scaling.edit_scale(register, scale, label=label, levels=levels)

        self._forms.open(f"{NEW if fresh else LEVELS}:{scale}", ask, save, make=ScaleDialog)

    def _done(self, change: Change) -> None:
        """Show the scales anew; say where a change made a scale of its own."""
        if change.name == "edit_scale" and change.created.get("scale"):
            toast(self._screen, _("Skalan används, så nivåerna blev en ny skala bredvid den."))
        self._read()
        self._saved(change)


def _every_scale(register: Register) -> tuple[list[ScaleView], str | None]:
    """The scales, and the id of the open follow-up's."""
    followup = queries.open_followup(register)
    return following.scales(register), followup.scale if followup else None
