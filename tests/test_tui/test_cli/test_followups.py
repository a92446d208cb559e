"""`followup` and `scale`: the office's year on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.followed_years import Years


@pytest.fixture
def three(followed: Any, surroundings: dict[str, str]) -> Path:
    """A register with three follow-ups, as the one that commands mean."""
    path: Path = followed.path
    followed.close()
    return path.rename(surroundings["GRANSKA_REGISTER"])


def read(granska: Any, *arguments: Any, **more: Any) -> Any:
    done = granska(*arguments, "--json", **more)
    assert done.code == 0, done.err
    return json.loads(done.out)


@pytest.mark.usefixtures("three")
def test_a_follow_up_is_shown_with_progress_and_what_has_changed(granska: Any, years: Years) -> None:
    third = years.followups["Ord"]
    told = read(granska, "show", third)
    assert (told["entity"], told["responsible"], told["supersedes"], told["superseded_by"]) == (
        "followup", None, None, None,
    )  # fmt: skip
    assert (told["progress"]["judged"], told["progress"]["total"]) == (8, 10)
    assert told["previous"]["id"] == years.followups["Ja och nej"]
    compared = told["comparison"]
    assert (compared["total"]["better"], compared["total"]["new"], compared["compared"]) == (1, 3, 4)
    assert len(compared["rows"]) == sum(compared["total"].values()) == 8
    assert [one["audit"] for one in compared["per_audit"]] == years.audits
    out = granska("show", third).out
    assert "Bedömningar: 8 av 10 bedömda" in out
    assert "Jämfört med Uppföljning 2025: 1 bättre, 2 samma, 1 sämre, 3 nya, 1 går inte att jämföra" in out
    assert "↓ sämre: ✔ Ja → ◐ Påbörjat" in out
    point = read(granska, "show", years.points[0][0])
    assert [one["move"] for one in point["judgements"]] == ["worse", "same", None]
    assert "Genom åren: Uppföljning 2024 ✔ Grön; Uppföljning 2025 ✔ Ja (= samma); Uppföljning 2026 ◐ Påbörjat" in (
        granska("show", years.points[0][0]).out
    )


@pytest.mark.usefixtures("practice")
def test_what_to_follow_up_is_proposed_with_its_why_and_taken_along(granska: Any) -> None:
    (proposed,) = read(granska, "followup", "propose")
    assert (proposed["name"], proposed["ground"], proposed["again"]) == ("Fastighetsunderhåll", "marked", "may")
    assert proposed["why"] in granska("followup", "propose").out
    refused = granska("followup", "start", "Höst")
    assert (refused.code, refused.out) == (1, "")
    assert "är öppen och inte tom (3 granskningar, 7 bedömningar)" in refused.err
    for one in read(granska, "show", "Uppföljning 2026")["covered"]:
        assert granska("followup", "remove", one["audit"], "--clear").code == 0
    wanted = [one["name"] for one in read(granska, "followup", "propose", "--year", "2027")]
    assert len(wanted) > 1
    told = read(granska, "followup", "start", "Höst", "--year", "2027", "--responsible", "Rut Ekmark", "--proposed")
    assert (told["title"], told["year"], told["responsible_name"]) == ("Höst", 2027, "Rut Ekmark")
    assert [one["audit_title"] for one in told["covered"]] == wanted
    assert read(granska, "followup", "propose", "--year", "2027") == []
    assert granska("followup", "propose", "--year", "nästa").code == 2
    assert granska("check").code == 0


@pytest.mark.usefixtures("practice")
def test_audits_are_put_in_taken_out_and_ordered(granska: Any) -> None:
    done = granska("followup", "add", "Måltider")
    assert done.out.splitlines()[0] == "Öppen nu: Uppföljning 2026"
    assert done.out.splitlines()[-1] == "4. Måltider: 0 av 3 bedömda"
    assert granska("followup", "add", "Måltider").out == "Inget att ändra: det står redan så.\n"
    assert granska("followup", "order", "Måltider", "Dataskydd").out.splitlines()[1:3] == [
        "1. Måltider: 0 av 3 bedömda", "2. Dataskydd: 4 av 17 bedömda",
    ]  # fmt: skip
    refused = granska("followup", "remove", "Dataskydd")
    assert (refused.code, refused.out) == (1, "")
    assert "4 bedömningar" in refused.err
    assert "Dataskydd" not in granska("followup", "remove", "Dataskydd", "--clear").out
    assert granska("undo").out.startswith("Ångrade: Granskningar ur uppföljningen")
    assert [one["audit_title"] for one in read(granska, "show", "Uppföljning 2026")["covered"]] == [
        "Måltider", "Dataskydd", "Skolskjuts", "Ensamarbete",
    ]  # fmt: skip
    following = read(granska, "followup", "next", "Måltider:1")
    assert (following["audit_title"], following["number"]) == ("Måltider", "2")


def test_a_closed_follow_up_is_corrected_by_a_new_one_that_says_so(granska: Any, three: Path, tmp_path: Path) -> None:
    granska("config", "set", "report_signers", "Rut Ekmark, ordförande")
    for one in read(granska, "list", "recommendations"):
        if not one["current"]:
            granska("set", one["id"], "Genomfört", "--comment", "Klart.")
    assert granska("close", "Uppföljning 2026").code == 0
    told = read(granska, "followup", "correct", "Uppföljning 2026", "--title", "Rättad 2026")
    old = told["supersedes"]
    assert (told["title"], told["progress"]["judged"]) == ("Rättad 2026", 10)
    assert read(granska, "show", old)["superseded_by"]["title"] == "Rättad 2026"
    assert "Ersatt av: Rättad 2026" in granska("show", old).out
    assert "Ersätter: Uppföljning 2026" in granska("show", "Rättad 2026").out
    again = granska("followup", "correct", "Uppföljning 2026")
    assert (again.code, again.out) == (1, "")
    assert "rättas redan av ”Rättad 2026”" in again.err
    assert granska("close", "Rättad 2026").code == 0
    report = read(granska, "export", "report", "--followup", "Rättad 2026", "--out", tmp_path / "ut")
    from exports.report.drawing import paragraph_texts

    texts = list(paragraph_texts(Path(report["path"])))
    assert any(text.startswith("Den här rapporten ersätter Uppföljning 2026, daterad") for text in texts)
    assert "Jämförelse med föregående uppföljning" in texts
    reprint = granska("export", "report", "--followup", old, "--out", tmp_path / "ut")
    assert "Uppföljningen är ersatt av ”Rättad 2026”." in reprint.err
    assert {one["id"]: one["superseded"] for one in read(granska, "list", "followups")}[old] is True
    assert "Uppföljning 2026, fastställd, ersatt:" in granska("list", "followups").out
    assert granska("check", "--register", three).code == 0


@pytest.mark.usefixtures("three")
def test_a_scale_goes_out_and_in_again_as_json(granska: Any) -> None:
    shown = read(granska, "scale", "show", "Ord")
    assert [one["label"] for one in shown["levels"]][:2] == ["Genomfört", "Till stor del"]
    assert shown["used"] is True
    made = read(granska, "scale", "make", "-", stdin=json.dumps({**shown, "label": "Ord igen"}))
    assert made["levels"][1]["symbol"] == "◕"
    made["levels"].append({"label": "Vet ej", "means": "not_assessable"})
    edited = read(granska, "scale", "edit", "Ord igen", "-", stdin=json.dumps(made))
    assert (edited["id"], edited["levels"][-1]["label"], edited["levels"][-1]["order"]) == (made["id"], "Vet ej", 6)
    assert [one["label"] for one in read(granska, "scale", "list")][-2:] == ["Ord", "Ord igen"]
    assert granska("scale", "remove", "Ord igen", "--reason", "prov").out == "Borttagen: Ord igen\n"


@pytest.mark.usefixtures("three")
def test_a_level_is_changed_by_its_fields_and_a_used_scale_stays(granska: Any) -> None:
    assert granska("scale", "make", "Egen", "--from", "Färger").code == 0
    told = read(
        granska,
        "scale",
        "edit",
        "Egen",
        "--level",
        "gul",
        "label=Halvgul",
        "order=1",
        "synonyms=Delvis",
        "synonyms=Lite",
    )
    assert [one["label"] for one in told["levels"]] == ["Halvgul", "Grön", "Röd", "Grå"]
    assert (told["levels"][0]["short_label"], told["levels"][0]["synonyms"]) == ("Halvgul", ["Delvis", "Lite"])
    granska("scale", "edit", "Egen", "--level", "implemented", "synonyms=Fixad")
    assert read(granska, "scale", "show", "Egen")["levels"][1]["synonyms"] == ["Fixad"]
    done = granska("scale", "edit", "Färger", "--level", "Gul", "label=Orange")
    assert done.err.splitlines() == ["Något är bedömt på skalan, så den står kvar. En ny gjordes."]
    assert done.out.splitlines()[0].endswith("Färger 2: 4 nivåer, 0 uppföljningar")
    assert [one["label"] for one in read(granska, "scale", "show", "Färger")["levels"]][1] == "Gul"
    refused = granska("followup", "scale", "Egen")
    assert (refused.code, refused.out) == (1, "")
    assert "behåller den" in refused.err


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "told"),
    [
        (["scale", "show", "Ingen"], "", 1, "Ingen skala heter ”Ingen”."),
        (["scale", "make", "Ny"], "", 2, "Ange skalan att utgå från med --from"),
        (["scale", "make", "Ord", "--from", "Färger"], "", 1, "”Ord”"),
        (["scale", "make", "-", "--json"], "[1]", 1, "Ett objekt med ”label” och en lista ”levels” ska läsas."),
        (["scale", "make", "-", "--json"], '{"label": "X", "levels": [{"namn": "a"}]}', 1, "Fältet ”namn” finns inte"),
        (["scale", "make", "-", "--json"], '{"label": "X", "levels": []}', 1, "minst två nivåer"),
        (["scale", "edit", "Ord", "--level", "Ogjort", "fill=800000"], "", 1, "kontrasten är under 4,5:1"),
        (["scale", "edit", "Ord", "--level", "Ogjort", "färg=1"], "", 2, "Fältet ”färg” finns inte"),
        (["scale", "edit", "Ord", "Ogjort"], "", 2, "inget FÄLT=VÄRDE"),
        (["scale", "remove", "Ord", "--reason", "x"], "", 1, "används"),
        (["followup", "add", "Ingen"], "", 1, "Ingen"),
        (["followup", "correct", "Uppföljning 2026"], "", 1, "är öppen och ändras som den är"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    granska: Any, arguments: list[str], stdin: str, code: int, told: str
) -> None:
    done = granska(*arguments, stdin=stdin)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert "Traceback" not in done.err
