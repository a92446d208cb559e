"""Letters' templates as the XML of Word: paragraphs with tags, loops, tables, page settings.

Tags that replace a whole paragraph begin with `%p`, those that replace a row with `%tr`. Widths are in twentieths of a
point, as Word counts them.
"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

FIRST_PAGE_RELATIONS = {"header": "rId21", "footer": "rId22"}
"""Relationship ids of the first page's header and footer; those of the other pages are the report's."""
WIDTH = 9412
"""Of the text, in twentieths of a point."""


def paragraph(style: str, *runs: str) -> str:
    """Build a paragraph of finished runs."""
    drawn = "".join(runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{drawn}</w:p>'


def run(text: str) -> str:
    """Build a run of plain text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def text_paragraph(style: str, text: str) -> str:
    """Build a paragraph of plain text and tags."""
    return paragraph(style, run(text))


def tag(tag: str) -> str:
    """Build a paragraph for a tag alone."""
    return text_paragraph("Normal", f"{{%p {tag} %}}")


def when(condition: str, *content: str) -> str:
    """Build content that is left out unless a condition holds."""
    return tag(f"if {condition}") + "".join(content) + tag("endif")


def each(name: str, of: str, *content: str) -> str:
    """Build content that is repeated for each member of a list."""
    return tag(f"for {name} in {of}") + "".join(content) + tag("endfor")


def text(field: str, style: str = "Normal", item_style: str = "ListBullet") -> str:
    """Build a text of several paragraphs, its list items as a list."""
    printed = "{{ stycke.text }}"
    return each(
        "stycke",
        field,
        tag("if stycke.item")
        + text_paragraph(item_style, printed)
        + tag("else")
        + text_paragraph(style, printed)
        + tag("endif"),
    )


def section(field: str, heading: str, *content: str) -> str:
    """Build content under a heading; neither without the field."""
    return when(field, text_paragraph("Heading2", heading), *content)


def lines(field: str, heading: str) -> str:
    """Build a list of lines under a heading."""
    return section(field, heading, each("rad", field, text_paragraph("Enclosure", "{{ rad }}")))


def field(instruction: str) -> str:
    """Build a field that the word processor computes."""
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
    """Build a row for a tag alone; its other cells are empty."""
    first, *others = widths
    cells = _cell(first, text_paragraph("TableText", f"{{%tr {tag} %}}")) + "".join(
        _cell(width, paragraph("TableText")) for width in others
    )
    return f"<w:tr>{cells}</w:tr>"


