"""Text of people on the screen: cleaned, never read as markup, cut by cells and not by characters.

Textual reads strings as markup wherever it can, and passes terminal escapes through. So nothing but this module
hands a string to a widget that renders it, or to a toast; and every line that any widget paints passes
:class:`Harmless` on its way out, for a register's file may hold anything.
"""

from typing import Final, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.text import Text
from textual.color import Color
from textual.content import Content
from textual.dom import DOMNode
from textual.filter import LineFilter

from storage.domain.text import clean, one_line, one_stop, without_controls

ELLIPSIS = "…"
SHOWN, SHOWN_WARNING = 4.0, 6.0
"""Seconds that a toast stays: one about what the user has just done is soon read."""


_GAPS = str.maketrans("\t\n\r\x85\u2028\u2029", " " * 6)


class Harmless(LineFilter):
    """Filter of control characters in painted lines. Lines without any are passed unchanged."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as Textual has it
        """Return the segments of a line, each without control characters."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        shown = (Segment(without_controls(text), style, control) for text, style, control in segments)
        return [segment for segment in shown if segment.text or segment.control]


HARMLESS: Final = Harmless()


def flat(text: str) -> str:
    """Return `text` for one line: no control characters, spaces for tabs and line ends."""
    return text if text.isprintable() else without_controls(text.translate(_GAPS))


def plain(text: str | None, style: str = "") -> Content:
    """Return `text` as content that is shown literally, on as many lines as it has."""
    content = Content(clean(text or "").expandtabs(4))
    return content.stylize(style) if style else content


def plain_line(text: str | None) -> Content:
    """Return `text` as content on one line, for titles and prompts."""
    return Content(one_line(text or ""))


def printable(text: str) -> Text:
    """Return `text` for the terminal after the program has ended."""
    return Text(clean(text))


def toast(node: DOMNode, text: str, *, warning: bool = False) -> None:
    """Show `text` for a few seconds in the corner, in place of the previous toast."""
    node.app.clear_notifications()
    severity: Literal["warning", "information"] = "warning" if warning else "information"
    node.app.notify(one_stop(clean(text)), severity=severity, timeout=SHOWN_WARNING if warning else SHOWN, markup=False)


def width_of(text: str) -> int:
    """Return the width of `text` in cells: wide characters take two, combining ones none."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """Return `text` on one line of at most `width` cells, with an ellipsis where it was cut."""
    text = flat(text)
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` in exactly `width` cells: cut, or padded on the right, or on the left with `right`."""
    text = cut(text, width)
    space = " " * (max(width, 0) - cell_len(text))
    return space + text if right else text + space


def wrap(text: str | None, width: int) -> list[str]:
    """Clean `text` and break it between words into lines of at most `width` cells, longer words inside."""
    lines: list[str] = []
    for paragraph in clean(text or "").expandtabs(4).split("\n"):
        lines.extend(_wrap_paragraph(paragraph, max(width, 1)))
    return lines


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split(" "):
        candidate = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(candidate) <= width:
            lines[-1] = candidate
            continue
        if lines[-1]:
            lines.append("")
        *full, lines[-1] = _break(word, width)
        lines[-1:-1] = full
    return lines


def _break(word: str, width: int) -> list[str]:
    """Break a word into pieces of at most `width` cells."""
    pieces = [""]
    for character in word:
        if pieces[-1] and cell_len(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
