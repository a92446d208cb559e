"""Whatever is wrong with a file: one Swedish sentence, exit 1, and nothing created or changed to the byte."""

import json
import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.register import create_register, open_register
from tests.made_report import paragraph, save

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
COMMANDS = {
    "list": ["list", "recommendations", "--json"],
    "show": ["show", "abcdef"],
    "set": ["set", "abcdef", "partial"],
    "set lines": ["set", "-"],
    "undo": ["undo"],
    "redo": ["redo"],
    "history": ["history"],
    "check": ["check"],
    "export": ["export", "report", "--out", "."],
    "missiv": ["export", "missiv", "--audit", "Skolfrånvaro", "--out", "."],
    "preflight": ["preflight", "report"],
    "preflight missiv": ["preflight", "missiv", "--audit", "Skolfrånvaro"],
    "close": ["close", "Uppföljning 2026"],
    "templates": ["templates", "list"],
    "hand out": ["templates", "export", "."],
    "config": ["config", "get"],
    "configure": ["config", "set", "place", "Exempelby"],
    "import": ["import", "rapport.docx"],
    "dry run": ["import", "rapport.docx", "--dry-run"],
    "screen": [],
}
WRITING = ["set", "set lines", "undo", "redo", "import", "close", "configure"]


def _old(path: Path, _report: Path) -> None:
    path.write_bytes(OLE2 + "WordDocument".encode("utf-16-le"))


def _sql(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    create_register(path).close()
    _sql(path, "PRAGMA user_version = 9999")


BAD_FILES: dict[str, tuple[Callable[[Path, Path], Any], str]] = {
    "missing": (lambda _path, _report: None, "Det finns ingen fil"),
    "folder": (lambda path, _report: path.mkdir(), "är en mapp"),
    "empty": (lambda path, _report: path.touch(), "är tom"),
    "truncated": (lambda path, report: path.write_bytes(report.read_bytes()[:-900]), "är skadad"),
    "encrypted": (lambda path, _: path.write_bytes(OLE2 + "EncryptedPackage".encode("utf-16-le")), "lösenord"),
    "old Word": (_old, "gamla Word-formatet"),
    "text": (lambda path, _report: path.write_text("1) Mät tiden", encoding="utf-8"), "ingen Word-fil"),
    "no table": (lambda path, _report: save(path, paragraph("Bara text.")), "ingen tabell med rekommendationer"),
}

BAD_REGISTERS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "missing": (lambda _path: None, "Det finns inget register"),
    "folder": (lambda path: path.mkdir(), "är en mapp"),
    "empty": (lambda path: path.touch(), "är en tom fil"),
    "text": (lambda path: path.write_text("Moms;1;Rätta", encoding="utf-8"), "en annan sorts fil"),
    "other database": (lambda path: _sql(path, "CREATE TABLE x (y)"), "ett annat program"),
    "newer": (_newer, "en nyare Granska"),
}


def is_one_sentence(text: str) -> bool:
    """Return True when a complaint is a line of Swedish, not a traceback."""
    return bool(re.fullmatch(r"[^\n]+[.]\n", text)) and "Traceback" not in text and "Error" not in text


