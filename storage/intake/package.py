"""Safe opening of untrusted Word files, with a reason for every refusal, and access to their XML elements.

The file is read once into memory and never written. Sizes are checked before anything is unpacked, and only markup
is: names of parts are looked up, never followed, and pictures stay as they are.

Elements are identified by local name, as a document may use the transitional or the strict namespace (ISO/IEC
29500), and no other elements of a Word file share the names used here.
"""

import hashlib
import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Struct

from storage.errors import FileUnreadable

_OFF = {"0", "false", "off", "none"}


@lru_cache(maxsize=1_000)
def _local_name(tag: object) -> str:
    """The name in a tag; a file has few tags, on very many elements."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def local(element: Element) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    return _local_name(element.tag)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along `path` of local names, or None."""
    for name in path:
        if element is None:
            return None
        for found in element:
            if local(found) == name:
                element = found
                break
        else:
            return None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The direct children called `name`."""
    return (found for found in (() if element is None else element) if local(found) == name)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """The attribute with this local name, or None."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number(element: Element | None, name: str = "val") -> int | None:
    """The attribute as a whole number; None where it is missing or no number."""
    text = attribute(element, name)
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def is_on(element: Element | None) -> bool:
    """True when a switch such as `w:b` is present and not turned off."""
    return element is not None and (attribute(element) or "1").lower() not in _OFF


MAX_BYTES = 500_000_000
"""Size limit of a file, and of the markup in it unpacked, in bytes."""
MAX_MARKUP = 50_000_000
"""Size limit of the markup of a Word file unpacked, in bytes: its elements take ten times as much memory."""
MAX_RATIO = 200
"""Limit of the compression ratio of a part with markup."""
MAX_PARTS = 5_000
MAX_DEPTH = 200
"""Limit of the nesting of elements."""
_RATIO_FROM = 20_000_000
"""Size from which the ratio is looked at: thousands of empty rows are packed as tightly, and do no harm."""

