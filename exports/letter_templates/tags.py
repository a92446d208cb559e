"""The tags of a template, each with the paragraph it was found in, as its author sees them in Word.

A template is sent on with every document that is drawn on it. So nothing in it may fetch or run anything when it is
opened: no relation may lead out of the file but a link, no field may be one that fetches, nothing may be embedded.
"""

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, normpath

from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from exports.letter_templates.errors import TemplateFault

_LARGEST = 50_000_000
"""Bytes unpacked."""
_MOST_PARTS = 2_000
_MOST_FAULTS = 20
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = ("macroenabled", "vbaproject", "vbadata")
_WITH_TEXT = {"header": "header", "footer": "footer", "footnotes": "note", "endnotes": "note"}
"""Last word of a relation's type → where its text is."""

UNREADABLE = (
    etree.XMLSyntaxError, RuntimeError, EOFError, OSError, KeyError, ValueError, zipfile.error, zlib.error,
)  # fmt: skip
"""Errors of a package that is none or is damaged."""

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_SVG = "http://www.w3.org/2000/svg"
_BRANCHES = tuple(f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{n}" for n in ("Choice", "Fallback"))
_LINK = re.compile(r"\s*(?:(?:https?|mailto|tel):|#|$)", re.IGNORECASE)
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
"""A target that is an address, a drive or a server, whatever its relation says of it."""
_LINKING = {"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"}
"""Elements of links, whose targets are not fetched before a reader follows them."""
_EMBEDDING = {
    "oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument", "attachedtoolbars",
    "webextension", "webextensiontaskpanes", "extensibility", "usercustomization", "frame",
}  # fmt: skip
_EMBEDDED = (
    *(f"{{{word}}}{name}" for word in _WORD for name in ("altChunk", "subDoc", "control", "entryMacro", "exitMacro")),
    f"{{{_OFFICE}}}OLEObject",
    "{*}webVideoPr",
)
_MERGING = tuple(
    f"{{{word}}}{name}"
    for word in _WORD
    for name in ("connectString", "query", "dataSource", "headerSource", "odso")
)  # fmt: skip
_MERGE_SOURCES = {"mailmergesource", "mailmergeheadersource", "recipientdata"}
_NESTED = "\ufffc"
"""Placeholder in a field's instruction for a field within it."""
_HARMLESS = """
= ADDIN ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY
BIDIOUTLINE CITATION COMMENTS COMPARE CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME
FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GLOSSARY GOTOBUTTON GREETINGLINE HYPERLINK IF INDEX INFO KEYWORDS
LASTSAVEDBY LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE
PAGEREF PRINTDATE PRIVATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL
TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE
"""
_FIELDS = frozenset(_HARMLESS.split())
"""Word's fields that neither fetch nor run anything (ISO/IEC 29500-1, 17.16.5); every other one is refused."""
_PROMPT = re.compile(r"[ \t\r\n]*MACROBUTTON[ \t\r\n]+NoMacro(?!\S)", re.IGNORECASE)
"""A click-here prompt of office templates: `NoMacro` names no macro, so that a click only selects the text."""
_NAME = re.compile(r'\s*(=|[^\s"“”„\\]+)')
_ARGUMENT = re.compile(r'\\[a-z]\b|["“”„]([^"“”„]*)["“”„]?|[^\s"“”„]+', re.IGNORECASE)
_BESIDE_TARGET = {"\\l", "\\o", "\\t", "\\s"}
"""Switches of `HYPERLINK` whose value is no target: a bookmark, a hint, a window."""
_INSTRUCTION, _DELETED, _SHOWN = range(3)
_CODE = {
    "instrText": _INSTRUCTION, "delInstrText": _DELETED, "t": _SHOWN, "delText": _SHOWN, "tab": _SHOWN, "br": _SHOWN,
    "cr": _SHOWN,
}  # fmt: skip
_IN_FIELDS = tuple(f"{{{word}}}{name}" for word in _WORD for name in ("fldChar", *_CODE))


class TextPart(Struct, frozen=True):
    """A part that has text."""

    where: str
    """`body`, `header`, `footer` or `note`."""
    root: etree._Element


class _Code(Struct):
    """The instruction of a field that is read piece by piece."""

    branch: etree._Element | None
    pieces: list[tuple[int, str]] = []
    ended: bool = False
    """The field's result follows."""

    def readings(self) -> list[str]:
        """Return the instruction without and with deleted pieces, and with pieces that are written as text."""
        kinds = (_INSTRUCTION, _DELETED, _SHOWN)
        texts = ["".join(text for kind, text in self.pieces if kind <= most) for most in kinds]
        return [text for text in dict.fromkeys(texts) if text.strip()]


class NotATemplate(Exception):
    """Reasons why the file as a whole is refused."""

    def __init__(self, *faults: TemplateFault) -> None:
        super().__init__(*(fault.code for fault in faults))
        self.faults = faults


def text_parts(content: bytes) -> tuple[TextPart, ...]:
    """Return the body, the headers, the footers and the notes of a Word file.

    Raises:
        NotATemplate: it is none, or it is dangerous.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if faults := _harm(archive):
                raise NotATemplate(*faults)
            return tuple(_read(archive))
    except (zipfile.BadZipFile, KeyError, NotImplementedError) as error:
        raise NotATemplate(TemplateFault("not_word")) from error
    except UNREADABLE as error:
        raise NotATemplate(TemplateFault("damaged", values={"detail": str(error)})) from error


def harm_in(content: bytes) -> tuple[TemplateFault, ...]:
    """Return faults for all that could fetch or run something in a Word file, or for one too large to search.

    Raises:
        Exception: one of :data:`UNREADABLE`.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _harm(archive)


def _read(archive: zipfile.ZipFile) -> Iterator[TextPart]:
    main = _main_part(archive, _content_types(archive))
    yield TextPart("body", _parsed(archive.read(main)))
    base, _, name = main.rpartition("/")
    for relation in _relations(archive, f"{base}/_rels/{name}.rels"):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if relation.get("TargetMode") != "External" and (where := _WITH_TEXT.get(kind.rpartition("/")[2])) is not None:
            part = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(main)}/{target}")
            yield TextPart(where, _parsed(archive.read(part)))


