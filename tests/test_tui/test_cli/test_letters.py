"""`export missiv`: the letter, what is said of it on the command line, and its line in the log."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from storage.errors import DiskFull
from storage.register import create_register, open_register
from tests.letter_registers import Covered, Point, letter_register

pytestmark = pytest.mark.usefixtures("practice")

MISSIV = ["export", "missiv", "--audit", "Skolfrånvaro"]


def read(granska: Any, *arguments: Any) -> Any:
    done = granska(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def letter_of(granska: Any, title: str) -> Any:
    [letter] = [one for one in read(granska, "list", "letters") if one["audit_titles"] == [title] and one["files"]]
    return letter


def text_of(path: Path) -> str:
    from exports.report.drawing import paragraph_texts

    return "\n".join(paragraph_texts(path)).replace("\xa0", " ")


def test_a_letter_is_written_and_logged_with_name_hash_and_day(granska: Any, tmp_path: Path) -> None:
    made = read(granska, *MISSIV, "--out", tmp_path / "ut")
    [letter] = made["letters"]
    path = Path(letter["path"])
    assert path.parent == tmp_path / "ut"
    assert path.name.startswith("Missiv ")
    assert made["logged"] is True
    assert hashlib.sha256(path.read_bytes()).hexdigest() == letter["sha256"]
    assert letter_of(granska, "Skolfrånvaro")["files"] == [
        {"name": path.name, "sha256": letter["sha256"], "made_on": "2026-11-22"}
    ]
    assert f"fil {path.name} 2026-11-22" in granska("list", "letters").out
    assert "Utskrivet missiv" in granska("history").out
    assert granska("check").code == 0


def test_a_letter_is_never_written_over(granska: Any, tmp_path: Path) -> None:
    first, second = (granska(*MISSIV, "--out", tmp_path).out.strip() for _ in range(2))
    assert first != second
    assert len(letter_of(granska, "Skolfrånvaro")["files"]) == 2


def test_what_is_said_on_the_command_line_stands_in_the_letter_and_the_log(granska: Any, tmp_path: Path) -> None:
    done = granska(
        "export", "missiv", "--audit", "Måltider", "--out", tmp_path,
        "--due", "26/2", "--decided", "2026-11-20", "--dated", "fre", "--number", "REV 2026/7",
        "--to", "Vård- och omsorgsnämnden", "--info", "Kommunstyrelsen",
        "--how", "Med e-post.", "--text", "Första stycket.", "--text", "Andra stycket.",
    )  # fmt: skip
    assert done.code == 0
    echoed = [line.replace("\xa0", " ") for line in done.err.splitlines()]
    assert "Svar senast: fredag den 26 februari 2027" in echoed
    assert "Beslutat: fredag den 20 november 2026" in echoed
    assert "Daterat: fredag den 27 november 2026" in echoed
    text = text_of(Path(done.out.strip()))
    for told in (
        "REV 2026/7", "Med e-post.", "Första stycket.", "Andra stycket.", "26 februari 2027",
        "Vård- och omsorgsnämnden", "Kommunstyrelsen",
    ):  # fmt: skip
        assert told in text
    letter = letter_of(granska, "Måltider")
    assert (letter["answer_due"], letter["decided"], letter["dated"]) == ("2027-02-26", "2026-11-20", "2026-11-27")
    assert {(one["name"], one["role"]) for one in letter["recipients"]} == {
        ("Vård- och omsorgsnämnden", "answer"),
        ("Kommunstyrelsen", "information"),
    }


def test_each_recipient_may_have_a_letter_of_its_own(granska: Any, tmp_path: Path) -> None:
    words = ["--to", "Kommunstyrelsen", "--to", "Vård- och omsorgsnämnden", "--due", "2027-02-26", "--each"]
    made = read(granska, "export", "missiv", "--audit", "Måltider", "--out", tmp_path, *words)
    assert [letter["to"] for letter in made["letters"]] == ["Kommunstyrelsen", "Vård- och omsorgsnämnden"]
    assert len({letter["path"] for letter in made["letters"]}) == 2
    assert len(letter_of(granska, "Måltider")["files"]) == 2


def test_the_letter_of_a_followup_hands_its_report_over(granska: Any, tmp_path: Path) -> None:
    closed = next(one for one in read(granska, "list", "followups") if one["state"] == "closed")
    made = read(granska, "export", "missiv", "--followup", closed["id"], "--out", tmp_path, "--due", "2027-02-26")
    assert Path(made["letters"][0]["path"]).is_file()


@pytest.mark.parametrize("words", [[], ["--audit", "Måltider", "--followup", "Uppföljning"]], ids=["none", "both"])
def test_a_letter_is_about_one_thing(granska: Any, tmp_path: Path, words: list[str]) -> None:
    for command in (["export", "missiv", "--out", str(tmp_path / "ut")], ["preflight", "missiv"]):
        done = granska(*command, *words)
        assert (done.code, done.out) == (2, "")
        assert "antingen --audit eller --followup" in done.err
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("word", ["31/13", "snart", "2026-02-30"])
def test_what_is_no_date_is_refused(granska: Any, tmp_path: Path, word: str) -> None:
    done = granska(*MISSIV, "--out", tmp_path / "ut", "--due", word)
    assert (done.code, done.out) == (2, "")
    assert f"”{word}” är inget datum" in done.err
    assert not (tmp_path / "ut").exists()


def test_an_unknown_recipient_is_named(granska: Any, tmp_path: Path) -> None:
    done = granska(*MISSIV, "--out", tmp_path / "ut", "--to", "Månnämnden")
    assert (done.code, done.out) == (1, "")
    assert "Månnämnden" in done.err
    assert not (tmp_path / "ut").exists()


def test_an_error_stops_the_letter_and_names_what_to_mend(granska: Any, tmp_path: Path) -> None:
    dates = ["--due", "2026-11-01", "--decided", "2026-11-20", "--dated", "2026-11-20"]
    done = granska(*MISSIV, "--out", tmp_path / "ut", *dates)
    assert (done.code, done.out) == (1, "")
    assert "Fel" in done.err
    assert not (tmp_path / "ut").exists()
    assert not any(one["files"] for one in read(granska, "list", "letters"))


def test_a_read_only_register_gives_a_letter_that_is_not_logged(granska: Any, tmp_path: Path, practice: Path) -> None:
    practice.chmod(0o444)
    before = practice.read_bytes()
    made = granska(*MISSIV, "--out", tmp_path / "ut", "--json")
    assert made.code == 0
    assert json.loads(made.out)["logged"] is False
    assert "inte loggad" in made.err
    assert practice.read_bytes() == before
    assert len(list((tmp_path / "ut").iterdir())) == 1


def test_a_register_that_somebody_writes_to_gives_a_letter_that_is_not_logged(
    granska: Any, tmp_path: Path, practice: Path
) -> None:
    with open_register(practice, write=True, who="Bo"):
        done = granska(*MISSIV, "--out", tmp_path)
    assert done.code == 0
    assert Path(done.out.strip()).is_file()
    assert "inte loggad" in done.err
    assert "Bo har registret" in done.err


def test_a_letter_that_cannot_be_logged_is_told_of_and_named(
    granska: Any, tmp_path: Path, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull(practice)

    monkeypatch.setattr("tui.letters.jobs.log_missiv", full)
    done = granska(*MISSIV, "--out", tmp_path)
    assert done.code == 1
    assert Path(done.out.strip()).is_file()
    assert "Filen är skriven men inte loggad i registret. Disken är full" in done.err


def made_register(path: Path, *judged: str | None) -> None:
    """A register in place of the practice one: a board whose points are judged so, and one with nothing left."""
    path.unlink()
    with create_register(path, office="Exempelby kommuns revisorer") as register:
        points = [Point(str(number), level) for number, level in enumerate(judged, 1)]
        done = Covered("Kultur", ("Kulturnämnden",), (Point("1", "implemented"),) if any(judged) else ())
        letter_register(register, Covered("Lov", ("Byggnadsnämnden",), points), done, closed=any(judged))


def test_a_body_left_out_is_named_and_the_code_stays(granska: Any, practice: Path, tmp_path: Path) -> None:
    made_register(practice, "partial", "implemented")
    words = ["export", "missiv", "--followup", "Uppföljning 2026", "--due", "2027-02-26"]
    done = granska(*words, "--out", tmp_path / "ett", "--json")
    assert (done.code, json.loads(done.out)["left_out"]) == (0, ["Kulturnämnden"])
    assert "inget begärs av Kulturnämnden, så missivet går inte dit. Skicka det även dit med --all-bodies." in done.err
    every = granska(*words, "--out", tmp_path / "alla", "--all-bodies", "--json")
    assert (every.code, json.loads(every.out)["left_out"]) == (0, [])
    text = text_of(Path(json.loads(every.out)["letters"][0]["path"]))
    assert "Uppföljningen visar att inget återstår för kulturnämnden. Därifrån begärs inget svar." in text
    roles = {one["name"]: one["role"] for one in read(granska, "list", "letters")[0]["recipients"]}
    assert roles == {"Byggnadsnämnden": "answer", "Kulturnämnden": "information"}, "nothing is awaited of it"


def test_a_follow_up_in_which_nothing_is_assessed_gives_a_letter_only_with_yes(
    granska: Any, practice: Path, tmp_path: Path
) -> None:
    made_register(practice, None, None)
    words = ["export", "missiv", "--followup", "Uppföljning 2026", "--out", tmp_path / "ut"]
    done = granska(*words)
    assert (done.code, done.out) == (1, "")
    assert "inget i uppföljningen är bedömt" in done.err
    assert "--yes" in done.err
    assert not (tmp_path / "ut").exists()
    assert granska("preflight", "missiv", "--followup", "Uppföljning 2026").code == 1
    done = granska(*words, "--yes")
    assert done.code == 0
    assert "uppföljningen är inte fastställd" in done.err
    assert "Inget svar begärs." in text_of(Path(done.out.strip()))


def test_a_deadline_without_anybody_to_respond_is_refused(granska: Any, tmp_path: Path) -> None:
    words = ["export", "missiv", "--audit", "Måltider", "--action", "Kommunstyrelsen", "--due", "2027-02-26"]
    done = granska(*words, "--out", tmp_path / "ut")
    assert (done.code, done.out) == (1, "")
    assert "svar senast 2027-02-26 gäller ingen som ska svara" in done.err
