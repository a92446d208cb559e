"""`add`, `edit`, `remove`, `restore` and `join`: records of every kind, field by field or as JSON."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from msgspec import Struct

from storage import followups, recommendations
from storage import records as record_queries
from storage.domain.editable_fields import COVERED_AUDIT, EDITABLE, FOLLOWUP, Given
from storage.domain.history import Change
from storage.domain.text import nearest_name, one_line, searchable, swedish_key
from storage.errors import GranskaError, UnknownReference
from storage.operations import followups as followup_operations
from storage.operations import records as record_operations
from storage.register import Register
from tui.commands.options import REFERENCE_HELP, json_option, reading, register_option, writing
from tui.commands.output import complain, note, say, say_json, say_result
from tui.commands.record_values import (
    ENTERED,
    STREAM,
    NotARecord,
    RecordInput,
    assigned_values,
    fault_in_record,
    kind_in,
    kind_of,
    kinds_help,
    objects,
    parse_values,
    record_inputs,
    resolve_earlier,
    stdin_text,
)
from tui.commands.render import record as record_text
from tui.commands.render.shapes import Shape, covered_shape
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _
from tui.language.findings import warning_line

JOINED = ("body", "person")
"""Entities that are created by naming one that does not exist."""


def create(register: Register, entity: str, values: Mapping[str, Given]) -> str:
    """Create a record with these values; return its id.

    Raises:
        GranskaError: it is refused.
    """
    change = record_operations.add(register, entity, values)
    created = change.created.get(entity) or change.records(entity)
    if len(created) > 1:  # a body or person that one of the fields named was made with it
        name = searchable(one_line(str(values["name"])))
        created = (
            frozenset(one for one in created if searchable(record_queries.name_of(register, entity, one)) == name)
            or created
        )
    record = min(created) if created else _existing_assessment(register, str(values["recommendation"]))
    note_created(register, change, record)
    return record


def note_created(register: Register, change: Change, record: str) -> None:
    """Note on stderr bodies and persons that a field created although their names resemble existing ones."""
    for entity in JOINED:
        fresh = change.created.get(entity, frozenset()) - {record}
        known = [one.name for one in record_queries.names(register, [entity]) if one.id not in fresh] if fresh else []
        for name in sorted((record_queries.name_of(register, entity, one) for one in fresh), key=swedish_key):
            if near := nearest_name(name, known):
                template = _("Lades också till: {name}. Menade du ”{near}”? Ångra då med ”granska undo”.")
                note(template.format(name=name, near=near))


def note_warnings(register: Register, entity: str, record: str) -> None:
    """Note on stderr values that are allowed but worth a second look."""
    if entity in EDITABLE:
        for warning in record_queries.warnings(register, entity, {}, record):
            note(warning_line(warning))


def _existing_assessment(register: Register, reference: str) -> str:
    """Return the id of the open follow-up's assessment of a recommendation, which already has these values."""
    detail = recommendations.recommendation_detail(register, record_queries.find(register, reference))
    followup = followups.open_followup(register)
    return next(one.assessment.id for one in detail.assessments if followup and one.followup.id == followup.id)


FIELDS_HELP = (
    "FÄLT=VÄRDE anges en gång för varje fält, och flera gånger för ett fält som rymmer flera. Datum skrivs 2026-12-31, "
    "31/12, +14, fre, v26 eller 2026-12. En annan post anges med REF eller namn. FÄLT=- läser värdet från standard in."
)


