"""What the office has set for itself: settings, text blocks, and files of its own."""

from storage.database import settings
from storage.domain.settings import SETTING_KEYS
from storage.domain.text import nearest
from storage.errors import UnknownSetting
from storage.register import Register


def value_of(register: Register, key: str) -> str | None:
    """A setting's or text block's value; None when it is not set.

    Raises:
        UnknownSetting: there is no such setting.
    """
    if key not in SETTING_KEYS:
        raise UnknownSetting(key, nearest(key, SETTING_KEYS))
    return dict(every_value(register)).get(key)


def every_value(register: Register) -> list[tuple[str, str]]:
    """(key, value) of every setting and text block that has one."""
    with register.reading() as connection:
        return [(key, value) for key, value in settings.every_setting(connection) if key in SETTING_KEYS]


def kept_file(register: Register, key: str) -> bytes | None:
    """The bytes of a template or the logo; None when the office has none of its own.

    Raises:
        UnknownSetting: there is no such setting.
    """
    name = value_of(register, key)
    if name is None:
        return None
    with register.reading() as connection:
        return settings.get_file(connection, name)


def office(register: Register) -> str | None:
    """The audit office's name."""
    with register.reading() as connection:
        return settings.setting(connection, settings.OFFICE)
