"""Keys one at a time: none overtakes the one before, and those typed ahead wait for the dialog that they are meant for.

Textual hands a key to the field that has the focus when the key arrives. On a slow moment, or over a slow line, several
arrive at once: what is typed after Tab would then land in the field before, and Ctrl+S would save without the last
letters. What is typed while a form is being read for would be taken for commands, and so would what is typed while the
list that a key leads to is.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.kit.dialog import Dialog
from tui.kit.register_screen import RegisterScreen
from tui.register_executor import RegisterExecutor

LEAVING = "ctrl+q"
"""The key that is taken though those before it wait in vain: they are then lost."""
LONGEST = 3.0
"""Seconds that keys wait for a dialog at the most."""
_AGAIN = 0.01

Deliver = Callable[[events.Event], Awaitable[None]]


def is_typed(event: events.Event) -> bool:
    """Whether it is a key or a paste that has its turn to wait for."""
    return isinstance(event, events.Key | events.Paste) and not event.is_forwarded


def nobody_to_type_to(shown: Screen[object], work: RegisterExecutor) -> bool:
    """Whether what the keys are meant for is on its way, or a dialog is saving."""
    return work.keys_wait or (isinstance(shown, Dialog | RegisterScreen) and shown.busy)


class TypingOrder:
    """Hands keys on, each when the one before has done what it does."""

    def __init__(self, app: App[None], deliver: Deliver, busy: Callable[[Screen[object]], bool]) -> None:
        """A queue of keys.

        Args:
            app: where they arrive.
            deliver: hands a key to what has the focus.
            busy: whether nobody is there to type to, with this screen shown.
        """
        self._app = app
        self._deliver = deliver
        self._busy = busy
        self._typed: deque[events.Event] = deque()
        self._under_way = False
        self._since: float | None = None
        self._closed = False

    async def take(self, event: events.Event) -> None:
        """Hand on a key now, or when those before it are done."""
        if self._closed:
            return
        self._typed.append(event)
        if not self._under_way:
            self._under_way = True
            await self._next()

    def close(self) -> None:
        """Take no more keys, and drop those that wait: the program is being left."""
        self._closed = True
        self._typed.clear()

    def open(self) -> None:
        """Take keys again."""
        self._closed = False

    async def _next(self) -> None:
        screens = self._app.screen_stack
        if not (self._typed and screens):
            self._under_way, self._since = False, None
        elif self._wait(screens[-1]):
            self._app.set_timer(_AGAIN, self._next)
        else:
            self._since = None
            target: DOMNode = self._app.focused or screens[-1]
            await self._deliver(self._typed.popleft())
            self._follow(target, lambda: self._follow(target, self._behind))

    def _wait(self, shown: Screen[object]) -> bool:
        """Whether nobody is there to type to, and has not been for long."""
        if not self._busy(shown):
            return False
        self._since = self._since or monotonic()
        if monotonic() - self._since < LONGEST:
            return True
        leaving = next((one for one in self._typed if isinstance(one, events.Key) and one.key == LEAVING), None)
        while leaving is not None and self._typed[0] is not leaving:
            self._typed.popleft()
        return False

    def _follow(self, node: MessagePump | None, then: Callable[[], None]) -> None:
        """Go the way of the key, behind it: from the focus up to the application. What it sends goes that way too."""
        if isinstance(node, DOMNode) and node is not self._app and node.call_later(self._passed, node, then):
            return
        self._app.call_later(then)

    def _passed(self, node: DOMNode, then: Callable[[], None]) -> None:
        self._follow(node.parent or self._app, then)

    def _behind(self) -> None:
        self._app.call_later(self._next)
