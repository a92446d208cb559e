"""`edit`: records changed by hand, of every kind, field by field or as JSON."""

from collections.abc import Mapping
from pathlib import Path

import click
from msgspec import Struct

from storage import entries, queries
from storage.domain.change import Change
from storage.domain.kinds import COVERED_AUDIT, FOLLOWUP, KINDS, Given
from storage.domain.text import one_line
from storage.errors import UnknownReference
from storage.operations import editing, entering
from storage.register import Register
from tui.commands import told
from tui.commands.common import REFERENCE_HELP, json_option, reading, register_option, writing
from tui.commands.entering import FIELDS_HELP
from tui.commands.making import say_made, say_remarks
from tui.commands.output import say, say_json
from tui.commands.records_in import NotARecord, objects
from tui.commands.shapes import Shape, covered_shape
from tui.commands.swedish import SwedishCommand
from tui.commands.written import STREAM, assigned, kind_of, stdin_text, taken
from tui.language.catalogue import _


class Meant(Struct, frozen=True):
    """What is to be changed: a record, or what a follow-up says of an audit."""

    entity: str
    record: str
    audit: str = ""
    """The audit, where the record is the follow-up that covers it."""


@click.command(
    "edit",
    cls=SwedishCommand,
    short_help="Ändra en post av vilket slag som helst.",
    help=f"Ändra fält i en post; de som inte nämns står kvar, och ”FÄLT=” tömmer ett. {FIELDS_HELP} {REFERENCE_HELP} "
    "”granska edit REF --json -” läser fälten som ett JSON-objekt från standard in; det som ”granska show REF --json” "
    "skriver går att läsa in så. Med --audit ändras vad uppföljningen REF säger om en granskning.",
)
@click.argument("reference", metavar="REF")
@click.argument("words", nargs=-1, metavar="[FÄLT=VÄRDE...]")
@click.option("--audit", metavar="REF", help="Granskningen, när REF är en uppföljning.")
@json_option
@register_option
@click.pass_context
def edit_command(
    ctx: click.Context,
    *,
    reference: str,
    words: tuple[str, ...],
    audit: str | None,
    as_json: bool,
    named: Path | None,
) -> None:
    """Change a record."""
    with reading(named) as register:  # nobody is kept from writing while stdin is waited for
        meant = _meant(register, reference, audit)
        if not words:
            raise click.UsageError(told.fields_sentence(meant.entity), ctx)
        handed = words == (STREAM,) and as_json
        values = _handed(register, meant) if handed else assigned(ctx, meant.entity, words)
    with writing(named) as register:
        change = _edit(register, meant, values)
        say_made(register, change, meant.record)
        record = _moved(change, meant)
        shape, name = _shape(register, meant, record), queries.name_of(register, *_named(meant, record))
        say_remarks(register, meant.entity, record)
    if as_json:
        say_json(shape)
    else:
        say(one_line(_("Ändrad: {name}").format(name=name)) if change else _("Inget att ändra: det står redan så."))


def enterable(register: Register, reference: str, *, removed: bool = False) -> tuple[str, str]:
    """(entity, id) of the record meant, of a kind that is written by hand.

    Raises:
        UnknownReference, AmbiguousReference: none is, or several.
    """
    entity, record = queries.resolve(register, reference, removed=removed)
    if entity not in KINDS and entity != FOLLOWUP.entity:
        raise UnknownReference(reference, "record")
    return entity, record


def _meant(register: Register, reference: str, audit: str | None) -> Meant:
    if audit is None:
        return Meant(*enterable(register, reference))
    followup = queries.find(register, reference, FOLLOWUP.entity)
    return Meant(COVERED_AUDIT.entity, followup, queries.find(register, audit, "audit"))


def _edit(register: Register, meant: Meant, values: Mapping[str, Given]) -> Change:
    if meant.audit:
        return editing.edit_covered_audit(register, meant.record, meant.audit, values)
    if meant.entity == FOLLOWUP.entity:
        return editing.edit_followup(register, meant.record, values)
    return entering.edit(register, meant.entity, meant.record, values)


def _moved(change: Change, meant: Meant) -> str:
    """The id of what was changed: that of evidence follows from what it says."""
    made = change.created.get(meant.entity, frozenset())
    return min(made, default=meant.record) if meant.entity == "assessment_evidence" else meant.record


def _named(meant: Meant, record: str) -> tuple[str, str]:
    """(entity, id) of what the change is told of as."""
    return ("audit", meant.audit) if meant.audit else (meant.entity, record)


def _shape(register: Register, meant: Meant, record: str) -> Shape:
    if not meant.audit:
        return told.entered_shape(register, meant.entity, record)
    covered = entries.covered_audits(register, meant.record)
    return next(covered_shape(*one) for one in covered if one[0].id == meant.audit)


def _handed(register: Register, meant: Meant) -> dict[str, Given]:
    """The fields of the object on stdin, but those that `show` tells and nobody enters.

    Raises:
        NotARecord: it is no object.
        UnknownField, InvalidValue: a field is not there, or cannot hold its value.
    """
    found = objects(stdin_text())
    if len(found) != 1 or not isinstance(found[0], dict):
        raise NotARecord(_("Ett objekt med fält ska läsas."))
    own = {entry.name for entry in kind_of(meant.entity).entries}
    shown = _COVERED if meant.audit else told.told(register, meant.entity, meant.record)[1]
    derived = set(shown) - own
    return taken(meant.entity, {str(name): value for name, value in found[0].items() if name not in derived})


_COVERED = ("entity", "id", "followup", "audit", "audit_title", "position")
"""What `show` tells of an audit that a follow-up covers beside what is entered."""
