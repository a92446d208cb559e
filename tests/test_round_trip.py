"""A report that we write, and read into another register, says there what it said here."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from exports.report.drawing import paragraph_texts
from exports.report.file import closing_text, write_context, write_report
from storage import clock, closings, followups, records
from storage.domain.material import AuditMaterial, FollowupMaterial
from storage.domain.records import Followup, replace
from storage.domain.scale import STANDARD
from storage.domain.views import ResponseFacts
from storage.operations.assessments import assess
from storage.operations.followups import close_followup, edit_followup
from storage.operations.importing import import_report
from storage.operations.records import add
from storage.operations.settings import set_setting
from storage.register import Register, create_register
from tests.made_report import (
    HEADER,
    OWN_SCALE,
    SCALES,
    SIGNATURES,
    audit,
    paragraph,
    row,
    save,
    save_own_words_report,
    table,
)

REAL = Path(__file__).parent.parent.parent / "shared" / "real" / "follow-up-report.docx"


@dataclass(frozen=True)
class Facts:
    """What a report says of an audit."""

    title: str | None
    years: str | None
    auditees: tuple[str, ...]
    purpose: str | None
    judgement: str | None
    grounds: str | None
    handed_over: str | None
    answer: ResponseFacts
    followed: tuple[str | int | None, ...]
    rows: tuple[tuple[str | None, ...], ...]


def facts(material: AuditMaterial) -> Facts:
    """An audit's facts, with white space folded."""
    audit, followed = material.audit, material.followup_audit
    return Facts(
        title=audit.title,
        years=audit.years,
        auditees=material.auditees,
        purpose=audit.purpose,
        judgement=audit.judgement,
        grounds=audit.grounds,
        handed_over=audit.handed_over,
        answer=replace(material.answer, informed=()),  # who was sent a copy is the letter's affair, not the report's
        followed=(followed.judgement, followed.follow_up_again, followed.follow_up_year),
        rows=tuple(
            (
                row.recommendation.number,
                row.recommendation.theme,
                row.recommendation.text,
                row.level.label if row.level else None,
                row.assessment.comment if row.assessment else None,
            )
            for row in material.recommendations
        ),
    )


def there_and_back(register: Register, followup: Followup, folder: Path) -> tuple[FollowupMaterial, FollowupMaterial]:
    """The follow-up here, and in a new register that has read its report."""
    here = followups.followup_material(register, followup.id)
    written = write_report(here, folder, today=clock.today())
    with create_register(folder / "other.db") as other:
        result = import_report(other, written.path, closing_text)
        assert result.plan.refused == 0
        return here, followups.followup_material(other, result.plan.followup_id)


def test_the_practice_report_comes_back_with_every_fact(practice: Register, tmp_path: Path) -> None:
    closed = next(view.followup for view in followups.followups(practice) if view.followup.state == "closed")
    here, back = there_and_back(practice, closed, tmp_path)
    assert [level.label for level in back.levels][:3] == [level.label for level in here.levels][:3]
    for mine, theirs in zip(here.audits, back.audits, strict=True):
        assert facts(theirs) == facts(mine)
    for field in ("title", "year", "report_date", "purpose", "method", "judgement", "disclaimer"):
        assert getattr(back.followup, field) == getattr(here.followup, field), field


@pytest.mark.skipif(not REAL.exists(), reason="the real report is not part of the repository")
def test_the_real_report_comes_back_with_every_fact(empty: Register, tmp_path: Path) -> None:
    import_report(empty, REAL, closing_text)
    here, back = there_and_back(empty, followups.report_followup(empty, None), tmp_path)
    for mine, theirs in zip(here.audits, back.audits, strict=True):
        assert facts(theirs) == facts(mine)
        assert theirs.followup_audit.trail_text == mine.followup_audit.trail_text


TEXTS = (
    "title", "year", "report_date", "background", "purpose", "criteria", "limits", "method", "judgement", "disclaimer",
)  # fmt: skip


@pytest.fixture(params=[(scale, "in_columns") for scale in SCALES] + [("in_method", one) for one in SIGNATURES])
def own_words(request: pytest.FixtureRequest, empty: Register, tmp_path: Path) -> tuple[Register, Followup]:
    """A register that has read in a report in words of its own, and the follow-up."""
    result = import_report(empty, save_own_words_report(tmp_path / "egen.docx", *request.param), closing_text)
    return empty, followups.report_followup(empty, result.plan.followup_id)


