"""Automatic numbers are read as Word prints them, however a list is defined."""

from pathlib import Path

import pytest

from storage.intake.package import open_package
from storage.intake.word import WordParagraph, WordTable, read_blocks
from tests.made_report import HEADER, STYLES, W, cell, paragraph, row, save, table


def _level(depth: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def _abstract(number: int, *content: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(content)}</w:abstractNum>'


def _num(number: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def _numbering(*content: str) -> str:
    return f'<w:numbering xmlns:w="{W}">{"".join(content)}</w:numbering>'


_NUMBERED = _level(0, "decimal", "%1)")
_LIST_STYLE = (
    '<w:style w:type="numbering" w:styleId="Punkter"><w:name w:val="Punkter"/><w:pPr><w:numPr><w:numId w:val="2"/>'
    "</w:numPr></w:pPr></w:style>"
)
_LINKED = _abstract(1, '<w:numStyleLink w:val="Punkter"/>')
LISTS: dict[str, tuple[str, str, list[int], list[str]]] = {
    "a_list_that_names_a_style": (
        _numbering(_LINKED, _abstract(2, '<w:styleLink w:val="Punkter"/>', _NUMBERED), _num(1, 1), _num(2, 2)),
        "", [0, 0, 0], ["1)", "2)", "3)"],
    ),
    "a_list_style_defined_among_the_styles": (
        _numbering(_LINKED, _abstract(2, _NUMBERED), _num(1, 1), _num(2, 2)),
        _LIST_STYLE, [0, 0], ["1)", "2)"],
    ),
    "two_levels": (
        _numbering(_abstract(1, _level(0, "decimal", "%1"), _level(1, "decimal", "%1.%2")), _num(1, 1)),
        "", [0, 1, 1, 0, 1], ["1", "1.1", "1.2", "2", "2.1"],
    ),
    "a_second_level_that_never_starts_anew": (
        _numbering(
            _abstract(
                1, _level(0, "upperRoman", "%1"), _level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
            ),
            _num(1, 1),
        ),
        "", [0, 1, 1, 0, 1], ["I", "1.", "2.", "II", "3."],
    ),
    "roman_above_printed_as_digits": (
        _numbering(
            _abstract(1, _level(0, "upperRoman", "%1"), _level(1, "decimal", "%1.%2", "<w:isLgl/>")), _num(1, 1)
        ),
        "", [0, 1], ["I", "1.1"],
    ),
    "a_level_that_the_list_itself_changes": (
        _numbering(
            _abstract(1, _NUMBERED),
            _num(1, 1, f'<w:lvlOverride w:ilvl="0">{_level(0, "upperLetter", "Punkt %1:")}</w:lvlOverride>'),
        ),
        "", [0, 0], ["Punkt A:", "Punkt B:"],
    ),
    "two_digits": (_numbering(_abstract(1, _level(0, "decimalZero", "%1.")), _num(1, 1)), "", [0], ["01."]),
    "a_list_that_names_a_style_that_is_nowhere": (_numbering(_LINKED, _num(1, 1)), "", [0], [""]),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_paragraph_has_the_number_that_word_prints(tmp_path: Path, name: str) -> None:
    numbering, styles, depths, expected = LISTS[name]
    body = [paragraph(f"Text {n}", num="1", depth=depth) for n, depth in enumerate(depths)]
    styles = STYLES.replace("</w:styles>", f"{styles}</w:styles>")
    blocks = read_blocks(open_package(save(tmp_path / "rapport.docx", *body, styles=styles, numbering=numbering)))
    assert [block.marker or "" for block in blocks if isinstance(block, WordParagraph)] == expected


def test_a_style_has_the_level_that_the_list_gives_it(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        for name in ("Punkt", "Delpunkt")
    )
    lists = _abstract(
        1,
        _level(0, "decimal", "%1", '<w:pStyle w:val="Punkt"/>'),
        _level(1, "decimal", "%1.%2", '<w:pStyle w:val="Delpunkt"/>'),
    )
    body = [paragraph("Text", style) for style in ("Punkt", "Delpunkt", "Delpunkt", "Punkt", "Delpunkt")]
    path = save(
        tmp_path / "rapport.docx", *body,
        styles=STYLES.replace("</w:styles>", f"{styles}</w:styles>"), numbering=_numbering(lists, _num(1, 1)),
    )  # fmt: skip
    found = [block.marker for block in read_blocks(open_package(path)) if isinstance(block, WordParagraph)]
    assert found == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_number_in_a_cell_is_read_also_with_a_heading_style(tmp_path: Path) -> None:
    own = '<w:p><w:pPr><w:pStyle w:val="Heading3"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    cells = [cell(f"{own}<w:r><w:t>{text}</w:t></w:r></w:p>") for text in ("Öva.", "Räkna.")]
    made = table(row(*HEADER), *(row(each, "", "") for each in cells))
    (found,) = read_blocks(open_package(save(tmp_path / "rapport.docx", made)))
    assert isinstance(found, WordTable)
    assert [found.rows[n].cells[0].paragraphs[0].printed for n in (1, 2)] == ["1) Öva.", "2) Räkna."]


@pytest.mark.parametrize(
    ("style", "is_contents"),
    [
        ("toc 1", True), ("TOC Heading", True), ("Innehåll 2", True), ("Innehållsförteckning", True),
        ("Contents Heading", True), ("Innehåll tabell", False), ("Innehåll", False), ("Tabellinnehåll", False),
    ],
)  # fmt: skip
def test_only_a_line_of_a_table_of_contents_is_one(tmp_path: Path, style: str, *, is_contents: bool) -> None:
    own = f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="{style}"/></w:style></w:styles>'
    path = save(tmp_path / "rapport.docx", paragraph("Öva.", "Own"), styles=STYLES.replace("</w:styles>", own))
    assert [isinstance(block, WordParagraph) for block in read_blocks(open_package(path))] == [True] * (not is_contents)
