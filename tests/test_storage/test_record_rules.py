"""Rules of records: each is refused by an error of its own, and nothing is written."""

from pathlib import Path

import pytest

from storage import followups, recommendations, records
from storage.check import check
from storage.domain.editable_fields import EDITABLE, Given, Input
from storage.errors import (
    AlreadyThere,
    AmbiguousReference,
    AnswerBeforeLetter,
    ExtensionNotAsked,
    ExtensionRefused,
    FieldFixed,
    FieldMissing,
    FollowupClosed,
    ImpossibleDate,
    InRing,
    InUse,
    InvalidValue,
    NotAYear,
    NotYears,
    OwnerRemoved,
    ParentElsewhere,
    PeriodReversed,
    SameName,
    UnknownChoice,
    UnknownField,
    UnknownReference,
)
from storage.merge import merge
from storage.operations.followups import close_followup
from storage.operations.records import add, edit, join, remove, restore
from storage.register import Register, open_register
from storage.undo import undo
from tests.test_storage.record_steps import made, refused, whole
from tests.test_storage.steps import tables


@pytest.mark.parametrize("entity", EDITABLE)
def test_impossible_dates_choices_and_years_are_told_by_their_field(
    filled: Register, ids: dict[str, str], entity: str
) -> None:
    for entry in EDITABLE[entity].fields:
        wrong: dict[Input, tuple[str, type[InvalidValue]]] = {
            Input.DATE: ("2026-02-30", ImpossibleDate),
            Input.CHOICE: ("påhittad", UnknownChoice),
            Input.YEAR: ("20261", NotAYear),
            Input.YEARS: ("2026–2025", NotYears),
            Input.YES_NO: ("kanske", UnknownChoice),
        }
        if entry.input in wrong and not entry.open:
            text, error = wrong[entry.input]
            with refused(filled, error, entry.name):
                edit(filled, entity, ids[entity], {entry.name: text})


@pytest.mark.parametrize("entity", EDITABLE)
def test_what_a_record_is_known_by_must_be_there_and_stay(filled: Register, ids: dict[str, str], entity: str) -> None:
    values = whole(entity, ids)
    for name in EDITABLE[entity].required:
        entry = EDITABLE[entity].field(name)
        empty: Given = () if entry.link else "  "
        with refused(filled, FieldMissing, name):
            add(filled, entity, {**values, name: empty})
        with refused(filled, FieldMissing, name):
            add(filled, entity, {key: value for key, value in values.items() if key != name})
        with refused(filled, FieldMissing, name):
            edit(filled, entity, ids[entity], {name: empty})
    with refused(filled, UnknownField, "id"):
        edit(filled, entity, ids[entity], {"id": "1"})
    with refused(filled, UnknownReference):
        edit(filled, entity, "\ud800 inget sådant", values)


def test_where_a_record_belongs_never_changes(filled: Register, ids: dict[str, str]) -> None:
    other = {
        "audit": made(filled, "audit", {"title": "Bygglov"}),
        "letter": made(filled, "letter", {"kind": "information"}),
        "response": made(filled, "response", {"responder": "Byggnadsnämnden"}),
        "body": made(filled, "body", {"name": "Kulturnämnden"}),
    }
    other["recommendation"] = made(filled, "recommendation", {"audit": other["audit"], "text": "Mät tiden"})
    for kind in EDITABLE.values():
        for entry in kind.fields:
            if entry.fixed:
                with refused(filled, FieldFixed, entry.name):
                    edit(filled, kind.entity, ids[kind.entity], {entry.name: other[entry.refers[0]]})


def test_an_answer_is_not_older_than_the_letter_that_asks_for_it(filled: Register, ids: dict[str, str]) -> None:
    response, letter = ids["response"], ids["letter"]
    with refused(filled, AnswerBeforeLetter, "decided_on"):
        edit(filled, "response", response, {"decided_on": "2020-02-29"})
    with refused(filled, AnswerBeforeLetter, "received_on"):
        add(filled, "response", {"responder": "Byggnadsnämnden", "audits": ids["audit"], "received_on": "2019"})
    with refused(filled, AnswerBeforeLetter, "dated"):
        edit(filled, "letter", letter, {"dated": "2020-05-13"})
    for certain in ("2020", "2020-03", "2020-05-12"):
        edit(filled, "response", response, {"decided_on": certain})
    edit(filled, "letter", letter, {"dated": "2020"})
    add(filled, "letter", {"kind": "missiv", "audits": ids["audit"], "dated": "2024-01-01"})
    add(filled, "response", {"responder": "Byggnadsnämnden", "audits": ids["audit"], "decided_on": "2023"})
    early = {"responder": "Byggnadsnämnden", "audits": ids["audit"], "decided_on": "2018"}
    add(filled, "response", {**early, "kind": "staff_report"})


