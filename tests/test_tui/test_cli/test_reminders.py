"""`export reminder` and `export extension`: the letters, their traces in the register, and what stops them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from storage.domain.outcomes import OVERDUE

pytestmark = pytest.mark.usefixtures("practice")

BUN = "Barn- och utbildningsnämnden"


def read(granska: Any, *arguments: Any) -> Any:
    done = granska(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def waiting(granska: Any) -> Any:
    [item] = [one for one in read(granska, "deadlines") if one["clock"] == "answer"]
    return item


def asking(granska: Any) -> str:
    return str(waiting(granska)["letter"])


def text_of(path: str) -> str:
    from exports.report.drawing import paragraph_texts

    return "\n".join(paragraph_texts(Path(path))).replace("\xa0", " ")


def test_a_reminder_is_written_and_logged_whole_and_moves_no_date(granska: Any, tmp_path: Path) -> None:
    actions = len(json.loads(granska("history", "--json").out))
    made = read(granska, "export", "reminder", "--to", BUN, "--due", "2026-12-18", "--out", tmp_path / "ut")
    assert (made["level"], made["answers"], made["logged"], made["to"]) == (1, 1, True, BUN)
    path = Path(made["path"])
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made["sha256"]
    assert "Skolans arbete med frånvaro" in text_of(made["path"])
    assert "Rekommendation 1), 2), 3) och 4)" in text_of(made["path"])
    assert len(json.loads(granska("history", "--json").out)) == actions + 1
    letter = next(one for one in read(granska, "list", "letters") if one["kind"] == "reminder")
    assert (letter["answer_due"], letter["dated"], letter["audit_titles"]) == (
        "2026-12-18",
        "2026-11-22",
        ["Skolfrånvaro"],
    )
    assert letter["files"] == [{"name": path.name, "sha256": made["sha256"], "made_on": "2026-11-22"}]
    assert [(one["name"], one["role"], one["outcome"]) for one in letter["recipients"]] == [(BUN, "answer", "waiting")]
    item = waiting(granska)
    assert (item["due"], item["days"], item["outcome"]) == ("2026-10-28", 25, "overdue")
    assert item["reasons"][-1] == {"code": "reminded", "date": "2026-11-22", "number": "1", "due": "2026-12-18"}
    assert "Svar senast: 2026-10-28" in granska("show", "Skolfrånvaro").out
    assert "Utskriven påminnelse" in granska("history").out
    assert granska("undo").code == 1
    assert granska("check").code == 0


def test_the_next_reminder_is_the_second_and_either_may_be_asked_for(granska: Any, tmp_path: Path) -> None:
    levels = [read(granska, "export", "reminder", "--to", BUN, "--out", tmp_path)["level"] for _ in range(3)]
    assert levels == [1, 2, 2]
    assert read(granska, "export", "reminder", "--to", BUN, "--out", tmp_path, "--level", "1")["level"] == 1
    assert len(list(tmp_path.glob("Påminnelse *.docx"))) == 4
    refused = granska("export", "reminder", "--to", BUN, "--out", tmp_path, "--level", "3")
    assert (refused.code, refused.out) == (2, "")
    assert "”3” är inget av 1, 2" in refused.err


def test_who_has_nothing_late_is_not_reminded(granska: Any, tmp_path: Path) -> None:
    done = granska("export", "reminder", "--to", "Kommunstyrelsen", "--out", tmp_path / "ut")
    assert (done.code, done.out) == (1, "")
    assert "Kommunstyrelsen har inget försenat svar" in done.err
    informed = granska("export", "reminder", "--to", "Kommunfullmäktiges presidium", "--out", tmp_path / "ut")
    assert (informed.code, informed.out) == (1, "")
    assert not (tmp_path / "ut").exists()


def test_a_granted_extension_moves_the_date_and_is_logged_where_the_answer_is_asked_for(
    granska: Any, tmp_path: Path
) -> None:
    letter = asking(granska)
    made = read(
        granska, "export", "extension", "--letter", letter, "--to", BUN, "--granted", "2027-01-29", "--out", tmp_path
    )  # fmt: skip
    assert (made["granted"], made["extension_due"], made["logged"]) == (True, "2027-01-29", True)
    assert "senast den 29 januari 2027" in text_of(made["path"])
    shown = read(granska, "show", letter)
    recipient = next(one for one in shown["recipients"] if one["name"] == BUN)
    assert (recipient["extension_requested"], recipient["extension_decision"], recipient["extension_due"]) == (
        None, "granted", "2027-01-29"
    )  # fmt: skip
    assert (recipient["outcome"], recipient["days"]) == ("waiting_extended", -68)
    assert granska("export", "reminder", "--to", BUN, "--out", tmp_path).code == 1
    assert granska("check").code == 0


def test_a_refused_extension_lets_the_first_date_stand(granska: Any, tmp_path: Path) -> None:
    letter = asking(granska)
    recipient = waiting(granska)["record"]
    assert granska("edit", recipient, "extension_requested=2026-10-20").code == 0
    assert waiting(granska)["outcome"] == "overdue_extension_undecided"
    assert "anstånd är begärt men inte beslutat" in granska("export", "reminder", "--to", BUN, "--out", tmp_path).err
    made = read(granska, "export", "extension", "--letter", letter, "--to", BUN, "--refused", "--out", tmp_path)
    assert (made["granted"], made["extension_due"]) == (False, None)
    item = waiting(granska)
    assert (item["due"], item["outcome"], item["late"]) == ("2026-10-28", "overdue", True)
    shown = read(granska, "show", recipient)
    assert (shown["extension_requested"], shown["extension_decision"]) == ("2026-10-20", "refused")
    assert item["outcome"] in OVERDUE


@pytest.mark.parametrize("words", [[], ["--granted", "2027-01-29", "--refused"]], ids=["neither", "both"])
def test_an_extension_is_either_granted_or_refused(granska: Any, tmp_path: Path, words: list[str]) -> None:
    done = granska("export", "extension", "--letter", "x", "--to", BUN, "--out", tmp_path / "ut", *words)
    assert (done.code, done.out) == (2, "")
    assert "antingen --granted DATUM eller --refused" in done.err


def test_an_extension_that_gives_no_more_time_or_that_nobody_waits_for_is_stopped(granska: Any, tmp_path: Path) -> None:
    words = ["export", "extension", "--out", str(tmp_path / "ut"), "--letter", asking(granska)]
    early = granska(*words, "--to", BUN, "--granted", "2026-10-28")
    assert (early.code, early.out) == (1, "")
    assert "inte senare än svarsdagen" in early.err
    other = granska(*words, "--to", "Kommunstyrelsen", "--refused")
    assert (other.code, other.out) == (1, "")
    answer = ["responder=" + BUN, "audits=Skolfrånvaro", "decided_on=2026-11-20"]
    assert granska("add", "response", *answer).code == 0
    late = granska(*words, "--to", BUN, "--refused")
    assert (late.code, late.out) == (1, "")
    assert f"Inget svar väntas från {BUN}" in late.err
    assert not (tmp_path / "ut").exists()


def test_a_read_only_register_gives_a_reminder_that_is_not_logged(granska: Any, tmp_path: Path, practice: Path) -> None:
    practice.chmod(0o444)
    before = practice.read_bytes()
    done = granska("export", "reminder", "--to", BUN, "--out", tmp_path / "ut", "--json")
    assert json.loads(done.out)["logged"] is False
    assert "inte loggad" in done.err
    assert practice.read_bytes() == before


def test_who_signs_and_when_is_given_with_the_letter_and_proposed_for_the_next(granska: Any, tmp_path: Path) -> None:
    assert granska("config", "set", "signers", "").code == 0
    given = (
        "--signer",
        "Ada Ek, ordförande",
        "--signer",
        "Bo Alm",
        "--signed",
        "2026-11-20",
        "--decided",
        "2026-11-18",
    )
    first = read(granska, "export", "reminder", "--to", BUN, "--out", tmp_path, *given)
    second = read(granska, "export", "reminder", "--to", BUN, "--out", tmp_path)
    for made in (first, second):
        assert "Ada Ek\nordförande\nBo Alm" in text_of(made["path"])
    assert "Undertecknat den 20 november 2026" in text_of(first["path"])
    assert "Revisorerna beslutade om påminnelsen den 18 november 2026." in text_of(first["path"])
    assert "Undertecknat" not in text_of(second["path"])


@pytest.mark.parametrize(
    ("given", "stored", "told"),
    [
        ((), None, "Beslutet gäller svaret från barn- och utbildningsnämnden nedan."),
        (("--requested", "ja"), "yes", "Barn- och utbildningsnämnden har begärt anstånd med svaret nedan."),
        (("--requested", "2026-11-02"), "2026-11-02",
         "Barn- och utbildningsnämnden har den 2 november 2026 begärt anstånd med svaret nedan."),
    ],
)  # fmt: skip
def test_a_request_for_an_extension_is_told_and_recorded_only_where_it_is_known(
    granska: Any, tmp_path: Path, given: tuple[str, ...], stored: str | None, told: str
) -> None:
    arguments = ("export", "extension", "--letter", asking(granska), "--to", BUN, "--refused", "--out", tmp_path)
    letter = asking(granska)
    done = granska(*arguments, *given, "--json")
    assert done.code == 0, "a warning stops nothing"
    assert ("ingen begäran om anstånd" in done.err) == (stored is None)
    text = text_of(json.loads(done.out)["path"])
    assert told in text
    assert "Svarsdagen var den 28 oktober 2026 och har passerat. Revisorerna önskar svar snarast." in text
    recipient = next(one for one in read(granska, "show", letter)["recipients"] if one["name"] == BUN)
    assert (recipient["extension_requested"], recipient["extension_decision"]) == (stored, "refused")
    assert granska("check").code == 0


def test_a_second_reminder_without_a_first_is_written_as_a_first_and_says_so(granska: Any, tmp_path: Path) -> None:
    done = granska("export", "reminder", "--to", BUN, "--out", tmp_path, "--level", "2", "--json")
    assert done.code == 0
    assert "ingen tidigare påminnelse finns i registret" in done.err
    assert "påmint" not in text_of(json.loads(done.out)["path"])


def test_a_body_is_not_reminded_of_what_is_settled(granska: Any, tmp_path: Path) -> None:
    for number in "1234":
        assert granska("edit", f"Skolfrånvaro:{number}", "closing_reason=Upphörd").code == 0
    done = granska("export", "reminder", "--to", BUN, "--out", tmp_path / "ut")
    assert (done.code, done.out) == (1, "")
    assert f"Allt som {BUN} inte har svarat på är avslutat" in done.err
    assert not (tmp_path / "ut").exists()
