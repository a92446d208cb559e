"""`close`: a follow-up is decided, and its report says the same from then on."""

from pathlib import Path

import click

from storage import clock, queries, reporting, settings
from storage.domain.text import one_line
from storage.errors import FollowupClosed
from storage.operations.closing import close_followup
from tui.commands.common import register_option, writing
from tui.commands.output import complain, say
from tui.commands.preflight import let_through
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _

CLOSED = "closed"


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
    from exports.preflight import preflight_report  # noqa: PLC0415 - only closing and exports need it
    from exports.report_file import closing_context, template_sha256  # noqa: PLC0415 - python-docx

    with writing(named) as register:
        chosen = reporting.report_followup(register, reference)
        if chosen.state == CLOSED:
            raise FollowupClosed(chosen.title or "")
        material = reporting.followup_material(register, chosen.id)
        if not let_through(preflight_report(material, today=clock.today(), final=True)):
            complain(_("Uppföljningen är inte fastställd. Rätta felen och försök igen."))
            return DATA_ERROR
        context = closing_context(material, today=clock.today())
        template = template_sha256(settings.kept_file(register, "template_report"))
        close_followup(register, chosen.id, context=context, template=template)
        following = queries.open_followup(register)
    say(one_line(_("Fastställd: {title}").format(title=chosen.title or "")))
    if following is not None:
        say(one_line(_("Öppen nu: {title}").format(title=following.title or "")))
    return FINE