def test_an_answer_to_a_question_is_not_older_than_the_question_s_letter(filled: Register, ids: dict[str, str]) -> None:
    early = made(filled, "response", {"responder": "Byggnadsnämnden", "decided_on": "2019-12-31"})
    with refused(filled, AnswerBeforeLetter, "decided_on"):
        add(filled, "response_line", {"response": early, "targets": ids["letter_question"]})
    question = made(filled, "letter_question", {"letter": made(filled, "letter", {"kind": "missiv"}), "text": "Hur?"})
    line = made(filled, "response_line", {"response": early, "targets": question})
    letter = str(records.entered(filled, "letter_question", question)["letter"])
    with refused(filled, AnswerBeforeLetter, "dated"):
        edit(filled, "letter", letter, {"dated": "2020"})
    remove(filled, "response_line", line, "fel svar")
    edit(filled, "letter", letter, {"dated": "2020"})


def test_what_contradicts_itself_already_hinders_no_other_edit(filled: Register, ids: dict[str, str]) -> None:
    with filled.recording("import") as action:
        action.put("response", ids["response"], {"decided_on": "2010"})
    edit(filled, "response", ids["response"], {"paragraph": "12"})
    edit(filled, "letter", ids["letter"], {"own_text": "Se bilagan."})
    with refused(filled, AnswerBeforeLetter):
        edit(filled, "response", ids["response"], {"decided_on": "2011"})


def test_a_point_lies_under_another_of_its_own_audit_and_never_in_a_ring(filled: Register, ids: dict[str, str]) -> None:
    top = ids["recommendation"]
    part = made(filled, "recommendation", {"audit": ids["audit"], "text": "Del", "parent": top})
    detail = made(filled, "recommendation", {"audit": ids["audit"], "text": "Del av del", "parent": part})
    for parent in (top, part, detail):
        with refused(filled, InRing, "parent"):
            edit(filled, "recommendation", top, {"parent": parent})
    other = made(filled, "audit", {"title": "Bygglov"})
    with refused(filled, ParentElsewhere, "parent"):
        add(filled, "recommendation", {"audit": other, "text": "Fel ställe", "parent": top})
    with refused(filled, InUse):
        remove(filled, "recommendation", top, "fel")
    one, two = (made(filled, "body", {"name": name}) for name in ("Gamla nämnden", "Nya nämnden"))
    edit(filled, "body", one, {"successor": two})
    with refused(filled, InRing, "successor"):
        edit(filled, "body", two, {"successor": one})


def test_two_bodies_bear_one_name_only_after_each_other(filled: Register, ids: dict[str, str]) -> None:
    with refused(filled, SameName, "name"):
        add(filled, "body", {"name": "RÄDDNINGSNÄMNDEN"})
    with refused(filled, SameName, "name"):
        add(filled, "body", {"name": "Räddningsnämnden", "valid_to": "2016-01-01"})
    before = made(filled, "body", {"name": "Räddningsnämnden", "valid_to": "2015"})
    with refused(filled, SameName):
        edit(filled, "body", before, {"valid_to": ""})
    with refused(filled, PeriodReversed, "valid_to"):
        edit(filled, "body", before, {"valid_from": "2016", "valid_to": "2015"})
    audit = made(filled, "audit", {"title": "Brandskydd", "auditees": "Räddningsnämnden"})
    assert records.entered(filled, "audit", audit)["auditees"] == (ids["body"],), "the one that there is today"
    edit(filled, "body", ids["body"], {"valid_to": "2020"})
    with refused(filled, AmbiguousReference):
        add(filled, "audit", {"title": "Brandskydd", "auditees": "Räddningsnämnden"})
    with refused(filled, SameName):
        add(filled, "person", {"name": "ada ek", "title": "Ordförande"})
    add(filled, "person", {"name": "Ada Ek", "title": "vice ordförande"})


def test_a_name_that_was_taken_meanwhile_keeps_a_body_from_coming_back(filled: Register) -> None:
    gone = made(filled, "body", {"name": "Kulturnämnden"})
    remove(filled, "body", gone, "finns inte")
    there = made(filled, "body", {"name": "Kulturnämnden"})
    with refused(filled, SameName):
        restore(filled, "body", gone)
    edit(filled, "body", there, {"name": "Fritidsnämnden"})
    restore(filled, "body", gone)
    with refused(filled, UnknownReference):
        restore(filled, "body", gone)


