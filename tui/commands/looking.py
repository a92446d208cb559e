"""How lists are looked at: as of which day, through which saved view, in which order and groups."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import click

from storage.domain.filtering import FIELDS, empty_fields, nearest_field, unknown_choices, unknown_fields
from storage.domain.text import folded
from storage.refusals import ImpossibleDate
from storage.register import Register
from tui.commands.common import reading
from tui.commands.output import note
from tui.commands.swedish import nearest
from tui.language.catalogue import _
from tui.language.sentences import sentence
from tui.language.words import did_you_mean

_Callback = TypeVar("_Callback", bound=Callable[..., Any])

GROUP_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "nämnd": "body",
        "organ": "body",
        "år": "years",
        "tema": "theme",
        "status": "level",
        "nivå": "level",
        "body": "body",
        "board": "body",
        "year": "years",
        "theme": "theme",
        "level": "level",
    }
)
ORDER_WORDS: Mapping[str, str] = MappingProxyType(
    {"nummer": "number", "status": "level", "text": "text", "number": "number", "level": "level"}
)
_MANY_CHANGES = 200_000
"""More than this take long enough to tell how far it has come."""
_TOLD_TIMES = 10


def filter_option(function: _Callback) -> _Callback:
    """`--filter WORDS`: what is let through."""
    return click.option(
        "--filter",
        "words",
        default="",
        callback=known_fields,
        metavar="ORD",
        help="Bara det som innehåller alla ord, till exempel ”moms år:2018 -status:åtgärdad”.",
    )(function)


def order_option(function: _Callback) -> _Callback:
    """`--sort WORD`: the order."""
    return click.option(
        "--sort",
        "order",
        callback=_one_of(ORDER_WORDS),
        metavar="ORDNING",
        help="Rekommendationer efter nummer, status eller text; annars efter år, granskning och plats.",
    )(function)


def group_option(function: _Callback) -> _Callback:
    """`--group-by WORD`: counts group by group."""
    return click.option(
        "--group-by",
        "group",
        callback=_one_of(GROUP_WORDS),
        metavar="GRUPP",
        help="Antal rekommendationer per nämnd, år, tema eller status i stället för en rad för varje.",
    )(function)


def as_of_option(function: _Callback) -> _Callback:
    """`--as-of DATE`: as it was when that day ended."""
    told = "Som det var när dagen var slut: 2026-03-01, 2026-03 eller 2026."
    return click.option("--as-of", "as_of", callback=_day, metavar="DATUM", help=told)(function)


def looked_at(named: Path | None, day: date | None) -> Register:
    """The register, opened to read; as it was on a day where one is given."""
    register = reading(named)
    if day is None:
        return register
    from storage.asof import as_of  # noqa: PLC0415 - only looking back needs it

    with register:
        return as_of(register, day, _told)


def known_fields(ctx: click.Context, param: click.Parameter, line: str) -> str:
    """Complain of a field that there is not, or of its value; else the list would be empty, or whole."""
    for name in unknown_fields(line):
        near = nearest_field(name)
        told = _("”{name}” är inget fält att filtrera på, bara {fields}.").format(name=name, fields=", ".join(FIELDS))
        raise click.BadParameter(told + did_you_mean(f"{near}:" if near else None), ctx, param)
    for name in empty_fields(line):
        raise click.BadParameter(_("”{name}:” behöver ett värde efter kolonet.").format(name=name), ctx, param)
    for name, value, choice in unknown_choices(line):
        told = _("”{value}” går inte efter ”{name}:”.").format(value=value, name=name)
        raise click.BadParameter(told + did_you_mean(choice), ctx, param)
    return line


def _one_of(words: Mapping[str, str]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A callback for an option that takes one of a few words, with å ä ö or without."""
    codes = {folded(word): code for word, code in words.items()}

    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None and folded(value) not in codes:
            told = _("”{word}” är inget av {words}.").format(word=value, words=", ".join(_swedish(words)))
            raise click.BadParameter(told + nearest(value, list(words)), ctx, param)
        return None if value is None else codes[folded(value)]

    return checked


def _swedish(words: Mapping[str, str]) -> list[str]:
    """The first word for each."""
    first: dict[str, str] = {}
    for word, code in words.items():
        first.setdefault(code, word)
    return list(first.values())


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    from storage.asof import day_meant  # noqa: PLC0415 - only looking back needs it

    try:
        return day_meant(value)
    except ImpossibleDate as error:
        raise click.BadParameter(sentence(error), ctx, param) from error


def _told(done: int, total: int) -> None:
    """Tell now and then how far a long history has been gone through."""
    if total > _MANY_CHANGES and done * _TOLD_TIMES // total != (done - 20_000) * _TOLD_TIMES // total:
        note(_("Går igenom historiken: {done} av {total} ändringar.").format(done=done, total=total))
