"""Changing the settings of the office: values, text blocks, templates and the logo."""

from storage.database import settings as setting_rows
from storage.domain.age import LIMITS, whole_number
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.domain.settings import SETTING_KEYS, SettingKind
from storage.domain.text import nearest, one_line, tidy
from storage.errors import NotMonths, TextTooLong, UnknownSetting
from storage.register import Register

NAME = "configure"
FILE_LIMIT = 4_000_000
"""Size limit of a template or the logo, in bytes."""

_SEVERAL_LINES = {SettingKind.TEXT, SettingKind.PEOPLE}


def set_setting(register: Register, key: str, value: str | None) -> Change:
    """Set a setting with a text value; None or an empty text removes it.

    Raises:
        UnknownSetting: there is no such setting, or its value is a file.
        NotMonths: the value is not the number of months that the setting takes.
    """
    kind = _kind(key)
    if kind is SettingKind.FILE and value:
        raise UnknownSetting(key, nearest(key, SETTING_KEYS))
    text = (tidy(value) if kind in _SEVERAL_LINES else one_line(value)) if value else None
    if kind is SettingKind.MONTHS and text:
        text = _months(key, text)
    with register.recording(NAME) as action:
        entity = "text_block" if kind is SettingKind.TEXT else "setting"
        action.put(entity, _id(register, entity, key), {"key": key, "value": text or None})
    return action.change


def keep_file(register: Register, key: str, content: bytes) -> Change:
    """Store the bytes of a template or the logo in the register, and refer to them in the setting.

    Raises:
        UnknownSetting: there is no such setting, or its value is no file.
        TextTooLong: the file exceeds the size limit.
    """
    if _kind(key) is not SettingKind.FILE:
        raise UnknownSetting(key, nearest(key, SETTING_KEYS))
    if len(content) > FILE_LIMIT:
        raise TextTooLong(len(content), FILE_LIMIT)
    with register.recording(NAME) as action:
        values: dict[str, Value] = {"key": key, "value": setting_rows.put_file(register.connection, content)}
        action.put("setting", _id(register, "setting", key), values)
    return action.change


def _months(key: str, text: str) -> str:
    number = whole_number(text, LIMITS)
    if number is None:
        raise NotMonths(key, text, LIMITS[0], LIMITS[-1])
    return str(number)


def _kind(key: str) -> SettingKind:
    if key not in SETTING_KEYS:
        raise UnknownSetting(key, nearest(key, SETTING_KEYS))
    return SETTING_KEYS[key].kind


def _id(register: Register, entity: str, key: str) -> str:
    return id_from_fields(register.register_id, entity, {"key": key})
