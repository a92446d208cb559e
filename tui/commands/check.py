"""`check`: verify the register against its history."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from storage.check import CheckResult, Conflict, check
from storage.database.verify import Difference
from storage.domain.text import one_line, shorten
from storage.errors import NotARegister
from storage.restoring import newest_good
from tui.commands.options import json_option, reading, register_option, register_path
from tui.commands.output import complain, note, plain_record, say, say_json
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _, many, mark
from tui.language.sentences import sentence
from tui.language.words import NOTHING, field_word, moment, value_word

_FILES = 3
"""Most received files that are named."""
VALUE_LENGTH = 60
"""Most characters of a value in a line."""

_DIFFERENCES: Mapping[str, str] = {
    "hash": mark("Åtgärden {where} är inte den som kontrollsumman gäller"),
    "parent": mark("Åtgärden {where} bygger på en som saknas eller kommer senare ({detail})"),
    "value": mark("Ändringen {where} har ett annat värde än det som sparades ({detail})"),
    "change": mark("Ändringen {where} hör inte till någon åtgärd, eller en saknas före den"),
    "format": mark("Åtgärden {where} är skriven i ett format som programmet inte känner"),
    "tip": mark("Listan över gällande ändringar stämmer inte {where} ({detail})"),
    "head": mark("Listan över de senaste åtgärderna stämmer inte {where}"),
    "row": mark("Posten {where} finns inte både i sin tabell och i historiken"),
    "field": mark("Fältet {where} har ett annat värde än i historiken"),
    "schema": mark("{where} är inte som i ett register"),
    "search": mark("Sökindexet stämmer inte med posterna {where} ({detail})"),
    "file": mark("Filen är skadad ({detail})"),
}

_NEVER_A_REGISTER = {"folder", "empty", "other_program"}
"""Reasons of NotARegister that mean another kind of file, not damage."""


@click.command(
    "check",
    cls=SwedishCommand,
    short_help="Kontrollera att registret stämmer med sin historik.",
    help="Räkna om registret ur historiken och jämför. Slutkod 1 om något skiljer sig. Konflikter mellan kopior "
    "skrivs ut men är inget fel.",
)
@json_option
@register_option
def check_command(*, as_json: bool, named: Path | None) -> int:
    """Verify the history and the tables."""
    try:
        with reading(named) as register:
            result = check(register)
    except NotARegister as error:
        parts = [sentence(error), *([] if error.reason in _NEVER_A_REGISTER else [_way_back(named)])]
        complain(" ".join(parts))
        return DATA_ERROR
    if as_json:
        say_json({"ok": result.ok, **plain_record(result)})
    else:
        say("\n".join(_lines(result)))
        if not result.ok:
            note(_way_back(named))
    return FINE if result.ok else DATA_ERROR


def _lines(result: CheckResult) -> Iterator[str]:
    yield from map(_difference, result.differences)
    yield from map(_conflict, result.conflicts)
    if result.missing_files:
        names = ", ".join(f"”{name}”" for name in result.missing_files[:_FILES])
        more = _(" med flera") if len(result.missing_files) > _FILES else ""
        yield one_line(
            _("Ligger inte bredvid registret: {names}{more}. Det är inget fel.").format(names=names, more=more)
        )
    if result.wal:
        yield _(
            "Registret är satt i läget WAL av ett annat program: en kopia av bara filen kan sakna det senaste. "
            "Läget upphör när registret öppnas för att ändras, till exempel på skärmen."
        )
    actions = many(mark("{n} ändring kontrollerad"), mark("{n} ändringar kontrollerade"), result.actions)
    values = many(mark("{n} värde"), mark("{n} värden"), result.changes)
    found = many(mark("{n} skillnad"), mark("{n} skillnader"), len(result.differences))
    undecided = many(mark("{n} konflikt"), mark("{n} konflikter"), len(result.conflicts))
    text = _("allt stämmer") if result.ok else found
    yield f"{actions}, {values}: {text}{f', {undecided}' if result.conflicts else ''}."


def _way_back(named: Path | None) -> str:
    """Name the newest sound copy to restore, or say that there is none."""
    copy = newest_good(register_path(named))
    if copy is None:
        return _("Det finns ingen hel säkerhetskopia i registrets egen mapp för kopior. Ta fram en från annat håll.")
    template = _(
        "Den senaste hela säkerhetskopian är ”{copy}”. Återgå till den med ”granska backup restore” och dess namn."
    )
    return one_line(template.format(copy=copy.name))


def _difference(one: Difference) -> str:
    template = _(_DIFFERENCES.get(one.kind, "{where}: {detail}"))
    return one_line(_("Skillnad: {told}").format(told=template.format(where=one.where, detail=one.detail)))


def _conflict(one: Conflict) -> str:
    sides = (
        f"{NOTHING if side.value is None else shorten(value_word(one.field, side.value), VALUE_LENGTH)} "
        f"({side.who} {moment(side.at)})"
        for side in one.values
    )
    text = f"{one.label}, {field_word(one.field)}: {'; '.join(sides)}"
    return one_line(_("Konflikt: {told}").format(told=text))
