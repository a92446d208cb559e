"""What is wrong with a template, told so that its author finds the place in Word."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from jinja2 import TemplateError
from lxml import etree

from exports.errors import ExportError, TemplateBroken
from exports.template import STYLES, open_template
from exports.templating.blocks import PartReader
from exports.templating.errors import TemplateFault
from exports.templating.expressions import Scope
from exports.templating.fields import LETTER_FIELDS, MISSIV_FIELDS, Field
from exports.templating.package_check import NotATemplate, TextPart, has_page_settings, text_parts
from exports.templating.reading import check_printed, part_texts, texts_at
from exports.templating.render import LetterTemplate
from exports.templating.sample import empty_sample, full_sample
from exports.templating.tags import MOST_TAGS, Tag, has_too_many, hidden_tag, tags_of

_ANY_DAY = date(2026, 1, 1)
_REPORT = "report"


def lint_template(kind: str, content: bytes) -> tuple[TemplateFault, ...]:
    """The faults of a template of the `kind` `report`, `missiv`, `reminder` or `extension`; none when it can be used.

    Raises:
        KeyError: there is no such kind.
    """
    fields = LETTER_FIELDS[kind] if kind != _REPORT else ()
    try:
        parts = text_parts(content)
        return tuple(_letter_faults(content, parts, fields) if fields else _report_faults(content, parts))
    except NotATemplate as found:
        return found.faults


def fields_used(content: bytes, fields: Sequence[Field] = MISSIV_FIELDS) -> frozenset[str]:
    """The fields that a letter's template without faults prints as they are, as paths: `office`, `signers.name`."""
    scope = Scope(fields)
    for part in text_parts(content):
        tuple(_part_faults(part, scope))
    return frozenset(scope.used)


def _letter_faults(content: bytes, parts: tuple[TextPart, ...], fields: Sequence[Field]) -> Iterator[TemplateFault]:
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
    reader = PartReader(scope)
    for found in tags_of(part):
        if isinstance(found, Tag) and part.where == "note":
            yield found.fault("misplaced", what="note")
        elif isinstance(found, Tag):
            yield from reader.read(found)
        else:
            yield found
    yield from reader.unclosed()


def _rendering_faults(content: bytes, fields: Sequence[Field]) -> Iterator[TemplateFault]:
    """Fill the template in with everything known, and with nothing known, and see that nothing is lost."""
    try:
        template, lost = LetterTemplate(content), set()
        for data in (full_sample(fields), empty_sample(fields)):
            rendered = template.fill(data, title="Titel", author="Kontor", made_on=_ANY_DAY)
            found = part_texts(rendered.data, rendered.printed)
            check_printed(found, rendered.printed)
            lost |= {path for path in fields_used(content, fields) if not _stands(found, data, path)}
        yield from (
            TemplateFault("not_rendered", values={"detail": "text_lost", "name": path}) for path in sorted(lost)
        )
    except (TemplateError, ExportError, etree.LxmlError, KeyError, ValueError, RecursionError, SyntaxError) as error:
        yield TemplateFault("not_rendered", values={"detail": str(error) or type(error).__name__})


def _stands(found: Mapping[str, str], data: Mapping[str, Any], path: str) -> bool:
    """Whether all texts of a field stand in the letter, not only some of them."""
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
    """The names of a Word file's styles, as the file has them."""
    styles = docx.Document(io.BytesIO(content)).styles.element
    return [str(name.get(qn("w:val"))) for name in styles.iter(qn("w:name"))]
