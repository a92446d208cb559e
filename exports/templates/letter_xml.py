"""What letters' templates are put together from, as the XML of Word: paragraphs with tags, loops, tables, pages.

Tags that stand for a whole paragraph begin with `%p`, those that stand for a row with `%tr`.
"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

FIRST_PAGE_RELATIONS = {"header": "rId21", "footer": "rId22"}
"""Relationship ids of the first page's header and footer; those of the other pages are the report's."""
WIDTH = 9412
"""Of the text, in twentieths of a point."""


def paragraph(style: str, *runs: str) -> str:
    """A paragraph of finished runs."""
    drawn = "".join(runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{drawn}</w:p>'


def run(text: str) -> str:
    """A run of plain text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def said(style: str, text: str) -> str:
    """A paragraph of plain text and tags."""
    return paragraph(style, run(text))


def tag(tag: str) -> str:
    """A paragraph that stands for nothing but its tag."""
    return said("Normal", f"{{%p {tag} %}}")


def when(condition: str, *content: str) -> str:
    """Content that stands there only when a condition holds."""
    return tag(f"if {condition}") + "".join(content) + tag("endif")


def each(name: str, of: str, *content: str) -> str:
    """Content that is repeated for each member of a list."""
    return tag(f"for {name} in {of}") + "".join(content) + tag("endfor")


def text(field: str, style: str = "Normal", item_style: str = "ListBullet") -> str:
    """A text of several paragraphs, its list items as a list."""
    printed = "{{ stycke.text }}"
    return each(
        "stycke",
        field,
        tag("if stycke.item") + said(item_style, printed) + tag("else") + said(style, printed) + tag("endif"),
    )


def section(field: str, heading: str, *content: str) -> str:
    """Content under a heading; neither without the field."""
    return when(field, said("Heading2", heading), *content)


def lines(field: str, heading: str) -> str:
    """A list of lines under a heading."""
    return section(field, heading, each("rad", field, said("Enclosure", "{{ rad }}")))


def field(instruction: str) -> str:
    """A field that the word processor computes."""
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
    cells = _cell(first, said("TableText", f"{{%tr {tag} %}}")) + "".join(
        _cell(width, paragraph("TableText")) for width in others
    )
    return f"<w:tr>{cells}</w:tr>"


def table(
    widths: tuple[int, ...], headers: tuple[str, ...], cells: tuple[str, ...], *, rows: str, caption: str, told: str
) -> str:
    """A table with a header row and a row for each `rad` of the list `rows`.

    Its `caption`, and what is `told` of it, are for those who do not see it.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = tuple(said("TableHeading", text) for text in headers)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/>'
        f'<w:tblDescription w:val="{told}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + _row(header, widths, "<w:cantSplit/><w:tblHeader/>")
        + _loop_row(f"for rad in {rows}", widths)
        + _row(cells, widths)
        + _loop_row("endfor", widths)
        + "</w:tbl>"
    )


BEGINNING = "".join((
    said("LetterFacts", "{{ place_and_date }}"),
    when("registry_number", said("LetterFacts", "Diarienummer: {{ registry_number }}")),
    each(
        "grupp",
        "recipients",
        said("RecipientLabel", "{{ grupp.label }}"),
        each("namn", "grupp.names", said("Recipient", "{{ namn }}")),
    ),
    said("Heading1", "{{ title }}"),
))  # fmt: skip
"""Place and date, recipients and title."""
ENDING = "".join((
    when("closing_formula", said("Closing", "{{ closing_formula }}")),
    each(
        "person",
        "signers",
        said("Signature", "{{ person.name }}"),
        when("person.title", said("SignatureTitle", "{{ person.title }}")),
    ),
))  # fmt: skip
"""The closing formula and those who sign."""


def document(*content: str) -> str:
    """The part that holds the letter: its content, and how its pages are laid out."""
    return f"<w:document {_W} {_R}><w:body>{''.join(content)}{_PAGES}</w:body></w:document>"


_PAGES = (
    "<w:sectPr>"
    '<w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    f'<w:headerReference w:type="first" r:id="{FIRST_PAGE_RELATIONS["header"]}"/>'
    f'<w:footerReference w:type="first" r:id="{FIRST_PAGE_RELATIONS["footer"]}"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1531" w:right="1247" w:bottom="1644" w:left="1247" w:header="709" w:footer="567" w:gutter="0"/>'
    '<w:cols w:space="708"/><w:titlePg/></w:sectPr>'
)

_PAGE = paragraph("Footer", run("Sida "), field("PAGE"), run(" ("), field("NUMPAGES"), run(")"))

HEADER = (
    f"<w:hdr {_W}>"
    + said("Header", "{{ office }}{% if registry_number %} · Diarienummer: {{ registry_number }}{% endif %}")
    + "</w:hdr>"
)
FOOTER = f"<w:ftr {_W}>{_PAGE}</w:ftr>"
FIRST_HEADER = f"<w:hdr {_W}>{when('logo', said('Sender', '{{ logo }}'))}{said('Sender', '{{ office }}')}</w:hdr>"


def _known(*fields: tuple[str, str]) -> str:
    """The known ones of some (label, field) pairs on one line, a dot between them."""
    written = ""
    for index, (label, field) in enumerate(fields):
        earlier = " or ".join(name for _, name in fields[:index])
        dot = f"{{% if {earlier} %}} · {{% endif %}}" if earlier else ""
        written += f"{{% if {field} %}}{dot}{label}: {{{{ {field} }}}}{{% endif %}}"
    return when(" or ".join(name for _, name in fields), said("SenderAddress", written))


FIRST_FOOTER = (
    f"<w:ftr {_W}>"
    + _known(("Postadress", "postal_address"), ("Besöksadress", "visiting_address"))
    + _known(("Telefon", "phone"), ("E-post", "email"), ("Webbplats", "web"))
    + _PAGE
    + "</w:ftr>"
)
