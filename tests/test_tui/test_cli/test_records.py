"""`add`, `edit`, `remove`, `restore`, `join`: every kind of record by hand, field by field and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from storage.domain.editable_fields import EDITABLE, Input
from storage.domain.vocabulary import field_types

Fields = dict[str, Any]

OFFICE: list[Fields] = [
    {"entity": "audit", "title": "Krisberedskap i kommunen", "short_title": "Krisberedskap", "years": "2019",
     "auditees": ["Kommunstyrelsen", "Kultur-, fritids- och ungdomsnämnden"]},
    {"entity": "audit", "title": "Beslut om skolskjuts", "short_title": "Skolskjuts", "source": "board_decision"},
    {"entity": "recommendation", "audit": "@1", "number": "1", "text": "Öva minst en gång om året."},
    {"entity": "recommendation", "audit": "@1", "number": "2", "text": "Se över planen."},
    {"entity": "recommendation", "audit": "@2", "number": "2", "text": "Ta fram regler."},
    {"entity": "letter", "kind": "missiv", "audits": ["@1"], "dated": "2020-02-03", "registry_number": "REV 2020:5",
     "answer_due": "2020-05-31", "signers": ["Rut Ekmark", "Bo Lind"]},
    {"entity": "letter_question", "letter": "@6", "number": "1", "text": "Hur övar styrelsen?"},
    {"entity": "response", "responder": "Kommunstyrelsen", "decided_on": "2020-05-05", "paragraph": "12",
     "registry_number": "KS 2020/44", "audits": ["@1"]},
]  # fmt: skip

ADDED: dict[str, Fields] = {
    "body": {"name": "Räddningsnämnden", "short_name": "RN", "kind": "committee", "email": "rn@example.se",
             "valid_from": "2011", "valid_to": "2018-12-31", "successor": "Kommunstyrelsen"},
    "person": {"name": "Maj Almgren", "title": "Projektledare", "organisation": "Exempelby revisionskontor"},
    "audit": {"title": "Internkontroll 2021", "short_title": "IK 2021", "years": "2021", "source": "control_plan",
              "type": "eget slag", "auditees": ["Kommunstyrelsen"], "registry_number": "REV 2021:1", "firm": "Byrån",
              "responsible": "Rut Ekmark", "report_date": "2021-02", "handed_over": "2021", "purpose": "Ett.\nTvå.",
              "judgement": "God.", "grounds": "- Ett\n- Två"},
    "recommendation": {"audit": "Skolskjuts", "kind": "decision_point", "number": "2 a", "parent": "Skolskjuts:2",
                       "theme": "Regler", "text": "Ta fram avtal.", "addressees": ["Kommunstyrelsen"],
                       "planned": "2022", "responsibility_disputed": 1, "fact_check_comment": "Delas inte.",
                       "related": ["Krisberedskap:1", "Krisberedskap:2"], "closing_reason": "Löst",
                       "internal_note": "Fråga igen."},
    "measure": {"text": "Köp in radio.", "state": "ongoing", "responsible": "Kommunchefen", "due": "2021-12-31",
                "reported_on": "2021-09-06", "theme": "Teknik", "audit": "Krisberedskap", "response": "KS 2020/44",
                "recommendations": ["Krisberedskap:1", "Krisberedskap:2"]},
    "letter": {"kind": "reminder", "audits": ["Krisberedskap", "Skolskjuts"], "followup": None,
               "decided": "2020-06", "dated": "2020-06-02", "signed": "2020-06-03", "registry_number": "REV 2020:6",
               "answer_due": "2020-06-30", "answer_how": "Med post.", "own_text": "Svaret saknas.",
               "signers": ["Bo Lind", "Rut Ekmark"]},
    "letter_recipient": {"letter": "REV 2020:5", "body": "Kultur-, fritids- och ungdomsnämnden", "role": "action",
                         "demand": "Svara på fråga 1.", "answer_due": "2020-04-30", "through": "Kommunstyrelsen",
                         "extension_requested": "yes", "extension_decision": "granted", "extension_due": "2020-06"},
    "letter_question": {"letter": "REV 2020:5", "number": "2", "text": "Finns planer?", "body": "Kommunstyrelsen"},
    "response": {"responder": "Kommunstyrelsen", "kind": "supplementary", "decided_on": "2020-09-01",
                 "on_behalf_of": ["Kultur-, fritids- och ungdomsnämnden"], "audits": ["Krisberedskap"],
                 "paragraph": "40", "received_on": "2020-09-02", "their_registry_number": "KS 1",
                 "registry_number": "REV 2020:9", "text": "Mer.", "on_time_override": 1, "override_reason": "Muntligt"},
    "response_line": {"response": "KS 2020/44", "targets": ["Krisberedskap:1", "REV 2020:5:1"], "stance": "agrees",
                      "self_assessment": "ongoing", "text": "Övas varje år."},
    "assessment": {"recommendation": "Krisberedskap:1", "department_report": "Övat två gånger.", "reason": "workload"},
    "assessment_evidence": {"recommendation": "Krisberedskap:1", "kind": "minutes", "date": "2020-05-05",
                            "source": "KS § 12"},
    "document": {"name": "Svar.pdf", "kind": "answer", "made_on": "2020-05-06", "direction": "incoming",
                 "secrecy": "OSL 18:13", "disposal_year": 2030, "letter": "REV 2020:5", "followup": None,
                 "response": "KS 2020/44", "recommendation": "Krisberedskap:1"},
}  # fmt: skip
"""Of every kind a record with every field filled that can be."""

EDITED: dict[str, tuple[str, str]] = {
    "body": ("email", "ny@example.se"), "person": ("title", "Sekreterare"), "audit": ("firm", "En annan"),
    "recommendation": ("theme", "Avtal"), "measure": ("state", "done"), "letter": ("answer_how", "Med e-post."),
    "letter_recipient": ("demand", "Svara på allt."), "letter_question": ("text", "Vilka planer finns?"),
    "response": ("paragraph", "41"), "response_line": ("stance", "partly"), "assessment": ("reason", "other"),
    "assessment_evidence": ("source", "KS § 13"), "document": ("secrecy", "OSL 18:8"),
}  # fmt: skip


@pytest.fixture(scope="module")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with what the records of `ADDED` refer to."""
    from click.testing import CliRunner

    from tui.commands.root import cli

    folder = tmp_path_factory.mktemp("office")
    path = folder / "register.db"
    env = {"GRANSKA_STATE": str(folder / "state"), "GRANSKA_TODAY": "2026-11-22", "GRANSKA_WHO": "Anna"}
    runner = CliRunner(env=env)
    assert runner.invoke(cli, ["init", str(path)]).exit_code == 0
    done = runner.invoke(cli, ["add", "--json", "-", "--register", str(path)], input=json.dumps(OFFICE))
    assert done.exit_code == 0, done.stderr
    return path


