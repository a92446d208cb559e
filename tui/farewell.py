"""What the user is told when the program itself is at fault: a sentence, not a traceback."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from tui.language.catalogue import _
from tui.log import log_file
from tui.widgets.plain import printable


def farewell() -> Text:
    """The sentence: the program ends, nothing saved is lost, and where the details are."""
    text = _("Programmet stötte på ett fel och avslutas. Allt som sparats finns kvar. Detaljer finns i {log}.")
    return printable(text.format(log=log_file()))


def plain_text(renderables: Iterable[RenderableType]) -> str:
    """What would have been drawn of a fault, as the log is to have it."""
    details = StringIO()
    Console(file=details, color_system=None).print(*renderables)
    return details.getvalue()
