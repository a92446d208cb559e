"""Queue of keys and pastes: each is delivered when the one before is done and the dialog that it is meant for is open.

Textual hands a key to the field that has the focus when the key arrives. At a slow moment, or over a slow line, several
arrive at once: text typed after Tab would land in the field before, and Ctrl+S would save without the last letters.
Keys typed while a form is loading, or a list that a key leads to, would run commands.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.kit.dialog import Dialog
from tui.kit.plain import toast
from tui.kit.register_screen import RegisterScreen
from tui.language.catalogue import _
from tui.register_executor import RegisterExecutor

LEAVING = "ctrl+q"
"""Key that is delivered even if it waited in vain."""
LONGEST = 3.0
"""Seconds that keys wait for a dialog at the most; then they are dropped, since what is shown is not meant."""
_AGAIN = 0.01

Deliver = Callable[[events.Event], Awaitable[None]]


def is_typed(event: events.Event) -> bool:
    """Return True for a key or a paste that has not been queued yet."""
    return isinstance(event, events.Key | events.Paste) and not event.is_forwarded


def dialog_pending(shown: Screen[object], executor: RegisterExecutor) -> bool:
    """Return True while a job is to open a dialog, or the screen shown is loading or saving."""
    return executor.keys_wait or (isinstance(shown, Dialog | RegisterScreen) and shown.busy)


def _is_leaving(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.key == LEAVING


class KeyQueue:
    """Queue of keys; each is delivered when everything that the one before led to has been handled."""

    def __init__(self, app: App[None], deliver: Deliver, pending: Callable[[Screen[object]], bool]) -> None:
        """Create it empty.

        Args:
            app: the application whose keys it queues.
            deliver: hands a key to the widget that has the focus.
            pending: returns True while keys are to wait, with this screen shown.
        """
        self._app = app
        self._deliver = deliver
        self._pending = pending
        self._queue: deque[events.Event] = deque()
        self._since: float | None = None
        """When the first key in the queue began to wait, in seconds."""
        self._closed = False
        self.waiting = False
        """True while a key is queued or being handled."""

    async def put(self, event: events.Event) -> None:
        """Add a key, and deliver it at once if none is under way."""
        if self._closed:
            return
        self._queue.append(event)
        if not self.waiting:
            self.waiting = True
            await self._deliver_next()

    def close(self) -> None:
        """Drop the keys in the queue and all that come: the program ends."""
        self._closed = True
        self._queue.clear()

    def open(self) -> None:
        """Accept keys again."""
        self._closed = False

    async def _deliver_next(self) -> None:
        screens = self._app.screen_stack
        if self._queue and screens and self._must_wait(screens[-1]):
            self._app.set_timer(_AGAIN, self._deliver_next)
            return
        self._since = None
        self.waiting = bool(self._queue and screens)
        if self.waiting:
            target: DOMNode = self._app.focused or screens[-1]
            await self._deliver(self._queue.popleft())
            last = partial(self._app.call_later, self._deliver_next)
            self._call_behind(target, partial(self._call_behind, target, last))

    def _must_wait(self, shown: Screen[object]) -> bool:
        """Return True while a dialog is pending, for a limited time; drop the keys before `LEAVING` after that."""
        if not self._pending(shown):
            return False
        self._since = self._since or monotonic()
        if monotonic() - self._since < LONGEST:
            return True
        waited = len(self._queue)
        while self._queue and not _is_leaving(self._queue[0]):
            self._queue.popleft()
        if len(self._queue) < waited:
            text = _("Registret svarar långsamt, och det du skrev gick förlorat. Skriv det igen.")
            toast(self._app, text, warning=True)
        return False

    def _call_behind(self, node: MessagePump | None, then: Callable[[], object]) -> None:
        """Call `then` behind the key and its messages, which bubble from the focus up to the application."""
        if isinstance(node, DOMNode) and node is not self._app and node.call_later(self._bubble, node, then):
            return
        self._app.call_later(then)

    def _bubble(self, node: DOMNode, then: Callable[[], object]) -> None:
        self._call_behind(node.parent or self._app, then)