def _main_part(archive: zipfile.ZipFile, types: str) -> str:
    for relation in _relations(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            if _MAIN not in types:
                break
            return relation.get("Target", "").lstrip("/")
    raise NotATemplate(TemplateFault("not_word"))


def _content_types(archive: zipfile.ZipFile) -> str:
    return archive.read("[Content_Types].xml").decode("utf-8", "replace")


def _relations(archive: zipfile.ZipFile, name: str) -> list[etree._Element]:
    return list(_parsed(archive.read(name))) if name in archive.namelist() else []


def _parsed(data: bytes) -> etree._Element:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("DOCTYPE")
    return root


def _harm(archive: zipfile.ZipFile) -> tuple[TemplateFault, ...]:
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > _LARGEST or len(infos) > _MOST_PARTS:
        return (TemplateFault("too_large"),)
    names = [info.filename.casefold() for info in infos]
    if len(set(names)) < len(names):
        raise ValueError("two parts of one name")  # readers differ on which of them counts
    types = _content_types(archive).casefold()
    if any(mark in types for mark in _MACROS) or any(mark in name for name in names for mark in _MACROS):
        return (TemplateFault("macros"),)
    parts = dict(_xml_parts(archive))
    found: dict[tuple[str, str], TemplateFault] = {}
    for name, root in parts.items():
        relations = parts.get(_relations_name(name))
        faults = _relation_faults(root) if name.endswith(".rels") else _part_faults(root, _targets(relations))
        for fault in faults:
            found.setdefault((fault.code, fault.values.get("name", "")), fault)
            if len(found) == _MOST_FAULTS:
                return tuple(found.values())
    return tuple(found.values())


def _xml_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    """Yield every part that is XML or may be taken for it, by its name in small letters, relations first."""
    for info in sorted(archive.infolist(), key=lambda info: not info.filename.casefold().endswith(".rels")):
        name, data = info.filename.casefold(), archive.read(info)
        if name.endswith((".xml", ".rels")):
            yield name, _parsed(data)
        elif data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
            try:
                root = _parsed(data)
            except etree.XMLSyntaxError:
                continue
            yield name, root


def _relations_name(part: str) -> str:
    folder, slash, name = part.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def _leads_out(relation: etree._Element) -> bool:
    return relation.get("TargetMode", "Internal") != "Internal" or bool(_OUTSIDE.match(relation.get("Target", "")))


def _targets(relations: etree._Element | None) -> dict[str, str]:
    """Return relation id → target of the relations that lead out of the file."""
    every = () if relations is None else relations.iterchildren(etree.Element)
    return {each.get("Id", ""): each.get("Target", "") for each in every if _leads_out(each)}


def _relation_faults(relations: etree._Element) -> Iterator[TemplateFault]:
    for relation in relations.iterchildren(etree.Element):
        kind, target = relation.get("Type", "").rpartition("/")[2].casefold(), relation.get("Target", "")
        if kind == "attachedtemplate":
            yield _fault("attached_template", target)
        elif kind in _MERGE_SOURCES:
            yield _fault("mail_merge", "")
        elif _leads_out(relation):
            if kind != "hyperlink":
                yield _fault("external", target)
            elif not _LINK.match(target):
                yield _fault("link", target)
        elif kind in _EMBEDDING:
            yield _fault("embedded", target)


def _part_faults(root: etree._Element, targets: Mapping[str, str]) -> Iterator[TemplateFault]:
    for element in root.iter(*_EMBEDDED):
        yield _fault("embedded", etree.QName(element).localname)
    if next(root.iter(*_MERGING), None) is not None:
        yield _fault("mail_merge", "")
    yield from _used_targets(root, targets)
    yield from _picture_faults(root)
    for instruction in _instructions(root):
        name = found[1].upper() if (found := _NAME.match(instruction)) else ""
        if name not in _FIELDS and not _PROMPT.match(instruction):
            yield _fault("word_field", " ".join(instruction.split()))
        elif name == "HYPERLINK":
            yield from (_fault("link", each) for each in _link_targets(instruction) if not _LINK.match(each))


def _used_targets(root: etree._Element, targets: Mapping[str, str]) -> Iterator[TemplateFault]:
    """Yield faults for link targets used by anything but a link: a picture would be fetched from them."""
    for element in root.iter(etree.Element) if targets else ():
        if etree.QName(element).localname in _LINKING:
            continue
        for name, value in _attributes(element):
            if value in targets and etree.QName(name).namespace in {*_RELATIONS, _OFFICE}:
                yield _fault("external", targets[value])


def _picture_faults(root: etree._Element) -> Iterator[TemplateFault]:
    """Yield faults for addresses in a drawing itself."""
    for element in root.iter(f"{{{_VML}}}*", f"{{{_OFFICE}}}*", f"{{{_SVG}}}*"):
        svg, tag = etree.QName(element).namespace == _SVG, etree.QName(element).localname
        for name, value in _attributes(element):
            attribute = etree.QName(name)
            is_link = attribute.localname == "href" and (tag == "a" if svg else attribute.namespace is None)
            if is_link and not _LINK.match(value):
                yield _fault("link", value)
            elif is_link or not value.strip() or (svg and value.startswith(("#", "data:"))):
                continue
            elif attribute.localname in {"href", "althref", "src"}:
                yield _fault("external", value)


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.items()]


