"""The page numbers in the list of contents, reckoned before a word processor counts."""

from exports.document import AssessmentRow, AssessmentTable, Block, Heading, Prose
from exports.report.pages import heading_pages
from storage.domain.text import Paragraph

LONG = Prose((Paragraph("ett ord " * 100),) * 10)
"""More than a page."""


def table(rows: int) -> AssessmentTable:
    row = AssessmentRow((Paragraph("Ta fram en rutin"),), "Åtgärdad", None, (Paragraph("ord " * 100),))
    return AssessmentTable("Rekommendationer", ("Rekommendation", "Bedömning", "Kommentar"), (row,) * rows)


def pages(*blocks: Block) -> list[int]:
    return heading_pages(blocks, [block for block in blocks if isinstance(block, Heading)])


def test_chapters_begin_on_pages_of_their_own_after_cover_and_contents() -> None:
    assert pages(Heading(1, "A"), Heading(2, "A1"), Heading(1, "B")) == [3, 3, 4]


def test_text_and_tables_push_what_follows_to_later_pages() -> None:
    assert pages(Heading(1, "A"), LONG, Heading(2, "B")) == [3, 4]
    assert pages(Heading(1, "A"), table(12), Heading(2, "B")) == [3, 5]


def test_a_heading_goes_with_the_row_that_follows_it() -> None:
    """Five rows leave room for a heading, but not for a sixth row."""
    room = pages(Heading(1, "A"), table(5), Heading(2, "B"), Prose((Paragraph("Kort."),)))
    none = pages(Heading(1, "A"), table(5), Heading(2, "B"), table(1))
    assert (room, none) == ([3, 3], [3, 4])


def test_a_long_list_of_contents_takes_pages_too() -> None:
    headings = [Heading(2, f"Granskning {n}") for n in range(100)]
    assert pages(Heading(1, "A"), *headings)[0] == 5


def test_nothing_at_all_has_no_pages() -> None:
    assert pages() == []
