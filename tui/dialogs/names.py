"""One of several names: type a part of it, and choose."""

from collections.abc import Sequence

from textual.widgets.option_list import Option

from tui.dialogs.chooser import Chooser, having
from tui.language.catalogue import _
from tui.widgets.plain import plain_line


class NamesDialog(Chooser[int]):
    """Lists names; its result is the place of the one chosen."""

    def __init__(self, heading: str, names: Sequence[str]) -> None:
        super().__init__()
        self._heading, self._names = heading, names

    def heading(self) -> str:
        """What is asked for."""
        return self._heading

    def prompt(self) -> str:
        """What is asked."""
        return _("Skriv en del av namnet")

    def options(self, words: str) -> list[Option]:
        """The names that hold every word."""
        has = having(words)
        return [Option(plain_line(name), id=str(place)) for place, name in enumerate(self._names) if has(name)]

    def chosen(self, option_id: str) -> int:
        """The place of the name."""
        return int(option_id or 0)