def _instructions(root: etree._Element) -> Iterator[str]:
    """Yield the instruction of each field; where it can be read in several ways, each of them."""
    for word in _WORD:
        yield from (simple.get(f"{{{word}}}instr", "") for simple in root.iter(f"{{{word}}}fldSimple"))
    opened: list[_Code] = []
    for element in root.iter(*_IN_FIELDS):
        name = etree.QName(element)
        if name.localname == "fldChar":
            yield from _turned(opened, element, element.get(f"{{{name.namespace}}}fldCharType", ""))
            continue
        kind, text = _CODE[name.localname], element.text or " "
        code = opened[-1] if opened and not opened[-1].ended else None
        if code is not None:
            code.pieces.append((kind, text))
        if kind != _SHOWN and text.strip() and (code is None or code.branch is not _branch(element)):
            yield text  # belongs to no field, or to another reading of one
    for code in opened:
        yield from code.readings()


def _turned(opened: list[_Code], element: etree._Element, kind: str) -> Iterator[str]:
    """Begin or end a field, and yield the instruction of the one that ended."""
    if kind == "begin":
        if opened:
            opened[-1].pieces.append((_INSTRUCTION, _NESTED))
        opened.append(_Code(_branch(element)))
    elif kind == "separate" and opened:
        opened[-1].ended = True
    elif kind == "end" and opened:
        yield from opened.pop().readings()


def _branch(element: etree._Element) -> etree._Element | None:
    """Return the alternative that an element is in, of several of which a reader takes one."""
    return next(element.iterancestors(*_BRANCHES), None)


def _link_targets(instruction: str) -> Iterator[str]:
    before = "HYPERLINK"
    for found in _ARGUMENT.finditer(instruction, instruction.upper().index("HYPERLINK") + len("HYPERLINK")):
        if not found[0].startswith("\\") and before not in _BESIDE_TARGET:
            yield found[1] or found[0]
        before = found[0].casefold()


