"""Which day the register is to be shown as it was."""

from collections.abc import Iterable
from datetime import date

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from storage import clock
from storage.domain.date_entry import entered_date
from storage.domain.dates import last_day
from storage.domain.text import one_line
from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.language.dates import spoken_date
from tui.widgets.plain import plain


class AsOfDialog(Dialog[date]):
    """Asks for a day that was; its result is that day, of a month or a year the last."""

    def heading(self) -> str:
        """What it does."""
        return _("Registret som det var")

    def body(self) -> Iterable[Widget]:
        """The field, and what is made of it."""
        yield Input(compact=True, placeholder=_("Dag, till exempel 2025-12-31, 31/12, 2025-12 eller 2025"), id="day")
        yield Static(plain(_("Enter visar registret som det var när den dagen slutade.")), id="told", classes="dim")

    @on(Input.Changed)
    def echo(self, event: Input.Changed) -> None:
        """Read the day back."""
        day = _day(event.value)
        self.query_one("#told", Static).update(plain(spoken_date(day.isoformat()) if day else _no_day()))

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Leave with the day, if it is one."""
        day = _day(event.value)
        if day is not None:
            self.dismiss(day)


def _no_day() -> str:
    return _("Skriv en dag som har varit.")


def _day(typed: str) -> date | None:
    """The day that is meant; None for what is none, or is still to come."""
    today, line = clock.today(), one_line(typed)
    try:
        day = last_day(entered_date(line, today, nearest=True)) if line else None
    except ValueError:
        return None
    return day if day is not None and day <= today else None
