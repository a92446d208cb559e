"""Builds `missiv.docx`, `reminder.docx` and `extension.docx`, the templates of letters to bodies.

Fonts, lists and settings are those of the report's base template, so that the two look like one office's. Run
`python -m exports.templates.build_missiv` after a change here or there; a test compares them.
"""

import io
import re
import zipfile
from datetime import date
from html import escape

from exports.package import zipped
from exports.templates import following_body, letter_body, letter_xml
from exports.templates.build_base import build as build_base
from exports.templates.letter_styles import with_letter_styles
from exports.templating.fields import EXTENSION, MISSIV_KIND, REMINDER
from exports.templating.shipped import shipped

_MADE_ON = date(2026, 1, 1)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LETTERS = {
    MISSIV_KIND: ("Missiv", letter_body.DOCUMENT),
    REMINDER: ("Påminnelse", following_body.REMINDER),
    EXTENSION: ("Beslut om anstånd", following_body.EXTENSION),
}
"""Kind → its title, and the part that holds it."""

_HEADERS_AND_FOOTERS = {
    "header1": letter_xml.HEADER,
    "footer1": letter_xml.FOOTER,
    "headerFirst": letter_xml.FIRST_HEADER,
    "footerFirst": letter_xml.FIRST_FOOTER,
}


def build(kind: str = MISSIV_KIND) -> bytes:
    """The bytes of a kind's template; always the same."""
    title, document = _LETTERS[kind]
    with zipfile.ZipFile(io.BytesIO(build_base())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["docProps/core.xml"] = re.sub("<dc:title>[^<]*", f"<dc:title>{escape(title)}", parts["docProps/core.xml"])
    parts["word/styles.xml"] = with_letter_styles(parts["word/styles.xml"])
    parts["word/document.xml"] = _XML + document
    parts |= {f"word/{name}.xml": _XML + xml for name, xml in _HEADERS_AND_FOOTERS.items()}
    parts["[Content_Types].xml"] = _before_end(
        parts["[Content_Types].xml"],
        *(
            f'<Override PartName="/word/{kind}First.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for kind in ("header", "footer")
        ),
    )
    parts["word/_rels/document.xml.rels"] = _before_end(
        parts["word/_rels/document.xml.rels"],
        *(
            f'<Relationship Id="{relation}" Type="{_RELATION}/{kind}" Target="{kind}First.xml"/>'
            for kind, relation in letter_xml.FIRST_PAGE_RELATIONS.items()
        ),
    )
    pairs = [(name, xml.encode()) for name, xml in parts.items()]
    return zipped(pairs, made_on=_MADE_ON, compress=False)


def _before_end(xml: str, *elements: str) -> str:
    """`xml` with the elements as the last ones of its root."""
    start, slash, end = xml.rpartition("</")
    return f"{start}{''.join(elements)}{slash}{end}"


if __name__ == "__main__":
    for each in _LETTERS:
        shipped()[each].write_bytes(build(each))
