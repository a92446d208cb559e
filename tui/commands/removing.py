"""`remove`, `restore` and `join`: records taken out of the lists, brought back, and found to be one."""

from pathlib import Path

import click

from storage import queries
from storage.domain.kinds import FOLLOWUP
from storage.domain.text import one_line
from storage.errors import UnknownReference
from storage.operations import entering
from tui.commands.changing import enterable
from tui.commands.common import REFERENCE_HELP, register_option, writing
from tui.commands.output import say
from tui.commands.swedish import SwedishCommand
from tui.language.catalogue import _


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
    """Take a record out."""
    with writing(named) as register:
        entity, record = enterable(register, reference)
        if entity == FOLLOWUP.entity:
            raise UnknownReference(reference, "record")
        name = queries.name_of(register, entity, record)
        entering.remove(register, entity, record, reason)
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
    """Bring a record back."""
    with writing(named) as register:
        entity, record = enterable(register, reference, removed=True)
        entering.restore(register, entity, record)
        name = queries.name_of(register, entity, record)
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
    """Say that two records are one."""
    with writing(named) as register:
        entity, record = enterable(register, reference)
        other = queries.find(register, into, entity)
        name, kept = (queries.name_of(register, entity, one) for one in (record, other))
        entering.join(register, entity, record, other)
    say(one_line(_("Sammanslagen: {name} är {kept}").format(name=name, kept=kept)))
