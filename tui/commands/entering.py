"""`add`: records made by hand, of every kind, field by field or as JSON."""

from collections.abc import Sequence
from pathlib import Path

import click

from storage.errors import GranskaError
from storage.register import Register
from tui.commands import told
from tui.commands.common import json_option, register_option, writing
from tui.commands.kinds import ENTERED, kind_in, kinds_help
from tui.commands.making import make, say_remarks
from tui.commands.output import complain, say, say_json
from tui.commands.records_in import Handed, NotARecord, faulty, handed_over, with_earlier
from tui.commands.shapes import Shape
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.commands.written import STREAM, assigned, stdin_text
from tui.language.catalogue import _

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
    values = assigned(ctx, entity, words)
    with writing(named) as register:
        record = make(register, entity, values)
        shape = told.entered_shape(register, entity, record)
        say_remarks(register, entity, record)
    if as_json:
        say_json(shape)
    else:
        say(record)
    return FINE


def _add_handed(entity: str | None, named: Path | None) -> int:
    """Make the records on stdin one by one, until the first that is refused; those made are written out."""
    records = handed_over(stdin_text(whole=True), entity)
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
