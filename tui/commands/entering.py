"""`add` and `edit`: records made and changed by hand, of every kind, field by field."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from storage import queries
from storage.domain.change import Change
from storage.domain.kinds import FOLLOWUP, KINDS, Given
from storage.domain.text import one_line, shorten
from storage.errors import GranskaError, UnknownField, UnknownReference
from storage.operations import editing, entering
from storage.register import Register
from tui.commands import told
from tui.commands.common import REFERENCE_HELP, json_option, register_option, writing
from tui.commands.kinds import ENTERED, kind_in, kinds_help
from tui.commands.making import make, say_remarks
from tui.commands.output import complain, say, say_json
from tui.commands.records_in import Handed, NotARecord, faulty, handed_over, objects, with_earlier
from tui.commands.shapes import Shape
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand, nearest
from tui.commands.written import STREAM, NotAssigned, assigned, kind_of, stdin_text, taken
from tui.language.catalogue import _
from tui.language.sentences import sentence

WORD_LENGTH = 60
UNCHANGED = "Inget att ändra: det står redan så."
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
    """Make a record, or those that stdin holds."""
    entity = None if kind == STREAM else kind_in(ENTERED)(ctx, ctx.command.params[0], kind)
    if entity is None or words == (STREAM,):
        if words not in ((), (STREAM,)) or not as_json:
            raise click.UsageError(_("Poster läses som JSON: ”granska add --json -”."), ctx)
        return _add_handed(entity, named)
    if not words:
        raise click.UsageError(told.fields_sentence(entity), ctx)
    values = _assigned(ctx, entity, words)
    with writing(named) as register:
        record = make(register, entity, values)
        shape = told.entered_shape(register, entity, record)
        say_remarks(register, entity, record)
    if as_json:
        say_json(shape)
    else:
        say(record)
    return FINE


@click.command(
    "edit",
    cls=SwedishCommand,
    short_help="Ändra en post av vilket slag som helst.",
    help=f"Ändra fält i en post; de som inte nämns står kvar, och ”FÄLT=” tömmer ett. {FIELDS_HELP} {REFERENCE_HELP} "
    "”granska edit REF --json -” läser fälten som ett JSON-objekt från standard in; det som ”granska show REF --json” "
    "skriver går att läsa in så.",
)
@click.argument("reference", metavar="REF")
@click.argument("words", nargs=-1, metavar="[FÄLT=VÄRDE...]")
@json_option
@register_option
@click.pass_context
def edit_command(
    ctx: click.Context, *, reference: str, words: tuple[str, ...], as_json: bool, named: Path | None
) -> int:
    """Change a record."""
    with writing(named) as register:
        entity, record = enterable(register, reference)
        if words == (STREAM,) and as_json:
            try:
                values = _handed_fields(register, entity, record)
            except NotARecord as error:
                complain(str(error))
                return DATA_ERROR
        elif not words:
            raise click.UsageError(told.fields_sentence(entity), ctx)
        else:
            values = _assigned(ctx, entity, words)
        change = _edit(register, entity, record, values)
        record = _moved(change, entity, record)
        shape = told.entered_shape(register, entity, record)
        name = queries.name_of(register, entity, record)
        say_remarks(register, entity, record)
    if as_json:
        say_json(shape)
    else:
        say(one_line(_("Ändrad: {name}").format(name=name)) if change else _(UNCHANGED))
    return FINE


def enterable(register: Register, reference: str, *, removed: bool = False) -> tuple[str, str]:
    """(entity, id) of the record meant, of a kind that is written by hand.

    Raises:
        UnknownReference, AmbiguousReference: none is, or several.
    """
    entity, record = queries.resolve(register, reference, removed=removed)
    if entity not in KINDS and entity != FOLLOWUP.entity:
        raise UnknownReference(reference, "record")
    return entity, record


def _edit(register: Register, entity: str, record: str, values: Mapping[str, Given]) -> Change:
    if entity == FOLLOWUP.entity:
        return editing.edit_followup(register, record, {name: _one(value) for name, value in values.items()})
    return entering.edit(register, entity, record, values)


def _one(value: Given) -> str | int | None:
    return value if value is None or isinstance(value, str | int) else "\n".join(value)


def _moved(change: Change, entity: str, record: str) -> str:
    """The id of what was changed: that of evidence follows from what it says."""
    return min(change.created.get(entity, frozenset()), default=record) if entity == "assessment_evidence" else record


def _assigned(ctx: click.Context, entity: str, words: tuple[str, ...]) -> dict[str, Given]:
    """The values of the words, or a sentence about how they were written."""
    try:
        return assigned(entity, words)
    except NotAssigned as error:
        message = _("”{word}” är inget FÄLT=VÄRDE.").format(word=shorten(str(error), WORD_LENGTH))
        raise click.UsageError(message, ctx) from None
    except UnknownField as error:
        raise click.UsageError(sentence(error) + nearest(error.field, error.known), ctx) from None


def _handed_fields(register: Register, entity: str, record: str) -> dict[str, Given]:
    """The fields of the object on stdin, but those that `show` tells and nobody enters.

    Raises:
        NotARecord: it is no object.
        UnknownField, InvalidValue: a field is not there, or cannot hold its value.
    """
    found = objects(stdin_text())
    if len(found) != 1 or not isinstance(found[0], dict):
        raise NotARecord(_("Ett objekt med fält ska läsas."))
    own = {entry.name for entry in kind_of(entity).entries}
    derived = set(told.told(register, entity, record)[1]) - own
    return taken(entity, {str(name): value for name, value in found[0].items() if name not in derived})


def _add_handed(entity: str | None, named: Path | None) -> int:
    """Make the records on stdin one by one, until the first that is refused; those made are written out."""
    try:
        records = handed_over(stdin_text(whole=True), entity)
    except NotARecord as error:
        complain(str(error))
        return DATA_ERROR
    shapes: list[Shape] = []
    with writing(named) as register:
        fault = _make_each(register, records, shapes)
    say_json(shapes)
    if fault is not None:
        complain(fault)
    return FINE if fault is None else DATA_ERROR


def _make_each(register: Register, records: Sequence[Handed], shapes: list[Shape]) -> str | None:
    """Make records and put what they are into `shapes`; what was wrong with the first that was refused."""
    made: list[str] = []
    for number, record in enumerate(records, 1):
        try:
            made.append(make(register, record.entity, with_earlier(record, made)))
        except NotARecord as error:
            return _("Post {n}: {sentence}").format(n=number, sentence=error)
        except GranskaError as error:
            return faulty(number, error)
        shapes.append(told.entered_shape(register, record.entity, made[-1]))
        say_remarks(register, record.entity, made[-1])
    return None