@pytest.fixture(autouse=True)
def office(office_file: Path, surroundings: dict[str, str]) -> Path:
    """That register, as the one that commands mean."""
    path = Path(surroundings["GRANSKA_REGISTER"])
    path.write_bytes(office_file.read_bytes())
    return path


def read(granska: Any, *arguments: str, stdin: str | None = None) -> Any:
    done = granska(*arguments, "--json", stdin=stdin)
    assert done.code == 0, done.err
    return json.loads(done.out)


def add(granska: Any, entity: str, **changed: Any) -> str:
    """Add the record of `ADDED` word by word; its id."""
    words = []
    for name, value in {**ADDED[entity], **changed}.items():
        values = value if isinstance(value, list) else [value]
        words += [f"{name}={one}" for one in values if one is not None]
    done = granska("add", entity, *words)
    assert done.code == 0, done.err
    return str(done.out.strip())


def own(entity: str, shown: Fields) -> Fields:
    """The fields that a person enters."""
    return {entry.name: shown[entry.name] for entry in EDITABLE[entity].fields}


def actions(granska: Any) -> int:
    return len(read(granska, "history"))


@pytest.mark.parametrize("entity", list(EDITABLE))
def test_every_kind_is_added_changed_taken_out_brought_back_and_undone(granska: Any, entity: str) -> None:
    before = actions(granska)
    record = add(granska, entity)
    shown = read(granska, "show", record)
    assert (shown["entity"], shown["id"]) == (entity, record)
    assert all(shown[name] not in (None, []) for name, value in ADDED[entity].items() if value is not None)
    assert record in {one["id"] for one in read(granska, "list", entity)}
    assert granska("show", record).out.splitlines()[1] == f"Id: {record}"

    field, value = EDITED[entity]
    changed = read(granska, "edit", record, f"{field}={value}")
    assert changed[field] == value
    record = changed["id"]
    assert granska("edit", record, f"{field}={value}").out == "Inget att ändra: det står redan så.\n"

    assert granska("remove", record[:13], "--reason", "Fel post").code == 0
    assert record not in {one["id"] for one in read(granska, "list", entity)}
    removed = next(one for one in read(granska, "list", entity, "--removed") if one["id"] == record)
    assert removed["removed"] == "Fel post"
    assert read(granska, "show", record, "--removed")["removed"] == "Fel post"
    assert "är borttagen" in granska("show", record).err
    assert read(granska, "history", record)[0]["name"] == f"remove_{entity}"
    assert granska("restore", record).code == 0
    assert read(granska, "show", record)[field] == value

    for _ in range(actions(granska) - before):
        assert granska("undo").code == 0
    assert granska("show", record).code == 1
    assert granska("check").code == 0


