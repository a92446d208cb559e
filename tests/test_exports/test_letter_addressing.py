"""Letters of a real register: who gets one, what it asks of whom, and what it lists."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from exports.letters.file import write_letter
from exports.preflight.findings import Code, Severity
from exports.preflight.letters import preflight_missiv
from storage import followups
from storage.domain.material import ACTION, ANSWER, INFORMATION, LetterDraft, LetterMaterial
from storage.letters import letter_material
from storage.operations.assessments import assess
from storage.operations.followups import edit_covered_audit, start_followup
from storage.operations.records import add, edit
from storage.register import Register
from tests.letter_registers import GONE, GREEN, GREY, RED, YELLOW, Covered, Made, Point, letter_register

TODAY = date(2026, 11, 22)
CHECKER = Path(__file__).parents[3] / "shared" / "tools" / "docx_check.py"
KS, SOC, EDU, ENV = "Kommunstyrelsen", "Socialnämnden", "Utbildningsnämnden", "Miljönämnden"
SCHOOL = Covered("Skolskjuts", (EDU, KS), (Point("1", RED, (EDU,)), Point("2", GREEN, (KS,))))
CARE = Covered("Hemtjänst", (SOC,), (Point("1", GREEN), Point("2", GONE)))


class Read:
    """What a written letter says."""

    def __init__(self, path: Path) -> None:
        document = docx.Document(str(path))
        self.lines = [each.text.replace("\u00a0", " ") for each in document.paragraphs if each.text]
        self.rows = [
            tuple(cell.text.replace("\u00a0", " ") for cell in row.cells)
            for table in document.tables
            for row in table.rows[1:]
        ]
        self.text = "\n".join([*self.lines, *(cell for row in self.rows for cell in row)])


def written(material: LetterMaterial, folder: Path, *, each: bool = False) -> dict[str | None, Read]:
    """The letters, by the name of the body that each is for."""
    names = {one.body.id: one.body.name for one in material.recipients}
    files = write_letter(material, folder, today=TODAY, each=each)
    return {names.get(file.body or ""): Read(file.path) for file in files}


def sent_to(material: LetterMaterial) -> list[tuple[str | None, str | None]]:
    return [(each.body.name, each.recipient.role) for each in material.recipients]


def codes(material: LetterMaterial, severity: Severity | None = None) -> set[Code]:
    found = preflight_missiv(material, today=TODAY)
    return {each.code for each in found if severity in {None, each.severity}}


def asks(read: Read) -> bool:
    return "önskar svar" in read.text or "Av svaret ska det framgå" in read.text


def test_a_body_for_which_nothing_remains_is_left_out_and_named(empty: Register, tmp_path: Path) -> None:
    made = letter_register(empty, SCHOOL, CARE)
    material = letter_material(empty, followup=made.followup, draft=LetterDraft(answer_due="2027-02-26"))
    assert sent_to(material) == [(EDU, ANSWER)]
    found = [each for each in preflight_missiv(material, today=TODAY) if each.code is Code.LEFT_OUT]
    assert [(each.severity, each.values) for each in found] == [(Severity.WARNING, {"bodies": f"{KS}, {SOC}"})]
    (read,) = written(material, tmp_path).values()
    assert [row[0] for row in read.rows] == ["1)"]
    assert KS not in read.lines
    assert SOC not in read.text


def test_a_body_that_is_kept_though_nothing_remains_is_told_so_and_asked_nothing(
    empty: Register, tmp_path: Path
) -> None:
    made = letter_register(empty, SCHOOL, CARE)
    draft = LetterDraft(answer_due="2027-02-26", all_bodies=True)
    material = letter_material(empty, followup=made.followup, draft=draft)
    assert sent_to(material) == [(EDU, ANSWER), (KS, INFORMATION), (SOC, INFORMATION)]
    (read,) = written(material, tmp_path).values()
    assert (
        "Uppföljningen visar att inget återstår för kommunstyrelsen och socialnämnden. Därifrån begärs inget svar."
        in read.text
    )
    own = written(material, tmp_path, each=True)
    assert {name: asks(each) for name, each in own.items()} == {EDU: True, KS: False, SOC: False}
    assert "Uppföljningen visar att inget återstår för socialnämnden. Inget svar begärs." in own[SOC].text


def test_where_nothing_remains_for_anybody_no_letter_asks_for_anything(empty: Register, tmp_path: Path) -> None:
    made = letter_register(empty, CARE, Covered("Lov", (KS,), (Point("1", GREEN),)))
    nobody = letter_material(empty, followup=made.followup)
    assert sent_to(nobody) == []
    assert codes(nobody, Severity.ERROR) == {Code.NOTHING_OPEN}
    material = letter_material(empty, followup=made.followup, draft=LetterDraft(all_bodies=True))
    assert codes(material, Severity.ERROR) == set()
    (read,) = written(material, tmp_path).values()
    assert not asks(read)
    assert not read.rows
    assert "Inget svar begärs." in read.text


def test_a_follow_up_in_which_nothing_is_assessed_needs_a_yes_and_lists_nothing_as_left(
    empty: Register, tmp_path: Path
) -> None:
    made = letter_register(empty, Covered("Lov", (KS, EDU), (Point("1"), Point("2", to=(EDU,)))), closed=False)
    material = letter_material(empty, followup=made.followup)
    assert codes(material, Severity.QUESTION) == {Code.NOTHING_ASSESSED}
    assert Code.FOLLOWUP_OPEN in codes(material, Severity.WARNING)
    (read,) = written(material, tmp_path).values()
    assert not read.rows
    assert not asks(read)
    assert "åtgärdad" not in read.text
    assert (
        "Uppföljningen visar inte vad som återstår för kommunstyrelsen och utbildningsnämnden. Inget svar begärs."
        in read.text
    )


def test_points_that_are_not_assessed_are_counted_before_and_stand_in_no_letter(
    empty: Register, tmp_path: Path
) -> None:
    points = (Point("1", RED), Point("2"), Point("3", GREY), Point("4", closed="Dubblett"), Point("5", YELLOW))
    made = letter_register(empty, Covered("Lov", (KS,), points))
    material = letter_material(empty, followup=made.followup)
    found = [each for each in preflight_missiv(material, today=TODAY) if each.code is Code.POINTS_NOT_ASSESSED]
    assert [each.values["count"] for each in found] == ["1"]
    (read,) = written(material, tmp_path).values()
    assert [row[0] for row in read.rows] == ["1)", "5)"]


@pytest.mark.parametrize(
    ("judged", "why"), [((None,), Code.LEFT_OUT_UNCLEAR), ((GREY,), Code.LEFT_OUT_UNCLEAR), ((GREEN,), Code.LEFT_OUT)]
)
def test_a_body_is_left_out_for_the_reason_that_is_true(
    empty: Register, judged: tuple[str | None, ...], why: Code
) -> None:
    points = [Point("1", RED, (KS,)), *(Point(str(n), level, (SOC,)) for n, level in enumerate(judged, 2))]
    made = letter_register(empty, Covered("Lov", (KS, SOC), points))
    found = codes(letter_material(empty, followup=made.followup))
    assert found & {Code.LEFT_OUT, Code.LEFT_OUT_UNCLEAR} == {why}


def test_parts_stand_under_their_point_and_say_whose_they_are_and_only_they_count(
    empty: Register, tmp_path: Path
) -> None:
    points = (
        Point("1", to=(KS,)), Point("2", GREEN, (KS,)), Point("1 a", RED, part_of="1"),
        Point("1 b", GREEN, part_of="1"), Point("3", to=(SOC, EDU)), Point("3 a", YELLOW, (SOC,), part_of="3"),
        Point("3 b", GREEN, (EDU,), part_of="3"),
    )  # fmt: skip
    made = letter_register(empty, Covered("Lov", (KS, SOC, EDU), points))
    material = letter_material(empty, followup=made.followup)
    assert sent_to(material) == [(KS, ANSWER), (SOC, ANSWER)]
    (read,) = written(material, tmp_path).values()
    whole = ("Ordna det som", "Se delpunkter")
    assert [(row[0], row[1].rpartition("\n")[2][:13], row[2]) for row in read.rows] == [
        ("1)", *whole), ("1 a)", "Riktas till k", "Inte åtgärdad"),
        ("3)", *whole), ("3 a)", "Riktas till s", "Delvis åtgärdad"),
    ]  # fmt: skip
    assert "Följande rekommendationer är ännu inte helt åtgärdade." in read.lines
    own = written(material, tmp_path, each=True)
    assert [row[0] for row in own[SOC].rows] == ["3)", "3 a)"]
    assert "Följande rekommendation är ännu inte helt åtgärdad." in own[SOC].lines


def test_whose_point_is_whose_stands_at_every_point_also_over_several_audits(empty: Register, tmp_path: Path) -> None:
    audits = [Covered(f"Granskning {n}", (name,), (Point("1", RED), Point("2", YELLOW))) for n, name in
              enumerate((KS, SOC, EDU, ENV), 1)]  # fmt: skip
    made = letter_register(empty, *audits)
    (read,) = written(letter_material(empty, followup=made.followup), tmp_path).values()
    assert [row[1].rpartition("\n")[2] for row in read.rows] == [
        f"Riktas till {name.lower()}." for name in (KS, SOC, EDU, ENV) for _each in range(2)
    ]


def _joint(register: Register, made: Made, **of_letter: Any) -> LetterMaterial:
    """The audit's letter: the executive board answers for the social board, education acts, environment is informed."""
    (audit,) = made.audits.values()
    letter = min(add(register, "letter", {"kind": "missiv", "audits": (audit,), **of_letter}).created["letter"])
    for name, role, through in ((KS, ANSWER, None), (SOC, ANSWER, KS), (EDU, ACTION, None), (ENV, INFORMATION, None)):
        values = {"letter": letter, "body": made.bodies[name], "role": role}
        if through:
            values["through"] = made.bodies[through]
        add(register, "letter_recipient", values)
    return letter_material(register, letter=letter)


