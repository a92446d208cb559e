"""`import`: what is told of a report, and of files that are none."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.history import history
from storage.intake.inventory import BESIDE_TEXT, SKIPPED_BY_READING
from storage.operations.importing import import_report
from storage.register import open_register
from tests.made_report import HEADER, heading, row, save, save_made_report, table
from tui.language import fates as fate_words
from tui.language import findings as note_sentences


@pytest.fixture(autouse=True)
def _register(granska: Any) -> None:
    """Every test here imports into a new register."""
    granska("init")


def test_a_report_is_read_and_told_of(granska: Any, small_report: Path) -> None:
    done = granska("import", small_report)
    assert (done.code, done.err) == (0, "")
    assert "2 nya, 0 ändrade, 0 oförändrade och 0 avvisade" in done.out
    assert "Ny granskning: Bygglov i tid: 2 rekommendationer, 1 åtgärdad, 1 inte åtg." in done.out


def test_the_result_is_one_object_with_everything_in_it(granska: Any, tmp_path: Path) -> None:
    report = save_made_report(tmp_path / "rapport.docx")
    done = granska("import", report, "--json")
    told = json.loads(done.out)
    assert (told["file"], told["dry_run"], told["changed"], told["same"]) == (str(report), False, 0, 0)
    assert told["new"] == len(json.loads(granska("list", "recommendations", "--json").out))
    assert sum(audit["total"] for audit in told["audits"]) == told["new"]
    assert all({"kind", "code", "where", "what", "values", "sentence"} <= set(note) for note in told["notes"])


def test_what_reading_leaves_out_or_keeps_has_a_reason_in_words() -> None:
    assert fate_words.WHY.keys() >= BESIDE_TEXT | SKIPPED_BY_READING


def test_the_same_report_again_changes_nothing(granska: Any, small_report: Path) -> None:
    granska("import", small_report)
    before = granska("history", "--json").out
    again = json.loads(granska("import", small_report, "--json").out)
    assert (again["new"], again["changed"], again["same"], again["refused"]) == (0, 0, 2, 0)
    assert granska("history", "--json").out == before


def test_a_dry_run_says_the_same_and_changes_nothing(granska: Any, small_report: Path, contents: Any) -> None:
    before = contents()
    tried = json.loads(granska("import", small_report, "--dry-run", "--json").out)
    assert tried["dry_run"] is True
    assert contents() == before
    done = json.loads(granska("import", small_report, "--json").out)
    assert {**tried, "dry_run": False} == done


def test_several_reports_are_a_list_and_a_bad_one_stops_no_other(
    granska: Any, small_report: Path, tmp_path: Path
) -> None:
    (tmp_path / "tom.docx").touch()
    done = granska("import", tmp_path / "tom.docx", small_report, "--json")
    assert done.code == 1
    assert [one["new"] for one in json.loads(done.out)] == [2]
    assert "tom.docx är tom" in done.err


def test_an_import_is_undone_as_one(granska: Any, small_report: Path) -> None:
    granska("import", small_report)
    assert granska("undo").code == 0
    assert granska("list", "audits", "--json").out == "[]\n"
    assert granska("redo").code == 0
    assert len(json.loads(granska("list", "recommendations", "--json").out)) == 2


def test_what_somebody_else_changed_since_is_not_undone_over(
    granska: Any, small_report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    granska("import", small_report)
    granska("set", "Bygglov i tid:2", "partial")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("GRANSKA_STATE", str(tmp_path / "bos" / "state"))
        elsewhere.setenv("GRANSKA_WHO", "Bo")
        granska("set", "Bygglov i tid:2", "implemented")
    done = granska("undo")
    assert (done.code, done.out) == (1, "")
    for part in ("”Bedömning” ångrades inte", "Bygglov i tid: 2)", "av Bo 2026-11-22"):
        assert part in done.err


def test_a_point_with_an_unknown_level_is_new_and_not_refused(granska: Any, tmp_path: Path) -> None:
    told = table(row(*HEADER[:2]), row("1) Mät tiden", "Tja"))
    save(tmp_path / "rapport.docx", heading(1, "Bygglov"), told)
    done = granska("import", tmp_path / "rapport.docx")
    assert done.code == 0
    assert "1 nya, 0 ändrade, 0 oförändrade och 0 avvisade" in done.out
    assert "Behållet som text (Bygglov): ”Tja” är ingen känd bedömning vid 1) (tabell 1, rad 2)." in done.out


def test_every_note_that_reading_makes_has_a_sentence() -> None:
    folder = Path(__file__).resolve().parents[3] / "storage" / "intake"
    codes = {
        argument.value
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"add", "_note"}
        for argument in node.args[1:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert codes
    assert codes - set(note_sentences.NOTES) == set()


def _why_of(call: ast.Call, constants: dict[str, str]) -> Iterator[str]:
    """The codes of rules and reasons in a call to the ledger or the inventory."""
    told = call.args[1:2] if isinstance(call.func, ast.Attribute) and call.func.attr in TO_LEDGER else []
    for value in (*told, *(keyword.value for keyword in call.keywords if keyword.arg == "rule")):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
        elif isinstance(value, ast.Name) and value.id in constants:
            yield constants[value.id]


TO_LEDGER = {"keep", "keep_too", "skip", "skip_instead", "refuse"}


def test_every_rule_and_reason_of_a_fate_has_a_sentence() -> None:
    folder = Path(__file__).resolve().parents[3] / "storage" / "intake"
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")]
    constants = {
        node.targets[0].id: node.value.value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    codes = {code for call in calls for code in _why_of(call, constants)}
    assert {"heading", "contents", "unknown_level"} <= codes
    assert codes - set(fate_words.WHY) - {""} == set()


def test_what_became_of_every_passage_is_told(granska: Any, tmp_path: Path) -> None:
    report = save_made_report(tmp_path / "rapport.docx")
    told = json.loads(granska("import", report, "--dry-run", "--json").out)
    assert told["undecided"] == []
    by_passage = {one["passage"]: one for one in told["fates"]}
    assert by_passage["Vi vill veta vad som har hänt sedan sist."] == {
        "passage": "Vi vill veta vad som har hänt sedan sist.", "place": "stycke under rubriken Syfte",
        "fate": "stored", "where": "Uppföljning: Syfte", "why": None, "fields": ["followup.purpose"], "audit": None,
    }  # fmt: skip
    kept = by_passage["Efter plan"]
    assert (kept["place"], kept["fate"], kept["audit"]) == ("tabell 5, rad 5, kolumn Bedömning", "kept", "Arkiv")
    assert (by_passage["1 Inledning 2"]["fate"], by_passage["1 Inledning 2"]["why"]) == (
        "skipped", "innehållsförteckning",
    )  # fmt: skip
    said = granska("import", report, "--dry-run").out
    assert f"{len(told['fates'])} stycken i filen: " in said
    assert "Överhoppat: " in said


def test_rows_that_say_nothing_are_told_once_with_their_number(granska: Any, tmp_path: Path) -> None:
    empty = [row("", "", "") for _ in range(500)]
    report = save(
        tmp_path / "rapport.docx", heading(1, "Vägar"), table(row(*HEADER), row("1) Laga", "Klart", "Lagat."), *empty)
    )
    lines = granska("import", report).out.splitlines()
    assert [line for line in lines if "tom rad" in line] == [
        "Tolkat (Vägar): tom rad hoppades över (tabell 1, rad 3) och 499 rader till"
    ]


def test_what_is_kept_of_a_file_is_shown_with_what_it_is_about(granska: Any, tmp_path: Path) -> None:
    granska("import", save_made_report(tmp_path / "rapport.docx"))
    for reference, place, text in (
        ("Arkiv", "tabell 5, rad 5, kolumn Bedömning", "Efter plan"),
        ("Arkiv:2", "tabell 5, rad 5, kolumn Bedömning", "Efter plan"),
        ("Uppföljning av granskningar i Exempelby", "stycke under rubriken Sammanfattning",
         "Fyra granskningar har följts upp."),
    ):  # fmt: skip
        assert f"Text ur inläst fil ({place}): {text}" in granska("show", reference).out
        shown = json.loads(granska("show", reference, "--json").out)
        assert (place, text) in [(one["place"], one["text"]) for one in shown["source_texts"]]


def test_a_comment_on_a_point_not_assessed_is_listed_and_found(granska: Any, tmp_path: Path) -> None:
    rows = (row("1) Laga", "", "Beställd i juni."), row("2) Sopa", "Klart", "Sopat."))
    granska("import", save(tmp_path / "rapport.docx", heading(1, "Vägar"), table(row(*HEADER), *rows)))
    listed = json.loads(granska("list", "recommendations", "--filter", "beställd", "--json").out)
    assert [(one["number"], one["comment"], one["level"]) for one in listed] == [
        ("1", "Beställd i juni.", "not_assessed")
    ]


def exported(granska: Any, folder: Path) -> bytes:
    done = granska("export", "report", "--followup", "Uppföljning av tidigare granskning", "--out", folder, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["logged"] is True
    return Path(json.loads(done.out)["path"]).read_bytes()


def test_an_imported_report_is_written_as_the_same_file_whatever_is_changed(
    granska: Any, small_report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert granska("import", small_report).code == 0
    first = exported(granska, tmp_path / "ut")
    assert granska("edit", "Byggnadsnämnden", "name=Samhällsnämnden").code == 0
    assert granska("edit", "Bygglov i tid", "title=Tider för bygglov").code == 0
    assert granska("config", "set", "office", "En annan revision").code == 0
    monkeypatch.setenv("GRANSKA_TODAY", "2031-05-06")
    assert exported(granska, tmp_path / "ut") == first


def test_the_first_change_to_an_older_register_stores_what_its_reports_say(
    granska: Any, older_practice_path: Path, surroundings: dict[str, str], small_report: Path, tmp_path: Path
) -> None:
    path = older_practice_path.rename(surroundings["GRANSKA_REGISTER"])
    with open_register(path, write=True) as register:
        import_report(register, small_report, None)
    first = exported(granska, tmp_path / "ut")
    with open_register(path) as register:
        assert [entry.name for entry in history(register)][:2] == ["store_reports", "export_report"]
    assert "Sparade rapporter" in granska("history").out
    assert exported(granska, tmp_path / "ut") == first
    assert granska("check").code == 0


def test_check_tells_of_a_file_that_is_not_beside_the_register_and_ends_with_0(
    granska: Any, practice: Path, small_report: Path
) -> None:
    assert granska("import", small_report).code == 0
    folder = practice.with_name(f"{practice.name}-filer")
    [kept] = folder.iterdir()
    kept.unlink()
    done = granska("check")
    assert done.code == 0, done.err
    assert f"Ligger inte bredvid registret: ”{small_report.name}”. Det är inget fel." in done.out
    assert granska("import", small_report).code == 0
    assert [path.name for path in folder.iterdir()] == [kept.name]
    assert "Ligger inte bredvid" not in granska("check").out
