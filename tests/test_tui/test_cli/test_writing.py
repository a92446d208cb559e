"""`init`, `demo`, `set`, `undo`, `redo` and `export`: what commands leave behind."""

import json
from pathlib import Path
from typing import Any

import pytest


def read(granska: Any, *arguments: str) -> Any:
    done = granska(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def levels(granska: Any) -> dict[str, str]:
    return {one["id"]: one["level"] for one in read(granska, "list", "recommendations")}


def test_init_makes_a_register_where_it_is_told_to(granska: Any, tmp_path: Path) -> None:
    path = tmp_path / "ny mapp" / "räkna #1.db"
    done = granska("init", path, "--office", "Exempelby kommuns revisorer", "--who", "Bo")
    assert (done.code, done.out) == (0, f"{path}\n")
    assert path.is_file()
    assert granska("check", "--register", path).code == 0
    assert " Bo: " in granska("history", "--register", path).out


def test_init_takes_the_users_own_place_when_none_is_named(
    granska: Any, surroundings: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del surroundings["GRANSKA_REGISTER"]
    monkeypatch.delenv("GRANSKA_REGISTER")
    assert granska("init").out == f"{tmp_path / 'data' / 'granska' / 'register.db'}\n"
    assert granska("list", "followups").code == 0


def test_init_writes_over_nothing(granska: Any, practice: Path, contents: Any) -> None:
    before = contents()
    done = granska("init", practice)
    assert (done.code, done.out) == (1, "")
    assert "skrivs inte över" in done.err
    assert contents() == before


def test_demo_writes_register_and_documents_and_names_them(granska: Any, tmp_path: Path) -> None:
    done = granska("demo", "--no-screen", "--dir", tmp_path / "demo")
    named = [Path(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert named[0] == tmp_path / "demo" / "ovning.db"
    assert [path.suffix for path in named[1:]] == [".docx", ".docx", ".docx"]
    assert sorted(named) == sorted((tmp_path / "demo").iterdir())


def test_demo_uses_the_register_that_is_there(granska: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("tui.app.run", lambda path, **_: opened.append(path))
    granska("demo", "--dir", tmp_path)
    before = (tmp_path / "ovning.db").read_bytes()
    done = granska("demo", "--dir", tmp_path)
    assert "finns redan" in done.err
    assert (tmp_path / "ovning.db").read_bytes() == before
    assert opened == [tmp_path / "ovning.db"] * 2


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("implemented", "implemented"),
        ("partial", "partial"),
        ("not_implemented", "not_implemented"),
        ("not_assessable", "not_assessable"),
        ("not_relevant", "not_relevant"),
        ("delvis", "partial"),
        ("DELVIS ÅTG.", "partial"),
        ("Inte åtgärdad", "not_implemented"),
        ("Kvarstår", "not_implemented"),
    ],
)
@pytest.mark.usefixtures("practice")
def test_a_level_may_be_named_in_every_way(granska: Any, word: str, level: str) -> None:
    one = read(granska, "list", "recommendations", "--filter", "granskning:måltider")[0]
    assert granska("set", one["id"], word).code == 0
    shown = read(granska, "show", one["id"])
    assert (shown["level"], shown["current"]) == (level, True)


@pytest.mark.parametrize("word", ["clear", "not_assessed", "ej bedömd"])
@pytest.mark.usefixtures("practice")
def test_clearing_brings_the_earlier_judgement_back_into_view(granska: Any, word: str) -> None:
    one = next(r for r in read(granska, "list", "recommendations") if not r["current"] and r["followup"])
    granska("set", one["id"], "not_relevant")
    assert read(granska, "show", one["id"])["current"] is True
    granska("set", one["id"], word)
    shown = read(granska, "show", one["id"])
    assert (shown["level"], shown["current"]) == (one["level"], False)


@pytest.mark.usefixtures("practice")
def test_several_at_once_are_one_action(granska: Any) -> None:
    before = levels(granska)
    chosen = list(before)[:4]
    assert granska("set", *chosen, "not_relevant").out == "– Inte längre aktuell: 4 rekommendationer\n"
    assert {levels(granska)[one] for one in chosen} == {"not_relevant"}
    assert granska("undo").code == 0
    assert levels(granska) == before


@pytest.mark.usefixtures("practice")
def test_one_bad_reference_among_several_changes_nothing(granska: Any) -> None:
    before = levels(granska)
    done = granska("set", next(iter(before)), "finns:9", "not_relevant")
    assert (done.code, done.out) == (1, "")
    assert levels(granska) == before


@pytest.mark.usefixtures("practice")
def test_an_unknown_level_names_the_ones_there_are(granska: Any) -> None:
    done = granska("set", next(iter(levels(granska))), "utmärkt")
    assert done.code == 1
    assert "Delvis åtgärdad" in done.err


@pytest.mark.usefixtures("practice")
def test_lines_on_stdin_are_judged_and_acknowledged_one_by_one(granska: Any) -> None:
    one, two, three = list(levels(granska))[:3]
    lines = f"{one} implemented\r\n\n{two}   inte åtgärdad\nfinns:9 partial\n{three} utmärkt\n{three} clear"
    done = granska("set", "-", stdin=lines)
    assert done.out == f"ok {one}\nok {two}\nok {three}\n"
    assert done.code == 1
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["Rad 4", "Rad 5"]
    assert (levels(granska)[one], levels(granska)[two]) == ("implemented", "not_implemented")


@pytest.mark.usefixtures("practice")
def test_a_line_may_hold_a_reference_and_a_level_of_several_words(granska: Any) -> None:
    listed = read(granska, "list", "recommendations")
    numbers = [(r["audit"], r["number"]) for r in listed]
    one = next(r for r in listed if " " in r["audit_title"] and numbers.count((r["audit"], r["number"])) == 1)
    reference = f"{one['audit_title']}:{one['number']}"
    assert granska("set", "-", stdin=f"{reference} Inte längre aktuell\n").out == f"ok {reference}\n"
    assert levels(granska)[one["id"]] == "not_relevant"


@pytest.mark.usefixtures("practice")
def test_a_line_may_come_from_a_spreadsheet_with_a_tab_between(granska: Any) -> None:
    one = next(iter(levels(granska)))
    assert granska("set", "-", stdin=f"{one}\tDelvis åtgärdad\n").out == f"ok {one}\n"
    assert levels(granska)[one] == "partial"


@pytest.mark.usefixtures("practice")
def test_a_line_without_a_level_says_that_both_are_needed(granska: Any) -> None:
    done = granska("set", "-", stdin="Måltider:1\n")
    assert (done.code, done.out, done.err) == (1, "", "Rad 1: REF och NIVÅ behövs båda.\n")


@pytest.mark.usefixtures("practice")
def test_lines_that_are_no_text_are_told_and_passed_over(granska: Any) -> None:
    one = next(iter(levels(granska)))
    done = granska("set", "-", stdin=b"\xff\xfe\x00\x1b[2J partial\n" + f"{one} partial\n".encode())
    assert (done.code, done.out) == (1, f"ok {one}\n")
    assert "\x1b" not in done.err


@pytest.mark.usefixtures("practice")
def test_acknowledgements_come_while_the_lines_are_still_open(surroundings: dict[str, str]) -> None:
    import os
    import subprocess
    import sys
    import threading

    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "set", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **surroundings},
        cwd=Path(__file__).resolve().parents[3],
    ) as running:
        assert running.stdin
        assert running.stdout
        deadline = threading.Timer(30, running.kill)
        deadline.start()
        running.stdin.write("Måltider:1 partial\n".encode())
        running.stdin.flush()
        assert running.stdout.readline() == "ok Måltider:1\n".encode()
        running.stdin.close()
        deadline.cancel()
    assert running.returncode == 0


@pytest.mark.usefixtures("practice")
def test_undo_and_redo_work_from_one_process_to_the_next(process: Any) -> None:
    before = process("list", "recommendations", "--json").out
    assert process("set", "Måltider:1", "implemented", "--comment", "Klart.").code == 0
    after = process("list", "recommendations", "--json").out
    assert process("undo").out.startswith("Ångrade: Bedömning – Måltider: 1) ")
    assert before != after
    assert process("list", "recommendations", "--json").out == before
    assert process("redo").code == 0
    assert process("list", "recommendations", "--json").out == after


@pytest.mark.usefixtures("practice")
def test_nothing_to_undo_or_redo_is_told(granska: Any) -> None:
    for command, told in (("undo", "inget att ångra"), ("redo", "inget att göra om")):
        done = granska(command)
        assert (done.code, done.out) == (1, "")
        assert told in done.err


def test_what_is_not_undone_is_named(granska: Any) -> None:
    granska("init")
    done = granska("undo")
    assert done.code == 1
    assert "”Nytt register” går inte att ångra" in done.err


@pytest.mark.usefixtures("practice")
def test_a_report_is_written_and_named(granska: Any, tmp_path: Path) -> None:
    import hashlib

    made = read(granska, "export", "report", "--out", str(tmp_path / "ut"))
    path = Path(made["path"])
    assert path.parent == tmp_path / "ut"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made["sha256"]
    assert made["followup"].startswith("Uppföljning")
    again = granska("export", "report", "--out", tmp_path / "ut")
    assert again.code == 0
    assert Path(again.out.strip()) != path


@pytest.mark.usefixtures("practice")
def test_the_followup_of_a_report_can_be_named(granska: Any, tmp_path: Path) -> None:
    for one in read(granska, "list", "followups"):
        made = read(granska, "export", "report", "--out", str(tmp_path), "--followup", one["id"])
        assert made["followup"] == one["title"]


@pytest.mark.usefixtures("practice")
def test_a_folder_in_a_folder_that_is_not_there_is_an_error(granska: Any, tmp_path: Path) -> None:
    done = granska("export", "report", "--out", tmp_path / "nej" / "ut")
    assert (done.code, done.out) == (1, "")
    assert not (tmp_path / "nej").exists()