def table(
    widths: tuple[int, ...],
    headers: tuple[str, ...],
    cells: tuple[str, ...],
    *,
    rows: str,
    caption: str,
    description: str,
) -> str:
    """Build a table with a header row and a row for each `rad` of the list `rows`.

    Screen readers read its `caption` and `description`.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = tuple(text_paragraph("TableHeading", text) for text in headers)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/>'
        f'<w:tblDescription w:val="{description}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + _row(header, widths, "<w:cantSplit/><w:tblHeader/>")
        + _loop_row(f"for rad in {rows}", widths)
        + _row(cells, widths)
        + _loop_row("endfor", widths)
        + "</w:tbl>"
    )


BEGINNING = "".join((
    text_paragraph("LetterFacts", "{{ place_and_date }}"),
    when("registry_number", text_paragraph("LetterFacts", "Diarienummer: {{ registry_number }}")),
    each(
        "grupp",
        "recipients",
        text_paragraph("RecipientLabel", "{{ grupp.label }}"),
        each("namn", "grupp.names", text_paragraph("Recipient", "{{ namn }}")),
    ),
    text_paragraph("Heading1", "{{ title }}"),
))  # fmt: skip
"""Place and date, recipients and title."""
ENDING = "".join((
    when("closing_formula", text_paragraph("Closing", "{{ closing_formula }}")),
    each(
        "person",
        "signers",
        text_paragraph("Signature", "{{ person.name }}"),
        when("person.title", text_paragraph("SignatureTitle", "{{ person.title }}")),
    ),
))  # fmt: skip
"""The closing formula and those who sign."""
SIGNED_ON = when("signed_on", text_paragraph("Normal", "{{ signed_on }}"))
"""The day of signing."""


def document(*content: str) -> str:
    """Build the part of the letter: its content and page settings."""
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
    + text_paragraph("Header", "{{ office }}{% if registry_number %} · Diarienummer: {{ registry_number }}{% endif %}")
    + "</w:hdr>"
)
FOOTER = f"<w:ftr {_W}>{_PAGE}</w:ftr>"
FIRST_HEADER = (
    f"<w:hdr {_W}>"
    + when("logo", text_paragraph("Sender", "{{ logo }}"))
    + text_paragraph("Sender", "{{ office }}")
    + "</w:hdr>"
)


def _known(*fields: tuple[str, str]) -> str:
    """Build the known ones of some (label, field) pairs on one line, a dot between them."""
    written = ""
    for index, (label, field) in enumerate(fields):
        earlier = " or ".join(name for _, name in fields[:index])
        dot = f"{{% if {earlier} %}} · {{% endif %}}" if earlier else ""
        written += f"{{% if {field} %}}{dot}{label}: {{{{ {field} }}}}{{% endif %}}"
    return when(" or ".join(name for _, name in fields), text_paragraph("SenderAddress", written))


FIRST_FOOTER = (
    f"<w:ftr {_W}>"
    + _known(("Postadress", "postal_address"), ("Besöksadress", "visiting_address"))
    + _known(("Telefon", "phone"), ("E-post", "email"), ("Webbplats", "web"))
    + _PAGE
    + "</w:ftr>"
)

_LETTER = text_paragraph("TableText", "{{ rad.letter_date }}") + when(
    "rad.registry_number", text_paragraph("TableText", "{{ rad.registry_number }}")
)
_ABOUT = text_paragraph("TableText", "{{ rad.about }}") + when(
    "rad.on_behalf_of", text_paragraph("TableText", "{{ rad.on_behalf_of }}")
)


def _responses(widths: tuple[int, ...], headers: tuple[str, str], field: str, *, caption: str, description: str) -> str:
    """Build the table of responses; `headers` are those of the deadline and of `field`, a field of the row."""
    cells = (_LETTER, _ABOUT, *(text_paragraph("TableText", f"{{{{ rad.{name} }}}}") for name in ("due", field)))
    return table(
        widths,
        ("Brev", "Gäller", *headers, "Att besvara"),
        (*cells, text("rad.points", "TableText", "TableListBullet")),
        rows="answers",
        caption=caption,
        description=description,
    )


_LATE = _responses(
    (1800, 2162, 1900, 1150, 2400),
    ("Svar senast", "Försenat"),
    "late",
    caption="Svar som saknas",
    description="En rad för varje brev: dess datum och diarienummer, granskningen, sista svarsdag, dagar sedan dess "
    "och vad som ska besvaras.",
)
_DECIDED = _responses(
    (1700, 1812, 1800, 1800, 2300),
    ("Begärt senast", "Svar senast nu"),
    "due_now",
    caption="Svaret som beslutet gäller",
    description="En rad för brevet: dess datum och diarienummer, granskningen, sista svarsdag då och nu, och vad som "
    "ska besvaras.",
)

REMINDER = document(
    BEGINNING,
    text("opening"),
    text_paragraph("Heading2", "Svar som saknas"),
    _LATE,
    text("notes", "OwnText"),
    text("own_text", "OwnText"),
    section("has_answer", "{{ answer_heading }}", text("answer_request"), text("answer_how"), text("consequence")),
    ENDING,
    SIGNED_ON,
    lines("copies", "Kopia till"),
)
EXTENSION = document(
    BEGINNING,
    text("opening"),
    text("decision"),
    text_paragraph("Heading2", "Svaret som beslutet gäller"),
    _DECIDED,
    text("own_text", "OwnText"),
    section("answer_how", "Så lämnas svaret", text("answer_how")),
    ENDING,
    SIGNED_ON,
    lines("copies", "Kopia till"),
)


def _recommendations(*, judged: bool) -> str:
    """Build the table of recommendations and questions, with a column for their status or without."""
    status_width = 1900 if judged else 0
    widths, headers = (850, WIDTH - 850 - status_width), ("Nr", "{{ tabell.column }}")
    cells = (text_paragraph("TableText", "{{ rad.number }}"), text("rad.text", "TableText", "TableListBullet"))
    status = text_paragraph("TableText", "{{ rad.status }}")
    return table(
        (*widths, status_width) if judged else widths,
        (*headers, "Bedömning") if judged else headers,
        (*cells, status) if judged else cells,
        rows="tabell.rows",
        caption="Rekommendationer och frågor",
        description="En rad för varje rekommendation eller fråga: nummer och text, i brev med en uppföljning också "
        "bedömning.",
    )


DOCUMENT = document(
    BEGINNING,
    text("opening"),
    text("information"),
    section("purpose", "Syfte", text("purpose")),
    when("judgement or grounds", text_paragraph("Heading2", "Samlad bedömning"), text("judgement"), text("grounds")),
    section("tables_heading", "{{ tables_heading }}"),
    each(
        "tabell",
        "tables",
        when("tabell.heading", text_paragraph("Heading3", "{{ tabell.heading }}")),
        when("tabell.lead", text_paragraph("TableLead", "{{ tabell.lead }}")),
        tag("if tabell.judged")
        + _recommendations(judged=True)
        + tag("else")
        + _recommendations(judged=False)
        + tag("endif"),
    ),
    text("own_text", "OwnText"),
    section(
        "has_answer",
        "Svar",
        text("answer_request"),
        text("demands"),
        text("answer_contents"),
        text("answer_how"),
    ),
    ENDING,
    SIGNED_ON,
    lines("enclosures", "Bilagor"),
    lines("copies", "Kopia till"),
)
