"""`list` and `show`: what the register holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from storage import entries, queries, watch_answers
from storage.domain.filtering import Filter, parse_filter
from storage.domain.kinds import KINDS
from storage.domain.text import one_line
from storage.errors import UnknownReference
from storage.filter_values import unknown_value
from storage.grouping import grouped_counts
from storage.register import Register
from storage.saved_views import SavedView, saved_view
from tui.commands import groups, lines, outcomes, shapes, told
from tui.commands.common import REFERENCE_HELP, json_option, reading, register_option
from tui.commands.kinds import LISTED, kind_in, kinds_help, plural
from tui.commands.looking import as_of_option, filter_option, group_option, looked_at, order_option
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


@click.command(
    "list",
    cls=SwedishCommand,
    short_help="Lista granskningar, rekommendationer, brev, organ eller annat.",
    help="Lista det som finns i registret, en rad för varje. SLAG är "
    f"{kinds_help(LISTED, several=True)}; singularis går också.",
)
@click.argument("kind", callback=kind_in(LISTED, several=True), metavar="SLAG")
@filter_option
@order_option
@group_option
@click.option("--view", metavar="NAMN", help="Genom en sparad vy; --filter gäller därutöver. Se ”granska view”.")
@as_of_option
@click.option("--removed", is_flag=True, help="Bara det som är borttaget eller sammanslaget med annat.")
@json_option
@register_option
def list_command(
    *, kind: str, as_of: date | None, removed: bool, as_json: bool, named: Path | None, **asked: str | None
) -> None:
    """List everything of a kind that the filter lets through."""
    look = Look(asked["words"] or "", asked["order"], asked["group"])
    if kind != "recommendation" and (look.order or look.group or asked["view"]):
        told = _("--sort, --group-by och --view går bara för recommendations.")
        raise click.UsageError(told, click.get_current_context())
    if asked["view"]:
        look = look.through(_view(named, asked["view"]))
    flt = parse_filter(look.line)
    if flt.conditions and (removed or kind not in _WITH_CONDITIONS):
        told = _("Fält i filtret går bara för audits och recommendations; sök {kind} med ord.")
        raise click.UsageError(told.format(kind=plural(kind)), click.get_current_context())
    whole: object
    with looked_at(named, as_of) as register:
        if fault := unknown_value(register, look.line):
            raise fault
        folded = queries.filter_note(register, flt) if flt and not removed else None
        if folded:
            note(_("Inget innehåller orden som de är skrivna; visar träffar på ”{word}”.").format(word=folded))
        if look.group:
            found = grouped_counts(register, flt, look.group)
            listed, whole = groups.group_lines(found), groups.grouped_shape(found)
        else:
            pairs = _listed(register, kind, flt, look.order, removed=removed)
            listed, whole = [line for line, _shape in pairs], [shape for _line, shape in pairs]
    _tell(listed, whole, as_json=as_json)


@dataclass(frozen=True, slots=True)
class Look:
    """How the recommendations are looked at."""

    line: str
    order: str | None
    group: str | None

    def through(self, view: SavedView) -> "Look":
        """Through a saved view: what is said besides narrows it, or goes before it."""
        return Look(f"{view.line} {self.line}".strip(), self.order or view.order, self.group or view.group)


def _view(named: Path | None, name: str) -> SavedView:
    """A saved view; those are the copy's own, and are as they are today whatever day is looked at."""
    with reading(named) as register:
        return saved_view(register, name)


def _tell(listed: Sequence[str], whole: object, *, as_json: bool) -> None:
    if as_json:
        say_json(whole)
    elif listed:
        say("\n".join(listed))
    else:
        note(_("Inget att visa."))


def _listed(
    register: Register, kind: str, flt: Filter, order: str | None, *, removed: bool
) -> list[tuple[str, shapes.Shape]]:
    """Line and object of each record."""
    if kind in _KINDS and not removed:
        return _views(register, kind, flt, order)
    return _named(register, kind, flt, removed=removed)


def _views(register: Register, entity: str, flt: Filter, order: str | None) -> list[tuple[str, shapes.Shape]]:
    """Line and object of each record of a kind that lists know much of."""
    read, line, shape = _KINDS[entity]
    if order:
        views = queries.recommendations_at(register, queries.recommendation_order(register, flt, by=order))
    found = [(line(one), shape(one)) for one in (views if order else read(register, flt))]
    if entity != "letter":
        return found
    ids = [str(shape["id"]) for _line, shape in found]
    fields = entries.entered_of(register, entity, ids)
    answers = watch_answers.letter_outcomes(register, register.today, ids)
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
@as_of_option
@json_option
@register_option
def show_command(*, reference: str, removed: bool, as_of: date | None, as_json: bool, named: Path | None) -> int:
    """Show everything that is known of one record."""
    with looked_at(named, as_of) as register:
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
        sheet = list(sheet)
    if as_json:
        say_json(shape)
    else:
        say("\n".join(sheet))
    return FINE
