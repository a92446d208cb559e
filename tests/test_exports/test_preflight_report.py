"""Preflight of reports."""

from datetime import date
from typing import Any

import pytest

from exports.preflight.findings import Code, Finding, Severity
from exports.preflight.report import preflight_report
from storage.domain.material import AuditMaterial, FollowupMaterial
from storage.domain.records import Audit, Followup, FollowupAudit, Person, replace
from storage.domain.views import ResponseFacts
from tests.test_exports.material import LEVELS, audit_material, followup_material, full_material, judged

TODAY = date(2021, 4, 14)
DONE, PARTLY, NOT_DONE, *_ = LEVELS
SIGNER = Person(id="p", name="Maja Lindgård")


TEXTS = ("background", "purpose", "criteria", "limits", "method", "disclaimer", "judgement")


def found(material: FollowupMaterial, code: Code, *, final: bool = False) -> list[Finding]:
    return [each for each in preflight_report(material, today=TODAY, final=final) if each.code is code]


def values_of(audit: AuditMaterial, code: Code, *, final: bool = False) -> list[dict[str, str]]:
    """The values of the findings of one audit."""
    return [dict(each.values) for each in found(followup_material(audit, signers=(SIGNER,)), code, final=final)]


def test_a_report_with_everything_in_order_has_nothing_to_say() -> None:
    audit = audit_material(judged("1", DONE, comment="Klart."), judged("2", DONE, comment="Klart.", position=2))
    assert preflight_report(followup_material(audit, signers=(SIGNER,)), today=TODAY, final=True) == ()


def test_a_report_without_title_or_audits_is_stopped() -> None:
    empty = followup_material(followup=Followup(id="f", year=2021), signers=(SIGNER,))
    assert {(each.code, each.severity) for each in preflight_report(empty, today=TODAY)} == {
        (Code.TITLE_MISSING, Severity.ERROR),
        (Code.NO_AUDITS, Severity.ERROR),
    }


def test_a_missing_signer_stops_only_a_report_that_is_to_be_closed() -> None:
    material = followup_material(audit_material(judged("1", DONE, comment="Klart.")))
    assert [each.severity for each in found(material, Code.SIGNER_MISSING)] == [Severity.WARNING]
    assert [each.severity for each in found(material, Code.SIGNER_MISSING, final=True)] == [Severity.ERROR]


def test_numbers_that_stand_twice_are_skipped_or_missing_name_their_record() -> None:
    audit = audit_material(
        *(judged(number, DONE, position=n) for n, number in enumerate(["1", "2)", "2", "4", None], 1)),
        audit=Audit(id="audit", title="Granskning av hot mot anställda", short_title="Hot"),
    )
    material = followup_material(audit)
    (twice,), (skipped,), (missing,) = (
        found(material, code) for code in (Code.NUMBER_TWICE, Code.NUMBER_SKIPPED, Code.NUMBER_MISSING)
    )
    assert (twice.entity, twice.record, twice.where, twice.values) == (
        "recommendation", "audit-3", "Hot:2", {"number": "2"},
    )  # fmt: skip
    assert (skipped.entity, skipped.record, skipped.where, skipped.values) == (
        "audit",
        "audit",
        "Hot",
        {"numbers": "3"},
    )
    assert (missing.record, missing.where) == ("audit-5", "Hot:Ta fram en rutin")


@pytest.mark.parametrize(
    "numbers",
    [["1", "2", "3"], [None, None], ["1", "2 a", "2 b", "3"], ["a", "b"], ["2019", "2020"], ["1", "1.1", "2"]],
)
def test_other_ways_of_numbering_are_left_in_peace(numbers: list[str | None]) -> None:
    audit = audit_material(*(judged(number, DONE, position=n) for n, number in enumerate(numbers, 1)))
    codes = {Code.NUMBER_TWICE, Code.NUMBER_SKIPPED, Code.NUMBER_MISSING}
    assert not codes & {each.code for each in preflight_report(followup_material(audit), today=TODAY)}


def test_questions_are_numbered_apart_from_recommendations() -> None:
    audit = audit_material(judged("1", DONE), judged("1", None, position=2, kind="question"))
    assert values_of(audit, Code.NUMBER_TWICE) == []


