"""What the history's screen asks the register, and has it do: in words, done in the threads of the door."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from storage import history, undo
from storage.domain.filters import Filter
from storage.domain.history import Change
from storage.domain.text import searchable
from storage.domain.vocabulary import NATURAL_KEYS
from storage.history import ActionRow, ChangeView, readable
from storage.register import Register
from tui.history.columns import ToldAction, ToldRecord, what
from tui.kit.jobs import done_words
from tui.kit.message import screen_sentence
from tui.kit.row_window import Listing, by_rid
from tui.language.words import NOTHING, action_word, field_word, moment, record_name, value_word

MOST_RECORDS = 100
"""Records of one action that are told of."""
FIRST = 64
"""Rows that come with the order."""
_SELF_EVIDENT = ("assessed_on", "assessed_by", "position")

Actions = tuple[Listing, Mapping[int, ActionRow]]


class TakenBack(Struct, frozen=True):
    """An action that was taken back."""

    change: Change
    told: str
    """What it was, in words."""


def actions(flt: Filter) -> Callable[[Register], Actions]:
    """The actions, newest first, that a filter's words speak of."""

    def read(register: Register) -> Actions:
        order = history.action_order(register, flt.words, _searchable_texts)
        return Listing(order), rows(order[:FIRST])(register)

    return read


def rows(seqs: Sequence[int]) -> Callable[[Register], Mapping[int, ActionRow]]:
    """The actions of these numbers."""
    return lambda register: by_rid(seqs, lambda some: history.actions_at(register, some))


def detail(action: str) -> Callable[[Register], ToldAction]:
    """An action in words."""

    def read(register: Register) -> ToldAction:
        found = history.action_detail(register, action)
        view = found.action
        records = list(_by_record(view.changes).values())
        told = [_record(register, changes) for changes in records[:MOST_RECORDS]]
        return ToldAction(
            id=view.hash,
            when=moment(view.at),
            who=view.who,
            what=what(view.name, view.about, undoes=view.undoes is not None),
            records=tuple(told),
            left_out=len(records) - len(told),
            refusal=screen_sentence(found.refusal) if found.refusal else "",
        )

    return read


def taken_back(action: str) -> Callable[[Register], TakenBack]:
    """Take an action back, whenever it was done."""

    def write(register: Register) -> TakenBack:
        change = undo.undo_action(register, action)
        return TakenBack(change, done_words(register, change))

    return write


def _searchable_texts(at: str, who: str, name: str) -> str:
    """All that words are looked for in, of an action by itself."""
    return searchable(f"{moment(at)} {who} {action_word(name)}")


def _by_record(changes: Sequence[ChangeView]) -> Mapping[str, list[ChangeView]]:
    """The changes of each record; of those that only tie others together, none where there is more to tell."""
    telling = [change for change in changes if _is_telling(change)] or changes
    found: dict[str, list[ChangeView]] = {}
    for change in telling:
        found.setdefault(change.entity_id, []).append(change)
    return found


def _record(register: Register, changes: Sequence[ChangeView]) -> ToldRecord:
    first = changes[0]
    return ToldRecord(record_name(first.entity, first.label), tuple(_field(register, change) for change in changes))


def _is_telling(change: ChangeView) -> bool:
    """Whether a change says more than which records belong together, or who judged and when."""
    return change.field not in (*NATURAL_KEYS.get(change.entity, ()), *_SELF_EVIDENT)


def _field(register: Register, change: ChangeView) -> tuple[str, str, str]:
    before, after = (_shown(register, change, value) for value in (change.old, change.new))
    return field_word(change.field), before, after


def _shown(register: Register, change: ChangeView, value: str | int | None) -> str:
    if value is None:
        return NOTHING
    known = readable(register, change.entity, change.field, value)
    return value_word(change.field, known) if known == value else str(known)
