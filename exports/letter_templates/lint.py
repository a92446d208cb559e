"""Faults of templates, with the places where their authors find them in Word."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from jinja2 import TemplateError
from lxml import etree
from msgspec import Struct

from exports.errors import ExportError, TemplateBroken
from exports.letter_templates.errors import TemplateFault
from exports.letter_templates.expressions import BadExpression, FieldPath, Scope
from exports.letter_templates.fields import MISSIV_FIELDS, Placeholder, PlaceholderKind
from exports.letter_templates.render import LetterTemplate, check_printed, part_texts, texts_at
from exports.letter_templates.tags import (
    LONGEST_TAG,
    MOST_TAGS,
    NotATemplate,
    Tag,
    TextPart,
    has_page_settings,
    has_too_many,
    hidden_tag,
    tags_of,
    text_parts,
)
from exports.report.template import STYLES, open_template

_ENDS = {"endfor": "for", "endif": "if"}
_BETWEEN = {"else": ("if", "for"), "elif": ("if",)}
_STATEMENTS = ("set", "include", "import", "from", "macro", "call", "extends", "block", "filter", "with", "raw",
               "autoescape", "do", "trans", "colspan", "cellbg", "vm", "hm")  # fmt: skip


_DEEPEST = 15
"""Blocks and alternatives within one another: Python compiles no more than 20 loops, and 100 levels in all."""
_MOST_BRACKETS = 20
_MOST_LOOPS = 6
"""Loops within one another, whose lengths multiply."""


class _Open(Struct):
    """A loop or a condition without its end so far."""

    tag: Tag
    branches: int = 1
    """Number of alternatives: itself and its `elif`s."""
    variable: str = ""
    hidden: FieldPath | None = None
    """Field of the same variable outside the loop."""


class _PartReader(Struct):
    """Reads the tags of one part in order."""

    scope: Scope
    opened: list[_Open] = []

    def read(self, tag: Tag) -> Iterator[TemplateFault]:
        """Yield the faults of `tag` in its place."""
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
        """Return faults for the loops and conditions without an end."""
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
    """Yield faults in the place of a `{%p` or `{%tr`, which removes its whole paragraph or row."""
    holder = _holder(tag)
    if holder is None:
        yield tag.fault("misplaced", what="row")
    elif tag.place and _text(holder) != tag.raw:
        yield tag.fault("text_beside_tag")
    elif tag.place and holder.find(f".//{qn('w:sectPr')}") is not None:
        yield tag.fault("misplaced", what="section")


def _same_place(opened: Tag, closed: Tag) -> Iterator[TemplateFault]:
    """Yield a fault unless a block ends where it began: in the same paragraph, or in a paragraph or row beside it."""
    if opened.place != closed.place or _outside(opened) is not _outside(closed):
        what = "other_place" if opened.place or closed.place else "inline"
        yield closed.fault("misplaced", what=what, name=opened.raw)


def _holder(tag: Tag) -> etree._Element | None:
    """Return the row or paragraph that the tag replaces."""
    if tag.place == "tr":
        return next(tag.paragraph.iterancestors(qn("w:tr")), None)
    return tag.paragraph


def _outside(tag: Tag) -> etree._Element | None:
    """Return the element that has to be the same for both ends of a block."""
    if not tag.place:
        return tag.paragraph
    holder = _holder(tag)
    return holder.getparent() if holder is not None else None


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()


_ALWAYS = ("office", "date", "place_and_date", "title")
"""Fields that every letter has."""


def full_sample(fields: Sequence[Placeholder] = MISSIV_FIELDS) -> Mapping[str, Any]:
    """Return data with every field known, each text unique; of two members of a list the first has its flags set."""
    return _filled(fields, "", {field.name: True for field in fields})


def empty_sample(fields: Sequence[Placeholder] = MISSIV_FIELDS) -> Mapping[str, Any]:
    """Return data with the fields alone that no letter is without."""
    return {field.name: _nothing(field) for field in fields if field.kind is not PlaceholderKind.PICTURE}


def _filled(fields: Sequence[Placeholder], path: str, flags: dict[str, bool]) -> Mapping[str, Any]:
    known = (field for field in fields if field.kind is not PlaceholderKind.PICTURE)
    return {field.name: _value(field, f"{path} {field.name}".strip(), flags) for field in known}


def _value(field: Placeholder, path: str, flags: dict[str, bool]) -> object:
    match field.kind:
        case PlaceholderKind.FLAG:
            return flags[field.name]
        case PlaceholderKind.LINES:
            return (f"{path} 1", f"{path} 2")
        case PlaceholderKind.RECORDS:
            return tuple(_filled(field.members, f"{path} {n}", flags | _flags(field, first=n == 1)) for n in (1, 2))
        case _:
            return f"{path} 0" if flags.get(field.only_when, True) else None


def _flags(field: Placeholder, *, first: bool) -> dict[str, bool]:
    return {member.name: first for member in field.members if member.kind is PlaceholderKind.FLAG}


def _nothing(field: Placeholder) -> object:
    if field.kind is PlaceholderKind.FLAG:
        return False
    if field.is_list:
        return ()
    return f"{field.name} 0" if field.name in _ALWAYS else None


_ANY_DAY = date(2026, 1, 1)


def letter_faults(content: bytes, fields: Sequence[Placeholder]) -> tuple[TemplateFault, ...]:
    """Return the faults of a letter's template that may print the `fields`."""
    try:
        return tuple(_letter_faults(content, text_parts(content), fields))
    except NotATemplate as found:
        return found.faults


