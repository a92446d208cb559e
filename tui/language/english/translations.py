"""The English texts as a catalogue. Nothing of this is loaded while the screen speaks Swedish."""

from collections.abc import Mapping
from gettext import NullTranslations
from types import MappingProxyType

from tui.language.english import (
    commands,
    dates,
    dialogs,
    entering,
    errors,
    findings,
    following,
    followups,
    letters,
    lists,
    looking,
    notes,
    outcomes,
    sending,
    starting,
    terms,
    watching,
    words,
)

SUBJECTS = (
    commands,
    dates,
    dialogs,
    entering,
    errors,
    findings,
    following,
    followups,
    letters,
    lists,
    looking,
    notes,
    outcomes,
    sending,
    starting,
    terms,
    watching,
    words,
)
TEXTS: Mapping[str, str] = MappingProxyType(
    {msgid: text for subject in SUBJECTS for msgid, text in subject.TEXTS.items()}
)
"""Swedish → English."""


class English(NullTranslations):
    """English texts; what has none is shown in Swedish."""

    def gettext(self, message: str) -> str:
        """`message` in English."""
        return TEXTS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """What goes with the number `n`, in English."""
        return self.gettext(msgid1 if n == 1 else msgid2)
