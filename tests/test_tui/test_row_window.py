from array import array

from hypothesis import example, given
from hypothesis import strategies as st

from tui.kit.row_window import Listing, Window, grouped

ENTRIES = st.lists(st.integers(-3, 40), max_size=40, unique=True)
MOVES = st.lists(st.tuples(st.sampled_from(["move", "scroll", "go", "resize"]), st.integers(-50, 50)), max_size=20)


def listing(entries: list[int]) -> Listing:
    return Listing(array("q", entries), ("a", "b", "c"), "allt")


@given(ENTRIES, MOVES)
@example([-1, 0], [("resize", 0), ("scroll", -1)])
def test_the_cursor_is_always_in_sight_and_on_a_row_where_there_is_one(
    entries: list[int], moves: list[tuple[str, int]]
) -> None:
    window = Window()
    window.resize(7)
    window.show(listing(entries))
    for name, number in moves:
        getattr(window, name)(number)
        if not entries:
            assert window.entry is None
            continue
        assert 0 <= window.top <= window.cursor < min(window.top + window.height, len(entries))
        assert (window.entry is not None) == any(entry >= 0 for entry in entries)


@given(ENTRIES, ENTRIES, st.integers(0, 40))
def test_another_listing_keeps_the_entry_under_the_cursor(before: list[int], after: list[int], position: int) -> None:
    window = Window()
    window.resize(7)
    window.show(listing(before))
    window.go(position)
    entry = window.entry
    window.show(listing(after))
    if entry in after:
        assert window.entry == entry


def test_a_head_stands_wherever_the_group_changes() -> None:
    made = grouped([1, 2, 3, 4], ["A", "A", "B", None])
    assert list(made.entries) == [-1, 1, 2, -2, 3, 4]
    assert made.heads == ("A", "B")


def test_without_groups_there_are_no_heads() -> None:
    assert list(grouped([1, 2], [None, None]).entries) == [1, 2]


def test_the_scroll_mark_reaches_both_ends_of_its_track() -> None:
    window = Window()
    window.resize(10)
    window.show(Listing(array("q", range(1, 1001))))
    assert window.thumb(10) == (0, 1)
    window.go(999)
    assert window.thumb(10) == (9, 1)
    window.show(Listing(array("q", [1])))
    assert window.thumb(10) == (0, 0)
