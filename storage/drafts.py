"""Text being typed, kept from second to second in this copy: it is no part of the register until it is saved."""

from storage import clock
from storage.database import local
from storage.errors import RegisterReadOnly
from storage.register import Register


def save_draft(register: Register, key: str, text: str) -> None:
    """Keep `text` under `key`, durably, over what was kept there.

    Raises:
        RegisterReadOnly: nothing can be kept in this register.
    """
    if register.readonly:
        raise register.holder or RegisterReadOnly(register.path)
    local.put_draft(register.connection, register.path, key, text, clock.now())


def draft(register: Register, key: str) -> str | None:
    """The text kept under `key`."""
    return drafts(register).get(key)


def drop_draft(register: Register, key: str) -> None:
    """Forget the text kept under `key`; it was saved, or is not wanted."""
    if not register.readonly:
        local.drop_draft(register.connection, register.path, key)


def drafts(register: Register) -> dict[str, str]:
    """Key → text of all that is kept, oldest first."""
    with register.reading() as connection:
        return local.drafts(connection)
