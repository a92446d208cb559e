"""Views that somebody has saved: a filter with its order and grouping, by name. They are this copy's own."""

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
    """A way of looking at the recommendations."""

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
    """The view of a name; small letters or capitals.

    Raises:
        UnknownView: there is none.
    """
    views = saved_views(register)
    found = next((view for view in views if _key(view.name) == _key(name)), None)
    if found is None:
        raise UnknownView(one_line(name), nearest(name, [view.name for view in views]))
    return found


def save_view(register: Register, view: SavedView) -> bool:
    """Keep a view; one of the same name gives way to it, and then this is true.

    Raises:
        InvalidValue: it has no name, or a very long one.
        RegisterReadOnly, RegisterLocked: the register is not open for writing.
    """
    name = one_line(view.name)
    if not name or len(name) > NAME_LENGTH:
        raise InvalidValue("name", view.name)
    register.expect_writable()
    replaced = any(_key(one.name) == _key(name) for one in saved_views(register))
    kept = {**asdict(view), "name": name}
    local.put_view(register.connection, register.path, _key(name), json.dumps(kept, ensure_ascii=False))
    return replaced


def rename_view(register: Register, name: str, new: str) -> SavedView:
    """Call a view by another name.

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
    """Forget a view.

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
    """A text that was begun and is not saved."""

    key: str
    text: str
    at: str
    """When it was kept last: UTC, ISO 8601."""


def save_draft(register: Register, key: str, text: str) -> None:
    """Keep `text` under `key`, durably, over what was kept there.

    Raises:
        RegisterReadOnly: nothing can be kept in this register.
    """
    register.expect_writable()
    local.put_draft(register.connection, register.path, key, text, clock.now())


def draft(register: Register, key: str) -> StoredDraft | None:
    """What is kept under `key`."""
    return next((one for one in all_drafts(register) if one.key == key), None)


def drop_draft(register: Register, key: str) -> None:
    """Forget the text kept under `key`; it was saved, or is not wanted."""
    if not register.readonly:
        local.drop_draft(register.connection, register.path, key)


def drafts(register: Register) -> dict[str, str]:
    """Key → text of all that is kept, oldest first."""
    return {one.key: one.text for one in all_drafts(register)}


def all_drafts(register: Register) -> list[StoredDraft]:
    """All that is kept, oldest first."""
    with register.reading() as connection:
        return [StoredDraft(*row) for row in local.drafts(connection)]