@click.command(
    "add",
    cls=SwedishCommand,
    short_help="Lägg till en post av vilket slag som helst.",
    help=f"Lägg till en post och skriv dess id. SLAG är {kinds_help(ENTERED)}. {FIELDS_HELP} ”granska add SLAG” utan "
    "fält visar vilka fält som finns. ”granska add --json -” läser i stället poster som JSON från standard in: ett "
    "objekt, en lista eller ett objekt per rad, med slaget i ”entity”; ”@1” i ett fält är den första posten i det som "
    "lästes. Allt tolkas innan något sparas. Sedan sparas en post i taget, var och en för sig att ångra; vid första "
    "felet slutar läsningen, och det som sparats visas.",
)
@click.argument("kind", metavar="SLAG")
@click.argument("words", nargs=-1, metavar="[FÄLT=VÄRDE...]")
@json_option
@register_option
@click.pass_context
def add_command(ctx: click.Context, *, kind: str, words: tuple[str, ...], as_json: bool, named: Path | None) -> int:
    """Create a record, or those on stdin."""
    entity = None if kind == STREAM else kind_in(ENTERED)(ctx, ctx.command.params[0], kind)
    if entity is None or words == (STREAM,):
        if words not in ((), (STREAM,)) or not as_json:
            raise click.UsageError(_("Poster läses som JSON: ”granska add --json -”."), ctx)
        return _add_from_stdin(entity, named)
    if not words:
        raise click.UsageError(record_text.fields_sentence(entity), ctx)
    values = assigned_values(ctx, entity, words)
    with writing(named) as register:
        record = create(register, entity, values)
        shape = record_text.entered_shape(register, entity, record)
        note_warnings(register, entity, record)
    say_result(shape, record, as_json=as_json)
    return FINE


def _add_from_stdin(entity: str | None, named: Path | None) -> int:
    """Create the records on stdin one by one until the first that is refused; print those created."""
    records = record_inputs(stdin_text(whole=True), entity)
    shapes: list[Shape] = []
    with writing(named) as register:
        fault = _make_each(register, records, shapes)
    say_json(shapes)
    if fault is not None:
        complain(fault)
    return FINE if fault is None else DATA_ERROR


def _make_each(register: Register, records: Sequence[RecordInput], shapes: list[Shape]) -> str | None:
    """Create records and append their shapes to `shapes`; return the error of the first that was refused."""
    created: list[str] = []
    for number, record in enumerate(records, 1):
        try:
            created.append(create(register, record.entity, resolve_earlier(record, created)))
        except NotARecord as error:
            return _("Post {n}: {sentence}").format(n=number, sentence=error)
        except GranskaError as error:
            return fault_in_record(number, error)
        shapes.append(record_text.entered_shape(register, record.entity, created[-1]))
        note_warnings(register, record.entity, created[-1])
    return None


class EditTarget(Struct, frozen=True):
    """The record to change: an entity's own, or an audit's texts in a follow-up."""

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
        target = _target(register, reference, audit)
        if not words:
            raise click.UsageError(record_text.fields_sentence(target.entity), ctx)
        from_stdin = words == (STREAM,) and as_json
        values = _fields_from_stdin(register, target) if from_stdin else assigned_values(ctx, target.entity, words)
    with writing(named) as register:
        change = _edit(register, target, values)
        note_created(register, change, target.record)
        record = _record_after(change, target)
        shape, name = _shape(register, target, record), record_queries.name_of(register, *_named_record(target, record))
        note_warnings(register, target.entity, record)
    text = one_line(_("Ändrad: {name}").format(name=name)) if change else _("Inget att ändra: det står redan så.")
    say_result(shape, text, as_json=as_json)


def enterable(register: Register, reference: str, *, removed: bool = False) -> tuple[str, str]:
    """Return (entity, id) of the record that a reference names, of an editable kind.

    Raises:
        UnknownReference, AmbiguousReference: none is, or several.
    """
    entity, record = record_queries.resolve(register, reference, removed=removed)
    if entity not in EDITABLE and entity != FOLLOWUP.entity:
        raise UnknownReference(reference, "record")
    return entity, record


def _target(register: Register, reference: str, audit: str | None) -> EditTarget:
    if audit is None:
        return EditTarget(*enterable(register, reference))
    followup = record_queries.find(register, reference, FOLLOWUP.entity)
    return EditTarget(COVERED_AUDIT.entity, followup, record_queries.find(register, audit, "audit"))


def _edit(register: Register, target: EditTarget, values: Mapping[str, Given]) -> Change:
    if target.audit:
        return followup_operations.edit_covered_audit(register, target.record, target.audit, values)
    if target.entity == FOLLOWUP.entity:
        return followup_operations.edit_followup(register, target.record, values)
    return record_operations.edit(register, target.entity, target.record, values)


