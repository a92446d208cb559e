"""What is said of a filter line beside what it lets through."""

from storage.domain.filtering import nearest_field, unknown_choices, unknown_fields
from tui.language.catalogue import _
from tui.language.words import did_you_mean


def unknown_note(line: str) -> str:
    """That what stands before a colon is no field, or what stands after it no value, and which one it resembles.

    Empty where all is well.
    """
    name = next(iter(unknown_fields(line)), None)
    if name is not None:
        return _with_nearest(_("”{name}:” är inget fält").format(name=name), nearest_field(name), ":")
    for field, value, near in unknown_choices(line):
        return _with_nearest(_("”{value}” går inte efter ”{name}:”").format(value=value, name=field), near)
    return ""


def value_note(field: str, value: str, near: str | None) -> str:
    """That the register has nothing that a value names, and what the value resembles."""
    return _with_nearest(_("”{name}:{value}” finns inte").format(name=field, value=value), near)


def _with_nearest(told: str, near: str | None, ending: str = "") -> str:
    return f"{told}.{did_you_mean(near + ending)}" if near else told