def _fault(code: str, name: str) -> TemplateFault:
    return TemplateFault(code, values={"name": name[:1000]} if name else {})


def has_page_settings(part: TextPart) -> bool:
    """Return true if a body ends in page settings."""
    return part.root.find(f"{qn('w:body')}/{qn('w:sectPr')}") is not None


MOST_TAGS = 2_000
LONGEST_TAG = 500
"""Characters; Python cannot compile any number of operators within one another."""
_PIECE = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}|\{#.{0,2000}?#\}|\{\{|\{%|\{#|\}\}|%\}|#\}", re.DOTALL)
_TAG = re.compile(r"\{(?P<mark>[{%#])(?P<place>tr|tc|p|r)?(?P<dash>-?)(?P<inner>.*?)(?P<end>-?)[}%#]\}", re.DOTALL)
_HIDDEN = re.compile(r"\{[{%#][^<>]*")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


class Tag(Struct, frozen=True):
    """A tag as its author wrote it."""

    part: TextPart
    number: int
    """The paragraph's, counted from 1 in its part."""
    paragraph: etree._Element
    line: str
    """The paragraph's text."""
    raw: str
    mark: str
    """`{` prints, `%` decides, `#` is a comment."""
    place: str
    """`p` replaces its paragraph, `tr` its row, `` itself; `tc` and `r` are not used here."""
    inner: str
    """Text between the marks."""
    dashed: bool
    """True when it removes the white space before or after it."""

    @property
    def word(self) -> str:
        """Return its first word, such as `for` or `endif`."""
        return next(iter(self.inner.split()), "")

    def fault(self, code: str, **values: str) -> TemplateFault:
        """Return a fault of this tag."""
        return TemplateFault(code, self.part.where, self.number, self.line, self.raw, values)


def tags_of(part: TextPart) -> Iterator[Tag | TemplateFault]:
    """Yield the part's tags in order, and faults for those that are torn or not whole."""
    for number, paragraph in enumerate(part.root.iter(qn("w:p")), start=1):
        pieces = _texts(paragraph)
        line = "".join(text.text or "" for text in pieces)
        for found in _PIECE.finditer(line):
            raw = found[0]
            if len(raw) == len("{{"):
                code = "unclosed_tag" if raw[0] == "{" else "unopened_tag"
                start = line[found.start() : found.start() + LONGEST_TAG] if raw[0] == "{" else raw
                yield TemplateFault(code, part.where, number, line, start)
            elif _torn(pieces, found.start(), found.end()):
                yield TemplateFault("split_tag", part.where, number, line, raw)
            else:
                yield _tag(part, number, paragraph, line, raw)


def has_too_many(parts: Iterable[TextPart]) -> bool:
    """Return true if the parts together have more than :data:`MOST_TAGS`, by their braces."""
    texts = (text.text or "" for part in parts for text in part.root.iter(qn("w:t")))
    return sum(text.count("{") + text.count("}") for text in texts) > MOST_TAGS * len("{{}}")


def hidden_tag(part: TextPart) -> str | None:
    """Return a tag out of sight: in an attribute, a field's instruction or a deleted text."""
    seen = copy.deepcopy(part.root)
    for text in seen.iter(qn("w:t")):
        text.text = ""
    found = _HIDDEN.search(etree.tostring(seen, encoding="unicode"))
    return found[0] if found else None


def _tag(part: TextPart, number: int, paragraph: etree._Element, line: str, raw: str) -> Tag:
    taken = _TAG.fullmatch(raw)
    place = taken["place"] or "" if taken else ""
    inner = taken["inner"] if taken else raw[2:-2]
    if place and inner[:1] not in {" ", ""}:
        place, inner = "", place + inner
    dashed = bool(taken and (taken["dash"] or taken["end"]))
    return Tag(part, number, paragraph, line, raw, raw[1], place, inner.strip().translate(_QUOTES), dashed)


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """Return the pieces of text that belong to the paragraph itself, not to one inside it."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p")), None) is paragraph]


def _torn(pieces: list[etree._Element], start: int, end: int) -> bool:
    """Return true if the characters from `start` to `end` are in runs that are not beside each other."""
    holders, at = set(), 0
    for piece in pieces:
        length = len(piece.text or "")
        if at < end and at + length > start:
            run = piece.getparent()
            holders.add(run.getparent() if run is not None else None)
        at += length
    return len(holders) > 1
