"""`list` and `show`: the records of the register."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
from msgspec import Struct

from storage import filters, followups, letters, recommendations, records, responses
from storage.asof import as_of, day_of
from storage.domain.editable_fields import EDITABLE
from storage.domain.filters import (
    FIELDS,
    Filter,
    empty_fields,
    nearest_field,
    parse_filter,
    unknown_choices,
    unknown_fields,
)
from storage.domain.text import folded, one_line
from storage.domain.views import LetterView
from storage.errors import ImpossibleDate, UnknownReference
from storage.filters import grouped_counts, unknown_value
from storage.register import Register
from storage.saved_views import SavedView, saved_view
from tui.commands.options import REFERENCE_HELP, Decorated, json_option, reading, register_option
from tui.commands.output import complain, note, say, say_json, say_result
from tui.commands.record_values import LISTED, kind_in, kinds_help, plural
from tui.commands.render import lines as line_text
from tui.commands.render import record as record_text
from tui.commands.render import shapes
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _
from tui.language.sentences import sentence
from tui.language.words import did_you_mean, nearest

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
"""Changes from which a replay takes long enough to report its progress."""
_REPORTS = 10


def filter_option(function: Decorated) -> Decorated:
    """Decorate with `--filter WORDS`."""
    return click.option(
        "--filter",
        "words",
        default="",
        callback=known_fields,
        metavar="ORD",
        help="Bara det som innehåller alla ord, till exempel ”moms år:2018 -status:åtgärdad”.",
    )(function)


def order_option(function: Decorated) -> Decorated:
    """Decorate with `--sort WORD`."""
    return click.option(
        "--sort",
        "order",
        callback=_one_of(ORDER_WORDS),
        metavar="ORDNING",
        help="Rekommendationer efter nummer, status eller text; annars efter år, granskning och plats.",
    )(function)


def group_option(function: Decorated) -> Decorated:
    """Decorate with `--group-by WORD`: counts for each group."""
    return click.option(
        "--group-by",
        "group",
        callback=_one_of(GROUP_WORDS),
        metavar="GRUPP",
        help="Antal rekommendationer per nämnd, år, tema eller status i stället för en rad för varje.",
    )(function)


def as_of_option(function: Decorated) -> Decorated:
    """Decorate with `--as-of DATE`: the register when that day ended."""
    text = "Som det var när dagen var slut: 2026-03-01, 2026-03 eller 2026."
    return click.option("--as-of", "as_of", callback=_day, metavar="DATUM", help=text)(function)


def open_register_as_of(named: Path | None, day: date | None) -> Register:
    """Open the register to read; as it was when `day` ended, where one is given."""
    register = reading(named)
    if day is None:
        return register
    with register:
        return as_of(register, day, _report_progress)


def known_fields(ctx: click.Context, param: click.Parameter, line: str) -> str:
    """Refuse unknown fields and values of a filter, which would select nothing or all; a click callback."""
    for name in unknown_fields(line):
        near = nearest_field(name)
        text = _("”{name}” är inget fält att filtrera på, bara {fields}.").format(name=name, fields=", ".join(FIELDS))
        raise click.BadParameter(text + did_you_mean(f"{near}:" if near else None), ctx, param)
    for name in empty_fields(line):
        raise click.BadParameter(_("”{name}:” behöver ett värde efter kolonet.").format(name=name), ctx, param)
    for name, value, choice in unknown_choices(line):
        text = _("”{value}” går inte efter ”{name}:”.").format(value=value, name=name)
        raise click.BadParameter(text + did_you_mean(choice), ctx, param)
    return line


def _one_of(words: Mapping[str, str]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Make a click callback for an option that takes one of a few words, with å ä ö or without."""
    codes = {folded(word): code for word, code in words.items()}

    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None and folded(value) not in codes:
            text = _("”{word}” är inget av {words}.").format(word=value, words=", ".join(_swedish(words)))
            raise click.BadParameter(text + nearest(value, list(words)), ctx, param)
        return None if value is None else codes[folded(value)]

    return checked


def _swedish(words: Mapping[str, str]) -> list[str]:
    """Return the first word for each code."""
    first: dict[str, str] = {}
    for word, code in words.items():
        first.setdefault(code, word)
    return list(first.values())


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return day_of(value)
    except ImpossibleDate as error:
        raise click.BadParameter(sentence(error), ctx, param) from error


def _report_progress(done: int, total: int) -> None:
    """Report the progress of a long replay now and then on stderr."""
    if total > _MANY_CHANGES and done * _REPORTS // total != (done - 20_000) * _REPORTS // total:
        note(_("Går igenom historiken: {done} av {total} ändringar.").format(done=done, total=total))


_Kind = tuple[Callable[[Register, Filter], Sequence[Any]], Callable[[Any], str], Callable[..., shapes.Shape]]

_KINDS: dict[str, _Kind] = {
    "audit": (recommendations.audits, line_text.audit_line, shapes.audit_shape),
    "recommendation": (recommendations.recommendations, line_text.recommendation_line, shapes.recommendation_shape),
    "body": (records.bodies, line_text.body_line, shapes.body_shape),
    "followup": (followups.followups, line_text.followup_line, shapes.followup_shape),
}


