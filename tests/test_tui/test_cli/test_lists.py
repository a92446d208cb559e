"""`list`, `show`, `history` and `check`: everything in lines and everything as JSON."""

import io
import json
import sqlite3
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.scale import EVERY_LEVEL
from storage.domain.text import without_controls
from storage.register import open_register
from tui.commands.output import say_json

KINDS = ["audits", "recommendations", "letters", "bodies", "followups"]
RECOMMENDATION = {
    "id", "audit", "audit_title", "number", "position", "theme", "text", "level", "label", "comment", "current",
    "followup", "bodies",
}  # fmt: skip
AUDIT = {
    "id", "title", "years", "bodies", "handed_over", "answer_due", "answered_on", "paragraph", "counts", "total",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _practice(practice: Path) -> None:
    """Every test here reads the practice register."""


def read(granska: Any, *arguments: str) -> Any:
    done = granska(*arguments, "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_has_one_line_for_each(granska: Any, kind: str) -> None:
    listed = read(granska, "list", kind)
    lines = granska("list", kind).out.splitlines()
    assert len(lines) == len(listed) > 0
    assert all(line.startswith(one["id"][:8]) for line, one in zip(lines, listed, strict=True))


def test_recommendations_are_listed_with_what_is_judged_of_them(granska: Any) -> None:
    listed = read(granska, "list", "recommendations")
    assert all(set(one) >= RECOMMENDATION for one in listed)
    assert {one["level"] for one in listed} <= set(EVERY_LEVEL)
    earlier = [one for one in listed if not one["current"] and one["level"] != "not_assessed"]
    assert earlier
    assert all(one["followup"] for one in earlier)
    unjudged = next(one for one in listed if one["level"] == "not_assessed")
    assert (unjudged["label"], unjudged["current"], unjudged["followup"]) == ("Ej bedömd", False, None)


def test_audits_are_listed_with_letter_answer_and_numbers(granska: Any) -> None:
    listed = read(granska, "list", "audits")
    recommendations = read(granska, "list", "recommendations")
    for one in listed:
        assert set(one) >= AUDIT
        assert list(one["counts"]) == list(EVERY_LEVEL)
        assert one["total"] == sum(one["counts"].values())
        assert one["total"] == sum(r["audit"] == one["id"] for r in recommendations)


def test_age_stands_in_lists_and_records_of_what_is_open_alone(granska: Any) -> None:
    shown = json.loads(granska("list", "recommendations", "--json").out)
    assert any(one["open_since"] for one in shown)
    assert all((one["open_since"] is None) == (one["open_months"] is None) for one in shown)
    remaining = json.loads(granska("list", "recommendations", "--filter", "öppen:1", "--json").out)
    assert {one["id"] for one in remaining} == {one["id"] for one in shown if one["open_months"]}
    oldest = max(shown, key=lambda one: one["open_months"] or 0)
    whole = json.loads(granska("show", oldest["id"], "--json").out)
    assert (whole["open_since"], whole["open_months"]) == (oldest["open_since"], oldest["open_months"])
    text = f"Öppen sedan: {oldest['open_since']}, {oldest['open_months']} månader\n"
    assert text in granska("show", oldest["id"]).out


def test_json_is_utf_8_as_it_is_written(granska: Any) -> None:
    out = granska("list", "recommendations", "--json").out
    assert "ö" in out
    assert "\\u" not in out
    assert out.startswith("[\n {\n")


def test_a_filter_leaves_what_contains_every_word(granska: Any) -> None:
    listed = read(granska, "list", "recommendations", "--filter", "policy")
    assert 0 < len(listed) < len(read(granska, "list", "recommendations"))
    assert all("policy" in json.dumps(one, ensure_ascii=False).lower() for one in listed)
    assert read(granska, "list", "recommendations", "--filter", "finns-inte-alls") == []


def test_a_word_without_dots_answers_and_says_so(granska: Any) -> None:
    done = granska("list", "recommendations", "--filter", "losenordspolicyn", "--json")
    assert len(json.loads(done.out)) == 1
    assert "losenordspolicyn" in done.err


def test_an_empty_list_says_so_beside_the_output(granska: Any) -> None:
    done = granska("list", "audits", "--filter", "finns-inte-alls")
    assert (done.code, done.out, done.err) == (0, "", "Inget att visa.\n")


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_listed_can_be_shown(granska: Any, kind: str) -> None:
    for one in read(granska, "list", kind)[:3]:
        shown = read(granska, "show", one["id"][:13])
        assert shown["id"] == one["id"]
        assert shown["entity"] + "s" == kind.replace("bodies", "bodys")
        lines = granska("show", one["id"]).out.splitlines()
        assert all(": " in line or line.startswith("  ") or line.endswith(":") for line in lines[:3])
        assert one["id"] in "\n".join(lines[:2])


def test_a_recommendation_is_shown_by_short_title_and_number(granska: Any) -> None:
    one = read(granska, "list", "recommendations")[0]
    shown = read(granska, "show", f"{one['audit_title']}:{one['number']}")
    assert shown["text"] == one["text"]
    assert [judgement["followup"] for judgement in shown["judgements"]]
    assert granska("show", f"{one['audit_title']}:{one['number']}").out.count("Kommentar: ") >= 1


def test_a_reference_that_fits_several_names_the_candidates(granska: Any) -> None:
    listed = read(granska, "list", "recommendations")
    twice = next(
        (a, b) for a in listed for b in listed if a is not b and (a["audit"], a["number"]) == (b["audit"], b["number"])
    )
    done = granska("show", f"{twice[0]['audit_title']}:{twice[0]['number']}")
    assert (done.code, done.out) == (1, "")
    assert all(one["id"] in done.err for one in twice)
    assert done.err.count("\n") == 1


def test_a_reference_that_fits_nothing_is_an_error(granska: Any) -> None:
    done = granska("show", "finns:9", "--json")
    assert (done.code, done.out) == (1, "")
    assert "finns:9" in done.err


def test_history_tells_newest_first_who_did_what_to_what(granska: Any) -> None:
    one = read(granska, "list", "recommendations")[0]
    granska("set", one["id"], "implemented", "--comment", "Klart.")
    actions = read(granska, "history")
    assert [action["seq"] for action in actions] == sorted((a["seq"] for a in actions), reverse=True)
    assert {"entity", "id", "field", "old", "new"} <= set(actions[0]["changes"][0])
    assert any(change["new"] == "Klart." for change in actions[0]["changes"])
    first = granska("history").out.splitlines()[0]
    assert "Anna: Bedömning – " in first
    assert "→ Klart." in first


def test_history_of_one_record_is_about_that_record(granska: Any) -> None:
    first, second = read(granska, "list", "recommendations")[:2]
    granska("set", first["id"], "implemented")
    granska("set", second["id"], "partial")
    told = read(granska, "history", second["id"])
    assert told[0]["name"] == "assess"
    assert [action["name"] for action in told].count("assess") == 1


def test_a_sound_register_checks_out(granska: Any) -> None:
    result = read(granska, "check")
    assert result["ok"] is True
    assert result["differences"] == result["conflicts"] == []
    assert result["actions"] > 0
    assert "allt stämmer" in granska("check").out


def test_a_register_changed_behind_its_back_does_not_check_out(granska: Any, practice: Path) -> None:
    import sqlite3

    with sqlite3.connect(practice) as connection:
        connection.execute("UPDATE recommendation SET text = 'Något annat' WHERE rid = 1")
    connection.close()
    done = granska("check")
    assert done.code == 1
    assert done.out.startswith("Skillnad: ")
    assert done.out.endswith("1 skillnad.\n")
    told = granska("check", "--json")
    assert told.code == 1
    assert json.loads(told.out)["differences"][0]["kind"] == "field"


def test_nothing_that_a_terminal_obeys_reaches_the_output(granska: Any, practice: Path) -> None:
    hostile = "a\x1b]0;x\x07b\x9bc\u202ed\x00e\x85f\u2028g"
    with closing(sqlite3.connect(practice)) as connection, connection:
        connection.execute("UPDATE recommendation SET text = ?, theme = ?", (hostile, hostile))
        connection.execute("UPDATE audit SET short_title = ?", (hostile,))
    with open_register(practice) as register:
        assert register.readonly
    for arguments in (["list", "recommendations"], ["list", "audits"], ["check"], ["history"]):
        for extra in ([], ["--json"]):
            done = granska(*arguments, *extra)
            assert not set(done.out + done.err) & {*"\x1b\x07\x9b\u202e\x00\x85\u2028"}, arguments
    listed = json.loads(granska("list", "recommendations", "--json").out)
    assert {(one["text"], one["theme"]) for one in listed} == {(hostile, hostile)}


TEXTS = st.text(st.characters(codec=None) | st.sampled_from("\x00\x1b\x7f\x85\x9b\u061c\u2028\u202e\ufeff\ud800\uffff"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda each: st.lists(each) | st.dictionaries(TEXTS, each),
    max_leaves=8,
)


@given(JSON)
def test_json_is_read_back_as_what_was_written_and_holds_nothing_that_a_terminal_obeys(value: object) -> None:
    out = io.StringIO()
    with redirect_stdout(out):
        say_json(value)
    assert json.loads(out.getvalue()) == value
    assert without_controls(out.getvalue().replace("\n", "")) == out.getvalue().replace("\n", "")


def test_sub_points_are_listed_below_their_parent_which_takes_no_level(granska: Any) -> None:
    audit = json.loads(granska("add", "audit", "title=Moms", "years=2029", "--json").out)["id"]
    five, six = (
        json.loads(granska("add", "recommendation", f"audit={audit}", f"number={n}", "text=Punkt", "--json").out)["id"]
        for n in "56"
    )
    last = json.loads(
        granska("add", "recommendation", f"audit={audit}", "number=5 a", f"parent={five}", "text=Del", "--json").out
    )["id"]
    listed = read(granska, "list", "recommendations", "--filter", "år:2029")
    assert [one["number"] for one in listed] == ["5", "5 a", "6"]
    assert [(one["level"], one["label"], one["divided"]) for one in listed] == [
        (None, "Se delpunkter", True),
        ("not_assessed", "Ej bedömd", False),
        ("not_assessed", "Ej bedömd", False),
    ]
    assert "5): Se delpunkter. Punkt" in granska("list", "recommendations", "--filter", "år:2029").out
    refused = granska("set", five, "delvis")
    assert (refused.code, refused.out) == (1, "")
    assert "har delpunkter och bedöms genom dem. Bedöm varje delpunkt för sig." in refused.err
    assert granska("set", last, "delvis").code == 0
    child = json.loads(granska(
        "add", "recommendation", f"audit={audit}", "number=5 a 1", f"parent={last}", "text=Del av del", "--json"
    ).out)["id"]  # fmt: skip
    shown = granska("show", last).out
    assert "Se delpunkter" in shown
    assert "Delvis åtgärdad" not in shown, "an older level is in the history alone"
    assert granska("remove", child, "--reason", "Fel").code == 0
    assert granska("set", last, "clear").code == 0
    several = granska("set", five, last, six, "delvis")
    assert several.code == 0
    assert "2 rekommendationer" in several.out
    assert "Moms: 5) Punkt" in several.err
    lines = granska("set", "-", stdin=f"{five} delvis\n{last} clear\n")
    assert lines.code == 1
    assert "Rad 1: ”Moms: 5) Punkt” har delpunkter" in lines.err
    assert lines.out == f"ok {last}\n"
