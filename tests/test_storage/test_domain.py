import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain import scale
from storage.domain.body_names import body_key
from storage.domain.counting import count_levels, percent, share_in_words
from storage.domain.dates import dates_in, first_day, is_partial_date, last_day, long_form
from storage.domain.filters import Condition, Filter, parse_filter
from storage.domain.identity import parse_reference, printed_number
from storage.domain.records import Level
from storage.domain.text import clean, folded, one_line, paragraphs, searchable, shorten, sort_text, swedish_key, tidy
from storage.domain.vocabulary import NATURAL_KEYS, field_types, references

HOSTILE = [
    "\x1b]52;c;ZXZpbA==\x07urklipp",
    "\x1b]0;titel\x07",
    "vänd\u202eom",
    "[@click=app.quit]x[/]",
    "R&D <ny> {{ 7*7 }}",
    "=cmd|'/c calc'!A1",
    "rad\r\nrad\x85rad\u2028rad",
    "\ud800ensam",
    "e\u0301",
    "\ufeffBOM\x00\x07\x9b31m",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_cleaned_text_holds_nothing_that_harms_a_terminal_or_a_word_file(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0]
    assert not set(cleaned) & set("\u202e\u2066\ufeff\u200f")
    cleaned.encode("utf-8")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert tidy(tidy(text)) == tidy(text)
    assert searchable(searchable(text)) == searchable(text)


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    assert clean("Go\u0308teborg") == "Göteborg"


def test_a_line_that_begins_with_a_dash_is_a_list_item() -> None:
    found = paragraphs("Grunder:\n- ett\n\n- två\nslut")
    assert [(p.text, p.is_item) for p in found] == [
        ("Grunder:", False),
        ("ett", True),
        ("två", True),
        ("slut", False),
    ]


def test_search_keeps_dots_and_rings_and_folding_lets_them_go() -> None:
    assert searchable("ÅTGÄRD") == "åtgärd"
    assert folded("Åtgärd för Ärøskøbing") == "atgard for aroskobing"


def test_a_shortened_text_says_that_it_was_cut() -> None:
    assert shorten("en lång  mening\nhär", 10) == "en lång m…"
    assert shorten("kort", 10) == "kort"
    assert one_line(" a\n b ") == "a b"


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02-05", date(2019, 2, 5), date(2019, 2, 5)),
    ],
)
def test_a_partial_date_spans_all_that_it_allows(partial: str, first: date, last: date) -> None:
    assert (first_day(partial), last_day(partial)) == (first, last)


@pytest.mark.parametrize("text", ["2019-13", "2019-02-30", "19", "2019-2-5", "2019-02-05 ", "", "0000"])
def test_what_is_not_in_the_calendar_is_no_partial_date(text: str) -> None:
    assert not is_partial_date(text)
    with pytest.raises(ValueError, match=re.escape(text) or None):
        last_day(text)


def test_dates_are_found_in_swedish_text_with_any_space() -> None:
    text = "Beslut 2018-09-10, svar den 31\u00a0december 2018 och igen i februari 2019. Nr 2018-99-10 är inget datum."
    assert [found for _, found in dates_in(text)] == ["2018-09-10", "2018-12-31", "2019-02"]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_in_words_is_read_back(day: date) -> None:
    assert [found for _, found in dates_in(long_form(day.isoformat()))] == [day.isoformat()]


def test_swedish_order_puts_its_three_own_letters_last_and_numbers_by_value() -> None:
    words = ["Öl", "ål", "Zon", "äl", "2 b", "10", "2 a", "éter", "eter", "ek"]
    assert sorted(words, key=swedish_key) == ["2 a", "2 b", "10", "ek", "eter", "éter", "Zon", "ål", "äl", "Öl"]


@given(st.text(), st.text())
def test_sql_orders_texts_as_swedish_order_does(a: str, b: str) -> None:
    a, b = clean(a), clean(b)
    first, second = sort_text(a), sort_text(b)
    assert first is not None
    assert second is not None
    assert (first < second) == (swedish_key(a) < swedish_key(b))
    assert (first == second) == (a == b)


def test_the_denominator_is_what_was_judged_and_relevant() -> None:
    counts = count_levels(["implemented", "partial", "not_relevant", "not_assessable", None, "not_implemented"])
    assert (counts.total, counts.assessed, counts.done_or_ongoing) == (6, 3, 2)
    assert (counts + counts).total == 12


