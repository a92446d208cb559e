"""Nothing of a report is lost: every passage has one fate, and what is stored or kept is in what is written."""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.report.file import closing_text
from storage import followups, recommendations
from storage.domain.filters import parse_filter
from storage.errors import PassagesUnaccounted
from storage.history import history
from storage.intake.inventory import Inventory
from storage.intake.ledger import FateLedger
from storage.intake.plan import plan_report
from storage.intake.planned import Known, ReportPlan
from storage.intake.report import read_report
from storage.operations.importing import import_report
from storage.register import Register
from storage.undo import undo
from tests.made_report import (
    HEADER,
    cell,
    heading,
    items,
    paragraph,
    row,
    run,
    save,
    save_made_report,
    save_own_words_report,
    table,
)

REGISTER = "00000000-0000-4000-8000-000000000000"
_TOKEN = re.compile(r"ord\d+x")


def _known() -> Known:
    return Known(REGISTER, {}, [], [], lambda _entity, _record: False)


def _tracked(text: str, deleted: str) -> str:
    return f"<w:p>{run(text)}<w:del><w:r><w:delText>{deleted}</w:delText></w:r></w:del></w:p>"


def _hidden(text: str, hidden: str) -> str:
    return f"<w:p>{run(text)}<w:r><w:rPr><w:vanish/></w:rPr><w:t>{hidden}</w:t></w:r></w:p>"


def _boxed(text: str, boxed: str) -> str:
    box = f"<w:pict><w:txbxContent>{paragraph(boxed)}</w:txbxContent></w:pict>"
    return f"<w:p>{run(text)}<w:r>{box}</w:r></w:p>"


Word = Callable[[], str]
"""Makes a text that no other passage has."""


def _rows(draw: st.DrawFn, word: Word, columns: tuple[str, ...]) -> Iterator[str]:
    labels = ("Åtgärdad", "Ej åtgärdad", "", "–", "Kanske", "Ej bedömd")
    for number in range(draw(st.integers(1, 4))):
        kind = draw(
            st.sampled_from(("plain", "plain", "numbered", "cut", "theme", "lone", "blank", "header", "merged"))
        )
        label = draw(st.sampled_from(labels))
        rest = [word() for _ in columns[2:]]
        if kind in {"plain", "numbered"}:
            yield row(f"{number + 1}) {word()}." if kind == "numbered" else f"{word()}.", label, *rest)
        elif kind == "cut":
            yield row(word(), "", *rest)
        elif kind == "theme":
            yield row(cell(word(), span=len(columns)))
        elif kind == "lone":
            yield row(word(), "", *("" for _ in rest))
        elif kind == "blank":
            yield row(*("" for _ in columns))
        elif kind == "header":
            yield row(*columns)
        else:
            yield row(cell(f"{word()}.", merge="restart"), cell(label), *map(cell, rest))
            yield row(cell(word(), merge="continue"), cell(label), *(cell(word()) for _ in rest))


def _points(draw: st.DrawFn, word: Word) -> str:
    columns = draw(st.sampled_from((HEADER, (*HEADER, "Ansvarig"), ("Rekommendation", "Bedömning", ""), HEADER[:2])))
    above = [row(cell(word(), span=len(columns)))] if draw(st.booleans()) else []
    last = [_nested(word, columns)] if draw(st.booleans()) else []
    return table(*above, row(*columns), *_rows(draw, word, columns), *last)


def _nested(word: Word, columns: tuple[str, ...]) -> str:
    inside = f"{paragraph(word())}{table(row(word(), word()))}{paragraph(word())}"
    return row(cell(inside), "Åtgärdad", *("" for _ in columns[2:]))


def _block(draw: st.DrawFn, word: Word) -> str:
    kind = draw(st.sampled_from((
        "text", "text", "item", "heading", "section", "other", "points", "deleted", "hidden", "box", "contents", "bold",
    )))  # fmt: skip
    return {
        "text": lambda: paragraph(f"{word()} {word()}."),
        "item": lambda: items(word(), word()),
        "heading": lambda: heading(draw(st.integers(1, 4)), word()),
        "section": lambda: heading(3, draw(st.sampled_from(("Uppföljning", "Bedömning", "Syfte", "Rekommendationer")))),
        "other": lambda: table(row(word(), word()), row("---", ""), row(word(), word())),
        "points": lambda: _points(draw, word),
        "deleted": lambda: _tracked(f"{word()}.", word()),
        "hidden": lambda: _hidden(f"{word()}.", word()),
        "box": lambda: _boxed(f"{word()}.", word()),
        "contents": lambda: paragraph(word(), "TOC1"),
        "bold": lambda: paragraph(word(), bold=True),
    }[kind]()  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn) -> list[str]:
    """The body of a report, each of whose words is there once."""
    numbers = count(1)

    def word() -> str:
        return f"ord{next(numbers)}x"

    front = [_block(draw, word) for _ in range(draw(st.integers(0, 3)))]
    inside = [_block(draw, word) for _ in range(draw(st.integers(0, 6)))]
    after = [heading(1, "Revisionell bedömning")] if draw(st.booleans()) else []
    after += [paragraph(f"{word()}{draw(st.sampled_from(('.', '', ':')))}") for _ in after for _n in range(2)]
    sure = [heading(2, word()), table(row(*HEADER), row(f"1) {word()}.", "Åtgärdad", word()))]
    return [paragraph(word(), "Title"), *front, *sure, *inside, *after]


