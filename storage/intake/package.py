"""Safe opening of untrusted Word files, with a reason for every refusal, and access to their XML elements.

The file is read once into memory and never written. Sizes are checked before anything is unpacked.

Elements are identified by local name, as a document may use the transitional or the strict namespace (ISO/IEC
29500), and no other elements of a Word file share the names used here.
"""

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Struct

from storage.errors import FileUnreadable

_OFF = {"0", "false", "off", "none"}


def local(element: Element) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along `path` of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
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


MAX_BYTES = 200_000_000
"""Size limit of a file, and of all its parts unpacked, in bytes."""
MAX_RATIO = 200
"""Limit of the compression ratio of a part."""
MAX_PARTS = 5_000
MAX_DEPTH = 200
"""Limit of the nesting of elements."""
_RATIO_FROM = 1_000_000

_OLE2 = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[Content_Types].xml"
_MARKUP = (".xml", ".rels", ".vml")
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
            check_sizes(path, archive)
            parts = _unpack(path, archive)
    except FileUnreadable:
        raise
    except UNPACKING as error:
        raise FileUnreadable(path, "damaged", str(error)) from error
    name = _main_part(path, parts)
    folder = name.rpartition("/")[0]
    document = parsed(path, parts[name])
    _check_depth(path, document)
    return WordPackage(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        document=document,
        styles=_optional(path, parts, f"{folder}/styles.xml"),
        numbering=_optional(path, parts, f"{folder}/numbering.xml"),
        properties=_properties(path, parts),
    )


def file_bytes(path: Path) -> bytes:
    """Read a whole file.

    Raises:
        FileUnreadable: with the reason: `missing`, `folder`, `empty`, `denied`, `too_large` or `not_word`.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileUnreadable(path, "folder")
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(path, "not_word")
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
        raise FileUnreadable(path, "encrypted" if _ENCRYPTED_STREAM in data else "old_word")
    if not data.startswith(b"PK"):
        raise FileUnreadable(path, "not_word")


def check_sizes(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to more than a file can be, or that is locked by a password.

    Raises:
        FileUnreadable: `too_large` or `encrypted`.
    """
    entries = archive.infolist()
    swollen = (
        entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_BYTES or any(swollen):
        raise FileUnreadable(path, "too_large")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileUnreadable(path, "encrypted")


def _unpack(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack the XML parts, verifying the checksums of all parts."""
    parts: dict[str, bytes] = {}
    for entry in archive.infolist():
        content = archive.read(entry)
        if entry.filename.lower().endswith(_MARKUP):
            if _declares_types(content):
                raise FileUnreadable(path, "dangerous", entry.filename)
            parts[entry.filename.lstrip("/")] = content
    return parts


def _declares_types(content: bytes) -> bool:
    """True when the markup declares a document type or entities, in any encoding."""
    plain = content.replace(b"\x00", b"") if content.startswith(_UTF16) else content
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _main_part(path: Path, parts: dict[str, bytes]) -> str:
    """The name of the main part, by the list of content types."""
    if _CONTENT_TYPES not in parts:
        raise FileUnreadable(path, "not_word")
    for entry in parsed(path, parts[_CONTENT_TYPES]):
        kind = attribute(entry, "ContentType") or ""
        if "word" in kind and kind.endswith((".main+xml", "+main+xml")) and local(entry) == "Override":
            name = (attribute(entry, "PartName") or "").lstrip("/")
            if name not in parts:
                raise FileUnreadable(path, "damaged", name)
            return name
    raise FileUnreadable(path, "not_word")


def _optional(path: Path, parts: dict[str, bytes], name: str) -> Element | None:
    content = parts.get(name.lstrip("/"))
    return None if content is None else parsed(path, content)


def _properties(path: Path, parts: dict[str, bytes]) -> Element | None:
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
