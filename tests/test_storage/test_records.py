"""Every kind of record: entered, read back, changed, taken back and done again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import recommendations, records
from storage.check import check
from storage.domain.editable_fields import EDITABLE, Input
from storage.domain.records import Audit, Recommendation
from storage.errors import GranskaError
from storage.operations.records import add, edit, remove, restore
from storage.register import Register, open_register
from storage.undo import redo, undo
from tests.test_storage.record_steps import made, sample, whole
from tests.test_storage.steps import tables

ADDED = [entity for entity in EDITABLE if entity != "assessment"]
"""Of assessments there is one, which is there."""


@pytest.mark.parametrize("entity", ADDED)
def test_what_is_entered_is_read_back_and_undone_and_done_again(
    filled: Register, ids: dict[str, str], entity: str
) -> None:
    before, values = tables(filled), whole(entity, ids)
    change = add(filled, entity, values)
    (record,) = change.created[entity]
    after = tables(filled)
    assert change.name == f"add_{entity}"
    shown = records.entered(filled, entity, record)
    for entry in EDITABLE[entity].fields:
        if entry.input in {Input.YEAR, Input.YES_NO}:
            assert shown[entry.name] in {1, 2031}
        elif not (entry.makes or values[entry.name] is None):
            assert shown[entry.name] == values[entry.name], entry.name
    assert not edit(filled, entity, record, shown), "what a form begins with changes nothing"
    undo(filled)
    assert tables(filled) == before
    redo(filled)
    assert tables(filled) == after
    assert check(filled).ok


@pytest.mark.parametrize("entity", EDITABLE)
def test_every_field_is_changed_and_emptied_and_undo_restores_it_exactly(
    filled: Register, ids: dict[str, str], entity: str
) -> None:
    states = [tables(filled)]
    record, values = ids[entity], whole(entity, ids)
    movable = [entry for entry in EDITABLE[entity].fields if not entry.fixed]
    edits = [{entry.name: values[entry.name] for entry in movable if entry.refers != (entity,)}]
    edits.append({entry.name: () if entry.link else "" for entry in movable if not entry.required})
    if entity == "assessment_evidence":
        edits[1]["kind"] = "visit"
    for change in edits:
        done = edit(filled, entity, record, change)
        assert done.name == f"edit_{entity}"
        record = next(iter(done.created.get(entity, {record})))
        states.append(tables(filled))
    for state in reversed(states[:-1]):
        undo(filled)
        assert tables(filled) == state
    for state in states[1:]:
        redo(filled)
        assert tables(filled) == state
    assert check(filled).ok


@pytest.mark.parametrize("entity", EDITABLE)
def test_what_is_removed_leaves_its_list_and_comes_back_as_it_was(
    filled: Register, ids: dict[str, str], entity: str
) -> None:
    record = ids[entity]
    if entity in ADDED:
        (record,) = add(filled, entity, whole(entity, ids)).created[entity]
    before, listed = tables(filled), {one.id for one in records.records(filled, entity)}
    assert record in listed
    remove(filled, entity, record, "Skriven två gånger")
    assert {one.id for one in records.records(filled, entity)} == listed - {record}
    (gone,) = records.records(filled, entity, removed=True)
    assert (gone.id, gone.removed) == (record, "Skriven två gånger")
    restore(filled, entity, record)
    assert tables(filled) == before
    assert check(filled).ok


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_undoing_all_that_was_entered_leads_back_exactly(
    one_of_each: tuple[Path, dict[str, str]], data: st.DataObject
) -> None:
    path, ids = one_of_each
    copy = path.with_name("slump.db")
    copy.write_bytes(path.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(path.parent / "state"))
        with open_register(copy, write=True, who="Anna") as register:
            states = [tables(register)]
            steps = range(data.draw(st.integers(1, 6)))
            states.extend(tables(register) for _ in steps if _step(register, ids, data))
            for state in reversed(states[:-1]):
                undo(register)
                assert tables(register) == state
            assert check(register).ok


def _step(register: Register, ids: dict[str, str], data: st.DataObject) -> bool:
    """One thing that a person may do, right or wrong; whether it wrote something."""
    entity = data.draw(st.sampled_from(list(EDITABLE)))
    doing = data.draw(st.sampled_from(["add", "edit", "remove", "restore"]))
    entry = data.draw(st.sampled_from(EDITABLE[entity].fields))
    value = data.draw(st.sampled_from([sample(entry, ids), "", "Nya nämnden", "2020"]))
    held = tables(register)
    try:
        match doing:
            case "add":
                return bool(add(register, entity, {**whole(entity, ids), entry.name: value}))
            case "edit":
                return bool(edit(register, entity, ids[entity], {entry.name: value}))
            case "remove":
                return bool(remove(register, entity, ids[entity], "fel"))
            case _:
                return bool(restore(register, entity, ids[entity]))
    except GranskaError:
        assert tables(register) == held, "what is refused writes nothing"
        return False


def test_names_make_bodies_and_persons_once_and_are_found_again(filled: Register) -> None:
    values = {
        "title": "Bygglov",
        "auditees": "Kultur-, fritids- och ungdomsnämnden; byggnadsnämnden; BYGGNADSNÄMNDEN\nräddningsnämnden",
        "responsible": "Bo By",
        "report_date": "",
    }
    change = add(filled, "audit", values)
    assert len(change.created["body"]) == 2
    view = next(view for view in recommendations.audits(filled) if view.audit.title == "Bygglov")
    assert view.bodies == ("byggnadsnämnden", "Kultur-, fritids- och ungdomsnämnden", "Räddningsnämnden")
    again = add(filled, "audit", {"title": "Marklov", "auditees": ["Byggnadsnämnden"], "responsible": "Bo By"})
    assert again.created.keys() == {"audit", "audit_auditee"}


def test_a_new_point_is_last_in_its_audit_and_of_the_kind_that_the_audit_s_source_gives(filled: Register) -> None:
    plan = made(filled, "audit", {"title": "Internkontrollplan 2021", "source": "control_plan"})
    decision = made(filled, "audit", {"title": "Beslut om beredskap", "source": "board_decision"})
    control = made(filled, "recommendation", {"audit": plan, "text": "Moms på fakturor"})
    point = made(filled, "recommendation", {"audit": decision, "number": "2", "text": "Gör en plan"})
    part = made(filled, "recommendation", {"audit": decision, "number": "2 a", "parent": point, "text": "För el"})
    found = [records.record_of(filled, "recommendation", one) for one in (control, point, part)]
    assert [(r.kind, r.position) for r in found if isinstance(r, Recommendation)] == [
        ("control", 1),
        ("decision_point", 1),
        ("decision_point", 2),
    ]
    source = records.record_of(filled, "audit", made(filled, "audit", {"title": "Vanlig"}))
    assert isinstance(source, Audit)
    assert source.source == "audit"


def test_an_answer_covers_the_audits_of_what_its_lines_answer(filled: Register, ids: dict[str, str]) -> None:
    other = made(filled, "audit", {"title": "Bygglov"})
    point = made(filled, "recommendation", {"audit": other, "text": "Mät tiden"})
    joint = made(filled, "response", {"responder": "Byggnadsnämnden", "decided_on": "2021"})
    add(filled, "response_line", {"response": joint, "targets": [point, ids["letter_question"]]})
    assert set(_audits(filled, joint)) == {other, ids["audit"]}
    undo(filled)
    assert _audits(filled, joint) == ()


def _audits(register: Register, response: str) -> tuple[str, ...]:
    found = records.entered(register, "response", response)["audits"]
    assert isinstance(found, tuple)
    return found


def test_signers_keep_the_order_in_which_they_are_named(filled: Register, ids: dict[str, str]) -> None:
    edit(filled, "letter", ids["letter"], {"signers": "Bo By, Ada Ek, Cecilia Dal"})
    first = records.entered(filled, "letter", ids["letter"])["signers"]
    assert isinstance(first, tuple)
    edit(filled, "letter", ids["letter"], {"signers": first[::-1]})
    assert records.entered(filled, "letter", ids["letter"])["signers"] == first[::-1]
    names = {one.id: one.name for one in records.names(filled, ["person"])}
    assert [names[person] for person in first] == ["Bo By", "Ada Ek", "Cecilia Dal"]
    again = "Cecilia Dal; Ada Ek, ordförande; Bo By, lekmannarevisor"
    change = edit(filled, "letter", ids["letter"], {"signers": again})
    assert len(change.created["person"]) == 1, "of that title there is none yet"
    assert records.entered(filled, "letter", ids["letter"])["signers"][:2] == (first[2], first[1])  # type: ignore[index]


def test_what_is_added_again_after_it_was_removed_holds_only_what_is_said_now(
    filled: Register, ids: dict[str, str]
) -> None:
    edit(filled, "letter_recipient", ids["letter_recipient"], {"demand": "Svara per punkt", "answer_due": "2020-06"})
    remove(filled, "letter_recipient", ids["letter_recipient"], "fel nämnd")
    again = add(filled, "letter_recipient", {"letter": ids["letter"], "body": ids["body"], "role": "information"})
    assert again.records("letter_recipient") == {ids["letter_recipient"]}
    shown = records.entered(filled, "letter_recipient", ids["letter_recipient"])
    assert (shown["role"], shown["demand"], shown["answer_due"]) == ("information", None, None)
