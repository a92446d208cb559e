"""What the letter's template looks like where it differs from the report's.

Sizes are in half points, distances in twentieths of a point, as Word counts them.
"""

import re

_INK = "1F3864"
_GREY = "404040"
_ADDRESS_COLUMN = 5216
"""Where Swedish letters have date and addressee."""


def _style(style: str, name: str, paragraph: str, run: str = "", *, built_in: bool = False) -> str:
    """A paragraph style. `paragraph` and `run` are its properties as XML, in the order that the schema demands."""
    custom = "" if built_in else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="1"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, size: int, before: int, after: int) -> str:
    return _style(
        f"Heading{level}",
        f"heading {level}",
        "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>"
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        f'<w:b/><w:bCs/><w:color w:val="{_INK}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        built_in=True,
    )


def _spaced(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _sized(size: int, color: str = _GREY) -> str:
    return f'<w:color w:val="{color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_COLUMN = f'<w:ind w:left="{_ADDRESS_COLUMN}"/>'
_HANGING = f'<w:ind w:left="{_ADDRESS_COLUMN + 227}" w:hanging="227"/>'
_WHOLE = "<w:suppressAutoHyphens/>"

_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:uiPriority w:val="1"/>'
    '<w:qFormat/><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:style>'
)

STYLES = {
    "Normal": _NORMAL,
    "ListBullet": _style(
        "ListBullet", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>' + _spaced(0, 60), built_in=True
    ),
    "Heading1": _heading(1, 32, 440, 160),
    "Heading2": _heading(2, 24, 240, 60),
    "Heading3": _heading(3, 22, 200, 60),
    "Sender": _style(
        "Sender", "Sender", f"<w:keepNext/>{_WHOLE}{_spaced(0, 120)}", f"<w:b/><w:bCs/>{_sized(28, _INK)}"
    ),
    "SenderAddress": _style("SenderAddress", "Sender Address", f"{_WHOLE}{_spaced(0, 20)}", _sized(17)),
    "LetterFacts": _style("LetterFacts", "Letter Facts", f"{_WHOLE}{_spaced(0, 40)}{_COLUMN}"),
    "RecipientLabel": _style(
        "RecipientLabel", "Recipient Label", f"<w:keepNext/>{_WHOLE}{_spaced(200, 0)}{_COLUMN}", _sized(20)
    ),
    "Recipient": _style("Recipient", "Recipient", f"<w:keepLines/>{_WHOLE}{_spaced(0, 0)}{_HANGING}"),
    "TableLead": _style("TableLead", "Table Lead", f"<w:keepNext/>{_spaced(120, 100)}"),
    "OwnText": _style("OwnText", "Own Text", _spaced(140, 60)),
    "Closing": _style("Closing", "Closing", f"<w:keepNext/>{_spaced(320, 0)}", built_in=True),
    "Signature": _style(
        "Signature", "Signature", f"<w:keepNext/><w:keepLines/>{_WHOLE}{_spaced(480, 0)}", built_in=True
    ),
    "SignatureTitle": _style(
        "SignatureTitle", "Signature Title", f"<w:keepNext/><w:keepLines/>{_WHOLE}{_spaced(0, 0)}", _sized(20, "404040")
    ),
    "Enclosure": _style("Enclosure", "Enclosure", f"<w:keepLines/>{_spaced(0, 20)}"),
}
"""Style id → style. Those that the report has too are replaced."""


def with_letter_styles(styles: str) -> str:
    """The part `word/styles.xml` of the report's template with the letter's own styles in it."""
    for name in STYLES:
        styles = re.sub(rf'<w:style [^>]*w:styleId="{name}">.*?</w:style>', "", styles, flags=re.DOTALL)
    before, end, after = styles.rpartition("</w:styles>")
    return f"{before}{''.join(STYLES.values())}{end}{after}"
