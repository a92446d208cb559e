"""`followup`: start and correct follow-ups, and choose the audits of the open one."""

from collections.abc import Sequence
from pathlib import Path

import click

from storage import clock, followups, recommendations, records
from storage.domain.dates import is_year
from storage.domain.editable_fields import SCOPES
from storage.domain.history import Change
from storage.domain.text import one_line
from storage.operations import followups as operations
from storage.operations.assessments import require_open_followup
from storage.register import Register
from tui.commands.options import REFERENCE_HELP, json_option, reading, register_option, writing
from tui.commands.output import note, say, say_json, say_list
from tui.commands.render import record as record_text
from tui.commands.render.followup import audit_lines, proposal_line, proposal_shape
from tui.commands.render.lines import recommendation_line
from tui.commands.render.shapes import recommendation_shape
from tui.commands.swedish import SwedishCommand, SwedishFamily
from tui.language.catalogue import _
from tui.language.outcomes import outside_text, progress_text

_AUDITS_HELP = "GRANSKNING är titel, kort titel eller id."


def _year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is not None and not is_year(value):
        raise click.BadParameter(
            _("”{value}” är inget årtal. Skriv till exempel 2027.").format(value=value), ctx, param
        )
    return int(value) if value else None


_scope_option = click.option(
    "--scope",
    type=click.Choice(SCOPES),
    help="Omfattning: all tar med alla punkter, remaining bara det som återstår. Annars remaining där en fastställd "
    "uppföljning har bedömt granskningen.",
)
_year_option = click.option("--year", callback=_year, metavar="ÅR", help="Uppföljningens år. Annars det här året.")


@click.command(
    "start",
    cls=SwedishCommand,
    short_help="Börja en uppföljning.",
    help="Börja en uppföljning. En uppföljning i taget är öppen: är den som finns tom blir den till den nya, annars "
    "ska den först fastställas. Utan TITEL heter den efter året, och utan --scale bedöms den på samma skala som den "
    "förra. Med --proposed tas de granskningar med som ”granska followup propose” föreslår.",
)
@click.argument("title", required=False, metavar="[TITEL]")
@_year_option
@click.option("--responsible", metavar="NAMN", help="Vem som leder den.")
@click.option("--scale", metavar="SKALA", help="Skalan, med namn eller id.")
@click.option("--proposed", is_flag=True, help="Ta med de granskningar som föreslås.")
@_scope_option
@json_option
@register_option
def start_command(
    *,
    title: str | None,
    year: int | None,
    responsible: str | None,
    scale: str | None,
    proposed: bool,
    scope: str | None,
    as_json: bool,
    named: Path | None,
) -> None:
    """Start a follow-up."""
    with writing(named) as register:
        chosen = year or clock.today().year
        audits = [one.audit for one in followups.proposals(register, chosen)] if proposed else []
        change = operations.start_followup(
            register,
            title=title,
            year=chosen,
            responsible=responsible,
            scale=None if scale is None else records.find(register, scale, "scale"),
            audits=audits,
            scope=scope,
        )
        _print_open(register, change, as_json=as_json)


@click.command(
    "correct",
    cls=SwedishCommand,
    short_help="Börja rätta en fastställd uppföljning med en ny.",
    help="Börja en rättelse av UPPFÖLJNING: en ny, öppen uppföljning som säger detsamma, att rätta och fastställa. Då "
    "ersätter den, och dess rapport säger det. Den gamla rapporten ändras aldrig.",
)
@click.argument("reference", metavar="UPPFÖLJNING")
@click.option("--title", metavar="TITEL", help="Rättelsens titel.")
@json_option
@register_option
def correct_command(*, reference: str, title: str | None, as_json: bool, named: Path | None) -> None:
    """Start a correction."""
    with writing(named) as register:
        change = operations.start_correction(register, records.find(register, reference, "followup"), title=title)
        _print_open(register, change, as_json=as_json)


@click.command(
    "propose",
    cls=SwedishCommand,
    short_help="Föreslå granskningar att följa upp.",
    help="Föreslå granskningar att följa upp, var och en med sitt varför: de som överlämnades för två år sedan eller "
    "mer och aldrig har följts upp, och de som den senaste uppföljningen vill följa upp igen det året.",
)
@_year_option
@json_option
@register_option
def propose_command(*, year: int | None, as_json: bool, named: Path | None) -> None:
    """Propose audits to follow up."""
    with reading(named) as register:
        found = followups.proposals(register, year or clock.today().year)
    say_list(found, proposal_shape, proposal_line, _("Inget att föreslå."), as_json=as_json)


@click.command(
    "add",
    cls=SwedishCommand,
    short_help="Ta med granskningar i den öppna uppföljningen.",
    help=f"Ta med granskningar sist i den öppna uppföljningen, i den ordning de anges. Med --scope ändras "
    f"omfattningen också för dem som redan är med. {_AUDITS_HELP}",
)
@click.argument("references", nargs=-1, required=True, metavar="GRANSKNING...")
@_scope_option
@json_option
@register_option
def add_command(*, references: tuple[str, ...], scope: str | None, as_json: bool, named: Path | None) -> None:
    """Add audits to the open follow-up."""
    with writing(named) as register:
        audits = _audits(register, references)
        change = operations.put_audits(register, require_open_followup(register).id, audits, scope)
        _print_open(register, change, as_json=as_json)


