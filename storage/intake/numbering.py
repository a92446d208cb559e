"""The automatic numbers of the paragraphs of a Word file, counted in document order as Word prints them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.intake.package import attribute, child, children, is_on, local, number

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 4_000
_SILENT = {"bullet", "none"}
_PLACE = re.compile(r"%([1-9])")


class _Level(Struct, frozen=True):
    form: str
    pattern: str
    """The printed text, with `%1` for the number of the first level."""
    start: int
    restarts_after: int | None = None
    """The level, counted from 1, after which it counts anew; 0 for never, None for any level above it."""
    style: str | None = None
    """Id of the style whose paragraphs are of this level."""
    legal: bool = False
    """True when the numbers of all levels are printed as digits."""


class Numbering:
    """Counters of the numbered paragraphs of one file, in document order."""

    def __init__(self, root: Element | None, styles: Element | None = None) -> None:
        self._abstract = {attribute(a, "abstractNumId"): a for a in children(root, "abstractNum")}
        self._nums = {attribute(num, "numId"): num for num in children(root, "num")}
        self._named = {
            attribute(link): abstract
            for abstract in self._abstract.values()
            if (link := child(abstract, "styleLink")) is not None
        }
        self._of_style = {
            attribute(style, "styleId"): attribute(child(style, "pPr", "numPr", "numId"))
            for style in children(styles, "style")
            if attribute(style, "type") == "numbering"
        }
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str | None, dict[int, int]] = {}
        self._started: set[str] = set()

    def next_marker(self, num_id: str, depth: int) -> str | None:
        """The printed number of the next paragraph of a list at a depth; None for bullets."""
        num = self._nums.get(num_id)
        levels = self._levels_of(num_id)
        if depth not in levels:
            return None
        counters = self._counters.setdefault(attribute(child(num, "abstractNumId")), {})
        self._start(num_id, num, counters)
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            if _begins_anew(levels.get(deeper), depth):
                del counters[deeper]
        return None if levels[depth].form in _SILENT else _printed(levels, counters, depth)

    def depth_of(self, num_id: str, style_id: str | None) -> int:
        """The depth that a list has for the paragraphs of a style; the first where it names none."""
        found = (depth for depth, level in self._levels_of(num_id).items() if style_id and level.style == style_id)
        return next(found, 0)

    def _levels_of(self, num_id: str) -> dict[int, _Level]:
        """The levels of a list: those of its definition, with what the list itself changes."""
        if num_id not in self._levels:
            num = self._nums.get(num_id)
            changed = [level for override in children(num, "lvlOverride") for level in _lvls(override)]
            own = _levels(self._defining(self._abstract.get(attribute(child(num, "abstractNumId")))))
            self._levels[num_id] = own | {depth: _level(level) for depth, level in changed}
        return self._levels[num_id]

    def _defining(self, abstract: Element | None) -> Element | None:
        """The definition that has the levels, where a list names a list style instead of having its own."""
        style = attribute(child(abstract, "numStyleLink"))
        if style is None:
            return abstract
        num = self._nums.get(self._of_style.get(style))
        linked = self._abstract.get(attribute(child(num, "abstractNumId")))
        if linked is None or child(linked, "numStyleLink") is not None:
            linked = self._named.get(style)
        return abstract if linked is None else linked

    def _start(self, num_id: str, num: Element | None, counters: dict[int, int]) -> None:
        """Apply the start number of a list, the first time it occurs."""
        if num_id in self._started:
            return
        self._started.add(num_id)
        for override in children(num, "lvlOverride"):
            start = number(child(override, "startOverride"))
            if start is not None:
                counters[number(override, "ilvl") or 0] = start - 1


def _begins_anew(level: _Level | None, depth: int) -> bool:
    """True when a level counts anew after a paragraph of a level above it."""
    return level is None or level.restarts_after is None or depth < level.restarts_after


def _lvls(definition: Element | None) -> Iterator[tuple[int, Element]]:
    return ((number(level, "ilvl") or 0, level) for level in children(definition, "lvl"))


def _levels(abstract: Element | None) -> dict[int, _Level]:
    return {depth: _level(level) for depth, level in _lvls(abstract)}


def _level(level: Element) -> _Level:
    start = number(child(level, "start"))
    return _Level(
        form=attribute(_number_form(level)) or "decimal",
        pattern=attribute(child(level, "lvlText")) or "",
        start=1 if start is None else start,
        restarts_after=number(child(level, "lvlRestart")),
        style=attribute(child(level, "pStyle")),
        legal=is_on(child(level, "isLgl")),
    )


def _number_form(level: Element) -> Element | None:
    """The form of the numbers, also where newer and older forms are offered side by side."""
    return next((found for found in level.iter() if local(found) == "numFmt"), None)


def _printed(levels: dict[int, _Level], counters: dict[int, int], depth: int) -> str:
    def value(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        if level > depth or level not in levels:
            return ""
        form = "decimal" if levels[depth].legal else levels[level].form
        return _formatted(counters.get(level, levels[level].start), form)

    return _PLACE.sub(value, levels[depth].pattern).strip()


def _formatted(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < value < _LARGEST_ROMAN:
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    if form in _SILENT:
        return ""
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text
