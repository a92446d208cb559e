"""Dialogs of follow-ups: the form of a report, the list of scales and the form of one."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from storage.domain.followups import ScaleView
from storage.domain.scale import MOST_LEVELS
from storage.domain.text import one_line
from storage.errors import ScaleRefused
from tui.followups.forms import OWN_FIELDS, SCALE_LABEL, StoredFields
from tui.followups.keys import SCALE_COMMANDS
from tui.kit.command import Area, Situation, bindings
from tui.kit.dialog import Dialog
from tui.kit.field_row import FieldRow
from tui.kit.fields import Form
from tui.kit.form import FormDialog, KeepDraft, Submit, WritingDialog
from tui.kit.plain import plain, plain_line
from tui.language.catalogue import many, mark
from tui.language.words import level_label
from tui.letters.forms import FOLLOWUP


class ReportDialog(WritingDialog):
    """The form of a report, with the date and the signers of the follow-up that is chosen."""

    def __init__(self, form: Form, stored: StoredFields, submit: Submit, keep_draft: KeepDraft) -> None:
        """`stored` holds the own fields of every follow-up."""
        super().__init__(form, submit, keep_draft)
        self._stored = {followup: dict(own) for followup, own in stored.items()}
        self._written = {followup: dict(own) for followup, own in stored.items()}
        self._shown = self.texts[FOLLOWUP]

    @property
    def changed_own(self) -> dict[str, str]:
        """Submitted own fields of the chosen follow-up that differ from the stored ones."""
        stored = self._stored[self.values[FOLLOWUP]]
        return {name: self.values[name] for name in OWN_FIELDS if self.values[name] != stored[name]}

    def keep_own(self) -> None:
        """Remember that the chosen follow-up's own fields are saved."""
        self._stored[self.values[FOLLOWUP]] = {name: self.values[name] for name in OWN_FIELDS}

    @on(FieldRow.Changed)
    def show_own(self) -> None:
        """Show the own fields of another follow-up, as they were left."""
        rows = {row.field.name: row for row in self.query(FieldRow)}
        chosen = rows[FOLLOWUP].text
        if chosen == self._shown:
            self._written[chosen] = {name: rows[name].text for name in OWN_FIELDS}
            return
        self._shown = chosen
        for name, text in dict(self._written[chosen]).items():
            rows[name].write(text)


class ScaleJobs(Struct, frozen=True):
    """Callbacks of the list's commands, each given a scale."""

    use: Callable[[ScaleView], None]
    edit: Callable[[ScaleView], None]
    new: Callable[[ScaleView], None]
    """Make another after the scale."""
    remove: Callable[[ScaleView], None]


class ScalesDialog(Dialog[None]):
    """The scales, with the levels of the one that is highlighted."""

    HEADING = mark("Skalor")
    BINDINGS: ClassVar[list[BindingType]] = bindings("scales", *SCALE_COMMANDS)
    AREAS: tuple[Area, ...] = ("scales", "dialog")

    def __init__(self, actions: ScaleJobs, *, writable: bool) -> None:
        """`writable` is False where nothing can be changed."""
        super().__init__()
        self._actions, self._writable = actions, writable
        self._scales: Sequence[ScaleView] = ()
        self._chosen: str | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the list of scales and the levels of one."""
        yield OptionList(id="found")
        yield Static(id="levels")

    @property
    def situation(self) -> Situation:
        """State that decides which commands apply."""
        return Situation(writable=self._writable, row=self._current is not None)

    def show(self, scales: Sequence[ScaleView], chosen: str | None) -> None:
        """Show the scales; `chosen` is the id of the open follow-up's."""
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None:
            place = next((at for at, one in enumerate(scales) if one.id == chosen), 0)
        self._scales, self._chosen = scales, chosen
        options.clear_options()
        options.add_options(Option(self._line(one), id=one.id) for one in scales)
        options.highlighted = min(place, len(scales) - 1) if scales else None
        options.focus()
        self.show_keys()

    @on(OptionList.OptionHighlighted)
    def show_levels(self) -> None:
        """Show the labels and definitions of the highlighted scale's levels."""
        current = self._current
        levels = current.levels if current else ()
        lines = [f"{level_label(level)}: {one_line(level.definition or '')}" for level in levels]
        self.query_one("#levels", Static).update(plain("\n".join(lines)))

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Use the scale, on Enter or a click."""
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        """Let the open follow-up be assessed on the scale."""
        self._run(self._actions.use)

    def action_edit(self) -> None:
        """Change the scale."""
        self._run(self._actions.edit)

    def action_new(self) -> None:
        """Make another after the scale."""
        self._run(self._actions.new)

    def action_remove(self) -> None:
        """Remove the scale."""
        self._run(self._actions.remove)

    @property
    def _current(self) -> ScaleView | None:
        found = self.query_one(OptionList).highlighted_option if self.shown else None
        return next((one for one in self._scales if found is not None and one.id == found.id), None)

    def _run(self, action: Callable[[ScaleView], None]) -> None:
        if self._writable and (current := self._current) is not None:
            action(current)

    def _line(self, scale: ScaleView) -> Content:
        counts = [
            many(mark("{n} nivå"), mark("{n} nivåer"), len(scale.levels)),
            many(mark("{n} uppföljning"), mark("{n} uppföljningar"), scale.followups),
        ]
        dot = "●" if scale.id == self._chosen else " "
        return Content.assemble(plain_line(f"{dot} {scale.label}"), "  ", plain_line(", ".join(counts)).stylize("dim"))


class ScaleDialog(FormDialog):
    """The form of a scale; an error is shown at the level that it is about."""

    def field_of(self, error: BaseException) -> str:
        """Return the field of the level that an error is about, else the scale's label."""
        if not isinstance(error, ScaleRefused):
            return SCALE_LABEL if super().field_of(error) == "label" else super().field_of(error)
        labels = {one_line(self.values.get(f"label-{n}", "")): n for n in range(1, MOST_LEVELS + 1)}
        number = labels.get(error.level) if error.level else None
        return f"{error.field}-{number}" if number else ""
