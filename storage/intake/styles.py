"""The styles of the paragraphs and runs of a Word file: headings, lists, contents, hidden text and fonts of signs."""

import re
from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.intake.package import attribute, child, children, is_on, number

_HEADING = re.compile(r"(?:heading|rubrik|överskrift|otsikko)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|rubrik|titel", re.IGNORECASE)
_LIST = re.compile(r"(?:list|lista|punktlista|numrerad lista)\b.*", re.IGNORECASE)
_NOT_A_LIST = re.compile(r"list(?:a)? (?:paragraph|stycke)|liststycke", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|innehåll|contents) ?\d|innehållsförteckning(?:srubrik)?(?: ?\d)?|contents heading|.*toc heading",
    re.IGNORECASE,
)
"""Names that programs give the lines of a table of contents; an office's own style may begin with the same word."""
_BODY_TEXT = 9
"""The outline level of body text."""
_LONGEST_CHAIN = 20


class StyleFacts(Struct, frozen=True):
    """Properties of the paragraphs of a style, inherited from the styles that it is based on."""

    level: int | None = None
    """Heading level, counted from 1."""
    is_title: bool = False
    is_list: bool = False
    is_contents: bool = False
    """True for a line of a table of contents."""
    num_id: str | None = None
    """Id of the numbering of the style."""
    num_level: int | None = None
    is_hidden: bool = False
    font: str | None = None
    """The font, where the style names one."""


_PLAIN = StyleFacts()


class Styles:
    """The styles of one file, by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        self._facts: dict[str, StyleFacts] = {}

    def facts(self, style_id: str | None) -> StyleFacts:
        """The properties of a style; defaults for an undefined style."""
        if style_id is None:
            return _PLAIN
        if style_id not in self._facts:
            self._facts[style_id] = self._read(style_id)
        return self._facts[style_id]

    def _read(self, style_id: str) -> StyleFacts:
        chain = self._chain(style_id)
        names = [attribute(child(style, "name")) or "" for style in chain] or [style_id]
        title = _TITLE.fullmatch(names[0]) is not None
        numbered = [found for style in chain if (found := child(style, "pPr", "numPr")) is not None]
        runs = [child(style, "rPr") for style in chain]
        return StyleFacts(
            level=None if title else _level(names, chain),
            is_title=title,
            is_list=any(_LIST.fullmatch(name) and not _NOT_A_LIST.fullmatch(name) for name in names),
            is_contents=any(_CONTENTS.fullmatch(name) for name in names),
            num_id=next((own for each in numbered if (own := attribute(child(each, "numId")))), None),
            num_level=next((depth for each in numbered if (depth := number(child(each, "ilvl"))) is not None), None),
            is_hidden=next((is_on(found) for each in runs if (found := child(each, "vanish")) is not None), False),
            font=next((font for each in runs if (font := font_of(each))), None),
        )

    def _chain(self, style_id: str) -> list[Element]:
        """The style and its base styles, nearest first."""
        chain: list[Element] = []
        wanted: str | None = style_id
        while wanted in self._elements and len(chain) < _LONGEST_CHAIN:
            chain.append(self._elements[wanted])
            wanted = attribute(child(chain[-1], "basedOn"))
        return chain


def font_of(properties: Element | None) -> str | None:
    """The font in the properties of a run; None where they name none."""
    fonts = child(properties, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi") if fonts is not None else None


def outline_level(properties: Element | None) -> int | None:
    """The heading level in the properties of a paragraph or style; 0 for explicit body text."""
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
