"""A report that went out can come in again: our own reader finds in it what was put there."""

from datetime import date

import pytest

from exports.document import audit_title
from exports.report.file import write_report
from storage.domain.material import FollowupMaterial
from storage.intake.document import ReportDocument
from storage.intake.report import read_report
from tests.test_exports.material import full_material


@pytest.fixture(scope="module")
def material() -> FollowupMaterial:
    return full_material()


@pytest.fixture(scope="module")
def read(material: FollowupMaterial, tmp_path_factory: pytest.TempPathFactory) -> ReportDocument:
    return read_report(write_report(material, tmp_path_factory.mktemp("report"), today=date(2021, 4, 20)).path)


def test_audits_with_year_and_bodies_are_read_back(material: FollowupMaterial, read: ReportDocument) -> None:
    assert [(each.title, each.years, each.auditees) for each in read.audits] == [
        (audit_title(each.audit), each.audit.years, each.auditees) for each in material.audits
    ]


def test_every_recommendation_is_read_back(material: FollowupMaterial, read: ReportDocument) -> None:
    put = [
        (each.recommendation.number, each.recommendation.theme, each.recommendation.text, level.label, level.means)
        for audit in material.audits
        for each in audit.recommendations
        if (level := each.level)
    ]
    found = [
        (row.number, row.theme, row.text, row.label, row.means)
        for audit in read.audits
        for row in audit.recommendations
    ]
    assert found == put


def test_comments_are_read_back_paragraph_by_paragraph(material: FollowupMaterial, read: ReportDocument) -> None:
    put = [each.assessment.comment for audit in material.audits for each in audit.recommendations if each.assessment]
    assert [row.comment for audit in read.audits for row in audit.recommendations] == put


def test_dates_and_paragraphs_are_read_back(material: FollowupMaterial, read: ReportDocument) -> None:
    put = [
        (
            each.audit.handed_over,
            each.answer.answer_due,
            each.answer.answered_on,
            each.answer.paragraph,
            each.answer.responder,
            each.answer.on_behalf_of,
        )
        for each in material.audits
    ]
    trails = [each.trail for each in read.audits]
    assert [
        (t.handed_over, t.answer_due, t.answered_on, t.paragraph, t.responder, t.on_behalf_of) for t in trails
    ] == put


def test_whether_to_follow_up_again_is_read_back(material: FollowupMaterial, read: ReportDocument) -> None:
    assert [(each.follow_up_again, each.follow_up_year) for each in read.audits] == [
        (each.followup_audit.follow_up_again, each.followup_audit.follow_up_year) for each in material.audits
    ]
