"""`list` and `show`: what the register holds."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from storage import clock, entries, queries, watch_answers
from storage.domain.filtering import FIELDS, Filter, empty_fields, nearest_field, parse_filter, unknown_fields
from storage.domain.kinds import KINDS
from storage.domain.text import one_line
from storage.errors import UnknownReference
from storage.register import Register
from tui.commands import lines, outcomes, shapes, told
from tui.commands.common import REFERENCE_HELP, json_option, reading, register_option
from tui.commands.kinds import LISTED, kind_in, kinds_help, plural
from tui.commands.output import complain, note, say, say_json
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _

_Kind = tuple[Callable[[Register, Filter], Sequence[Any]], Callable[[Any], str], Callable[[Any], shapes.Shape]]

_KINDS: dict[str, _Kind] = {
    "audit": (queries.audits, lines.audit_line, shapes.audit_shape),
    "recommendation": (queries.recommendations, lines.recommendation_line, shapes.recommendation_shape),
    "letter": (queries.letters, lines.letter_line, shapes.letter_shape),
    "body": (queries.bodies, lines.body_line, shapes.body_shape),
    "followup": (queries.followups, lines.followup_line, shapes.followup_shape),
}


_WITH_CONDITIONS = ("audit", "recommendation")
"""Kinds whose filter takes `fält:värde` beside words."""


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


@click.command(
    "list",
    cls=SwedishCommand,
    short_help="Lista granskningar, rekommendationer, brev, organ eller annat.",
    help="Lista det som finns i registret, en rad för varje. SLAG är "
    f"{kinds_help(LISTED, several=True)}; singularis går också.",
)
@click.argument("kind", callback=kind_in(LISTED, several=True), metavar="SLAG")
@click.option(
    "--filter",
    "words",
    default="",
    callback=_known_fields,
    metavar="ORD",
    help="Bara det som innehåller alla ord, till exempel ”moms år:2018”.",
)
@click.option("--removed", is_flag=True, help="Bara det som är borttaget eller sammanslaget med annat.")
@json_option
@register_option
def list_command(*, kind: str, words: str, removed: bool, as_json: bool, named: Path | None) -> None:
    """List everything of a kind that the filter lets through."""
    flt = parse_filter(words)
    if flt.conditions and (removed or kind not in _WITH_CONDITIONS):
        told = _("Fält i filtret går bara för audits och recommendations; sök {kind} med ord.")
        raise click.UsageError(told.format(kind=plural(kind)), click.get_current_context())
    with reading(named) as register:
        known = kind in _KINDS and not removed
        listed = _views(register, kind, flt) if known else _named(register, kind, flt, removed=removed)
        folded = queries.filter_note(register, flt) if flt and not removed else None
    if folded:
        note(_("Inget innehåller orden som de är skrivna; visar träffar på ”{word}”.").format(word=folded))
    if as_json:
        say_json([shape for _line, shape in listed])
    elif listed:
        say("\n".join(line for line, _shape in listed))
    else:
        note(_("Inget att visa."))


def _views(register: Register, entity: str, flt: Filter) -> list[tuple[str, shapes.Shape]]:
    """Line and object of each record of a kind that lists know much of."""
    read, line, shape = _KINDS[entity]
    found = [(line(one), shape(one)) for one in read(register, flt)]
    if entity != "letter":
        return found
    ids = [str(shape["id"]) for _line, shape in found]
    fields = entries.entered_of(register, entity, ids)
    answers = watch_answers.letter_outcomes(register, clock.today(), ids)
    return [
        (outcomes.with_outcome(line, answers[one]), {**outcomes.with_outcomes(shape, answers[one]), **fields[one]})
        for one, (line, shape) in zip(ids, found, strict=True)
    ]


def _named(register: Register, entity: str, flt: Filter, *, removed: bool) -> list[tuple[str, shapes.Shape]]:
    """The same of a kind that is listed by name and own fields."""
    found = entries.records(register, entity, flt, removed=removed)
    ids = [one.id for one in found]
    fields = entries.entered_of(register, entity, ids) if entity in KINDS else {one: {} for one in ids}
    return [
        (
            lines.named_line(one, fields[one.id]),
            {
                "entity": entity,
                "id": one.id,
                "name": one.name,
                **fields[one.id],
                "removed": one.removed,
                "merged_into": one.merged_into,
            },
        )
        for one in found
    ]


@click.command(
    "show",
    cls=SwedishCommand,
    short_help="Visa allt om en rekommendation, granskning eller annan post.",
    help="Visa allt som är känt om en post, med det som hör till den, som ett brevs frågor eller ett svars rader. "
    f"{REFERENCE_HELP} Också brevets eller svarets diarienummer går, och ”diarienummer:nummer” för en fråga. I JSON "
    "heter fälten som i ”granska add” och ”granska edit”.",
)
@click.argument("reference", metavar="REF")
@click.option("--removed", is_flag=True, help="Sök bland det som är borttaget eller sammanslaget.")
@json_option
@register_option
def show_command(*, reference: str, removed: bool, as_json: bool, named: Path | None) -> int:
    """Show everything that is known of one record."""
    with reading(named) as register:
        try:
            entity, record = queries.resolve(register, reference, removed=removed)
        except UnknownReference:
            queries.resolve(register, reference, removed=True)
            told_of = _(
                "”{reference}” är borttagen eller sammanslagen med en annan; ”granska show --removed” visar den."
            )
            complain(told_of.format(reference=one_line(reference)))
            return DATA_ERROR
        sheet, shape = told.told(register, entity, record)
    if as_json:
        say_json(shape)
    else:
        say("\n".join(sheet))
    return FINE