def _record_after(change: Change, target: EditTarget) -> str:
    """Return the id after the change: that of evidence is made from its fields."""
    created = change.created.get(target.entity, frozenset())
    return min(created, default=target.record) if target.entity == "assessment_evidence" else target.record


def _named_record(target: EditTarget, record: str) -> tuple[str, str]:
    """Return (entity, id) of the record that names the change."""
    return ("audit", target.audit) if target.audit else (target.entity, record)


def _shape(register: Register, target: EditTarget, record: str) -> Shape:
    if not target.audit:
        return record_text.entered_shape(register, target.entity, record)
    covered = followups.covered_audits(register, target.record)
    return next(covered_shape(*one) for one in covered if one[0].id == target.audit)


def _fields_from_stdin(register: Register, target: EditTarget) -> dict[str, Given]:
    """Read the fields of the object on stdin, without those that `show` derives.

    Raises:
        NotARecord: it is no object.
        UnknownField, InvalidValue: a field is not there, or cannot hold its value.
    """
    found = objects(stdin_text())
    if len(found) != 1 or not isinstance(found[0], dict):
        raise NotARecord(_("Ett objekt med fält ska läsas."))
    own = {entry.name for entry in kind_of(target.entity).fields}
    shown = _COVERED if target.audit else record_text.record_output(register, target.entity, target.record)[1]
    derived = set(shown) - own
    return parse_values(target.entity, {str(name): value for name, value in found[0].items() if name not in derived})


_COVERED = ("entity", "id", "followup", "audit", "audit_title", "position")
"""Keys of `show` for a covered audit that are not fields."""


@click.command(
    "remove",
    cls=SwedishCommand,
    short_help="Ta bort en post ur alla listor.",
    help="Ta bort en post, med det som hör till den, ur alla listor och summor. Den finns kvar i historiken med "
    f"skälet, och ”granska restore” tar tillbaka den. Det som används av annat tas inte bort. {REFERENCE_HELP}",
)
@click.argument("reference", metavar="REF")
@click.option("--reason", required=True, metavar="TEXT", help="Varför posten tas bort.")
@register_option
def remove_command(*, reference: str, reason: str, named: Path | None) -> None:
    """Remove a record from all lists."""
    with writing(named) as register:
        entity, record = enterable(register, reference)
        if entity == FOLLOWUP.entity:
            raise UnknownReference(reference, "record")
        name = record_queries.name_of(register, entity, record)
        record_operations.remove(register, entity, record, reason)
    say(one_line(_("Borttagen: {name}").format(name=name)))


@click.command(
    "restore",
    cls=SwedishCommand,
    short_help="Ta tillbaka en borttagen post.",
    help="Ta tillbaka en post som är borttagen, eller skilj en post som slagits samman med en annan från den. "
    "”granska list SLAG --removed” visar vilka som finns. REF är ett id eller början på ett, eller postens namn.",
)
@click.argument("reference", metavar="REF")
@register_option
def restore_command(*, reference: str, named: Path | None) -> None:
    """Restore a removed or joined record."""
    with writing(named) as register:
        entity, record = enterable(register, reference, removed=True)
        record_operations.restore(register, entity, record)
        name = record_queries.name_of(register, entity, record)
    say(one_line(_("Tillbaka: {name}").format(name=name)))


@click.command(
    "join",
    cls=SwedishCommand,
    short_help="Slå samman två organ eller två personer som är samma.",
    help="Säg att REF är samma organ eller person som ANNAN. Allt som hör till REF hör sedan till ANNAN; "
    f"”granska restore” skiljer dem åt igen. {REFERENCE_HELP}",
)
@click.argument("reference", metavar="REF")
@click.argument("into", metavar="ANNAN")
@register_option
def join_command(*, reference: str, into: str, named: Path | None) -> None:
    """Join a record to another of the same kind."""
    with writing(named) as register:
        entity, record = enterable(register, reference)
        other = record_queries.find(register, into, entity)
        name, kept = (record_queries.name_of(register, entity, one) for one in (record, other))
        record_operations.join(register, entity, record, other)
    say(one_line(_("Sammanslagen: {name} är {kept}").format(name=name, kept=kept)))