def test_a_judgement_asks_for_a_comment_and_a_red_one_for_a_reason() -> None:
    audit = audit_material(
        judged("1", DONE, position=1),
        judged("2", NOT_DONE, position=2, comment="Inget har hänt."),
        judged("3", NOT_DONE, position=3, comment="Inget har hänt.", reason="workload"),
        judged("4", NOT_DONE, position=4, comment="Inget har hänt.", stances=("disagrees",)),
        judged("5", PARTLY, position=5, comment="  "),
    )
    material = followup_material(audit)
    assert [(f.record, f.values) for f in found(material, Code.COMMENT_MISSING)] == [
        ("audit-1", {"level": "Åtgärdad"}), ("audit-5", {"level": "Delvis åtgärdad"}),
    ]  # fmt: skip
    assert [(f.record, f.values) for f in found(material, Code.REASON_MISSING)] == [
        ("audit-2", {"level": "Inte åtgärdad"})
    ]


def test_what_is_not_judged_stops_a_report_that_is_to_be_closed() -> None:
    audit = audit_material(
        judged("1", None, position=1), judged("1 a", None, position=2, parent="audit-1"),
        judged("2", None, position=3, kind="question"),
    )  # fmt: skip
    material = followup_material(audit)
    assert [(f.record, f.severity) for f in found(material, Code.NOT_ASSESSED)] == [("audit-2", Severity.WARNING)]
    assert [f.severity for f in found(material, Code.NOT_ASSESSED, final=True)] == [Severity.ERROR]


def test_an_audit_judged_as_a_whole_may_be_closed() -> None:
    whole = FollowupAudit(id="fa", judgement="Styrningen är i huvudsak tillräcklig.")
    material = followup_material(audit_material(judged("1", None), followup_audit=whole))
    assert [f.severity for f in found(material, Code.NOT_ASSESSED, final=True)] == [Severity.WARNING]


def test_an_answer_without_its_paragraph_is_named() -> None:
    assert values_of(audit_material(answer=ResponseFacts(answered_on="2019-06-03")), Code.PARAGRAPH_MISSING) == [{}]
    answered = ResponseFacts(answered_on="2019-06-03", paragraph="116")
    assert values_of(audit_material(answer=answered), Code.PARAGRAPH_MISSING) == []
    assert values_of(audit_material(), Code.PARAGRAPH_MISSING) == []


@pytest.mark.parametrize(
    ("handed_over", "facts", "pairs"),
    [
        ("2018-09-10", {"answer_due": "2018-09-01"}, [("handed_over", "answer_due")]),
        ("2018-09-10", {"answered_on": "2018-08-20"}, [("handed_over", "answered_on")]),
        ("2018-09", {"answered_on": "2018-09-01"}, []),
        ("2018", {"answer_due": "2018-03"}, []),
        (None, {"answered_on": "2019-06-03", "received_on": "2019-06-01"}, [("answered_on", "received_on")]),
        (None, {"answer_due": "2018-12-31", "extension_due": "2018-11-30"}, [("answer_due", "extension_due")]),
        ("2018-09-10", {"answer_due": "2018-12-20", "answered_on": "2018-11-20"}, []),
    ],
)
def test_dates_that_cannot_be_true_together_are_named(
    handed_over: str | None, facts: dict[str, Any], pairs: list[tuple[str, str]]
) -> None:
    answer = replace(ResponseFacts(), **facts)
    audit = audit_material(audit=Audit(id="audit", title="Upphandling", handed_over=handed_over), answer=answer)
    assert [(v["first"], v["second"]) for v in values_of(audit, Code.DATES_OUT_OF_ORDER)] == pairs


def test_what_is_no_date_or_has_not_come_yet_is_named() -> None:
    audit = audit_material(
        audit=Audit(id="audit", title="Upphandling", handed_over="2118-09-10"),
        answer=ResponseFacts(answer_due="snart", answered_on="2021-04"),
    )
    assert values_of(audit, Code.NOT_A_DATE) == [{"field": "answer_due", "value": "snart"}]
    assert values_of(audit, Code.DATE_IN_FUTURE) == [{"field": "handed_over", "date": "2118-09-10"}]


