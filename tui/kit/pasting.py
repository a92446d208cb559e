"""Limits of pastes: a field of one line refuses a large one, an area confirms it first and refuses a monstrous one."""

from textual import events
from textual.widget import Widget

from tui.kit.plain import toast
from tui.language.catalogue import _

CONFIRMED = 100_000
"""Characters that a paste brings without a question; a field of one line takes no more."""
LARGEST = 300_000
"""Characters that a paste may bring at all; far more stops the program for seconds."""


def refused(field: Widget, event: events.Paste, largest: int = CONFIRMED) -> bool:
    """Refuse a paste that is too large, with a toast; return False for any other."""
    if len(event.text) <= largest:
        return False
    hold(event)
    message = _("Texten är längre än {limit} tecken och klistrades inte in. Klistra in den i delar.")
    toast(field, message.format(limit=grouped(largest)), warning=True)
    return True


def hold(event: events.Paste) -> None:
    """Stop a paste from being inserted."""
    event.prevent_default()
    event.stop()


def grouped(number: int) -> str:
    """Format a number in groups of three with unbreakable spaces: `123 456`."""
    return f"{number:,}".replace(",", "\u00a0")
