"""Base of dialogs with texts: a draft saved while one writes, and the text area with its limits of pastes."""

import subprocess
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from textual import events
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Selection

from storage.domain.text import clean, one_line
from tui.external_programs import editor, written_outside
from tui.kit.command import Situation, bindings, key_for
from tui.kit.dialog import Dialog
from tui.kit.keys import TEXT_COMMANDS
from tui.kit.message import ConfirmDialog, confirm_loss
from tui.kit.pasting import CONFIRMED, LARGEST, grouped, hold, refused
from tui.kit.plain import plain, toast
from tui.language.catalogue import _


def is_large_paste(area: TextArea, event: events.Paste) -> bool:
    """Confirm or refuse a large paste, which then is not inserted here; return False for any other."""
    if len(event.text) <= CONFIRMED:
        return False
    if refused(area, event, LARGEST):
        return True
    hold(event)
    text = clean(event.text)
    question = _("Texten är {n} tecken lång. Är det rätt text som ska klistras in?").format(n=grouped(len(text)))

    def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
        if answer:
            pasted = area.replace(text, *area.selection, maintain_selection_offset=False)
            area.move_cursor(pasted.end_location)

    area.app.push_screen(ConfirmDialog(_("Klistra in"), question, yes=_("Klistra in"), undoable=True), answered)
    return True


_OURS = {"f6", "f7", "ctrl+e", "ctrl+u", "ctrl+y", "ctrl+k", "ctrl+shift+k"}
"""Keys that the field would otherwise take for itself."""


def _without_ours(bindings: Iterable[BindingType]) -> list[BindingType]:
    """Return the bindings without keys of the program."""
    kept: list[BindingType] = []
    for binding in bindings:
        if isinstance(binding, Binding):
            keys = ",".join(key for key in binding.key.split(",") if key not in _OURS)
            kept += [binding.with_key(keys)] if keys else []
    return kept


class CommentArea(TextArea, inherit_bindings=False):
    """Text area that leaves the program's keys alone and limits pastes."""

    BINDINGS: ClassVar[list[BindingType]] = _without_ours(TextArea.BINDINGS)

    async def on_paste(self, event: events.Paste) -> None:
        """Insert a paste cleaned; confirm a large one, and refuse one that would block the program."""
        if not is_large_paste(self, event):
            event.text = clean(event.text)

    def undo(self) -> None:
        """Undo the last edit."""
        self._with_cursor_in_text(super().undo)

    def redo(self) -> None:
        """Redo it."""
        self._with_cursor_in_text(super().redo)

    def _with_cursor_in_text(self, step: Callable[[], None]) -> None:
        """Run a step with the cursor at the start: Textual looks for it there before it has moved it."""
        text, selection = self.text, self.selection
        self.set_reactive(TextArea.selection, Selection.cursor((0, 0)))
        step()
        if self.text == text:
            self.set_reactive(TextArea.selection, selection)


DRAFT_AFTER = 0.5
"""Seconds after the first key of a burst that the draft is kept."""


def restored(at: str) -> str:
    """Return the note above a draft that was saved at a moment, in words."""
    text = _("Utkast från {at} återställt, ännu inte sparat. {key} visar det sparade.")
    return text.format(at=at, key=key_for("show-saved"))


class Drafting(Dialog[None]):
    """Dialog of texts, saved as a draft until they are saved, however it is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("text", *TEXT_COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self._put_away: Mapping[str, str] | None = None
        self._unkept = False

    @property
    @abstractmethod
    def texts(self) -> Mapping[str, str]:
        """Field → its text."""

    @property
    @abstractmethod
    def stored(self) -> Mapping[str, str]:
        """Field → its text in the register."""

    @property
    def unsaved(self) -> Mapping[str, str]:
        """Field → its text, of those that differ from the register."""
        stored = self.stored
        return {name: text for name, text in self.texts.items() if text != stored[name]}

    @abstractmethod
    def write(self, texts: Mapping[str, str]) -> None:
        """Write these texts into the fields."""

    @abstractmethod
    def refuse(self, error: BaseException) -> None:
        """Show why what was submitted is not saved."""

    @abstractmethod
    def hand_over_draft(self) -> None:
        """Submit the draft."""

    @property
    @abstractmethod
    def left_unsaved(self) -> str:
        """Return the note for leaving with unsaved text."""

    @property
    def situation(self) -> Situation:
        """Return whether there is unsaved text, and whether a text area has the focus."""
        unsaved = bool(self.unsaved) or self._put_away is not None
        return Situation(unsaved=unsaved, text=isinstance(self.focused, TextArea))

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show the keys of the field that has the focus."""
        self.show_keys()

    def on_unmount(self) -> None:
        """Save the draft however the dialog was left."""
        if self._timer is not None:
            self.keep()

    def keep_soon(self) -> None:
        """Save the draft, a moment after the first key of a burst."""
        self.show_keys()
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_AFTER, self.keep)

    def keep(self) -> None:
        """Save the draft now."""
        self.keep_no_more()
        self._unkept = False
        self.hand_over_draft()

    def refuse_draft(self, error: BaseException) -> None:
        """Show that not even the draft is saved."""
        self._unkept = True
        self.refuse(error)

    def action_close(self) -> None:
        """Leave; the text remains as a draft. Confirm first when not even that can be saved."""
        if self._unkept and self.unsaved:
            confirm_loss(self)
            return
        self.keep()
        if self.unsaved:
            toast(self, self.left_unsaved)
        self.dismiss(None)

    def keep_no_more(self) -> None:
        """Cancel the pending draft: it is saved already, or obsolete."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def say(self, text: str) -> None:
        """Show above the keys why the text is not saved; nothing for an empty text."""
        self.query_one("#refusal", Static).update(plain(text))
        self.query_one("#refusal").display = bool(text)

    def action_show_saved(self) -> None:
        """Replace the draft by the saved text; once more restores it."""
        if self.unsaved:
            self._put_away = dict(self.texts)
            self.write(self.stored)
            text = _("Här står det som är sparat. {key} hämtar tillbaka utkastet.")
            toast(self, text.format(key=key_for("show-saved")))
        elif self._put_away is not None:
            self.write(self._put_away)
            self._put_away = None
        self.show_keys()

    def action_edit_outside(self) -> None:
        """Edit the text in the program of `VISUAL` or `EDITOR`; it returns as a draft."""
        area, program = self.focused, editor()
        if not isinstance(area, TextArea):
            return
        if not program:
            text = _("Inget program är valt att skriva i. Sätt EDITOR, till exempel till nano, och starta om.")
            toast(self, text, warning=True)
        else:
            self.keep()
            self._write_outside(area, program)

    def _write_outside(self, area: TextArea, program: tuple[str, ...]) -> None:
        failed = ""
        try:
            with self.app.suspend():  # which does not come back by itself from an error inside it
                try:
                    text = written_outside(program, area.text)
                except OSError:
                    failed = _("{program} gick inte att använda. Texten är som den var.")
                except subprocess.CalledProcessError:
                    failed = _("{program} avslutades med ett fel. Texten är som den var.")
        except SuspendNotSupported:
            failed = _("Härifrån går det inte att byta till {program}. Texten är som den var.")
        if failed:
            toast(self, failed.format(program=one_line(program[0])), warning=True)
        elif text != area.text:
            area.replace(text, area.document.start, area.document.end)
            area.move_cursor(area.document.end)
