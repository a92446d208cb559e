"""Letters as files: what they say, what they are called, and that all are there or none."""

import hashlib
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.errors import FolderMissing, TextLost
from exports.letter_templates.errors import LogoUnreadable, TemplateFaulty
from exports.letter_templates.shipped import MISSIV
from exports.letters import file
from exports.letters.context import missiv_context
from exports.letters.file import write_letter
from exports.writing import write_new
from storage.domain.material import INFORMATION, LetterMaterial
from storage.domain.records import Followup, Letter, LetterQuestion, Person
from storage.domain.text import paragraphs, tidy
from storage.errors import DiskFull
from tests.test_exports.material import LEVELS, judged
from tests.test_exports.missiv_material import (
    PNG,
    changed,
    expected_lines,
    followup_letter,
    full_letter,
    letter,
    letter_audit,
    lines_of,
    plain,
    recipient,
)

TODAY = date(2026, 11, 22)
CHECKER = Path(__file__).parents[3] / "shared" / "tools" / "docx_check.py"
NASTY = st.sampled_from([
    "R&D", "<ny>", "</w:t></w:r><w:r>", "{{ 7*7 }}", "{% raw %}", "{%p endfor %}", "{# bort #}", "{_{ x }_}", "{{",
    "}}", "\ud800", "\ufffe", "\x00", "\x1b]52;c;aGVq\x07", "\x0b\x0c\x07", "\u202eomvänt", "\ufeff", "\r\n", "\t",
    "\u2028", "- ", "\u00a0", "å̈", "]]>", "&amp;", "None", "”’", "{title}", "{office}",
])  # fmt: skip
TEXT = st.lists(st.one_of(st.text(max_size=12), NASTY), max_size=5).map("".join)
FIELDS = ("title", "years", "firm", "purpose", "judgement", "grounds")


def hostile(texts: list[str]) -> LetterMaterial:
    """A letter with the texts everywhere, each in turn."""
    take = iter((texts * 40)[:40]).__next__
    bodies = (f"{take()} ett", f"{take()} två", f"{take()} tre")
    return letter(
        letter_audit(
            plain(take(), take(), bodies[0]),
            plain(take(), take(), bodies[1], kind="question"),
            **{name: take() for name in FIELDS},
        ),
        letter_audit(judged(take(), LEVELS[1], text=take()), title=take()),
        recipients=(
            recipient(bodies[0], demand=take()),
            recipient(bodies[1], through=bodies[0]),
            recipient(bodies[2], INFORMATION),
        ),
        record=Letter(
            id="l", decided="2026-11-20", answer_due=take(), answer_how=take(), own_text=take(), registry_number=take()
        ),
        questions=(LetterQuestion(id="q", number=take(), text=take()),),
        signers=(Person(id="p", name=take(), title=take()),),
        followup=Followup(id="f", title=take(), judgement=take()) if len(texts[0]) % 2 else None,
        office=take(),
        settings={
            name: take()
            for name in ("postal_address", "phone", "email", "web", "place", "missiv_opening", "answer_contents",
                         "closing_formula", "enclosures", "copy_recipients")
        },
    )  # fmt: skip


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT, min_size=1, max_size=12))
def test_the_text_of_a_letter_is_the_text_of_its_context(tmp_path: Path, texts: list[str]) -> None:
    material = hostile(texts)
    for written in write_letter(material, tmp_path, today=TODAY, each=True):
        context = missiv_context(material, today=TODAY, recipient=written.body)
        lines = lines_of(written.path)
        assert lines == expected_lines(context)
        if written.body is None:
            expected = [each.recommendation.text for audit in material.audits for each in audit.recommendations]
            assert set(lines) >= {each.text for text in expected for each in paragraphs(tidy(text or ""))}
        office = lines_of(written.path, "word/headerFirst.xml")
        assert office == [context.office]
        written.path.unlink()


SIGNED = letter(letter_audit(), record=Letter(id="l", dated="2026-11-20", signed="2026-11-24"))


@pytest.mark.parametrize("material", [full_letter(), followup_letter(), letter(letter_audit(), recipients=()), SIGNED])
def test_a_letter_says_what_its_context_says(tmp_path: Path, material: LetterMaterial) -> None:
    (written,) = write_letter(material, tmp_path, today=TODAY)
    assert lines_of(written.path) == expected_lines(missiv_context(material, today=TODAY))
    assert written.sha256 == hashlib.sha256(written.path.read_bytes()).hexdigest()


def test_header_and_footer_say_who_writes_and_where_they_are(tmp_path: Path) -> None:
    (written,) = write_letter(full_letter(), tmp_path, today=TODAY)
    assert lines_of(written.path, "word/headerFirst.xml") == ["Exempelby kommuns revisorer"]
    assert lines_of(written.path, "word/header1.xml") == ["Exempelby kommuns revisorer · Diarienummer: REV 2026/14"]
    assert lines_of(written.path, "word/footerFirst.xml") == [
        "Postadress: Box 12, 123 45 Exempelby · Besöksadress: Storgatan 1",
        "Telefon: 0123-45 67 89 · E-post: revisionen@exempelby.se · Webbplats: exempelby.se/revision",
        "Sida 1 (1)",
    ]
    (bare,) = write_letter(letter(letter_audit(), settings={"web": "exempelby.se"}), tmp_path, today=TODAY)
    assert lines_of(bare.path, "word/footerFirst.xml") == ["Webbplats: exempelby.se", "Sida 1 (1)"]
    assert lines_of(bare.path, "word/header1.xml") == ["Exempelby kommuns revisorer"]


