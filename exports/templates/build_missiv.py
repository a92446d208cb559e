"""Builds `missiv.docx`, the template of letters to bodies.

Fonts, lists and settings are those of the report's base template, so that the two look like one office's. Run
`python -m exports.templates.build_missiv` after a change here or there; a test compares the two.
"""

import io
import re
import zipfile
from datetime import date
from html import escape

from exports.package import zipped
from exports.templates import letter_body
from exports.templates.build_base import build as build_base
from exports.templates.letter_styles import with_letter_styles
from exports.templating.shipped import MISSIV

_MADE_ON = date(2026, 1, 1)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TITLE = "Missiv"

_HEADERS_AND_FOOTERS = {
    "header1": letter_body.HEADER,
    "footer1": letter_body.FOOTER,
    "headerFirst": letter_body.FIRST_HEADER,
    "footerFirst": letter_body.FIRST_FOOTER,
}


def build() -> bytes:
    """The template's bytes; always the same."""
    with zipfile.ZipFile(io.BytesIO(build_base())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["docProps/core.xml"] = re.sub("<dc:title>[^<]*", f"<dc:title>{escape(_TITLE)}", parts["docProps/core.xml"])
    parts["word/styles.xml"] = with_letter_styles(parts["word/styles.xml"])
    parts["word/document.xml"] = _XML + letter_body.DOCUMENT
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
            for kind, relation in letter_body.FIRST_PAGE_RELATIONS.items()
        ),
    )
    pairs = [(name, xml.encode()) for name, xml in parts.items()]
    return zipped(pairs, made_on=_MADE_ON, compress=False)


def _before_end(xml: str, *elements: str) -> str:
    """`xml` with the elements as the last ones of its root."""
    start, slash, end = xml.rpartition("</")
    return f"{start}{''.join(elements)}{slash}{end}"


if __name__ == "__main__":
    MISSIV.write_bytes(build())
