"""Writing a comment, with the previous follow-up's above it. The draft is kept from the first second."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from storage.domain.text import shorten
from tui.dialogs.base import Dialog
from tui.dialogs.comment_task import CommentTask
from tui.keys import Area, bindings
from tui.language.catalogue import _
from tui.widgets.comment_area import CommentArea
from tui.widgets.plain import plain, toast

DRAFT_AFTER = 0.5
"""Seconds after the last key that the draft is kept."""


class CommentEditor(Dialog[str]):
    """The editor of a comment; its result is the text to save."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("editor")
    AREAS: tuple[Area, ...] = ("editor", "dialog")

    def __init__(self, what: CommentTask, keep_draft: Callable[[str | None], None]) -> None:
        """`keep_draft` is given what is being written, and None when there is nothing left to keep."""
        super().__init__()
        self._what = what
        self._keep_draft = keep_draft
        self._text = what.comment if what.draft is None else what.draft
        self._timer: Timer | None = None

    def heading(self) -> str:
        """What is commented on."""
        return _("Kommentar till {name}").format(name=shorten(self._what.name, 60))

    def body(self) -> Iterable[Widget]:
        """The previous comment, where the text came from, and the field."""
        if self._what.previous:
            yield Static(plain(self._what.previous_from or _("Föregående kommentar")), classes="dim")
            yield VerticalScroll(Static(plain(self._what.previous)), id="previous", can_focus=False)
        if self._what.draft is not None:
            yield Static(plain(_("Utkastet från förra gången är hämtat. Det är ännu inte sparat.")), classes="note")
        yield CommentArea(self._text, soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Write on from the end."""
        super().on_mount()
        area = self.query_one(CommentArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def keep_soon(self, event: TextArea.Changed) -> None:
        """Keep the draft, a moment after the first key of a burst."""
        self._text = event.text_area.text
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_AFTER, self._keep)

    def action_save(self) -> None:
        """Leave with the text."""
        self._stop()
        self.dismiss(self.query_one(CommentArea).text)

    def action_copy_previous(self) -> None:
        """Put the previous comment into the field, after what is there."""
        area = self.query_one(CommentArea)
        if not self._what.previous:
            toast(self, _("Det finns ingen tidigare kommentar att hämta."))
            return
        space = "\n" if area.text.strip() else ""
        area.insert(space + self._what.previous, area.document.end)
        area.move_cursor(area.document.end)

    def action_close(self) -> None:
        """Leave; what was written stays as a draft."""
        self._text = self.query_one(CommentArea).text
        self._keep()
        if self._unsaved:
            toast(self, _("Inte sparad. Utkastet finns kvar och hämtas när du öppnar kommentaren igen."))
        self.dismiss(None)

    def on_unmount(self) -> None:
        """Keep the draft however the editor was left."""
        if self._timer is not None:
            self._keep()

    @property
    def _unsaved(self) -> bool:
        return self._text.strip() != self._what.comment.strip()

    def _keep(self) -> None:
        self._stop()
        self._keep_draft(self._text if self._unsaved else None)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
