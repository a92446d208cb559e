"""Whatever is wrong with where a document goes or what it is called: a sentence, nothing half-written, nothing lost."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import followups, records
from storage.register import open_register

pytestmark = pytest.mark.usefixtures("practice")

DOCUMENTS = {
    "report": ["export", "report"],
    "missiv": ["export", "missiv", "--audit", "Skolfrånvaro", "--due", "2027-02-26"],
}
TITLES = {
    "300 letters": "Granskning " * 28,
    "signs": 'A/B: hur? \\ * < > | "C" ..',
    "reserved": "CON",
    "dots": "..",
    "decomposed": unicodedata.normalize("NFD", "Åldersgränser på öl"),
    "hostile": "Rätt\x1b[2J\u202e %s <b> [red]",
}


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for next to nothing."""
    folder = tmp_path / "liten"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def is_told(text: str) -> bool:
    """Return True when the last line on stderr is a sentence, and no line is a traceback."""
    return bool(re.search(r"[.]\n\Z", text)) and "Traceback" not in text and "Error" not in text


@pytest.mark.parametrize("words", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_folder_in_no_folder_is_told_of(granska: Any, tmp_path: Path, contents: Any, words: list[str]) -> None:
    before = contents()
    done = granska(*words, "--out", tmp_path / "nej" / "ut")
    assert (done.code, done.out) == (1, "")
    assert "Det finns ingen mapp" in done.err
    assert is_told(done.err)
    assert contents() == before


@pytest.mark.parametrize("words", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_file_is_no_folder(granska: Any, tmp_path: Path, contents: Any, words: list[str]) -> None:
    (tmp_path / "ut").write_text("hej", encoding="utf-8")
    before = contents()
    done = granska(*words, "--out", tmp_path / "ut")
    assert (done.code, done.out) == (1, "")
    assert is_told(done.err)
    assert contents() == before


@pytest.mark.parametrize("words", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_folder_that_refuses_is_told_of(
    granska: Any, tmp_path: Path, contents: Any, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    (tmp_path / "ut").mkdir()
    before = contents()

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("exports.writing.write", refused)
    done = granska(*words, "--out", tmp_path / "ut")
    assert (done.code, done.out) == (1, "")
    assert "Det går inte att skriva i mappen" in done.err
    assert is_told(done.err)
    assert contents() == before


@pytest.mark.parametrize("words", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_full_disk_is_told_of_and_leaves_nothing_behind(
    granska: Any, tiny: Path, practice: Path, words: list[str]
) -> None:
    before = practice.read_bytes()
    done = granska(*words, "--out", tiny)
    assert (done.code, done.out) == (1, "")
    assert "Disken är full" in done.err
    assert is_told(done.err)
    assert list(tiny.iterdir()) == []
    assert practice.read_bytes() == before


@pytest.mark.parametrize("words", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_document_open_in_word_is_left_alone(granska: Any, tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "ut"
    first = Path(granska(*words, "--out", folder).out.strip())
    held = first.read_bytes()
    (folder / f"~${first.name[2:]}").write_bytes(b"Anna")
    second = Path(granska(*words, "--out", folder).out.strip())
    first.rename(tmp_path / "annan.docx")
    third = Path(granska(*words, "--out", folder).out.strip())
    assert len({first, second, third}) == 3
    assert (tmp_path / "annan.docx").read_bytes() == held


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES.keys())
def test_any_title_gives_a_file_with_a_name_that_every_system_takes(
    granska: Any, tmp_path: Path, practice: Path, title: str
) -> None:
    with open_register(practice, write=True) as register:
        audit = records.find(register, "Skolfrånvaro", "audit")
        followup = followups.report_followup(register, None)
        with register.recording("example") as action:
            action.put("audit", audit, {"title": title, "short_title": title})
            action.put("followup", followup.id, {"title": title})
    for words in (["export", "report"], ["export", "missiv", "--audit", audit]):
        done = granska(*words, "--out", tmp_path / "ut")
        assert done.code == 0, done.err
        path = Path(done.out.strip("\n"))
        assert path.parent == tmp_path / "ut"
        assert path.is_file()
        assert len(path.name.encode()) < 200
        assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', path.name)
        assert path.name == unicodedata.normalize("NFC", path.name)


def test_a_logo_that_cannot_be_drawn_stops_the_letter(granska: Any, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert granska("config", "set", "logo", tmp_path / "logo.png").code == 0
    done = granska(*DOCUMENTS["missiv"], "--out", tmp_path / "ut")
    assert (done.code, done.out) == (1, "")
    assert "Logotypen går inte att använda" in done.err
    assert is_told(done.err)
    assert list((tmp_path / "ut").iterdir()) == []
    assert "Utskrivet missiv" not in granska("history").out
