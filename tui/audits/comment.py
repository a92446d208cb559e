"""Editor of a comment, with the previous follow-up's above it. Its draft is saved from the first second."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static, TextArea

from storage.domain.text import clean, shorten
from tui.audits.jobs import CommentTask
from tui.audits.keys import EDITOR_COMMANDS
from tui.kit.command import Area, bindings
from tui.kit.drafting import CommentArea, Drafting, restored
from tui.kit.message import screen_sentence
from tui.kit.plain import plain, toast
from tui.language.catalogue import _

LOG = logging.getLogger("granska")
COMMENT = "comment"
BESIDE = 120
"""Cells of the screen from which the answer stands beside the comment, and not below it."""


class CommentEditor(Drafting):
    """Editor of a comment. It stays until the comment is saved, or it is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("editor", *EDITOR_COMMANDS)
    AREAS: tuple[Area, ...] = ("editor", "text", "dialog")

    def __init__(
        self,
        what: CommentTask,
        save: Callable[["CommentEditor", str], None],
        keep_draft: Callable[["CommentEditor", str | None], None],
    ) -> None:
        """The editor of a comment.

        Args:
            what: what is commented on.
            save: given this editor and the text; answers with :meth:`saved` or :meth:`refuse`.
            keep_draft: given what is being written, and None when there is nothing left to keep.
        """
        super().__init__()
        self._save = save
        self._what = what
        self._keep_draft = keep_draft
        self._text = clean(what.comment if what.draft is None else what.draft)

    def heading(self) -> str:
        """Return the title."""
        return _("Kommentar till {name}").format(name=shorten(self._what.name, 60))

    def body(self) -> Iterable[Widget]:
        """Yield the previous comment, what others have written, the note on a draft, and the text area."""
        with Container(id="texts"):
            yield Vertical(*self._own(), id="own")
            yield VerticalScroll(*self._beside(), id="beside")  # Tab and the arrows scroll it
        yield Static(id="refusal", classes="wrong")

    def _own(self) -> Iterable[Widget]:
        if self._what.previous:
            yield Static(plain(self._what.previous_from or _("Föregående kommentar")), classes="dim")
            yield VerticalScroll(Static(plain(self._what.previous)), id="previous", can_focus=False)
        if self._what.draft is not None:
            yield Static(plain(restored(self._what.drafted)), classes="note")
        yield CommentArea(self._text, soft_wrap=True, tab_behavior="focus")

    def _beside(self) -> Iterable[Widget]:
        for heading, text in self._what.beside:
            yield Static(plain(heading), classes="dim")
            yield Static(plain(text), classes="said")

    def on_resize(self) -> None:
        """Place what others have written beside the comment where there is room, else below it."""
        self.set_class(self.size.width >= BESIDE, "wide")

    def on_mount(self) -> None:
        """Focus the text area, the cursor at the end."""
        super().on_mount()
        self.say("")
        area = self.query_one(CommentArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def note_change(self, event: TextArea.Changed) -> None:
        """Save the draft soon: the text has changed."""
        self._text = event.text_area.text
        self.keep_soon()

    def action_save(self) -> None:
        """Submit the text."""
        if self._waiting:
            return
        self._waiting = True
        self._text = self.query_one(CommentArea).text
        self.say("")
        self.keep()  # before it is tried, so that not even a crash takes it
        self._save(self, self._text)

    def saved(self) -> None:
        """Close: the text is saved, and its draft is obsolete."""
        self.keep_no_more()
        self.dismiss(None)

    def refuse(self, error: BaseException) -> None:
        """Show why the text, or its draft, is not saved."""
        self._waiting = False
        LOG.error("%s", screen_sentence(error), exc_info=error)
        if self.shown:
            self.say(screen_sentence(error))

    def action_copy_previous(self) -> None:
        """Append the previous comment to the text."""
        area = self.query_one(CommentArea)
        if not self._what.previous:
            toast(self, _("Det finns ingen tidigare kommentar att hämta."))
            return
        space = "\n" if area.text.strip() else ""
        area.insert(space + self._what.previous, area.document.end)
        area.move_cursor(area.document.end)

    @property
    def left_unsaved(self) -> str:
        """Return the note for leaving with unsaved text."""
        return _("Inte sparad. Utkastet finns kvar och hämtas när du öppnar kommentaren igen.")

    @property
    def texts(self) -> Mapping[str, str]:
        """Return the text."""
        return {COMMENT: self._text}

    @property
    def stored(self) -> Mapping[str, str]:
        """Return the saved comment."""
        return {COMMENT: clean(self._what.comment)}

    @property
    def unsaved(self) -> Mapping[str, str]:
        """Return the text, if it differs from the saved comment."""
        return self.texts if self._text.strip() != self._what.comment.strip() else {}

    def write(self, texts: Mapping[str, str]) -> None:
        """Replace the text; the text area's own undo restores it."""
        area = self.query_one(CommentArea)
        area.replace(texts[COMMENT], area.document.start, area.document.end)
        self._text = area.text

    def hand_over_draft(self) -> None:
        """Submit the draft; none when the text is the saved comment."""
        self._keep_draft(self, self._text if self.unsaved else None)
