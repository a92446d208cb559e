"""A file that cannot, or should not, be read is refused with its reason and left as it was."""

import hashlib
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.errors import FileUnreadable
from storage.intake import package as package_module
from storage.intake.package import open_package
from storage.intake.word import WordParagraph, read_blocks
from tests.made_report import CONTENT_TYPES, STYLES, W, package, paragraph, save_made_report

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_XLSX = CONTENT_TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet").replace("/word/document", "/xl/book")


def _parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """The parts of a small Word file, some of them changed; two underscores stand for a slash."""
    document = f'<w:document xmlns:w="{W}"><w:body>{paragraph("Text")}</w:body></w:document>'
    parts: dict[str, str | bytes] = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document}
    return parts | {name.replace("__", "/") + ".xml": content for name, content in changed.items()}


def _missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    path.mkdir()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _old_word(path: Path) -> None:
    path.write_bytes(OLE2 + "WordDocument Bookmarks Book".encode("utf-16-le"))


def _password(path: Path) -> None:
    path.write_bytes(OLE2 + "EncryptedPackage".encode("utf-16-le"))


def _encrypted_zip(path: Path) -> None:
    data = bytearray(package(path, _parts()).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def _text(path: Path) -> None:
    path.write_text("Rekommendation;Bedömning;Kommentar", "utf-8")


def _pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n")


def _rich_text(path: Path) -> None:
    path.write_bytes(rb"{\rtf1\ansi Rekommendation}")


def _web_page(path: Path) -> None:
    path.write_text("\ufeff<!DOCTYPE html>\n<html><body>Rekommendation</body></html>", "utf-8")


def _mail_page(path: Path) -> None:
    path.write_text("MIME-Version: 1.0\nContent-Type: multipart/related\n", "utf-8")


def _old_markup(path: Path) -> None:
    path.write_text('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "utf-8")


def _flat_open_document(path: Path) -> None:
    path.write_text('<?xml version="1.0"?>\n<office:document xmlns:office="x"/>', "utf-8")


def _old_workbook(path: Path) -> None:
    path.write_bytes(OLE2 + "Workbook".encode("utf-16-le"))


def _old_slides(path: Path) -> None:
    path.write_bytes(OLE2 + "PowerPoint Document".encode("utf-16-le"))


def _open_text(path: Path) -> None:
    package(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"})


def _open_sheet(path: Path) -> None:
    package(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>"})


def _workbook(path: Path) -> None:
    package(path, {"[Content_Types].xml": _XLSX, "xl/book.xml": "<book/>"})


def _other_zip(path: Path) -> None:
    package(path, {"content.xml": "<office/>"})


def _truncated(path: Path) -> None:
    data = save_made_report(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _flipped(path: Path) -> None:
    data = bytearray(save_made_report(path).read_bytes())
    data[data.index(b"word/document.xml") + 200] ^= 0xFF
    path.write_bytes(data)


def _broken_markup(path: Path) -> None:
    package(path, _parts(word__document="<w:document><w:body>"))


def _no_document(path: Path) -> None:
    package(path, {"[Content_Types].xml": CONTENT_TYPES})


def _nested(path: Path) -> None:
    deep = "<w:sdt>" * 500 + "</w:sdt>" * 500
    package(path, _parts(word__document=f'<w:document xmlns:w="{W}"><w:body>{deep}</w:body></w:document>'))


def _entities(path: Path) -> None:
    package(path, _parts(word__document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))


def _entities_elsewhere(path: Path) -> None:
    package(path, _parts(word__footnotes='<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'))


def _entities_in_utf16(path: Path) -> None:
    package(path, _parts(word__styles='<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16")))


def _bomb(path: Path) -> None:
    package(path, _parts(word__document="<a>" + " " * 30_000_000 + "</a>"))


def _many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(package_module.MAX_PARTS + 1):
            archive.writestr(f"word/{number}", b"")


BAD: dict[Callable[[Path], None], str] = {
    _missing: "missing",
    _folder: "folder",
    _empty: "empty",
    _old_word: "old_word",
    _password: "encrypted",
    _encrypted_zip: "encrypted",
    _text: "not_word",
    _pdf: "pdf",
    _rich_text: "rtf",
    _web_page: "web_page",
    _mail_page: "web_page",
    _old_markup: "old_word",
    _flat_open_document: "open_document",
    _workbook: "workbook",
    _old_workbook: "workbook",
    _old_slides: "not_word",
    _open_text: "open_document",
    _open_sheet: "workbook",
    _other_zip: "not_word",
    _truncated: "damaged",
    _flipped: "damaged",
    _broken_markup: "damaged",
    _no_document: "damaged",
    _nested: "damaged",
    _entities: "dangerous",
    _entities_elsewhere: "dangerous",
    _entities_in_utf16: "dangerous",
    _bomb: "too_large",
    _many_parts: "too_large",
}


@pytest.mark.parametrize(("make", "reason"), BAD.items(), ids=lambda value: getattr(value, "__name__", value))
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, make: Callable[[Path], None], reason: str) -> None:
    path = tmp_path / "rapport.docx"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(FileUnreadable) as caught:
        open_package(path)
    assert (caught.value.reason, caught.value.path) == (reason, path)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_file_that_the_system_refuses_is_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_made_report(tmp_path / "rapport.docx")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileUnreadable) as caught:
        open_package(path)
    assert caught.value.reason == "denied"


def test_a_file_larger_than_any_report_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_made_report(tmp_path / "rapport.docx")
    monkeypatch.setattr(package_module, "MAX_BYTES", 1_000)
    with pytest.raises(FileUnreadable) as caught:
        open_package(path)
    assert caught.value.reason == "too_large"


def test_a_file_that_word_leaves_while_a_document_is_open_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "~$rapport.docx"
    path.write_bytes(b"\x05Alva " + bytes(156))
    with pytest.raises(FileUnreadable) as caught:
        open_package(path)
    assert caught.value.reason == "lock"


def test_pictures_make_no_file_too_large_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank scan is packed a thousandfold, and is not unpacked."""
    monkeypatch.setattr(package_module, "MAX_MARKUP", 100_000)
    parts = _parts() | {"word/media/image1.bmp": bytes(30_000_000)}
    (found,) = read_blocks(open_package(package(tmp_path / "rapport.docx", parts)))
    assert isinstance(found, WordParagraph)


def test_what_other_programs_lay_into_a_file_is_left_alone(tmp_path: Path) -> None:
    laid_in = "<a><![CDATA[<!DOCTYPE html><p>]]></a>"
    parts = _parts() | {"customXml/item1.xml": laid_in, "customXml/item2.xml": "<a>" + " " * 30_000_000 + "</a>"}
    (found,) = read_blocks(open_package(package(tmp_path / "rapport.docx", parts)))
    assert isinstance(found, WordParagraph)


def test_markup_that_is_packed_tightly_is_read_as_long_as_it_is_small(tmp_path: Path) -> None:
    empty = "<w:p/>" * 400_000
    parts = _parts(word__document=f'<w:document xmlns:w="{W}"><w:body>{empty}{paragraph("Sist")}</w:body></w:document>')
    (found,) = read_blocks(open_package(package(tmp_path / "rapport.docx", parts)))
    assert isinstance(found, WordParagraph)
    assert found.text == "Sist"


@pytest.mark.parametrize("target", ["styles2.xml", "/word/styles2.xml", "../word/styles2.xml", "Styles2.xml"])
def test_a_part_is_found_by_the_relation_that_names_it(tmp_path: Path, target: str) -> None:
    relations = f'<Relationships xmlns="r"><Relationship Id="r1" Type="x/styles" Target="{target}"/></Relationships>'
    body = paragraph("Vägar", "Heading2")
    parts = _parts(word__document=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    more: dict[str, str | bytes] = {"word/_rels/document.xml.rels": relations, "word/styles2.xml": STYLES}
    (found,) = read_blocks(open_package(package(tmp_path / "rapport.docx", parts | more)))
    assert isinstance(found, WordParagraph)
    assert found.level == 2


@pytest.mark.parametrize(
    ("mode", "target"),
    [("External", "file:///etc/passwd"), ("Internal", "../../../../etc/passwd"), ("Internal", "missing.xml")],
)
def test_what_is_outside_the_file_is_never_opened(tmp_path: Path, mode: str, target: str) -> None:
    named = f'<Relationship Id="r1" Type="x/styles" TargetMode="{mode}" Target="{target}"/>'
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="r">{named}</Relationships>',
        "../../outside.xml": "<a/>",
    }
    assert open_package(package(tmp_path / "rapport.docx", _parts() | more)).styles is None


def test_a_name_that_no_file_can_have_is_missing() -> None:
    with pytest.raises(FileUnreadable) as caught:
        open_package(Path("rap\0port.docx"))
    assert caught.value.reason == "missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_device_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "rapport.docx"
    os.mkfifo(pipe)
    for path in (Path(os.devnull), pipe):
        with pytest.raises(FileUnreadable) as caught:
            open_package(path)
        assert caught.value.reason == "no_file"


def test_the_hash_is_that_of_the_files_bytes(tmp_path: Path) -> None:
    path = save_made_report(tmp_path / "rapport.docx")
    assert open_package(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_without_styles_and_numbering_is_read(tmp_path: Path) -> None:
    found = open_package(package(tmp_path / "rapport.docx", _parts()))
    assert (found.styles, found.numbering) == (None, None)


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.ms-word.document.macroEnabled.main+xml",
        "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_a_file_with_macros_and_a_template_are_read(tmp_path: Path, kind: str) -> None:
    usual = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = _parts() | {"[Content_Types].xml": CONTENT_TYPES.replace(usual, kind), "word/vbaProject.bin": b"\xd0\xcf"}
    (found,) = read_blocks(open_package(package(tmp_path / "rapport.docm", parts)))
    assert isinstance(found, WordParagraph)
    assert found.text == "Text"


def test_a_strict_open_xml_file_is_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{paragraph("Vägar", "Heading2")}</w:body></w:document>'
    parts = _parts(word__document=document, word__styles=STYLES.replace(W, strict))
    (found,) = read_blocks(open_package(package(tmp_path / "rapport.docx", parts)))
    assert isinstance(found, WordParagraph)
    assert (found.text, found.level) == ("Vägar", 2)