def _plan(*body: str) -> ReportPlan:
    with tempfile.TemporaryDirectory() as folder:
        return plan_report(read_report(save(Path(folder) / "rapport.docx", *body)), _known())


def _written(plan: ReportPlan) -> Counter[str]:
    """The words in what the plan writes, and in what the stored report says."""
    values = [str(value) for record in plan.records for value in record.values.values()]
    said = repr((plan.imported, plan.printed, plan.rows))
    return Counter(_TOKEN.findall("\n".join([*values, said])))


@given(bodies())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_text_of_a_report_has_exactly_one_fate_and_is_where_that_says(body: list[str]) -> None:
    plan = _plan(*body)
    fates = list(plan.fates())
    assert len(fates) == len(plan.ledger.inventory.passages)
    found = Counter(word for fate in fates for word in _TOKEN.findall(fate.passage))
    assert found == Counter(_TOKEN.findall("".join(body)))
    written = _written(plan)
    for fate in fates:
        for word in _TOKEN.findall(fate.passage):
            if fate.fate in {"stored", "kept"}:
                assert written[word], f"{word} is lost: {fate}"
            else:
                assert fate.why, f"{word} is left out without a rule"


@given(bodies())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_same_file_makes_the_same_source_texts(body: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder) / "rapport.docx", *body)  # once: an archive has the time of its making in it
        first, again = (plan_report(read_report(path), _known()) for _ in range(2))
    assert first.records == again.records
    ids = [record.id for record in first.records]
    assert len(ids) == len(set(ids))


@pytest.fixture
def register(empty: Register) -> Register:
    return empty


def _source_texts(register: Register) -> list[dict[str, Any]]:
    names = ("audit", "followup", "recommendation", "place", "text")
    rows = register.connection.execute(f"SELECT {', '.join(names)} FROM source_text ORDER BY position").fetchall()
    return [dict(zip(names, each, strict=True)) for each in rows]


UNREAD = table(
    row("Rekommendation", "Bedömning", "Kommentar", "Kostnad"),
    row("1) Laga taket", "Åtgärdad", "Lagat.", "Sjuttiotre kronor"),
    row("2) Byt dörren", "Snart kanske", "Beställd i juni.", ""),
)


def _imported(register: Register, folder: Path, *body: str) -> None:
    import_report(register, save(folder / "rapport.docx", *body), closing_text, without_backup=True)


def test_what_no_field_is_for_is_kept_where_it_belongs(register: Register, tmp_path: Path) -> None:
    _imported(
        register, tmp_path,
        heading(1, "Sammanfattning"), paragraph("Mycket har gjorts."), table(row("År", "Antal"), row("2020", "4")),
        heading(1, "Skolor"), UNREAD,
    )  # fmt: skip
    kept = _source_texts(register)
    assert [(each["place"], each["text"]) for each in kept] == [
        ("stycke under rubriken Sammanfattning", "Mycket har gjorts."),
        ("tabell 1", "År | Antal\n2020 | 4"),
        ("tabell 2, rad 2, kolumn Kostnad", "Sjuttiotre kronor"),
        ("tabell 2, rad 3, kolumn Bedömning", "Snart kanske"),
    ]
    first, second = recommendations.recommendations(register)
    audit, followup = first.recommendation.audit, first.assessment.followup if first.assessment else None
    assert [(each["audit"], each["followup"], each["recommendation"]) for each in kept] == [
        (None, followup, None), (None, followup, None), (audit, None, first.id), (audit, None, second.id),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [("sjuttiotre", ["1"]), ('"Snart kanske"', ["2"]), ("beställd", ["2"]), ("hemlighet", ["1", "2"])],
)
def test_kept_texts_and_comments_of_points_not_assessed_are_found(
    register: Register, tmp_path: Path, words: str, found: list[str]
) -> None:
    below = table(row("Vad", "Hur"), row("En hemlighet", "Alls ingen"))
    _imported(register, tmp_path, heading(1, "Bilaga"), heading(1, "Skolor"), heading(2, "Läget för punkterna"), below,
              heading(2, "Uppföljning"), UNREAD)  # fmt: skip
    seen = recommendations.recommendations(register, parse_filter(words))
    assert [view.recommendation.number for view in seen] == found


def test_a_passage_in_the_row_of_a_point_is_kept_with_that_point() -> None:
    inventory = Inventory(table=1, row=2)
    ledger = FateLedger(inventory)
    text, note = inventory.add("Laga taket"), inventory.add("Gäller skolan.", "note", within="fotnot 1")
    ledger.store([text], "recommendation", "text", 3)
    ledger.settle()
    assert (ledger.fates[note].kind.value, ledger.fates[note].point) == ("kept", 3)


