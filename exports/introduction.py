"""The introduction: what the follow-up is for, how it was done, what it covers and what its levels mean."""

from collections.abc import Iterator

from exports.blocks import Block, Heading, Paragraphs, Prose
from exports.tally import level_label
from exports.wording import audit_name, items, line, mentions, prose, said, setting
from storage.domain.records import Level
from storage.domain.report_material import AuditMaterial, FollowupMaterial

_STANDARD_PURPOSE = (
    *said(
        "Revisorerna lämnar rekommendationer för att brister ska rättas till.",
        "Uppföljningen ska visa vad som har hänt sedan granskningarna gjordes och svara på följande frågor:",
    ),
    *items(
        "Vilka åtgärder har vidtagits med anledning av rekommendationerna?",
        "Vad återstår att göra, och varför?",
        "Behöver någon av granskningarna följas upp igen?",
    ),
)
_SUBHEADINGS = frozenset({
    "bakgrund", "syfte", "bakgrund och syfte", "syfte och frågor", "frågor", "frågeställningar", "revisionsfrågor",
    "kriterier", "revisionskriterier", "avgränsning", "avgränsningar", "metod", "urval", "genomförande", "ansvar",
})  # fmt: skip
"""Lines of a purpose or method that are headings when they stand alone."""


def introduction(material: FollowupMaterial) -> Iterator[Block]:
    """Purpose, method, selection and scale.

    Where a follow-up has no purpose or method of its own the office's stands; where that has no purpose, a standard
    one.
    """
    followup = material.followup
    purpose = prose(followup.purpose) or prose(setting(material, "purpose")) or _STANDARD_PURPOSE
    method = prose(followup.method) or prose(setting(material, "method"))
    yield Heading(1, "Inledning")
    yield from _sections("Syfte", purpose)
    yield from _sections("Metod", method)
    if material.audits:
        yield Heading(2, "Urval")
        covered = items(*map(_with_years, material.audits))
        yield Prose((*said("Uppföljningen omfattar följande granskningar:"), *covered))
    if levels := items(*map(_defined, material.levels)):
        yield Heading(2, "Bedömningsskala")
        yield Prose((*said("Varje rekommendation bedöms på följande skala:"), *levels))


def _sections(title: str, paragraphs: Paragraphs) -> Iterator[Block]:
    """The paragraphs under `title`, and under those of their lines that are headings themselves."""
    members: Paragraphs = ()
    for each in paragraphs:
        heading = each.text.rstrip(":")
        if each.is_item or heading.casefold() not in _SUBHEADINGS:
            members = (*members, each)
            continue
        yield from _section(title, members)
        title, members = heading, ()
    yield from _section(title, members)


def _section(title: str, paragraphs: Paragraphs) -> Iterator[Block]:
    if paragraphs:
        yield Heading(2, title)
        yield Prose(paragraphs)


def _with_years(audit: AuditMaterial) -> str:
    name, years = audit_name(audit), line(audit.audit.years)
    return name if not years or mentions(name, years) else f"{name} ({years})"


def _defined(level: Level) -> str:
    definition = line(level.definition)
    return f"{level_label(level)}: {definition}" if definition else level_label(level)
