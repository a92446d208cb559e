"""The introduction: what the follow-up is for, how it was done and what its levels mean."""

from collections.abc import Iterator

from exports.blocks import Block, Heading, Prose
from exports.tally import level_label
from exports.wording import items, line, prose, said
from storage.domain.records import Level
from storage.domain.views import FollowupMaterial

_STANDARD_PURPOSE = (
    "Revisorerna lämnar rekommendationer för att brister ska rättas till.",
    "Uppföljningen visar vad som har gjorts sedan de granskningar som tas upp här, och vad som återstår.",
)


def introduction(material: FollowupMaterial) -> Iterator[Block]:
    """Purpose, method and scale. Where an office has written no purpose, a standard one stands."""
    yield Heading(1, "Inledning")
    yield Heading(2, "Syfte")
    yield Prose(prose(material.followup.purpose) or said(*_STANDARD_PURPOSE))
    if method := prose(material.followup.method):
        yield Heading(2, "Metod")
        yield Prose(method)
    if levels := items(*map(_defined, material.levels)):
        yield Heading(2, "Bedömningsskala")
        yield Prose((*said("Varje rekommendation bedöms på följande skala:"), *levels))


def _defined(level: Level) -> str:
    definition = line(level.definition)
    return f"{level_label(level)}: {definition}" if definition else level_label(level)