@pytest.mark.parametrize("entity", list(EDITABLE))
def test_what_is_shown_as_json_is_what_is_read_as_json(granska: Any, entity: str) -> None:
    first = read(granska, "show", add(granska, entity))
    granska("undo")
    [again] = read(granska, "add", "-", stdin=json.dumps({"entity": entity, **own(entity, first)}))
    shown = read(granska, "show", again["id"])
    assert own(entity, shown) == own(entity, first) == own(entity, again)
    before = actions(granska)
    assert own(entity, read(granska, "edit", again["id"], "-", stdin=json.dumps(shown))) == own(entity, first)
    assert actions(granska) == before


@pytest.mark.parametrize("entity", list(EDITABLE))
def test_an_empty_value_clears_a_field_that_need_not_be_known(granska: Any, entity: str) -> None:
    record = add(granska, entity)
    kept = {*EDITABLE[entity].required, "on_time_override", "override_reason", "extension_requested", "kind"}
    kept |= {entry.name for entry in EDITABLE[entity].fields if entry.fixed}
    cleared = [f"{name}=" for name in ADDED[entity] if name not in kept and not name.startswith("extension")]
    shown = read(granska, "edit", record, *cleared)
    assert all(shown[word[:-1]] in (None, []) for word in cleared)


def test_records_of_one_input_refer_to_each_other_and_are_undone_one_by_one(granska: Any) -> None:
    lines = [
        {"entity": "audit", "title": "Händelsen", "source": "incident"},
        {"entity": "measure", "text": "Utbilda alla.", "audit": "@1", "theme": "Utbildning", "state": "planned"},
        {"entity": "measure", "text": "Byt lås.", "audit": "@1", "theme": "Teknik", "state": "done"},
    ]
    before = actions(granska)
    made = read(granska, "add", "-", stdin="\n".join(map(json.dumps, lines)))
    assert [one["entity"] for one in made] == ["audit", "measure", "measure"]
    assert made[1]["audit"] == made[0]["id"]
    assert actions(granska) == before + 3
    themes = [one["theme"] for one in read(granska, "show", "Händelsen")["measures"]]
    assert themes == ["Teknik", "Utbildning"]


def test_the_first_refused_record_ends_the_reading_and_what_was_saved_is_written(granska: Any) -> None:
    records = [
        {"entity": "person", "name": "Ivar Sköld"},
        {"entity": "person", "name": "Rut Ekmark"},
        {"entity": "person", "name": "Siv Dahl"},
    ]
    done = granska("add", "--json", "-", stdin=json.dumps(records))
    assert (done.code, [one["name"] for one in json.loads(done.out)]) == (1, ["Ivar Sköld"])
    assert done.err.startswith("Post 2: ")
    assert [one["name"] for one in read(granska, "list", "persons")] == ["Bo Lind", "Ivar Sköld", "Rut Ekmark"]


