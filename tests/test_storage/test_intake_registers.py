"""Registers in workbooks and text files: each layout gives its points, and each cell one fate."""

import uuid
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.errors import FileUnreadable
from storage.intake.ledger import FateKind
from storage.intake.planned import Known, KnownAudit
from storage.intake.registers.dates import date_in
from storage.intake.registers.plan import RegisterPlan, plan_register
from storage.intake.registers.reading import is_register_file, read_register
from tests.registers_made import SheetMaker, markup_book, markup_row, workbook

REGISTER = str(uuid.UUID(int=9))
Points = list[tuple[str, str | None, str, dict[int | None, str]]]
YEAR = 2026


def planned(path: Path, *, audits: Sequence[KnownAudit] = (), bodies: Sequence[str] = ()) -> RegisterPlan:
    """Plan the import of a register into an empty one."""
    known = Known(REGISTER, {name: name for name in bodies}, audits, (), lambda _entity, _id: False)
    return plan_register(read_register(path, known.bodies), known, YEAR)


def points(plan: RegisterPlan) -> Points:
    """The points of a plan: audit, number, text, and year → level."""
    of: dict[str, dict[str, dict[str, object]]] = {}
    for record in plan.whole.records:
        of.setdefault(record.entity, {})[record.id] = dict(record.values)
    found = []
    for key, point in of.get("recommendation", {}).items():
        levels = {
            of["followup"][str(each["followup"])]["year"]: of["level"][str(each["level"])]["means"]
            for each in of.get("assessment", {}).values()
            if each["recommendation"] == key and each.get("level")
        }
        audit = str(of["audit"][str(point["audit"])]["title"])
        found.append((audit, point.get("number"), point["text"], levels))
    return found  # type: ignore[return-value]


def values(plan: RegisterPlan, entity: str, field: str) -> list[object]:
    """A field of every planned record of an entity that has it."""
    return [r.values[field] for r in plan.whole.records if r.entity == entity and r.values.get(field) is not None]


def fates(plan: RegisterPlan) -> dict[str, tuple[str, str]]:
    """Text of a passage → its fate and the reason."""
    return {each.passage: (each.fate, each.why) for each in plan.whole.fates()}


def codes(plan: RegisterPlan) -> set[str]:
    """The codes of the notes."""
    return {note.code for note in plan.whole.notes}


HEAD = ["Granskning", "Nr", "Rekommendation", "Status", "Kommentar"]
FIRST = ["Granskning av vägar", "1", "Laga hålen.", "Åtgärdad", "Alla hål."]
SECOND = ["Granskning av vägar", "2", "Mät hålen.", "Delvis", ""]
PLAIN: Points = [
    ("Granskning av vägar", "1", "Laga hålen.", {YEAR: "implemented"}),
    ("Granskning av vägar", "2", "Mät hålen.", {YEAR: "partial"}),
]


def _merged_years(sheet: SheetMaker) -> None:
    sheet.rows([["Uppföljning av granskningar"], ["Senast ändrad av kansliet"]])
    for column, word in enumerate(HEAD[:3]):
        sheet.sheet.merge_range(3, column, 4, column, word)
    sheet.sheet.merge_range(3, 7, 4, 7, "Vår egen rubrik")
    sheet.sheet.merge_range(3, 3, 3, 4, "2021")
    sheet.sheet.merge_range(3, 5, 3, 6, "2023")
    sheet.rows([["", "", "", "Bedömning", "Kommentar", "Bedömning", "Kommentar"]], 4)
    sheet.rows([[*FIRST[:3], "Inte åtgärdad", "Hålen är kvar.", "Åtgärdad", "Alla hål."]], 5)
    sheet.rows([[*SECOND[:3], "", "", "Delvis"]], 6)


def _struck(sheet: SheetMaker) -> None:
    sheet.rows([HEAD, FIRST])
    sheet.sheet.write(1, 3, "Delvis", sheet.struck)


def _merged_down(sheet: SheetMaker) -> None:
    sheet.rows([HEAD, FIRST, SECOND])
    sheet.sheet.merge_range(1, 0, 2, 0, FIRST[0])