def test_each_letter_of_a_joint_response_addresses_its_body_by_its_role(empty: Register, tmp_path: Path) -> None:
    points = (Point("1", to=(KS,)), Point("2", to=(SOC,)), Point("3", to=(EDU,)), Point("4", to=(ENV,)))
    made = letter_register(empty, Covered("Lov", (KS, SOC, EDU, ENV), points))
    material = _joint(empty, made, dated="2026-11-22", answer_due="2027-03-31")
    own = written(material, tmp_path, each=True)
    assert list(own) == [KS, SOC, EDU, ENV], "one each, and none to all"
    assert {name: asks(read) for name, read in own.items()} == {KS: True, SOC: False, EDU: False, ENV: False}
    assert {name: [row[0] for row in read.rows] for name, read in own.items()} == {
        KS: ["1)", "2)"], SOC: ["2)"], EDU: ["3)"], ENV: ["1)", "2)", "3)", "4)"],
    }  # fmt: skip
    assert "Kommunstyrelsen svarar även för socialnämnden." in own[KS].lines
    assert own[SOC].lines.count("För svar genom kommunstyrelsen") == 1
    assert (
        "Kommunstyrelsen svarar även för socialnämnden senast den 31 mars 2027. Något eget svar begärs inte."
        in own[SOC].lines
    )
    assert (
        "Rapporten överlämnas till kommunstyrelsen för svar, till utbildningsnämnden för åtgärd och till miljönämnden "
        "för kännedom." in own[ENV].lines
    )
    (all_of_them,) = written(material, tmp_path).values()
    assert all_of_them.lines[1:9] == [
        "För svar", KS, "För svar genom kommunstyrelsen", SOC, "För åtgärd", EDU, "För kännedom", ENV,
    ]  # fmt: skip


