"""A report is written whole or not at all, and never over anything."""

import errno
import hashlib
import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from exports import writing
from exports.errors import FolderMissing, FolderNotWritable, NameRefused, TextLost
from exports.report.context import report_context
from exports.report.drawing import report_bytes, verify_text
from exports.report.file import WrittenDocument, write_report
from exports.writing import file_name, write_new
from storage.errors import DiskFull
from tests.test_exports.material import full_material

TODAY = date(2021, 3, 1)
NAME = "Uppföljningsrapport 2021 Exempelby kommuns revisorer"


def written(folder: Path, state: str = "closed") -> WrittenDocument:
    return write_report(full_material(state), folder, today=TODAY)


def test_a_report_is_named_after_its_year_and_office_and_a_draft_says_so(tmp_path: Path) -> None:
    assert written(tmp_path).name == f"{NAME}.docx"
    assert written(tmp_path, "open").name == f"{NAME} UTKAST.docx"


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    document = written(tmp_path)
    assert document.path.parent == tmp_path
    assert hashlib.sha256(document.path.read_bytes()).hexdigest() == document.sha256


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    taken = tmp_path / f"{NAME}.docx"
    taken.write_text("förra årets")
    assert [written(tmp_path).name for _ in range(2)] == [f"{NAME} (2).docx", f"{NAME} (3).docx"]
    assert taken.read_text() == "förra årets"


@pytest.mark.parametrize("mark", ["~$namn.docx", "~$mn.docx", ".~lock.namn.docx#"])
def test_a_name_that_a_word_processor_holds_open_is_left_alone(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).write_text("")
    assert write_new(b"text", tmp_path, "namn.docx").name == "namn (2).docx"


def test_a_name_taken_while_writing_is_not_overwritten(tmp_path: Path) -> None:
    def take_it(_: Path) -> None:
        (tmp_path / "namn.docx").write_text("någon annans")

    assert write_new(b"text", tmp_path, "namn.docx", check=take_it).name == "namn (2).docx"
    assert (tmp_path / "namn.docx").read_text() == "någon annans"


def test_a_file_system_without_hard_links_is_written_to_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    (tmp_path / "namn.docx").write_text("förra årets")
    path = write_new(b"text", tmp_path, "namn.docx")
    assert (path.name, path.read_bytes()) == ("namn (2).docx", b"text")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["namn (2).docx", "namn.docx"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing) as caught:
        written(tmp_path / "finns inte")
    assert caught.value.path == tmp_path / "finns inte"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_refuses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(FolderNotWritable) as caught:
        write_new(b"text", tmp_path, "namn.docx")
    assert caught.value.path == tmp_path


def _full_at_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)


def _full_at_naming(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(Path, "replace", full)


@pytest.mark.parametrize("fill", [_full_at_fsync, _full_at_naming])
def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fill: Callable[[pytest.MonkeyPatch], None]
) -> None:
    before = written(tmp_path)
    fill(monkeypatch)
    with pytest.raises(DiskFull):
        written(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [before.name]
    assert hashlib.sha256(before.path.read_bytes()).hexdigest() == before.sha256


def test_a_file_that_does_not_say_what_it_should_is_not_kept(tmp_path: Path) -> None:
    context = report_context(full_material(), today=TODAY)
    data = report_bytes(context, made_on=TODAY)
    texts = list(context.texts())
    for wrong in (texts[:-1], [*texts, "ett till"], [texts[1], texts[0], *texts[2:]]):
        with pytest.raises(TextLost):
            write_new(data, tmp_path, "namn.docx", check=partial(verify_text, expected=wrong))
    assert not list(tmp_path.iterdir())


def test_a_file_that_does_not_hold_what_was_written_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "write", lambda draft, data: draft.write_bytes(data[:-1]))
    with pytest.raises(TextLost):
        write_new(b"text", tmp_path, "namn.docx")
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_read_back_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(TextLost):
        write_new(b"PK torn", tmp_path, "namn.docx", check=lambda path: verify_text(path, ["text"]))
    assert not list(tmp_path.iterdir())


def test_long_names_are_cut_between_letters_and_keep_mark_and_suffix() -> None:
    name = file_name("å" * 300, mark=" UTKAST")
    assert name == "å" * 50 + " UTKAST.docx"


@pytest.mark.parametrize("stem", ["", " ", ".", "..", "...", "\x00", "///"])
def test_a_name_of_nothing_is_refused(stem: str) -> None:
    with pytest.raises(NameRefused):
        file_name(stem)


@pytest.mark.parametrize("stem", ["../../etc/passwd", "a/b", "a\\b", "C:\\temp\\x", "namn\n.exe", "CON"])
def test_a_name_never_leads_out_of_the_folder(stem: str, tmp_path: Path) -> None:
    path = write_new(b"text", tmp_path, file_name(stem))
    assert path.parent == tmp_path
    assert path.suffix == ".docx"


def test_a_path_is_no_name(tmp_path: Path) -> None:
    with pytest.raises(NameRefused):
        write_new(b"text", tmp_path, "../namn.docx")
