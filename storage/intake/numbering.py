"""Automatic numbers: what Word prints before a numbered paragraph, worked out as Word does."""

from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.intake.markup import attribute, child, children, number

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SILENT = {"bullet", "none"}


class _Level(Struct, frozen=True):
    form: str
    pattern: str
    """The printed text, with `%1` for the number of the first level."""
    start: int


class Numbering:
    """Counts the numbered paragraphs of one file in the order they are met."""

    def __init__(self, root: Element | None) -> None:
        self._abstract = {attribute(a, "abstractNumId"): _levels(a) for a in children(root, "abstractNum")}
        self._nums = {attribute(num, "numId"): num for num in children(root, "num")}
        self._counters: dict[str | None, dict[int, int]] = {}
        self._begun: set[str] = set()

    def next_marker(self, num_id: str, depth: int) -> str | None:
        """What is printed before the next paragraph of this list at this depth; None for bullets."""
        num = self._nums.get(num_id)
        abstract = attribute(child(num, "abstractNumId"))
        levels = self._abstract.get(abstract, {})
        if depth not in levels:
            return None
        counters = self._counters.setdefault(abstract, {})
        self._begin(num_id, num, counters)
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        return None if levels[depth].form in _SILENT else _printed(levels, counters, depth)

    def _begin(self, num_id: str, num: Element | None, counters: dict[int, int]) -> None:
        """A list that says where it starts takes up the count there, the first time it is met."""
        if num_id in self._begun:
            return
        self._begun.add(num_id)
        for override in children(num, "lvlOverride"):
            start = number(child(override, "startOverride"))
            if start is not None:
                counters[number(override, "ilvl") or 0] = start - 1


def _levels(abstract: Element) -> dict[int, _Level]:
    return {
        number(level, "ilvl") or 0: _Level(
            form=attribute(child(level, "numFmt")) or "decimal",
            pattern=attribute(child(level, "lvlText")) or "",
            start=1 if (start := number(child(level, "start"))) is None else start,
        )
        for level in children(abstract, "lvl")
    }


def _printed(levels: dict[int, _Level], counters: dict[int, int], depth: int) -> str:
    text = levels[depth].pattern
    for level in range(depth + 1):
        if level in levels:
            value = counters.get(level, levels[level].start)
            text = text.replace(f"%{level + 1}", _formatted(value, levels[level].form))
    return text.strip()


def _formatted(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 40:
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text
