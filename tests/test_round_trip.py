"""A report that we write, and read into another register, says there what it said here."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from exports.report.file import closing_text, write_report
from storage import clock, followups
from storage.domain.material import AuditMaterial, FollowupMaterial
from storage.domain.records import Followup, replace
from storage.domain.views import ResponseFacts
from storage.operations.importing import import_report
from storage.register import Register, create_register

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
