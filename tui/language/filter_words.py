"""What is said of a filter line beside what it lets through."""

from storage.domain.filtering import nearest_field, unknown_fields
from tui.language.catalogue import _


def unknown_note(line: str) -> str:
    """That what stands before a colon is no field, and which one it resembles; empty where all is well."""
    name = next(iter(unknown_fields(line)), None)
    if name is None:
        return ""
    told, near = _("”{name}:” är inget fält").format(name=name), nearest_field(name)
    return f"{told}. {_('Menade du ”{word}”?').format(word=f'{near}:')}" if near else told
