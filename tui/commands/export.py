"""`export` and `close`: the report of a follow-up, written or closed for good; the family of the letters' exports."""

from pathlib import Path

import click

from storage import followups
from storage.domain.text import one_line
from storage.errors import FollowupClosed
from storage.operations.new_register import CLOSED
from tui.commands.letters import extension_command, missiv_command, reminder_command
from tui.commands.options import (
    followup_option,
    json_option,
    out_option,
    put_on_record,
    reading,
    register_option,
    signer_option,
    writing,
)
from tui.commands.output import complain, note, say, say_result
from tui.commands.preflight import REPORT, let_through
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand, SwedishFamily
from tui.followups import jobs
from tui.language.catalogue import _
from tui.letters.forms import SIGNERS


@click.command(
    REPORT,
    cls=SwedishCommand,
    short_help="Skriv uppföljningsrapporten.",
    help="Skriv uppföljningsrapporten som Word-fil i MAPP. Utan --followup gäller den öppna uppföljningen om något "
    "är bedömt i den, annars den senaste. En fastställd rapport säger det den sa när den fastställdes, och "
    "loggas; ett utkast loggas inte. En fil som finns skrivs aldrig över.",
)
@out_option
@followup_option
@json_option
@register_option
def report_command(*, out: Path, followup: str | None, as_json: bool, named: Path | None) -> int:
    """Write the report of a follow-up."""
    with reading(named) as register:
        chosen = followups.report_followup(register, followup)
        report = jobs.prepare(register, chosen.id)
        correction = followups.superseding(register, chosen.id)
    if not let_through(report.findings):
        return DATA_ERROR
    written = jobs.write(report, out)
    logged, code = False, FINE
    if report.closed:
        logged, code = put_on_record(named, lambda register: jobs.log(register, report, written))
    if correction is not None and correction.state == CLOSED:
        note(_("Uppföljningen är ersatt av ”{title}”.").format(title=correction.title or ""))
    shape = {"path": written.path, "sha256": written.sha256, "followup": chosen.title, "logged": logged}
    say_result({"document": REPORT, **shape}, str(written.path), as_json=as_json)
    return code


export_command = SwedishFamily(
    "export",
    commands=[report_command, missiv_command, reminder_command, extension_command],
    short_help="Skriv uppföljningsrapporten eller ett brev som Word-fil.",
    help="Skriv uppföljningsrapporten, ett missiv, en påminnelse eller ett beslut om anstånd som Word-fil. "
    "Fel som ”granska preflight” hittar hindrar det.",
)


@click.command(
    "close",
    cls=SwedishCommand,
    short_help="Fastställ en uppföljning.",
    help="Fastställ UPPFÖLJNING (titel eller id). Från och med då säger dess rapport det den säger nu, vad som än "
    "ändras i registret, och nästa uppföljning öppnas. Det går inte att ångra. Fel som hittas hindrar det. Med "
    "--signer anges de som undertecknar rapporten.",
)
@click.argument("reference", metavar="UPPFÖLJNING")
@signer_option
@register_option
def close_command(*, reference: str, signers: tuple[str, ...], named: Path | None) -> int:
    """Close a follow-up for good."""
    with writing(named) as register:
        chosen = followups.report_followup(register, reference)
        if chosen.state == CLOSED:
            raise FollowupClosed(chosen.title or "")
        if signers:
            jobs.save_report_fields(register, chosen.id, {SIGNERS: "\n".join(signers)})
        report = jobs.prepare(register, chosen.id, final=True)
        if not let_through(report.findings):
            complain(_("Uppföljningen är inte fastställd. Rätta felen och försök igen."))
            return DATA_ERROR
        _change, following = jobs.close(register, chosen, jobs.made_text(report))
    say(one_line(_("Fastställd: {title}").format(title=chosen.title or "")))
    if following is not None:
        say(one_line(_("Öppen nu: {title}").format(title=following.title or "")))
    return FINE
