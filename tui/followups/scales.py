"""Choosing, changing and making scales, over a screen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from storage import followups
from storage.domain.editable_fields import Given
from storage.domain.followups import ScaleView
from storage.domain.history import Change
from storage.domain.records import Level
from storage.domain.scale import LEAST_CONTRAST, LEVEL_FIELDS, MEANS, MOST_LEVELS, contrast
from storage.domain.text import one_line
from storage.errors import ScaleRefused, UnknownReference
from storage.operations import followups as operations
from storage.operations import scales as scale_operations
from storage.operations.assessments import open_one
from storage.register import Register
from tui.followups.keys import SCALE_COMMANDS
from tui.kit.command import Area, Situation, bindings
from tui.kit.dialog import Dialog
from tui.kit.fields import Field, Form, InputKind
from tui.kit.form import FormDialog, Forms
from tui.kit.plain import plain, plain_line, toast
from tui.language.catalogue import _, many, mark
from tui.language.words import field_word, level_label, means_word
from tui.register_executor import RegisterExecutor


class ScaleJobs(Struct, frozen=True):
    """What the keys of the list do, each with a scale."""

    use: Callable[[ScaleView], None]
    edit: Callable[[ScaleView], None]
    new: Callable[[ScaleView], None]
    """Make another after it."""
    remove: Callable[[ScaleView], None]


class ScalesDialog(Dialog[None]):
    """Lists scales, with the levels of the one that is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("scales", *SCALE_COMMANDS)
    AREAS: tuple[Area, ...] = ("scales", "dialog")

    def __init__(self, doings: ScaleJobs, *, writable: bool) -> None:
        """`writable` is whether anything can be changed."""
        super().__init__()
        self._doings, self._writable = doings, writable
        self._scales: Sequence[ScaleView] = ()
        self._chosen: str | None = None

    def heading(self) -> str:
        """What is listed."""
        return _("Skalor")

    def body(self) -> Iterable[Widget]:
        """The scales, and the levels of one."""
        yield OptionList(id="found")
        yield Static(id="levels")

    @property
    def situation(self) -> Situation:
        """What decides which keys do something."""
        return Situation(writable=self._writable, row=self._current is not None)

    def show(self, scales: Sequence[ScaleView], chosen: str | None) -> None:
        """Show these; `chosen` is the id of the open follow-up's."""
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
        """The levels of the one that is highlighted, as they look and what they are."""
        current = self._current
        told = (
            [f"{level_label(level)}: {one_line(level.definition or '')}" for level in current.levels] if current else []
        )
        self.query_one("#levels", Static).update(plain("\n".join(told)))

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        """Judge the open follow-up on it."""
        self._do(self._doings.use)

    def action_edit(self) -> None:
        """Change it."""
        self._do(self._doings.edit)

    def action_new(self) -> None:
        """Make another after it."""
        self._do(self._doings.new)

    def action_remove(self) -> None:
        """Take it out."""
        self._do(self._doings.remove)

    @property
    def _current(self) -> ScaleView | None:
        found = self.query_one(OptionList).highlighted_option if self.shown else None
        return next((one for one in self._scales if found is not None and one.id == found.id), None)

    def _do(self, doing: Callable[[ScaleView], None]) -> None:
        if self._writable and (current := self._current) is not None:
            doing(current)

    def _line(self, scale: ScaleView) -> Content:
        told = [
            many(mark("{n} nivå"), mark("{n} nivåer"), len(scale.levels)),
            many(mark("{n} uppföljning"), mark("{n} uppföljningar"), scale.followups),
        ]
        dot = "●" if scale.id == self._chosen else " "
        return Content.assemble(plain_line(f"{dot} {scale.label}"), "  ", plain_line(", ".join(told)).stylize("dim"))


NAME = "scale"
"""The field of the scale's own label; those of levels have their number after them."""
_ORDER = ("label", "means", "short_label", "symbol", "fill", "definition", "synonyms")
_FILL_LENGTH = 6


def scale_form(label: str, levels: Sequence[Level], *, used: bool, fresh: bool) -> Form:
    """What is asked for of a scale; an empty level follows those there are, for one more."""
    fields = [Field(NAME, field_word("label"), value=label)]
    blank = [Level(id="")] if len(levels) < MOST_LEVELS else []
    for number, level in enumerate([*levels, *blank], 1):
        fields += _of_level(number, level)
    note = _("En nivå utan beteckning tas bort. Det som är tomt fylls i efter betydelsen.")
    if used and not fresh:
        kept = _("Skalan används. Nya nivåer blir en ny skala bredvid, och det som är bedömt står kvar på den gamla.")
        note = f"{kept} {note}"
    title = _("Ny skala") if fresh else _("Skala: {name}").format(name=label)
    return Form(title, tuple(fields), note=note)


