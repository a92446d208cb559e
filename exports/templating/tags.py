"""The tags of a template, each with the paragraph it was found in, as its author sees them in Word."""

import copy
import re
from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from exports.templating.errors import TemplateFault
from exports.templating.package_check import TextPart

MOST_TAGS = 2_000
LONGEST_TAG = 500
"""Characters; Python cannot compile any number of operators within one another."""
_PIECE = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}|\{#.{0,2000}?#\}|\{\{|\{%|\{#|\}\}|%\}|#\}", re.DOTALL)
_TAG = re.compile(r"\{(?P<mark>[{%#])(?P<place>tr|tc|p|r)?(?P<dash>-?)(?P<inner>.*?)(?P<end>-?)[}%#]\}", re.DOTALL)
_HIDDEN = re.compile(r"\{[{%#][^<>]*")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


class Tag(Struct, frozen=True):
    """A tag as its author wrote it."""

    part: TextPart
    number: int
    """The paragraph's, counted from 1 in its part."""
    paragraph: etree._Element
    line: str
    """The paragraph's text."""
    raw: str
    mark: str
    """`{` prints, `%` decides, `#` is a comment."""
    place: str
    """`p` stands for its paragraph, `tr` for its row, `` for itself; `tc` and `r` are not used here."""
    inner: str
    """What stands between the marks."""
    dashed: bool
    """Whether it swallows what stands before or after it."""

    @property
    def word(self) -> str:
        """Its first word, such as `for` or `endif`."""
        return next(iter(self.inner.split()), "")

    def fault(self, code: str, **values: str) -> TemplateFault:
        """That something is wrong with it."""
        return TemplateFault(code, self.part.where, self.number, self.line, self.raw, values)


def tags_of(part: TextPart) -> Iterator[Tag | TemplateFault]:
    """The part's tags in order, and those that are torn or not whole."""
    for number, paragraph in enumerate(part.root.iter(qn("w:p")), start=1):
        pieces = _texts(paragraph)
        line = "".join(text.text or "" for text in pieces)
        for found in _PIECE.finditer(line):
            raw = found[0]
            if len(raw) == len("{{"):
                code = "unclosed_tag" if raw[0] == "{" else "unopened_tag"
                begun = line[found.start() : found.start() + LONGEST_TAG] if raw[0] == "{" else raw
                yield TemplateFault(code, part.where, number, line, begun)
            elif _torn(pieces, found.start(), found.end()):
                yield TemplateFault("split_tag", part.where, number, line, raw)
            else:
                yield _tag(part, number, paragraph, line, raw)


def has_too_many(parts: Iterable[TextPart]) -> bool:
    """Whether some parts together have more than :data:`MOST_TAGS`, by the braces in them."""
    texts = (text.text or "" for part in parts for text in part.root.iter(qn("w:t")))
    return sum(text.count("{") + text.count("}") for text in texts) > MOST_TAGS * len("{{}}")


def hidden_tag(part: TextPart) -> str | None:
    """A tag that stands where nobody sees it: in an attribute, a field's code or a deleted text."""
    seen = copy.deepcopy(part.root)
    for text in seen.iter(qn("w:t")):
        text.text = ""
    found = _HIDDEN.search(etree.tostring(seen, encoding="unicode"))
    return found[0] if found else None


def _tag(part: TextPart, number: int, paragraph: etree._Element, line: str, raw: str) -> Tag:
    taken = _TAG.fullmatch(raw)
    place = taken["place"] or "" if taken else ""
    inner = taken["inner"] if taken else raw[2:-2]
    if place and inner[:1] not in {" ", ""}:
        place, inner = "", place + inner
    dashed = bool(taken and (taken["dash"] or taken["end"]))
    return Tag(part, number, paragraph, line, raw, raw[1], place, inner.strip().translate(_QUOTES), dashed)


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """The pieces of text that belong to the paragraph itself, not to one inside it."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p")), None) is paragraph]


def _torn(pieces: list[etree._Element], start: int, end: int) -> bool:
    """Whether the characters from `start` to `end` lie in runs that do not stand beside each other."""
    holders, at = set(), 0
    for piece in pieces:
        length = len(piece.text or "")
        if at < end and at + length > start:
            run = piece.getparent()
            holders.add(run.getparent() if run is not None else None)
        at += length
    return len(holders) > 1