def test_what_is_in_use_is_not_removed_and_tells_where(filled: Register, ids: dict[str, str]) -> None:
    edit(filled, "audit", ids["audit"], {"auditees": ids["body"], "responsible": ids["person"]})
    edit(filled, "recommendation", ids["recommendation"], {"addressees": ids["body"]})
    edit(filled, "measure", ids["measure"], {"response": ids["response"], "recommendations": ids["recommendation"]})
    edit(filled, "response_line", ids["response_line"], {"targets": [ids["letter_question"]]})
    for entity, used in (
        ("body", {"audit": 1, "recommendation": 1, "letter": 1, "response": 1}),
        ("person", {"audit": 1}),
        ("audit", {"letter": 1, "response": 1, "measure": 1}),
        ("letter", {"response": 1}),
        ("response", {"measure": 1}),
        ("recommendation", {"measure": 1}),
    ):
        before = tables(filled)
        with pytest.raises(InUse) as raised:
            remove(filled, entity, ids[entity], "fel")
        assert dict(raised.value.uses) == used, entity
        assert 0 < len(raised.value.examples) <= 3
        assert tables(filled) == before
    with refused(filled, FieldMissing, "removed"):
        remove(filled, "document", ids["document"], "\n ")


def test_what_belongs_to_a_record_goes_and_comes_back_with_it(filled: Register) -> None:
    audit = made(filled, "audit", {"title": "Bygglov", "auditees": "Byggnadsnämnden"})
    kept, gone = (made(filled, "recommendation", {"audit": audit, "text": text}) for text in ("Mät", "Räkna"))
    remove(filled, "recommendation", gone, "dubblett")
    total = recommendations.counts(filled).total
    remove(filled, "audit", audit, "hör inte hit")
    assert recommendations.counts(filled).total == total - 1
    with refused(filled, UnknownReference):
        edit(filled, "recommendation", kept, {"text": "Nytt"})
    with refused(filled, UnknownReference):
        add(filled, "recommendation", {"audit": audit, "text": "Nytt"})
    with refused(filled, OwnerRemoved):
        restore(filled, "recommendation", gone)
    restore(filled, "audit", audit)
    assert recommendations.counts(filled).total == total
    assert [view.bodies for view in recommendations.audits(filled) if view.id == audit] == [("Byggnadsnämnden",)]
    restore(filled, "recommendation", gone)
    assert recommendations.counts(filled).total == total + 1
    assert check(filled).ok


def test_a_record_comes_back_only_when_what_it_names_is_there(filled: Register, ids: dict[str, str]) -> None:
    body = made(filled, "body", {"name": "Byggnadsnämnden"})
    letter = made(filled, "letter", {"kind": "information"})
    add(filled, "letter_recipient", {"letter": letter, "body": body})
    top = made(filled, "recommendation", {"audit": ids["audit"], "number": "2", "text": "Allt"})
    part = made(filled, "recommendation", {"audit": ids["audit"], "number": "2 a", "text": "Del", "parent": top})
    for entity, first, then in (("letter", letter, body), ("recommendation", part, top)):
        remove(filled, entity, first, "fel")
        other = "body" if then == body else entity
        remove(filled, other, then, "fel")
        with refused(filled, OwnerRemoved):
            restore(filled, entity, first)
        restore(filled, other, then)
        restore(filled, entity, first)
    assert check(filled).ok


def test_a_closed_follow_up_is_not_changed(filled: Register, ids: dict[str, str]) -> None:
    followup = followups.open_followup(filled)
    assert followup is not None
    close_followup(filled, followup.id, context="{}", template="0")
    for entity, values in (("assessment", {"reason": "other"}), ("assessment_evidence", {"source": "protokoll"})):
        with refused(filled, FollowupClosed):
            edit(filled, entity, ids[entity], values)
        with refused(filled, FollowupClosed):
            remove(filled, entity, ids[entity], "fel")
    fresh = made(filled, "assessment", {"recommendation": ids["recommendation"], "department_report": "Klart"})
    assert fresh != ids["assessment"], "it is judged anew in the follow-up that is open now"
    assert add(filled, "assessment", {"recommendation": ids["recommendation"], "reason": "other"}).touched == {
        "assessment": frozenset({fresh})
    }


