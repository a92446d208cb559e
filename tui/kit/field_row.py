"""Rows of a form: a field with its label beside it, and a hint below."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from storage.domain.text import folded, one_line, searchable
from tui.kit.drafting import CommentArea
from tui.kit.fields import Field, InputKind, begins, hint_for, suggested
from tui.kit.mark_list import MarkList, RoleList
from tui.kit.pasting import refused
from tui.kit.plain import fit, plain, plain_line, width_of
from tui.language.catalogue import _


class LineInput(Input):
    """Field of one line; it inserts a paste cleaned and whole, up to a limit."""

    def __init__(self, value: str, *, joined_by: str = " ", known: Sequence[str] = (), replaced: bool = False) -> None:
        """A field.

        Args:
            value: what it holds at first.
            joined_by: what stands between lines that are pasted.
            known: what is suggested while typing.
            replaced: whether it is written anew by whoever comes to it with Tab.
        """
        names = Names(known, several=joined_by != " ") if known else None
        super().__init__(value, suggester=names, compact=True, select_on_focus=replaced)
        self._joined_by = joined_by

    def on_paste(self, event: events.Paste) -> None:
        """Insert a paste as one line; refuse one that would block the program."""
        if not refused(self, event):
            lines = (one_line(line) for line in event.text.splitlines())
            event.text = self._joined_by.join(line for line in lines if line)


class Names(Suggester):
    """Suggester of known names; in a list with commas it completes the last one."""

    def __init__(self, known: Sequence[str], *, several: bool) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = [one_line(name) for name in known]
        self._several = several

    async def get_suggestion(self, value: str) -> str | None:
        """Return `value` with its last name completed; None when no known name starts like it."""
        typed = value.rpartition(",")[2].lstrip() if self._several else value
        if not typed:
            return None
        before = value[: len(value) - len(typed)]
        found = (name for name in self._known if searchable(name).startswith(searchable(typed)))
        return next((before + name for name in found), None)


class ChoiceInput(Widget, can_focus=True):
    """One of a few words; arrows and space change it, a letter selects the next that starts with it."""

    BINDINGS: ClassVar[list[BindingType]] = [("left", "step(-1)"), ("right,space", "step(1)")]

    class Changed(Message):
        """Another word is selected."""

        def __init__(self, choice: "ChoiceInput") -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Create it of `choices`, (value, word) pairs; a value that is none of them is added as it is."""
        super().__init__()
        known = dict(choices)
        self._choices = list(choices) if value in known else [*choices, (value, value)]
        self.value = value

    def render(self) -> Content:
        """Return the word between its arrows."""
        return plain(f"‹ {one_line(dict(self._choices)[self.value])} ›")

    def choose(self, value: str) -> None:
        """Select this one, if it is one of them."""
        if value != self.value and value in dict(self._choices):
            self.value = value
            self.refresh(layout=True)
            self.post_message(self.Changed(self))

    def action_step(self, step: int) -> None:
        """Select the next word, or the previous one."""
        values = [value for value, _word in self._choices]
        self.choose(values[(values.index(self.value) + step) % len(values)])

    def on_key(self, event: events.Key) -> None:
        """Select the next word that starts with what was typed, also without å, ä and ö."""
        letter = folded(event.character or "") if event.is_printable and event.key != "space" else ""
        if letter:
            event.stop()
            values = [value for value, _word in self._choices]
            here = values.index(self.value) + 1
            words = ((value, dict(self._choices)[value]) for value in (*values[here:], *values[:here]))
            self.choose(next((value for value, word in words if folded(word).startswith(letter)), self.value))

    def on_click(self) -> None:
        """Select the next word."""
        self.action_step(1)


MOST = 5
"""Names that are listed at once."""