def printed(register: Register, followup: str, folder: Path) -> tuple[Path, list[str]]:
    """The report of a closed follow-up, as stored."""
    closing = closings.stored_closing(register, followup)
    assert closing is not None
    path = write_context(closing.context or "", folder, today=clock.today()).path
    return path, [text.replace("\u00a0", " ") for text in paragraph_texts(path)]


def test_a_report_read_in_keeps_every_standing_part_in_its_own_words(own_words: tuple[Register, Followup]) -> None:
    register, followup = own_words
    material = followups.followup_material(register, followup.id)
    assert followup.background == "Råden gavs för att något skulle hända."
    assert followup.purpose == (
        "Syfte och revisionsfrågor\nVi svarar på två frågor:\n- Har råden följts?\n- Varför inte?"
    )
    assert followup.criteria == "Vi mäter mot kommunallagen och mot fullmäktiges egna mål."
    assert followup.limits == "Bolagen ingår inte."
    assert (followup.method or "").startswith("Vi har ringt runt. Råden har fått färg så här:")
    assert followup.judgement == "Det går åt rätt håll."
    assert followup.disclaimer == "Den här rapporten har tagits fram åt fullmäktige i Provköping och ingen annan."
    assert (followup.report_date, material.imported and material.imported.signed_on) == ("2022-03", "2022-04-07")
    assert [(one.label, one.definition) for one in material.levels] == [(label, text) for _, label, text in OWN_SCALE]
    assert [(one.name, one.title) for one in material.signers] == [
        ("Siv Alm", "Ordförande"), ("Ture Åkerlund", "Vice ordförande")
    ]  # fmt: skip


def test_a_report_read_in_is_printed_in_its_own_words_and_no_others(
    own_words: tuple[Register, Followup], tmp_path: Path
) -> None:
    register, followup = own_words
    for key in ("purpose", "method", "disclaimer", "report_signers", "place"):
        set_setting(register, key, "Kontorets eget")
    texts = printed(register, followup.id, tmp_path)[1]
    every = "\n".join(texts)
    for _colour, label, definition in OWN_SCALE:
        assert every.count(definition) == 1
        assert label in texts
    for heading in ("Bakgrund", "Syfte och revisionsfrågor", "Revisionskriterier", "Avgränsning", "Metod"):
        assert texts.count(heading) == 2, "in the list of contents and in its place"
    for words in STANDARD:
        assert words.definition not in every
    for text in ("Kontorets eget", "Revisorerna lämnar rekommendationer", "Ej bedömbar", "Exempelby"):
        assert text not in every
    assert texts[texts.index("Här står råden, ett för ett.") - 1] == "Råden ett för ett"
    signing = texts.index("Provköping den 7 april 2022")
    assert texts[signing + 1 : signing + 5] == ["Siv Alm", "Ordförande", "Ture Åkerlund", "Vice ordförande"]
    assert texts[:3] == [followup.title, "Granskarna i Provköping, kommunrevision", "Mars 2022"]


def test_a_report_read_in_comes_back_as_it_was_read(own_words: tuple[Register, Followup], tmp_path: Path) -> None:
    register, followup = own_words
    path, texts = printed(register, followup.id, tmp_path)
    here = followups.followup_material(register, followup.id)
    with create_register(tmp_path / "other.db") as other:
        result = import_report(other, path, closing_text)
        assert result.plan.refused == 0
        back = followups.followup_material(other, result.plan.followup_id)
        assert printed(other, result.plan.followup_id, tmp_path)[1] == texts
    assert [getattr(back.followup, name) for name in TEXTS] == [getattr(here.followup, name) for name in TEXTS]
    assert back.imported == here.imported
    assert [facts(audit) for audit in back.audits] == [facts(audit) for audit in here.audits]
    looks = [[(one.label, one.definition, one.means, one.order) for one in each.levels] for each in (here, back)]
    assert looks[0] == looks[1]
    names = [[(one.name, one.title) for one in each.signers] for each in (here, back)]
    assert names[0] == names[1]


def test_a_report_read_in_without_a_date_gets_none(empty: Register, tmp_path: Path) -> None:
    chapter = audit(
        "Vägar", "Kort.", "Inget.", table(row(*HEADER), row("1) Gör klart", "Åtgärdad", "A.")), verdict="B."
    )
    result = import_report(
        empty, save(tmp_path / "odaterad.docx", paragraph("Vägar då", "Title"), chapter), closing_text
    )
    texts = printed(empty, result.plan.followup_id, tmp_path)[1]
    assert texts[:3] == ["Vägar då", "Exempelby kommuns revisorer", "Innehåll"]
    assert not [text for text in texts if "2026" in text]


