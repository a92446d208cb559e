"""Reports of closed follow-ups are the same whatever changes in the register later."""

from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from exports.letter_templates.shipped import BASE_REPORT
from exports.report.context import from_json
from exports.report.drawing import paragraph_texts
from exports.report.file import closing_context, template_sha256, write_context, write_report
from storage import followups, records
from storage.domain.records import Followup, Value
from storage.operations.followups import close_followup
from storage.operations.settings import set_setting
from storage.register import Register
from tests.test_exports.material import full_material

TODAY = date(2026, 11, 22)


def closed(register: Register) -> Followup:
    """Close the open follow-up as its report stands."""
    followup = followups.open_followup(register)
    assert followup is not None
    material = followups.followup_material(register, followup.id)
    context = closing_context(material, today=TODAY)
    close_followup(register, followup.id, context=context, template=template_sha256(None))
    return followup


def reprinted(register: Register, followup: str, folder: Path, template: bytes | None = None) -> list[str]:
    """The texts of a re-print, on another day."""
    closing = followups.closing(register, followup)
    assert closing is not None
    day = TODAY + timedelta(400)
    return list(paragraph_texts(write_context(closing.context or "", folder, today=day, template=template).path))


def put(register: Register, entity: str, record: str, values: dict[str, Value]) -> None:
    with register.recording("edit") as action:
        action.put(entity, record, values)


def own_template(folder: Path) -> bytes:
    """An office's template: its own letterhead, larger letters, wider margins."""
    document = docx.Document(str(BASE_REPORT))
    document.sections[0].header.paragraphs[0].text = "Exempelby · Revisionen"
    document.sections[0].left_margin = Cm(4)
    document.add_paragraph("Här börjar rapporten")
    document.save(str(folder / "mall.docx"))
    return (folder / "mall.docx").read_bytes()


def test_a_report_is_closed_without_its_draft_mark_and_with_its_date(practice: Register, tmp_path: Path) -> None:
    followup = closed(practice)
    texts = reprinted(practice, followup.id, tmp_path)
    assert texts[2].replace("\u00a0", " ") == "22 november 2026"
    assert not any("UTKAST" in text or "ännu" in text for text in texts)


def test_the_report_of_a_closed_follow_up_is_the_same_from_its_records_and_its_stored_context(
    practice: Register, tmp_path: Path
) -> None:
    followup = closed(practice)
    material = followups.followup_material(practice, followup.id)
    direct = list(paragraph_texts(write_report(material, tmp_path, today=TODAY).path))
    assert reprinted(practice, followup.id, tmp_path) == direct


def test_a_reprint_says_the_same_after_everything_has_changed(practice: Register, tmp_path: Path) -> None:
    followup = closed(practice)
    before = reprinted(practice, followup.id, tmp_path)
    material = followups.followup_material(practice, followup.id)
    for view in records.bodies(practice):
        put(practice, "body", view.body.id, {"name": f"Nya {view.body.name}"})
    for audit in material.audits:
        put(practice, "audit", audit.audit.id, {"title": "Nytt namn", "judgement": None, "handed_over": "2001-01-01"})
        put(practice, "followup_audit", audit.followup_audit.id, {"trail_text": "Annat", "removed": "fel"})
        for judged in audit.recommendations:
            put(practice, "recommendation", judged.recommendation.id, {"text": "Ny text", "number": "99"})
            if judged.assessment:
                put(practice, "assessment", judged.assessment.id, {"comment": "Ny kommentar", "level": None})
    for level in material.levels:
        put(practice, "level", level.id, {"label": f"Ny {level.label}", "fill": "000000"})
    set_setting(practice, "office", "Nya revisionen")
    set_setting(practice, "disclaimer", "Ny text sist.")
    now = list(
        paragraph_texts(write_report(followups.followup_material(practice, followup.id), tmp_path, today=TODAY).path)
    )
    assert now != before
    assert reprinted(practice, followup.id, tmp_path) == before
    assert reprinted(practice, followup.id, tmp_path, own_template(tmp_path)) == before


def test_a_context_of_a_later_form_is_not_printed(tmp_path: Path) -> None:
    later = closing_context(full_material(), today=TODAY).replace('"format":1', '"format":3')
    with pytest.raises(ValueError, match="format"):
        write_context(later, tmp_path, today=TODAY)
    assert not list(tmp_path.iterdir())


def test_a_report_that_is_dated_already_keeps_its_date_when_it_is_closed() -> None:
    context = from_json(closing_context(full_material("closed"), today=TODAY))
    assert context.date_line.replace("\u00a0", " ") == "14 april 2021"


def test_the_hash_of_a_template_tells_templates_apart(tmp_path: Path) -> None:
    own = own_template(tmp_path)
    assert len({template_sha256(None), template_sha256(own)}) == 2
    assert template_sha256(None) == template_sha256(BASE_REPORT.read_bytes())
