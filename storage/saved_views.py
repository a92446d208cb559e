"""Saved views (a filter with its order and grouping) and drafts of texts, both only in this copy of the register."""

import json

from msgspec import Struct
from msgspec.structs import asdict

from storage import clock
from storage.database import local
from storage.domain.text import nearest, one_line, swedish_key
from storage.errors import InvalidValue, UnknownView, ViewExists
from storage.register import Register

_KEY = "view:"
NAME_LENGTH = 80


class SavedView(Struct, frozen=True):
    """A filter of the recommendations, with its order and grouping."""

    name: str
    line: str = ""
    """The filter line as it was written."""
    order: str | None = None
    """`number`, `level` or `text`; None is the list's own."""
    group: str | None = None
    """One of :data:`storage.domain.counting.GROUPINGS`."""


def saved_views(register: Register) -> list[SavedView]:
    """The saved views, in Swedish order of their names."""
    with register.reading() as connection:
        found = [SavedView(**json.loads(value)) for value in local.views(connection, _KEY)]
    return sorted(found, key=lambda view: swedish_key(view.name))


def saved_view(register: Register, name: str) -> SavedView:
    """The view of a name, in any case.

    Raises:
        UnknownView: there is none.
    """
    views = saved_views(register)
    found = next((view for view in views if _key(view.name) == _key(name)), None)
    if found is None:
        raise UnknownView(one_line(name), nearest(name, [view.name for view in views]))
    return found


def save_view(register: Register, view: SavedView) -> bool:
    """Save a view; return True when it replaced one of the same name.

    Raises:
        InvalidValue: it has no name, or a very long one.
        RegisterReadOnly, RegisterLocked: the register is not open for writing.
    """
    name = one_line(view.name)
    if not name or len(name) > NAME_LENGTH:
        raise InvalidValue("name", view.name)
    register.expect_writable()
    replaced = any(_key(one.name) == _key(name) for one in saved_views(register))
    content = {**asdict(view), "name": name}
    local.put_view(register.connection, register.path, _key(name), json.dumps(content, ensure_ascii=False))
    return replaced


def rename_view(register: Register, name: str, new: str) -> SavedView:
    """Rename a view.

    Raises:
        UnknownView, ViewExists, InvalidValue: there is none of the old name, or one of the new one.
        RegisterReadOnly, RegisterLocked: the register is not open for writing.
    """
    view = saved_view(register, name)
    if _key(new) != _key(name) and any(_key(one.name) == _key(new) for one in saved_views(register)):
        raise ViewExists(one_line(new))
    renamed = SavedView(one_line(new), view.line, view.order, view.group)
    save_view(register, renamed)
    if _key(new) != _key(name):
        local.drop_view(register.connection, register.path, _key(name))
    return renamed


def remove_view(register: Register, name: str) -> SavedView:
    """Delete a view.

    Raises:
        UnknownView: there is none.
        RegisterReadOnly, RegisterLocked: the register is not open for writing.
    """
    view = saved_view(register, name)
    register.expect_writable()
    local.drop_view(register.connection, register.path, _key(name))
    return view


def _key(name: str) -> str:
    return _KEY + one_line(name).casefold()


class StoredDraft(Struct, frozen=True):
    """A text that is not saved yet."""

    key: str
    text: str
    at: str
    """Time of the last change: UTC, ISO 8601."""


def save_draft(register: Register, key: str, text: str) -> None:
    """Store the draft of a key durably, replacing an earlier one.

    Raises:
        RegisterReadOnly, RegisterLocked: the register is not open for writing.
    """
    register.expect_writable()
    local.put_draft(register.connection, register.path, key, text, clock.now())


def draft(register: Register, key: str) -> StoredDraft | None:
    """The draft of a key."""
    return next((one for one in all_drafts(register) if one.key == key), None)


def drop_draft(register: Register, key: str) -> None:
    """Delete the draft of a key, if there is one and the register is writable."""
    if not register.readonly:
        local.drop_draft(register.connection, register.path, key)


def drafts(register: Register) -> dict[str, str]:
    """Map the keys of all drafts to their texts, oldest first."""
    return {one.key: one.text for one in all_drafts(register)}


def all_drafts(register: Register) -> list[StoredDraft]:
    """All drafts, oldest first."""
    with register.reading() as connection:
        return [StoredDraft(*row) for row in local.drafts(connection)]
