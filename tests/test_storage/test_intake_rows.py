"""Rows of a table become recommendations, whatever page breaks and typists have done to them."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.domain.text import tidy
from storage.intake.columns import columns_of
from storage.intake.document import ReportDocument
from storage.intake.grid import split_number
from storage.intake.inventory import Inventory
from storage.intake.package import open_package
from storage.intake.report import understand
from storage.intake.word import read_blocks
from tests.made_report import (
    BULLET,
    DECIMAL,
    HEADER,
    LETTER,
    RESTARTED,
    Row,
    cell,
    heading,
    paragraph,
    row,
    save,
    table,
)


def _document(folder: Path, *body: str) -> ReportDocument:
    package = open_package(save(folder / "rapport.docx", heading(1, "Vägar"), *body))
    inventory = Inventory()
    return understand(read_blocks(package, inventory), package.name, package.sha256, inventory)


def _rows(folder: Path, *body: str) -> list[Row]:
    audits = _document(folder, *body).audits
    return [Row(r.number, r.text, r.label, r.comment, r.theme) for audit in audits for r in audit.recommendations]


FIRST = row("1) Laga gropar", "Åtgärdad", "Gjort.")


def test_a_row_without_number_and_level_continues_every_cell_of_the_row_above(tmp_path: Path) -> None:
    found = _rows(
        tmp_path, table(row(*HEADER), row("1) Laga", "Åtgärdad", "Detta är gjort."), row("gropar", "", "I maj."))
    )
    assert found == [Row("1", "Laga gropar", "Åtgärdad", "Detta är gjort.\nI maj.")]


def test_a_row_with_only_a_first_cell_continues_a_text_that_hangs(tmp_path: Path) -> None:
    found = _rows(
        tmp_path, table(row(*HEADER), row("1) Laga gropar på", "Åtgärdad", "Gjort."), row("Storgatan"), FIRST)
    )
    assert [each.text for each in found] == ["Laga gropar på Storgatan", "Laga gropar"]


def test_a_row_with_only_a_first_cell_that_begins_small_continues_the_text_above(tmp_path: Path) -> None:
    found = _rows(tmp_path, table(row(*HEADER), FIRST, row("på Storgatan", "", ""), row("2) Sopa", "Åtgärdad", "")))
    assert [(each.text, each.theme) for each in found] == [("Laga gropar på Storgatan", None), ("Sopa", None)]


def test_a_finished_sentence_in_the_only_first_cell_continues_the_text_above(tmp_path: Path) -> None:
    found = _rows(
        tmp_path, table(row(*HEADER), FIRST, row("NIS omfattas också.", "", ""), row("2) Sopa", "Åtgärdad", ""))
    )
    assert [each.text for each in found] == ["Laga gropar NIS omfattas också.", "Sopa"]


def test_a_short_text_alone_among_empty_cells_is_a_theme(tmp_path: Path) -> None:
    found = _rows(tmp_path, table(row(*HEADER), FIRST, row("Kompetens", "", ""), row("2) Sopa", "Åtgärdad", "")))
    assert [(each.text, each.theme) for each in found] == [("Laga gropar", None), ("Sopa", "Kompetens")]


@pytest.mark.parametrize("theme", ["Drift.", "1. Drift", "e-tjänster"])
def test_a_merged_cell_is_a_theme_however_it_is_written(tmp_path: Path, theme: str) -> None:
    second = row("2) Sopa", "Pågår", "Sent.")
    found = _rows(tmp_path, table(row(*HEADER), FIRST, row(cell(theme, span=3)), second))
    assert [(each.text, each.theme) for each in found] == [("Laga gropar", None), ("Sopa", theme)]


@pytest.mark.parametrize(("text", "kind"), [("Ord " * 80, "kept"), ("2) " + "ord " * 80, "refused")])
def test_a_long_merged_text_is_no_theme_and_is_told(tmp_path: Path, text: str, kind: str) -> None:
    document = _document(tmp_path, table(row(*HEADER), FIRST, row(cell(text, span=3))))
    assert [(note.kind, note.what) for note in document.notes if note.kind == kind] == [(kind, text.strip())]
    assert document.audits[0].recommendations[0].theme is None


def test_the_last_row_of_a_table_is_no_theme(tmp_path: Path) -> None:
    found = _rows(tmp_path, table(row(*HEADER), row("1) Laga gropar hos", "Åtgärdad", ""), row("Trafikverket", "", "")))
    assert found == [Row("1", "Laga gropar hos Trafikverket", "Åtgärdad", None)]


def test_a_theme_stays_when_the_table_goes_on_after_a_page_break(tmp_path: Path) -> None:
    second = table(row("2) Sopa", "Pågår", ""), row("hela staden.", "", "Sent."))
    found = _rows(tmp_path, table(row(*HEADER), row(cell("Drift", span=3)), FIRST), second)
    assert [(each.number, each.text, each.theme, each.comment) for each in found] == [
        ("1", "Laga gropar", "Drift", "Gjort."),
        ("2", "Sopa hela staden.", "Drift", "Sent."),
    ]


def test_a_second_table_may_begin_with_the_rest_of_the_last_row(tmp_path: Path) -> None:
    found = _rows(tmp_path, table(row(*HEADER), FIRST), table(row("och sprickor", "", "I april.")))
    assert found == [Row("1", "Laga gropar och sprickor", "Åtgärdad", "Gjort.\nI april.")]


def test_a_level_cut_in_two_by_a_page_break_is_put_together(tmp_path: Path) -> None:
    found = _rows(tmp_path, table(row(*HEADER), row("1) Laga", "Inte", "Nej"), row("", "åtgärdad", "då.")))
    assert found == [Row("1", "Laga", "Inte åtgärdad", "Nej då.")]


def test_a_theme_may_have_a_column_of_its_own_merged_over_its_rows(tmp_path: Path) -> None:
    found = _rows(
        tmp_path,
        table(
            row("Område", "Rekommendation", "Status"),
            row(cell("Drift", merge="restart"), cell("1) Laga"), cell("Klart")),
            row(cell("", merge="continue"), cell("2) Sopa"), cell("Pågår")),
            row("Plan", "3) Rita", "Nej"),
        ),
    )
    assert [(each.theme, each.number) for each in found] == [("Drift", "1"), ("Drift", "2"), ("Plan", "3")]


def test_a_level_merged_over_rows_counts_for_each(tmp_path: Path) -> None:
    found = _rows(
        tmp_path,
        table(
            row(*HEADER),
            row(cell("1) Laga"), cell("Pågår", merge="restart"), cell("A.")),
            row(cell("2) Sopa"), cell("", merge="continue"), cell("B.")),
        ),
    )
    assert [each.label for each in found] == ["Pågår", "Pågår"]


def test_a_level_merged_over_unnumbered_rows_counts_for_each(tmp_path: Path) -> None:
    rows = [
        row(cell("Laga"), cell("Pågår", merge="restart"), cell("")),
        row(cell("Sopa"), cell(merge="continue"), cell("")),
    ]
    found = _rows(tmp_path, table(row(*HEADER), *rows))
    assert [(each.text, each.label) for each in found] == [("Laga", "Pågår"), ("Sopa", "Pågår")]


def test_a_table_under_a_heading_of_its_own_continues_no_row_above(tmp_path: Path) -> None:
    first, second = table(row(*HEADER), FIRST), table(row(*HEADER), row("Sopa varje vecka.", "", "Sent."))
    found = _rows(tmp_path, first, heading(2, "Städning"), second)
    assert [(each.text, each.theme, each.label) for each in found] == [
        ("Laga gropar", None, "Åtgärdad"),
        ("Sopa varje vecka.", "Städning", None),
    ]


def test_automatic_numbers_are_read_as_printed_and_begin_again_where_the_list_does(tmp_path: Path) -> None:
    def numbered(text: str, num: str, depth: int = 0) -> str:
        return row(cell(paragraph(text, num=num, depth=depth)), "Åtgärdad", "")

    found = _rows(
        tmp_path,
        paragraph("En punkt", num=LETTER),
        table(
            row(*HEADER), numbered("A", DECIMAL), numbered("B", DECIMAL), numbered("C", DECIMAL, 1),
            numbered("D", DECIMAL, 1), numbered("E", RESTARTED), numbered("F", LETTER), numbered("G", BULLET),
            row(cell(paragraph("H", "Numbered")), "Åtgärdad", ""),
        ),
    )  # fmt: skip
    assert [(each.number, each.text) for each in found] == [
        ("1", "A"), ("2", "B"), ("2 a", "C"), ("2 b", "D"), ("1", "E"), ("b", "F"), (None, "G"), ("2", "H"),
    ]  # fmt: skip


def test_a_number_column_may_be_numbered_automatically_without_any_text(tmp_path: Path) -> None:
    nr = cell(paragraph("", num=DECIMAL))
    found = _rows(
        tmp_path, table(row("Nr", "Rekommendation", "Status"), row(nr, "Laga", "Klart"), row(nr, "Sopa", "Nej"))
    )
    assert [(each.number, each.text) for each in found] == [("1", "Laga"), ("2", "Sopa")]


def test_rows_without_text_are_refused_with_their_place(tmp_path: Path) -> None:
    document = _document(tmp_path, table(row(*HEADER), FIRST, row("", "Åtgärdad", "Vad?")))
    refused = [note for note in document.notes if note.kind == "refused"]
    assert [(note.code, note.what, note.values["row"]) for note in refused] == [("row_unclear", "Åtgärdad\nVad?", "3")]


def test_a_row_with_number_but_no_level_is_not_assessed(tmp_path: Path) -> None:
    found = _rows(tmp_path, table(row(*HEADER), FIRST, row("2) Sopa", "", ""), row("3) Salta", "Ej bedömd", "–")))
    assert [(each.number, each.label) for each in found] == [("1", "Åtgärdad"), ("2", None), ("3", None)]


def test_text_in_a_column_that_nothing_is_known_of_is_told(tmp_path: Path) -> None:
    document = _document(tmp_path, table(row("Rekommendation", "Bedömning", "Diarium"), row("Laga", "Nej", "0123")))
    assert [(n.kind, n.what) for n in document.notes if n.code == "column_kept"] == [("kept", "0123")]


def test_a_nested_table_is_part_of_its_cell(tmp_path: Path) -> None:
    nested = paragraph("Kostnad:") + table(row("2020", "5 kr")) + paragraph("Klart.")
    found = _rows(tmp_path, table(row(*HEADER), row(cell("1) Laga"), cell("Ja"), cell(nested))))
    assert found[0].comment == "Kostnad:\n2020\n5 kr\nKlart."


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1) Laga", "1", "Laga"), ("12. Laga", "12", "Laga"), ("2 a) Laga", "2 a", "Laga"), ("2a) Laga", "2a", "Laga"),
        ("3.1 Laga", "3.1", "Laga"), ("3.1. Laga", "3.1", "Laga"), ("a) Laga", "a", "Laga"),
        ("Rek 4: Laga", "4", "Laga"),
        ("Rek. 4. Laga", "4", "Laga"), ("Rekommendation 4: Laga", "4", "Laga"), ("1)Laga", "1", "Laga"),
        ("1.Laga", "1", "Laga"), ("2019 gjordes inget", None, "2019 gjordes inget"),
        ("5 procent av vägarna", None, "5 procent av vägarna"), ("1.5 meter", None, "1.5 meter"),
        ("Rektorn bör", None, "Rektorn bör"), ("Rekommendationen gäller", None, "Rekommendationen gäller"),
        ("Punktlighet", None, "Punktlighet"), ("R4. Laga", "R4", "Laga"), ("2019:4 Laga", "2019:4", "Laga"),
        ("IV) Laga", "IV", "Laga"), ("b. Laga", "b", "Laga"), ("3.5 Miljoner saknas", None, "3.5 Miljoner saknas"),
    ],
)  # fmt: skip
def test_a_number_first_in_a_text_is_its_number(text: str, number: str | None, rest: str) -> None:
    assert split_number(text) == (number, rest)


@pytest.mark.parametrize(
    ("headers", "places"),
    [
        (["Rekommendationer", "Åtgärdsstatus", "Noteringar"], {"text": 0, "level": 1, "comment": 2}),
        (["#", "STATUS", "lakttagelse:"], {"number": 0, "level": 1, "text": 2}),
        (["Rekommendation", "Bedömning", "Status"], {"text": 0, "level": 2, "comment": 1}),
        (["Rekommendation", "Iakttagelse", "Bedömd status"], {"text": 0, "level": 2, "comment": 1}),
        (["Område", "Beslutspunkt", "Kommentar"], {"theme": 0, "text": 1, "comment": 2}),
        (["Vår rekommendation 2020", "Läge 2022", "Styrelsens svar"], {"text": 0, "level": 1, "comment": 2}),
        (["Förbättringsförslag", "Status\u00ad (grön/gul/röd)", "KOMMENTARER:"], {"text": 0, "level": 1, "comment": 2}),
        (
            ["Rekommendation från granskningen", "Revisionell bedömning 2022", "Redovisade åtgärder"],
            {"text": 0, "level": 1, "comment": 2},
        ),
        (["Rekommen-\ndation", "Grad av genomförande", "Analys"], {"text": 0, "level": 1, "comment": 2}),
        (["Rekommendation, forts.", "Åtgärdad?", "Underlag"], {"text": 0, "level": 1, "comment": 2}),
        (["Rekommendation", "Bedömning 2019", "Bedömning 2022", "Kommentar"], {"text": 0, "level": 2, "comment": 3}),
        (["Rekommendation", "Status", "Status", "Kommentar"], {"text": 0, "level": 2, "comment": 3}),
        (["Rekommendation", "Nämndens bedömning", "Revisorernas bedömning"], {"text": 0, "level": 2}),
        (["Iakttagelse", "Rekommendation", "Bedömning"], {"text": 1, "level": 2}),
        (["Rekommendation", "Nämndens svar", "Bedömning", "Kommentar"], {"text": 0, "level": 2, "comment": 3}),
        (["Rekommendation", "Riktas till"], {"text": 0, "addressee": 1}),
        (["Nr", "Rekommendation"], {"number": 0, "text": 1}),
    ],
)
def test_columns_are_known_by_their_headers_in_any_order(headers: Sequence[str], places: dict[str, int]) -> None:
    found = columns_of(headers)
    assert found is not None
    assert dict(found.places) == places


@pytest.mark.parametrize(
    ("headers", "cells", "places"),
    [
        (["", "Rekommendation", "Status"], [["1", "2"], ["Laga", "Sopa"], ["Klart", "Nej"]],
         {"number": 0, "text": 1, "level": 2}),
        (["Rekommendation", "Status", ""], [["Laga", "Sopa"], ["Klart", "Nej"], ["Lagat i maj.", "Beslut § 7."]],
         {"text": 0, "level": 1, "comment": 2}),
        (["Rekommendation", "Uppföljning 2022", "Kommentar"], [["Laga"], ["Klart"], ["Lagat."]],
         {"text": 0, "level": 1, "comment": 2}),
        (["Rekommendation", "Status", "Uppföljning"], [["Laga"], ["Klart"], ["Lagat i maj."]],
         {"text": 0, "level": 1, "comment": 2}),
        (["Rekommendation", "Bedömning", "Status"], [["Laga"], ["Ny sedan sist"], ["Klart"]],
         {"text": 0, "level": 2, "comment": 1}),
        (["Rekommendation", "Instämmer", "Kommentar"], [["Laga"], ["Ja"], ["Lagat."]], {"text": 0, "comment": 2}),
        (["Rekommendation", "Riskbedömning", "Kommentar"], [["Laga"], ["Röd"], ["Lagat."]], {"text": 0, "comment": 2}),
        (["Rekommendation", "2019", "2022"], [["Laga"], ["Nej"], ["Klart"]], {"text": 0, "level": 2}),
        (["Rekommendation", "Slutbetyg"], [["Laga", "Sopa"], ["Klart", "Delvis"]], {"text": 0, "level": 1}),
    ],
)  # fmt: skip
def test_columns_are_known_by_what_stands_in_them(
    headers: Sequence[str], cells: Sequence[Sequence[str]], places: dict[str, int]
) -> None:
    found = columns_of(headers, cells)
    assert found is not None
    assert dict(found.places) == places


@pytest.mark.parametrize("headers", [["Rekommendation", "Ansvarig"], ["Status", "Kommentar"], ["År", "Kronor"], []])
def test_a_table_without_recommendations_and_judgements_is_another_table(headers: Sequence[str]) -> None:
    assert columns_of(headers) is None


WORDS = st.text(
    st.characters(categories=["L", "N", "P", "Zs", "Cc", "Cf"], exclude_characters="\x00\xad\u200b\u2060"), max_size=40
)


def _printable(text: str) -> str:
    """A text as it can stand in a Word file and is read back."""
    return tidy("".join(c for c in text if c in "\t\n" or ord(c) >= 0x20))


TEXTS = WORDS.map(lambda text: f"Ord {_printable(text)} slut".replace("\n", " ")).map(tidy)
PARAGRAPHS = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
ROWS = st.lists(
    st.builds(
        Row,
        number=st.none() | st.from_regex(r"[1-9][0-9]?( [a-d])?", fullmatch=True),
        text=PARAGRAPHS,
        label=st.sampled_from(["Åtgärdad", "Delvis åtgärdad", "Inte åtgärdad", "Pågår", "Okänt läge"]),
        comment=st.none() | PARAGRAPHS,
        theme=st.sampled_from(["Styrning", "Krisberedskap", "NIS"]),
    ),
    min_size=1,
    max_size=8,
)
LAYOUTS = st.permutations(["number", "text", "level", "comment"])
HEADERS = {"number": "Nr", "text": "Förbättringsområde", "level": "Status", "comment": "Noteringar"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, layout=LAYOUTS, merged=st.booleans())
def test_any_table_is_read_as_it_was_written(
    tmp_path: Path, rows: list[Row], layout: list[str], *, merged: bool
) -> None:
    written = [row(*(HEADERS[column] for column in layout))]
    theme = None
    for each in rows:
        if each.theme != theme:
            theme = each.theme
            merge = merged or layout[0] == "comment"  # alone there it might as well continue the comment above
            written.append(row(cell(each.theme or "", span=4)) if merge else row(each.theme or "", "", "", ""))
        values = {"number": each.number, "text": each.text, "level": each.label, "comment": each.comment}
        written.append(row(*((values[column] or "") for column in layout)))
    assert _rows(tmp_path, table(*written)) == rows


def _levels(folder: Path, *body: str) -> list[tuple[str | None, str, str | None]]:
    return [(each.number, each.text, each.label) for each in _rows(folder, *body)]


def test_a_row_without_number_is_a_point_of_its_own_where_no_row_has_one(tmp_path: Path) -> None:
    rows = [("Laga gropar.", "Klart", "Gjort."), ("Sopa torget.", "", "Svar saknas."), ("Salta trappan", "", "")]
    found = _rows(tmp_path, table(row(*HEADER), *(row(*each) for each in rows)))
    assert [(each.text, each.label or "", each.comment or "") for each in found] == rows


def test_rows_of_texts_alone_are_points_where_the_table_has_neither_numbers_nor_levels(tmp_path: Path) -> None:
    found = _rows(tmp_path, table(row(*HEADER), row("Gator", "", ""), row("Torg", "", ""), row("Trappor", "", "")))
    assert [(each.text, each.theme) for each in found] == [("Gator", None), ("Torg", None), ("Trappor", None)]


@pytest.mark.parametrize(
    ("levels", "comments", "expected"),
    [
        ("Klart\nPågår", "Lagat.\nHälften.", [("1", "Klart", "Lagat."), ("2", "Pågår", "Hälften.")]),
        ("Klart", "Allt.", [("1", "Klart", "Allt."), ("2", "Klart", "Allt.")]),
    ],
)
def test_several_numbered_points_in_a_cell_are_points_of_their_own(
    tmp_path: Path, levels: str, comments: str, expected: list[tuple[str, str, str]]
) -> None:
    cells = [cell("".join(map(paragraph, text.split("\n")))) for text in ("1) Laga\n2) Sopa", levels, comments)]
    found = _rows(tmp_path, table(row(*HEADER), row(*cells), row("3) Salta", "Nej", "")))
    assert [(each.number, each.label, each.comment) for each in found] == [*expected, ("3", "Nej", None)]


def test_a_total_is_no_point_and_what_is_said_beside_a_level_is_its_comment(tmp_path: Path) -> None:
    rows = (row("1) Laga", "Pågår. Halva gatan.", "I maj."), row("Summa", "1 pågår", ""))
    (found,) = _rows(tmp_path, table(row(*HEADER), *rows))
    assert (found.label, found.comment) == ("Pågår", "Halva gatan.\nI maj.")


def test_a_comment_merged_over_rows_is_that_of_each(tmp_path: Path) -> None:
    first = row(cell("1) Laga"), cell("Klart"), cell("Samma plan.", merge="restart"))
    second = row(cell("2) Sopa"), cell("Nej"), cell("", merge="continue"))
    assert [each.comment for each in _rows(tmp_path, table(row(*HEADER), first, second))] == ["Samma plan."] * 2


@pytest.mark.parametrize(
    ("header", "first", "number", "text"),
    [
        (row(cell("Rekommendation", span=2), "Status"), row("1", "Laga", "Klart"), "1", "Laga"),
        (row("", "Rekommendation", "Status"), row("1", "Laga", "Klart"), "1", "Laga"),
    ],
)
def test_a_number_stands_in_a_column_below_the_same_header_or_below_none(
    tmp_path: Path, header: str, first: str, number: str, text: str
) -> None:
    assert _levels(tmp_path, table(header, first)) == [(number, text, "Klart")]


def test_a_header_may_stand_below_rows_of_one_text_and_in_two_rows(tmp_path: Path) -> None:
    titles = [row(cell(f"Rad {number}", span=4)) for number in range(5)]
    upper = row(cell("Rekommendation", merge="restart"), cell("Bedömning", span=2), cell("Kommentar", merge="restart"))
    lower = row(cell("", merge="continue"), cell("2019"), cell("2022"), cell("", merge="continue"))
    rows = (row("1) Laga", "Nej", "Klart", "I maj."), row("2) Sopa", "Nej", "Pågår", ""))
    found = _rows(tmp_path, table(*titles, upper, lower, *rows))
    assert [(each.number, each.label, each.comment) for each in found] == [
        ("1", "Klart", "I maj."),
        ("2", "Pågår", None),
    ]


def test_marks_below_headers_that_are_levels_are_levels(tmp_path: Path) -> None:
    header = row("Rekommendation", "Genomförd", "Delvis genomförd", "Ej genomförd")
    found = _levels(tmp_path, table(header, row("1) Laga", "X", "", ""), row("2) Sopa", "", "", "x")))
    assert [label for _number, _text, label in found] == ["Genomförd", "Ej genomförd"]


BOARDS = ("Socialnämnden", "Byggnadsnämnden")


@pytest.mark.parametrize(
    ("levels", "label", "comment"),
    [
        (("Klart", "Klart"), "Klart", "Alla."),
        (("Klart", "Nej"), None, "Alla.\nSocialnämnden: Klart.\nByggnadsnämnden: Nej."),
    ],
)
@pytest.mark.parametrize("as_rows", [False, True])
def test_a_point_of_several_boards_has_the_level_that_all_of_them_have(
    tmp_path: Path, levels: tuple[str, str], label: str | None, comment: str, *, as_rows: bool
) -> None:
    if as_rows:
        header = row("Rekommendation", "Nämnd", "Status", "Kommentar")
        rows = [row("1) Laga", board, level, "Alla.") for board, level in zip(BOARDS, levels, strict=True)]
    else:
        header = row("Rekommendation", *BOARDS, "Kommentar")
        rows = [row("1) Laga", *levels, "Alla.")]
    document = _document(tmp_path, table(header, *rows))
    (found,) = document.audits[0].recommendations
    assert (found.bodies, found.label) == (BOARDS, label)
    words = ["Alla."] if label else [f"{board}: {level}." for board, level in zip(BOARDS, levels, strict=True)]
    assert all(word in (found.comment or "") for word in words), comment
    assert ("boards_differ" in {note.code for note in document.notes}) is (label is None)


def test_a_number_in_a_column_has_no_word_before_it(tmp_path: Path) -> None:
    found = _levels(tmp_path, table(row("Nr", "Rekommendation", "Status"), row("Rekommendation 2", "Laga", "Klart")))
    assert found == [("2", "Laga", "Klart")]


def test_a_number_and_a_short_text_above_its_parts_are_their_theme(tmp_path: Path) -> None:
    rows = (
        row("1. Gator", "", ""),
        row("1.1 Laga", "Klart", ""),
        row("1.2 Sopa", "Nej", ""),
        row("2. Torg", "Nej", ""),
    )
    found = _rows(tmp_path, table(row(*HEADER), *rows))
    assert [(each.number, each.theme) for each in found] == [("1.1", "Gator"), ("1.2", "Gator"), ("2", None)]


def test_parts_below_a_point_are_its_parts_and_its_level_is_kept_in_words(tmp_path: Path) -> None:
    rows = [("1. Laga alla gator i byn.", "Pågår", "I maj."), ("1.1 Laga Storgatan", "Klart", ""),
            ("2. Sopa alla torg i byn.", "", ""), ("2 a) Sopa Stortorget", "Nej", ""), ("3. Salta", "Klart", ""),
            ("3 a) Salta trappan", "Nej", "")]  # fmt: skip
    document = _document(tmp_path, table(row(*HEADER), *(row(*each) for each in rows)))
    assert [(each.number, each.parent, each.label, each.comment) for each in document.audits[0].recommendations] == [
        ("1", None, None, "Bedömning i rapporten: Pågår.\nI maj."), ("1.1", 1, "Klart", None), ("2", None, None, None),
        ("2 a", 3, "Nej", None), ("3", None, "Klart", None), ("3 a", None, "Nej", None),
    ]  # fmt: skip


def test_a_theme_said_in_a_row_is_that_of_its_table_alone(tmp_path: Path) -> None:
    first = table(row(*HEADER), row(cell("Drift", span=3)), FIRST)
    second = table(row(*HEADER), row("2) Sopa", "Nej", ""))
    assert [each.theme for each in _rows(tmp_path, first, paragraph("Följande gäller torgen."), second)] == [
        "Drift",
        None,
    ]


def test_blocks_of_several_follow_ups_give_the_latest_and_keep_the_earlier(tmp_path: Path) -> None:
    blocks = [row(cell("Uppföljning 2019", span=3)), row("1) Laga", "Nej", "Inget.")]
    blocks += [row(cell("Uppföljning 2021", span=3)), row("1) Laga", "Klart", "I maj.")]
    document = _document(tmp_path, table(row(*HEADER), *blocks))
    assert [(each.label, each.theme) for each in document.audits[0].recommendations] == [("Klart", None)]
    assert [note.what for note in document.notes if note.code == "round_kept"][1] == "1) Laga\nNej\nInget."


def test_words_that_name_no_body_refuse_their_own_cell_and_not_the_point(tmp_path: Path) -> None:
    rows = (row("1) Laga", "Valnämnden"), row("2) Sopa", "Gatuchefen"), row("3) Salta", "KS"))
    document = _document(tmp_path, table(row("Rekommendation", "Riktas till"), *rows))
    assert [(each.bodies, each.unknown_bodies) for each in document.audits[0].recommendations] == [
        (("Valnämnden",), ()), ((), ("Gatuchefen",)), ((), ("KS",)),
    ]  # fmt: skip
    assert [note.what for note in document.notes if note.kind == "refused"] == ["Gatuchefen", "KS"]


def test_numbers_of_many_rows_are_read_in_a_time_that_grows_with_the_rows(tmp_path: Path) -> None:
    def seconds(*numbers: str) -> float:
        made = [row(f"{number}Laga hålet i vägen.", "Åtgärdad", "Gjort.") for number in numbers]
        start = process_time()
        assert len(_rows(tmp_path, table(row(*HEADER), *made))) == len(numbers)
        return process_time() - start

    plain = seconds(*("" for _ in range(2_000)))
    assert seconds(*(f"{number}) " for number in range(1, 2_001))) < 4 * plain + 0.5


@pytest.mark.parametrize(
    ("headers", "level"),
    [
        (("Åtgärdad", "Delvis", "Ej åtgärdad"), "Ej åtgärdad"), (("Helt", "Delvis", "Ej"), "Ej åtgärdad"),
        (("Ja", "Delvis", "Nej"), "Nej"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rows", [1, 2])
def test_marks_may_stand_below_levels_in_one_row_or_two(
    tmp_path: Path, headers: tuple[str, ...], level: str, rows: int
) -> None:
    upper = row(cell("Rekommendation", merge="restart"), cell("Bedömning", span=3))
    lower = row(cell("", merge="continue"), *map(cell, headers))
    head = [row("Rekommendation", *headers)] if rows == 1 else [upper, lower]
    found = _levels(tmp_path, table(*head, row("1) Laga", "", "x", ""), row("2) Sopa", "", "", "X")))
    assert [label for _number, _text, label in found] == ["Delvis", level]


def test_bodies_may_stand_in_the_lower_row_of_a_header(tmp_path: Path) -> None:
    upper = row(cell("Rekommendation", merge="restart"), cell("Bedömning", span=2))
    lower = row(cell("", merge="continue"), cell("Valnämnden"), cell("Kulturnämnden"))
    document = _document(tmp_path, table(upper, lower, row("1) Laga", "Klart", "Klart")))
    (found,) = document.audits[0].recommendations
    assert (found.bodies, found.label) == (("Valnämnden", "Kulturnämnden"), "Klart")


def test_the_bodies_own_status_is_no_level_beside_that_of_the_auditors(tmp_path: Path) -> None:
    header = row("Rekommendation", "Nämndens status", "Revisionens uppföljning")
    assert _levels(tmp_path, table(header, row("1) Laga", "Klart", "Delvis"))) == [("1", "Laga", "Delvis")]


def test_a_row_cut_within_its_text_and_its_level_is_one(tmp_path: Path) -> None:
    rows = table(row(*HEADER), row("Laga gatan och", "Delvis", "Det")), table(row("torget.", "åtgärdad", "pågår."))
    assert _rows(tmp_path, *rows) == [Row(None, "Laga gatan och torget.", "Delvis åtgärdad", "Det pågår.")]


@pytest.mark.parametrize("merged", ["down", "across"])
def test_a_board_merged_over_rows_is_whom_each_is_for(tmp_path: Path, merged: str) -> None:
    if merged == "down":
        header = row("Nämnd", "Rekommendation", "Status")
        rows = [
            row(cell("Valnämnden", merge="restart"), cell("1) Laga"), cell("Klart")),
            row(cell("", merge="continue"), cell("2) Sopa"), cell("Nej")),
        ]
    else:
        header = row("Rekommendation", "Status", "Kommentar")
        rows = [row(cell("Valnämnden", span=3)), row("1) Laga", "Klart", ""), row("2) Sopa", "Nej", "")]
    document = _document(tmp_path, table(header, *rows))
    assert [each.bodies for each in document.audits[0].recommendations] == [("Valnämnden",)] * 2


@pytest.mark.parametrize("text", ["Total översyn görs.", "Antal ärenden redovisas.", "Summera kostnaderna."])
def test_a_point_that_begins_as_a_total_is_a_point(tmp_path: Path, text: str) -> None:
    assert _levels(tmp_path, table(row(*HEADER), row(text, "Klart", ""))) == [(None, text, "Klart")]