@pytest.mark.parametrize(
    ("stdin", "told"),
    [
        ("", "ingen JSON"),
        ("[1, 2", "ingen JSON"),
        ('{"entity": "person", "name": "A"}\n{"entity": ', "Rad 2"),
        ("[" * 100_000, "ingen JSON"),
        ("[3]", "Post 1"),
        ('[{"name": "A"}]', "”entity”"),
        ('[{"entity": "hus", "name": "A"}]', "”entity”"),
        ('[{"entity": "person", "name": "A"}, {"entity": "person", "namn": "B"}]', "Post 2: Fältet ”namn”"),
        ('[{"entity": "person", "name": {"a": 1}}]', "Post 1"),
        ('[{"entity": "person", "name": 1.5}]', "Post 1"),
        ('[{"entity": "measure", "text": "A", "due": "2021-02-30"}]', "”2021-02-30” är inget datum"),
        ('[{"entity": "measure", "text": "A", "audit": "@1"}]', "”@1” är ingen post som står före"),
    ],
    ids=str,
)
def test_json_that_is_no_record_changes_nothing(granska: Any, stdin: str, told: str) -> None:
    before = actions(granska)
    done = granska("add", "--json", "-", stdin=stdin)
    assert (done.code, done.out.strip() or "[]") == (1, "[]")
    assert told in done.err
    assert actions(granska) == before


REFUSED: dict[str, tuple[list[str], str]] = {
    "a date that is not in the calendar": (["add", "letter", "kind=missiv", "dated=2021-02-30"], "är inget datum"),
    "an answer before its letter": (
        ["add", "response", "responder=Kommunstyrelsen", "audits=Krisberedskap", "decided_on=2020-01-31"],
        "ett svar kommer efter sitt brev",
    ),
    "a letter after its answer": (["edit", "REV 2020:5", "dated=2020-06-01"], "ett svar kommer efter sitt brev"),
    "a point under itself": (["edit", "Skolskjuts:2", "parent=Skolskjuts:2"], "sig själv"),
    "a sub-point under another audit's point": (["edit", "Skolskjuts:2", "parent=Krisberedskap:1"], "annan granskning"),
    "two boards of one name": (["add", "body", "name=kommunstyrelsen"], "redan en post som heter"),
    "the removal of a board in use": (["remove", "Kommunstyrelsen", "--reason", "Fel"], "används"),
    "a removal without a reason": (["remove", "Skolskjuts:2", "--reason", " "], "måste anges"),
    "a record without what it is known by": (["add", "person", "title=Ordförande"], "Namn måste anges"),
    "another audit for a recommendation": (["edit", "Skolskjuts:2", "audit=Krisberedskap"], "ändras inte sedan"),
    "a choice that is none": (["edit", "KS 2020/44", "kind=avslag"], "supplementary (kompletterande svar)"),
    "a year that is none": (["add", "document", "name=A", "disposal_year=snart"], "Gallringsår"),
    "several values where there is one": (["edit", "Skolskjuts", "years=2019", "years=2020"], "Granskat år"),
    "a name that nothing has": (["add", "measure", "text=A", "audit=Finns inte"], "Inget heter ”Finns inte”"),
    "a record that is not there": (["edit", "finns:9", "text=A"], "Inget heter ”finns:9”"),
    "a board that ends before it begins": (
        ["add", "body", "name=Ny nämnd", "valid_from=2020", "valid_to=2019"], "innan det började",
    ),
    "an extension that nobody asked for": (
        ["add", "recipient", "letter=REV 2020:5", "body=Kommunstyrelsen", "extension_due=2020-09"], "inget anstånd",
    ),
    "a board joined with itself": (["join", "Kommunstyrelsen", "Kommunstyrelsen"], "sig själv"),
    "what is not removed brought back": (["restore", "Kommunstyrelsen"], "Inget heter"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    granska: Any, office: Path, arguments: list[str], told: str
) -> None:
    before = office.read_bytes()
    done = granska(*arguments)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert done.err.count("\n") == 1
    assert office.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "lettr", "kind=missiv"], "Menade du ”letter”?"),
        (["add", "letter"], "kind (missiv, reminder"),
        (["add", "letter", "missiv"], "”missiv” är inget FÄLT=VÄRDE"),
        (["add", "person", "titel=A"], "Menade du ”title”?"),
        (["add", "-"], "--json"),
        (["edit", "Skolskjuts"], "short_title"),
        (["edit", "Skolskjuts", "years"], "”years” är inget FÄLT=VÄRDE"),
        (["remove", "Skolskjuts"], "--reason"),
        (["list", "hus"], "är inget av bodies"),
        (["list", "persons", "--filter", "år:2019"], "sök persons med ord"),
    ],
    ids=str,
)
def test_a_command_written_wrong_names_the_nearest_word(granska: Any, arguments: list[str], told: str) -> None:
    before = actions(granska)
    done = granska(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert actions(granska) == before


def test_a_closed_follow_up_is_not_changed(granska: Any) -> None:
    granska("set", "Krisberedskap:1", "Krisberedskap:2", "partial", "--comment", "Övas.")
    evidence = add(granska, "assessment_evidence")
    granska("config", "set", "office", "Exempelby kommuns revisorer")
    granska("config", "set", "report_signers", "Rut Ekmark, ordförande")
    closed = granska("close", "Uppföljning 2026")
    assert closed.code == 0, closed.err
    before = actions(granska)
    for arguments in (
        ["edit", "Uppföljning 2026", "purpose=Nytt"],
        ["edit", evidence, "source=Nytt"],
        ["remove", evidence, "--reason", "Fel"],
    ):
        done = granska(*arguments)
        assert (done.code, done.out) == (1, "")
        assert "är fastställd och ändras inte" in done.err
    assert actions(granska) == before


def test_a_text_of_five_megabytes_is_refused_and_a_long_one_read_from_stdin(granska: Any) -> None:
    before = actions(granska)
    done = granska("edit", "Skolskjuts", "purpose=-", stdin="å" * 5_000_001)
    assert (done.code, done.out) == (1, "")
    assert "gränsen är 5000000" in done.err
    assert actions(granska) == before
    shown = read(granska, "edit", "Skolskjuts", "purpose=-", stdin="Första stycket.\r\n\r\n- en punkt\r\n")
    assert shown["purpose"] == "Första stycket.\n- en punkt"


def test_what_is_allowed_but_odd_is_told_beside_the_output(granska: Any) -> None:
    done = granska("add", "recommendation", "audit=Skolskjuts", "number=2", "text=Samma nummer.")
    assert done.code == 0
    assert "numret 2 finns redan" in done.err
    assert "brevet saknar datum" in granska("add", "letter", "kind=missiv").err
    done = granska("add", "measure", "text=Klar.", "state=klar", "due=2027")
    assert "ligger framåt i tiden" in done.err
    assert granska("edit", "Skolskjuts", "years=2020").err == ""


def test_a_body_that_a_field_makes_is_told_of_with_the_one_it_may_have_been_meant_as(granska: Any) -> None:
    done = granska("edit", "Skolskjuts", "auditees=Komunstyrelsen")
    assert done.code == 0
    assert "Lades också till: Komunstyrelsen. Menade du ”Kommunstyrelsen”?" in done.err
    assert granska("edit", "Skolskjuts", "auditees=Kommunstyrelsen").err == ""


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("Nämnden för vatten, park och idrott", ["Nämnden för vatten, park och idrott"]),
        ("Nämnden för vatten, park och idrott; Kommunstyrelsen",
         ["Kommunstyrelsen", "Nämnden för vatten, park och idrott"]),
    ],
)  # fmt: skip
def test_several_bodies_are_separated_by_semicolons_as_a_name_may_have_commas(
    granska: Any, given: str, names: list[str]
) -> None:
    granska("edit", "Skolskjuts", f"auditees={given}")
    named = {one["id"]: one["name"] for one in read(granska, "list", "bodies")}
    assert sorted(named[body] for body in read(granska, "show", "Skolskjuts")["auditees"]) == names


