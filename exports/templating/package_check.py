"""Whether a file that is said to be a Word template is one, and harmless, before it is opened in earnest."""

import io
import zipfile
from collections.abc import Iterator
from posixpath import dirname, normpath

from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from exports.templating.errors import TemplateFault

_LARGEST = 50_000_000
"""Bytes unpacked."""
_MOST_PARTS = 2_000
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = ("macroEnabled", "vbaProject")
_WITH_TEXT = {"header": "header", "footer": "footer", "footnotes": "note", "endnotes": "note"}
"""Last word of a relation's type → where its text is."""


class TextPart(Struct, frozen=True):
    """A part that has text."""

    where: str
    """`body`, `header`, `footer` or `note`."""
    root: etree._Element


class NotATemplate(Exception):
    """What is wrong with the file as a whole."""

    def __init__(self, fault: TemplateFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def text_parts(content: bytes) -> tuple[TextPart, ...]:
    """The body, the headers, the footers and the notes of a Word file.

    Raises:
        NotATemplate: it is none, or it is dangerous.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return tuple(_read(archive))
    except (zipfile.BadZipFile, KeyError, NotImplementedError) as error:
        raise NotATemplate(TemplateFault("not_word")) from error
    except (etree.XMLSyntaxError, RuntimeError, EOFError, OSError, zipfile.error, ValueError) as error:
        raise NotATemplate(TemplateFault("damaged", values={"detail": str(error)})) from error


def _read(archive: zipfile.ZipFile) -> Iterator[TextPart]:
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > _LARGEST or len(infos) > _MOST_PARTS:
        raise NotATemplate(TemplateFault("too_large"))
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    if any(mark in types for mark in _MACROS) or any("vbaProject" in info.filename for info in infos):
        raise NotATemplate(TemplateFault("macros"))
    main = _main_part(archive, types)
    yield TextPart("body", _parsed(archive, main))
    base, _, name = main.rpartition("/")
    for relation in _relations(archive, f"{base}/_rels/{name}.rels"):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            if not kind.endswith("/hyperlink"):
                raise NotATemplate(TemplateFault("external", values={"name": target}))
        elif (where := _WITH_TEXT.get(kind.rpartition("/")[2])) is not None:
            part = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(main)}/{target}")
            yield TextPart(where, _parsed(archive, part))


def _main_part(archive: zipfile.ZipFile, types: str) -> str:
    for relation in _relations(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            if _MAIN not in types:
                break
            return relation.get("Target", "").lstrip("/")
    raise NotATemplate(TemplateFault("not_word"))


def _relations(archive: zipfile.ZipFile, name: str) -> list[etree._Element]:
    return list(_parsed(archive, name)) if name in archive.namelist() else []


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotATemplate(TemplateFault("damaged", values={"detail": "DOCTYPE"}))
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def has_page_settings(part: TextPart) -> bool:
    """Whether a body ends in the settings of its pages."""
    return part.root.find(f"{qn('w:body')}/{qn('w:sectPr')}") is not None
