from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from tui.kit.plain import HARMLESS, cut, fit, plain, width_of, wrap

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
RAW = st.text(max_size=40) | st.text("a\x00\t\n\x1b\x85\x9b\u061c\u2028\u202e\ufeff\ud800", max_size=9)


@given(st.text(max_size=40), st.integers(0, 30))
def test_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    shown = plain(text).plain.replace("\n", " ")
    assert width_of(fit(shown, width)) == width
    assert width_of(cut(shown, width)) <= max(width, 0)


@given(RAW, st.integers(0, 30))
def test_what_nobody_has_cleaned_is_drawn_in_its_cells_and_gives_the_terminal_no_orders(text: str, width: int) -> None:
    drawn = fit(text, width)
    painted = "".join(segment.text for segment in HARMLESS.apply([Segment(text)], Color(0, 0, 0)))
    assert (width_of(drawn), width_of(painted)) == (width, width_of(text))
    assert not any(category(letter) in {"Cc", "Cs"} or letter in BIDI for letter in drawn + painted)


@given(st.text(max_size=80), st.integers(2, 30))
def test_no_wrapped_line_is_wider_than_asked_for(text: str, width: int) -> None:
    assert all(width_of(line) <= width for line in wrap(text, width))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("kort", 10, "kort"),
        ("en lång text", 8, "en lång…"),
        ("漢字漢字", 5, "漢字…"),
        ("e\u0301a\u0308", 2, "e\u0301a\u0308"),
        ("abc", 0, ""),
    ],
)
def test_text_is_cut_by_cells_with_an_ellipsis(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_wrapping_breaks_between_words_and_inside_a_word_only_where_it_must() -> None:
    assert wrap("ett två lösenordspolicyn\nslut", 8) == ["ett två", "lösenord", "spolicyn", "slut"]


def test_markup_is_text_like_any_other() -> None:
    assert plain("[b]x[/] [@click=app.quit]y[/]").plain == "[b]x[/] [@click=app.quit]y[/]"
