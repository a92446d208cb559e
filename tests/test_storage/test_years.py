"""Years are years, in every field of one."""

import pytest

from storage.domain.dates import are_years, is_year
from storage.domain.editable_fields import COVERED_AUDIT, EDITABLE, FOLLOWUP, EditableField, Input
from storage.errors import NotAYear, NotYears
from storage.filters import unknown_value
from storage.intake.chapter import years_of
from storage.operations.records import written
from storage.register import Register
from tests.conftest import TODAY
from tui.kit.fields import Field, InputKind, kept

YEAR = [
    (kind.entity, entry)
    for kind in (*EDITABLE.values(), FOLLOWUP, COVERED_AUDIT)
    for entry in kind.fields
    if entry.input in {Input.YEAR, Input.YEARS}
]
NEVER = ["0", "19", "1066", "1899", "2200", "3019", "20267", "202", "två tusen", "-2026", "2026.5", "²⁰²⁶", "٢٠٢٦"]


def test_every_field_named_for_a_year_is_one() -> None:
    named = {
        (kind.entity, entry.name)
        for kind in (*EDITABLE.values(), FOLLOWUP, COVERED_AUDIT)
        for entry in kind.fields
        if "year" in entry.name
    }
    assert named == {(entity, entry.name) for entity, entry in YEAR}


@pytest.mark.parametrize(("entity", "entry"), YEAR, ids=lambda one: getattr(one, "name", one))
@pytest.mark.parametrize("text", NEVER)
def test_no_field_of_a_year_takes_what_nobody_means(entity: str, entry: EditableField, text: str) -> None:
    error = NotYears if entry.input is Input.YEARS else NotAYear
    with pytest.raises(error):
        written(entry, text)
    field = Field(entry.name, entity, InputKind[entry.input.name])
    with pytest.raises(ValueError, match=text[:1] if text[0].isalnum() else "årtal"):
        kept(field, text, TODAY)


@pytest.mark.parametrize(("entity", "entry"), YEAR, ids=lambda one: getattr(one, "name", one))
def test_every_field_of_a_year_takes_years(entity: str, entry: EditableField) -> None:
    field = Field(entry.name, entity, InputKind[entry.input.name])
    for text in ("1900", "2026", "2199"):
        assert str(written(entry, text)) == text == kept(field, text, TODAY)


@pytest.mark.parametrize(
    "text", ["2018–2019", "2018-2019", "2018/2019", "2018, 2020", "2018 och 2019", "2017-2018, 2020"]
)
def test_years_audited_are_one_or_several_that_rise(text: str) -> None:
    assert are_years(text)
    assert written(EDITABLE["audit"].field("years"), text) == text


@pytest.mark.parametrize("text", ["2019–2018", "2018–2018", "2018–19", "2018–", "och", "", "2018 2019", "hösten 2018"])
def test_years_audited_are_never_less(text: str) -> None:
    assert not are_years(text)


def test_an_older_registers_words_for_its_years_stay_until_they_are_changed() -> None:
    field = Field("years", "År", InputKind.YEARS, "hösten 2018")
    assert kept(field, "hösten 2018", TODAY) == "hösten 2018"
    with pytest.raises(ValueError, match="våren 2018"):
        kept(field, "våren 2018", TODAY)


def test_a_report_that_comes_in_brings_no_impossible_years() -> None:
    assert years_of("", "Under 2018–2019 genomförde revisorerna en granskning.") == "2018–2019"
    assert years_of("Granskning 2019-2012", "") is None


@pytest.mark.parametrize(("value", "known"), [("2031", True), ("2031-2032", True), ("3031", False), ("20", True)])
def test_a_filter_by_year_knows_years(practice: Register, value: str, *, known: bool) -> None:
    assert (unknown_value(practice, f"år:{value}") is None) is known


def test_a_year_has_four_ascii_digits() -> None:
    assert is_year("2026")
    assert not any(map(is_year, ["२०२६", " 2026", "2026\n"]))