def test_what_a_closed_follow_up_s_report_tells_of_is_not_removed(filled: Register, ids: dict[str, str]) -> None:
    single = made(filled, "audit", {"title": "Bygglov"})
    point = made(filled, "recommendation", {"audit": single, "text": "Mät tiden"})
    add(filled, "assessment", {"recommendation": point, "reason": "other"})
    remove(filled, "recommendation", point, "hör inte hit")
    restore(filled, "recommendation", point)
    close_followup(filled, ids["followup"], context="{}", template="0")
    for entity, record in (("audit", single), ("recommendation", point)):
        with refused(filled, InUse):
            remove(filled, entity, record, "hör inte hit")


def test_evidence_is_not_taken_back_from_a_follow_up_that_another_copy_has_closed(
    filled: Register, ids: dict[str, str], tmp_path: Path
) -> None:
    other = tmp_path / "annan.db"
    other.write_bytes(filled.path.read_bytes())
    with open_register(other, write=True) as copy:
        close_followup(copy, ids["followup"], context="{}", template="0")
    edit(filled, "assessment_evidence", ids["assessment_evidence"], {"source": "protokoll"})
    merge(filled, other)
    with refused(filled, FollowupClosed):
        undo(filled)


def test_an_extension_is_asked_for_before_it_is_decided_and_a_refused_one_has_no_date(
    filled: Register, ids: dict[str, str]
) -> None:
    record = ids["letter_recipient"]
    for field, value in (("extension_due", "2020-09"), ("extension_decision", "granted")):
        with refused(filled, ExtensionNotAsked, field):
            edit(filled, "letter_recipient", record, {field: value})
    edit(filled, "letter_recipient", record, {"extension_requested": "ja", "extension_decision": "refused"})
    assert records.entered(filled, "letter_recipient", record)["extension_requested"] == "yes"
    with refused(filled, ExtensionRefused, "extension_due"):
        edit(filled, "letter_recipient", record, {"extension_due": "2020-09"})
    edit(filled, "letter_recipient", record, {"extension_decision": "granted", "extension_due": "2020-09"})
    with refused(filled, ExtensionNotAsked):
        edit(filled, "letter_recipient", record, {"extension_requested": ""})


def test_an_override_needs_a_reason_and_evidence_must_say_something(filled: Register, ids: dict[str, str]) -> None:
    with refused(filled, FieldMissing, "override_reason"):
        edit(filled, "response", ids["response"], {"on_time_override": "yes"})
    edit(filled, "response", ids["response"], {"on_time_override": 0, "override_reason": "Fel datum i brevet"})
    with refused(filled, FieldMissing, "kind"):
        add(filled, "assessment_evidence", {"recommendation": ids["recommendation"]})


def test_what_is_named_by_its_own_fields_is_there_once(filled: Register, ids: dict[str, str]) -> None:
    with refused(filled, AlreadyThere):
        add(filled, "letter_recipient", {"letter": ids["letter"], "body": ids["body"]})
    with refused(filled, AlreadyThere):
        add(filled, "assessment_evidence", {"recommendation": ids["recommendation"], "kind": "minutes"})
    visit = made(filled, "assessment_evidence", {"recommendation": ids["recommendation"], "kind": "visit"})
    with refused(filled, AlreadyThere):
        edit(filled, "assessment_evidence", visit, {"kind": "minutes"})


def test_printed_numbers_may_be_there_twice(filled: Register, ids: dict[str, str]) -> None:
    twice = made(filled, "recommendation", {"audit": ids["audit"], "number": "1", "text": "Öva varje vår"})
    with refused(filled, AmbiguousReference):
        add(filled, "measure", {"text": "En övning", "recommendations": "Beredskap:1"})
    edit(filled, "recommendation", twice, {"number": "1 b"})
    add(filled, "measure", {"text": "En övning", "recommendations": "Beredskap:1; Beredskap:1 b"})


def test_an_id_that_nothing_answers_to_makes_no_body(filled: Register, ids: dict[str, str]) -> None:
    with refused(filled, UnknownReference):
        add(filled, "audit", {"title": "Bygglov", "auditees": ids["audit"]})
    kulturnamnden = made(filled, "body", {"name": "Kulturnämnden"})
    remove(filled, "body", kulturnamnden, "fel")
    with refused(filled, UnknownReference):
        join(filled, "body", kulturnamnden, ids["body"])
    with refused(filled, UnknownReference):
        add(filled, "audit", {"title": "Bygglov", "auditees": kulturnamnden})
