"""The screen without a register: create one, open one, or practise."""

import os
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

from storage import locking
from storage.domain.text import one_line
from storage.errors import GranskaError, InvalidValue, RegisterExists, RegisterMissing
from storage.register import create_register
from tui import registers
from tui.keys import BEGIN_COMMANDS, START_COMMANDS
from tui.kit.command import Area, Situation, bindings, footer_commands
from tui.kit.fields import Field, Form, draft_of
from tui.kit.footer import Footer
from tui.kit.form import FormDialog
from tui.kit.plain import fit, plain, plain_line, toast
from tui.language.catalogue import _
from tui.language.sentences import sentence
from tui.practice import practice_register
from tui.register_executor import Failed, RegisterExecutor
from tui.registers import FirstStart

PATH, OFFICE, WHO = "path", "office", "who"
QUOTES = "\"'"
ENDINGS = {".db", ".sqlite", ".sqlite3"}
"""Suffixes of register files; a name without one gets the first."""


class BeginningDialog(FormDialog):
    """Form that results in a register to show."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("starting", *BEGIN_COMMANDS)
    AREAS: tuple[Area, ...] = ("starting", "dialog")

    @property
    def done_with_enter(self) -> bool:
        """Return True when Enter in the last field saves."""
        return True

    def refuse(self, error: BaseException) -> None:
        """Show an error about the file at its field."""
        row = self.row(PATH)
        if row is None or isinstance(error, InvalidValue) or not isinstance(error, GranskaError | OSError):
            super().refuse(error)
            return
        self.resume()
        row.refuse(_file_fault(error))
        row.editor.focus()


def making(suggested: Path, draft: Mapping[str, str] | None) -> Form:
    """Return the form of a new register."""
    fields = (
        Field(OFFICE, _("Revisionens namn")),
        Field(WHO, _("Ditt namn"), value=locking.user_name()),
        Field(PATH, _("Fil"), value=str(suggested), hint=_place_hint),
    )
    note = _("Revisionens namn står i dokumenten, ditt namn i historiken.")
    return Form(_("Skapa register"), fields, draft, note=note)


def opening(wanted: Path | None, suggested: Path, draft: Mapping[str, str] | None) -> Form:
    """Return the form of an existing register."""
    value = str(wanted) if wanted else ""
    text = _("Skriv eller klistra in filens hela sökväg. En mapp går också, om den har ett enda register i sig.")
    return Form(_("Öppna register"), (Field(PATH, _("Fil"), value=value, known=_nearby(suggested)),), draft, note=text)


def made(values: Mapping[str, str]) -> Path:
    """Create a register; whole, or not at all.

    Raises:
        InvalidValue: a field is empty.
        GranskaError, OSError: it cannot be made there.
    """
    if not values[OFFICE]:
        raise InvalidValue(OFFICE, "")
    path = _path(values[PATH])
    if path.suffix.casefold() not in ENDINGS and not os.path.lexists(path):
        path = path.with_name(path.name + ".db")
    create_register(path, office=values[OFFICE], who=values[WHO] or None).close()
    if values[WHO]:
        locking.remember_user(values[WHO])
    return path


def opened(values: Mapping[str, str]) -> Path:
    """Check that a file is a register that can be shown.

    Raises:
        InvalidValue: no file is named.
        GranskaError, OSError: it is none, or it cannot be read.
    """
    path = _path(values[PATH])
    inside = _registers_in(path) if path.is_dir() else []
    return registers.ready_register(inside[0] if len(inside) == 1 else path)


def _path(typed: str) -> Path:
    """Return the path that was typed, or pasted with the quotes of a file manager."""
    line = typed.strip()
    if len(line) > 1 and line[0] == line[-1] and line[0] in QUOTES:
        line = line[1:-1]
    if not line or "\0" in line:
        raise InvalidValue(PATH, line)
    try:
        return Path(line).expanduser().absolute()
    except RuntimeError:
        raise InvalidValue(PATH, line) from None


def _place_hint(typed: str) -> str:
    """Return the hint on the place of a new register, before it is tried."""
    try:
        path = _path(typed)
    except InvalidValue:
        return ""
    if path.is_dir():
        return _("Det är en mapp. Skriv också vad filen ska heta, till exempel register.db.")
    if os.path.lexists(path):
        return _file_fault(RegisterExists(path))
    folder = next(one for one in path.parents if os.path.lexists(one))
    if not folder.is_dir():
        return _("{path} går inte att använda som mapp. Välj en annan mapp.").format(path=one_line(str(folder)))
    if not os.access(folder, os.W_OK):
        return _("Det går inte att skriva i mappen {path}. Ange en annan mapp.").format(path=one_line(str(folder)))
    return "" if folder == path.parent else _("Mappen skapas.")


def _file_fault(error: BaseException) -> str:
    """Return the sentence of an error about a file for somebody who is about to name another."""
    if isinstance(error, RegisterMissing):
        return _("Det finns ingen fil {path}. Kontrollera namnet och försök igen.").format(
            path=one_line(str(error.path))
        )
    return sentence(error)


def _nearby(suggested: Path) -> tuple[str, ...]:
    """Find registers in the usual folders, to suggest while typing."""
    folders = dict.fromkeys((suggested.parent, Path.cwd(), Path.home(), Path.home() / "Documents"))
    return tuple(str(path) for folder in folders for path in _registers_in(folder))


def _registers_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS and path.is_file())
    except OSError:
        return []


AREAS: tuple[Area, ...] = ("start", "app")
NAME_WIDTH = 25


class FirstStartScreen(Screen[None]):
    """Screen with three ways to a register."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("start", *START_COMMANDS)
    CSS_PATH = "styles/first_start.tcss"

    def __init__(
        self, first: FirstStart, executor: RegisterExecutor, failed: Failed, chosen: Callable[[Path], None]
    ) -> None:
        """Create it; `executor` runs jobs, `failed` shows an error, `chosen` is called with the register."""
        super().__init__()
        self._first = first
        self._executor = executor
        self._failed = failed
        self._chosen = chosen
        self._drafts: dict[str, str | None] = {}
        self._busy = False

    @property
    def situation(self) -> Situation:
        """Return the facts that decide which commands apply."""
        return Situation(place="start")

    def compose(self) -> ComposeResult:
        """Yield the choices and the footer."""
        with Vertical(id="frame") as frame:
            frame.border_title = plain_line("Granska")
            yield Static(plain(_("Här finns inget register ännu."), "bold"), id="heading")
            yield Static(plain(self._text()), id="told")
            yield OptionList(*(Option(self._line(*way), id=str(at)) for at, way in enumerate(_ways())), id="ways")
        yield Footer()

    def on_mount(self) -> None:
        """Highlight opening, when a register was to be opened; else creating."""
        ways = self.query_one(OptionList)
        ways.highlighted = 1 if self._first.wanted else 0
        ways.focus()
        self.query_one("#heading").display = not self._first.trouble
        self.query_one(Footer).show(footer_commands(AREAS, self.situation), self.situation)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Choose on Enter, or a click."""
        self.action_choose(event.option_index)

    @on(Footer.Chosen)
    async def run_chosen(self, event: Footer.Chosen) -> None:
        """Run the command that was clicked in the footer."""
        await self.run_action(event.command.action)

    def action_choose(self, way: int) -> None:
        """Choose one of the ways."""
        self.query_one(OptionList).highlighted = way
        if way == 0:
            form = making(self._first.suggested, draft_of(self._drafts.get("make")))
            self._open_form(form, "make", made)
        elif way == 1:
            form = opening(self._first.wanted, self._first.suggested, draft_of(self._drafts.get("open")))
            self._open_form(form, "open", opened)
        elif not self._busy:
            self._busy = True
            toast(self, _("Övningsregistret görs i ordning …"))
            self._executor.run_outside(practice_register, self._chosen, failed=self._not_practising)

    def _open_form(self, form: Form, name: str, job: Callable[[Mapping[str, str]], Path]) -> None:
        def submit(dialog: FormDialog, _changed: Mapping[str, str]) -> None:
            def ready(path: Path) -> None:
                dialog.saved()
                self.call_after_refresh(self._chosen, path)

            self._executor.run_outside(partial(job, dialog.values), ready, failed=dialog.refuse)

        def keep(_dialog: FormDialog, text: str | None) -> None:
            self._drafts[name] = text

        self.app.push_screen(BeginningDialog(form, submit, keep))

    def _not_practising(self, error: BaseException) -> None:
        self._busy = False
        self._failed(error)

    def _text(self) -> str:
        if self._first.trouble:
            return self._first.trouble
        return _(
            "Ett register är en fil med era granskningar, rekommendationer och bedömningar, och med hela historiken."
        )

    def _line(self, name: str, text: str) -> Content:
        at = [way[0] for way in _ways()].index(name) + 1
        return Content.assemble(plain(f"{at}  "), plain(fit(name, NAME_WIDTH), "bold"), plain(text, "dim"))


def _ways() -> list[tuple[str, str]]:
    return [
        (_("Skapa register"), _("Ett nytt, tomt register för er revision")),
        (_("Öppna register"), _("En fil som redan finns")),
        (_("Öva på övningsregistret"), _("En påhittad kommun att pröva allt på")),
    ]
