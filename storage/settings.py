"""Settings of the office: values, text blocks, templates and the logo."""

from storage.database import settings as setting_rows
from storage.domain.settings import SETTING_KEYS
from storage.domain.text import nearest
from storage.errors import UnknownSetting
from storage.register import Register


def value_of(register: Register, key: str) -> str | None:
    """The value of a setting or text block; None when it is not set.

    Raises:
        UnknownSetting: there is no such setting.
    """
    if key not in SETTING_KEYS:
        raise UnknownSetting(key, nearest(key, SETTING_KEYS))
    return dict(every_value(register)).get(key)


def every_value(register: Register) -> list[tuple[str, str]]:
    """(key, value) of every setting and text block that is set."""
    with register.reading() as connection:
        return [(key, value) for key, value in setting_rows.every_setting(connection) if key in SETTING_KEYS]


def kept_file(register: Register, key: str) -> bytes | None:
    """The bytes of a template or the logo; None when it is not set.

    Raises:
        UnknownSetting: there is no such setting.
    """
    name = value_of(register, key)
    if name is None:
        return None
    with register.reading() as connection:
        return setting_rows.get_file(connection, name)


def office(register: Register) -> str | None:
    """The name of the audit office."""
    with register.reading() as connection:
        return setting_rows.setting(connection, setting_rows.OFFICE)