KINDS: dict[str, tuple[Callable[[Path], Path], Points]] = {
    "plain": (lambda p: workbook(p, Register=[HEAD, FIRST, SECOND]), PLAIN),
    "titles above the header": (
        lambda p: workbook(p, Register=[["Register"], ["Uppdaterat i maj"], [], HEAD, FIRST, SECOND]), PLAIN,
    ),
    "an empty cell of the audit is that above": (
        lambda p: workbook(p, Register=[HEAD, FIRST, ["", *SECOND[1:]]]), PLAIN,
    ),
    "merged cells of the audit": (lambda p: workbook(p, Register=_merged_down), PLAIN),
    "an audit as a row": (
        lambda p: workbook(p, Register=[HEAD[1:], ["Granskning av vägar"], FIRST[1:], SECOND[1:]]), PLAIN,
    ),
    "an audit as a sheet": (lambda p: workbook(p, **{"Granskning av vägar": [HEAD[1:], FIRST[1:], SECOND[1:]]}), PLAIN),
    "a total below": (lambda p: workbook(p, R=[HEAD, FIRST, SECOND, ["Summa", 2], ["", "", "Totalt", 2]]), PLAIN),
    "a repeated header": (lambda p: workbook(p, Register=[HEAD, FIRST, HEAD, SECOND]), PLAIN),
    "a column without a header before the text": (
        lambda p: workbook(p, Register=[["Granskning", "", *HEAD[2:]], FIRST, SECOND]), PLAIN,
    ),
    "years as merged headers": (
        lambda p: workbook(p, Register=_merged_years),
        [
            ("Granskning av vägar", "1", "Laga hålen.", {2021: "not_implemented", 2023: "implemented"}),
            ("Granskning av vägar", "2", "Mät hålen.", {2023: "partial"}),
        ],
    ),
    "years in the headers": (
        lambda p: workbook(p, Register=[[*HEAD[:3], "Bedömning 2021", "Status 2023"], [*FIRST[:3], "Nej", "Ja"]]),
        [("Granskning av vägar", "1", "Laga hålen.", {2021: "not_implemented", 2023: "implemented"})],
    ),
    "years alone as headers": (
        lambda p: workbook(p, Register=[[*HEAD[:3], "2021", "2023"], [*FIRST[:3], "Röd", "Grön"]]),
        [("Granskning av vägar", "1", "Laga hålen.", {2021: "not_implemented", 2023: "implemented"})],
    ),
    "the year as the sheet": (
        lambda p: workbook(p, **{"2019": [HEAD, FIRST], "2020": [HEAD, [*FIRST[:3], "Delvis"], SECOND]}),
        [
            ("Granskning av vägar", "1", "Laga hålen.", {2019: "implemented", 2020: "partial"}),
            ("Granskning av vägar", "2", "Mät hålen.", {2020: "partial"}),
        ],
    ),
    "the year in a column of dates": (
        lambda p: workbook(p, Register=[
            [*HEAD[:4], "Datum för uppföljning"],
            [*FIRST[:4], datetime(2022, 5, 3, tzinfo=UTC)], [*SECOND[:4], 44000],
            ["A", "3", "Sopa.", "Klart", "2 maj 2021"],
        ]),
        [
            ("Granskning av vägar", "1", "Laga hålen.", {2022: "implemented"}),
            ("Granskning av vägar", "2", "Mät hålen.", {2020: "partial"}),
            ("A", "3", "Sopa.", {2021: "implemented"}),
        ],
    ),
    "a row for each year": (
        lambda p: workbook(p, Register=[
            [*HEAD[:4], "Uppföljningsår"], [*FIRST[:3], "Delvis", 2020], [*FIRST[:3], "Åtgärdad", 2022],
        ]),
        [("Granskning av vägar", "1", "Laga hålen.", {2020: "partial", 2022: "implemented"})],
    ),
    "an unjudged row": (
        lambda p: workbook(p, Register=[HEAD[2:], ["Laga hålen.", "Åtgärdad"], ["Mät hålen."], ["Sopa.", "Ej bedömd"]]),
        [
            ("fil", None, "Laga hålen.", {YEAR: "implemented"}),
            ("fil", None, "Mät hålen.", {}),
            ("fil", None, "Sopa.", {}),
        ],
    ),
    "a row for each body with equal levels": (
        lambda p: workbook(p, Register=[
            [*HEAD[:4], "Nämnd"], [*FIRST[:4], "Socialnämnden"], [*FIRST[:4], "Kommunstyrelsen"],
        ]),
        PLAIN[:1],
    ),
    "a row for each body with different levels": (
        lambda p: workbook(p, Register=[
            [*HEAD[:4], "Nämnd"], [*FIRST[:4], "Socialnämnden"], [*FIRST[:3], "Delvis", "Kommunstyrelsen"],
        ]),
        [("Granskning av vägar", "1", "Laga hålen.", {})],
    ),
    "bodies as columns": (
        lambda p: workbook(p, Register=[
            [*HEAD[:3], "Socialnämnden", "Kommunstyrelsen"], [*FIRST[:3], "Klart", "Klart"], [*SECOND[:3], "Ja", "Nej"],
        ]),
        [PLAIN[0], ("Granskning av vägar", "2", "Mät hålen.", {})],
    ),
    "several audits in a cell": (
        lambda p: workbook(p, Register=[HEAD, ["Granskning av vägar; Granskning av broar", *FIRST[1:]]]),
        [PLAIN[0], ("Granskning av broar", "1", "Laga hålen.", {YEAR: "implemented"})],
    ),
    "zeros before a number": (
        lambda p: workbook(p, Register=[HEAD, ["Granskning av vägar", "0123", *FIRST[2:]]]),
        [("Granskning av vägar", "0123", "Laga hålen.", {YEAR: "implemented"})],
    ),
    "a struck level": (
        lambda p: workbook(p, Register=_struck),
        [("Granskning av vägar", "1", "Laga hålen.", {})],
    ),
    "those responsible beside the bodies": (
        lambda p: workbook(p, R=[[*HEAD[:4], "Nämnd", "Ansvarig"], [*FIRST[:4], "Socialnämnden", "Kommunstyrelsen"]]),
        PLAIN[:1],
    ),
    "many columns of the office's own": (
        lambda p: workbook(p, R=[[*HEAD, *map("Egen {}".format, "ABCDEFGHIJ")], [*FIRST, *"abcdefghij"]]), PLAIN[:1],
    ),
    "a text that ends as a header": (
        lambda p: workbook(p, R=[HEAD, [*FIRST[:2], "Nämnden bör se över Rekommendation", *FIRST[3:]], SECOND]),
        [("Granskning av vägar", "1", "Nämnden bör se över Rekommendation", {YEAR: "implemented"}), PLAIN[1]],
    ),
    "the bodies' own levels beside the auditors'": (
        lambda p: workbook(p, R=[[*HEAD[:4], "Bedömning av förvaltningen"], [*FIRST[:4], "Delvis"]]), PLAIN[:1],
    ),
    "a year beside the level": (
        lambda p: workbook(p, R=[HEAD, [*FIRST[:3], "Åtgärdad (2021)"], [*SECOND[:3], "Delvis 2022-03-04"]]),
        [(*PLAIN[0][:3], {2021: "implemented"}), (*PLAIN[1][:3], {2022: "partial"})],
    ),
    "a running account of a year": (
        lambda p: workbook(p, R=[[*HEAD[:3], "Uppföljning 2023", "Anm"], [*FIRST[:3], "Alla hål " * 9, "Text"]]),
        [(*PLAIN[0][:3], {})],
    ),
    "bodies as rows above a column of bodies": (
        lambda p: workbook(p, R=[["Nämnd", *HEAD[:4]], ["Socialnämnden"], ["", *FIRST[:4]], ["", *SECOND[:4]]]), PLAIN,
    ),
    "audits above their own headers": (
        lambda p: workbook(p, R=[
            ["Granskning av vägar"], HEAD[1:4], FIRST[1:4], SECOND[1:4], ["Granskning: Broar"], HEAD[1:4], FIRST[1:4],
        ]),
        [*PLAIN, ("Broar", *PLAIN[0][1:])],
    ),
    "dates right after the levels": (
        lambda p: workbook(p, R=[[*HEAD[:4], "Datum"], [*FIRST[:4], "2022-01-02"]]),
        [(*PLAIN[0][:3], {2022: "implemented"})],
    ),
    "an answer whose header names a body": (
        lambda p: workbook(p, R=[[*HEAD[:4], "Svar nämnd", "Ansvarig nämnd"], [*FIRST[:4], "Ja.", "Socialnämnden"]]),
        PLAIN[:1],
    ),
    "two tables below each other": (
        lambda p: workbook(p, Register=[HEAD, FIRST, [HEAD[2], HEAD[0], "Läge"], ["Sopa.", "B", "Klart"]]),
        [PLAIN[0], ("B", None, "Sopa.", {YEAR: "implemented"})],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_layout_gives_its_points(kind: str, tmp_path: Path) -> None:
    make, expected = KINDS[kind]
    assert points(planned(make(tmp_path / "fil.xlsx"))) == expected


TEXT = "Granskning;Nr;Rekommendation;Status;Kommentar\r\nGranskning av vägar;1;Laga hålen.;Åtgärdad;Alla hål.\r\n"
ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "utf-16 with a mark": TEXT.encode("utf-16"),
    "utf-16 without": TEXT.encode("utf-16-le"),
    "cp1252": TEXT.encode("cp1252"),
    "mac": TEXT.encode("mac_roman"),
    "commas": TEXT.replace(";", ",").encode(),
    "tabs": TEXT.replace(";", "\t").encode(),
    "a named separator": b"sep=|\r\n" + TEXT.replace(";", "|").encode(),
    "a line break in a cell": TEXT.replace("Laga hålen.", '"Laga hålen."')
    .replace("Alla hål.", '"Alla\nhål."')
    .encode(),
}


@pytest.mark.parametrize("kind", ENCODED)
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_text_files_are_read_in_every_encoding_with_every_separator(kind: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"fil.{suffix}"
    path.write_bytes(ENCODED[kind])
    plan = planned(path)
    assert points(plan) == PLAIN[:1]
    assert [" ".join(str(each).split()) for each in values(plan, "assessment", "comment")] == ["Alla hål."]
    assert ("encoding" in codes(plan)) == (kind in {"cp1252", "mac", "utf-16 without"})


def test_the_text_that_excel_calls_unicode_is_read(tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(TEXT.replace(";", "\t").encode("utf-16"))
    assert is_register_file(path)
    assert points(planned(path)) == PLAIN[:1]


def test_remarks_without_a_year_are_of_the_only_year_that_there_is(tmp_path: Path) -> None:
    plan = planned(KINDS["a running account of a year"][0](tmp_path / "fil.xlsx"))
    assert values(plan, "followup", "year") == [2023]


def test_a_body_that_cannot_be_told_refuses_its_own_cell_alone(tmp_path: Path) -> None:
    head, row = [*HEAD[:4], "Nämnd"], [*FIRST[:4], "Alla nämnder"]
    plan = planned(workbook(tmp_path / "fil.xlsx", Register=[head, row]))
    assert points(plan) == PLAIN[:1]
    assert fates(plan)["Alla nämnder"] == ("refused", "unknown_body")
    assert "body_unknown" in codes(plan)


def test_several_bodies_in_a_cell_are_the_addressees(tmp_path: Path) -> None:
    head = [*HEAD[:4], "Nämnd"]
    rows = [[*FIRST[:4], "Kommunstyrelsen; Socialnämnden"], [*SECOND[:4], "Socialnämnden"]]
    plan = planned(workbook(tmp_path / "fil.xlsx", Register=[head, *rows]))
    assert values(plan, "body", "name") == ["Kommunstyrelsen", "Socialnämnden"]
    assert len(values(plan, "audit_auditee", "body")) == 2
    assert len(values(plan, "recommendation_addressee", "body")) == 1


@pytest.mark.parametrize(("mark", "why"), [("●", "sign_level"), ("X", "sign_level"), ("Nja", "unknown_level")])
def test_what_is_no_level_is_kept_and_told_and_the_point_is_not_assessed(mark: str, why: str, tmp_path: Path) -> None:
    plan = planned(workbook(tmp_path / "fil.xlsx", Register=[HEAD, [*FIRST[:3], mark, "Text."]]))
    assert points(plan) == [("Granskning av vägar", "1", "Laga hålen.", {})]
    assert fates(plan)[mark] == ("kept", why)
    assert mark in values(plan, "source_text", "text")
    assert any(note.what == mark for note in plan.whole.notes)
    assert plan.whole.refused == 0


def test_a_colour_is_no_level_and_is_told(tmp_path: Path) -> None:
    def fill(sheet: SheetMaker) -> None:
        sheet.rows([HEAD, FIRST[:3]])
        sheet.sheet.write_blank(1, 3, None, sheet.red)

    plan = planned(workbook(tmp_path / "fil.xlsx", Register=fill))
    assert points(plan) == [("Granskning av vägar", "1", "Laga hålen.", {})]
    assert "colour_no_level" in codes(plan)
    assert [note.values["place"] for note in plan.whole.notes] == ["blad Register, rad 2, kolumn Status"]


def test_different_levels_of_bodies_are_kept_in_the_comment_of_the_point(tmp_path: Path) -> None:
    head = [*HEAD, "Nämnd"]
    rows = [[*FIRST, "Socialnämnden"], [*FIRST[:3], "Delvis", "Två hål.", "Kommunstyrelsen"]]
    plan = planned(workbook(tmp_path / "fil.xlsx", Register=[head, *rows]))
    assert values(plan, "assessment", "comment") == [
        "Socialnämnden: Åtgärdad.\nAlla hål.\nKommunstyrelsen: Delvis.\nTvå hål."
    ]
    assert "bodies_differ" in codes(plan)


def test_what_no_field_has_is_kept_with_its_place(tmp_path: Path) -> None:
    def fill(sheet: SheetMaker) -> None:
        sheet.rows([["Läs detta först"], [*HEAD, "Vår egen kolumn"], [*FIRST, "Värdet"]])
        sheet.sheet.write_comment(2, 2, "Fråga vägmästaren")
        sheet.sheet.insert_textbox(9, 1, "Gäller inte broar")
        sheet.sheet.set_header("&LArbetsmaterial")

    path = workbook(tmp_path / "fil.xlsx", Register=fill, Hjälp=[["Grönt är bra"], ["Rött är dåligt"]])
    plan = planned(path)
    kept = dict(zip(values(plan, "source_text", "text"), values(plan, "source_text", "place"), strict=True))
    assert kept["Värdet"] == "blad Register, rad 3, kolumn Vår egen kolumn"
    assert "Fråga vägmästaren" in " ".join(map(str, kept))
    assert {"Läs detta först", "Gäller inte broar", "Arbetsmaterial", "Grönt är bra\nRött är dåligt"} <= kept.keys()


def test_an_open_follow_up_is_never_planned_and_each_is_named_after_the_file(tmp_path: Path) -> None:
    plan = planned(KINDS["years as merged headers"][0](tmp_path / "mitt register.xlsx"))
    assert values(plan, "followup", "state") == ["closed", "closed"]
    assert set(values(plan, "followup", "title")) == {"Enligt mitt register.xlsx"}
    assert values(plan, "document", "kind") == ["register", "register"]


def test_levels_without_a_year_are_of_the_year_of_the_import(tmp_path: Path) -> None:
    plan = planned(KINDS["plain"][0](tmp_path / "fil.xlsx"))
    assert values(plan, "followup", "year") == [YEAR]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-05-02", "2023-05-02"), ("20230502", "2023-05-02"), ("2/5 2023", "2023-05-02"), ("45048", "2023-05-02"),
        ("2.5.2023", "2023-05-02"), ("2 maj 2023", "2023-05-02"), ("den 2 maj 2023", "2023-05-02"),
        ("maj 2023", "2023-05"),
        ("2023", "2023"), ("2023-05", "2023-05"), ("0123", None), ("2023-13-02", None), ("snart", None), ("12", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_and_workbooks_write_them(text: str, day: str | None) -> None:
    assert date_in(text) == day


def _stray(path: Path) -> Path:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>bortglömd</t></is></c></row>'
    return markup_book(path, markup_row(1, *HEAD) + markup_row(2, *FIRST) + far)


def test_a_stray_cell_in_the_last_corner_is_kept_and_costs_nothing(tmp_path: Path) -> None:
    plan = planned(_stray(tmp_path / "fil.xlsx"))
    assert points(plan) == PLAIN[:1]
    assert "bortglömd" in values(plan, "source_text", "text")
    assert "cell_far" in codes(plan)


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Register">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def _ods(path: Path, *rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", _ODS.format("".join(rows)))
    return path


def _ods_row(*cells: str, times: int = 1, before: int = 0) -> str:
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    empty = f'<table:table-cell table:number-columns-repeated="{before}"/>' if before else ""
    return f'<table:table-row table:number-rows-repeated="{times}">{empty}{made}</table:table-row>'


def test_a_sheet_of_open_document_is_read_with_its_empty_rows(tmp_path: Path) -> None:
    path = _ods(tmp_path / "fil.ods", _ods_row(*HEAD), _ods_row(*FIRST), _ods_row(times=1_048_574, before=16_384))
    assert points(planned(path)) == PLAIN[:1]


def test_a_wrong_dimension_hides_no_row(tmp_path: Path) -> None:
    rows = markup_row(1, *HEAD) + markup_row(2, *FIRST) + markup_row(3, *SECOND)
    path = markup_book(tmp_path / "fil.xlsx", rows, before='<dimension ref="A1:A1"/>')
    assert points(planned(path)) == PLAIN


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    path = workbook(tmp_path / "fil.xlsx", Register=[HEAD, FIRST]).rename(tmp_path / "fil.docx")
    assert is_register_file(path)
    assert points(planned(path)) == PLAIN[:1]


def _many(path: Path) -> Path:
    return markup_book(path, markup_row(1, *HEAD) + "".join(f"<row><c><v>{n}</v></c></row>" for n in range(60_000)))


def _doctype(path: Path) -> Path:
    shared = '<!DOCTYPE a [<!ENTITY b "c">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return markup_book(path, markup_row(1, *HEAD), parts={"xl/sharedStrings.xml": shared})


def _cut(path: Path) -> Path:
    whole = workbook(path, Register=[HEAD, FIRST]).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _read(path: Path) -> None:
    assert is_register_file(path)
    read_register(path, ())


BAD: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "a million rows": ("too_many_rows", lambda d: _many(d / "fil.xlsx")),
    "a million lines": ("too_many_rows", lambda d: _written(d / "fil.csv", b"Rekommendation;Status\n" * 60_000)),
    "a cell far away in open document": (
        "too_many_rows",
        lambda d: _ods(d / "fil.ods", _ods_row(*HEAD), _ods_row(times=999_999), _ods_row("bort", before=16_000)),
    ),
    "a cell repeated over a sheet": ("too_many_rows", lambda d: _ods(d / "fil.ods", _ods_row("a", times=1_000_000))),
    "entities": ("dangerous", lambda d: _doctype(d / "fil.xlsx")),
    "a bomb": ("too_large", lambda d: markup_book(d / "fil.xlsx", " " * 50_000_000)),
    "cut off": ("damaged_workbook", lambda d: _cut(d / "fil.xlsx")),
    "cut within a cell": ("unclosed_quote", lambda d: _written(d / "fil.csv", TEXT.encode() + b'B;2;"Sopa')),
    "no words": ("not_table", lambda d: _written(d / "fil.csv", bytes(range(256)) * 9)),
    "no column of recommendations": ("no_points", lambda d: _written(d / "fil.csv", b"Namn;Telefon\nAnna;1\n")),
    "no cells": ("no_rows", lambda d: workbook(d / "fil.xlsx", Register=[])),
    "empty": ("empty", lambda d: _written(d / "fil.csv", b"")),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_bad_files_are_refused_with_their_reason(kind: str, tmp_path: Path) -> None:
    reason, make = BAD[kind]
    path = make(tmp_path)
    with pytest.raises(FileUnreadable) as refused:
        _read(path)
    assert refused.value.reason == reason


words = st.sampled_from([
    "", "", "Rekommendation", "Status", "Åtgärdad", "Delvis", "Summa", "12", "2021", "Granskning av vägar", "Nämnd",
    "Socialnämnden", "✔", "X", "Laga hålen.", "Kommentar", "45048", "Uppföljning 2022", "- ", "Nr", "1)", "Alla",
])  # fmt: skip
tables = st.lists(st.lists(words, min_size=1, max_size=7), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=tables, second=tables, head=st.permutations(HEAD))
def test_every_cell_has_one_fate_and_each_kept_one_is_stored(
    first: list[list[str]], second: list[list[str]], head: list[str], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "fil.xlsx", A=[*first, head, ["Granskning", "3", "Text.", "Nja", "B"], *second], B=second
    )
    plan = planned(path)
    cells = Counter(text.strip() for rows in ([*first, head, *second], second) for row in rows for text in row)
    found = Counter(each.passage for each in plan.whole.fates())
    assert all(found[text] >= number for text, number in cells.items() if text and text != "-")
    kept = "\n".join(map(str, values(plan, "source_text", "text")))
    for each in plan.whole.fates():
        assert each.fate in set(FateKind)
        assert each.fate != "kept" or each.passage in kept
        assert each.place
