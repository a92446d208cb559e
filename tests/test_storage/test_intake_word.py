"""A Word file is read as it is seen: what it shows is read, what it hides is told, and what stands beside is kept."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from storage.errors import FileUnreadable
from storage.intake.inventory import Inventory, Passage
from storage.intake.package import open_package
from storage.intake.report import read_report
from storage.intake.word import WordParagraph, WordTable, read_blocks
from tests.made_report import (
    DECIMAL,
    HEADER,
    OFFICE_RELATIONS,
    STYLES,
    W,
    cell,
    heading,
    paragraph,
    row,
    run,
    save,
    save_with_parts,
    table,
)

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
_STYLES = STYLES.replace(
    "</w:styles>",
    '<w:style w:type="character" w:styleId="Dold"><w:name w:val="Dold"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Undold" ><w:name w:val="Undold"/><w:basedOn w:val="Dold"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Utkast"><w:name w:val="Utkast"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Tecken"><w:name w:val="Tecken"/><w:rPr>'
    '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style></w:styles>',
)


def _read(path: Path) -> tuple[list[WordParagraph | WordTable], Inventory]:
    inventory = Inventory()
    return read_blocks(open_package(path), inventory), inventory


def _paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def _run(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _font(name: str, text: str) -> str:
    return _run(text, f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>')


def _sign(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def _control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _box(checked: str, shown: str = "") -> str:
    return _control(f'<w:checkbox><w:checked w:val="{checked}"/></w:checkbox>', run(shown))


def _form(data: str, result: str = "") -> str:
    ended = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText> FORM </w:instrText></w:r>{ended}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _choice(at: str) -> str:
    entries = "".join(f'<w:listEntry w:val="{word}"/>' for word in ("Klart", "På väg", "Ej gjort"))
    return f"<w:ddList>{at}{entries}</w:ddList>"


SHOWN: dict[str, tuple[str, str]] = {
    "a_sign_of_symbol": (run("högst ") + _sign("Symbol", "F0A3") + run(" 30"), "högst ≤ 30"),
    "a_tick_of_wingdings": (_sign("Wingdings", "F0FC"), "✓"),
    "a_cross_of_wingdings": (_sign("Wingdings", "F0FB"), "✗"),
    "a_box_of_wingdings_2": (_sign("Wingdings 2", "0052"), "☑"),
    "a_letter_in_wingdings": (_font("Wingdings", "ü"), "✓"),
    "a_private_letter_in_wingdings": (_font("Wingdings", "\uf0fc"), "✓"),
    "a_letter_in_a_style_of_wingdings": (_run("û", '<w:rStyle w:val="Tecken"/>'), "✗"),
    "a_tick_of_zapf_dingbats": (_sign("Zapf Dingbats", "0034"), "✔"),
    "greek_in_symbol": (_font("Symbol", "a"), "α"),
    "a_letter_outside_the_font_of_signs": (_font("Symbol", "Ω"), "Ω"),
    "a_box_that_is_ticked": (_box("1", "☒") + run(" Ja ") + _box("0", "☐") + run(" Nej"), "☒ Ja ☐ Nej"),
    "a_box_ticked_with_another_sign": (_box("true", "✔") + run(" Ja"), "☒ Ja"),
    "a_legacy_box": (_form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + run(" Ja"), "☒ Ja"),
    "a_legacy_box_as_it_was_made": (_form('<w:checkBox><w:default w:val="1"/></w:checkBox>'), "☒"),
    "a_legacy_box_that_is_empty": (_form('<w:checkBox><w:checked w:val="0"/></w:checkBox>'), "☐"),
    "a_legacy_choice": (_form(_choice('<w:result w:val="1"/>')), "På väg"),
    "a_legacy_choice_as_it_was_made": (_form(_choice('<w:default w:val="2"/>')), "Ej gjort"),
    "a_legacy_choice_never_changed": (_form(_choice("")), "Klart"),
    "a_legacy_choice_that_is_printed_too": (_form(_choice('<w:result w:val="1"/>'), "På väg"), "På väg"),
    "a_legacy_text": (_form("<w:textInput/>", "Rutin finns."), "Rutin finns."),
    "soft_hyphens": (run("lösen\u00adords\u00adpolicy") + run("n\u200b"), "lösenordspolicyn"),
    "the_choice_of_a_control": (_control("<w:dropDownList/>", run("Klart")), "Klart"),
    "inserted_by_tracking": (f"<w:ins>{run('Ny rutin')}</w:ins>", "Ny rutin"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_paragraph_is_read_as_it_is_seen(tmp_path: Path, name: str) -> None:
    content, expected = SHOWN[name]
    (found,), inventory = _read(save(tmp_path / "rapport.docx", _paragraph(content), styles=_STYLES))
    assert isinstance(found, WordParagraph)
    assert found.text == expected
    assert [(p.text, p.rule) for p in inventory.passages] == [(expected, "")]


NOT_SHOWN: dict[str, tuple[str, str]] = {
    "hidden_by_itself": (_run("Utkast.", "<w:vanish/>"), "hidden"),
    "hidden_by_a_style_of_its_own": (_run("Utkast.", '<w:rStyle w:val="Dold"/>'), "hidden"),
    "hidden_by_a_style_based_on_it": (_run("Utkast.", '<w:rStyle w:val="Undold"/>'), "hidden"),
    "deleted_by_tracking": ("<w:del><w:r><w:delText>Utkast.</w:delText></w:r></w:del>", "deleted"),
    "moved_away_by_tracking": ("<w:moveFrom><w:r><w:t>Utkast.</w:t></w:r></w:moveFrom>", "deleted"),
    "what_a_control_asks_for": (_control("<w:showingPlcHdr/><w:text/>", run("Utkast.")), "placeholder"),
    "what_a_choice_asks_for": (_control("<w:showingPlcHdr/><w:dropDownList/>", run("Utkast.")), "placeholder"),
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_a_paragraph_does_not_show_is_no_text_but_told(tmp_path: Path, name: str) -> None:
    content, rule = NOT_SHOWN[name]
    (found,), inventory = _read(save(tmp_path / "rapport.docx", _paragraph(run("Klart."), content), styles=_STYLES))
    assert isinstance(found, WordParagraph)
    assert found.text == "Klart."
    assert [(p.text, p.rule) for p in inventory.passages] == [("Klart.", ""), ("Utkast.", rule)]


def test_a_run_that_its_own_properties_show_is_read_in_a_hidden_style(tmp_path: Path) -> None:
    shown = _run("Synlig.", '<w:vanish w:val="0"/>')
    body = _paragraph(shown, run(" Dold."), properties='<w:pStyle w:val="Utkast"/>')
    (found,), inventory = _read(save(tmp_path / "rapport.docx", body, styles=_STYLES))
    assert isinstance(found, WordParagraph)
    assert found.text == "Synlig."
    assert ("Dold.", "hidden") in {(p.text, p.rule) for p in inventory.passages}


def test_a_sign_that_is_not_known_is_told_and_never_guessed(tmp_path: Path) -> None:
    (found,), inventory = _read(save(tmp_path / "rapport.docx", _paragraph(run("A "), _sign("Wingdings", "F021"))))
    assert isinstance(found, WordParagraph)
    assert found.text == "A \ufffd"
    assert ("sign", "tecken F021 i typsnittet Wingdings") in {(p.kind, p.text) for p in inventory.passages}


def _cells(path: Path) -> tuple[list[list[str]], Inventory]:
    """The printed texts of the cells of the only table."""
    blocks, inventory = _read(path)
    (found,) = (block for block in blocks if isinstance(block, WordTable))
    return [["/".join(p.printed for p in each.paragraphs) for each in line.cells] for line in found.rows], inventory


def _deleted_cell(text: str) -> str:
    return f'<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>{paragraph(text)}</w:tc>'


def _special_row(properties: str, *cells: str) -> str:
    return row(*cells).replace("<w:tr>", f"<w:tr><w:trPr>{properties}</w:trPr>")


def test_a_column_deleted_by_tracking_is_empty_and_told(tmp_path: Path) -> None:
    made = table(row("Råd", "Läge", _deleted_cell("Utkast")), row("1) Öva.", "Klart", _deleted_cell("Stryk mig.")))
    cells, inventory = _cells(save(tmp_path / "rapport.docx", made))
    assert cells == [["Råd", "Läge", ""], ["1) Öva.", "Klart", ""]]
    assert [(p.text, p.row, p.column) for p in inventory.passages if p.rule == "deleted"] == [
        ("Utkast", 1, 3), ("Stryk mig.", 2, 3),
    ]  # fmt: skip


def test_a_cell_whose_control_is_not_filled_in_is_empty_and_told(tmp_path: Path) -> None:
    asked = _control("<w:showingPlcHdr/><w:text/>", cell("Klicka här."))
    filled = _control("<w:text/>", cell("Klart"))
    made = table(row("Råd", "Läge", "Svar"), f"<w:tr>{cell('1) Öva.')}{filled}{asked}</w:tr>")
    cells, inventory = _cells(save(tmp_path / "rapport.docx", made))
    assert cells[1] == ["1) Öva.", "Klart", ""]
    assert [(p.text, p.column) for p in inventory.passages if p.rule == "placeholder"] == [("Klicka här.", 3)]


def test_the_texts_of_a_diagram_are_kept(tmp_path: Path) -> None:
    drawn = "<w:r><w:drawing><docPr/><relIds/></w:drawing></w:r>"
    parts = {"data1.xml": ("diagramData", "<m><pt><t><p><r><t>Nämnden</t></r></p></t></pt></m>")}
    path = save_with_parts(tmp_path / "rapport.docx", parts, paragraph("Text"), _paragraph(drawn))
    _blocks, inventory = _read(path)
    assert [(inventory.place(p.number), p.text, p.rule) for p in inventory.passages[1:]] == [
        ("stycke före första rubriken", "diagram", ""), ("diagram", "Nämnden", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("mark", "rule"), [('<w:del w:id="1"/>', "deleted"), ("<w:hidden/>", "hidden")])
def test_a_row_that_is_not_shown_is_left_out_and_told_with_its_place(tmp_path: Path, mark: str, rule: str) -> None:
    made = table(row("Råd", "Läge"), _special_row(mark, "1) Öva.", "Klart"), row("2) Räkna.", "Klart"))
    cells, inventory = _cells(save(tmp_path / "rapport.docx", made))
    assert cells == [["Råd", "Läge"], ["2) Räkna.", "Klart"]]
    left = [p for p in inventory.passages if p.rule == rule]
    assert [(p.text, p.row, p.column) for p in left] == [("1) Öva.", 1, 1), ("Klart", 1, 2)]
    assert all("rad därefter" in inventory.place(p.number) for p in left)


def test_a_list_item_deleted_by_tracking_uses_no_number(tmp_path: Path) -> None:
    mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{DECIMAL}"/></w:numPr>'
    gone = _paragraph(
        "<w:del><w:r><w:delText>Bort.</w:delText></w:r></w:del>",
        properties=f"{mark}<w:rPr><w:del w:id='1'/></w:rPr>",
    )
    body = paragraph("Öva.", num=DECIMAL), gone, paragraph("Räkna.", num=DECIMAL)
    blocks, inventory = _read(save(tmp_path / "rapport.docx", *body))
    assert [block.printed for block in blocks if isinstance(block, WordParagraph)] == ["1) Öva.", "2) Räkna."]
    assert [p.text for p in inventory.passages if p.rule == "deleted"] == ["Bort."]


def test_paragraphs_joined_by_tracking_are_one(tmp_path: Path) -> None:
    first = _paragraph(run("Öva "), properties="<w:rPr><w:del w:id='1'/></w:rPr>")
    blocks, _inventory = _read(save(tmp_path / "rapport.docx", first, paragraph("varje år."), first))
    assert [block.printed for block in blocks if isinstance(block, WordParagraph)] == ["Öva varje år.", "Öva"]


def test_what_is_struck_through_is_no_text_of_its_paragraph_but_kept(tmp_path: Path) -> None:
    body = _paragraph(_run("Inte gjort", "<w:strike/>"), run(" Klart"))
    (found,), inventory = _read(save(tmp_path / "rapport.docx", body))
    assert isinstance(found, WordParagraph)
    assert found.text == "Klart"
    assert [(p.text, p.kind, p.rule) for p in inventory.passages] == [
        ("Klart", "paragraph", ""), ("Inte gjort", "struck", ""),
    ]  # fmt: skip


def test_the_colour_of_a_cell_is_known_and_one_without_text_is_told(tmp_path: Path) -> None:
    shades = [f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="{c}"/></w:tcPr><w:p/></w:tc>' for c in ("92d050", "auto")]
    blocks, inventory = _read(save(tmp_path / "rapport.docx", table(row(*shades, "A"))))
    (found,) = (block for block in blocks if isinstance(block, WordTable))
    assert [each.fill for each in found.rows[0].cells] == ["92D050", None, None]
    assert [(p.text, p.kind) for p in inventory.passages] == [("färg: grön", "colour"), ("A", "cell")]


def _coloured(fill: str, text: str = "") -> str:
    return f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>{paragraph(text)}</w:tc>'


def _points(folder: Path, *rows: str) -> list[tuple[str | None, str, str | None, str | None, str | None]]:
    """The points of a table: number, text, label, meaning and comment."""
    document = read_report(save(folder / "rapport.docx", heading(1, "Brand"), table(row(*HEADER), *rows)))
    document.ledger.check("rapport.docx")
    (found,) = document.audits
    return [(each.number, each.text, each.label, each.means, each.comment) for each in found.recommendations]


def test_a_colour_alone_is_no_level_but_told_as_one_that_is_not_known(tmp_path: Path) -> None:
    rows = [
        row(text, _coloured(fill), comment)
        for text, fill, comment in (
            ("1) Öva varje år.", "92D050", "Övas."),
            ("2) Räkna släckarna.", "FFC7CE", ""),
            ("3) Sätt upp skyltar.", "EEEEEE", "Nej."),
        )
    ]
    assert _points(tmp_path, *rows) == [
        ("1", "Öva varje år.", "färg: grön", None, "Övas."),
        ("2", "Räkna släckarna.", "färg: röd", None, None),
        ("3", "Sätt upp skyltar.", None, None, "Nej."),
    ]


def test_a_row_coloured_as_a_whole_has_no_level_by_its_colour(tmp_path: Path) -> None:
    shaded = row(_coloured("92D050", "Styrning"), _coloured("92D050"), _coloured("92D050"))
    assert _points(tmp_path, shaded, row("1) Öva.", "Åtgärdad", "")) == [
        ("1", "Öva.", "Åtgärdad", "implemented", None),
    ]


def test_a_struck_level_is_not_the_level_and_a_struck_point_is_a_point(tmp_path: Path) -> None:
    def struck(text: str, then: str = "") -> str:
        return cell(_paragraph(_run(text, "<w:strike/>"), run(then)))

    rows = row(struck("1) Öva."), struck("Åtgärdad"), "A."), row("2) Räkna.", struck("Åtgärdad", " Inte åtgärdad"), "")
    assert _points(tmp_path, *rows) == [
        ("1", "Öva.", None, None, "A."),
        ("2", "Räkna.", "Inte åtgärdad", "not_implemented", None),
    ]


def test_boxes_in_columns_headed_by_levels_are_the_level_of_the_row(tmp_path: Path) -> None:
    def boxes(*ticked: str) -> list[str]:
        return [cell(_paragraph(_form(f'<w:checkBox><w:checked w:val="{each}"/></w:checkBox>'))) for each in ticked]

    header = row("Rekommendation", "Åtgärdad", "Delvis åtgärdad", "Inte åtgärdad", "Kommentar")
    rows = row("1) Öva.", *boxes("1", "0", "0"), "A."), row("2) Räkna.", *boxes("0", "0", "1"), "B.")
    document = read_report(save(tmp_path / "rapport.docx", heading(1, "Brand"), table(header, *rows)))
    (found,) = document.audits
    assert [(each.number, each.means, each.comment) for each in found.recommendations] == [
        ("1", "implemented", "A."), ("2", "not_implemented", "B."),
    ]  # fmt: skip


def test_a_table_that_only_frames_another_is_read_as_what_it_frames(tmp_path: Path) -> None:
    inner = table(row(*HEADER), row("1) Öva.", "Åtgärdad", "Övas."))
    frame = table(row(cell(paragraph("Inledning") + inner + "<w:p/>")))
    blocks, inventory = _read(save(tmp_path / "rapport.docx", heading(1, "Brand"), frame))
    assert [type(block) for block in blocks] == [WordParagraph, WordParagraph, WordTable]
    assert {p.table for p in inventory.passages if "Öva" in p.text} == {1}


def test_a_row_that_lays_out_a_page_frames_the_table_in_it(tmp_path: Path) -> None:
    inner = table(row(*HEADER), row("1) Öva.", "Åtgärdad", "Övas."))
    blocks, _inventory = _read(save(tmp_path / "rapport.docx", table(row("Brand", cell(inner + "<w:p/>")))))
    assert [type(block) for block in blocks] == [WordParagraph, WordTable]


def test_a_table_in_a_cell_is_the_text_of_that_cell(tmp_path: Path) -> None:
    inner = table(row("Kurs", "Klar"))
    made = table(row(*HEADER), row("1) Öva.", "Åtgärdad", cell(paragraph("Så här:") + inner)))
    cells, _inventory = _cells(save(tmp_path / "rapport.docx", made))
    assert cells[1] == ["1) Öva.", "Åtgärdad", "Så här:/Kurs/Klar"]


def _part(root: str, *content: str) -> str:
    return f'<w:{root} xmlns:w="{W}">{"".join(content)}</w:{root}>'


def _note(kind: str, note_id: str, text: str, more: str = "") -> str:
    return f'<w:{kind} w:id="{note_id}"{more}>{paragraph(text)}</w:{kind}>'


def _passages(inventory: Inventory) -> Sequence[tuple[str, str]]:
    return [(inventory.place(passage.number), passage.text) for passage in inventory.passages]


def _found(inventory: Inventory, text: str) -> Passage:
    (found,) = (passage for passage in inventory.passages if passage.text == text)
    return found


def test_notes_and_comments_are_passages_at_the_place_that_refers_to_them(tmp_path: Path) -> None:
    parts = {
        "footnotes.xml": ("footnotes", _part(
            "footnotes", _note("footnote", "0", "", ' w:type="separator"'), _note("footnote", "7", "Även bolagen."),
        )),
        "endnotes.xml": ("endnotes", _part("endnotes", _note("endnote", "2", "Enligt protokollet."))),
        "comments.xml": ("comments", _part("comments", _note("comment", "0", "Fråga ekonomen."),
                                           _note("comment", "1", "Ingen hänvisar hit."))),
    }  # fmt: skip
    said = f'{run("Övas")}<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>{run(".")}'
    path = save_with_parts(
        tmp_path / "rapport.docx", parts, heading(1, "Brand"),
        _paragraph(run("Se not"), '<w:r><w:footnoteReference w:id="7"/></w:r>'),
        table(row("1) Öva.", "Åtgärdad", cell(_paragraph(said)))),
    )  # fmt: skip
    blocks, inventory = _read(path)
    inventory.begin(1, "Brand")
    assert len(blocks) == 3
    assert _passages(inventory)[1:] == [
        ("stycke under rubriken Brand", "Se not"),
        ("fotnot 1, under rubriken Brand", "Även bolagen."),
        ("tabell 1, rad 1, kolumn 1", "1) Öva."),
        ("tabell 1, rad 1, kolumn 2", "Åtgärdad"),
        ("tabell 1, rad 1, kolumn 3", "Övas."),
        ("tabell 1, rad 1, kolumn 3, slutnot 1", "Enligt protokollet."),
        ("tabell 1, rad 1, kolumn 3, kommentar i marginalen 1", "Fråga ekonomen."),
        ("kommentar i marginalen 2", "Ingen hänvisar hit."),
    ]


def test_what_pages_say_at_their_edges_is_kept_once_and_their_numbers_are_skipped(tmp_path: Path) -> None:
    top = _part("hdr", paragraph("Dnr 2024/15"))
    parts = {
        "header1.xml": ("header", top), "header2.xml": ("header", top),
        "footer1.xml": ("footer", _part("ftr", paragraph("Sida 1 (14)"), paragraph("Provköping"))),
    }  # fmt: skip
    _blocks, inventory = _read(save_with_parts(tmp_path / "rapport.docx", parts, paragraph("Text")))
    assert [(inventory.place(p.number), p.text, p.rule) for p in inventory.passages[1:]] == [
        ("sidhuvud", "Dnr 2024/15", ""), ("sidhuvud", "Dnr 2024/15", "repeated"),
        ("sidfot", "Sida 1 (14)", "page_number"), ("sidfot", "Provköping", ""),
    ]  # fmt: skip


def test_pictures_and_embedded_files_are_told_with_their_place(tmp_path: Path) -> None:
    drawing = '<w:r><w:drawing><docPr id="1" descr="Trappan"/><blip/></w:drawing></w:r>'
    embedded = '<w:r><w:object><shape/><OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    chart = "<w:r><w:drawing><docPr/><chart/></w:drawing></w:r>"
    control = '<w:r><w:object><shape/><control w:name="Ruta1"/></w:object></w:r>'
    body = heading(1, "Brand"), _paragraph(drawing), table(row("A", cell(_paragraph(embedded, chart, control))))
    _blocks, inventory = _read(save(tmp_path / "rapport.docx", *body))
    inventory.begin(1, "Brand")
    assert _passages(inventory)[1:] == [
        ("stycke under rubriken Brand", "bild: Trappan"),
        ("tabell 1, rad 1, kolumn 1", "A"),
        ("tabell 1, rad 1, kolumn 2", "inbäddad fil: Excel.Sheet.12"),
        ("tabell 1, rad 1, kolumn 2", "diagram"),
        ("tabell 1, rad 1, kolumn 2", "formulärkontroll: Ruta1"),
    ]


def test_a_web_page_that_a_document_takes_in_is_read_in_its_place(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Ej synlig</title></head><body><h2>Vägar</h2><p>Inledning<br>i två rader</p><table><tr>"
        "<th>Råd</th><th>Läge</th></tr><tr><td colspan=2>Styrning</td></tr><tr><td>1) Öva.</td><td><p>Klart</p></td>"
        "</tr></table><ul><li>Sist</li></ul></body></html>"
    )
    for encoding in ("utf-8", "cp1252"):
        parts = {"chunk1.html": ("aFChunk", page.encode(encoding))}
        chunk = f'<w:altChunk xmlns:r="{OFFICE_RELATIONS}" r:id="r1"/>'
        path = save_with_parts(tmp_path / "rapport.docx", parts, heading(1, "Brand"), chunk)
        blocks, _inventory = _read(path)
        found = [(b.level, b.printed) for b in blocks if isinstance(b, WordParagraph)]
        assert found == [(1, "Brand"), (2, "Vägar"), (None, "Inledning\ni två rader"), (None, "- Sist")]
        cells, _inventory = _cells(path)
        assert cells == [["Råd", "Läge"], ["Styrning"], ["1) Öva.", "Klart"]]


def test_a_file_of_another_kind_that_a_document_takes_in_is_told(tmp_path: Path) -> None:
    parts = {"chunk1.rtf": ("aFChunk", b"{\\rtf1 text}")}
    chunk = f'<w:altChunk xmlns:r="{OFFICE_RELATIONS}" r:id="r1"/>'
    _blocks, inventory = _read(save_with_parts(tmp_path / "rapport.docx", parts, paragraph("Text"), chunk))
    assert _found(inventory, "infogad fil").kind == "embedded"


def test_a_note_that_refers_to_itself_is_read_once(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    loop = f'<w:footnote w:id="1">{_paragraph(run("Se noten."), reference)}</w:footnote>'
    parts = {"footnotes.xml": ("footnotes", _part("footnotes", loop))}
    _blocks, inventory = _read(save_with_parts(tmp_path / "rapport.docx", parts, _paragraph(run("Text"), reference)))
    assert [p.text for p in inventory.passages] == ["Text", "Se noten."]


def test_a_list_of_contents_is_skipped_by_its_rule(tmp_path: Path) -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    made = _control(gallery, paragraph("1 Brand 2"))
    blocks, inventory = _read(save(tmp_path / "rapport.docx", made, paragraph("2 Vatten 3", "TOC1"), paragraph("Text")))
    assert len(blocks) == 1
    assert [(p.text, p.rule) for p in inventory.passages][:2] == [("1 Brand 2", "contents"), ("2 Vatten 3", "contents")]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.do[ct]?")), ids=lambda path: path.name)
def test_every_word_file_of_others_is_accounted_for_or_refused(path: Path) -> None:
    with suppress(FileUnreadable):
        read_report(path).ledger.check(path.name)
