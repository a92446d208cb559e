"""`import` of registers: what comes in, the same file again, and a corrected one."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.registers_made import workbook

HEAD = ["Granskning", "Nämnd", "Nr", "Rekommendation", "Status 2021", "Status 2023", "Kommentar 2023", "Övrigt"]
ROWS = [
    ["Granskning av vägar", "Tekniska nämnden", "1", "Laga hålen.", "Delvis", "Åtgärdad", "Alla hål.", "Se bilaga"],
    ["Granskning av vägar", "Tekniska nämnden", "2", "Mät hålen.", "", "Nja", "Ett hål."],
    ["Granskning av broar", "Kommunstyrelsen", "1", "Måla broarna."],
]


@pytest.fixture(autouse=True)
def _register(granska: Any) -> None:
    """Every test here imports into a new register."""
    granska("init")


def _file(tmp_path: Path, rows: Sequence[Sequence[str]], folder: str = "a") -> Path:
    (tmp_path / folder).mkdir(exist_ok=True)
    return workbook(tmp_path / folder / "Vårt register.xlsx", Register=[HEAD, *rows])


def _read(granska: Any, path: Path, *more: str) -> dict[str, Any]:
    done = granska("import", path, "--json", *more)
    assert done.code == 0, done.err
    told: dict[str, Any] = json.loads(done.out)
    return told


def _points(granska: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(granska("list", "recommendations", "--json").out)
    return sorted(found, key=lambda each: str(each["text"]))


def test_each_point_comes_in_with_its_latest_level_and_comment(granska: Any, tmp_path: Path) -> None:
    told = _read(granska, _file(tmp_path, ROWS))
    assert (told["new"], told["changed"], told["same"], told["refused"]) == (3, 0, 0, 0)
    found = {each["text"]: (each["level"], each["comment"], each["followup_year"]) for each in _points(granska)}
    assert found["Laga hålen."] == ("implemented", "Alla hål.", 2023)
    assert found["Mät hålen."][:2] == ("not_assessed", "Ett hål.")
    assert found["Måla broarna."][0] == "not_assessed"
    assert granska("check").code == 0


def test_the_open_follow_up_is_left_alone(granska: Any, tmp_path: Path) -> None:
    before = [each for each in json.loads(granska("list", "followups", "--json").out) if each["state"] == "open"]
    _read(granska, _file(tmp_path, ROWS))
    after = json.loads(granska("list", "followups", "--json").out)
    assert [each for each in after if each["state"] == "open"] == before
    assert {(each["title"], each["year"]) for each in after if each["state"] == "closed"} == {
        ("Enligt Vårt register.xlsx", 2021),
        ("Enligt Vårt register.xlsx", 2023),
    }


def test_the_same_file_again_changes_nothing(granska: Any, tmp_path: Path) -> None:
    path = _file(tmp_path, ROWS)
    _read(granska, path)
    before = granska("history").out
    told = _read(granska, path)
    assert (told["new"], told["changed"], told["same"]) == (0, 0, 3)
    assert granska("history").out == before


def test_a_corrected_file_gives_its_differences_alone(granska: Any, tmp_path: Path) -> None:
    _read(granska, _file(tmp_path, ROWS))
    rows = [[*ROWS[0][:6], "Nästan alla hål.", *ROWS[0][7:]], *ROWS[1:], ["Granskning av broar", "", "2", "Tvätta."]]
    told = _read(granska, _file(tmp_path, rows, "b"))
    assert (told["new"], told["changed"], told["same"]) == (1, 1, 2)
    followups = json.loads(granska("list", "followups", "--json").out)
    assert sorted(each["year"] for each in followups if each["state"] == "closed") == [2021, 2023, 2023]
    found = {each["text"]: each["comment"] for each in _points(granska)}
    assert found["Laga hålen."] == "Nästan alla hål."
    again = _read(granska, _file(tmp_path, rows, "b"))
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 4)


def test_a_point_alike_to_an_earlier_one_is_refused_with_both_texts_and_the_earlier_keeps_its_level(
    granska: Any, tmp_path: Path
) -> None:
    _read(granska, _file(tmp_path, ROWS))
    rows = [[*ROWS[0][:3], "Laga alla hålen.", *ROWS[0][4:]], [*ROWS[1][:5], "Delvis", *ROWS[1][6:]], ROWS[2]]
    told = _read(granska, _file(tmp_path, rows, "b"))
    assert (told["new"], told["changed"], told["refused"]) == (0, 1, 1)
    sentences = " ".join(note["sentence"] for note in told["notes"])
    assert "Laga alla hålen." in sentences
    assert "Laga hålen." in sentences
    found = {each["text"]: (each["level"], each["comment"]) for each in _points(granska)}
    assert found == {
        "Laga hålen.": ("implemented", "Alla hål."), "Mät hålen.": ("partial", "Ett hål."),
        "Måla broarna.": ("not_assessed", None),
    }  # fmt: skip
    assert granska("check").code == 0


def test_a_file_saved_anew_changes_nothing(granska: Any, tmp_path: Path) -> None:
    _read(granska, _file(tmp_path, ROWS))
    before = granska("history").out
    (tmp_path / "b").mkdir()
    path = workbook(tmp_path / "b" / "Vårt register.xlsx", Register=[HEAD, *ROWS], Tomt=[])
    told = _read(granska, path)
    assert (told["new"], told["changed"], told["same"]) == (0, 0, 3)
    assert granska("history").out == before


def test_what_no_field_has_is_found(granska: Any, tmp_path: Path) -> None:
    _read(granska, _file(tmp_path, ROWS))
    found = json.loads(granska("list", "recommendations", "--filter", "bilaga", "--json").out)
    assert [each["text"] for each in found] == ["Laga hålen."]


def test_a_dry_run_writes_nothing_and_says_the_same(granska: Any, tmp_path: Path) -> None:
    path = _file(tmp_path, ROWS)
    before = granska("history").out
    planned = _read(granska, path, "--dry-run")
    assert granska("history").out == before
    done = _read(granska, path)
    assert {**planned, "dry_run": False} == done


def test_the_stored_report_of_a_year_has_the_points_of_that_year(granska: Any, tmp_path: Path) -> None:
    _read(granska, _file(tmp_path, ROWS))
    followups = json.loads(granska("list", "followups", "--json").out)
    oldest = next(each["id"] for each in followups if each["year"] == 2021)
    out = tmp_path / "rapport.docx"
    assert granska("export", "report", "--followup", oldest, "--out", out).code == 0


def test_an_import_is_undone_as_one(granska: Any, tmp_path: Path) -> None:
    _read(granska, _file(tmp_path, ROWS))
    assert granska("undo").code == 0
    assert _points(granska) == []


@pytest.mark.parametrize("content", [b"Namn;Telefon\nAnna;1\n", b'Rekommendation;Status\n"Laga'])
def test_a_file_that_gives_nothing_is_refused_with_a_sentence(granska: Any, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(content)
    done = granska("import", path)
    assert done.code == 1
    assert str(path) in done.err
    assert "{" not in done.err