@pytest.mark.parametrize(
    ("trail", "differing"),
    [
        ("Revisorerna beslutade den 10 september 2018. Svaret kom 2019-06-03.", []),
        ("Revisorerna beslutade i september 2018.", []),
        ("Revisorerna beslutade den 11 september 2018.", ["handed_over", "answered_on"]),
        ("Beslutet togs 2018-09-10. Styrelsen svarade den 4 juni 2019.", ["answered_on"]),
        ("Beslutet togs 2018-09-10, svaret kom 2019-06-03 och ett möte hölls den 1 maj 2019.", []),
        ("Rapporten lämnades över vid ett möte.", []),
        (None, []),
    ],
)
def test_a_typed_account_that_names_other_dates_than_the_recorded_is_named(
    trail: str | None, differing: list[str]
) -> None:
    audit = audit_material(
        audit=Audit(id="audit", title="Upphandling", handed_over="2018-09-10"),
        answer=ResponseFacts(answered_on="2019-06-03", paragraph="116"),
        followup_audit=FollowupAudit(id="fa", trail_text=trail),
    )
    findings = found(followup_material(audit), Code.TRAIL_DIFFERS)
    assert [f.values["field"] for f in findings] == differing
    assert {(f.entity, f.record) for f in findings} <= {("followup_audit", "fa")}


@pytest.mark.parametrize(
    "text",
    ["Se {{ namn }}.", "{% if x %}", "Beslut XX", "Under 20XX", "den [datum]", "[Nämnden] svarade", "[ange belopp]",
     "till {firm}", "______", "åååå-mm-dd", "[…]"],
)  # fmt: skip
def test_a_placeholder_left_in_the_offices_own_text_stops_the_report_and_in_a_record_it_warns(text: str) -> None:
    (finding,) = found(followup_material(audit_material(judged("1", DONE, comment=text))), Code.PLACEHOLDER)
    assert (finding.severity, finding.record, finding.values["field"]) == (Severity.WARNING, "audit-1", "comment")
    assert finding.values["found"] in text
    own = Followup(id="own", title="Uppföljning", purpose=text)
    (finding,) = found(followup_material(audit_material(), followup=own), Code.PLACEHOLDER)
    assert (finding.severity, finding.record, finding.values["field"]) == (Severity.ERROR, "own", "purpose")


@pytest.mark.parametrize(
    "text", ["[KS]", "storlek XL och XXL", "se bilaga [1]", "a_b", "50 %", "5 § {1}", "§ 20", "xx"]
)
def test_what_only_looks_a_little_like_a_placeholder_is_left_in_peace(text: str) -> None:
    assert not found(followup_material(audit_material(judged("1", DONE, comment=text))), Code.PLACEHOLDER)


def test_placeholders_are_found_wherever_the_report_prints() -> None:
    left = "Se [datum]."
    material = followup_material(
        audit_material(
            judged("1", DONE, text=left, theme=left, comment=left),
            audit=Audit(id="audit", title=left, purpose=left, judgement=left, grounds=left),
            followup_audit=FollowupAudit(id="fa", trail_text=left, judgement=left),
        ),
        followup=Followup(
            id="f",
            title=left,
            background=left,
            purpose=left,
            criteria=left,
            limits=left,
            method=left,
            disclaimer=left,
            judgement=left,
        ),
        signers=(Person(id="p", name=left, title=left),),
    )
    assert [(f.entity, f.values["field"]) for f in found(material, Code.PLACEHOLDER)] == [
        ("person", "name"), ("person", "title"),
        ("followup", "title"), *(("followup", name) for name in TEXTS),
        ("audit", "title"), ("audit", "purpose"), ("audit", "judgement"), ("audit", "grounds"),
        ("followup_audit", "trail_text"), ("followup_audit", "judgement"),
        ("recommendation", "theme"), ("recommendation", "text"), ("recommendation", "comment"),
    ]  # fmt: skip


def test_errors_come_before_warnings() -> None:
    own = Followup(id="own", title="{{ x }}")
    rows = audit_material(judged("1", DONE), judged("1", DONE, position=2))
    material = followup_material(rows, followup=own)
    severities = [each.severity for each in preflight_report(material, today=TODAY)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert set(severities) == {Severity.ERROR, Severity.WARNING}


def test_the_made_up_municipality_has_its_known_traps_and_no_errors() -> None:
    findings = preflight_report(full_material(), today=TODAY, final=True)
    assert {each.code for each in findings} >= {Code.NUMBER_TWICE, Code.NUMBER_SKIPPED, Code.REASON_MISSING}
    assert not [each for each in findings if each.severity is Severity.ERROR]