def levels_of(values: Mapping[str, str]) -> list[Mapping[str, Given]]:
    """The levels that a form's fields say, in order; those without a label are left out."""
    found: list[Mapping[str, Given]] = []
    for number in range(1, MOST_LEVELS + 1):
        level = {name: values.get(f"{name}-{number}", "") for name in LEVEL_FIELDS}
        if one_line(level["label"]):
            found.append(level)
    return found


class ScaleDialog(FormDialog):
    """The form of a scale; what is refused is said at the level that it is about."""

    def field_of(self, error: BaseException) -> str:
        """The field of the level that is refused, else the scale's label."""
        if not isinstance(error, ScaleRefused):
            return NAME if super().field_of(error) == "label" else super().field_of(error)
        labels = {one_line(self.values.get(f"label-{n}", "")): n for n in range(1, MOST_LEVELS + 1)}
        number = labels.get(error.level) if error.level else None
        return f"{error.field}-{number}" if number else ""


def _of_level(number: int, level: Level) -> Iterator[Field]:
    for name in _ORDER:
        label = f"{number} {field_word(name)}"
        value = str(getattr(level, name) or "")
        if name == "means":
            words = tuple((means, means_word(means)) for means in MEANS)
            yield Field(f"means-{number}", label, InputKind.CHOICE, value or MEANS[0], words)
        elif name == "definition":
            yield Field(f"definition-{number}", label, InputKind.TEXT, value, lines=2)
        elif name == "fill":
            yield Field(f"fill-{number}", label, value=value, told=_contrast)
        else:
            yield Field(f"{name}-{number}", label, value=value.replace("\n", "; "))


def _contrast(typed: str) -> str:
    """How well black text is read on what is typed."""
    fill = one_line(typed).removeprefix("#")
    if len(fill) != _FILL_LENGTH or any(letter not in "0123456789abcdefABCDEF" for letter in fill):
        return _("Sex hexadecimala siffror, till exempel C6E7C8") if fill else ""
    ratio = f"{contrast(fill):.1f}".replace(".", ",")
    least = f"{LEAST_CONTRAST:.1f}".replace(".", ",")
    return _("Kontrast mot svart text {ratio}:1, minst {least}:1").format(ratio=ratio, least=least)


LEVELS, NEW, REMOVE = "scale_levels", "scale_new", "scale_remove"
"""What the forms are called, as their drafts are."""


class Scaling:
    """Shows the scales, and does what their keys say."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, saved: Callable[[Change], None]) -> None:
        """`saved` is told of every change."""
        self._screen = screen
        self._work = work
        self._forms = Forms(screen, work, self._done)
        self._saved = saved
        self._dialog: ScalesDialog | None = None

    def show(self, *, writable: bool) -> None:
        """List the scales."""
        doings = ScaleJobs(use=self._use, edit=self._edit, new=self._new, remove=self._remove)
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
        self._work.ask("scales", _every_scale, self._list, keys_wait=True)

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
                followups.open_followup,
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
        from tui.records import jobs  # noqa: PLC0415 - seldom

        ask = partial(jobs.load_reason_form, entity="scale", record=scale)

        def save(dialog: "FormDialog", _changed: Mapping[str, str]) -> Callable[[Register], Change]:
            return partial(scale_operations.remove_scale, scale=scale, reason=dialog.values["removed"])

        self._forms.open(f"{REMOVE}:{scale}", ask, save)

    def _open(self, scale: str, *, fresh: bool) -> None:
        def ask(register: Register) -> "Form":
            held = next((one for one in followups.scales(register) if one.id == scale), None)
            if held is None:
                raise UnknownReference(scale, "scale")
            return scale_form("" if fresh else held.label, held.levels, used=held.used, fresh=fresh)

        def save(dialog: "FormDialog", _changed: Mapping[str, str]) -> Callable[[Register], Change]:
            label, levels = dialog.values[NAME], levels_of(dialog.values)
            if fresh:
                return lambda register: scale_operations.make_scale(register, label, levels)
            return lambda register: scale_operations.edit_scale(register, scale, label=label, levels=levels)

        self._forms.open(f"{NEW if fresh else LEVELS}:{scale}", ask, save, make=ScaleDialog)

    def _done(self, change: Change) -> None:
        """Show the scales anew; say where a change made a scale of its own."""
        if change.name == "edit_scale" and change.created.get("scale"):
            toast(self._screen, _("Skalan används, så nivåerna blev en ny skala bredvid den."))
        self._read()
        self._saved(change)


def _every_scale(register: Register) -> tuple[list[ScaleView], str | None]:
    """The scales, and the id of the open follow-up's."""
    followup = followups.open_followup(register)
    return followups.scales(register), followup.scale if followup else None
