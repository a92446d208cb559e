"""Jobs of the history: list actions, show one in words, take one back. No Textual, no click."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from storage import history, undo
from storage.domain.filters import Filter
from storage.domain.history import Change
from storage.domain.text import searchable
from storage.domain.vocabulary import NATURAL_KEYS
from storage.errors import GranskaError
from storage.history import ActionRow, ChangeView
from storage.register import Register
from tui.kit.jobs import done_words
from tui.kit.row_window import Listing, by_rid
from tui.language.words import action_word, field_word, is_opaque, moment, record_name
from tui.records.jobs import action_title, value_texts

MOST_RECORDS = 100
"""Records of one action that are shown."""
FIRST = 64
"""Rows loaded with the order."""
_SELF_EVIDENT = ("assessed_on", "assessed_by", "position")

Actions = tuple[Listing, Mapping[int, ActionRow]]


class RecordText(Struct, frozen=True):
    """The changes of one record, in words."""

    name: str
    fields: tuple[tuple[str, str, str], ...]
    """(field, before, after)."""


class ActionText(Struct, frozen=True):
    """An action in words."""

    id: str
    when: str
    who: str
    title: str
    records: tuple[RecordText, ...]
    left_out: int
    """Number of records that are not shown."""
    refusal: GranskaError | None
    """Reason why it cannot be taken back."""


class UndoneAction(Struct, frozen=True):
    """An action that was taken back."""

    change: Change
    title: str
    """The action in words."""


def actions(register: Register, flt: Filter) -> Actions:
    """List the actions, newest first, that have a filter's words."""
    order = history.action_order(register, flt.words, _searchable_texts)
    return Listing(order), action_rows(order[:FIRST])(register)


def action_rows(seqs: Sequence[int]) -> Callable[[Register], Mapping[int, ActionRow]]:
    """Return a job that loads the actions of these numbers."""
    return lambda register: by_rid(seqs, lambda some: history.actions_at(register, some))


def action_text(register: Register, action: str) -> ActionText:
    """Load an action, by id, in words.

    Raises:
        UnknownAction: there is no such action any more.
    """
    found = history.action_detail(register, action)
    view = found.action
    records = list(_by_record(view.changes).values())
    shown = [_record_text(register, changes) for changes in records[:MOST_RECORDS]]
    return ActionText(
        id=view.hash,
        when=moment(view.at),
        who=view.who,
        title=action_title(view.name, view.about, undoes=view.undoes is not None),
        records=tuple(shown),
        left_out=len(records) - len(shown),
        refusal=found.refusal,
    )


def take_back(register: Register, action: str) -> UndoneAction:
    """Take back an action, by id, whenever it was done."""
    change = undo.undo_action(register, action)
    return UndoneAction(change, done_words(register, change))


def _searchable_texts(at: str, who: str, name: str) -> str:
    """Return the searchable text of an action: when, who and what."""
    return searchable(f"{moment(at)} {who} {action_word(name)}")


def _by_record(changes: Sequence[ChangeView]) -> Mapping[str, list[ChangeView]]:
    """Group changes by record; those that only link records are left out where there are others."""
    found: dict[str, list[ChangeView]] = {}
    for change in [change for change in changes if _is_informative(change)] or changes:
        found.setdefault(change.entity_id, []).append(change)
    return found


def _record_text(register: Register, changes: Sequence[ChangeView]) -> RecordText:
    first = changes[0]
    fields = ((field_word(change.field), *value_texts(register, change)) for change in changes)
    return RecordText(record_name(first.entity, first.label), tuple(fields))


def _is_informative(change: ChangeView) -> bool:
    """True if a change is more than a link between records, or the time and author of an assessment."""
    known = change.field in (*NATURAL_KEYS.get(change.entity, ()), *_SELF_EVIDENT)
    return not (known or is_opaque(change.entity, change.field))