def test_a_letter_to_all_is_named_by_the_audit_and_the_day(tmp_path: Path) -> None:
    (written,) = write_letter(full_letter(), tmp_path, today=TODAY)
    assert (written.name, written.body) == ("Missiv Måltider 2026-11-20.docx", None)
    (again,) = write_letter(full_letter(), tmp_path, today=TODAY)
    assert again.name == "Missiv Måltider 2026-11-20 (2).docx"
    assert again.path.read_bytes() == written.path.read_bytes()


def test_each_recipient_gets_a_letter_of_its_own_and_nobody_is_asked_twice(tmp_path: Path) -> None:
    written = write_letter(full_letter(), tmp_path, today=TODAY, each=True)
    assert [(each.name, each.body) for each in written] == [
        ("Missiv Socialnämnden 2026-11-20.docx", "Socialnämnden"),
        ("Missiv Tekniska nämnden 2026-11-20.docx", "Tekniska nämnden"),
        ("Missiv Kommunfullmäktiges presidium 2026-11-20.docx", "Kommunfullmäktiges presidium"),
    ]
    only = write_letter(letter(letter_audit()), tmp_path, today=TODAY, each=True)
    assert [each.body for each in only] == ["Socialnämnden"]


@pytest.mark.parametrize("name", ["x" * 300, "a/b:c?", "CON", "..", "Na\u0308mnden", "", "/"])
def test_any_body_has_a_file_name(tmp_path: Path, name: str) -> None:
    (written,) = write_letter(letter(letter_audit(), recipients=(recipient(name),)), tmp_path, today=TODAY, each=True)
    assert written.path.parent == tmp_path
    assert written.name.startswith("Missiv")
    assert written.name.endswith(" 2026-11-20.docx")


def test_when_one_letter_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annat.docx").write_text("annat")
    calls: list[str] = []

    def full_at_the_third(data: bytes, folder: Path, name: str) -> Path:
        calls.append(name)
        if len(calls) == 3:
            raise DiskFull(folder / name)
        return write_new(data, folder, name)

    monkeypatch.setattr(file, "write_new", full_at_the_third)
    with pytest.raises(DiskFull):
        write_letter(full_letter(), tmp_path, today=TODAY, each=True)
    assert [path.name for path in tmp_path.iterdir()] == ["annat.docx"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        write_letter(full_letter(), tmp_path / "finns inte", today=TODAY)


def test_a_letter_that_would_lose_text_is_not_written(tmp_path: Path) -> None:
    hides = changed(
        MISSIV.read_bytes(), lambda xml: xml.replace("{{ title }}", "{% if not logo %}{{ title }}{% endif %}")
    )
    with pytest.raises(TextLost) as lost:
        write_letter(full_letter(), tmp_path, today=TODAY, template=hides, logo=PNG)
    assert lost.value.missing == "Missiv: Granskning av måltider"
    assert not list(tmp_path.iterdir())


def test_a_template_with_faults_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(TemplateFaulty) as faulty:
        write_letter(full_letter(), tmp_path, today=TODAY, template=b"ingen mall")
    assert [fault.code for fault in faulty.value.faults] == ["not_word"]
    assert not list(tmp_path.iterdir())


def test_the_logo_stands_in_the_header_with_words_for_those_who_cannot_see_it(tmp_path: Path) -> None:
    (written,) = write_letter(full_letter(), tmp_path, today=TODAY, logo=PNG)
    with zipfile.ZipFile(written.path) as archive:
        header = archive.read("word/headerFirst.xml").decode()
        assert 'descr="Logotyp: Exempelby kommuns revisorer"' in header
        (picture,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert archive.read(picture) == PNG
    assert lines_of(written.path) == expected_lines(missiv_context(full_letter(), today=TODAY))


@pytest.mark.parametrize("logo", [b"", b"ingen bild", b"<svg/>", PNG[:20], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_a_logo_that_is_no_picture_writes_nothing(tmp_path: Path, logo: bytes) -> None:
    with pytest.raises(LogoUnreadable):
        write_letter(full_letter(), tmp_path, today=TODAY, logo=logo)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not CHECKER.exists(), reason="the acceptance checker lies beside the project only at some places")
@pytest.mark.parametrize("material", [full_letter(), followup_letter(), letter(letter_audit(), recipients=())])
def test_a_letter_is_accessible(tmp_path: Path, material: LetterMaterial) -> None:
    (written,) = write_letter(material, tmp_path, today=TODAY, logo=PNG)
    command = [sys.executable, str(CHECKER), "--profile", "missiv", "--quiet", str(written.path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert " 0 warn" in result.stdout, result.stdout


def test_only_rows_longer_than_a_page_takes_may_be_split(tmp_path: Path) -> None:
    audit = letter_audit(plain("1", "Kort"), plain("2", "Nämnden behöver ta ställning. " * 60))
    (written,) = write_letter(letter(audit), tmp_path, today=TODAY)
    rows = Document(str(written.path)).tables[0].rows
    assert ["cantSplit" in row._tr.xml for row in rows] == [True, True, False]


def test_the_file_s_properties_say_what_it_is_and_nothing_of_the_machine(tmp_path: Path) -> None:
    (written,) = write_letter(full_letter(), tmp_path, today=TODAY)
    with zipfile.ZipFile(written.path) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 11, 22)}
    assert "<dc:title>Missiv: Granskning av måltider</dc:title>" in core
    assert "<dc:creator>Exempelby kommuns revisorer</dc:creator>" in core
    assert "2026-11-22T00:00:00Z" in core
    assert "python" not in core
