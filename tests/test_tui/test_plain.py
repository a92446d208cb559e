import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.plain import cut, fit, plain, width_of, wrap


@given(st.text(max_size=40), st.integers(0, 30))
def test_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    shown = plain(text).plain.replace("\n", " ")
    assert width_of(fit(shown, width)) == width
    assert width_of(cut(shown, width)) <= max(width, 0)


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
