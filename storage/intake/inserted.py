"""Web pages and plain texts that a Word file takes in, as elements such as Word's own."""

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLOCKS = frozenset({
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dt", "dd", "caption", "section",
    "article", "header", "footer", "ul", "ol", "tr",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_DEEPEST = 5
"""Tables within tables; what is deeper is read as lines of its cell."""


def inserted_body(content: bytes, name: str) -> Element:
    """Return the body of a web page or a plain text, by the end of its name."""
    text = _decoded(content)
    if name.endswith(".txt"):
        body = Element("body")
        for line in text.splitlines():
            _paragraph(body, line)
        return body
    page = _Page()
    page.feed(text)
    page.close()
    return page.body


def _decoded(content: bytes) -> str:
    """Decode a text by its mark or its own word, else as UTF-8, else as Windows does."""
    own = _CHARSET.search(content[:2_000])
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in (*marked, *([own[1].decode("ascii")] if own else []), "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def _paragraph(place: Element, text: str = "", level: int | None = None) -> Element:
    """Add a paragraph with one text; return the element of its text."""
    paragraph = SubElement(place, "p")
    if level is not None:
        SubElement(SubElement(paragraph, "pPr"), "outlineLvl", val=str(level - 1))
    run = SubElement(SubElement(paragraph, "r"), "t")
    run.text = text
    return run


class _Page(HTMLParser):
    """Collects the paragraphs and tables of a web page."""

    def __init__(self) -> None:
        super().__init__()
        self.body = Element("body")
        self._tables: list[Element] = []
        self._rows: list[Element | None] = []
        self._places: list[Element] = [self.body]
        self._text: Element | None = None
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table" and len(self._tables) < _DEEPEST:
            self._tables.append(SubElement(self._places[-1], "tbl"))
            self._rows.append(None)
            self._text = None
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._rows[-1] = SubElement(self._tables[-1], "tr")
        elif tag in _CELLS and self._tables:
            self._begin_cell(dict(attrs).get("colspan") or "")
        elif tag == "br":
            self._write("\n")
        elif tag in _BLOCKS:
            heading = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else None
            self._text = _paragraph(self._places[-1], "- " if tag == "li" else "", heading)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table" and self._tables:
            self._end_cell()
            self._tables.pop()
            self._rows.pop()
        elif tag in _CELLS:
            self._end_cell()
        elif tag in _BLOCKS:
            self._text = None

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._write(re.sub(r"\s+", " ", data))

    def _write(self, text: str) -> None:
        if self._text is None:
            if not text.strip():
                return
            self._text = _paragraph(self._places[-1])
        self._text.text = f"{self._text.text or ''}{text}"

    def _begin_cell(self, span: str) -> None:
        self._end_cell()
        row = self._rows[-1]
        if row is None:
            row = self._rows[-1] = SubElement(self._tables[-1], "tr")
        cell = SubElement(row, "tc")
        if span.isdecimal():
            SubElement(SubElement(cell, "tcPr"), "gridSpan", val=span[:4])
        self._places.append(cell)
        self._text = None

    def _end_cell(self) -> None:
        """Leave the cell of the innermost table, where it is in one."""
        if len(self._places) > len(self._tables):
            self._places.pop()
        self._text = None
