"""What stands in the letter's template: its fixed words, its fields, its header and footer."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

FIRST_PAGE_RELATIONS = {"header": "rId21", "footer": "rId22"}
"""Relationship ids of the first page's header and footer; those of the other pages are the report's."""

_WIDTH = 9412
_NUMBER_WIDTH = 850
_STATUS_WIDTH = 1900


def _paragraph(style: str, *runs: str) -> str:
    drawn = "".join(runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{drawn}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _said(style: str, text: str) -> str:
    return _paragraph(style, _run(text))


def _tag(tag: str) -> str:
    """A paragraph that stands for nothing but its tag."""
    return _said("Normal", f"{{%p {tag} %}}")


def _when(condition: str, *content: str) -> str:
    return _tag(f"if {condition}") + "".join(content) + _tag("endif")


def _each(name: str, of: str, *content: str) -> str:
    return _tag(f"for {name} in {of}") + "".join(content) + _tag("endfor")


def _text(field: str, style: str = "Normal", item_style: str = "ListBullet") -> str:
    """A text of several paragraphs, its list items as a list."""
    text = "{{ stycke.text }}"
    return _each(
        "stycke",
        field,
        _tag("if stycke.item") + _said(item_style, text) + _tag("else") + _said(style, text) + _tag("endif"),
    )


def _section(field: str, heading: str, *content: str) -> str:
    return _when(field, _said("Heading2", heading), *content)


def _lines(field: str, heading: str) -> str:
    return _section(field, heading, _each("rad", field, _said("Enclosure", "{{ rad }}")))


def _field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _row(cells: tuple[str, ...], widths: tuple[int, ...], rules: str = "<w:cantSplit/>") -> str:
    drawn = "".join(_cell(width, cell) for width, cell in zip(widths, cells, strict=True))
    return f"<w:tr><w:trPr>{rules}</w:trPr>{drawn}</w:tr>"


def _loop_row(tag: str, widths: tuple[int, ...]) -> str:
    """A row that stands for nothing but its tag; its other cells are empty."""
    first, *others = widths
    cells = _cell(first, _said("TableText", f"{{%tr {tag} %}}")) + "".join(
        _cell(width, _paragraph("TableText")) for width in others
    )
    return f"<w:tr>{cells}</w:tr>"


def _table(widths: tuple[int, ...], headers: tuple[str, ...], cells: tuple[str, ...]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = tuple(_said("TableHeading", text) for text in headers)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="Rekommendationer och frågor"/>'
        '<w:tblDescription w:val="En rad för varje rekommendation eller fråga: nummer och text, i brev med en '
        f'uppföljning också bedömning."/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + _row(header, widths, "<w:cantSplit/><w:tblHeader/>")
        + _loop_row("for rad in tabell.rows", widths)
        + _row(cells, widths)
        + _loop_row("endfor", widths)
        + "</w:tbl>"
    )


_NUMBER = _said("TableText", "{{ rad.number }}")
_ROW_TEXT = _text("rad.text", "TableText", "TableListBullet")
_JUDGED = _table(
    (_NUMBER_WIDTH, _WIDTH - _NUMBER_WIDTH - _STATUS_WIDTH, _STATUS_WIDTH),
    ("Nr", "{{ tabell.column }}", "Bedömning"),
    (_NUMBER, _ROW_TEXT, _said("TableText", "{{ rad.status }}")),
)
_PLAIN = _table((_NUMBER_WIDTH, _WIDTH - _NUMBER_WIDTH), ("Nr", "{{ tabell.column }}"), (_NUMBER, _ROW_TEXT))

_BODY = "".join((
    _said("LetterFacts", "{{ place_and_date }}"),
    _when("registry_number", _said("LetterFacts", "Diarienummer: {{ registry_number }}")),
    _each(
        "grupp",
        "recipients",
        _said("RecipientLabel", "{{ grupp.label }}"),
        _each("namn", "grupp.names", _said("Recipient", "{{ namn }}")),
    ),
    _said("Heading1", "{{ title }}"),
    _text("opening"),
    _text("information"),
    _section("purpose", "Syfte", _text("purpose")),
    _when("judgement or grounds", _said("Heading2", "Samlad bedömning"), _text("judgement"), _text("grounds")),
    _section("tables_heading", "{{ tables_heading }}"),
    _each(
        "tabell",
        "tables",
        _when("tabell.heading", _said("Heading3", "{{ tabell.heading }}")),
        _when("tabell.lead", _said("TableLead", "{{ tabell.lead }}")),
        _tag("if tabell.judged") + _JUDGED + _tag("else") + _PLAIN + _tag("endif"),
    ),
    _text("own_text", "OwnText"),
    _section(
        "has_answer",
        "Svar",
        _text("answer_request"),
        _text("demands"),
        _text("answer_contents"),
        _text("answer_how"),
    ),
    _when("closing_formula", _said("Closing", "{{ closing_formula }}")),
    _each(
        "person",
        "signers",
        _said("Signature", "{{ person.name }}"),
        _when("person.title", _said("SignatureTitle", "{{ person.title }}")),
    ),
    _lines("enclosures", "Bilagor"),
    _lines("copies", "Kopia till"),
))  # fmt: skip

DOCUMENT = (
    f"<w:document {_W} {_R}><w:body>{_BODY}<w:sectPr>"
    '<w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    f'<w:headerReference w:type="first" r:id="{FIRST_PAGE_RELATIONS["header"]}"/>'
    f'<w:footerReference w:type="first" r:id="{FIRST_PAGE_RELATIONS["footer"]}"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1531" w:right="1247" w:bottom="1644" w:left="1247" w:header="709" w:footer="567" w:gutter="0"/>'
    '<w:cols w:space="708"/><w:titlePg/></w:sectPr></w:body></w:document>'
)

_PAGE = _paragraph("Footer", _run("Sida "), _field("PAGE"), _run(" ("), _field("NUMPAGES"), _run(")"))

HEADER = (
    f"<w:hdr {_W}>"
    + _said("Header", "{{ office }}{% if registry_number %} · Diarienummer: {{ registry_number }}{% endif %}")
    + "</w:hdr>"
)
FOOTER = f"<w:ftr {_W}>{_PAGE}</w:ftr>"
FIRST_HEADER = f"<w:hdr {_W}>{_when('logo', _said('Sender', '{{ logo }}'))}{_said('Sender', '{{ office }}')}</w:hdr>"


def _known(*fields: tuple[str, str]) -> str:
    """The known ones of some (label, field) pairs on one line, a dot between them."""
    written = ""
    for index, (label, field) in enumerate(fields):
        earlier = " or ".join(name for _, name in fields[:index])
        dot = f"{{% if {earlier} %}} · {{% endif %}}" if earlier else ""
        written += f"{{% if {field} %}}{dot}{label}: {{{{ {field} }}}}{{% endif %}}"
    return _when(" or ".join(name for _, name in fields), _said("SenderAddress", written))


FIRST_FOOTER = (
    f"<w:ftr {_W}>"
    + _known(("Postadress", "postal_address"), ("Besöksadress", "visiting_address"))
    + _known(("Telefon", "phone"), ("E-post", "email"), ("Webbplats", "web"))
    + _PAGE
    + "</w:ftr>"
)