@click.command(
    "remove",
    cls=SwedishCommand,
    short_help="Ta ut granskningar ur den öppna uppföljningen.",
    help=f"Ta ut granskningar ur den öppna uppföljningen. {_AUDITS_HELP} En granskning med bedömningar i uppföljningen "
    "tas bara ut med --clear, som tar bort dem.",
)
@click.argument("references", nargs=-1, required=True, metavar="GRANSKNING...")
@click.option("--clear", is_flag=True, help="Ta också bort bedömningarna av dem i uppföljningen.")
@json_option
@register_option
def remove_command(*, references: tuple[str, ...], clear: bool, as_json: bool, named: Path | None) -> None:
    """Remove audits from the open follow-up."""
    with writing(named) as register:
        followup, audits = require_open_followup(register).id, _audits(register, references)
        change = operations.take_out_audits(register, followup, audits, clearing=clear)
        _print_open(register, change, as_json=as_json)


@click.command(
    "order",
    cls=SwedishCommand,
    short_help="Ordna granskningarna i den öppna uppföljningen.",
    help=f"Ställ granskningarna först i den öppna uppföljningen, i den ordning de anges; de andra kommer efter. "
    f"{_AUDITS_HELP}",
)
@click.argument("references", nargs=-1, required=True, metavar="GRANSKNING...")
@json_option
@register_option
def order_command(*, references: tuple[str, ...], as_json: bool, named: Path | None) -> None:
    """Move audits first in the open follow-up."""
    with writing(named) as register:
        change = operations.order_audits(register, require_open_followup(register).id, _audits(register, references))
        _print_open(register, change, as_json=as_json)


@click.command(
    "scale",
    cls=SwedishCommand,
    short_help="Byt skala i den öppna uppföljningen, innan något är bedömt.",
    help="Byt skala i den öppna uppföljningen. När något är bedömt i den behåller den sin skala. ”granska scale list” "
    "visar vilka som finns.",
)
@click.argument("reference", metavar="SKALA")
@json_option
@register_option
def scale_command(*, reference: str, as_json: bool, named: Path | None) -> None:
    """Choose the scale of the open follow-up."""
    with writing(named) as register:
        scale = records.find(register, reference, "scale")
        change = operations.set_scale(register, require_open_followup(register).id, scale)
        _print_open(register, change, as_json=as_json)


@click.command(
    "next",
    cls=SwedishCommand,
    short_help="Visa nästa rekommendation att bedöma.",
    help="Visa nästa rekommendation som inte är bedömd i den öppna uppföljningen, den första eller den efter REF. "
    f"{REFERENCE_HELP}",
)
@click.argument("reference", required=False, metavar="[REF]")
@json_option
@register_option
def next_command(*, reference: str | None, as_json: bool, named: Path | None) -> None:
    """Show the next recommendation to assess."""
    with reading(named) as register:
        record = None if reference is None else records.find(register, reference)
        after = None if record is None else records.rid_of(register, "recommendation", record)
        followup = require_open_followup(register).id
        rid = followups.next_unassessed(register, followup, after)
        found = recommendations.recommendations_at(register, [] if rid is None else [rid])
        state, today = progress_text(followups.progress(register, followup)), register.today
        outside = "" if found else outside_text(followups.coverage(register, followup))
    if as_json:
        say_json(recommendation_shape(found[0], today) if found else None)
    elif found:
        say(recommendation_line(found[0]))
    note(state if found else " ".join(filter(None, [_("Allt är bedömt: {progress}.").format(progress=state), outside])))


def _audits(register: Register, references: Sequence[str]) -> list[str]:
    return [records.find(register, reference, "audit") for reference in references]


def _print_open(register: Register, change: Change, *, as_json: bool) -> None:
    """Print the open follow-up after a change."""
    followup = require_open_followup(register).id
    if as_json:
        say_json(record_text.record_output(register, "followup", followup)[1])
        return
    detail = followups.followup_detail(register, followup)
    if not change:
        say(_("Inget att ändra: det står redan så."))
        return
    say(one_line(_("Öppen nu: {title}").format(title=detail.followup.title or "")))
    for number, line in enumerate(audit_lines(detail.progress), 1):
        say(f"{number}. {line}")


followup_command = SwedishFamily(
    "followup",
    commands=[
        start_command, correct_command, propose_command, add_command, remove_command, order_command, scale_command,
        next_command,
    ],
    short_help="Börja och rätta uppföljningar, välj granskningar.",
    help="Börja en uppföljning, rätta en fastställd, och välj vad den öppna omfattar. Allt går att ångra tills den "
    "fastställs med ”granska close”. ”granska show UPPFÖLJNING” visar läget, det som inte går ihop och vad som ändrats "
    "sedan föregående uppföljning.",
)  # fmt: skip
