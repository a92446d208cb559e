"""Pastes so large that they would stop the program."""

from textual import events
from textual.widget import Widget

from tui.language.catalogue import _
from tui.widgets.plain import toast

LARGEST = 100_000
"""Characters that one paste may bring; far more stops the program for seconds."""


def refused(field: Widget, event: events.Paste) -> bool:
    """Whether a paste is too large to take in; then nothing more happens with it, and a toast says why."""
    if len(event.text) <= LARGEST:
        return False
    event.prevent_default()
    event.stop()
    message = _("Texten är {n} tecken lång och klistrades inte in. Högst {limit} tecken går åt gången.")
    toast(field, message.format(n=len(event.text), limit=LARGEST), warning=True)
    return True
