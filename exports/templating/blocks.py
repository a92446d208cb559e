"""Whether a part's loops and conditions are whole, in place, and name what there is."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from exports.templating.errors import TemplateFault
from exports.templating.expressions import BadExpression, Named, Scope
from exports.templating.tags import LONGEST_TAG, Tag

_ENDS = {"endfor": "for", "endif": "if"}
_BETWEEN = {"else": ("if", "for"), "elif": ("if",)}
_STATEMENTS = ("set", "include", "import", "from", "macro", "call", "extends", "block", "filter", "with", "raw",
               "autoescape", "do", "trans", "colspan", "cellbg", "vm", "hm")  # fmt: skip


_DEEPEST = 15
"""Blocks and alternatives within one another: Python compiles no more than 20 loops, and 100 levels in all."""
_MOST_BRACKETS = 20
_MOST_LOOPS = 6
"""Loops within one another, which are gone through as often as their lists' lengths multiplied."""


class _Open(Struct):
    """A loop or a condition that is not ended yet."""

    tag: Tag
    branches: int = 1
    """It and its `elif`s."""
    variable: str = ""
    hidden: Named | None = None
    """What the loop's variable stood for outside it."""


class PartReader(Struct):
    """Reads the tags of one part in order."""

    scope: Scope
    opened: list[_Open] = []

    def read(self, tag: Tag) -> Iterator[TemplateFault]:
        """What is wrong with `tag` where it stands."""
        if len(tag.raw) > LONGEST_TAG or sum(map(tag.inner.count, "([{")) > _MOST_BRACKETS:
            yield tag.fault("too_deep")
        elif tag.dashed:
            yield tag.fault("forbidden", what="dash")
        elif tag.mark == "#":
            return
        elif tag.mark == "{" or tag.place in {"tc", "r"}:
            yield from self._printed(tag)
        else:
            yield from _placed(tag)
            before = self._is_too_deep()
            yield from self._statement(tag)
            if self._is_too_deep() and not before:
                yield tag.fault("too_deep")

    def unclosed(self) -> Iterator[TemplateFault]:
        """The loops and conditions that were never ended."""
        return (each.tag.fault("unclosed_block", name=each.tag.word) for each in self.opened)

    def _is_too_deep(self) -> bool:
        loops = sum(each.tag.word == "for" for each in self.opened)
        return loops > _MOST_LOOPS or sum(each.branches for each in self.opened) > _DEEPEST

    def _printed(self, tag: Tag) -> Iterator[TemplateFault]:
        if tag.place:
            yield tag.fault("forbidden", what=tag.place)
            return
        try:
            self.scope.printed(tag.inner)
        except BadExpression as bad:
            yield tag.fault(bad.code, **bad.values)

    def _statement(self, tag: Tag) -> Iterator[TemplateFault]:
        rest = tag.inner[len(tag.word) :].strip()
        try:
            if tag.word == "for":
                self._loop(tag, rest)
            elif tag.word == "if":
                self.opened.append(_Open(tag))
                self.scope.decided(rest)
            elif tag.word in _BETWEEN:
                yield from self._between(tag, rest)
            elif tag.word in _ENDS:
                yield from self._ended(tag)
            elif tag.word in _STATEMENTS:
                yield tag.fault("forbidden", what=tag.word)
            else:
                yield tag.fault("syntax", detail=tag.word)
        except BadExpression as bad:
            yield tag.fault(bad.code, **bad.values)

    def _loop(self, tag: Tag, rest: str) -> None:
        opened = _Open(tag)
        self.opened.append(opened)
        opened.variable, named = self.scope.looped(rest)
        opened.hidden = self.scope.loops.get(opened.variable)
        self.scope.loops[opened.variable] = named

    def _between(self, tag: Tag, rest: str) -> Iterator[TemplateFault]:
        if not self.opened or self.opened[-1].tag.word not in _BETWEEN[tag.word]:
            yield tag.fault("unopened_block", name=tag.word)
            return
        yield from _same_place(self.opened[-1].tag, tag)
        if tag.word == "elif":
            self.opened[-1].branches += 1
            self.scope.decided(rest)

    def _ended(self, tag: Tag) -> Iterator[TemplateFault]:
        if not self.opened or self.opened[-1].tag.word != _ENDS[tag.word]:
            yield tag.fault("unopened_block", name=tag.word)
            return
        opened = self.opened.pop()
        yield from _same_place(opened.tag, tag)
        if opened.variable:
            self.scope.loops.pop(opened.variable, None)
            if opened.hidden is not None:
                self.scope.loops[opened.variable] = opened.hidden


def _placed(tag: Tag) -> Iterator[TemplateFault]:
    """What is wrong with where a `{%p` or `{%tr` stands: it takes its paragraph or row away with all that is in it."""
    holder = _holder(tag)
    if holder is None:
        yield tag.fault("misplaced", what="row")
    elif tag.place and _text(holder) != tag.raw:
        yield tag.fault("text_beside_tag")
    elif tag.place and holder.find(f".//{qn('w:sectPr')}") is not None:
        yield tag.fault("misplaced", what="section")


def _same_place(opened: Tag, closed: Tag) -> Iterator[TemplateFault]:
    """A block ends where it began: in the same paragraph, or in a paragraph or row beside it."""
    if opened.place != closed.place or _outside(opened) is not _outside(closed):
        what = "other_place" if opened.place or closed.place else "inline"
        yield closed.fault("misplaced", what=what, name=opened.raw)


def _holder(tag: Tag) -> etree._Element | None:
    """What the tag stands for: its row or its paragraph."""
    if tag.place == "tr":
        return next(tag.paragraph.iterancestors(qn("w:tr")), None)
    return tag.paragraph


def _outside(tag: Tag) -> etree._Element | None:
    """What has to be the same for the two ends of a block."""
    if not tag.place:
        return tag.paragraph
    holder = _holder(tag)
    return holder.getparent() if holder is not None else None


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()
