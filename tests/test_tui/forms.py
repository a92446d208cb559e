"""Writing in forms, in tests."""

from textual.events import Paste
from textual.widgets import Input, Static, TextArea

from tests.test_tui.driving import Keys, press, settle, write
from tui.kit.field_row import FieldRow
from tui.kit.form import FormDialog

LONG = 32
"""Characters."""


def form(pilot: Keys) -> FormDialog:
    """The form on the screen."""
    shown = pilot.app.screen
    assert isinstance(shown, FormDialog)
    return shown


def row(pilot: Keys, field: str) -> FieldRow:
    """A field of it."""
    found = form(pilot).row(field)
    assert found is not None
    return found


async def go(pilot: Keys, field: str) -> None:
    """Go to a field with Tab."""
    for _ in range(60):
        if pilot.app.focused is row(pilot, field).editor:
            return
        await pilot.press("tab")
        await pilot.pause()
    raise AssertionError(f"Tab never reaches {field}")


async def fill(pilot: Keys, field: str, text: str) -> None:
    """Write a field anew: short texts key by key, long ones at once."""
    await go(pilot, field)
    editor = row(pilot, field).editor
    assert isinstance(editor, Input | TextArea)
    editor.clear()
    await (write if len(text) < LONG else paste)(pilot, text)


async def paste(pilot: Keys, text: str) -> None:
    """Paste where the keyboard is, as a terminal does."""
    pilot.app.post_message(Paste(text))
    await settle(pilot)


def told(pilot: Keys, field: str) -> str:
    """Return the note below a field."""
    return str(row(pilot, field).query_one(".told", Static).content).replace("\u00a0", " ")


def refusal(pilot: Keys) -> str:
    """Return the reason above the keys why it is not saved."""
    return str(form(pilot).query_one("#refusal", Static).content)


async def save(pilot: Keys) -> None:
    """Save the form."""
    await press(pilot, "ctrl+s")
