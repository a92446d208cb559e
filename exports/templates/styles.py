"""Styles and theme of the shipped templates.

Sizes are in half points, distances in twentieths of a point, as Word counts them. Our styles name their own colours,
but Word expects a theme in every file, and offers its colours to those who edit it.
"""

import re

from msgspec import Struct

FONT = "Arial"
"""On every Windows and Mac; elsewhere Liberation Sans has the same widths, so that pages break alike."""

_INK = "1F3864"
"""Headings: 11.6:1 on white."""
_GREY = "404040"
_HEADER_FILL = "D9E2F3"
_LINE = "8EA3C4"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


class ParagraphStyle(Struct, frozen=True):
    """A paragraph style."""

    id: str
    name: str
    """English for the built-in ones: programs show them in the reader's language."""
    size: int | None = None
    bold: bool = False
    italic: bool = False
    color: str | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    """Line spacing in 240ths of a line."""
    align: str | None = None
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    hyphens: bool = True
    list_number: int | None = None
    left: int = 0
    hanging: int = 0
    leader_tab: int | None = None
    border: str | None = None
    """`top` or `bottom`."""
    outline: int | None = None
    """Heading level counted from 0."""
    based_on: str | None = "Normal"
    following: str | None = None

    @property
    def built_in(self) -> bool:
        """Return true for the styles of word processors, whose names are mostly in lower case."""
        return self.name in {"Normal", "Title", "Subtitle", "TOC Heading", "List Bullet", "Signature", "Closing"} or (
            self.name == self.name.lower()
        )


def _heading(level: int, size: int, before: int, after: int, *, page_break: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"Heading{level}", f"heading {level}", size=size, bold=True, color=_INK, before=before, after=after,
        line=240, keep_next=True, keep_lines=True, page_break=page_break, hyphens=False, outline=level - 1,
        following="Normal",
    )  # fmt: skip


def _contents(level: int, *, before: int, bold: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"TOC{level}", f"toc {level}", bold=bold, before=before, after=20, line=240, hyphens=False,
        left=(level - 1) * 284, leader_tab=9412,
    )  # fmt: skip


_REPORT_STYLES = (
    ParagraphStyle("Normal", "Normal", size=22, after=140, line=276, based_on=None),
    ParagraphStyle("Title", "Title", size=52, bold=True, color=_INK, before=4200, after=240, line=240,
                   keep_next=True, hyphens=False, following="Subtitle"),
    ParagraphStyle("Subtitle", "Subtitle", size=30, color=_GREY, after=120, line=240, keep_next=True,
                   hyphens=False, following="Normal"),
    ParagraphStyle("CoverDate", "Cover Date", size=24, color=_GREY, after=120),
    ParagraphStyle("DraftMark", "Draft Mark", size=32, bold=True, color="9C0006", before=480),
    _heading(1, 36, 0, 240, page_break=True),
    _heading(2, 28, 440, 140),
    _heading(3, 24, 300, 100),
    _heading(4, 22, 240, 100),
    ParagraphStyle("TOCHeading", "TOC Heading", size=36, bold=True, color=_INK, after=200, line=240,
                   keep_next=True, page_break=True, hyphens=False, following="Normal"),
    _contents(1, before=120, bold=True),
    _contents(2, before=60),
    _contents(3, before=0),
    ParagraphStyle("ListBullet", "List Bullet", after=110, list_number=1),
    ParagraphStyle("Caption", "caption", size=20, bold=True, color=_INK, before=200, after=80, line=240,
                   keep_next=True, hyphens=False),
    ParagraphStyle("TableText", "Table Text", size=20, before=20, after=60, line=252),
    ParagraphStyle("TableHeading", "Table Heading", bold=True, color=_INK, before=40, line=240, keep_next=True,
                   based_on="TableText"),
    ParagraphStyle("TableNumberHeading", "Table Number Heading", align="right", based_on="TableHeading"),
    ParagraphStyle("TableNumber", "Table Number", align="right", based_on="TableText"),
    ParagraphStyle("TableListBullet", "Table List Bullet", list_number=2, based_on="TableText"),
    ParagraphStyle("Header", "header", size=18, color=_GREY, after=0, line=240, border="bottom",
                   hyphens=False),
    ParagraphStyle("Footer", "footer", size=18, color=_GREY, after=0, line=240, align="right"),
    ParagraphStyle("Signature", "Signature", before=560, after=0, keep_next=True, keep_lines=True, hyphens=False),
    ParagraphStyle("SignatureTitle", "Signature Title", size=20, color=_GREY, after=0, keep_lines=True),
    ParagraphStyle("Disclaimer", "Disclaimer", size=20, color=_GREY, before=480, line=252, border="top"),
)  # fmt: skip


_ADDRESS_COLUMN = 5216
"""Position of date and addressee in Swedish letters."""


def _letter_heading(level: int, size: int, before: int, after: int) -> ParagraphStyle:
    return ParagraphStyle(
        f"Heading{level}", f"heading {level}", size=size, bold=True, color=_INK, before=before, after=after,
        line=240, keep_next=True, keep_lines=True, hyphens=False, outline=level - 1,
    )  # fmt: skip


