"""The first page of a list is how the whole begins, and a filter's results agree with each other."""

from array import array

import pytest

from storage import filters, recommendations, records
from storage.domain.filters import parse_filter
from storage.domain.text import swedish_key
from storage.register import Register

LINES = [
    *("policy", "a", "losenord", "status:delvis", "policy status:inte", "nämnd:styrelsen", "it", "qqqq"),
    *("-policy", "-status:delvis", "försenad", "typ:it -policy"),
]


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_the_first_audits_are_the_beginning_of_all(practice: Register, limit: int) -> None:
    assert recommendations.first_audits(practice, limit) == recommendations.audit_order(practice)[:limit]


@pytest.mark.parametrize("line", LINES)
def test_first_hits_are_among_all_hits_and_in_their_order(practice: Register, line: str) -> None:
    flt = parse_filter(line)
    first, complete = recommendations.first_hits(practice, flt, 5)
    whole = list(recommendations.recommendation_order(practice, flt))
    assert [rid for rid in whole if rid in first] == list(first)
    assert not complete or list(first) == whole


@pytest.mark.parametrize("line", ["lösenord policy", "lösenord status:inte", "nämnd:styrelsen policy"])
def test_several_words_and_conditions_have_first_hits_too_where_one_text_holds_the_words(
    practice: Register, line: str
) -> None:
    first, complete = recommendations.first_hits(practice, parse_filter(line), 64)
    assert set(first) <= set(recommendations.recommendation_order(practice, parse_filter(line)))
    assert first
    assert not complete


@pytest.mark.parametrize(
    "line", ["ensamarbete telefonerna", "dataskydd upphandlingarna 16", "fastigheter tioårsplan -rollbeskrivningar"]
)
def test_words_in_different_texts_have_first_hits_too(practice: Register, line: str) -> None:
    first, complete = recommendations.first_hits(practice, parse_filter(line), 64)
    assert list(first) == list(recommendations.recommendation_order(practice, parse_filter(line)))
    assert first
    assert not complete


@pytest.mark.parametrize("line", LINES)
def test_audits_through_their_recommendations_are_those_that_match_or_hold_a_hit(practice: Register, line: str) -> None:
    flt = parse_filter(line)
    held = {view.recommendation.audit for view in recommendations.recommendations(practice, flt)}
    own = set(recommendations.audit_order(practice, flt))
    wanted = [view.id for view in recommendations.audits(practice) if view.id in held or _rid(practice, view.id) in own]
    found = recommendations.found(practice, flt)
    assert [view.id for view in recommendations.audits_at(practice, found.audits)] == wanted
    assert found.recommendations == recommendations.recommendation_order(practice, flt)
    assert found.counts == recommendations.counts(practice, flt)
    assert found.note == filters.filter_note(practice, flt)


def test_recommendations_are_sorted_by_text_as_swedes_do(practice: Register) -> None:
    texts = [v.recommendation.text for v in recommendations.recommendations_at(practice, _sorted(practice, "text"))]
    assert texts == sorted(texts, key=swedish_key)


def test_recommendations_are_sorted_by_their_level_in_the_scales_order_and_the_unjudged_last(
    practice: Register,
) -> None:
    levels = [
        v.level.order if v.level else None
        for v in recommendations.recommendations_at(practice, _sorted(practice, "level"))
    ]
    judged = [order for order in levels if order is not None]
    assert levels == [*sorted(judged), *[None] * (len(levels) - len(judged))]


def _sorted(register: Register, by: str) -> "array[int]":
    return recommendations.recommendation_order(register, by=by)


def _rid(register: Register, audit: str) -> int | None:
    return records.rid_of(register, "audit", audit)


@pytest.mark.parametrize("word", ["losenord", "LOSENORD", "lo", "forvaltning"])
def test_a_word_without_dots_is_found_by_the_index(practice: Register, word: str) -> None:
    found = recommendations.recommendations(practice, parse_filter(word))
    assert found


@pytest.mark.parametrize(
    "line", ["x }}o", "på skolan", "% lösen", "lösenordspolicy x y policy", "a_b 4% kommun", "_ __ ___"]
)
def test_short_words_beside_longer_ones_are_found_wherever_they_stand(practice: Register, line: str) -> None:
    flt = parse_filter(line)
    beginning, _complete = recommendations.first_hits(practice, flt, 64)
    texts = {view.id: view for view in recommendations.recommendations(practice, flt)}
    assert {view.id for view in recommendations.recommendations_at(practice, beginning)} <= set(texts)