@pytest.mark.parametrize("role", [ACTION, INFORMATION])
def test_a_deadline_that_no_letter_would_print_is_refused(empty: Register, role: str) -> None:
    made = letter_register(empty, Covered("Lov", (KS,), (Point("1"),)))
    draft = LetterDraft(answer_due="2027-02-26", recipients=((made.bodies[KS], role),))
    assert Code.ANSWER_DUE_UNUSED in codes(
        letter_material(empty, audit=made.audits["Lov"], draft=draft), Severity.ERROR
    )


def test_every_deadline_of_a_recipient_is_printed_or_refused(empty: Register, tmp_path: Path) -> None:
    points = (Point("1", to=(KS,)), Point("2", to=(SOC,)), Point("3", to=(EDU,)), Point("4", to=(ENV,)))
    made = letter_register(empty, Covered("Lov", (KS, SOC, EDU, ENV), points))
    material = _joint(empty, made, dated="2026-11-22", answer_due="2027-03-31")
    social = next(each.recipient.id for each in material.recipients if each.body.name == SOC)
    edit(empty, "letter_recipient", social, {"answer_due": "2027-04-30"})
    again = letter_material(empty, letter=material.letter.id)
    (read,) = written(again, tmp_path).values()
    assert "Revisorerna önskar svar från kommunstyrelsen senast den 31 mars 2027." in read.lines
    assert "Kommunstyrelsen svarar även för socialnämnden senast den 30 april 2027." in read.lines
    informed = next(each.recipient.id for each in material.recipients if each.body.name == ENV)
    edit(empty, "letter_recipient", informed, {"answer_due": "2027-05-31"})
    assert codes(letter_material(empty, letter=material.letter.id), Severity.ERROR) == {Code.ANSWER_DUE_UNUSED}


