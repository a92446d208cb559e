"""Each of the five cases, entered by command line, is given back whole and counted by the one rule."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from storage import records
from storage.domain.editable_fields import EDITABLE
from storage.errors import UnknownReference
from storage.recommendations import details_of, recommendations_with
from storage.register import Register, open_register
from tests.test_seeds.office import Office, Shape
from tests.test_seeds.seeds import BOARDS, SEEDS
from tui.audits.jobs import of_audit
from tui.audits.lines import audit_lines, belonging_lines
from tui.audits.lists import belongings_of
from tui.kit.lines_pane import Line
from tui.language.words import value_word

Offices = Callable[[str], Office]
BEGINNING = 12
"""How much of another record's name is enough to know it by: longer ones are cut differently in different places."""


def words(register: Register, entity: str, record: str) -> Iterator[str]:
    """The beginning of what a person reads for each field that was entered."""
    if entity not in EDITABLE:
        return
    fields = records.entered(register, entity, record)
    for entry in EDITABLE[entity].fields:
        value = fields[entry.name]
        for one in value if isinstance(value, tuple | list) else (value,):
            if entry.refers:
                for refer in entry.refers:
                    yield from (found.name[:BEGINNING] for found in records.named(register, refer, [str(one)]))
            elif one is not None:
                yield value_word(entry.name, one).splitlines()[0].removeprefix("- ")


def points(office: Office) -> list[Shape]:
    """What `granska list recommendations` lists."""
    found: list[Shape] = office.json("list", "recommendations")
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_register_entered_by_hand_verifies_and_every_record_is_shown_in_words(office: Offices, seed: str) -> None:
    entered = office(seed)
    assert entered.granska("check").strip().endswith("allt stämmer.")
    with open_register(entered.path) as register:
        for record in entered.ids.values():
            entity, _ = records.resolve(register, record)
            shown = entered.granska("show", record)
            assert [told for told in words(register, entity, record) if told not in shown] == []


def test_a_letter_with_two_questions_has_an_answer_to_each(office: Offices) -> None:
    entered = office("000")
    letter = entered.show("letter")
    assert [question["body_name"] for question in letter["questions"]] == ["Kommunstyrelsen"] * 2
    assert [one["self_assessment"] for question in letter["questions"] for one in question["answers"]] == [
        "done",
        "planned",
    ]
    answer = entered.show("answer")
    assert answer["unanswered"] == []
    (promise,) = answer["measures"]
    assert (promise["due"], promise["state"]) == ("2026", "planned")
    assert len(answer["lines"][0]["text"].splitlines()) == 2
    assert entered.show("audit")["total"] == 0
    undated = [line for line in entered.remarked if "saknar datum" in line]
    assert len(undated) == 2, "neither the letter nor the answer"


def test_an_evaluation_and_a_control_plan_are_what_they_are(office: Offices) -> None:
    entered = office("001")
    evaluation, plan = entered.show("evaluation"), entered.show("plan")
    assert [one["number"] for one in evaluation["recommendations"]] == [None] * 4
    assert [one["position"] for one in evaluation["recommendations"]] == [1, 2, 3, 4]
    assert evaluation["recommendations"][2]["text"].count(". ") == 2
    assert evaluation["total"] == 4
    assert [one["number"] for one in plan["recommendations"]] == list("12345")
    assert {one["kind"] for one in plan["recommendations"]} == {"control"}
    assert {one["responsible"] for one in plan["recommendations"]} == {"Kommunledningsförvaltningen"}
    assert plan["total"] == 0, "controls stand beside what is counted"
    assert entered.show("control 4")["related"] == [entered.ids["point 4"]]
    assert [audit["source"] for audit in entered.json("list", "audits")] == ["evaluation", "control_plan"]


