"""One record made, and what its writer should know of it."""

from collections.abc import Mapping

from storage import entries, queries
from storage.domain.change import Change
from storage.domain.kinds import KINDS, Given
from storage.domain.order import swedish_key
from storage.domain.text import nearest_name, one_line, searchable
from storage.operations import entering
from storage.register import Register
from tui.commands.output import note
from tui.language.catalogue import _
from tui.language.remarks import remark_line

JOINED = ("body", "person")
"""Kinds of which a name that is not known makes one."""


def make(register: Register, entity: str, values: Mapping[str, Given]) -> str:
    """Make a record of these values; its id.

    Raises:
        GranskaError: it is refused.
    """
    change = entering.add(register, entity, values)
    made = change.created.get(entity) or change.records(entity)
    if len(made) > 1:  # a body or person that one of the fields named was made with it
        name = searchable(one_line(str(values["name"])))
        made = frozenset(one for one in made if searchable(queries.name_of(register, entity, one)) == name) or made
    record = min(made) if made else _judged_already(register, str(values["recommendation"]))
    say_made(register, change, record)
    return record


def say_made(register: Register, change: Change, record: str) -> None:
    """Tell on stderr which bodies and persons a field made by a name that is much like one there is."""
    for entity in JOINED:
        fresh = change.created.get(entity, frozenset()) - {record}
        known = [one.name for one in entries.names(register, [entity]) if one.id not in fresh] if fresh else []
        for name in sorted((queries.name_of(register, entity, one) for one in fresh), key=swedish_key):
            if near := nearest_name(name, known):
                told = _("Lades också till: {name}. Menade du ”{near}”? Ångra då med ”granska undo”.")
                note(told.format(name=name, near=near))


def say_remarks(register: Register, entity: str, record: str) -> None:
    """Tell on stderr what is allowed in the record but worth a second look."""
    if entity in KINDS:
        for remark in entries.remarks(register, entity, {}, record):
            note(remark_line(remark))


def _judged_already(register: Register, reference: str) -> str:
    """The id of a judgement that says already what was to be said."""
    detail = queries.recommendation_detail(register, queries.find(register, reference))
    followup = queries.open_followup(register)
    return next(one.assessment.id for one in detail.judgements if followup and one.followup.id == followup.id)