def test_a_letter_that_was_sent_to_all_is_addressed_anew_by_what_remains(empty: Register) -> None:
    made = letter_register(empty, SCHOOL, CARE)
    letter = min(add(empty, "letter", {"kind": "missiv", "followup": made.followup}).created["letter"])
    for name in (KS, EDU, SOC):
        add(empty, "letter_recipient", {"letter": letter, "body": made.bodies[name]})
    material = letter_material(empty, followup=made.followup)
    assert sent_to(material) == [(EDU, ANSWER)]
    social = next(each.body.id for each in material.left_out if each.body.name == SOC)
    (link,) = empty.connection.execute(
        "SELECT id FROM letter_recipient WHERE letter = ? AND body = ?", (letter, social)
    ).fetchone()
    edit(empty, "letter_recipient", link, {"demand": "Redovisa bemanningen."})
    assert (SOC, ANSWER) in sent_to(letter_material(empty, followup=made.followup)), "something is demanded of it"


def test_an_audit_asks_those_that_its_points_are_directed_to(empty: Register) -> None:
    audit = Covered(
        "Lov", (KS, SOC), (Point("1", to=(SOC,)), Point("2", to=(ENV,)), Point("3", to=(KS,), closed="Utgår"))
    )
    made = letter_register(empty, audit, Covered("Förstudie om lov", (KS, EDU)))
    material = letter_material(empty, audit=made.audits["Lov"])
    assert sent_to(material) == [(ENV, ANSWER), (SOC, ANSWER)]
    assert [each.body.name for each in material.left_out] == [KS]
    assert sent_to(letter_material(empty, audit=made.audits["Förstudie om lov"])) == [(KS, ANSWER), (EDU, ANSWER)]


def test_a_body_that_has_ended_is_addressed_as_the_one_that_took_over(empty: Register, tmp_path: Path) -> None:
    points = (Point("1", RED, (SOC,)), Point("2", RED, (EDU,)))
    made = letter_register(empty, Covered("Lov", (SOC, EDU), points))
    welfare = min(add(empty, "body", {"name": "Välfärdsnämnden"}).created["body"])
    for name in (SOC, EDU):
        edit(empty, "body", made.bodies[name], {"valid_to": "2026-06-30", "successor": welfare})
    material = letter_material(empty, followup=made.followup)
    assert sent_to(material) == [("Välfärdsnämnden", ANSWER)]
    (read,) = written(material, tmp_path).values()
    assert [row[0] for row in read.rows] == ["1)", "2)"]
    assert SOC not in read.text
    letter = min(add(empty, "letter", {"kind": "missiv", "followup": made.followup}).created["letter"])
    for name, demand in ((SOC, "Redovisa köerna."), (EDU, "Redovisa skjutsarna.")):
        add(empty, "letter_recipient", {"letter": letter, "body": made.bodies[name], "demand": demand})
    (both,) = letter_material(empty, letter=letter).recipients
    assert (both.body.name, both.recipient.demand) == ("Välfärdsnämnden", "Redovisa köerna.\nRedovisa skjutsarna.")
    edit(empty, "body", made.bodies[EDU], {"valid_to": "2027-06-30"})
    assert sent_to(letter_material(empty, followup=made.followup)) == [
        ("Välfärdsnämnden", ANSWER), (EDU, ANSWER),
    ]  # fmt: skip


def test_recipients_stand_in_the_order_of_the_command(empty: Register) -> None:
    made = letter_register(empty, Covered("Lov", (KS, SOC, EDU, "Exempelby Bostäder AB"), (Point("1", RED),)))
    by_default = [name for name, _role in sent_to(letter_material(empty, followup=made.followup))]
    assert by_default == [KS, SOC, EDU, "Exempelby Bostäder AB"]
    order = (EDU, "Exempelby Bostäder AB", KS)
    draft = LetterDraft(recipients=tuple((made.bodies[name], ANSWER) for name in order))
    chosen = sent_to(letter_material(empty, followup=made.followup, draft=draft))
    assert [name for name, _role in chosen] == list(order)