def test_dates_and_choices_are_written_as_people_write_them(granska: Any) -> None:
    done = granska("add", "measure", "text=Öva.", "due=+14", "state=pågår", "reported-on=fre", "--json")
    shown = json.loads(done.out)
    assert (shown["due"], shown["state"], shown["reported_on"]) == ("2026-12-06", "ongoing", "2026-11-20")
    assert "Klart senast: söndag den 6 december 2026" in done.err
    recipient = granska(
        "add", "recipient", "letter=REV 2020:5", "body=Kommunstyrelsen", "extension_requested=ja", "--json"
    )
    assert json.loads(recipient.out)["extension_requested"] == "yes"


def test_a_body_that_turned_out_to_be_another_leads_to_it_until_they_are_parted(granska: Any) -> None:
    twin = granska("add", "body", "name=Styrelsen i kommunen").out.strip()
    granska("edit", "Skolskjuts", "auditees=Styrelsen i kommunen")
    into = next(one["id"] for one in read(granska, "list", "bodies") if one["name"] == "Kommunstyrelsen")
    assert granska("join", twin, "Kommunstyrelsen").out == "Sammanslagen: Styrelsen i kommunen är Kommunstyrelsen\n"
    assert read(granska, "show", "Skolskjuts")["auditees"] == [into]
    assert read(granska, "show", "Skolskjuts")["bodies"] == ["Kommunstyrelsen"]
    assert twin not in {one["id"] for one in read(granska, "list", "bodies")}
    assert [one["merged_into"] for one in read(granska, "list", "bodies", "--removed")] == [into]
    found = [one["id"] for one in read(granska, "list", "audits", "--filter", "organ:kommunstyrelsen")]
    assert len(found) == 2
    assert granska("restore", twin).code == 0
    assert read(granska, "show", "Skolskjuts")["bodies"] == ["Styrelsen i kommunen"]


