"""What to look at before a document goes out: errors stop it, warnings name the record.

Every code and its values: :class:`exports.preflight.findings.Code` and :data:`exports.preflight.findings.VALUES`.
"""

from collections.abc import Iterable
from datetime import date

from exports.preflight.findings import Finding, Severity
from exports.preflight.letters import extension_findings, missiv_findings, reminder_findings
from exports.preflight.report import report_findings
from storage.domain.material import ExtensionMaterial, FollowupMaterial, LetterMaterial, ReminderMaterial


def preflight_report(material: FollowupMaterial, *, today: date, final: bool = False) -> tuple[Finding, ...]:
    """What may be wrong with the report on `material` on the day `today`, errors first.

    `final` is for a follow-up that is to be closed: then more has to be in order.
    """
    return _errors_first(report_findings(material, today=today, final=final))


def preflight_missiv(material: LetterMaterial, *, today: date) -> tuple[Finding, ...]:
    """What may be wrong with the letter on `material` on the day `today`, errors first."""
    return _errors_first(missiv_findings(material, today=today))


def preflight_reminder(material: ReminderMaterial, *, today: date) -> tuple[Finding, ...]:
    """What may be wrong with the reminder on `material` on the day `today`, errors first."""
    return _errors_first(reminder_findings(material, today=today))


def preflight_extension(material: ExtensionMaterial, *, today: date) -> tuple[Finding, ...]:
    """What may be wrong with the decision on an extension on `material` on the day `today`, errors first."""
    return _errors_first(extension_findings(material, today=today))


def _errors_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR))
