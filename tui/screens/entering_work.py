"""What entering has the register do: functions of an open register, done in the writer's thread."""

from collections.abc import Mapping

from msgspec import Struct

from storage import drafts, entries, queries
from storage.domain.change import Change
from storage.domain.entry_views import Remark
from storage.domain.kinds import Given
from storage.domain.text import searchable, shorten
from storage.operations import entering
from storage.register import Register
from tui.screens.entering_drafts import FORM, Begun

NAME_LENGTH = 60


class Saved(Struct, frozen=True):
    """What came of a form."""

    change: Change
    name: str = ""
    """What the record is called."""
    remarks: tuple[Remark, ...] = ()
    """What stopped nothing but should be known."""


def save(register: Register, begun: Begun, values: Mapping[str, Given]) -> Saved:
    """Make or change the record."""
    if begun.record:
        change, record = entering.edit(register, begun.entity, begun.record, values), begun.record
    else:
        change = entering.add(register, begun.entity, {**values, **begun.given})
        record = _made(register, change, begun.entity, values)
    drafts.drop_draft(register, FORM + begun.key)
    if not (change and record):
        return Saved(change)
    name = shorten(queries.name_of(register, begun.entity, record).rstrip("."), NAME_LENGTH)
    return Saved(change, name, entries.remarks(register, begun.entity, {}, record))


def _made(register: Register, change: Change, entity: str, values: Mapping[str, Given]) -> str:
    """The id of what was made; where a name made another of its kind too, that which bears its own name."""
    made = sorted(change.created.get(entity) or change.records(entity))
    name = searchable(str(values.get("name") or ""))
    own = [one for one in made if len(made) == 1 or searchable(queries.name_of(register, entity, one)) == name]
    return next(iter(own), "")
