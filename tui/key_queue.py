"""Keys one at a time: none overtakes the one before, and those typed ahead wait for the dialog that they are meant for.

Textual hands a key to the field that has the focus when the key arrives. On a slow moment, or over a slow line, several
arrive at once: what is typed after Tab would then land in the field before, and Ctrl+S would save without the last
letters. What is typed while a form is being read for would be taken for commands.
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
from tui.register_executor import RegisterExecutor

OPENING = frozenset(
    {"begun answer", "comment", "conditions", "form", "judged", "letter about answers", "missiv", "recipients"}
    | {"records", "records' heading", "reports", "scales"}
)
"""Questions that a dialog is opened with the answer to."""
AT_ONCE = {"ctrl+q"}
"""Keys that wait for none before them."""
LONGEST = 3.0
"""Seconds that keys wait for a dialog at the most."""
_AGAIN = 0.01

Deliver = Callable[[events.Event], Awaitable[None]]


def is_typed(event: events.Event) -> bool:
    """Whether it is a key or a paste that has its turn to wait for."""
    typed = isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.key not in AT_ONCE)
    return typed and not event.is_forwarded


def nobody_to_type_to(shown: Screen[object], work: RegisterExecutor) -> bool:
    """Whether a dialog is on its way, or saving."""
    return (isinstance(shown, Dialog) and shown.busy) or work.waits_for(OPENING)


class TypingOrder:
    """Hands keys on, each when the one before has done what it does."""

    def __init__(self, app: App[None], deliver: Deliver, busy: Callable[[], bool]) -> None:
        """A queue of keys.

        Args:
            app: where they arrive.
            deliver: hands a key to what has the focus.
            busy: whether a dialog is on its way, or saving, so that nobody is there to type to.
        """
        self._app = app
        self._deliver = deliver
        self._busy = busy
        self._typed: deque[events.Event] = deque()
        self._under_way = False
        self._since: float | None = None

    async def take(self, event: events.Event) -> None:
        """Hand on a key now, or when those before it are done."""
        self._typed.append(event)
        if not self._under_way:
            self._under_way = True
            await self._next()

    async def _next(self) -> None:
        if not self._typed:
            self._under_way, self._since = False, None
        elif self._wait():
            self._app.set_timer(_AGAIN, self._next)
        else:
            self._since = None
            target: DOMNode = self._app.focused or self._app.screen
            await self._deliver(self._typed.popleft())
            self._follow(target)

    def _wait(self) -> bool:
        """Whether nobody is there to type to, and has not been for long."""
        if not self._busy():
            return False
        self._since = self._since or monotonic()
        return monotonic() - self._since < LONGEST

    def _follow(self, node: MessagePump | None) -> None:
        """Go the way of the key, behind it: from the focus up to the application, and once more through that."""
        if isinstance(node, DOMNode) and node is not self._app and node.call_later(self._passed, node):
            return
        self._app.call_later(self._app.call_later, self._next)

    def _passed(self, node: DOMNode) -> None:
        self._follow(node.parent or self._app)
