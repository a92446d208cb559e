"""What groups ask the register: how many there are in each, and how a group is written as a condition."""

from collections.abc import Callable

from storage.domain.filter_words import EXACTLY
from storage.domain.filtering import parse_filter
from storage.domain.grouping import Group, Grouped
from storage.filter_values import unknown_value
from storage.grouping import grouped_counts
from storage.queries import counts
from storage.register import Register
from tui.language.filter_fields import written
from tui.language.words import means_word


def groups(line: str, by: str) -> Callable[[Register], Grouped]:
    """What a filter line leaves, in groups."""
    return lambda register: grouped_counts(register, parse_filter(line), by)


def condition_of(register: Register, chosen: tuple[str, Group]) -> str:
    """The condition that leaves a group; of a level by its word, where that means what the group does."""
    by, group = chosen
    if by != "level":
        name = group.name or ""
        whole = EXACTLY if by in {"body", "theme"} and name and '"' not in name else ""
        return written(by, f"{whole}{name}")
    by_word, by_meaning = (written(by, word) for word in (means_word(group.name or ""), group.name or ""))
    if unknown_value(register, by_word) is not None:
        return by_meaning
    same = counts(register, parse_filter(by_word)) == counts(register, parse_filter(by_meaning))
    return by_word if same else by_meaning