def test_a_second_report_in_the_same_words_shares_the_scale_and_the_signers(empty: Register, tmp_path: Path) -> None:
    first = import_report(empty, save_own_words_report(tmp_path / "a.docx"), closing_text).plan
    second = import_report(empty, save_own_words_report(tmp_path / "b.docx", signatures="in_lines"), closing_text).plan
    assert first.followup_id != second.followup_id
    materials = [followups.followup_material(empty, plan.followup_id) for plan in (first, second)]
    assert materials[0].levels == materials[1].levels
    assert materials[0].signers == materials[1].signers
    assert not {"scale", "level", "person"} & {record.entity for record in second.records}


def test_a_report_is_printed_alike_whatever_the_register_knew_of_its_audits(tmp_path: Path) -> None:
    report, every = save_own_words_report(tmp_path / "egen.docx"), []
    for name in ("tomt", "känt"):
        with create_register(tmp_path / f"{name}.db", office="Revisionen") as register:
            if name == "känt":
                know_more(register)
            result = import_report(register, report, closing_text)
            assert result.plan.changed == (2 if name == "känt" else 0)
            every.append(printed(register, result.plan.followup_id, tmp_path)[1])
    assert every[0] == every[1]


def know_more(register: Register) -> None:
    """Enter the audit of the report in other words, with points, answers and an earlier follow-up of its own."""
    known = {"title": "Brandskydd", "years": "2019", "purpose": "Registrets ord.", "judgement": "Registrets dom."}
    add(register, "audit", {**known, "auditees": "Kommunstyrelsen", "handed_over": "2020-03-09"})
    for number, text in (("7", "Något annat"), ("1", "öva  varje år"), ("2", "Räkna släckarna")):
        point = {"audit": "Brandskydd", "number": number, "text": text, "theme": "Registrets tema"}
        add(register, "recommendation", point)
    answer = {"responder": "Kommunstyrelsen", "audits": "Brandskydd", "decided_on": "2020-05-02"}
    (response,) = add(register, "response", answer).records("response")
    add(register, "response_line", {"response": response, "targets": "Brandskydd:2", "stance": "disagrees"})
    followup = followups.open_followup(register)
    assert followup is not None
    level = followups.levels(register, followup.scale or "")[2].id
    assess(register, [records.find(register, "Brandskydd:2")], level)
    edit_followup(register, followup.id, {"year": 2021})
    stored = closing_text(followups.followup_material(register, followup.id), None, clock.today())
    close_followup(register, followup.id, context=stored[0], template=stored[1])


def test_what_was_settled_earlier_comes_back_in_its_table_and_is_not_read_as_assessed(
    practice: Register, tmp_path: Path
) -> None:
    followup = followups.open_followup(practice)
    assert followup is not None
    level = followups.levels(practice, followup.scale or "")[1].id
    assess(practice, [records.find(practice, "Inköp och direktupphandling:4")], level)
    texts = closing_text(followups.followup_material(practice, followup.id), None, clock.today())
    close_followup(practice, followup.id, context=texts[0], template=texts[1])
    here = followups.followup_material(practice, followup.id)
    assert sum(len(audit.settled) for audit in here.audits) == 3
    path, printed_here = printed(practice, followup.id, tmp_path)
    with create_register(tmp_path / "other.db") as other:
        result = import_report(other, path, closing_text)
        back = followups.followup_material(other, result.plan.followup_id)
        printed_back = printed(other, result.plan.followup_id, tmp_path)[1]
    assert [len(audit.recommendations) for audit in back.audits] == [
        len(audit.recommendations) for audit in here.audits
    ]
    assert settled_texts(printed_back) == settled_texts(printed_here)
    assert printed_back.count("Tre rekommendationer har avslutats tidigare och ingår inte i antalen.") == 2


def settled_texts(texts: list[str]) -> list[str]:
    """The heading and the table of what was settled, of the one audit that has it."""
    start = [at for at, text in enumerate(texts) if text == "Avslutade vid tidigare uppföljning"][-1]
    return texts[start : start + 4 + 3 * 3]
