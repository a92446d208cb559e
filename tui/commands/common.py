"""What the commands share: their options, and which register they mean."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from storage.register import Register, open_register

REGISTER_VARIABLE = "GRANSKA_REGISTER"
REGISTER_NAME = "register.db"

REFERENCE_HELP = (
    "REF är ett id eller början på ett (minst sex tecken), eller ”kort titel:nummer”, till exempel ”Moms:2”."
)

_Callback = TypeVar("_Callback", bound=Callable[..., Any])


def register_option(function: _Callback) -> _Callback:
    """`--register PATH`: which register."""
    return click.option(
        "--register",
        "named",
        type=click.Path(path_type=Path),
        envvar=REGISTER_VARIABLE,
        metavar="FIL",
        help=f"Registret. Annars {REGISTER_VARIABLE}, annars det i din datamapp.",
    )(function)


def json_option(function: _Callback) -> _Callback:
    """`--json`: for machines."""
    return click.option("--json", "as_json", is_flag=True, help="Skriv JSON och inget annat.")(function)


def data_folder() -> Path:
    """The user's own folder for registers."""
    from platformdirs import user_data_path  # noqa: PLC0415 - a register that is named needs no such folder

    return user_data_path("granska", appauthor=False)


def register_path(named: Path | None) -> Path:
    """The register named, else the user's own."""
    return named or data_folder() / REGISTER_NAME


def reading(named: Path | None) -> Register:
    """The register, opened to read."""
    return open_register(register_path(named))


def writing(named: Path | None) -> Register:
    """The register, opened for changes."""
    return open_register(register_path(named), write=True)
