"""`deadlines`, and how answers stand where letters, recipients and audits are told of."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("practice")

KEYS = {"record", "entity", "clock", "name", "who", "due", "days", "outcome", "why"}


def read(granska: Any, *arguments: Any) -> Any:
    done = granska(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_every_line_says_what_how_late_and_why(granska: Any) -> None:
    (answer,) = [one for one in read(granska, "deadlines") if one["clock"] == "answer"]
    letter = next(one["id"] for one in read(granska, "list", "letters") if one["answer_due"] == answer["due"])
    assert granska("edit", letter, "dated=", "signed=").code == 0
    done = granska("deadlines")
    assert (done.code, done.err) == (0, "")
    told = (
        "försenat 25 dagar. Svar: Skolfrånvaro, Barn- och utbildningsnämnden "
        "(svar senast 2026-10-28; inget svar har kommit; brevet beslutat 2026-06-15; "
        "brevet varken daterat eller undertecknat)"
    )
    assert told in done.out
    lines = done.out.splitlines()
    assert [("saknar datum" in line) for line in lines] == sorted("saknar datum" in line for line in lines)
    assert all("(" in line for line in lines)


def test_every_object_has_record_clock_due_days_outcome_and_why(granska: Any) -> None:
    found = read(granska, "deadlines")
    assert all(set(one) >= KEYS and one["why"] and one["reasons"] for one in found)
    assert {one["clock"] for one in found} == {"answer", "measure", "followup", "open"}
    answer = next(one for one in found if one["clock"] == "answer")
    assert (answer["due"], answer["days"], answer["outcome"], answer["late"]) == ("2026-10-28", 25, "overdue", True)
    assert answer["reasons"][0] == {"code": "asked_by", "date": "2026-10-28"}
    undated = [one for one in found if one["due"] is None]
    assert undated
    assert {(one["days"], one["outcome"], one["late"]) for one in undated} == {(None, "no_date", False)}
    for one in found:
        shown = read(granska, "show", one["record"])
        assert (shown["entity"], shown["id"]) == (one["entity"], one["record"])


def test_the_day_that_the_variable_names_decides(granska: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    days = {}
    for today in ("2026-10-28", "2026-10-29"):
        monkeypatch.setenv("GRANSKA_TODAY", today)
        (days[today],) = [(one["days"], one["late"]) for one in read(granska, "deadlines") if one["clock"] == "answer"]
    assert days == {"2026-10-28": (0, False), "2026-10-29": (1, True)}


def test_mine_is_what_i_am_responsible_for_and_says_when_nobody_has_my_name(granska: Any) -> None:
    done = granska("deadlines", "--mine")
    assert (done.code, done.out) == (0, "")
    assert "Ingen i registret heter Anna" in done.err
    assert granska("edit", "Skolfrånvaro", "responsible=Anna").code == 0
    assert {one["audit_titles"][0] for one in read(granska, "deadlines", "--mine")} == {"Skolfrånvaro"}


def test_within_so_many_days_leaves_the_rest_out(granska: Any) -> None:
    near, every = read(granska, "deadlines", "--within", "39"), read(granska, "deadlines")
    assert near == [one for one in every if one["days"] is not None and one["days"] >= -39]
    for wrong in ("-1", "snart", "1.5", "²"):
        done = granska("deadlines", "--within", wrong)
        assert (done.code, done.out) == (2, "")
        assert f"”{wrong}” är inget antal dagar" in done.err


def test_what_comes_is_put_into_a_calendar_that_is_never_written_over(granska: Any, tmp_path: Path) -> None:
    file = tmp_path / "bevakning.ics"
    assert granska("deadlines", "--ics", file).out.strip() == str(file)
    text = file.read_bytes().decode().replace("\r\n ", "")
    coming = [one for one in read(granska, "deadlines") if one["days"] is not None and one["days"] <= 0]
    assert text.count("BEGIN:VEVENT") == len(coming) > 0
    assert all(f"UID:{one['clock']}-{one['record']}@" in text for one in coming)
    assert read(granska, "deadlines", "--ics", file) == {
        "path": str(tmp_path / "bevakning (2).ics"),
        "events": len(coming),
    }
    none = granska("deadlines", "--within", "0", "--ics", tmp_path / "tom.ics")
    assert (none.code, none.out) == (0, "")
    assert "Inget kommer" in none.err
    assert not (tmp_path / "tom.ics").exists()
    nameless = granska("deadlines", "--ics", " ")
    assert (nameless.code, nameless.out) == (2, "")
    assert nameless.err.startswith("Ett tomt namn går inte.")
    lost = granska("deadlines", "--ics", tmp_path / "saknas" / "x.ics")
    assert (lost.code, lost.out) == (1, "")


def test_list_letters_says_how_every_letters_answers_stand(granska: Any) -> None:
    letters = {one["audit_titles"][0]: one for one in read(granska, "list", "letters")}
    assert all(one["outcome"] and "why" in one for one in letters.values())
    told = {title: (one["outcome"], one["days"]) for title, one in letters.items()}
    assert told["Dataskydd"] == ("late_extension_undecided", 154)
    assert told["Ensamarbete"] == ("late", 26)
    assert letters["Dataskydd"]["outcome_text"] == "försenat 154 dagar, anstånd begärt (beslut eller datum saknas)"
    recipients = {one["name"]: one["outcome"] for one in letters["Skolfrånvaro"]["recipients"]}
    assert recipients == {"Barn- och utbildningsnämnden": "overdue", "Kommunfullmäktiges presidium": "not_asked"}
    assert "försenat 154 dagar, anstånd begärt" in granska("list", "letters").out


def test_show_says_how_the_answers_of_a_letter_a_recipient_and_an_audit_stand(granska: Any) -> None:
    letter = next(one for one in read(granska, "list", "letters") if one["audit_titles"] == ["Ensamarbete"])
    shown = read(granska, "show", letter["id"])
    assert (shown["outcome"], shown["days"], shown["answered"]) == ("late", 26, "2022-11-26")
    assert {one["outcome"] for one in shown["recipients"]} == {"late"}
    assert read(granska, "show", shown["recipients"][0]["id"])["outcome"] == "late"
    (answers,) = read(granska, "show", "Ensamarbete")["answers"]
    assert (answers["letter"], answers["outcome"]) == (letter["id"], "late")
    for reference in (letter["id"], shown["recipients"][0]["id"], "Ensamarbete"):
        assert "försenat 26 dagar (svar senast 2022-10-31;" in granska("show", reference).out
    assert granska("edit", letter["id"], "--json", "-", stdin=json.dumps(shown)).code == 0
