"""`preflight`, and the look over that every export begins with."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("practice")


def read(granska: Any, *arguments: Any, code: int = 0) -> Any:
    done = granska(*arguments, "--json")
    assert (done.code, done.err) == (code, "")
    return json.loads(done.out)


@pytest.mark.parametrize("words", [["report"], ["missiv", "--audit", "Måltider"]], ids=["report", "missiv"])
def test_what_is_found_is_a_line_each_and_the_same_as_json(granska: Any, words: list[str]) -> None:
    shape = read(granska, "preflight", *words)
    assert (shape["document"], shape["ok"]) == (words[0], True)
    done = granska("preflight", *words)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [finding["sentence"] for finding in shape["findings"]]
    assert all(line.startswith("Varning för ") for line in done.out.splitlines())
    assert {"severity", "code", "entity", "record", "where", "values"} <= set(shape["findings"][0])


def test_a_followup_can_be_named(granska: Any) -> None:
    closed = next(one for one in read(granska, "list", "followups") if one["state"] == "closed")
    named = read(granska, "preflight", "report", "--followup", closed["id"])
    assert named["ok"]
    assert named != read(granska, "preflight", "report")


def test_an_error_ends_with_1_and_stops_the_export(granska: Any, tmp_path: Path) -> None:
    granska("config", "set", "method", "Granskningen gjordes [datum].")
    shape = read(granska, "preflight", "report", code=1)
    assert not shape["ok"]
    assert (shape["findings"][0]["severity"], shape["findings"][0]["code"]) == ("error", "placeholder")
    done = granska("export", "report", "--out", tmp_path / "ut", "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[0].startswith("Fel i inställningen method (Rapportens metod och urval): ”[datum]”")
    assert not (tmp_path / "ut").exists()


def test_warnings_do_not_stop_the_export_and_are_told_on_stderr(granska: Any, tmp_path: Path) -> None:
    done = granska("export", "report", "--out", tmp_path)
    assert done.code == 0
    assert Path(done.out.strip()).is_file()
    assert done.err.splitlines() == granska("preflight", "report").out.splitlines()


def test_a_day_that_nobody_works_on_is_warned_of(granska: Any, tmp_path: Path) -> None:
    for day, told in (("2027-07-05", "i juli"), ("2027-02-27", "en lördag"), ("2027-12-24", "julafton")):
        done = granska("export", "missiv", "--audit", "Skolfrånvaro", "--due", day, "--out", tmp_path)
        assert done.code == 0
        assert any(told in line for line in done.err.splitlines())