def report_faults(content: bytes) -> tuple[TemplateFault, ...]:
    """Return the faults of a report's template."""
    try:
        return tuple(_report_faults(content, text_parts(content)))
    except NotATemplate as found:
        return found.faults


def fields_used(content: bytes, fields: Sequence[Placeholder] = MISSIV_FIELDS) -> frozenset[str]:
    """Return the fields that a faultless template prints unchanged, as paths: `office`, `signers.name`."""
    scope = Scope(fields)
    for part in text_parts(content):
        tuple(_part_faults(part, scope))
    return frozenset(scope.used)


def _letter_faults(
    content: bytes, parts: tuple[TextPart, ...], fields: Sequence[Placeholder]
) -> Iterator[TemplateFault]:
    if has_too_many(parts):
        yield TemplateFault("too_many_tags", values={"most": str(MOST_TAGS)})
        return
    faults = [fault for part in parts for fault in _part_faults(part, Scope(fields))]
    yield from faults
    if not faults:
        yield from _rendering_faults(content, fields)


def _part_faults(part: TextPart, scope: Scope) -> Iterator[TemplateFault]:
    if (hidden := hidden_tag(part)) is not None:
        yield TemplateFault("forbidden", part.where, tag=hidden, values={"what": "hidden"})
    reader = _PartReader(scope)
    for found in tags_of(part):
        if isinstance(found, Tag) and part.where == "note":
            yield found.fault("misplaced", what="note")
        elif isinstance(found, Tag):
            yield from reader.read(found)
        else:
            yield found
    yield from reader.unclosed()


def _rendering_faults(content: bytes, fields: Sequence[Placeholder]) -> Iterator[TemplateFault]:
    """Yield faults of filling the template in with every field known, and with none, such as lost texts."""
    try:
        template, lost = LetterTemplate(content), set()
        for data in (full_sample(fields), empty_sample(fields)):
            rendered = template.fill(data, title="Titel", author="Kontor", made_on=_ANY_DAY)
            found = part_texts(rendered.data, rendered.printed)
            check_printed(found, rendered.printed)
            lost |= {path for path in fields_used(content, fields) if not _is_complete(found, data, path)}
        yield from (
            TemplateFault("not_rendered", values={"detail": "text_lost", "name": path}) for path in sorted(lost)
        )
    except (TemplateError, ExportError, etree.LxmlError, KeyError, ValueError, RecursionError, SyntaxError) as error:
        yield TemplateFault("not_rendered", values={"detail": str(error) or type(error).__name__})


def _is_complete(found: Mapping[str, str], data: Mapping[str, Any], path: str) -> bool:
    """Return true if all texts of a field are in the letter, not only some of them."""
    everything = "\n".join(found.values())
    return all(text in everything for text in texts_at(data, path))


def _report_faults(content: bytes, parts: tuple[TextPart, ...]) -> Iterator[TemplateFault]:
    if not has_page_settings(parts[0]):
        yield TemplateFault("no_body_section", "body")
    try:
        names = {name.casefold() for name in style_names(content)}
        missing = [style for style in STYLES if style.casefold() not in names]
        yield from (TemplateFault("missing_style", values={"style": style}) for style in missing)
        if not missing:
            open_template(content)
    except (TemplateBroken, OpcError, etree.LxmlError, KeyError, ValueError) as error:
        yield TemplateFault("damaged", values={"detail": type(error).__name__})


def style_names(content: bytes) -> list[str]:
    """Return the names of a Word file's styles as they are written."""
    styles = docx.Document(io.BytesIO(content)).styles.element
    return [str(name.get(qn("w:val"))) for name in styles.iter(qn("w:name"))]