_LETTER_STYLES = (
    ParagraphStyle("Normal", "Normal", size=22, after=120, line=264, based_on=None),
    ParagraphStyle("ListBullet", "List Bullet", before=0, after=60, list_number=1),
    _letter_heading(1, 32, 440, 160),
    _letter_heading(2, 24, 240, 60),
    _letter_heading(3, 22, 200, 60),
    ParagraphStyle("Sender", "Sender", size=28, bold=True, color=_INK, before=0, after=120, keep_next=True,
                   hyphens=False),
    ParagraphStyle("SenderAddress", "Sender Address", size=17, color=_GREY, before=0, after=20, hyphens=False),
    ParagraphStyle("LetterFacts", "Letter Facts", before=0, after=40, hyphens=False, left=_ADDRESS_COLUMN),
    ParagraphStyle("RecipientLabel", "Recipient Label", size=20, color=_GREY, before=200, after=0, keep_next=True,
                   hyphens=False, left=_ADDRESS_COLUMN),
    ParagraphStyle("Recipient", "Recipient", before=0, after=0, keep_lines=True, hyphens=False,
                   left=_ADDRESS_COLUMN + 227, hanging=227),
    ParagraphStyle("TableLead", "Table Lead", before=120, after=100, keep_next=True),
    ParagraphStyle("OwnText", "Own Text", before=140, after=60),
    ParagraphStyle("Closing", "Closing", before=320, after=0, keep_next=True),
    ParagraphStyle("Signature", "Signature", before=480, after=0, keep_next=True, keep_lines=True, hyphens=False),
    ParagraphStyle("SignatureTitle", "Signature Title", size=20, color=_GREY, before=0, after=0, keep_next=True,
                   keep_lines=True, hyphens=False),
    ParagraphStyle("Enclosure", "Enclosure", before=0, after=20, keep_lines=True),
)  # fmt: skip
"""Those that the report has too are replaced."""


def styles_xml() -> str:
    """Return the part `word/styles.xml` of the report's template."""
    return (
        f"<w:styles {_W}>{_DEFAULTS}{''.join(_paragraph_style(style) for style in _REPORT_STYLES)}"
        f"{_CHARACTER_AND_LIST}{_TABLES}</w:styles>"
    )


def with_letter_styles(styles: str) -> str:
    """Return the part `word/styles.xml` of the report's template with the letter's own styles in it."""
    for style in _LETTER_STYLES:
        styles = re.sub(rf'<w:style [^>]*w:styleId="{style.id}">.*?</w:style>', "", styles, flags=re.DOTALL)
    before, end, after = styles.rpartition("</w:styles>")
    return f"{before}{''.join(map(_paragraph_style, _LETTER_STYLES))}{end}{after}"


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" '
    f'w:cs="{FONT}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
)

_CHARACTER_AND_LIST = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)

_CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="96" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="96" w:type="dxa"/></w:tblCellMar>'
)

_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_CELL_MARGINS}</w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + f"</w:tblBorders>{_CELL_MARGINS}</w:tblPr>"
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_HEADER_FILL}"/>'
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{_INK}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
    "</w:style>"
)


def _paragraph_style(style: ParagraphStyle) -> str:
    default = ' w:default="1"' if style.id == "Normal" else ""
    custom = "" if style.built_in else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}'
        f'{following}<w:uiPriority w:val="1"/><w:qFormat/><w:pPr>{_paragraph_properties(style)}</w:pPr>'
        f"<w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: ParagraphStyle) -> str:
    """Return the children of `w:pPr`, in the order of the schema (ECMA-376-1, 17.3.1.26)."""
    spacing = {"before": style.before, "after": style.after, "line": style.line}
    indent = {"left": style.left, "hanging": style.hanging}
    parts = (
        (style.keep_next, "<w:keepNext/>"),
        (style.keep_lines, "<w:keepLines/>"),
        (style.page_break, "<w:pageBreakBefore/>"),
        (style.list_number, f'<w:numPr><w:numId w:val="{style.list_number}"/></w:numPr>'),
        (style.border, f'<w:pBdr><w:{style.border} w:val="single" w:sz="4" w:space="6" w:color="{_LINE}"/></w:pBdr>'),
        (style.leader_tab, f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{style.leader_tab}"/></w:tabs>'),
        (not style.hyphens, "<w:suppressAutoHyphens/>"),
        (any(value is not None for value in spacing.values()), _spacing(spacing)),
        (any(indent.values()), "<w:ind" + "".join(f' w:{k}="{v}"' for k, v in indent.items() if v) + "/>"),
        (style.align, f'<w:jc w:val="{style.align}"/>'),
        (style.outline is not None, f'<w:outlineLvl w:val="{style.outline}"/>'),
    )
    return "".join(xml for wanted, xml in parts if wanted)


def _spacing(spacing: dict[str, int | None]) -> str:
    values = "".join(f' w:{name}="{value}"' for name, value in spacing.items() if value is not None)
    rule = ' w:lineRule="auto"' if spacing["line"] is not None else ""
    return f"<w:spacing{values}{rule}/>"


def _run_properties(style: ParagraphStyle) -> str:
    """Return the children of `w:rPr`, in the order of the schema (ECMA-376-1, 17.3.2.28)."""
    parts = (
        (style.bold, "<w:b/><w:bCs/>"),
        (style.italic, "<w:i/><w:iCs/>"),
        (style.color, f'<w:color w:val="{style.color}"/>'),
        (style.size, f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'),
    )
    return "".join(xml for wanted, xml in parts if wanted)


CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
PART = "/word/theme/theme1.xml"

_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F3864", "lt2": "D9E2F3", "accent1": "1F3864", "accent2": "2E7D32",
    "accent3": "B26A00", "accent4": "9C0006", "accent5": "5B6B86", "accent6": _GREY, "hlink": "1F3864",
    "folHlink": "5B3A74",
}  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_THEME_LINE = f'<a:ln w="6350">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_xml() -> str:
    """Return the part `word/theme/theme1.xml`."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = "".join(
        f'<a:{use}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/></a:{use}Font>'
        for use in ("major", "minor")
    )
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Granska"><a:themeElements>'
        f'<a:clrScheme name="Granska">{colours}</a:clrScheme><a:fontScheme name="Granska">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Granska"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_THEME_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
