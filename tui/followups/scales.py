"""Actions of scales: choose, change, make and remove them, over a screen."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.screen import Screen

from storage import followups
from storage.domain.followups import ScaleView
from storage.domain.history import Change
from storage.operations.scales import remove_scale
from storage.register import Register
from tui.followups import jobs
from tui.followups.dialogs import ScaleDialog, ScaleJobs, ScalesDialog
from tui.followups.forms import SCALE_LABEL, levels_of
from tui.kit.command import key_for
from tui.kit.form import FormDialog, Forms
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.records.drafts import SCALE_LEVELS, SCALE_NEW, SCALE_REMOVE
from tui.records.jobs import load_reason_form
from tui.register_executor import RegisterExecutor


class ScaleActions:
    """Lists the scales and runs the commands of the list."""

    def __init__(self, screen: Screen[None], executor: RegisterExecutor, done: Callable[[Change], None]) -> None:
        """`done` receives every change."""
        self._screen = screen
        self._executor = executor
        self._forms = Forms(screen, executor, self._show_change)
        self._done = done
        self._dialog: ScalesDialog | None = None

    def show(self, *, writable: bool) -> None:
        """List the scales."""
        actions = ScaleJobs(
            use=self._use,
            edit=lambda scale: self._open(scale.id, fresh=False),
            new=lambda scale: self._open(scale.id, fresh=True),
            remove=lambda scale: self._remove(scale.id),
        )
        self._dialog = ScalesDialog(actions, writable=writable)
        self._screen.app.push_screen(self._dialog)
        self._dialog.call_later(self._load)  # once the dialog can show them

    def resume(self, form: str, scale: str) -> None:
        """Open a form about a scale, by id, with its draft."""
        if form == SCALE_REMOVE:
            self._remove(scale)
        else:
            self._open(scale, fresh=form == SCALE_NEW)

    def _load(self) -> None:
        self._executor.ask("scales", jobs.scales_and_current, self._list, keys_wait=True)

    def _list(self, found: tuple[list[ScaleView], str | None]) -> None:
        if self._dialog is not None and self._dialog.shown:
            self._dialog.show(*found)

    def _use(self, scale: ScaleView) -> None:
        def done(change: Change) -> None:
            text = _("{title} bedöms nu på skalan {scale}.") if change else _("{title} bedöms redan på skalan {scale}.")
            self._executor.ask(
                "open follow-up",
                followups.open_followup,
                lambda one: toast(self._screen, text.format(title=one.title if one else "", scale=scale.label)),
            )
            self._show_change(change)

        self._executor.write(partial(jobs.use_scale, scale=scale.id), done)

    def _remove(self, scale: str) -> None:
        load = partial(load_reason_form, entity="scale", record=scale, undo_key=key_for("undo"))

        def save(dialog: FormDialog, _changed: Mapping[str, str]) -> Callable[[Register], Change]:
            return partial(remove_scale, scale=scale, reason=dialog.values["removed"])

        self._forms.open(f"{SCALE_REMOVE}:{scale}", load, save)

    def _open(self, scale: str, *, fresh: bool) -> None:
        def save(dialog: FormDialog, _changed: Mapping[str, str]) -> Callable[[Register], Change]:
            label, levels = dialog.values[SCALE_LABEL], levels_of(dialog.values)
            return partial(jobs.save_scale, scale=scale, label=label, levels=levels, fresh=fresh)

        load = partial(jobs.load_scale_form, scale=scale, fresh=fresh)
        self._forms.open(f"{SCALE_NEW if fresh else SCALE_LEVELS}:{scale}", load, save, make=ScaleDialog)

    def _show_change(self, change: Change) -> None:
        """Reload the scales; say so where a change made a scale of its own."""
        if change.name == "edit_scale" and change.created.get("scale"):
            toast(self._screen, _("Skalan används, så nivåerna blev en ny skala bredvid den."))
        self._load()
        self._done(change)
