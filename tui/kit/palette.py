"""Dialogs of commands: the palette, the choice of a screen, and the help on every key."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.kit.chooser import Chooser, having
from tui.kit.command import Command, Situation, key_for, palette_commands, registered
from tui.kit.dialog import Dialog
from tui.kit.plain import fit, plain, width_of, wrap
from tui.language.catalogue import _, mark

KEYS, NAME = 10, 24
"""Cells of the columns of keys and names."""


class Palette(Chooser[Command]):
    """Commands that apply now; its result is the one to run."""

    PROMPT = mark("Vad vill du göra?")
    HEADING = mark("Kommandon")

    def __init__(self, now: Situation) -> None:
        super().__init__()
        self._now = now

    def body(self) -> Iterable[Widget]:
        """Yield the field, the commands, and below the help of the highlighted one."""
        yield from super().body()
        yield Static(id="told")

    @on(OptionList.OptionHighlighted)
    def show_help(self, event: OptionList.OptionHighlighted) -> None:
        """Show the help of the highlighted command."""
        command = self.chosen(event.option.id or "")
        self.query_one("#told", Static).update(plain(_(command.help) if command else ""))

    @on(Input.Changed)
    def clear_help(self, event: Input.Changed) -> None:
        """Clear the help when no command is left."""
        if not palette_commands(self._now, event.value):
            self.query_one("#told", Static).update(plain(""))

    def options(self, words: str) -> list[Option]:
        """Return the commands that match the words."""
        return [Option(self._line(command), id=command.id) for command in palette_commands(self._now, words)]

    def chosen(self, option_id: str) -> Command | None:
        """Return the command of this id."""
        return next((command for command in registered() if command.id == option_id), None)

    def _line(self, command: Command) -> Content:
        keys, name = fit(command.key_words, KEYS), fit(command.name(self._now), NAME)
        return Content.assemble(plain(keys, "bold"), plain(name), plain(_(command.group), "dim"))


VIEWS_KEYS = 6
"""Cells of the column of keys."""


class ViewDialog(Chooser[str]):
    """Screens with their keys; its result is the name of the chosen one."""

    PROMPT = mark("Vart vill du gå?")
    HEADING = mark("Vyer")

    def __init__(self, views: Sequence[tuple[str, str, str]]) -> None:
        """Create it of `views`: (name, label as a Swedish message id, id of the command that opens it)."""
        super().__init__()
        self._views = views

    def options(self, words: str) -> list[Option]:
        """Return the screens whose names contain every word."""
        has = having(words)
        return [
            Option(Content.assemble(plain(fit(key_for(command), VIEWS_KEYS), "bold"), plain(_(label))), id=name)
            for name, label, command in self._views
            if has(_(label))
        ]

    def chosen(self, option_id: str) -> str:
        """Return the name of the screen."""
        return option_id


GAP = 2
"""Cells between the columns of keys, names and sentences."""
SCROLL = 1
"""Cells of the scroll bar."""
LEAST_SENTENCE = 16


class HelpDialog(Dialog[None]):
    """All commands as a page that can be searched."""

    HEADING = mark("Hjälp")
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f1", "close"),
        ("up", "scroll(-1)"),
        ("down", "scroll(1)"),
        ("pageup", "scroll(-10)"),
        ("pagedown", "scroll(10)"),
    ]

    def __init__(self, now: Situation) -> None:
        super().__init__()
        self._now = now

    def body(self) -> Iterable[Widget]:
        """Yield the search field and the page."""
        yield Input(compact=True, placeholder=_("Skriv för att hitta, till exempel: ångra"), id="words")
        yield VerticalScroll(Static(id="page"), can_focus=False)

    def on_resize(self) -> None:
        """Wrap the sentences anew."""
        self.call_after_refresh(self.find)

    @on(Input.Changed)
    def find(self) -> None:
        """Show the commands that match the words."""
        self.query_one("#page", Static).update(self._page(self.query_one(Input).value))

    def action_scroll(self, lines: int) -> None:
        """Scroll the page while the field keeps the focus."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _page(self, words: str) -> Content:
        every = [command for command in registered() if self._is_here(command)]
        found = [command for command in every if command.matches(words)]
        if not found:
            return plain(_("Ingen tangent passar. Pröva ett annat ord."))
        keys = max(width_of(command.key_words) for command in every) + GAP
        names = max(width_of(command.name(self._now)) for command in every) + GAP
        groups: dict[str, list[Command]] = {}
        own = self._own_groups()
        for command in sorted(found, key=lambda command: command.group not in own):
            groups.setdefault(command.group, []).append(command)
        return Content("\n\n").join(self._group(name, group, keys, names) for name, group in groups.items())

    def _own_groups(self) -> set[str]:
        """Return the groups with commands of this screen only, which come first."""
        return {command.group for command in registered() if command.area == self._now.place}

    def _is_here(self, command: Command) -> bool:
        return command.is_in(self._now) and (command.level or 0) <= len(self._now.levels)

    def _group(self, name: str, commands: Iterable[Command], keys: int, names: int) -> Content:
        lines = [plain(_(name), "bold"), *(self._line(command, keys, names) for command in commands)]
        return Content("\n").join(lines)

    def _line(self, command: Command, keys: int, names: int) -> Content:
        """Return keys, name and sentence in columns; `keys` and `names` are the widths of the first two."""
        room = self.query_one("#words").content_size.width - SCROLL - keys - names
        sentence = _(command.help) if (command.level or 1) == 1 else ""  # the same of every level
        first, *rest = wrap(sentence, max(room, LEAST_SENTENCE))
        more = [plain("\n" + " " * (keys + names) + line, "dim") for line in rest]
        name = fit(command.name(self._now), names)
        return Content.assemble(plain(fit(command.key_words, keys), "bold"), plain(name), plain(first, "dim"), *more)