_WITH_CONDITIONS = ("audit", "recommendation")
"""Entities whose filter takes `fält:värde` beside words."""


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
    *, kind: str, as_of: date | None, removed: bool, as_json: bool, named: Path | None, **given: str | None
) -> None:
    """List the records of a kind that a filter selects."""
    options = ListOptions(given["words"] or "", given["order"], given["group"])
    if kind != "recommendation" and (options.order or options.group or given["view"]):
        template = _("--sort, --group-by och --view går bara för recommendations.")
        raise click.UsageError(template, click.get_current_context())
    if given["view"]:
        options = options.through(_view(named, given["view"]))
    flt = parse_filter(options.line)
    if flt.conditions and (removed or kind not in _WITH_CONDITIONS):
        template = _("Fält i filtret går bara för audits och recommendations; sök {kind} med ord.")
        raise click.UsageError(template.format(kind=plural(kind)), click.get_current_context())
    with open_register_as_of(named, as_of) as register:
        if fault := unknown_value(register, options.line):
            raise fault
        folded = filters.filter_note(register, flt) if flt and not removed else None
        if folded:
            note(_("Inget innehåller orden som de är skrivna; visar träffar på ”{word}”.").format(word=folded))
        if options.group:
            found = _grouped(register, flt, options.group)
        else:
            found = _listed(register, kind, flt, options.order, removed=removed)
        whole = found.whole() if as_json else None
        listed = [] if as_json else found.lines()
    if as_json:
        say_json(whole)
    elif listed:
        say("\n".join(listed))
    else:
        note(_("Inget att visa."))


class ListOptions(Struct, frozen=True):
    """Filter, order and grouping of recommendations."""

    line: str
    order: str | None
    group: str | None

    def through(self, view: SavedView) -> "ListOptions":
        """Combine with a saved view: the filters narrow each other, the command line's order and group come first."""
        return ListOptions(f"{view.line} {self.line}".strip(), self.order or view.order, self.group or view.group)


def _view(named: Path | None, name: str) -> SavedView:
    """Load a saved view; views belong to the copy of the register and have no history."""
    with reading(named) as register:
        return saved_view(register, name)


class Listed(Struct, frozen=True):
    """Records found, as callables for the two kinds of output, of which one is called."""

    lines: Callable[[], list[str]]
    whole: Callable[[], object]
    """Returns the same as JSON objects."""


def _grouped(register: Register, flt: Filter, by: str) -> Listed:
    found = grouped_counts(register, flt, by)
    return Listed(lambda: line_text.group_lines(found), lambda: line_text.grouped_shape(found))


def _listed(register: Register, kind: str, flt: Filter, order: str | None, *, removed: bool) -> Listed:
    """Query the records of a kind."""
    if kind == "letter" and not removed:
        return _letters(register, letters.letters(register, flt))
    if kind not in _KINDS or removed:
        return _named(register, kind, flt, removed=removed)
    read, line, shape = _KINDS[kind]
    if kind == "recommendation":
        shape = partial(shape, today=register.today)
    found: Sequence[Any]
    if order:
        found = recommendations.recommendations_at(
            register, recommendations.recommendation_order(register, flt, by=order)
        )
    else:
        found = read(register, flt)
    return Listed(lambda: list(map(line, found)), lambda: list(map(shape, found)))


def _letters(register: Register, views: Sequence[LetterView]) -> Listed:
    """Render letters with the outcomes of their responses."""
    ids = [view.id for view in views]
    outcomes = responses.letter_outcomes(register, register.today, ids)

    def whole() -> list[shapes.Shape]:
        fields = records.entered_of(register, "letter", ids)
        found = [line_text.with_outcomes(shapes.letter_shape(view), outcomes[view.id]) for view in views]
        return [{**shape, **fields[one]} for one, shape in zip(ids, found, strict=True)]

    return Listed(
        lambda: [line_text.with_outcome(line_text.letter_line(view), outcomes[view.id]) for view in views], whole
    )


def _named(register: Register, entity: str, flt: Filter, *, removed: bool) -> Listed:
    """Query records of an entity that is listed by name and own fields."""
    found = records.records(register, entity, flt, removed=removed)
    ids = [one.id for one in found]
    fields = records.entered_of(register, entity, ids) if entity in EDITABLE else {one: {} for one in ids}
    return Listed(
        lambda: [line_text.named_line(one, fields[one.id]) for one in found],
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
    """Show everything known of one record."""
    with open_register_as_of(named, as_of) as register:
        try:
            entity, record = records.resolve(register, reference, removed=removed)
        except UnknownReference:
            records.resolve(register, reference, removed=True)
            template = _(
                "”{reference}” är borttagen eller sammanslagen med en annan; ”granska show --removed” visar den."
            )
            complain(template.format(reference=one_line(reference)))
            return DATA_ERROR
        sheet, shape = record_text.record_output(register, entity, record)
        sheet = list(sheet)
    say_result(shape, "\n".join(sheet), as_json=as_json)
    return FINE
