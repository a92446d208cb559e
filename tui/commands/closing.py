"""`close`: a follow-up is decided, and its report says the same from then on."""

from pathlib import Path

import click

from storage import reporting
from storage.domain.text import one_line
from storage.errors import FollowupClosed
from storage.operations.beginning import CLOSED
from tui.commands.common import register_option, writing
from tui.commands.output import complain, say
from tui.commands.preflight import let_through
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _


@click.command(
    "close",
    cls=SwedishCommand,
    short_help="Fastställ en uppföljning.",
    help="Fastställ UPPFÖLJNING (titel eller id). Från och med då säger dess rapport det den säger nu, vad som än "
    "ändras i registret, och nästa uppföljning öppnas. Det går inte att ångra. Fel som hittas hindrar det.",
)
@click.argument("reference", metavar="UPPFÖLJNING")
@register_option
def close_command(*, reference: str, named: Path | None) -> int:
    """Close a follow-up for good."""
    from tui import report_jobs  # noqa: PLC0415 - the exports, which only closing and exporting need

    with writing(named) as register:
        chosen = reporting.report_followup(register, reference)
        if chosen.state == CLOSED:
            raise FollowupClosed(chosen.title or "")
        report = report_jobs.prepare(register, chosen.id, final=True)
        if not let_through(report.findings):
            complain(_("Uppföljningen är inte fastställd. Rätta felen och försök igen."))
            return DATA_ERROR
        _change, following = report_jobs.close(register, chosen, report_jobs.text_at_closing(report))
    say(one_line(_("Fastställd: {title}").format(title=chosen.title or "")))
    if following is not None:
        say(one_line(_("Öppen nu: {title}").format(title=following.title or "")))
    return FINE