def test_a_joint_answer_within_its_extension_is_told_with_whom_it_speaks_for(office: Offices) -> None:
    entered = office("002")
    audit, answer = entered.show("audit"), entered.show("answer")
    assert sorted(answer["on_behalf_of_names"]) == sorted(BOARDS)
    assert (answer["decided_on"], answer["paragraph"], answer["received_on"]) == ("2025-02-03", "17", "2025-02-06")
    assert (audit["answer_due"], audit["extension_decision"], audit["extension_due"]) == (
        "2024-12-31",
        "granted",
        "2025-02-28",
    )
    assert answer["unanswered"] == []
    assert [one["due"] for one in answer["measures"]] == ["2025-06-30", "2025-12-31"]
    letter = entered.show("letter")
    assert letter["signer_names"] == ["Rut Ekmark", "Bo Lind"]
    through = {one["name"]: one["through_name"] for one in letter["recipients"]}
    assert through == {**dict.fromkeys(BOARDS, "Kommunstyrelsen"), "Kommunstyrelsen": None, "Kommunfullmäktige": None}


def test_a_followed_up_audit_keeps_the_voices_apart_and_numbers_as_printed(office: Offices) -> None:
    entered = office("002")
    assert [
        (one["number"], one["theme"], one["level"]) for one in points(entered) if one["kind"] == "recommendation"
    ] == [
        ("1", "Avtal", "not_implemented"),
        ("2", "Avtal", "implemented"),
        ("2", "Säkerhet", "not_implemented"),
        ("4", "Säkerhet", "partial"),
    ]
    rejected = entered.show("Avtal 1")
    (judgement,), (stance,) = rejected["judgements"], rejected["stances"]
    assert stance["stance"] == "disagrees"
    assert stance["text"] != judgement["department_report"] != judgement["comment"]
    assert judgement["reason"] == "disagreement"
    (evidence,) = entered.show("Avtal 2")["evidence"]
    assert (evidence["kind"], evidence["date"], evidence["id"]) == ("document", "2026-03", entered.ids["evidence"])
    assert "dokument, 2026-03, Rutin" in entered.granska("show", entered.ids["Avtal 2"])
    assert entered.show("audit")["total"] == 4, "the audit's question stands beside"
    assert entered.show("Avtal 2")["comment"].splitlines() == ["Rutinen finns.", "Den följs."]


def test_decision_points_are_counted_by_their_leaves_and_reported_back_on(office: Offices) -> None:
    entered = office("003")
    decision = entered.show("decision")
    assert [one["number"] for one in decision["recommendations"]] == [
        "2", "2 a", "2 b", "2 c", "2 d", "2 e", "2 f", "3", "4", "5", "6",
    ]  # fmt: skip
    assert {one["kind"] for one in decision["recommendations"]} == {"decision_point"}
    assert decision["total"] == 10, "six sub-points and four points; not the point that has sub-points"
    report = entered.show("report")
    assert [len(line["targets"]) for line in report["lines"]] == [1, 2, 1, 1, 1, 1, 1, 1, 1]
    said = Counter({line["self_assessment"]: 0 for line in report["lines"]})
    for line in report["lines"]:
        said[line["self_assessment"]] += len(line["targets"])
    assert said == {"done": 8, "ongoing": 2}
    assert report["unanswered"] == [], "nor the point whose sub-points are answered"
    assert entered.show("2 b")["measures"] == entered.show("2 c")["measures"]
    assert [(one["due"], one["state"]) for one in entered.show("5")["measures"]] == [
        ("2025", "planned"),
        ("2026", "planned"),
    ]
    assert entered.show("4")["bodies"] == sorted(BOARDS)
    assert entered.show("report")["signed_by"].count(",") == 3
    assert entered.show("2 f")["level"] == "partial"


