"""Reminders and decisions on extensions as files: what they say, that nothing is lost, and that all can read them."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from exports.letter_templates.shipped import lint_template, shipped
from exports.letters.file import WrittenLetter, write_letter
from exports.preflight.findings import Code, Severity
from exports.preflight.letters import preflight_extension, preflight_reminder
from storage.domain.material import AwaitedResponse, ExtensionMaterial, ReminderMaterial
from storage.domain.outcomes import RequestTerms, response_outcome
from storage.domain.records import Body, Letter, Named, Person
from storage.domain.views import TargetView
from tests.test_exports.missiv_material import lines_of

TODAY = date(2026, 11, 22)
CHECKER = Path(__file__).parents[3] / "shared" / "tools" / "docx_check.py"
SIGNERS = (Person(id="", name="Rut Ekmark", title="Revisorernas ordförande"),)
NASTY = "R&D <ny> </w:t> {{ 7*7 }} {%p endfor %} \x1b]52;c;x\x07 \u202eom ]]>"


def point(number: str | None, about: str = "Frånvaro", entity: str = "recommendation") -> TargetView:
    return TargetView(entity, f"{entity}{number}", about, number, "Se över")


def answer(
    due: str | None = "2026-10-28", *points: TargetView, about: str = "Skolfrånvaro", **more: object
) -> AwaitedResponse:
    terms = RequestTerms(due=due, extension_requested="yes" if more.pop("extension", None) else None)
    values: dict[str, object] = {
        "letter": "l", "recipients": ("r",), "letter_date": "2026-06-15", "registry_number": "REV 2026:11",
        "about": (Named("audit", "a", about),), "outcome": response_outcome(terms, None, TODAY),
        "points": points or (point("1"), point("2")),
    }  # fmt: skip
    return AwaitedResponse(**values | more)  # type: ignore[arg-type]  # a table of what differs


def reminder(
    *answers: AwaitedResponse, level: int = 1, due: str | None = "2026-12-18", **more: object
) -> ReminderMaterial:
    values: dict[str, object] = {
        "body": Body(id="b", name="Barnnämnden"),
        "signers": SIGNERS,
        "office": "Exempelby revision",
    }
    letter = Letter(id="", kind="reminder", answer_due=due)
    return ReminderMaterial(letter, answers=answers or (answer(),), level=level, **values | more)  # type: ignore[arg-type]


def extension(granted_to: str | None, one: AwaitedResponse | None = None, **more: object) -> ExtensionMaterial:
    values: dict[str, object] = {
        "body": Body(id="b", name="Barnnämnden"),
        "signers": SIGNERS,
        "requested": "2026-11-02",
    }
    return ExtensionMaterial(
        Letter(id="", kind="extension"), answers=(one or answer(),), granted=granted_to is not None,
        extension_due=granted_to, **values | more,  # type: ignore[arg-type]
    )  # fmt: skip


def written(material: ReminderMaterial | ExtensionMaterial, folder: Path) -> WrittenLetter:
    (letter,) = write_letter(material, folder, today=TODAY)
    return letter


def text_in(path: Path) -> str:
    return "\n".join(lines_of(path)).replace("\xa0", " ")


def test_a_reminder_tells_of_every_late_answer_by_letter_number_audit_date_days_and_points(tmp_path: Path) -> None:
    many = answer(
        "2026-08-31",
        point("1", "Moms"), point("2", "Moms"), point("2", "Dataskydd"), point("1", "REV", "letter_question"),
        about="Momshantering", registry_number=None, letter_date="2026-02", on_behalf_of=("Tekniska nämnden",),
    )  # fmt: skip
    one = written(reminder(many, answer()), tmp_path)
    lines = [line.replace("\xa0", " ") for line in lines_of(one.path)]
    assert one.name == "Påminnelse 1 Barnnämnden 2026-11-22.docx"
    assert one.body == "b"
    assert lines[lines.index("Att besvara") + 1 :][:8] == [
        "februari 2026", "Momshantering", "Även för tekniska nämnden", "31 augusti 2026", "83 dagar",
        "Fråga 1)", "Moms: rekommendation 1) och 2)", "Dataskydd: rekommendation 2)",
    ]  # fmt: skip
    assert lines[lines.index("15 juni 2026") :][:6] == [
        "15 juni 2026", "REV 2026:11", "Skolfrånvaro", "28 oktober 2026", "25 dagar", "Rekommendation 1) och 2)",
    ]  # fmt: skip
    assert "Revisorerna har bett barnnämnden om svar på två brev. Svaren har inte kommit in i tid." in text_in(one.path)
    assert "Revisorerna önskar svar senast fredagen den 18 december 2026." in lines


def test_the_second_reminder_says_more_than_the_first(tmp_path: Path) -> None:
    first, second = (
        text_in(written(reminder(answer(reminders=level - 1), level=level), tmp_path).path) for level in (1, 2)
    )
    assert "Påminnelse om svar till revisorerna" in first
    assert "Andra påminnelsen om svar till revisorerna" in second
    assert "har påmint om det tidigare. Svaret saknas fortfarande." in second
    assert "Svar som uteblir redovisas för kommunfullmäktige." in first
    assert "anmäler revisorerna det till kommunfullmäktige" in second


def test_the_offices_own_text_stands_instead_of_ours_with_its_words_filled_in(tmp_path: Path) -> None:
    own = {"reminder_1": "Svar från {bodies} om {title} saknas.\nSvara senast {answer_due}.\nMed {firm}."}
    text = text_in(written(reminder(settings=own), tmp_path).path)
    assert "Svar från barnnämnden om Skolfrånvaro saknas.\nSvara senast den 18 december 2026.\nSvar som saknas" in text
    assert "kommunfullmäktige" not in text
    decided = {"extension_refused": "Svara ändå senast {answer_due}."}
    text = text_in(written(extension(None, answer("2026-12-28"), settings=decided), tmp_path).path)
    assert "Svara ändå senast den 28 december 2026." in text
    assert "avslår" not in text


def test_a_granted_extension_names_both_dates_and_a_refused_one_lets_the_first_stand(tmp_path: Path) -> None:
    granted = text_in(written(extension("2027-01-29"), tmp_path).path)
    assert "Barnnämnden har den 2 november 2026 begärt anstånd med svaret nedan." in granted
    assert "Revisorerna beviljar anståndet. Svaret ska ha kommit in senast den 29 januari 2027." in granted
    assert "28 oktober 2026\n29 januari 2027" in granted
    coming = answer("2026-12-28")
    refused = text_in(written(extension(None, coming, requested="yes"), tmp_path).path)
    assert "Barnnämnden har begärt anstånd med svaret nedan." in refused
    assert "Revisorerna avslår begäran. Den tidigare svarsdagen, den 28 december 2026, står fast." in refused
    assert "28 december 2026\n28 december 2026" in refused


def test_what_is_not_known_is_left_out_and_hostile_text_stands_as_it_is(tmp_path: Path) -> None:
    bare = answer(None, letter_date=None, registry_number=None, about="")
    text = text_in(written(reminder(bare, due=None, signers=(), body=Body(id="b", name="Nämnd")), tmp_path).path)
    assert "None" not in text
    assert "Revisorerna önskar svar snarast." in text
    nasty = answer("2026-10-28", point(NASTY, NASTY), about=NASTY, registry_number=NASTY, on_behalf_of=(NASTY,))
    text = text_in(written(reminder(nasty, body=Body(id="b", name=NASTY)), tmp_path).path)
    assert "R&D <ny> </w:t> {{ 7*7 }} {%p endfor %}" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)


def test_what_is_to_be_minded_is_told_before_a_letter_is_made() -> None:
    def codes(found: object) -> set[tuple[Code, Severity]]:
        return {(one.code, one.severity) for one in found}  # type: ignore[attr-defined]

    warning, error = Severity.WARNING, Severity.ERROR
    assert codes(preflight_reminder(reminder(), today=TODAY)) == set()
    several = reminder(answer(extension=True, sent=False), due=None, signers=())
    assert codes(preflight_reminder(several, today=TODAY)) == {
        (Code.EXTENSION_UNDECIDED, warning), (Code.LETTER_NOT_SENT, warning), (Code.ANSWER_DUE_MISSING, warning),
        (Code.SIGNER_MISSING, warning),
    }  # fmt: skip
    past = reminder(due="2026-11-20", settings={"reminder_1": "Hej [namn]", "reminder_2": "[namn]"})
    assert codes(preflight_reminder(past, today=TODAY)) == {(Code.ANSWER_DUE_PAST, warning), (Code.PLACEHOLDER, error)}
    assert codes(preflight_extension(extension("2027-01-29"), today=TODAY)) == set()
    early = preflight_extension(extension("2026-10-28", answer("2026-10-28")), today=TODAY)
    assert (Code.EXTENSION_TOO_EARLY, error) in codes(early)
    assert codes(preflight_extension(extension(None), today=TODAY)) == set()


@pytest.mark.parametrize("kind", ["reminder", "extension"])
def test_a_template_of_one_kind_is_told_what_another_kind_has(kind: str) -> None:
    found = lint_template(kind, shipped()["missiv"].read_bytes())
    assert {fault.code for fault in found} >= {"unknown_field"}
    assert "tables" in {fault.values.get("name") for fault in found}


@pytest.mark.skipif(not CHECKER.exists(), reason="the checker of Word files is not here")
def test_letters_about_answers_can_be_read_by_all(tmp_path: Path) -> None:
    full = reminder(answer("2026-08-31", extension=True, on_behalf_of=("Socialnämnden",)), answer(), level=2)
    paths = [
        written(full, tmp_path).path,
        written(reminder(due=None, signers=()), tmp_path).path,
        written(extension("2027-01-29"), tmp_path).path,
        written(extension(None), tmp_path).path,
    ]
    for path in paths:
        done = subprocess.run([sys.executable, CHECKER, path], capture_output=True, text=True, check=False)
        assert "FAIL" not in done.stdout, done.stdout
        assert " pass, 0 fail" in done.stdout
