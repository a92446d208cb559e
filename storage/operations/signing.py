"""Who signs: a letter, or a follow-up's report."""

import uuid
from collections.abc import Sequence
from typing import Literal

from storage.database import mail
from storage.database.recording import Recording
from storage.domain.change import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Person
from storage.operations.editing import expect_open_followup
from storage.register import Register

NAME = "set_followup_signers"


def set_followup_signers(register: Register, followup: str, persons: Sequence[Person]) -> Change:
    """Say who signs an open follow-up's report, in order; nobody means those of the office's settings.

    A person without an id is found by name and title, or made.

    Raises:
        UnknownReference, FollowupClosed: the follow-up is not there, or closed.
    """
    with register.recording(NAME) as action:
        expect_open_followup(action, followup)
        put_signers(register, action, "followup", followup, persons)
    return action.change


def put_signers(
    register: Register, action: Recording, owner: Literal["followup", "letter"], record: str, persons: Sequence[Person]
) -> None:
    """Let these sign within an action, in this order, and nobody else."""
    entity = f"{owner}_signer"
    signing = set()
    for position, person in enumerate(persons, 1):
        key = {owner: record, "person": _person(register, action, person)}
        link = id_from_fields(register.register_id, entity, key)
        action.put(entity, link, {**key, "position": position, "removed": None})
        signing.add(link)
    for link in mail.signer_links(register.connection, owner, record):
        if link not in signing:
            action.put(entity, link, {"removed": "undertecknar inte längre"})


def _person(register: Register, action: Recording, person: Person) -> str:
    known = person.id or mail.person_named(register.connection, person.name, person.title)
    if known:
        return known
    fresh = str(uuid.uuid4())
    action.put("person", fresh, {"name": person.name, "title": person.title, "organisation": person.organisation})
    return fresh
