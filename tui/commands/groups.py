"""Groups of recommendations with their counts, in lines and for machines."""

from storage.domain.grouping import Group, Grouped
from storage.domain.text import one_line
from tui.commands.lines import counted
from tui.commands.shapes import Shape
from tui.language.catalogue import _, mark
from tui.language.words import means_word

_WITHOUT = {"body": mark("Utan nämnd"), "years": mark("Utan år"), "theme": mark("Utan tema")}


def group_lines(found: Grouped) -> list[str]:
    """A line for each group, and one for the whole, which says where it is less than the groups together."""
    if not found.groups:
        return []
    whole = _("Totalt: {counts}").format(counts=counted(found.counts))
    if found.repeats:
        whole += " " + _("(det som gäller flera nämnder räknas en gång hos var och en, och en gång totalt)")
    return [*(one_line(f"{_name(found.by, group)}: {counted(group.counts)}") for group in found.groups), whole]


def grouped_shape(found: Grouped) -> Shape:
    """The groups and the whole; `counted_once_per_group` where some are counted in several groups."""
    return {
        "by": found.by,
        "groups": [
            {
                "key": group.key,
                "name": _name(found.by, group) if group.key else None,
                "counts": group.counts.as_dict(),
                "total": group.counts.total,
            }
            for group in found.groups
        ],
        "counts": found.counts.as_dict(),
        "total": found.counts.total,
        "counted_once_per_group": found.repeats,
    }


def _name(by: str, group: Group) -> str:
    if group.name is None:
        return _(_WITHOUT[by])
    return means_word(group.name) if by == "level" else group.name