def test_a_comment_on_a_point_that_nobody_has_assessed_is_shown_with_it(register: Register, tmp_path: Path) -> None:
    _imported(register, tmp_path, heading(1, "Skolor"), UNREAD)
    _first, second = recommendations.recommendations(register)
    assert (second.level, second.comment, second.current) == (None, "Beställd i juni.", False)


def test_kept_texts_go_with_the_import_when_it_is_undone_and_the_same_file_adds_none(
    register: Register, tmp_path: Path
) -> None:
    report = save_made_report(tmp_path / "rapport.docx")
    import_report(register, report, closing_text, without_backup=True)
    kept, actions = _source_texts(register), len(history(register))
    assert kept
    import_report(register, report, closing_text, without_backup=True)
    assert (_source_texts(register), len(history(register))) == (kept, actions)
    undo(register)
    assert _source_texts(register) == []


def test_texts_of_an_audit_that_the_register_has_in_other_words_are_kept(register: Register, tmp_path: Path) -> None:
    def chapter(summary: str, year: str) -> list[str]:
        return [
            paragraph(f"Uppföljning {year}", "Title"), heading(1, "Skolor"), heading(2, "Granskningen"),
            paragraph(summary), heading(2, "Uppföljning"), table(row(*HEADER), row("1) Laga", "Klart", f"År {year}.")),
        ]  # fmt: skip

    _imported(register, tmp_path, *chapter("Vi såg över taken.", "2021"))
    (tmp_path / "rapport.docx").unlink()
    _imported(register, tmp_path, *chapter("Vi såg över golven.", "2023"))
    assert [each["text"] for each in _source_texts(register)] == ["Vi såg över golven."]


def test_nothing_is_written_when_the_passages_do_not_add_up(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FateLedger, "settle", lambda _ledger: None)
    with pytest.raises(PassagesUnaccounted) as caught:
        _imported(register, tmp_path, paragraph("Något"), paragraph("Något mer"), heading(1, "Skolor"), UNREAD)
    assert (caught.value.wrong > 0, caught.value.place) == (True, "stycke före första rubriken")
    assert recommendations.recommendations(register) == []
    assert [action.name for action in history(register)] == ["create_register"]


def test_two_fates_of_one_passage_do_not_add_up() -> None:
    inventory = Inventory()
    ledger = FateLedger(inventory)
    number = inventory.add("Något")
    ledger.keep([number])
    ledger.check("rapport.docx")
    ledger.skip([number], "heading")
    with pytest.raises(PassagesUnaccounted):
        ledger.check("rapport.docx")


@pytest.mark.parametrize("scale", ["in_method", "with_introduction", "definitions_alone"])
def test_every_part_of_a_report_in_words_of_its_own_has_a_fate(tmp_path: Path, scale: str) -> None:
    plan = plan_report(read_report(save_own_words_report(tmp_path / "rapport.docx", scale)), _known())
    assert {fate.fate for fate in plan.fates()} <= {"stored", "kept", "skipped"}


def _one_of_each() -> list[str]:
    """The body of a report with a word of its own in every part."""
    words = (f"ord{number}x" for number in count(1))

    def text() -> str:
        return paragraph(f"{next(words)}.")

    columns = (*HEADER, "Kostnad")
    return [
        paragraph(next(words), "Title"), text(), heading(1, "Sammanfattning"), text(), table(row(next(words), "5")),
        *(part for title in ("Bakgrund", "Syfte", "Revisionskriterier", "Avgränsning", "Metod")
          for part in (heading(1, title), text())),
        heading(1, next(words)), heading(2, "Granskningen"), text(), heading(2, "Granskningens bedömning"), text(),
        items(next(words)), heading(2, "Uppföljning"), text(),
        table(row(*columns), row(cell(next(words), span=4)), row(f"1) {next(words)}.", "Klart", *_two(words)),
              row(f"2) {next(words)}.", f"Snart {next(words)}", *_two(words)),
              row(f"3) {next(words)}.", "", *_two(words))),
        text(), heading(2, "Bedömning"), text(), heading(1, "Revisionell bedömning"), text(),
    ]  # fmt: skip


def _two(words: Iterator[str]) -> tuple[str, str]:
    return next(words), next(words)


def test_all_that_is_stored_or_kept_is_found_by_its_words(register: Register, tmp_path: Path) -> None:
    body = _one_of_each()
    _imported(register, tmp_path, *body)
    words = _TOKEN.findall("".join(body))
    assert len(words) == len(set(words))
    unseen = []
    for word in words:
        flt = parse_filter(word)
        seen = recommendations.recommendations(register, flt) or followups.followups(register, flt)
        if not (seen or recommendations.audits(register, flt)):
            unseen.append(word)
    assert unseen == []
