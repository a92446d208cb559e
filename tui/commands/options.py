"""Options that commands share, and opening the register that they name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from storage.errors import GranskaError, RegisterLocked, RegisterReadOnly
from storage.register import Register, open_register
from tui.commands.output import complain, note
from tui.commands.swedish import DATA_ERROR, FINE
from tui.language.catalogue import LANGUAGES, UnknownLanguage, _
from tui.language.sentences import sentence
from tui.registers import VARIABLE, default_register, store_reports
from tui.start import LANGUAGE_VARIABLE


class Place(click.Path):
    """A path that is not empty: an empty one would mean the working directory."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (as click has it)
        """Convert to a path; an empty or blank one is wrong usage."""
        if not os.fspath(value).strip():
            self.fail(_("Ett tomt namn går inte. Ange en fil eller mapp; ”.” är den du står i."), param, ctx)
        return super().convert(value, param, ctx)


PLACE = Place()

REFERENCE_HELP = (
    "REF är ett id eller början på ett (minst sex tecken), eller ”kort titel:nummer”, till exempel ”Moms:2”; "
    "en punkt utan nummer är ”Moms:#2”, den andra av granskningens punkter."
)

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def register_option(function: Decorated) -> Decorated:
    """Decorate with `--register PATH`."""
    return click.option(
        "--register",
        "named",
        type=PLACE,
        envvar=VARIABLE,
        metavar="FIL",
        help=f"Registret. Annars {VARIABLE}, annars det som öppnades senast på skärmen.",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """Decorate with `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Skriv JSON och inget annat.")(function)


def signer_option(function: Decorated) -> Decorated:
    """Decorate with `--signer`, a tuple of persons as settings have them: `Name, title`."""
    text = "En som undertecknar; kan anges flera gånger."
    return click.option("--signer", "signers", multiple=True, metavar="NAMN, TITEL", help=text)(function)


def out_option(function: Decorated) -> Decorated:
    """Decorate with `--out DIR`: the folder of documents."""
    return click.option("--out", required=True, type=PLACE, metavar="MAPP", help="Mappen för filen.")(function)


def language_option(function: Decorated) -> Decorated:
    """Decorate with `--lang CODE`: the language of the screen."""
    text = f"Skärmens språk: sv eller en. Annars {LANGUAGE_VARIABLE}, annars det i config.toml."
    return click.option("--lang", "language", callback=_spoken, metavar="SPRÅK", help=text)(function)


def _spoken(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise click.BadParameter(sentence(UnknownLanguage(value)), ctx, param)
    return value


def followup_option(function: Decorated) -> Decorated:
    """Decorate with `--followup REF`."""
    return click.option("--followup", metavar="REF", help="Uppföljningen, med titel eller id.")(function)


def about_option(function: Decorated) -> Decorated:
    """Decorate with `--audit REF` and `--followup REF`: the subject of a letter."""
    return click.option("--audit", metavar="REF", help="Granskningen, med titel eller id.")(followup_option(function))


def register_path(named: Path | None) -> Path:
    """Return the path of the named register, else of the default one."""
    return named or default_register()


def reading(named: Path | None) -> Register:
    """Open the register to read."""
    return open_register(register_path(named))


def writing(named: Path | None) -> Register:
    """Open the register for changes; its warnings go to stderr."""
    register = open_register(register_path(named), write=True)
    register.warn = lambda error: complain(sentence(error))
    register.catch_up = store_reports
    return register


def put_on_record(named: Path | None, log: Callable[[Register], object]) -> tuple[bool, int]:
    """Log a document that is written; return True when it is logged, and the exit code.

    The document is there already, so a register that only lets itself be read is no error.
    """
    template = _("Filen är skriven men inte loggad i registret. {why}")
    try:
        with writing(named) as register:
            log(register)
    except (RegisterLocked, RegisterReadOnly) as reason:
        note(template.format(why=sentence(reason)))
        return False, FINE
    except GranskaError as error:
        complain(template.format(why=sentence(error)))
        return False, DATA_ERROR
    return True, FINE
