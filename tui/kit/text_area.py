"""Pastes so large that they were hardly meant: asked about where a field can hold them, refused where it cannot."""

from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from storage.domain.text import clean
from tui.kit.plain import toast
from tui.language.catalogue import _

if TYPE_CHECKING:
    from textual.widgets import TextArea


ASKED = 100_000
"""Characters that a paste brings without a question; a field of one line takes no more."""
LARGEST = 300_000
"""Characters that a paste may bring at all; far more stops the program for seconds."""


def refused(field: Widget, event: events.Paste, largest: int = ASKED) -> bool:
    """Whether a paste is too large to take in; then nothing more happens with it, and a toast says why."""
    if len(event.text) <= largest:
        return False
    _hold(event)
    message = _("Texten är längre än {limit} tecken och klistrades inte in. Klistra in den i delar.")
    toast(field, message.format(limit=_number(largest)), warning=True)
    return True


def is_large_paste(area: "TextArea", event: events.Paste) -> bool:
    """Whether a paste is so large that it is asked about, or refused; then nothing more happens with it here."""
    if len(event.text) <= ASKED:
        return False
    if refused(area, event, LARGEST):
        return True
    from tui.kit.message import ConfirmDialog  # noqa: PLC0415 - hardly ever needed

    _hold(event)
    text = clean(event.text)
    question = _("Texten är {n} tecken lång. Är det rätt text som ska klistras in?").format(n=_number(len(text)))

    def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
        if answer:
            pasted = area.replace(text, *area.selection, maintain_selection_offset=False)
            area.move_cursor(pasted.end_location)

    area.app.push_screen(ConfirmDialog(_("Klistra in"), question, yes=_("Klistra in"), undoable=True), answered)
    return True


def _hold(event: events.Paste) -> None:
    """Let nothing more happen with a paste."""
    event.prevent_default()
    event.stop()


def _number(number: int) -> str:
    """A number in groups of three, which never break: `123 456`."""
    return f"{number:,}".replace(",", "\u00a0")
