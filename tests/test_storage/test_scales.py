"""Scales of the office's own: checked when they are made, and never changed under an assessment."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import followups, recommendations
from storage.check import check
from storage.domain.level_words import split_level
from storage.domain.records import Level
from storage.domain.scale import LEAST_CONTRAST, STANDARD, contrast, standard_meaning
from storage.errors import FieldMissing, InUse, SameName, ScaleRefused
from storage.operations.assessments import assess
from storage.operations.scales import copy_scale, edit_level, edit_scale, make_scale, remove_scale
from storage.register import Register
from storage.undo import undo

YES = {"label": "Ja", "means": "implemented"}
NO = {"label": "Nej", "means": "not_implemented"}


def scale_of(register: Register) -> str:
    followup = followups.open_followup(register)
    assert followup is not None
    return str(followup.scale)


def levels(register: Register, scale: str) -> list[Level]:
    return list(followups.levels(register, scale))


def test_a_level_gets_the_looks_of_what_it_means_where_nothing_else_is_said(empty: Register) -> None:
    own = {"label": "Inte alls nära målet", "means": "not_implemented", "fill": "#ffddee", "synonyms": ["Nix", " Nä "]}
    scale = min(make_scale(empty, "Ja och nej", [YES, own]).created["scale"])
    yes, no = levels(empty, scale)
    assert (yes.short_label, yes.symbol, yes.fill, yes.order) == ("Ja", "✔", "C6E7C8", 1)
    assert (no.short_label, no.symbol, no.fill, no.synonyms) == ("Inte alls när…", "✘", "FFDDEE", "Nix\nNä")
    undo(empty)
    assert [one.label for one in followups.scales(empty)] == ["Åtgärdad – delvis – inte"]
    assert check(empty).ok


@pytest.mark.parametrize(
    ("made", "reason", "field"),
    [
        ([YES], "too_few", "levels"),
        ([{"label": str(n), "means": "partial"} for n in range(10)], "too_many", "levels"),
        ([YES, {"means": "partial"}], "field_missing", "label"),
        ([YES, {"label": "Nej"}], "field_missing", "means"),
        ([YES, {**NO, "means": "kanske"}], "unknown_means", "means"),
        ([YES, {**NO, "fill": "röd"}], "not_a_colour", "fill"),
        ([YES, {**NO, "fill": "C00000"}], "low_contrast", "fill"),
        ([YES, {**NO, "symbol": "nej"}], "long_symbol", "symbol"),
        ([YES, {**NO, "short_label": "Alldeles för långt"}], "long_label", "short_label"),
        ([YES, {**NO, "synonyms": "nix\nJA."}], "said_twice", "synonyms"),
        ([YES, {**NO, "label": " ja "}], "said_twice", "label"),
    ],
)
def test_a_scale_that_cannot_be_used_is_not_made(
    empty: Register, made: list[Mapping[str, Any]], reason: str, field: str
) -> None:
    with pytest.raises(ScaleRefused) as refused:
        make_scale(empty, "Egen", made)
    assert (refused.value.reason, refused.value.field) == (reason, field)
    assert len(followups.scales(empty)) == 1


def test_a_scale_has_a_label_of_its_own(empty: Register) -> None:
    with pytest.raises(FieldMissing):
        make_scale(empty, " ", [YES, NO])
    with pytest.raises(SameName):
        copy_scale(empty, scale_of(empty), "åtgärdad – delvis – inte")


def test_a_scale_that_nothing_is_judged_on_is_changed_in_place(empty: Register) -> None:
    scale = scale_of(empty)
    first, second, *_rest = levels(empty, scale)
    change = edit_level(empty, scale, second.id, {"label": "Halvvägs", "order": "1"})
    assert "scale" not in change.created
    assert [one.label for one in levels(empty, scale)][:2] == ["Halvvägs", "Åtgärdad"]
    edit_scale(empty, scale, levels=[YES, NO])
    assert [one.label for one in levels(empty, scale)] == ["Ja", "Nej"]
    undo(empty)
    undo(empty)
    assert levels(empty, scale)[:2] == [first, second]
    edit_scale(empty, scale, label="Vår skala")
    assert [one.label for one in followups.scales(empty)] == ["Vår skala"]
    assert check(empty).ok


def test_a_scale_that_something_is_judged_on_stays_and_a_new_one_is_made(practice: Register) -> None:
    scale = scale_of(practice)
    before = levels(practice, scale)
    change = edit_level(practice, scale, before[0].id, {"definition": "Allt är klart."})
    (made,) = change.created["scale"]
    assert levels(practice, scale) == before
    assert scale_of(practice) == scale
    assert levels(practice, made)[0].definition == "Allt är klart."
    assert [one.label for one in followups.scales(practice)] == [
        "Åtgärdad – delvis – inte", "Åtgärdad – delvis – inte 2",
    ]  # fmt: skip
    undo(practice)
    assert len(followups.scales(practice)) == 1


def test_an_open_follow_up_without_judgements_goes_on_with_the_new_scale(practice: Register) -> None:
    scale, followup = scale_of(practice), followups.open_followup(practice)
    judged = [one.id for one in recommendations.recommendations(practice) if one.current]
    assess(practice, judged, None)
    (made,) = edit_scale(practice, scale, label="Ny", levels=[YES, NO]).created["scale"]
    assert scale_of(practice) == made
    assert followup
    assert followups.followup_detail(practice, followup.id).previous


def test_only_a_scale_that_no_follow_up_has_is_removed(empty: Register) -> None:
    scale = scale_of(empty)
    with pytest.raises(InUse):
        remove_scale(empty, scale, "onödig")
    copy = min(copy_scale(empty, scale, "Kopia").created["scale"])
    with pytest.raises(FieldMissing):
        remove_scale(empty, copy, "")
    remove_scale(empty, copy, "onödig")
    assert [one.id for one in followups.scales(empty)] == [scale]


def test_hostile_words_in_a_scale_are_cleaned(empty: Register) -> None:
    change = make_scale(empty, "Far\x1b[31mlig\u202e", [{**YES, "definition": "a\x00b\r\nc"}, NO])
    (scale,) = change.created["scale"]
    view = next(one for one in followups.scales(empty) if one.id == scale)
    assert view.label == "Far[31mlig"
    assert view.levels[0].definition == "ab\nc"


def test_the_standard_fills_can_be_read() -> None:
    assert all(contrast(words.fill) > LEAST_CONTRAST for words in STANDARD)
    assert (round(contrast("FFFFFF")), round(contrast("000000"))) == (21, 1)


@given(st.integers(0, 0xFFFFFF))
def test_contrast_lies_between_black_and_white(colour: int) -> None:
    assert 1 <= contrast(f"{colour:06X}") <= 21.001


@pytest.mark.parametrize(
    ("label", "means"),
    [
        ("Ej påbörjat", "not_implemented"), ("Påbörjad", "partial"), ("Planerad", "partial"),
        ("Avslutad", "implemented"), ("Grönt", "implemented"), ("Gult", "partial"), ("Rött", "not_implemented"),
        ("Ej uppfyllt", "not_implemented"), ("Delvis uppfylld", "partial"), ("Till övervägande del", "partial"),
        ("Inga åtgärder vidtagna", "not_implemented"), ("Inte helt vidtagit åtgärder", "partial"),
        ("Åtgärdad (grön)", "implemented"), ("Åtgärdad (röd)", None), ("Ja, delvis", "partial"),
        ("ÅTGÄRDAD.", "implemented"),
        ("Åt\u00adgärdad", "implemented"), ("✔\ufe0f", "implemented"), ("◐", "partial"), ("✘", "not_implemented"),
        ("✅", None), ("🟢", None), ("Implemented", None), ("Inte åtgärdad Delvis åtgärdad", None), ("åtgärder", None),
        ("Nästan åtgärdad", None), ("Genomfört till stor del", "partial"), ("Ej påbörjat arbete", "not_implemented"),
        ("I allt väsentligt uppfyllt", "implemented"),
    ],
)  # fmt: skip
def test_a_label_is_understood_by_its_words_when_all_of_them_are_known(label: str, means: str | None) -> None:
    assert standard_meaning(label) == means


@pytest.mark.parametrize(
    ("cell", "label", "rest"),
    [
        ("Delvis åtgärdad. Planen är antagen.", "Delvis åtgärdad", "Planen är antagen."),
        ("Åtgärdad 2021-03", "Åtgärdad", "2021-03"),
        ("Inte åtgärdad\nNämnden avvaktar.", "Inte åtgärdad", "Nämnden avvaktar."),
        ("Åtgärdad (beslut den 3 maj)", "Åtgärdad", "beslut den 3 maj"),
        ("Åtgärdad, men inte på skolorna", "Åtgärdad, men inte på skolorna", ""),
        ("Åtgärdad. Dock inte överallt.", "Åtgärdad. Dock inte överallt.", ""),
        ("☐ Åtgärdad ☒ Delvis ☐ Nej", "Delvis", ""), ("☐ Åtgärdad ☐ Nej", "", ""),
    ],
)  # fmt: skip
def test_a_cell_of_levels_is_split_into_the_level_and_what_is_said_beside_it(cell: str, label: str, rest: str) -> None:
    found, beside = split_level(cell.split("\n"), standard_meaning)
    assert (found, "\n".join(beside)) == (label, rest)
