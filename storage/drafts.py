"""Text being typed, kept from second to second in this copy: it is no part of the register until it is saved."""

from msgspec import Struct

from storage import clock
from storage.database import local
from storage.register import Register


class Draft(Struct, frozen=True):
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


def draft(register: Register, key: str) -> Draft | None:
    """What is kept under `key`."""
    return next((one for one in begun(register) if one.key == key), None)


def drop_draft(register: Register, key: str) -> None:
    """Forget the text kept under `key`; it was saved, or is not wanted."""
    if not register.readonly:
        local.drop_draft(register.connection, register.path, key)


def drafts(register: Register) -> dict[str, str]:
    """Key → text of all that is kept, oldest first."""
    return {one.key: one.text for one in begun(register)}


def begun(register: Register) -> list[Draft]:
    """All that is kept, oldest first."""
    with register.reading() as connection:
        return [Draft(*row) for row in local.drafts(connection)]
