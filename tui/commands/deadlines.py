"""`deadlines`: late and coming dates, and records that lack one."""

from collections.abc import Sequence
from pathlib import Path

import click

from storage import clock, deadlines, settings
from storage.domain.deadlines import Deadline
from storage.domain.text import one_line
from storage.register import Register
from tui.commands.options import PLACE, json_option, reading, register_option
from tui.commands.output import note, say, say_json, say_list
from tui.commands.render.lines import SHORT_ID
from tui.commands.render.shapes import Shape
from tui.commands.swedish import SwedishCommand
from tui.deadlines.jobs import coming_events, write_events
from tui.language.catalogue import _
from tui.language.outcomes import clock_word, item_outcome, why_text


def _days(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal()):
        template = _("”{value}” är inget antal dagar. Skriv ett tal, till exempel 30.")
        raise click.BadParameter(template.format(value=value), ctx, param)
    return int(value)


@click.command(
    "deadlines",
    cls=SwedishCommand,
    short_help="Visa vad som är försenat, vad som kommer och vad som saknar datum.",
    help="Visa det som ska bevakas, det mest brådskande först: svar, utlovade åtgärder, granskningar att följa upp, "
    "brev som är beslutade men inte skickade, och granskningar med det som har varit öppet längre än inställningen "
    "open_limit (18 månader om inget är satt). Varje rad säger varför. Det som saknar datum är aldrig försenat. "
    "Vilken dag det är i dag bestämmer GRANSKA_TODAY, om den finns.",
)
@click.option("--mine", is_flag=True, help="Bara det som hör till granskningar som du är ansvarig för (GRANSKA_WHO).")
@click.option(
    "--within",
    callback=_days,
    metavar="DAGAR",
    help="Bara det som är försenat eller infaller inom så många dagar.",
)
@click.option(
    "--ics",
    "calendar",
    type=PLACE,
    metavar="FIL",
    help="Skriv det som kommer som kalenderfil i stället; en fil som finns skrivs aldrig över.",
)
@json_option
@register_option
def deadlines_command(
    *, mine: bool, within: int | None, calendar: Path | None, as_json: bool, named: Path | None
) -> None:
    """List deadlines, or write those to come to a calendar file."""
    with reading(named) as register:
        found = deadlines.deadlines(register, today=clock.today(), mine=mine, within=within)
        if mine and not deadlines.own_persons(register):
            template = _(
                "Ingen i registret heter {who}. Ansvarig anges med ”granska edit GRANSKNING responsible=NAMN”."
            )
            note(template.format(who=register.who))
        if calendar is not None:
            _write(register, found, calendar, as_json=as_json)
            return
    say_list(found, item_shape, item_line, _("Inget att bevaka."), as_json=as_json)


def item_line(item: Deadline) -> str:
    """Render a deadline, as in `c0ffee12 försenat 25 dagar. Svar: Moms, Kommunstyrelsen (svar senast …)`."""
    about = ", ".join([item.name, *item.who])
    head = f"{item.record[:SHORT_ID]} {item_outcome(item)}. {clock_word(item.clock)}: {about}"
    return one_line(f"{head} ({why_text(item.why)})")


def item_shape(item: Deadline) -> Shape:
    """Return a deadline as a JSON object."""
    return {
        "record": item.record,
        "entity": item.entity,
        "clock": item.clock.value,
        "name": item.name,
        "who": list(item.who),
        "due": item.due,
        "days": item.days,
        "outcome": item.outcome.value,
        "late": item.is_late,
        "why": why_text(item.why),
        "reasons": [{"code": reason.code.value, **reason.values} for reason in item.why],
        "audits": [audit.id for audit in item.audits],
        "audit_titles": [audit.name for audit in item.audits],
        "letter": item.letter,
    }


def _write(register: Register, found: Sequence[Deadline], path: Path, *, as_json: bool) -> None:
    """Write deadlines to come as calendar events, each on the last day that its date allows."""
    events = coming_events(found, register.register_id)
    written = write_events(events, path, settings.office(register)) if events else None
    if written is None:
        note(_("Inget kommer, så ingen kalender skrevs."))
    if as_json:
        say_json({"path": written, "events": len(events)})
    elif written:
        say(str(written))
