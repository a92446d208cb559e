"""A file that came in is kept beside the register, whole, before the import that names it is saved."""

import hashlib
import os
from pathlib import Path

import pytest

from storage.check import check
from storage.errors import FileNotKept, FileUnreadable
from storage.intake import received_files
from storage.operations.importing import import_report
from storage.register import Register
from storage.undo import undo

LONG = 30 * 24 * 3600
"""Seconds: the tests' day is fixed, and may be some days behind."""


def kept(register: Register) -> list[Path]:
    """The files that are kept."""
    folder = received_files.folder_of(register.path)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def age(path: Path, seconds: int) -> None:
    """Make a file older."""
    was = path.stat().st_mtime - seconds
    os.utime(path, (was, was))


def test_an_imported_file_is_kept_byte_for_byte_under_its_hash(empty: Register, small_report: Path) -> None:
    data = small_report.read_bytes()
    import_report(empty, small_report, None)
    [path] = kept(empty)
    assert path.parent.name == f"{empty.path.name}-filer"
    assert path.name == f"{hashlib.sha256(data).hexdigest()}.docx"
    assert path.read_bytes() == data
    import_report(empty, small_report, None)
    assert kept(empty) == [path]


def test_a_file_that_cannot_be_kept_is_not_imported(
    empty: Register, small_report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = empty.connection.execute("SELECT count(*) FROM action").fetchone()

    def refuse(*_: object) -> None:
        raise OSError(13, "no")

    monkeypatch.setattr("storage.files.place", refuse)
    with pytest.raises(FileNotKept):
        import_report(empty, small_report, None, without_backup=True)
    assert empty.connection.execute("SELECT count(*) FROM action").fetchone() == before
    assert kept(empty) == []


def test_a_file_that_changes_while_it_is_read_is_not_imported(empty: Register, small_report: Path) -> None:
    with pytest.raises(FileUnreadable) as refused:
        received_files.keep(empty.path, small_report, "0" * 64)
    assert refused.value.reason == "changed"
    assert kept(empty) == []


def test_what_no_action_names_is_removed_by_a_later_check_and_nothing_else(empty: Register, small_report: Path) -> None:
    import_report(empty, small_report, None)
    [named] = kept(empty)
    orphan, young = (named.with_name(f"{letter * 64}.docx") for letter in "ab")
    note = named.with_name("anteckning.txt")
    for path in (orphan, young, note):
        path.write_text("x", encoding="utf-8")
    for path in (named, orphan, note):
        age(path, LONG)
    assert check(empty).ok
    assert kept(empty) == sorted([named, young, note])
    undo(empty)
    check(empty)
    assert named in kept(empty), "redoing the import needs it"


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_file_that_is_not_beside_the_register_is_told_and_no_fault(
    empty: Register, small_report: Path, harm: str
) -> None:
    import_report(empty, small_report, None)
    assert check(empty).missing_files == ()
    [path] = kept(empty)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"x")
    result = check(empty)
    assert (result.ok, result.missing_files) == (True, (small_report.name,))
    assert not import_report(empty, small_report, None).change
    assert check(empty).missing_files == (), "the same file again is put back"
