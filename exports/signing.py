"""How a report ends: who stands behind it, and for whom it is written."""

from collections.abc import Iterator

from exports.blocks import DISCLAIMER, SIGNER, SIGNER_TITLE, Block, Prose
from exports.swedish import when
from exports.wording import line, prose, said, setting
from storage.domain.configuration import people
from storage.domain.records import Person
from storage.domain.report_material import FollowupMaterial


def signatures(material: FollowupMaterial, day: str) -> Iterator[Block]:
    """Place and day, the follow-up's signers or else the office's, and the disclaimer.

    `day` is a partial date, empty when it is not known.
    """
    signers = material.signers or people(setting(material, "report_signers"))
    place = line(setting(material, "place"))
    if signers and place:
        yield Prose(said(f"{place} {when(day)}" if day else place), together=True)
    for number, person in enumerate(signers, 1):
        yield from _signer(person, together=number < len(signers))
    if disclaimer := prose(material.followup.disclaimer) or prose(setting(material, "disclaimer")):
        yield Prose(disclaimer, DISCLAIMER)


def _signer(person: Person, *, together: bool) -> Iterator[Block]:
    """A name and what it stands for; `together` with the next signer, so that no signature is alone on a page."""
    name = line(person.name)
    role = ", ".join(part for part in (line(person.title), line(person.organisation)) if part)
    if name:
        yield Prose(said(name), SIGNER, together=together)
    if role:
        yield Prose(said(role), SIGNER_TITLE, together=together)
