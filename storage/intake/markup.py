"""Small helpers for the markup inside a Word file.

Elements are told apart by their local name: the same document may be written in the transitional or in the
strict namespace, and nothing else in a Word file shares the names used here.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_OFF = {"0", "false", "off", "none"}


def local(element: Element) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along `path` of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The direct children called `name`."""
    return (found for found in (() if element is None else element) if local(found) == name)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """The attribute with this local name, or None."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number(element: Element | None, name: str = "val") -> int | None:
    """The attribute as a whole number; None where it is missing or no number."""
    text = attribute(element, name)
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:b` is there and not turned off."""
    return element is not None and (attribute(element) or "1").lower() not in _OFF
