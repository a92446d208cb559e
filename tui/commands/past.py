"""`undo`, `redo` and `history`: what has been done, and taking it back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from storage import queries
from storage.domain.text import one_line, shorten
from storage.domain.value import Value
from storage.domain.vocabulary import NATURAL_KEYS
from storage.errors import UnknownReference
from storage.history import ActionView, ChangeView, history, readable
from storage.register import Register
from storage.undo import redo, undo
from tui.commands.common import REFERENCE_HELP, json_option, reading, register_option, writing
from tui.commands.output import plain_record, say, say_json
from tui.commands.shapes import Shape
from tui.commands.swedish import SwedishCommand
from tui.language.catalogue import _, many, mark
from tui.language.doings import done_words
from tui.language.terms import field_word, value_word
from tui.language.words import NOTHING, action_word, moment

VALUE_LENGTH = 60
"""How much of a text the history repeats."""
LABEL_LENGTH = 80
"""How much of what a record is called."""
RECORDS_SHOWN = 10
"""How many records of one action the history spells out."""

_SELF_EVIDENT = ("assessed_on", "assessed_by", "position")


@click.command(
    "undo",
    cls=SwedishCommand,
    short_help="Ångra den senaste ändringen.",
    help="Ångra den senaste ändringen som gjorts i den här kopian av registret, också efter en omstart.",
)
@register_option
def undo_command(*, named: Path | None) -> None:
    """Undo the newest action."""
    with writing(named) as register:
        told = done_words(register, undo(register))
    say(_("Ångrade: {change}").format(change=told))


@click.command("redo", cls=SwedishCommand, short_help="Gör om det ångrade.", help="Gör om det som senast ångrades.")
@register_option
def redo_command(*, named: Path | None) -> None:
    """Redo what was undone last."""
    with writing(named) as register:
        told = done_words(register, redo(register))
    say(_("Gjorde om: {change}").format(change=told))


@click.command(
    "history",
    cls=SwedishCommand,
    short_help="Visa vem som ändrat vad och när.",
    help=f"Visa vem som ändrat vad och när, det senaste först, i hela registret eller en post. {REFERENCE_HELP}",
)
@click.argument("reference", required=False, metavar="[REF]")
@json_option
@register_option
def history_command(*, reference: str | None, as_json: bool, named: Path | None) -> None:
    """Show the actions, newest first; of one record when it is named."""
    with reading(named) as register:
        record = _record(register, reference) if reference else None
        actions = history(register, record)
        told = [] if as_json else list(_lines(register, actions))
    if as_json:
        say_json([_shape(action) for action in actions])
    else:
        say("\n".join(told))


def _record(register: Register, reference: str) -> str:
    """The record meant, also one that was taken out of the lists: its history is kept.

    Raises:
        UnknownReference, AmbiguousReference: none is, or several.
    """
    try:
        return queries.resolve(register, reference)[1]
    except UnknownReference:
        return queries.resolve(register, reference, removed=True)[1]


def _shape(action: ActionView) -> Shape:
    shape = plain_record(action)
    shape["changes"] = [_change_shape(change) for change in action.changes]
    return shape


def _change_shape(change: ChangeView) -> Shape:
    shape = plain_record(change)
    return {"entity": shape.pop("entity"), "id": shape.pop("entity_id"), **shape}


def _lines(register: Register, actions: Sequence[ActionView]) -> Iterator[str]:
    """Each action on a line, with what it changed of a single record; of several, a line for each, indented."""
    for action in actions:
        about = f" ({action_word(action.about)})" if action.undoes else ""
        name = f"{action_word(action.name)}{about}"
        head = f"{moment(action.at)} {one_line(action.who)}: {name}"
        records = _by_record(action)
        if len(records) == 1:
            yield f"{head} – {_changed(register, records[0])}"
            continue
        yield f"{head} – {many(mark('{n} post'), mark('{n} poster'), len(records))}"
        yield from (f"  {_changed(register, changes)}" for changes in records[:RECORDS_SHOWN])
        if len(records) > RECORDS_SHOWN:
            yield "  " + _("och {n} till").format(n=len(records) - RECORDS_SHOWN)


def _by_record(action: ActionView) -> list[list[ChangeView]]:
    """The changes that tell something, together for each record."""
    telling = [change for change in action.changes if _is_telling(change)] or action.changes
    records: dict[str, list[ChangeView]] = {}
    for change in telling:
        records.setdefault(change.entity_id, []).append(change)
    return list(records.values())


def _is_telling(change: ChangeView) -> bool:
    """Whether a change says more than which records belong together, or who judged and when."""
    return change.field not in (*NATURAL_KEYS.get(change.entity, ()), *_SELF_EVIDENT)


def _changed(register: Register, changes: Sequence[ChangeView]) -> str:
    """As in: `Ensamarbete: 1) Se till …, Nivå: Delvis åtgärdad → Åtgärdad; Kommentar: – → Klart`."""
    told = []
    for change in changes:
        old, new = (
            _value(change.field, readable(register, change.entity, change.field, value))
            for value in (change.old, change.new)
        )
        told.append(f"{field_word(change.field)}: {old} → {new}")
    return f"{shorten(changes[0].label, LABEL_LENGTH)}, {'; '.join(told)}"


def _value(field: str, value: Value) -> str:
    return NOTHING if value is None else shorten(value_word(field, value), VALUE_LENGTH)
