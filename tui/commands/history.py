"""`undo`, `redo` and `history`: the actions of the register."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from storage import clock
from storage import records as record_queries
from storage.domain.dates import first_day, last_day, parse_date
from storage.domain.text import one_line, shorten
from storage.domain.vocabulary import ENTITIES, NATURAL_KEYS, field_types
from storage.errors import GranskaError, ImpossibleDate, UnknownReference
from storage.history import ActionFilter, ActionView, ChangeView, Names, history, referred_names
from storage.register import Register
from storage.undo import action_of, redo, undo, undo_action, undoable
from tui.commands.options import REFERENCE_HELP, json_option, reading, register_option, writing
from tui.commands.output import plain_record, say, say_json
from tui.commands.render.shapes import Shape
from tui.commands.swedish import SwedishCommand
from tui.kit.jobs import done_words
from tui.language.catalogue import _, many, mark
from tui.language.sentences import sentence
from tui.language.words import action_word, change_words, field_word, is_opaque, moment, nearest, record_name

VALUE_LENGTH = 60
"""Most characters of a value."""
LABEL_LENGTH = 80
"""Most characters of a record's name."""
HASH_LENGTH = 12
"""Digits of an action's hash that are shown; enough to refer to it by."""
RECORDS_SHOWN = 10
"""Most records of one action that are listed."""

_SELF_EVIDENT = ("assessed_on", "assessed_by", "position")


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Parse a date as people type it into a partial date; a click callback."""
    try:
        return None if value is None else parse_date(value, clock.today(), nearest=True)
    except ValueError as error:
        raise click.BadParameter(sentence(ImpossibleDate("date", value or "")), ctx, param) from error


def _field(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Accept the name of a field of some kind of record; a click callback."""
    if value is not None and value not in (known := {name for entity in ENTITIES for name in field_types(entity)}):
        text = _("Ingen post har fältet ”{name}”.").format(name=one_line(value))
        raise click.BadParameter(text + nearest(value, sorted(known)), ctx, param)
    return value


@click.command(
    "undo",
    cls=SwedishCommand,
    short_help="Ångra den senaste ändringen, eller en som historiken visar.",
    help="Ångra den senaste ändringen som gjorts i den här kopian av registret, också efter en omstart. Med --action "
    "en annan åtgärd i historiken, vem som än gjort den, om inget har ändrats eller byggts på den sedan dess.",
)
@click.option("--action", "reference", metavar="HASH", help="Åtgärden, som ”granska history --undoable” visar den.")
@register_option
def undo_command(*, reference: str | None, named: Path | None) -> None:
    """Undo the newest action, or the named one."""
    with writing(named) as register:
        done = undo(register) if reference is None else undo_action(register, action_of(register, reference))
        text = done_words(register, done)
    say(_("Ångrade: {change}").format(change=text))


@click.command("redo", cls=SwedishCommand, short_help="Gör om det ångrade.", help="Gör om det som senast ångrades.")
@register_option
def redo_command(*, named: Path | None) -> None:
    """Redo what was undone last."""
    with writing(named) as register:
        text = done_words(register, redo(register))
    say(_("Gjorde om: {change}").format(change=text))


@click.command(
    "history",
    cls=SwedishCommand,
    short_help="Visa vem som ändrat vad och när.",
    help=f"Visa vem som ändrat vad och när, det senaste först, i hela registret eller en post. {REFERENCE_HELP}",
)
@click.argument("reference", required=False, metavar="[REF]")
@click.option("--who", metavar="NAMN", help="Bara det som den här personen har gjort; en del av namnet räcker.")
@click.option("--since", callback=_date, metavar="DATUM", help="Bara från och med den dagen.")
@click.option("--until", callback=_date, metavar="DATUM", help="Bara till och med den dagen.")
@click.option("--field", callback=_field, metavar="FÄLT", help="Bara ändringar av ett fält, till exempel level.")
@click.option("--limit", type=click.IntRange(min=1), metavar="ANTAL", help="Högst så många.")
@click.option("--undoable", "undo_too", is_flag=True, help="Visa också vad som kan ångras, och annars varför inte.")
@json_option
@register_option
def history_command(
    *,
    reference: str | None,
    limit: int | None,
    undo_too: bool,
    as_json: bool,
    named: Path | None,
    **criteria: Any,  # noqa: ANN401 - of who, since, until and field each has its own type
) -> None:
    """List actions, newest first; those of one record when it is named."""
    with reading(named) as register:
        record = _record(register, reference) if reference else None
        actions = history(register, record, limit, _criteria(**criteria))
        whys = {action.hash: undoable(register, action.hash) for action in actions} if undo_too else {}
        parts = [] if as_json else list(_lines(register, actions, whys))
    if as_json:
        say_json([_shape(action, whys) for action in actions])
    else:
        say("\n".join(parts))


