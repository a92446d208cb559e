"""`list` and `show`: what the register holds."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from storage import queries
from storage.domain.filtering import FIELDS, Filter, empty_fields, nearest_field, parse_filter, unknown_fields
from storage.register import Register
from tui.commands import lines, shapes, sheets
from tui.commands.common import REFERENCE_HELP, json_option, reading, register_option
from tui.commands.output import note, say, say_json
from tui.commands.swedish import SwedishCommand, one_of
from tui.language.catalogue import _

_Kind = tuple[Callable[[Register, Filter], Sequence[Any]], Callable[[Any], str], Callable[[Any], shapes.Shape]]

_KINDS: dict[str, _Kind] = {
    "audits": (queries.audits, lines.audit_line, shapes.audit_shape),
    "recommendations": (queries.recommendations, lines.recommendation_line, shapes.recommendation_shape),
    "letters": (queries.letters, lines.letter_line, shapes.letter_shape),
    "bodies": (queries.bodies, lines.body_line, shapes.body_shape),
    "followups": (queries.followups, lines.followup_line, shapes.followup_shape),
}


def _known_fields(ctx: click.Context, param: click.Parameter, line: str) -> str:
    """Complain of a field that there is not, or that is given no value; else the list would be empty, or whole."""
    for name in unknown_fields(line):
        near = nearest_field(name)
        told = _("”{name}” är inget fält att filtrera på, bara {fields}.").format(name=name, fields=", ".join(FIELDS))
        told += " " + _("Menade du ”{word}”?").format(word=f"{near}:") if near else ""
        raise click.BadParameter(told, ctx, param)
    for name in empty_fields(line):
        raise click.BadParameter(_("”{name}:” behöver ett värde efter kolonet.").format(name=name), ctx, param)
    return line


_LISTED = {"letter": "letters", "body": "bodies", "followup": "followups"}
"""Entities of which a list knows more than their own fields."""


@click.command(
    "list",
    cls=SwedishCommand,
    short_help="Lista granskningar, rekommendationer, brev, organ eller uppföljningar.",
    help="Lista det som finns i registret, en rad för varje. SLAG är audits (granskningar), recommendations "
    "(rekommendationer), letters (brev), bodies (granskade organ) eller followups (uppföljningar).",
)
@click.argument("kind", callback=one_of(tuple(_KINDS)), metavar="SLAG")
@click.option(
    "--filter",
    "words",
    default="",
    callback=_known_fields,
    metavar="ORD",
    help="Bara det som innehåller alla ord, till exempel ”moms år:2018”.",
)
@json_option
@register_option
def list_command(*, kind: str, words: str, as_json: bool, named: Path | None) -> None:
    """List everything of a kind that the filter lets through."""
    read, line, shape = _KINDS[kind]
    flt = parse_filter(words)
    with reading(named) as register:
        found = read(register, flt)
        folded = queries.filter_note(register, flt) if flt else None
    if folded:
        note(_("Inget innehåller orden som de är skrivna; visar träffar på ”{word}”.").format(word=folded))
    if as_json:
        say_json([shape(one) for one in found])
    elif found:
        say("\n".join(line(one) for one in found))
    else:
        note(_("Inget att visa."))


@click.command(
    "show",
    cls=SwedishCommand,
    short_help="Visa allt om en rekommendation, granskning eller annan post.",
    help=f"Visa allt som är känt om en post. {REFERENCE_HELP}",
)
@click.argument("reference", metavar="REF")
@json_option
@register_option
def show_command(*, reference: str, as_json: bool, named: Path | None) -> None:
    """Show everything that is known of one record."""
    with reading(named) as register:
        entity, record_id = queries.resolve(register, reference)
        sheet, shape = _told(register, entity, record_id)
    if as_json:
        say_json(shape)
    else:
        say("\n".join(sheet))


def _told(register: Register, entity: str, record_id: str) -> tuple[Iterable[str], shapes.Shape]:
    """A record as lines and as an object."""
    if entity == "recommendation":
        detail = queries.recommendation_detail(register, record_id)
        return sheets.recommendation_sheet(detail), shapes.recommendation_detail_shape(detail)
    if entity == "audit":
        [view] = queries.audits_at(register, [queries.rid_of(register, entity, record_id) or 0])
        found = queries.recommendations(register, audit=record_id)
        return sheets.audit_sheet(view, found), shapes.audit_detail_shape(view, found)
    record = queries.record_of(register, entity, record_id)
    sheet, shape = list(sheets.record_sheet(register, entity, record)), shapes.record_shape(entity, record)
    if entity in _LISTED:
        read, line, more = _KINDS[_LISTED[entity]]
        listed = [one for one in read(register, Filter()) if more(one)["id"] == record_id]
        return [*sheet, *map(line, listed)], shape | {key: value for one in listed for key, value in more(one).items()}
    return sheet, shape