@pytest.mark.parametrize(("part", "whole", "share"), [(24, 37, 65), (1, 8, 13), (0, 5, 0), (5, 5, 100), (0, 0, None)])
def test_shares_are_whole_per_cent_and_nothing_of_nothing(part: int, whole: int, share: int | None) -> None:
    assert percent(part, whole) == share


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_is_none_or_all_only_where_it_is(part: int, whole: int) -> None:
    part = min(part, whole)
    rate, words = percent(part, whole), share_in_words(part, whole)
    assert rate is not None
    assert words is not None
    assert (rate == 0) == (part == 0)
    assert (rate == 100) == (part == whole)
    exact = Fraction(100 * part, whole)
    if words.startswith("mindre än"):
        assert 0 < exact < Fraction(1, 2)
    elif words.startswith("mer än"):
        assert Fraction(199, 2) <= exact < 100
    else:
        assert abs(exact - rate) <= Fraction(1, 2)
    assert words.endswith(f"{rate}\u00a0%")


BODIES = [
    ("Kommunstyrelsen", None, "Kommunfullmäktige", None, "Barnnämnden", None, "Äldrenämnden", None),
    ("Direktionen", "executive_board", "Barnnämnden", "committee", "Arenan AB", "company", "Badhus AB", "company"),
]


@pytest.mark.parametrize("named", BODIES)
def test_the_executive_board_comes_first_and_companies_last(named: tuple[str | None, ...]) -> None:
    bodies = list(zip(named[::2], named[1::2], strict=True))
    reversed_ = bodies[::-1]
    assert sorted(reversed_, key=lambda body: body_key(*body)) == bodies


@pytest.mark.parametrize(
    ("label", "means"),
    [
        ("Åtgärdad", "implemented"),
        ("ÅTGÄRDAT.", "implemented"),
        ("Delvis  åtgärdad", "partial"),
        ("Under genomförande", "partial"),
        ("Icke åtgärdad", "not_implemented"),
        ("Ej bedömbar", "not_assessable"),
        ("Ej aktuell", "not_relevant"),
        ("Kanske", None),
        ("", None),
    ],
)
def test_a_printed_label_is_recognised_or_not_but_never_guessed(label: str, means: str | None) -> None:
    assert scale.standard_meaning(label) == means


def test_no_label_or_synonym_names_two_levels() -> None:
    names = [scale.label_key(n) for w in scale.STANDARD for n in {w.label, w.short_label, *w.synonyms}]
    assert len(names) == len(set(names))


def test_a_level_is_named_by_label_short_label_synonym_or_meaning() -> None:
    levels = [Level(id="b", label="Klart", means="implemented", order=2), Level(id="a", label="Pågår", order=1)]
    assert scale.match_level("klart", levels) == levels[0]
    assert scale.match_level("implemented", levels) == levels[0]
    assert scale.match_level("pågår.", levels) == levels[1]
    assert scale.match_level("nej", levels) is None


def test_a_reference_is_an_id_or_a_title_and_a_number() -> None:
    assert parse_reference("0fac1642").id_start == "0fac1642"
    assert parse_reference("0fac1").id_start is None
    found = parse_reference("Hot: och våld:2)")
    assert (found.title, found.number) == ("Hot: och våld", "2")


@pytest.mark.parametrize(
    ("number", "printed"), [("2", "2)"), ("2 a", "2 a)"), ("3.1", "3.1)"), (None, ""), ("4.", "4.")]
)
def test_numbers_are_printed_as_the_office_prints_them(number: str | None, printed: str) -> None:
    assert printed_number(number) == printed


def test_a_filter_line_is_words_and_conditions() -> None:
    assert parse_filter('Policy status:"Inte åtgärdad" nämnd:TEKNISKA okänt:ord') == Filter(
        ("policy", "okänt:ord"), (Condition("level", ("inte åtgärdad",)), Condition("body", ("tekniska",)))
    )
    assert not parse_filter("  ")


def test_a_filter_line_means_something_while_its_quote_is_still_open() -> None:
    assert parse_filter('"ny rut') == Filter(("ny rut",))
    assert parse_filter('tema:"styrning och') == Filter((), (Condition("theme", ("styrning och",)),))
    assert not parse_filter('"')


def test_saying_a_thing_twice_in_a_filter_is_saying_it_once() -> None:
    assert parse_filter("ny NY år:2020 år:2020") == Filter(("ny",), (Condition("years", ("2020",)),))


def test_every_natural_key_is_made_of_the_entity_s_own_fields() -> None:
    for entity, key in NATURAL_KEYS.items():
        assert set(key) <= set(field_types(entity))
    assert references("assessment") == {"followup": "followup", "recommendation": "recommendation", "level": "level"}