@pytest.mark.parametrize("extra", [[], ["--dry-run"]], ids=["import", "dry run"])
@pytest.mark.parametrize(("make", "told"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_told_of_and_nothing_is_changed(
    granska: Any, tmp_path: Path, small_report: Path, contents: Any, make: Any, told: str, extra: list[str]
) -> None:
    granska("init")
    make(tmp_path / "rapport.docx", small_report)
    before = contents()
    done = granska("import", tmp_path / "rapport.docx", "--json", *extra)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert is_one_sentence(done.err)
    assert contents() == before


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize(("make", "told"), BAD_REGISTERS.values(), ids=BAD_REGISTERS.keys())
def test_a_bad_register_is_told_of_and_nothing_is_changed(
    granska: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    contents: Any,
    make: Any,
    told: str,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "register.db")
    before = contents()
    done = granska(*arguments)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert is_one_sentence(done.err)
    assert contents() == before


@pytest.mark.parametrize("name", WRITING)
def test_a_register_that_somebody_else_writes_to_is_left_alone(
    granska: Any, practice: Path, contents: Any, name: str
) -> None:
    with open_register(practice, write=True, who="Bo"):
        before = contents()
        done = granska(*COMMANDS[name])
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("Bo har registret")
        assert is_one_sentence(done.err)
        assert contents() == before


@pytest.mark.parametrize("name", WRITING)
def test_a_read_only_register_is_left_alone(granska: Any, practice: Path, contents: Any, name: str) -> None:
    practice.chmod(0o444)
    before = contents()
    done = granska(*COMMANDS[name])
    assert (done.code, done.out) == (1, "")
    assert "skrivskyddad" in done.err
    assert is_one_sentence(done.err)
    assert contents() == before


def test_a_read_only_register_can_be_read(granska: Any, practice: Path, contents: Any) -> None:
    practice.chmod(0o444)
    before = contents()
    for name in ("list", "history", "check"):
        assert granska(*COMMANDS[name]).code == 0
    assert contents() == before


def test_a_register_that_somebody_writes_to_can_be_read(granska: Any, practice: Path) -> None:
    with open_register(practice, write=True, who="Bo"):
        for name in ("list", "history", "check"):
            assert granska(*COMMANDS[name]).code == 0


def test_a_bad_day_is_told_of(granska: Any, surroundings: dict[str, str]) -> None:
    surroundings["GRANSKA_TODAY"] = "i morgon"
    done = granska("init")
    assert done.code == 1
    assert "GRANSKA_TODAY" in done.err
    assert is_one_sentence(done.err)


def test_a_real_process_tells_in_utf_8_whatever_the_terminal_thinks(process: Any, practice: Path) -> None:
    told = process("list", "recommendations", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert told.code == 0
    assert "✔" in told.out
    missing = process("show", "finns:9", "--register", practice.with_name("å ä ö.db"), PYTHONIOENCODING="ascii")
    assert missing.code == 1
    assert "å ä ö.db" in missing.err


def test_a_reader_that_leaves_early_is_no_error(practice: Path, surroundings: dict[str, str]) -> None:
    import subprocess
    import sys

    assert practice.exists()
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "list", "recommendations"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **surroundings},
        cwd=root,
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="arguments are text there")
@pytest.mark.parametrize("arguments", [["show"], ["list", "audits", "--filter"], ["history"], ["import"]])
def test_arguments_that_are_no_text_are_told_of_or_found_nowhere(
    process: Any, practice: Path, arguments: list[str]
) -> None:
    assert practice.exists()
    done = process(*arguments, os.fsdecode(b"\xffab\x1bcdef"))
    assert done.code in {0, 1}
    assert is_one_sentence(done.err)
    assert "\x1b" not in done.err


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
@pytest.mark.usefixtures("practice")
def test_an_interrupted_command_ends_with_130(surroundings: dict[str, str]) -> None:
    import signal
    import subprocess
    import sys

    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "set", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **surroundings},
        cwd=Path(__file__).resolve().parents[3],
    ) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(b"finns:9 x\nM\xc3\xa5ltider:1 partial\n")
        running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130
        assert b"Traceback" not in running.stderr.read()


def test_a_fault_of_the_program_is_a_sentence_and_a_log(
    surroundings: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tui.log import report_fault

    assert surroundings
    error = ZeroDivisionError("hemligt")
    report_fault(ZeroDivisionError, error, None)
    told = capsys.readouterr().err
    assert is_one_sentence(told.replace("ZeroDivisionError", ""))
    assert "hemligt" not in told
    assert "hemligt" in (tmp_path / "state" / "granska.log").read_text(encoding="utf-8")


def test_json_of_a_failed_command_is_no_half_document(granska: Any, practice: Path) -> None:
    _sql(practice, "DELETE FROM _tip")
    done = granska("check", "--json")
    assert done.code == 1
    assert json.loads(done.out)["ok"] is False