def test_an_incidents_measures_stand_under_their_themes_with_their_states(office: Offices) -> None:
    entered = office("004")
    incident = entered.show("incident")
    measures = [(one["theme"], one["state"]) for one in incident["measures"]]
    assert Counter(theme for theme, _ in measures) == {
        "Kontroll": 1, "Rutiner": 3, "Teknik": 1, "Utbildning": 1, "Utredningar": 3,
    }  # fmt: skip
    assert [theme for theme, _ in measures] == sorted(theme for theme, _ in measures)
    assert Counter(state for _, state in measures) == {"done": 3, "ongoing": 4, "planned": 2}
    assert {one["due"] for one in incident["measures"]} == {None}
    assert incident["total"] == 0
    assert points(entered) == []
    pages = [one for one in entered.json("list", "documents") if one["response"] == entered.ids["page"]]
    assert sorted(one["made_on"] for one in pages) == ["2026-03-12", "2026-03-26"]


def test_a_link_between_a_control_and_a_recommendation_is_shown_on_both_sides(office: Offices) -> None:
    entered = office("001")
    control, point = entered.ids["control 4"], entered.ids["point 4"]
    assert (entered.show("control 4")["linked"], entered.show("point 4")["linked"]) == ([point], [control])
    assert "Hänvisar till: Jouren: För ihop de tre styrdokumenten till ett." in entered.granska("show", control)
    assert "Hänvisas från: Kontrollplan: 4) Investeringar" in entered.granska("show", point)
    with open_register(entered.path) as register:
        details = details_of(register, list(recommendations_with(register, [control, point]).values()))
        found = belongings_of(register, details.values())
    assert [(list(found[one].related), list(found[one].referring)) for one in (control, point)] == [
        (["Jouren: För ihop de tre styrdokumenten till ett."], []),
        ([], ["Kontrollplan: 4) Investeringar"]),
    ]
    assert "Kontrollplan: 4) Investeringar" in _text(belonging_lines(found[point], 70))


def test_a_plan_counts_its_controls_and_not_its_missing_recommendations(office: Offices) -> None:
    entered = office("001")
    assert "Antal: 5 kontroller\n" in entered.granska("show", entered.ids["plan"])
    assert "Antal: 4 rekommendationer" in entered.granska("show", entered.ids["evaluation"])
    assert "1 fråga\n" in office("002").granska("show", office("002").ids["audit"])


def test_a_point_without_a_number_is_referred_to_by_its_place(office: Offices) -> None:
    entered = office("001")
    for place in range(1, 5):
        assert entered.json("show", f"Jouren:#{place}")["id"] == entered.ids[f"point {place}"]
    assert "Jouren #4: " in entered.granska("list", "recommendations")
    with open_register(entered.path) as register:
        for reference in ("Jouren:#5", "Jouren:#0", "Jouren:4", "Kontrollplan:#4", f"Jouren:#{'9' * 40}", "Jouren:#²"):
            with pytest.raises(UnknownReference):
                records.resolve(register, reference)


def test_the_questions_of_a_letter_are_shown_with_the_audit_that_they_are_about(office: Offices) -> None:
    entered = office("000")
    shown = entered.show("audit")
    assert [(one["text"], one["answered"], one["body_name"]) for one in shown["questions"]] == [
        ("Hur får alla nämnder vara med när riskerna vägs?", True, "Kommunstyrelsen"),
        ("Hur ska besluten prövas?", True, "Kommunstyrelsen"),
    ]
    assert [one["id"] for one in shown["measures"]] == [entered.ids["promise"]], "promised in the answer"
    assert "2) Hur ska besluten prövas? (Kommunstyrelsen): besvarad" in entered.granska("show", entered.ids["audit"])
    with open_register(entered.path) as register:
        pane = _text(audit_lines(of_audit(register, entered.ids["audit"]), "", 70))
    for text in ("2) Hur ska besluten prövas?", "besvarad", "Kommunstyrelsen: Varje kontor", "Gå igenom besluten"):
        assert text in pane


def _text(lines: list[Line]) -> str:
    return "\n".join("".join(cell.text for cell in line) for line in lines)
