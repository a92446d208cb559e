"""Labels on the screen: those that are cut, and words of another language."""

import re
from collections.abc import Iterator

from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.dom import DOMNode
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static, TextArea

from tests.test_tui.driving import Keys, screen_text, toasts
from tui.kit.drawing import laid_out
from tui.kit.footer import Footer
from tui.kit.plain import width_of
from tui.kit.table_painter import PaintedTable

CUT = re.compile(r"[^\W\d_α-ωάέόϙϣ][.:,;)]?…")
"""An ellipsis right after a letter of ours; people's own texts, which may be cut, are in Greek."""
WORD = re.compile(r"[a-zåäöé]{2,}")


def front_text(pilot: Keys) -> str:
    """Return the text of the screen, or of the frame of a dialog, line by line, and of the toasts."""
    screen = pilot.app.screen
    top = screen.query_one("#frame").region if screen.is_modal else screen.region
    lines = screen_text(pilot).splitlines()[top.y : top.bottom]
    return "\n".join([*(line[top.x : top.right] for line in lines), toasts(pilot)])


def clipped(pilot: Keys, text: str) -> list[str]:
    """Return the lines of `text` that are cut, and the widgets that do not show all of their content."""
    lines = [line.strip() for line in text.splitlines() if CUT.search(line)]
    return [*lines, *(each for widget in _shown(pilot) for each in _hidden(widget))]


def words_of(text: str) -> set[str]:
    """The words of a text, in Latin letters and without case; what is cut counts as no word."""
    return set(WORD.findall(re.sub(r"\w+…", " ", text.casefold())))


def written(pilot: Keys) -> set[str]:
    """The words in the fields that are written in: they are people's own."""
    fields = [each for each in _shown(pilot) if isinstance(each, Input | TextArea)]
    return words_of(" ".join(each.text if isinstance(each, TextArea) else each.value for each in fields))


def letters_lost(pilot: Keys) -> set[str]:
    """Return the letters that a dialog takes for commands, also while a button has the focus, beside a field of text.

    A list may have both letters and a line that filters it.
    """
    screen = pilot.app.screen
    fields = [each for each in _shown(pilot) if isinstance(each, Input | TextArea) and each.display]
    if not (screen.is_modal and fields) or screen.query(OptionList):
        return set()
    classes = [each for each in type(screen).__mro__ if issubclass(each, DOMNode)]
    keys = {binding.key for each in classes for binding in Binding.make_bindings(each.BINDINGS)}
    return {key for key in keys if len(key) == 1}


def _shown(pilot: Keys) -> Iterator[Widget]:
    """The widgets of the screen on top that take any room."""
    return (each for each in pilot.app.screen.walk_children(Widget) if each.is_on_screen or each.size)


def _hidden(widget: Widget) -> Iterator[str]:
    """Yield the content of a widget that is not visible."""
    name, room = f"{type(widget).__name__}#{widget.id or ''}", widget.content_size
    if isinstance(widget, Static | Button | Input | Footer) and not _in_sight(widget):
        yield f"{name} reaches out of what holds it"
    match widget:
        case Static() if widget.visual and widget.get_content_height(room, widget.app.size, room.width) > room.height:
            yield f"{name} needs more lines: {widget.content}"
        case Button() if width_of(str(widget.label)) > room.width:
            yield f"{name} is too narrow: {widget.label}"
        case Input() if not widget.value and width_of(str(widget.placeholder)) > room.width:
            yield f"{name} is too narrow: {widget.placeholder}"
        case Footer():
            yield from _left_out(widget)
        case PaintedTable():
            titles = laid_out(widget._columns, room.width - 2)
            yield from (f"{name}: {column.title}" for column, width in titles if width_of(column.title) > width)
    if widget.border_title and words_of(str(widget.border_title)[widget.size.width - 5 :]):
        yield f"{name} has too long a title: {widget.border_title}"


def _in_sight(widget: Widget) -> bool:
    """Return True when a widget is whole within its ancestors; one that scrolls may be further up or down."""
    region = widget.region
    for holder in widget.ancestors:
        if not isinstance(holder, Widget):
            break
        inside = holder.content_region
        if isinstance(holder, ScrollableContainer) and holder.allow_vertical_scroll:
            region = Region(region.x, inside.y, region.width, 0)
        if not inside.contains_region(region):
            return False
    return True


def _left_out(footer: Footer) -> Iterator[str]:
    """The names that a line of keys does not show whole; on the daily screen only the way to all of them must be."""
    line = footer.render_line(0).text
    fitting = footer._fitting(footer.content_size.width)
    for command in fitting:
        if " ".join(footer._texts(command)) not in line:
            yield f"the footer cuts {command.id}"
    wanted = footer._commands if footer.screen.is_modal else [c for c in footer._commands if c.id == "help"]
    yield from (f"the footer leaves out {command.id}" for command in wanted if command not in fitting)
