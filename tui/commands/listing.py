"""`list` and `show`: what the register holds."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from storage import entries, letter_lists, queries, watch_answers
from storage.domain.filtering import Filter, parse_filter
from storage.domain.kinds import KINDS
from storage.domain.text import one_line
from storage.domain.views import LetterView
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
    with looked_at(named, as_of) as register:
        if fault := unknown_value(register, look.line):
            raise fault
        folded = queries.filter_note(register, flt) if flt and not removed else None
        if folded:
            note(_("Inget innehåller orden som de är skrivna; visar träffar på ”{word}”.").format(word=folded))
        if look.group:
            found = _grouped(register, flt, look.group)
        else:
            found = _listed(register, kind, flt, look.order, removed=removed)
        whole = found.whole() if as_json else None
        listed = [] if as_json else found.lines()
    if as_json:
        say_json(whole)
    elif listed:
        say("\n".join(listed))
    else:
        note(_("Inget att visa."))


class Look(Struct, frozen=True):
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


class Listed(Struct, frozen=True):
    """What was found, to be told in one of two ways; the other is never made."""

    lines: Callable[[], list[str]]
    whole: Callable[[], object]
    """The same for machines."""


def _grouped(register: Register, flt: Filter, by: str) -> Listed:
    found = grouped_counts(register, flt, by)
    return Listed(lambda: groups.group_lines(found), lambda: groups.grouped_shape(found))


def _listed(register: Register, kind: str, flt: Filter, order: str | None, *, removed: bool) -> Listed:
    """Each record of a kind."""
    if kind == "letter" and not removed:
        return _letters(register, letter_lists.letters(register, flt))
    if kind not in _KINDS or removed:
        return _named(register, kind, flt, removed=removed)
    read, line, shape = _KINDS[kind]
    found: Sequence[Any]
    if order:
        found = queries.recommendations_at(register, queries.recommendation_order(register, flt, by=order))
    else:
        found = read(register, flt)
    return Listed(lambda: list(map(line, found)), lambda: list(map(shape, found)))


def _letters(register: Register, views: Sequence[LetterView]) -> Listed:
    """Letters, each with how its answers stand."""
    ids = [view.id for view in views]
    answers = watch_answers.letter_outcomes(register, register.today, ids)

    def whole() -> list[shapes.Shape]:
        fields = entries.entered_of(register, "letter", ids)
        found = [outcomes.with_outcomes(shapes.letter_shape(view), answers[view.id]) for view in views]
        return [{**shape, **fields[one]} for one, shape in zip(ids, found, strict=True)]

    return Listed(lambda: [outcomes.with_outcome(lines.letter_line(view), answers[view.id]) for view in views], whole)


def _named(register: Register, entity: str, flt: Filter, *, removed: bool) -> Listed:
    """Records of a kind that is listed by name and own fields."""
    found = entries.records(register, entity, flt, removed=removed)
    ids = [one.id for one in found]
    fields = entries.entered_of(register, entity, ids) if entity in KINDS else {one: {} for one in ids}
    return Listed(
        lambda: [lines.named_line(one, fields[one.id]) for one in found],
        lambda: [shapes.named_shape(one, fields[one.id]) for one in found],
    )


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
