"""What the styles of a Word file say of a paragraph: heading, title, list, contents."""

import re
from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.intake.markup import attribute, child, children, number

_HEADING = re.compile(r"(?:heading|rubrik|överskrift|otsikko)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|rubrik|titel", re.IGNORECASE)
_LIST = re.compile(r"(?:list|lista|punktlista|numrerad lista)\b.*", re.IGNORECASE)
_NOT_A_LIST = re.compile(r"list(?:a)? (?:paragraph|stycke)|liststycke", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|innehåll|innehållsförteckning)\b.*|.*(?:toc heading|innehållsförteckningsrubrik)", re.IGNORECASE
)
_BODY_TEXT = 9
"""The outline level that means none."""
_LONGEST_CHAIN = 20


class StyleFacts(Struct, frozen=True):
    """What a style, or the styles it builds on, says of its paragraphs."""

    level: int | None = None
    """Heading level, counted from 1."""
    is_title: bool = False
    is_list: bool = False
    is_contents: bool = False
    """A line of a contents list, which repeats what stands elsewhere."""
    num_id: str | None = None
    """The numbering the style carries, by its id in the file."""
    num_level: int | None = None


_PLAIN = StyleFacts()


class Styles:
    """The paragraph styles of one file, looked up by their id there."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        self._facts: dict[str, StyleFacts] = {}

    def facts(self, style_id: str | None) -> StyleFacts:
        """What the style says; nothing, for a style that the file does not define."""
        if style_id is None:
            return _PLAIN
        if style_id not in self._facts:
            self._facts[style_id] = self._read(style_id)
        return self._facts[style_id]

    def _read(self, style_id: str) -> StyleFacts:
        chain = self._chain(style_id)
        names = [attribute(child(style, "name")) or "" for style in chain] or [style_id]
        title = _TITLE.fullmatch(names[0]) is not None
        numbered = next((found for style in chain if (found := child(style, "pPr", "numPr")) is not None), None)
        return StyleFacts(
            level=None if title else _level(names, chain),
            is_title=title,
            is_list=any(_LIST.fullmatch(name) and not _NOT_A_LIST.fullmatch(name) for name in names),
            is_contents=any(_CONTENTS.fullmatch(name) for name in names),
            num_id=attribute(child(numbered, "numId")),
            num_level=number(child(numbered, "ilvl")),
        )

    def _chain(self, style_id: str) -> list[Element]:
        """The style and those it is based on, nearest first."""
        chain: list[Element] = []
        wanted: str | None = style_id
        while wanted in self._elements and len(chain) < _LONGEST_CHAIN:
            chain.append(self._elements[wanted])
            wanted = attribute(child(chain[-1], "basedOn"))
        return chain


def outline_level(properties: Element | None) -> int | None:
    """The heading level in a paragraph's or style's own properties; 0 when they say that it is none."""
    level = number(child(properties, "outlineLvl"))
    if level is None:
        return None
    return 0 if level >= _BODY_TEXT else level + 1


def _level(names: list[str], chain: list[Element]) -> int | None:
    for index, name in enumerate(names):
        if match := _HEADING.fullmatch(name.strip()):
            return int(match[1])
        own = outline_level(child(chain[index], "pPr")) if index < len(chain) else None
        if own is not None:
            return own or None
    return None