def test_a_letter_is_shown_with_its_questions_and_an_answer_with_what_it_leaves_unanswered(granska: Any) -> None:
    add(granska, "letter_recipient")
    add(granska, "response_line", targets=["Krisberedskap:1", "REV 2020:5:1"])
    letter = read(granska, "show", "REV 2020:5")
    assert [one["name"] for one in letter["recipients"]] == ["Kultur-, fritids- och ungdomsnämnden"]
    [question] = letter["questions"]
    assert (question["number"], question["answers"][0]["stance"]) == ("1", "agrees")
    assert [one["responder_name"] for one in letter["responses"]] == ["Kommunstyrelsen"]
    answer = read(granska, "show", "KS 2020/44")
    assert [one["number"] for one in answer["unanswered"]] == ["2"]
    assert [target["entity"] for target in answer["lines"][0]["about"]] == ["recommendation", "letter_question"]
    lines = granska("show", "KS 2020/44").out.splitlines()
    assert "Inte besvarat: Krisberedskap 2) Se över planen." in lines
    assert any("instämmer, pågår: Övas varje år." in line for line in lines)


def test_the_judgement_of_a_recommendation_is_entered_where_it_is(granska: Any) -> None:
    granska("set", "Krisberedskap:1", "partial")
    record = add(granska, "assessment")
    assert granska("add", "assessment", "recommendation=Krisberedskap:1", "reason=workload").out.strip() == record
    shown = read(granska, "show", "Krisberedskap:1")
    assert (shown["level"], shown["judgements"][0]["department_report"]) == ("partial", "Övat två gånger.")


def test_what_a_follow_up_says_of_it_all_and_of_an_audit_is_written_by_reference(granska: Any) -> None:
    assert (
        read(granska, "edit", "Uppföljning 2026", "purpose=Se vad som är gjort.")["purpose"] == "Se vad som är gjort."
    )
    words = ["judgement=Delvis åtgärdat.", "follow_up_again=ja", "follow_up_year=2028", "meeting_needed=nej"]
    said = read(granska, "edit", "Uppföljning 2026", "--audit", "Krisberedskap", *words)
    assert (said["audit_title"], said["follow_up_again"], said["meeting_needed"]) == ("Krisberedskap", "shall", 0)
    assert read(granska, "show", "Uppföljning 2026")["covered"] == [said]
    before = actions(granska)
    handed = ["edit", "Uppföljning 2026", "--audit", "Krisberedskap", "-"]
    assert read(granska, *handed, stdin=json.dumps(said)) == said
    assert actions(granska) == before
    lines = granska("show", "Uppföljning 2026").out.splitlines()
    assert "  Samlad bedömning: Delvis åtgärdat." in lines


SPECIAL = {"years": "2019", "email": "namn@example.se", "kind": "missiv"}
WRITTEN = [
    (entity, entry.name)
    for entity, kind in EDITABLE.items()
    for entry in kind.fields
    if entry.input in {Input.LINE, Input.TEXT} and entry.name in field_types(entity)
]
"""The lines and texts that a person writes, of every kind of record."""


@pytest.mark.parametrize(("entity", "name"), WRITTEN)
def test_a_field_is_shown_by_the_command_line(entity: str, name: str, granska: Any) -> None:
    value = SPECIAL.get(name, f"Prov på {name}")
    record = read(granska, "edit", add(granska, entity), f"{name}={value}")["id"]
    shown = granska("show", record)
    assert value in " ".join(shown.out.split()), "show it in tui/commands/render/record.py"
    as_json = json.loads(granska("show", record, "--json").out)
    assert value in json.dumps(as_json, ensure_ascii=False), "show it in tui/commands/render/shapes.py"