class NameInput(LineInput):
    """Line that suggests names: ↓ and ↑ select one, Tab and Enter insert it, Esc keeps the typed text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "choose(1)"),
        ("up", "choose(-1)"),
        ("tab", "take"),
        ("escape", "offer_nothing"),
    ]

    class Offering(Message):
        """Other names are suggested, or another is selected."""

        def __init__(self, field: "NameInput") -> None:
            super().__init__()
            self.field = field

    def __init__(self, value: str, *, known: Sequence[str], several: bool = False, example: str = "") -> None:
        """A field.

        Args:
            value: what it holds at first.
            known: the names.
            several: whether it holds several, with commas.
            example: what stands in it while it is empty.
        """
        super().__init__(value, joined_by=", " if several else " ", known=known)
        self.placeholder = example
        self._names = known
        self._exact = {searchable(name) for name in known}
        self._several = several
        self.offered: list[str] = []
        """The names that are listed."""
        self.chosen: int | None = None
        """The place of the one that Tab takes."""

    @property
    def _typed_name(self) -> str:
        """Return the name that is being typed."""
        return self.value.replace(";", ",").rpartition(",")[2].lstrip() if self._several else self.value

    @on(Input.Changed)
    def offer(self) -> None:
        """Suggest names; none when a whole name is typed already, or the field has no focus."""
        typed = self._typed_name.strip()
        typing = self.has_focus and self.cursor_position == len(self.value)
        known = not typed or searchable(typed) in self._exact or searchable(self.value.strip()) in self._exact
        found = suggested(self._names, typed, MOST) if typing and not known else []
        self._offer(found, 0 if found and begins(found[0], typed) else None)

    def on_blur(self) -> None:
        """Remove the suggestions."""
        self._offer([], None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of the list to the form while nothing is suggested."""
        match action:
            case "choose" | "offer_nothing":
                return bool(self.offered)
            case "take":
                return self.chosen is not None
            case _:
                return super().check_action(action, parameters)

    async def action_submit(self) -> None:
        """Insert the selected name; without one, submit."""
        if self.chosen is None:
            await super().action_submit()
        else:
            self.action_take()

    def action_choose(self, step: int) -> None:
        """Select the next name, or the previous one; before the first there is none."""
        place = (-1 if self.chosen is None else self.chosen) + step
        last = len(self.offered) - 1
        self._offer(self.offered, None if place < 0 else min(place, last))

    def action_take(self) -> None:
        """Insert the selected name."""
        if self.chosen is not None:
            self.take(self.chosen)

    def take(self, place: int) -> None:
        """Insert the name of this index in the list."""
        name, typed = self.offered[place], self._typed_name
        self.value = self.value[: len(self.value) - len(typed)] + name
        self.cursor_position = len(self.value)
        self._offer([], None)

    def action_offer_nothing(self) -> None:
        """Keep the typed text."""
        self._offer([], None)

    def _offer(self, names: list[str], chosen: int | None) -> None:
        if (names, chosen) != (self.offered, self.chosen):
            self.offered, self.chosen = names, chosen
            self.post_message(self.Offering(self))


