"""The field where a comment is written."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from storage.domain.text import clean
from tui.widgets.pasting import asked

_OURS = {"f6", "f7", "ctrl+e", "ctrl+u", "ctrl+y", "ctrl+k", "ctrl+shift+k"}
"""Keys that the field would otherwise take for itself."""


def _without_ours(bindings: Iterable[BindingType]) -> list[BindingType]:
    """The bindings but for keys of ours."""
    kept: list[BindingType] = []
    for binding in bindings:
        if isinstance(binding, Binding):
            keys = ",".join(key for key in binding.key.split(",") if key not in _OURS)
            kept += [binding.with_key(keys)] if keys else []
    return kept


class CommentArea(TextArea, inherit_bindings=False):
    """A text field that leaves the program's keys alone and takes no monstrous paste."""

    BINDINGS: ClassVar[list[BindingType]] = _without_ours(TextArea.BINDINGS)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste in cleaned; ask about a large one, and refuse one that would stop the program."""
        if not asked(self, event):
            event.text = clean(event.text)

    def undo(self) -> None:
        """Take back what was written last."""
        self._with_cursor_in_text(super().undo)

    def redo(self) -> None:
        """Write it again."""
        self._with_cursor_in_text(super().redo)

    def _with_cursor_in_text(self, step: Callable[[], None]) -> None:
        """Keep the cursor where there surely is text meanwhile: Textual looks for it before it has moved it there."""
        text, selection = self.text, self.selection
        self.set_reactive(TextArea.selection, Selection.cursor((0, 0)))
        step()
        if self.text == text:
            self.set_reactive(TextArea.selection, selection)
