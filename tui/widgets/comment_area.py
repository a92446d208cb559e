"""The field where a comment is written."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from storage.domain.text import clean
from tui.widgets.pasting import refused

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
        """Take a paste in cleaned; refuse one that would stop the program."""
        if not refused(self, event):
            event.text = clean(event.text)
