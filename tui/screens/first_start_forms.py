"""What is asked for before there is a register, and what is done with the answers, outside of the screen's thread."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from storage import locking
from storage.domain.text import one_line
from storage.errors import GranskaError, InvalidValue, RegisterExists, RegisterMissing
from storage.register import create_register
from tui import registers
from tui.command import Area
from tui.dialogs.fields import Field, Form
from tui.dialogs.form import FormDialog
from tui.keys import bindings
from tui.language.catalogue import _
from tui.language.sentences import sentence

PATH, OFFICE, WHO = "path", "office", "who"
QUOTES = "\"'"
ENDINGS = {".db", ".sqlite", ".sqlite3"}
"""What a register's file may be called at the end; anything else gets the first."""


class BeginningDialog(FormDialog):
    """A form that ends with a register to show."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("starting")
    AREAS: tuple[Area, ...] = ("starting", "dialog")

    @property
    def done_with_enter(self) -> bool:
        """Whether Enter in the last field is all it takes."""
        return True

    def refuse(self, error: BaseException) -> None:
        """What is wrong with the file is said at its field."""
        row = self.row(PATH)
        if row is None or isinstance(error, InvalidValue) or not isinstance(error, GranskaError | OSError):
            super().refuse(error)
            return
        self.resume()
        row.refuse(_told(error))
        row.editor.focus()


def making(suggested: Path, draft: Mapping[str, str] | None) -> Form:
    """What is asked for of a new register."""
    fields = (
        Field(OFFICE, _("Revisionens namn")),
        Field(WHO, _("Ditt namn"), value=locking.user_name()),
        Field(PATH, _("Fil"), value=str(suggested), told=_place_told),
    )
    note = _("Revisionens namn står i dokumenten, ditt namn i historiken.")
    return Form(_("Skapa register"), fields, draft, note=note)


def opening(wanted: Path | None, suggested: Path, draft: Mapping[str, str] | None) -> Form:
    """What is asked for of a register that there is."""
    value = str(wanted) if wanted else ""
    told = _("Skriv eller klistra in filens hela sökväg. En mapp går också, om den har ett enda register i sig.")
    return Form(_("Öppna register"), (Field(PATH, _("Fil"), value=value, known=_nearby(suggested)),), draft, note=told)


def made(values: Mapping[str, str]) -> Path:
    """Make a register; whole, or not at all.

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
    """Look whether a file is a register that can be shown.

    Raises:
        InvalidValue: no file is named.
        GranskaError, OSError: it is none, or it cannot be read.
    """
    path = _path(values[PATH])
    inside = _registers_in(path) if path.is_dir() else []
    return registers.made_ready(inside[0] if len(inside) == 1 else path)


def _path(typed: str) -> Path:
    """The path that was typed, or pasted with the quotes that a file manager puts around it."""
    line = typed.strip()
    if len(line) > 1 and line[0] == line[-1] and line[0] in QUOTES:
        line = line[1:-1]
    if not line or "\0" in line:
        raise InvalidValue(PATH, line)
    try:
        return Path(line).expanduser().absolute()
    except RuntimeError:
        raise InvalidValue(PATH, line) from None


def _place_told(typed: str) -> str:
    """What there is to say of the place of a new register, before it is tried."""
    try:
        path = _path(typed)
    except InvalidValue:
        return ""
    if path.is_dir():
        return _("Det är en mapp. Skriv också vad filen ska heta, till exempel register.db.")
    if os.path.lexists(path):
        return _told(RegisterExists(path))
    folder = next(one for one in path.parents if os.path.lexists(one))
    if not folder.is_dir():
        return _("{path} går inte att använda som mapp. Välj en annan mapp.").format(path=one_line(str(folder)))
    if not os.access(folder, os.W_OK):
        return _("Det går inte att skriva i mappen {path}. Ange en annan mapp.").format(path=one_line(str(folder)))
    return "" if folder == path.parent else _("Mappen skapas.")


def _told(error: BaseException) -> str:
    """What is wrong with a file, said to somebody who is about to name another."""
    if isinstance(error, RegisterMissing):
        return _("Det finns ingen fil {path}. Kontrollera namnet och försök igen.").format(
            path=one_line(str(error.path))
        )
    return sentence(error)


def _nearby(suggested: Path) -> tuple[str, ...]:
    """Registers where one would look for them, to be suggested while typing."""
    folders = dict.fromkeys((suggested.parent, Path.cwd(), Path.home(), Path.home() / "Documents"))
    return tuple(str(path) for folder in folders for path in _registers_in(folder))


def _registers_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS and path.is_file())
    except OSError:
        return []
