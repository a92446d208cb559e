"""Script that builds the shipped templates: `base_report.docx` and those of letters.

They are written from scratch so that nothing in them is unknown: Swedish, A4, real headings and lists, readable sizes
and contrasts (WCAG 2.1, by DOS-lagen). Letters share fonts, lists and settings with the report. Run
`python -m exports.templates.build` after a change; a test compares the files.
"""

import io
import re
import zipfile
from datetime import date
from html import escape

from exports.letter_templates.fields import EXTENSION, MISSIV_KIND, REMINDER
from exports.letter_templates.shipped import BASE_REPORT, shipped
from exports.report.template import HEADER_PLACEHOLDER
from exports.templates import letter_xml
from exports.templates.styles import FONT, styles_xml, theme_xml, with_letter_styles
from exports.writing import zipped

_MADE_ON = date(2026, 1, 1)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"

_CONTENT_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
<Override PartName="/docProps/app.xml" ContentType="{_TYPE}.extended-properties+xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.wordprocessingml.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_TYPE}.wordprocessingml.settings+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.wordprocessingml.numbering+xml"/>
<Override PartName="/word/fontTable.xml" ContentType="{_TYPE}.wordprocessingml.fontTable+xml"/>
<Override PartName="/word/theme/theme1.xml" ContentType="{_TYPE}.theme+xml"/>
<Override PartName="/word/header1.xml" ContentType="{_TYPE}.wordprocessingml.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.wordprocessingml.footer+xml"/>
</Types>"""

_ROOT_RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
<Relationship Id="rId3" Type="{_RELATION}/extended-properties" Target="docProps/app.xml"/>
</Relationships>"""

_DOCUMENT_RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_RELATION}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{_RELATION}/numbering" Target="numbering.xml"/>
<Relationship Id="rId4" Type="{_RELATION}/fontTable" Target="fontTable.xml"/>
<Relationship Id="rId5" Type="{_RELATION}/header" Target="header1.xml"/>
<Relationship Id="rId6" Type="{_RELATION}/footer" Target="footer1.xml"/>
<Relationship Id="rId7" Type="{_RELATION}/theme" Target="theme/theme1.xml"/>
</Relationships>"""

_CORE = f"""<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>Uppföljningsrapport</dc:title><dc:creator>Revisorerna</dc:creator>
<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE_ON}T00:00:00Z</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{_MADE_ON}T00:00:00Z</dcterms:modified>
<dc:language>sv-SE</dc:language>
</cp:coreProperties>"""

_APP = """<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">
<Application>Granska</Application>
</Properties>"""

_DOCUMENT = f"""<w:document {_W} {_R}><w:body>
<w:sectPr>
<w:headerReference w:type="default" r:id="rId5"/>
<w:footerReference w:type="default" r:id="rId6"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1531" w:right="1247" w:bottom="1361" w:left="1247" w:header="709" w:footer="624" w:gutter="0"/>
<w:cols w:space="708"/>
<w:titlePg/>
</w:sectPr>
</w:body></w:document>"""

_SETTINGS = f"""<w:settings {_W}>
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="1304"/>
<w:autoHyphenation/>
<w:consecutiveHyphenLimit w:val="2"/>
<w:hyphenationZone w:val="425"/>
<w:doNotHyphenateCaps/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="http://schemas.microsoft.com/office/word"
 w:val="1"/>
<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
</w:compat>
<w:themeFontLang w:val="sv-SE"/>
<w:decimalSymbol w:val=","/>
<w:listSeparator w:val=";"/>
</w:settings>"""

_FONTS = f"""<w:fonts {_W}><w:font w:name="{FONT}"><w:altName w:val="Liberation Sans"/>
<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>
<w:pitch w:val="variable"/></w:font></w:fonts>"""

_HEADER = f"""<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>
<w:r><w:t>{HEADER_PLACEHOLDER}</w:t></w:r></w:p></w:hdr>"""


def build() -> bytes:
    """Build the bytes of the report's template, always the same."""
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
        "word/document.xml": _DOCUMENT,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _SETTINGS,
        "word/numbering.xml": _numbering(),
        "word/fontTable.xml": _FONTS,
        "word/theme/theme1.xml": theme_xml(),
        "word/header1.xml": _HEADER,
        "word/footer1.xml": _footer(),
    }
    pairs = [(name, (_XML + _on_one_line(xml)).encode()) for name, xml in parts.items()]
    return zipped(pairs, made_on=_MADE_ON, compress=False)


def _numbering() -> str:
    """Build two bullet lists, in running text and, tighter, in table cells; styles refer to them by number."""
    lists = ((1, "ListBullet", 397), (2, "TableListBullet", 227))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:hint="default"/></w:rPr></w:lvl>'
        "</w:abstractNum>"
        for number, style, indent in lists
    )
    used = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _, _ in lists)
    return f"<w:numbering {_W}>{abstract}{used}</w:numbering>"


def _footer() -> str:
    """Build `Sida X (Y)`, both as fields."""
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{letter_xml.run('Sida ')}{letter_xml.field('PAGE')}{letter_xml.run(' (')}{letter_xml.field('NUMPAGES')}"
        "<w:r><w:t>)</w:t></w:r></w:p></w:ftr>"
    )


def _on_one_line(xml: str) -> str:
    """Return `xml` without line breaks."""
    return xml.replace(">\n<", "><").replace("\n", "")


_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LETTERS = {
    MISSIV_KIND: ("Missiv", letter_xml.DOCUMENT),
    REMINDER: ("Påminnelse", letter_xml.REMINDER),
    EXTENSION: ("Beslut om anstånd", letter_xml.EXTENSION),
}
"""Kind → its title, and the part that holds it."""

_HEADERS_AND_FOOTERS = {
    "header1": letter_xml.HEADER,
    "footer1": letter_xml.FOOTER,
    "headerFirst": letter_xml.FIRST_HEADER,
    "footerFirst": letter_xml.FIRST_FOOTER,
}


def build_letter(kind: str = MISSIV_KIND) -> bytes:
    """Build the bytes of the template of a kind of letter, always the same."""
    title, document = _LETTERS[kind]
    with zipfile.ZipFile(io.BytesIO(build())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["docProps/core.xml"] = re.sub("<dc:title>[^<]*", f"<dc:title>{escape(title)}", parts["docProps/core.xml"])
    parts["word/styles.xml"] = with_letter_styles(parts["word/styles.xml"])
    parts["word/document.xml"] = _XML + document
    parts |= {f"word/{name}.xml": _XML + xml for name, xml in _HEADERS_AND_FOOTERS.items()}
    parts["[Content_Types].xml"] = _before_end(
        parts["[Content_Types].xml"],
        *(
            f'<Override PartName="/word/{kind}First.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
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
    """Return `xml` with the elements as the last ones of its root."""
    start, slash, end = xml.rpartition("</")
    return f"{start}{''.join(elements)}{slash}{end}"


if __name__ == "__main__":
    BASE_REPORT.write_bytes(build())
    for each in _LETTERS:
        shipped()[each].write_bytes(build_letter(each))