def test_what_an_earlier_follow_up_has_settled_is_not_missed(empty: Register, tmp_path: Path) -> None:
    points = (Point("1", GREEN), Point("2", RED), Point("3", RED))
    made = letter_register(empty, Covered("Lov", (KS,), points), year=2025)
    audit = made.audits["Lov"]
    start_followup(empty, year=2026, audits=[audit])
    opened = followups.open_followup(empty)
    assert opened is not None
    edit_covered_audit(empty, opened.id, audit, {"scope": "remaining"})
    by_meaning = {level.means: level.id for level in followups.levels(empty, opened.scale or "")}
    assess(empty, [made.points["Lov", "3"]], by_meaning[YELLOW], comment="Sett.")
    material = letter_material(empty, followup=opened.id)
    found = [each for each in preflight_missiv(material, today=TODAY) if each.code is Code.POINTS_NOT_ASSESSED]
    assert [each.values["count"] for each in found] == ["1"], "the second, not the first"
    (read,) = written(material, tmp_path).values()
    assert [row[0] for row in read.rows] == ["3)"]
    assess(empty, [made.points["Lov", "2"]], by_meaning[GREEN], comment="Sett.")
    assess(empty, [made.points["Lov", "3"]], by_meaning[GREEN], comment="Sett.")
    assert codes(letter_material(empty, followup=opened.id), Severity.ERROR) == {Code.NOTHING_OPEN}


def test_a_body_that_is_to_respond_for_another_is_to_get_the_letter(empty: Register, tmp_path: Path) -> None:
    made = letter_register(empty, Covered("Lov", (KS, SOC), (Point("1", to=(SOC,)),)))
    (audit,) = made.audits.values()
    values = {"kind": "missiv", "audits": (audit,), "dated": "2026-11-22", "answer_due": "2027-03-31"}
    letter = min(add(empty, "letter", values).created["letter"])
    add(empty, "letter_recipient", {"letter": letter, "body": made.bodies[SOC], "through": made.bodies[KS]})
    material = letter_material(empty, letter=letter)
    found = [each for each in preflight_missiv(material, today=TODAY) if each.code is Code.RESPONDER_NOT_RECIPIENT]
    assert [(each.where, each.values) for each in found] == [(SOC, {"body": KS})]
    (read,) = written(material, tmp_path).values()
    assert "Kommunstyrelsen svarar för socialnämnden senast den 31 mars 2027." in read.lines


@pytest.mark.skipif(not CHECKER.exists(), reason="the acceptance checker lies beside the project only at some places")
def test_every_kind_of_letter_is_accessible(empty: Register, tmp_path: Path) -> None:
    divided = (
        Point("1", to=(KS,)),
        Point("1 a", RED, part_of="1"),
        Point("2", YELLOW, (SOC,)),
        Point("3", GREEN, (EDU,)),
    )
    audits = (
        Covered("Lov", (KS, SOC, EDU), divided, {"judgement": "Det brister.", "grounds": "- Ansvaret är oklart."}),
        Covered("Förstudie om kris", (KS,), (), {"type": "pre_study"}),
        Covered("Beslut om lokaler", (SOC,), (Point("1", RED, kind="decision_point"),), {"source": "board_decision"}),
    )
    made = letter_register(empty, *audits, plan_year=2026, report_date="2026-11")
    draft = LetterDraft(answer_due="2027-03-31", decided="2026-11-19", signed="2026-11-24", all_bodies=True)
    every = [
        letter_material(empty, followup=made.followup, draft=draft),
        *(letter_material(empty, audit=audit, draft=draft) for audit in made.audits.values()),
    ]
    for material in every:
        write_letter(material, tmp_path, today=TODAY)
        write_letter(material, tmp_path, today=TODAY, each=True)
    files = [str(path) for path in tmp_path.glob("*.docx")]
    assert len(files) == sum(1 + len(material.recipients) for material in every)
    command = [sys.executable, str(CHECKER), "--profile", "missiv", "--quiet", *files]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert result.stdout.count(" 0 fail, 0 warn") == len(files), result.stdout
