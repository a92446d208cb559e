"""What the commands share: their options, and which register they mean."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from storage.errors import FileTooLarge
from storage.operations.configuring import FILE_LIMIT
from storage.register import Register, open_register
from tui.commands.output import complain
from tui.commands.places import PLACE
from tui.language.catalogue import LANGUAGES, UnknownLanguage
from tui.language.sentences import sentence
from tui.registers import VARIABLE, register_meant
from tui.start import LANGUAGE_VARIABLE

REFERENCE_HELP = (
    "REF är ett id eller början på ett (minst sex tecken), eller ”kort titel:nummer”, till exempel ”Moms:2”."
)

_Callback = TypeVar("_Callback", bound=Callable[..., Any])


def register_option(function: _Callback) -> _Callback:
    """`--register PATH`: which register."""
    return click.option(
        "--register",
        "named",
        type=PLACE,
        envvar=VARIABLE,
        metavar="FIL",
        help=f"Registret. Annars {VARIABLE}, annars det som öppnades senast på skärmen.",
    )(function)


def json_option(function: _Callback) -> _Callback:
    """`--json`: for machines."""
    return click.option("--json", "as_json", is_flag=True, help="Skriv JSON och inget annat.")(function)


def out_option(function: _Callback) -> _Callback:
    """`--out DIR`: where documents go."""
    return click.option("--out", required=True, type=PLACE, metavar="MAPP", help="Mappen för filen.")(function)


def language_option(function: _Callback) -> _Callback:
    """`--lang CODE`: what the screen speaks."""
    told = f"Skärmens språk: sv eller en. Annars {LANGUAGE_VARIABLE}, annars det i config.toml."
    return click.option("--lang", "language", callback=_spoken, metavar="SPRÅK", help=told)(function)


def _spoken(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise click.BadParameter(sentence(UnknownLanguage(value)), ctx, param)
    return value


def followup_option(function: _Callback) -> _Callback:
    """`--followup REF`: which follow-up."""
    return click.option("--followup", metavar="REF", help="Uppföljningen, med titel eller id.")(function)


def about_option(function: _Callback) -> _Callback:
    """`--audit REF` or `--followup REF`: what a letter is about."""
    return click.option("--audit", metavar="REF", help="Granskningen, med titel eller id.")(followup_option(function))


def read_file(path: Path) -> bytes:
    """A file that the register is to keep.

    Raises:
        FileTooLarge: it is larger than a register keeps.
        OSError: the system refuses.
    """
    with path.open("rb") as file:
        content = file.read(FILE_LIMIT + 1)  # no further: what has no end is too large as well
    if len(content) > FILE_LIMIT:
        raise FileTooLarge(path, FILE_LIMIT)
    return content


def register_path(named: Path | None) -> Path:
    """The register named, else the one that is meant without a name."""
    return named or register_meant()


def reading(named: Path | None) -> Register:
    """The register, opened to read."""
    return open_register(register_path(named))


def writing(named: Path | None) -> Register:
    """The register, opened for changes; what stops nothing is told of on stderr."""
    register = open_register(register_path(named), write=True)
    register.warn = lambda error: complain(sentence(error))
    return register
