"""What the comment editor and the forms share: a draft that is kept while one writes, and what can be done with it."""

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
from tui.kit.message import ConfirmDialog, ask_to_lose
from tui.kit.pasting import ASKED, LARGEST, grouped, hold, refused
from tui.kit.plain import plain, toast
from tui.language.catalogue import _


def is_large_paste(area: TextArea, event: events.Paste) -> bool:
    """Whether a paste is so large that it is asked about, or refused; then nothing more happens with it here."""
    if len(event.text) <= ASKED:
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
        if not is_large_paste(self, event):
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


DRAFT_AFTER = 0.5
"""Seconds after the first key of a burst that the draft is kept."""


def restored(at: str) -> str:
    """What is said above a draft that was kept at a moment, in words."""
    told = _("Utkast från {at} återställt, ännu inte sparat. {key} visar det sparade.")
    return told.format(at=at, key=key_for("show-saved"))


class Drafting(Dialog[None]):
    """A dialog where something is written. It is kept as a draft until it is saved, however the dialog is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("text", *TEXT_COMMANDS)

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self._put_away: Mapping[str, str] | None = None
        self._unkept = False

    @property
    @abstractmethod
    def texts(self) -> Mapping[str, str]:
        """Field → what it holds."""

    @property
    @abstractmethod
    def stored(self) -> Mapping[str, str]:
        """Field → what is saved of it."""

    @property
    def unsaved(self) -> Mapping[str, str]:
        """Field → what it holds, of those that hold something else than what is saved."""
        stored = self.stored
        return {name: text for name, text in self.texts.items() if text != stored[name]}

    @abstractmethod
    def write(self, texts: Mapping[str, str]) -> None:
        """Write these into the fields."""

    @abstractmethod
    def refuse(self, error: BaseException) -> None:
        """What was handed over is not kept: say why."""

    @abstractmethod
    def hand_over_draft(self) -> None:
        """Have what is written kept."""

    @property
    @abstractmethod
    def left_unsaved(self) -> str:
        """What to say when it is left with something unsaved."""

    @property
    def situation(self) -> Situation:
        """Whether there is something to put away, and a text to write elsewhere."""
        unsaved = bool(self.unsaved) or self._put_away is not None
        return Situation(unsaved=unsaved, text=isinstance(self.focused, TextArea))

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Other keys do something in another field."""
        self.show_keys()

    def on_unmount(self) -> None:
        """Keep the draft however the dialog was left."""
        if self._timer is not None:
            self.keep()

    def keep_soon(self) -> None:
        """Keep the draft, a moment after the first key of a burst."""
        self.show_keys()
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_AFTER, self.keep)

    def keep(self) -> None:
        """Keep the draft now."""
        self.keep_no_more()
        self._unkept = False
        self.hand_over_draft()

    def refuse_draft(self, error: BaseException) -> None:
        """Not even the draft is kept."""
        self._unkept = True
        self.refuse(error)

    def action_close(self) -> None:
        """Leave; what was written stays as a draft. Where not even that can be kept, ask first."""
        if self._unkept and self.unsaved:
            ask_to_lose(self)
            return
        self.keep()
        if self.unsaved:
            toast(self, self.left_unsaved)
        self.dismiss(None)

    def keep_no_more(self) -> None:
        """Keep nothing when the moment is over: it is kept already, or saved."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def say(self, text: str) -> None:
        """Say, above the keys, why what was written is not saved; nothing, for an empty text."""
        self.query_one("#refusal", Static).update(plain(text))
        self.query_one("#refusal").display = bool(text)

    def action_show_saved(self) -> None:
        """Put the draft away and show what is saved; once more fetches it back."""
        if self.unsaved:
            self._put_away = dict(self.texts)
            self.write(self.stored)
            told = _("Här står det som är sparat. {key} hämtar tillbaka utkastet.")
            toast(self, told.format(key=key_for("show-saved")))
        elif self._put_away is not None:
            self.write(self._put_away)
            self._put_away = None
        self.show_keys()

    def action_edit_outside(self) -> None:
        """Write the text in the program that the environment names; it comes back as a draft."""
        area, program = self.focused, editor()
        if not isinstance(area, TextArea):
            return
        if not program:
            told = _("Inget program är valt att skriva i. Sätt EDITOR, till exempel till nano, och starta om.")
            toast(self, told, warning=True)
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
