"""Which of a letter's recipients is meant."""

from collections.abc import Sequence

from textual.widgets.option_list import Option

from storage.domain.letter_views import RecipientView
from storage.domain.letters import Letter
from tui.dialogs.chooser import Chooser, having
from tui.language.catalogue import _
from tui.widgets.letter_words import recipient_told
from tui.widgets.plain import plain_line


class RecipientDialog(Chooser[str]):
    """Lists those who are to answer; its result is the id of the one chosen."""

    def __init__(self, recipients: Sequence[RecipientView], letter: Letter) -> None:
        super().__init__()
        self._names = {one.recipient.id: one.name for one in recipients}
        self._told = {one.recipient.id: f"{one.name} · {recipient_told(one, letter)}" for one in recipients}

    def heading(self) -> str:
        """What it is about."""
        return _("Vem har begärt anstånd?")

    def prompt(self) -> str:
        """What is asked."""
        return _("Skriv en del av namnet")

    def options(self, words: str) -> list[Option]:
        """The recipients whose line holds every word; first those that are called so, not those answered for."""
        has = having(words)
        found = [recipient for recipient, told in self._told.items() if has(told)]
        found.sort(key=lambda recipient: not has(self._names[recipient]))
        return [Option(plain_line(self._told[recipient]), id=recipient) for recipient in found]

    def chosen(self, option_id: str) -> str:
        """The id of the recipient."""
        return option_id
