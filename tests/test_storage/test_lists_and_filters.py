"""Lists: their records, their order, their counts, and the words that find them."""

import pytest

from storage import filters, history, letters, recommendations, records
from storage.domain.filters import parse_filter
from storage.operations.records import add, edit
from storage.register import Register
from storage.undo import undo


def test_lists_are_in_order_of_year_title_position(practice: Register) -> None:
    titles = [audit.audit.title for audit in recommendations.audits(practice)]
    assert titles == [
        "Arbetsmiljö och ensamarbete i hemtjänsten",
        "Dataskydd och behörigheter",
        "Inköp och direktupphandling",
        "Planerat underhåll av kommunens fastigheter",
        "Samordning av skolskjuts och särskilda resor",
        "Skolans arbete med frånvaro",
        "Mat i skola och äldreomsorg",
    ]
    numbers = [
        one.recommendation.number
        for one in recommendations.recommendations(practice)
        if one.audit_title == "Ensamarbete"
    ]
    assert numbers == ["1", "2", "2", "4", "5", "6"]


def test_bodies_stand_in_one_order_everywhere(empty: Register) -> None:
    bodies = ["Kommunstyrelsen", "Barnnämnden", "Äldrenämnden", "Badhus AB"]
    for name in reversed(bodies):
        add(empty, "body", {"name": name})
    (audit,) = add(empty, "audit", {"title": "Moms", "auditees": list(reversed(bodies))}).created["audit"]
    (point,) = add(empty, "recommendation", {"audit": audit, "text": "Rutin"}).created["recommendation"]
    assert [view.body.name for view in records.bodies(empty)] == bodies
    assert [one.name for one in records.records(empty, "body")] == bodies
    assert recommendations.audits(empty)[0].bodies == tuple(bodies)
    assert recommendations.recommendation_detail(empty, point).view.bodies == tuple(bodies)
    assert [group.name for group in filters.grouped_counts(empty, parse_filter(""), "body").groups] == bodies
    missiv = letters.letter_material(empty, audit=audit)
    assert [each.body.name for each in missiv.recipients] == bodies
    assert missiv.audits[0].auditees == tuple(bodies)
    edit(empty, "body", records.find(empty, "Badhus AB", "body"), {"kind": "executive_board"})
    assert recommendations.audits(empty)[0].bodies[0] == "Badhus AB", "its kind decides, not its name"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("policy", 1),
        ("LÖSENORDSPOLICYN", 1),
        ("losenord", 1),
        ("status:inte", 12),
        ("status:not_implemented nämnd:vård", 4),
        ("status:ej", 7),
        ("tema:styrning", 6),
        ("år:2023 underhåll", 6),
        ("granskning:dataskydd registret", 1),
        ("nämnd:teknisk", 9),
        ("§", 0),
        ("100%_", 0),
        ("ö", 44),
        ("prognos.", 1),
        ("arbetsgruppen", 1),
    ],
)
def test_a_filter_finds_parts_of_words_and_conditions(practice: Register, line: str, found: int) -> None:
    flt = parse_filter(line)
    assert len(recommendations.recommendations(practice, flt)) == found
    assert recommendations.counts(practice, flt).total == found


def test_a_word_without_dots_is_told_when_it_was_taken_for_one_with(practice: Register) -> None:
    assert filters.filter_note(practice, parse_filter("losenord")) == "losenord"
    assert filters.filter_note(practice, parse_filter("policy")) is None


def test_a_removed_record_leaves_lists_and_search_but_not_the_history(practice: Register) -> None:
    recommendation = records.find(practice, "Dataskydd:4")
    with practice.recording("remove") as action:
        action.put("recommendation", recommendation, {"removed": "Dubblett"})
    assert len(recommendations.recommendations(practice)) == 43
    assert not recommendations.recommendations(practice, parse_filter("lösenordspolicyn"))
    assert history.history(practice, recommendation)[0].name == "remove"
    undo(practice)
    assert len(recommendations.recommendations(practice, parse_filter("lösenordspolicyn"))) == 1


def test_sub_points_are_counted_and_the_point_above_them_is_not(empty: Register) -> None:
    with empty.recording("test") as action:
        action.put("audit", "a", {"title": "T", "years": "2024"})
        action.put("recommendation", "r1", {"audit": "a", "text": "ovan", "kind": "recommendation"})
        action.put("recommendation", "r2", {"audit": "a", "text": "a", "parent": "r1", "kind": "recommendation"})
        action.put("recommendation", "r3", {"audit": "a", "text": "b", "parent": "r1", "kind": "recommendation"})
        action.put("recommendation", "q", {"audit": "a", "text": "fråga", "kind": "question"})
    assert recommendations.counts(empty).total == 2
    assert recommendations.audits(empty)[0].counts.total == 2
