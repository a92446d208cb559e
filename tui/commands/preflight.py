"""`preflight`: findings to correct before a report or a letter is written."""

from collections.abc import Sequence
from pathlib import Path

import click

from exports.preflight.findings import Finding
from exports.preflight.report import preflight_report
from storage import clock, followups, records
from storage.domain.material import LetterDraft, LetterMaterial
from storage.letters import letter_material
from storage.register import Register
from tui.commands.options import about_option, followup_option, json_option, reading, register_option
from tui.commands.output import complain, note, plain_record, say, say_json
from tui.commands.render.shapes import Shape
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand, SwedishFamily
from tui.language.catalogue import _
from tui.language.findings import finding_line, needs_yes, stops
from tui.letters import jobs

REPORT = "report"
MISSIV = "missiv"
NO_DRAFT = LetterDraft()

_HELP = "Fel hindrar dokumentet från att skrivas (slutkod 1); varningar gör det inte."


@click.command(
    REPORT,
    cls=SwedishCommand,
    short_help="Granska uppföljningsrapporten.",
    help=f"Se efter vad som behöver rättas innan rapporten skrivs. {_HELP}",
)
@followup_option
@json_option
@register_option
def report_command(*, followup: str | None, as_json: bool, named: Path | None) -> int:
    """Check the report."""
    with reading(named) as register:
        chosen = followups.report_followup(register, followup)
        material = followups.followup_material(register, chosen.id)
    return _print(REPORT, preflight_report(material, today=clock.today()), as_json=as_json)


@click.command(
    MISSIV,
    cls=SwedishCommand,
    short_help="Granska missivet till en granskning eller uppföljning.",
    help=f"Se efter vad som behöver rättas innan missivet skrivs. {_HELP}",
)
@about_option
@json_option
@register_option
def missiv_command(*, audit: str | None, followup: str | None, as_json: bool, named: Path | None) -> int:
    """Check the missiv."""
    with reading(named) as register:
        letter = jobs.prepare(register, letter_about(register, audit, followup))
    return _print(MISSIV, letter.findings, as_json=as_json)


preflight_command = SwedishFamily(
    "preflight",
    commands=[report_command, missiv_command],
    short_help="Se efter vad som behöver rättas före rapport eller missiv.",
    help="Se efter vad som behöver rättas innan rapporten eller missivet går ut. Samma sak görs före varje export.",
)


def letter_about(
    register: Register, audit: str | None, followup: str | None, draft: LetterDraft = NO_DRAFT
) -> LetterMaterial:
    """Load the material of a letter about the named audit or follow-up.

    Raises:
        click.UsageError: not exactly one of them is named.
        UnknownReference, AmbiguousReference: it matches none, or several.
    """
    if (audit is None) == (followup is None):
        raise click.UsageError(_("Ange antingen --audit eller --followup."), click.get_current_context())
    return letter_material(
        register,
        audit=records.find(register, audit, "audit") if audit is not None else None,
        followup=records.find(register, followup, "followup") if followup is not None else None,
        draft=draft,
    )


def let_through(findings: Sequence[Finding], *, yes: bool = False) -> bool:
    """Print the findings on stderr; return True when none of them stops the document, or needs a yes not given."""
    stopping = [finding for finding in findings if stops(finding) or (needs_yes(finding) and not yes)]
    for finding in findings:
        (complain if finding in stopping else note)(finding_line(finding))
    return not stopping


def _print(document: str, findings: Sequence[Finding], *, as_json: bool) -> int:
    stopped = any(stops(finding) or needs_yes(finding) for finding in findings)
    if as_json:
        say_json({"document": document, "ok": not stopped, "findings": [_shape(finding) for finding in findings]})
    elif findings:
        say("\n".join(map(finding_line, findings)))
    else:
        say(_("Inget att rätta."))
    return DATA_ERROR if stopped else FINE


def _shape(finding: Finding) -> Shape:
    return plain_record(finding) | {"sentence": finding_line(finding)}