class Suggestions(Static):
    """Names that a field suggests, over the rows below it."""

    class Taken(Message):
        """A name was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def show(self, names: Sequence[str], chosen: int | None) -> None:
        """List these names."""
        width = max((width_of(name) for name in names), default=0)
        lines = [
            plain(fit(name, width)).stylize("reverse" if place == chosen else "") for place, name in enumerate(names)
        ]
        self.update(Content("\n").join(lines))
        self.styles.height = len(names)
        self.display = bool(names)

    def on_click(self, event: events.Click) -> None:
        """Insert the name that was clicked."""
        event.stop()
        self.post_message(self.Taken(event.y))


Editor = LineInput | ChoiceInput | CommentArea | RoleList | MarkList
HIGH = {InputKind.TEXT, InputKind.ROLES, InputKind.MARKS}


class FieldRow(Vertical):
    """Field of a form with label and hint."""

    class Changed(Message):
        """The text of the field has changed."""

    def __init__(self, field: Field, text: str, today: date) -> None:
        """Create the row of a field; `text` is its initial text, `today` the day that dates are counted from."""
        super().__init__(id=f"field-{field.name}", classes="high" if field.kind in HIGH else "")
        self.field = field
        self._today = today
        self._editor = _editor(field, text)
        self._hint = Static(classes="told")
        self._suggestions = Suggestions(classes="suggestions")
        self._warning = ""

    def compose(self) -> ComposeResult:
        """Yield label and field, and the hint below."""
        with Horizontal():
            yield Static(plain_line(self.field.label), classes="label")
            yield self._editor
        if isinstance(self._editor, NameInput):
            yield self._suggestions
        yield self._hint

    def on_mount(self) -> None:
        """Show the hint."""
        self._suggestions.display = False
        self._update_hint()

    def on_descendant_focus(self) -> None:
        """Scroll the whole row into view."""
        self.call_after_refresh(self.scroll_visible, animate=False)

    @property
    def text(self) -> str:
        """Return the text of the field."""
        return self._editor.text if isinstance(self._editor, TextArea) else self._editor.value

    @property
    def editor(self) -> Widget:
        """Return the widget that has the focus while the field is edited."""
        return self._editor

    def write(self, text: str) -> None:
        """Set the text."""
        match self._editor:
            case TextArea() as area:
                area.replace(text, area.document.start, area.document.end)
            case LineInput() as line:
                line.value = text
            case ChoiceInput() | RoleList() | MarkList() as choice:
                choice.choose(text)

    def refuse(self, sentence: str) -> None:
        """Show an error of the field."""
        self._show_hint(sentence, wrong=True)

    def suggest(self, sentence: str) -> None:
        """Show another hint, until the text changes."""
        self._show_hint(sentence)

    def warn(self, sentence: str) -> None:
        """Show a warning, until the text changes."""
        if sentence != self._warning:
            self._warning = sentence
            self._update_hint()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceInput.Changed)
    @on(RoleList.Changed)
    @on(MarkList.Changed)
    def report_change(self, event: Message) -> None:
        """Show the hint for the new text, and report the change."""
        event.stop()
        self._warning = ""
        self._update_hint()
        self.post_message(self.Changed())

    @on(NameInput.Offering)
    def offer(self, event: NameInput.Offering) -> None:
        """List the suggested names."""
        event.stop()
        self._suggestions.show(event.field.offered, event.field.chosen)

    @on(Suggestions.Taken)
    def take(self, event: Suggestions.Taken) -> None:
        """Insert the name that was clicked."""
        event.stop()
        if isinstance(self._editor, NameInput) and event.place < len(self._editor.offered):
            self._editor.take(event.place)

    def _update_hint(self) -> None:
        """Show the hint for the text of the field."""
        hint = self._editor.hint if isinstance(self._editor, MarkList) else ""
        hint = hint or hint_for(self.field, self.text, self._today)
        self._show_hint("\n".join(filter(None, [hint, self._warning])))

    def _show_hint(self, text: str, *, wrong: bool = False) -> None:
        self._hint.set_class(wrong, "wrong")
        self._hint.update(plain(text))  # a widget of this module's own
        self._hint.display = bool(text)


def _editor(field: Field, text: str) -> Editor:
    if field.kind in {InputKind.NAME, InputKind.NAMES, InputKind.WORDS}:
        example = _("till exempel {word}").format(word=field.known[0]) if field.kind is InputKind.WORDS else ""
        return NameInput(text, known=field.known, several=field.kind is InputKind.NAMES, example=example)
    match field.kind:
        case InputKind.TEXT:
            area = CommentArea(text, soft_wrap=True, tab_behavior="focus", compact=True)
            area.styles.height = field.lines
            area.move_cursor(area.document.end)
            return area
        case InputKind.CHOICE:
            return ChoiceInput(field.choices, text)
        case InputKind.ROLES:
            return RoleList(field.choices, text)
        case InputKind.MARKS:
            return MarkList(field.choices, text, field.whys)
        case _:
            return LineInput(text, known=field.known, replaced=field.kind in {InputKind.DATE, InputKind.YEAR})