_OLE2 = b"\xd0\xcf\x11\xe0"
_STREAMS = tuple(
    (name.encode("utf-16-le"), reason)
    for name, reason in (("EncryptedPackage", "encrypted"), ("WordDocument", "old_word"), ("Workbook", "workbook"))
)
_KINDS = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"\s*\{\\rtf"), "rtf"),
    (re.compile(rb"[^<]{0,8}<\?xml.{0,400}(?:Word\.Document|<w:wordDocument|<pkg:package)", re.DOTALL), "old_word"),
    (re.compile(rb"[^<]{0,8}<\?xml.{0,400}<office:document", re.DOTALL), "open_document"),
    (re.compile(rb"[^<]{0,8}<(?:!doctype\s+html|html|\?xml.{0,400}<html)|MIME-Version:", re.DOTALL | re.I), "web_page"),
)
"""Beginnings of files that are no archives → the reason."""
_LOCK = "~$"
"""Beginning of the name of the file that Word leaves beside a document while it is open."""
_MIMETYPE = "mimetype"
_OTHERS = "customxml/"
_CONTENT_TYPES = "[content_types].xml"
_MARKUP = (".xml", ".rels", ".vml")
_INSERTED = (".htm", ".html", ".xhtml", ".txt")
"""Ends of the names of other files whose text a document can take in."""
_BESIDE = frozenset({"footnotes", "endnotes", "comments", "header", "footer", "diagramData"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    OSError,
    ValueError,
)
"""Errors of unpacking a damaged archive."""


class Relation(Struct, frozen=True):
    """Another part that a part names."""

    kind: str
    """Such as `styles`, `footnotes` or `header`."""
    target: str
    """Name of the part; empty for what is outside the file, which is never opened."""


class WordPackage(Struct, frozen=True):
    """The parts of a Word file that are read."""

    path: Path
    sha256: str
    """Of the file's bytes, in hexadecimal digits."""
    document: Element
    styles: Element | None
    numbering: Element | None
    properties: Element | None
    """Title, author, category; None where the file has none that can be read."""
    relations: Mapping[str, Relation] = {}
    """What the document names, by id."""
    beside: Mapping[str, Element] = {}
    """Footnotes, endnotes, comments, headers, footers and the texts of diagrams, by the id of their relation."""
    inserted: Mapping[str, bytes] = {}
    """Web pages and plain texts that the document takes in, by the id of their relation."""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def open_package(path: Path) -> WordPackage:
    """Open a Word file.

    Raises:
        FileUnreadable: with the reason why it is refused.
    """
    data = file_bytes(path)
    _check_kind(path, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(path, archive, MAX_MARKUP)
            parts = _unpack(path, archive)
    except FileUnreadable:
        raise
    except UNPACKING as error:
        raise FileUnreadable(path, "damaged", str(error)) from error
    name = _main_part(path, parts)
    folder = name.rpartition("/")[0]
    relations = _relations(path, parts, name)
    return WordPackage(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        document=_walked(path, parts[name]),
        styles=_related(path, parts, relations, "styles", f"{folder}/styles.xml"),
        numbering=_related(path, parts, relations, "numbering", f"{folder}/numbering.xml"),
        properties=_properties(path, parts),
        relations=relations,
        beside={
            key: _walked(path, parts[each.target])
            for key, each in relations.items()
            if each.kind in _BESIDE and each.target in parts
        },
        inserted={
            key: parts[each.target]
            for key, each in relations.items()
            if each.kind == "aFChunk" and each.target in parts
        },
    )


def file_bytes(path: Path) -> bytes:
    """Read a whole file.

    Raises:
        FileUnreadable: with the reason: `missing`, `folder`, `no_file`, `empty`, `denied` or `too_large`.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileUnreadable(path, "folder")
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(path, "no_file")
        if status.st_size > MAX_BYTES:
            raise FileUnreadable(path, "too_large")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise FileUnreadable(path, "missing") from error
    except OSError as error:
        raise FileUnreadable(path, "denied", error.strerror or "") from error
    if not data:
        raise FileUnreadable(path, "empty")
    return data


def _check_kind(path: Path, data: bytes) -> None:
    if data.startswith(_OLE2):
        found = (reason for stream, reason in _STREAMS if stream in data)
        raise FileUnreadable(path, next(found, "not_word"))
    if not data.startswith(b"PK"):
        if path.name.startswith(_LOCK):
            raise FileUnreadable(path, "lock")
        found = (reason for pattern, reason in _KINDS if pattern.match(data[:2_000]))
        raise FileUnreadable(path, next(found, "not_word"))


def check_sizes(path: Path, archive: zipfile.ZipFile, limit: int = MAX_BYTES) -> None:
    """Refuse an archive with more markup than the limit, or that is locked by a password.

    Pictures count only as far as they make the file large: they are not unpacked.

    Raises:
        FileUnreadable: `too_large` or `encrypted`.
    """
    entries = archive.infolist()
    markup = [entry for entry in entries if _is_unpacked(entry.filename)]
    swollen = (
        entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in markup
    )
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in markup) > limit or any(swollen):
        raise FileUnreadable(path, "too_large")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileUnreadable(path, "encrypted")


def _is_unpacked(name: str) -> bool:
    """True for the parts that may be read; what other programs have laid in beside them is left alone."""
    key = name.replace("\\", "/").lstrip("/").lower()
    return key == _MIMETYPE or (key.endswith((*_MARKUP, *_INSERTED)) and not key.startswith(_OTHERS))


def _unpack(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack the parts that are read, by their names in lower case, verifying their checksums."""
    parts: dict[str, bytes] = {}
    for entry in archive.infolist():
        if not _is_unpacked(entry.filename):
            continue
        content = archive.read(entry)
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if name.endswith(_MARKUP) and _declares_types(content):
            raise FileUnreadable(path, "dangerous", entry.filename)
        parts[name] = content
    return parts


def _declares_types(content: bytes) -> bool:
    """True when the markup declares a document type or entities, in any encoding."""
    plain = content.replace(b"\x00", b"") if content.startswith(_UTF16) else content
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _main_part(path: Path, parts: Mapping[str, bytes]) -> str:
    """The name of the main part, by the list of content types."""
    if _CONTENT_TYPES not in parts:
        raise FileUnreadable(path, _open_document(parts.get(_MIMETYPE, b"")))
    types = list(parsed(path, parts[_CONTENT_TYPES]))
    for entry in types:
        kind = attribute(entry, "ContentType") or ""
        if "word" in kind and kind.endswith((".main+xml", "+main+xml")) and local(entry) == "Override":
            name = (attribute(entry, "PartName") or "").lstrip("/").lower()
            if name not in parts:
                raise FileUnreadable(path, "damaged", name)
            return name
    sheets = any("spreadsheetml" in kind or "ms-excel" in kind for kind in _types(types))
    raise FileUnreadable(path, "workbook" if sheets else "not_word")


def _types(entries: Iterable[Element]) -> Iterator[str]:
    return (attribute(entry, "ContentType") or "" for entry in entries)


def _open_document(mimetype: bytes) -> str:
    """The reason for refusing an archive of OpenDocument, by its kind, or any other archive."""
    if b"opendocument.spreadsheet" in mimetype:
        return "workbook"
    return "open_document" if b"opendocument.text" in mimetype else "not_word"


def _relations(path: Path, parts: Mapping[str, bytes], name: str) -> dict[str, Relation]:
    """The parts that a part names, by id. One outside the file has no target."""
    folder, _slash, file = name.rpartition("/")
    content = parts.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    found: dict[str, Relation] = {}
    for each in () if content is None else parsed(path, content):
        outside = (attribute(each, "TargetMode") or "").lower() == "external"
        target = posixpath.normpath(posixpath.join(f"/{folder}", attribute(each, "Target") or "")).lstrip("/")
        kind = (attribute(each, "Type") or "").rpartition("/")[2]
        found[attribute(each, "Id") or ""] = Relation(kind, "" if outside else target.lower())
    return found


def _related(
    path: Path, parts: Mapping[str, bytes], relations: Mapping[str, Relation], kind: str, usual: str
) -> Element | None:
    """The part of a kind that the document names, else the one with the usual name; None without either."""
    named = (each.target for each in relations.values() if each.kind == kind and each.target in parts)
    content = parts.get(next(named, usual.lstrip("/")))
    return None if content is None else parsed(path, content)


def _walked(path: Path, content: bytes) -> Element:
    """Parse markup that is walked element by element."""
    root = parsed(path, content)
    _check_depth(path, root)
    return root


def _properties(path: Path, parts: Mapping[str, bytes]) -> Element | None:
    """Parse title and author, wherever a program puts them; a fault in them is no reason to refuse a file."""
    for name, content in parts.items():
        if name.endswith(("/core.xml", ".psmdcp")) or b":coreProperties" in content[:1_000]:
            with suppress(FileUnreadable):
                return parsed(path, content)
    return None


def parsed(path: Path, content: bytes) -> Element:
    """Parse markup.

    Raises:
        FileUnreadable: `dangerous` or `damaged`.
    """
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FileUnreadable(path, "dangerous", type(error).__name__) from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileUnreadable(path, "damaged", str(error)) from error


def _check_depth(path: Path, root: Element) -> None:
    """Refuse markup nested deeper than any program writes, as walking it would exhaust memory."""
    layer = [root]
    for _ in range(MAX_DEPTH):
        layer = [inner for element in layer for inner in element]
        if not layer:
            return
    raise FileUnreadable(path, "damaged", "nesting")
