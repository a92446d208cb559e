"""The screens beside the daily one, loaded together when the first of them is opened."""

from collections.abc import Callable, Mapping

from textual.screen import Screen

from tui.deadlines.screen import DeadlinesScreen
from tui.followups.screen import FollowupScreen
from tui.history.screen import HistoryScreen
from tui.letters.screen import LettersScreen
from tui.register_executor import Failed, RegisterExecutor

Go = Callable[[str, str], None]
"""Shows a record, by entity and id, on the screen that lists it."""
SCREENS: Mapping[str, Callable[[RegisterExecutor, Failed, Go], Screen[None]]] = {
    "deadlines": DeadlinesScreen,
    "followups": FollowupScreen,
    "letters": LettersScreen,
    "history": HistoryScreen,
}
