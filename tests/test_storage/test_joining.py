"""Bodies and persons that turned out to be others: whatever is read follows, and nothing is rewritten."""

import pytest

from storage import followups, letters, recommendations, records
from storage.check import check
from storage.database.names import merged_id, merged_ids
from storage.database.records import bodies_by_name
from storage.domain.filters import parse_filter
from storage.errors import InRing, SameName, UnknownField, UnknownReference
from storage.letters import letter_material
from storage.operations.records import add, edit, join, remove, restore
from storage.register import Register
from storage.undo import redo, undo

OLD, NEW = "Barn- och utbildningsnämnden", "Vård- och omsorgsnämnden"


def body(register: Register, name: str) -> str:
    return records.find(register, name, "body")


def new(register: Register, entity: str, **values: str) -> str:
    (made,) = add(register, entity, values).created[entity]
    return made


def test_lists_counts_filters_and_documents_follow_a_joined_body(practice: Register) -> None:
    old, into = body(practice, OLD), body(practice, NEW)
    before = {view.body.name: view for view in records.bodies(practice)}
    of_old = len(recommendations.recommendations(practice, parse_filter(f'organ:"{OLD}"')))
    of_new = len(recommendations.recommendations(practice, parse_filter(f'organ:"{NEW}"')))
    assert of_old
    assert of_new
    both = {
        r.id for name in (OLD, NEW) for r in recommendations.recommendations(practice, parse_filter(f'organ:"{name}"'))
    }
    join(practice, "body", old, into)
    after = {view.body.name: view for view in records.bodies(practice)}
    assert OLD not in after
    assert set(after) == set(before) - {OLD}
    found = recommendations.recommendations(practice, parse_filter(f'organ:"{NEW}"'))
    assert {view.id for view in found} == both
    assert after[NEW].counts.total == len(both), "what named both is counted once"
    assert {view.id for view in recommendations.recommendations(practice, parse_filter("omsorgsnämnden"))} >= both
    assert not [view for view in recommendations.audits(practice) if OLD in view.bodies]
    assert all(len(set(view.bodies)) == len(view.bodies) for view in recommendations.audits(practice))
    assert OLD not in str(letters.letters(practice)) + str([view.answer for view in recommendations.audits(practice)])
    for view in followups.followups(practice):
        assert OLD not in str(followups.followup_material(practice, view.followup.id))
    audit = records.find(practice, "Skolfrånvaro", "audit")
    assert OLD not in str(letter_material(practice, audit=audit))
    assert body(practice, OLD) == into, "its name still leads there"
    with practice.reading() as connection:
        assert bodies_by_name(connection)[OLD.casefold()] == into
    undo(practice)
    assert {view.body.name: view for view in records.bodies(practice)} == before
    redo(practice)
    restore(practice, "body", old)
    assert {view.body.name: view for view in records.bodies(practice)} == before
    assert check(practice).ok


def test_a_join_brings_earlier_ones_along_and_a_reference_to_any_means_the_last(empty: Register) -> None:
    first, second, third = (new(empty, "body", name=name) for name in ("Ena nämnden", "Andra nämnden", "Nya nämnden"))
    audit = new(empty, "audit", title="Bygglov", auditees="Ena nämnden")
    join(empty, "body", first, second)
    join(empty, "body", second, third)
    with empty.reading() as connection:
        assert merged_ids(connection, "body") == {first: third, second: third}
    assert recommendations.audits(empty)[0].bodies == ("Nya nämnden",)
    assert not edit(empty, "audit", audit, {"auditees": [first]}), "the same body by its old id changes nothing"
    assert recommendations.audits(empty)[0].bodies == ("Nya nämnden",)
    for record, into in ((first, third), (third, first), (first, first)):
        with pytest.raises(InRing):
            join(empty, "body", record, into)


def test_only_bodies_and_persons_are_joined_and_only_with_what_is_there(empty: Register) -> None:
    one = new(empty, "person", name="Ada Ek", title="ordförande")
    other = new(empty, "person", name="Ada Ek")
    audit = new(empty, "audit", title="Bygglov")
    with pytest.raises(SameName):
        edit(empty, "person", one, {"title": ""})
    with pytest.raises(UnknownField):
        join(empty, "audit", audit, audit)
    with pytest.raises(UnknownReference):
        join(empty, "person", one, audit)
    letter = new(empty, "letter", kind="missiv", signers=one)
    join(empty, "person", one, other)
    material = letter_material(empty, audit=None, followup=followups.followups(empty)[0].followup.id)
    assert [person.id for person in material.signers] == [other], "remembered from the newest letter"
    edit(empty, "letter", letter, {"followup": followups.followups(empty)[0].followup.id})
    signed = letter_material(empty, followup=followups.followups(empty)[0].followup.id).signers
    assert [person.id for person in signed] == [other]
    remove(empty, "letter", letter, "fel brev")
    assert check(empty).ok


def test_two_laptops_joining_each_its_own_way_leave_one_body(empty: Register) -> None:
    one, other = new(empty, "body", name="Ena nämnden"), new(empty, "body", name="Andra nämnden")
    add(empty, "audit", {"title": "Bygglov", "auditees": [one, other]})
    with empty.recording("merge") as action:
        action.put("body", one, {"merged_into": other})
        action.put("body", other, {"merged_into": one})
    kept = min(one, other)
    rows = empty.connection.execute(f"SELECT id, {merged_id('b.id')} FROM body b").fetchall()
    assert dict(rows) == {one: kept, other: kept}
    assert [view.body.id for view in records.bodies(empty)] == [kept]
    with empty.reading() as connection:
        assert merged_ids(connection, "body") == {one: kept, other: kept}
    assert len(recommendations.audits(empty)[0].bodies) == 1
