"""The screen before there is a register: make one, open one, or practise."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.command import Area
from tui.dialogs.fields import Form, draft_of
from tui.dialogs.form import FormDialog
from tui.keys import bindings, footer_commands
from tui.language.catalogue import _
from tui.registers import FirstStart, practice_register
from tui.screens import first_start_forms as forms
from tui.situation import Situation
from tui.widgets.footer import Footer
from tui.widgets.plain import fit, plain, plain_line, toast
from tui.work import Failed, Work

AREAS: tuple[Area, ...] = ("start", "app")
NAME_WIDTH = 25


class FirstStartScreen(Screen[None]):
    """Three ways to a register."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("start")
    CSS_PATH = "../styles/first_start.tcss"

    def __init__(self, first: FirstStart, work: Work, failed: Failed, chosen: Callable[[Path], None]) -> None:
        """`work` runs what takes time; `failed` shows an error; `chosen` is told of a register that can be opened."""
        super().__init__()
        self._first = first
        self._work = work
        self._failed = failed
        self._chosen = chosen
        self._drafts: dict[str, str | None] = {}
        self._busy = False

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        return Situation(place="start")

    def compose(self) -> ComposeResult:
        """What there is to choose between, and the keys."""
        with Vertical(id="frame") as frame:
            frame.border_title = plain_line("Granska")
            yield Static(plain(_("Här finns inget register ännu."), "bold"), id="heading")
            yield Static(plain(self._told()), id="told")
            yield OptionList(*(Option(self._line(*way), id=str(at)) for at, way in enumerate(_ways())), id="ways")
        yield Footer()

    def on_mount(self) -> None:
        """Begin with opening, where a register was to be opened; else with making one."""
        ways = self.query_one(OptionList)
        ways.highlighted = 1 if self._first.wanted else 0
        ways.focus()
        self.query_one("#heading").display = not self._first.trouble
        self.query_one(Footer).show(footer_commands(AREAS, self.situation), self.situation)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self.action_choose(event.option_index)

    @on(Footer.Chosen)
    async def run_chosen(self, event: Footer.Chosen) -> None:
        """A key in the footer was clicked."""
        await self.run_action(event.command.action)

    def action_choose(self, way: int) -> None:
        """Go one of the ways."""
        self.query_one(OptionList).highlighted = way
        if way == 0:
            form = forms.making(self._first.suggested, draft_of(self._drafts.get("make")))
            self._ask(form, "make", forms.made)
        elif way == 1:
            form = forms.opening(self._first.wanted, self._first.suggested, draft_of(self._drafts.get("open")))
            self._ask(form, "open", forms.opened)
        elif not self._busy:
            self._busy = True
            toast(self, _("Övningsregistret görs i ordning …"))
            self._work.errand(practice_register, self._chosen, failed=self._not_practising)

    def _ask(self, form: Form, name: str, job: Callable[[Mapping[str, str]], Path]) -> None:
        def submit(dialog: FormDialog, _changed: Mapping[str, str]) -> None:
            def ready(path: Path) -> None:
                dialog.saved()
                self.call_after_refresh(self._chosen, path)

            self._work.errand(partial(job, dialog.values), ready, failed=dialog.refuse)

        def keep(_dialog: FormDialog, text: str | None) -> None:
            self._drafts[name] = text

        self.app.push_screen(forms.BeginningDialog(form, submit, keep))

    def _not_practising(self, error: BaseException) -> None:
        self._busy = False
        self._failed(error)

    def _told(self) -> str:
        if self._first.trouble:
            return self._first.trouble
        return _(
            "Ett register är en fil med era granskningar, rekommendationer och bedömningar, och med hela historiken."
        )

    def _line(self, name: str, told: str) -> Content:
        at = [way[0] for way in _ways()].index(name) + 1
        return Content.assemble(plain(f"{at}  "), plain(fit(name, NAME_WIDTH), "bold"), plain(told, "dim"))


def _ways() -> list[tuple[str, str]]:
    return [
        (_("Skapa register"), _("Ett nytt, tomt register för er revision")),
        (_("Öppna register"), _("En fil som redan finns")),
        (_("Öva på övningsregistret"), _("En påhittad kommun att pröva allt på")),
    ]