def _criteria(who: str | None, since: str | None, until: str | None, field: str | None) -> ActionFilter:
    """Return the criteria of the options, from the first moment of a day to the last of another."""
    return ActionFilter(
        who=who,
        since=clock.start_of(first_day(since)) if since else None,
        until=clock.end_of(last_day(until)) if until else None,
        field=field,
    )


def _record(register: Register, reference: str) -> str:
    """Return the id of the record that a reference names, also of a removed one: its history is kept.

    Raises:
        UnknownReference, AmbiguousReference: none is, or several.
    """
    try:
        return record_queries.resolve(register, reference)[1]
    except UnknownReference:
        return record_queries.resolve(register, reference, removed=True)[1]


def _shape(action: ActionView, whys: Mapping[str, GranskaError | None]) -> Shape:
    shape = plain_record(action)
    shape["changes"] = [_change_shape(change) for change in action.changes]
    if action.hash in whys:
        why = whys[action.hash]
        shape |= {"undoable": why is None, "why_not": sentence(why) if why else None}
    return shape


def _change_shape(change: ChangeView) -> Shape:
    shape = plain_record(change)
    return {"entity": shape.pop("entity"), "id": shape.pop("entity_id"), **shape}


def _lines(register: Register, actions: Sequence[ActionView], whys: Mapping[str, GranskaError | None]) -> Iterator[str]:
    """Yield a line for each action with its changes to a single record; for several, one more for each, indented."""
    names = referred_names(register, (change for action in actions for change in action.changes))
    for action in actions:
        about = f" ({action_word(action.about)})" if action.undoes else ""
        name = f"{action_word(action.name)}{about}"
        head = f"{moment(action.at)} {one_line(action.who)}: {name}"
        records = _by_record(action)
        if len(records) == 1:
            yield f"{head} – {_changed(names, records[0])}"
        else:
            yield f"{head} – {many(mark('{n} post'), mark('{n} poster'), len(records))}"
            yield from (f"  {_changed(names, changes)}" for changes in records[:RECORDS_SHOWN])
        if len(records) > RECORDS_SHOWN:
            yield "  " + _("och {n} till").format(n=len(records) - RECORDS_SHOWN)
        if action.hash in whys:
            yield f"  {_undo_line(action.hash, whys[action.hash])}"


def _undo_line(name: str, why: GranskaError | None) -> str:
    """Render the undo of an action, as in `Ångras med: granska undo --action 0f3c…`, or why not."""
    if why is None:
        return _("Ångras med: granska undo --action {hash}").format(hash=name[:HASH_LENGTH])
    return _("Kan inte ångras: {why}").format(why=sentence(why))


def _by_record(action: ActionView) -> list[list[ChangeView]]:
    """Group the changes that inform a reader by record."""
    informative = [change for change in action.changes if _is_informative(change)] or action.changes
    records: dict[str, list[ChangeView]] = {}
    for change in informative:
        records.setdefault(change.entity_id, []).append(change)
    return list(records.values())


def _is_informative(change: ChangeView) -> bool:
    """True unless the field is part of the record's key, or is self-evident."""
    known = change.field in (*NATURAL_KEYS.get(change.entity, ()), *_SELF_EVIDENT)
    return not (known or is_opaque(change.entity, change.field))


def _changed(names: Names, changes: Sequence[ChangeView]) -> str:
    """Render changes, as in `Ensamarbete: 1) Se till …, Nivå: Delvis åtgärdad → Åtgärdad; Kommentar: – → Klart`."""
    parts = []
    for change in changes:
        about, stored = (change.entity, change.field, change.label), (change.old, change.new)
        first, last = (names.get((change.field, str(value)), value) for value in stored)
        old, new = (shorten(value, VALUE_LENGTH) for value in change_words(about, stored, (first, last)))
        parts.append(f"{field_word(change.field)}: {old} → {new}")
    name = record_name(changes[0].entity, changes[0].label)
    return f"{shorten(name, LABEL_LENGTH)}, {'; '.join(parts)}"
