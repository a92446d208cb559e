"""Preflight of letters."""

from datetime import date
from typing import Any

import pytest

from exports.preflight.findings import VALUES, Code, Finding, Severity
from exports.preflight.letters import preflight_missiv
from storage.domain.material import AssessedRecommendation, AuditInLetter, LetterMaterial, Recipient
from storage.domain.records import Audit, Body, Followup, Letter, LetterQuestion, LetterRecipient, Person
from tests.test_exports.material import LEVELS, judged

TODAY = date(2026, 11, 22)
SIGNER = Person(id="p", name="Maja Lindgård", title="ordförande")


def recipient(role: str = "answer", **fields: Any) -> Recipient:
    return Recipient(LetterRecipient(id=f"r-{role}", role=role, **fields), Body(id="b", name="Socialnämnden"))


def letter_audit(*recommendations: AssessedRecommendation, **fields: Any) -> AuditInLetter:
    letter = {"title": "Hot mot anställda", "report_date": "2026-10-01", "handed_over": "2026-11-01", **fields}
    return AuditInLetter(Audit(id="audit", **letter), ("Socialnämnden",), recommendations or (judged("1", None),))


def material(**changes: Any) -> LetterMaterial:
    """A letter with everything in order, but for `changes`."""
    letter: dict[str, Any] = {
        "letter": Letter(id="letter", decided="2026-11-01", answer_due="2027-03-01"),
        "audits": (letter_audit(),),
        "recipients": (recipient(),),
        "signers": (SIGNER,),
        "office": "Exempelby kommuns revisorer",
    }
    return LetterMaterial(**(letter | changes))


def due(day: str | None, **fields: Any) -> LetterMaterial:
    return material(letter=Letter(id="letter", answer_due=day, **({"decided": "2026-11-01"} | fields)))


def findings(letter: LetterMaterial) -> list[tuple[Code, Severity]]:
    return [(each.code, each.severity) for each in preflight_missiv(letter, today=TODAY)]


def only(letter: LetterMaterial) -> Finding:
    (finding,) = preflight_missiv(letter, today=TODAY)
    return finding


def test_a_letter_with_everything_in_order_has_nothing_to_say() -> None:
    assert findings(material()) == []


def test_a_letter_to_nobody_or_about_nothing_is_stopped() -> None:
    assert findings(material(recipients=())) == [(Code.NO_RECIPIENT, Severity.ERROR)]
    assert findings(material(audits=())) == [(Code.NO_AUDITS, Severity.ERROR)]


def test_a_letter_for_information_only_is_pointed_out_and_needs_no_date() -> None:
    letter = material(recipients=(recipient("information"),), letter=Letter(id="letter", decided="2026-11-01"))
    assert findings(letter) == [(Code.NOBODY_ANSWERS, Severity.WARNING)]


def test_whoever_shall_answer_needs_a_date() -> None:
    assert findings(due(None)) == [(Code.ANSWER_DUE_MISSING, Severity.WARNING)]
    own = due(None)
    own = material(letter=own.letter, recipients=(recipient(answer_due="2027-03-01"),))
    assert findings(own) == []


@pytest.mark.parametrize(
    ("day", "code", "severity", "values"),
    [
        ("2026-10-30", Code.ANSWER_DUE_TOO_EARLY, Severity.ERROR, {"field": "decided", "date": "2026-11-01"}),
        ("2026-11-20", Code.ANSWER_DUE_PAST, Severity.WARNING, {}),
        ("2027-07-15", Code.ANSWER_DUE_IN_JULY, Severity.WARNING, {}),
        ("2027-07", Code.ANSWER_DUE_IN_JULY, Severity.WARNING, {}),
        ("2027-02-27", Code.ANSWER_DUE_ON_WEEKEND, Severity.WARNING, {"weekday": "lördag"}),
        ("2027-02-28", Code.ANSWER_DUE_ON_WEEKEND, Severity.WARNING, {"weekday": "söndag"}),
        ("2027-05-06", Code.ANSWER_DUE_ON_HOLIDAY, Severity.WARNING, {"holiday": "Kristi himmelsfärdsdag"}),
        ("2026-12-24", Code.ANSWER_DUE_ON_HOLIDAY, Severity.WARNING, {"holiday": "julafton"}),
        ("2027-06-26", Code.ANSWER_DUE_ON_HOLIDAY, Severity.WARNING, {"holiday": "midsommardagen"}),
    ],
)
def test_a_date_that_nobody_can_keep_is_named(day: str, code: Code, severity: Severity, values: dict[str, str]) -> None:
    found = [each for each in preflight_missiv(due(day), today=TODAY) if each.code is code]
    assert [(each.severity, each.values) for each in found] == [(severity, {"due": day, **values})]


@pytest.mark.parametrize("day", ["2027-06", "2027", "2027-03-31", "2026-11-23"])
def test_a_date_that_can_be_kept_is_left_in_peace(day: str) -> None:
    assert findings(due(day)) == []


def test_a_date_before_the_letter_itself_stops_it() -> None:
    letter = due("2026-12-01", dated="2026-12-10")
    assert findings(letter) == [(Code.ANSWER_DUE_TOO_EARLY, Severity.ERROR)]


def test_what_is_no_date_stops_the_letter() -> None:
    assert only(due("i vår")).values == {"field": "answer_due", "value": "i vår"}


def test_a_recipients_own_date_is_looked_at_too() -> None:
    letter = Letter(id="letter", decided="2026-11-01")
    finding = only(material(recipients=(recipient(answer_due="2027-07-01"),), letter=letter))
    assert (finding.code, finding.entity, finding.where) == (
        Code.ANSWER_DUE_IN_JULY, "letter_recipient", "Socialnämnden",
    )  # fmt: skip


def test_a_letter_that_nobody_signs_is_named() -> None:
    assert findings(material(signers=())) == [(Code.SIGNER_MISSING, Severity.WARNING)]


def test_a_recommendation_without_text_stops_the_letter_and_numbers_are_looked_at() -> None:
    rows = (judged("1", None), judged("1", None, position=2, text=" "), judged("3", None, position=3))
    assert set(findings(material(audits=(letter_audit(*rows),)))) == {
        (Code.TEXT_MISSING, Severity.ERROR),
        (Code.NUMBER_TWICE, Severity.WARNING),
        (Code.NUMBER_SKIPPED, Severity.WARNING),
    }


def test_an_audit_without_report_date_or_decision_is_named() -> None:
    bare = material(
        audits=(letter_audit(report_date=None, handed_over=None),), letter=Letter(id="", answer_due="2027-03-01")
    )
    assert findings(bare) == [
        (Code.REPORT_DATE_UNKNOWN, Severity.WARNING),
        (Code.HANDED_OVER_UNKNOWN, Severity.WARNING),
    ]


def test_a_letter_with_a_follow_up_report_asks_nothing_of_the_audits_own_dates_and_numbers() -> None:
    rest = letter_audit(judged("2", LEVELS[2]), judged("4", LEVELS[1], position=2), report_date=None, handed_over=None)
    closed = Followup(id="f", title="Uppföljning 2026", state="closed")
    assert findings(material(audits=(rest,), followup=closed)) == []


def test_placeholders_are_found_in_every_text_of_the_letter() -> None:
    left = "Se [datum]."
    letter = material(
        letter=Letter(id="letter", decided="2026-11-01", answer_due="2027-03-01", own_text=left, answer_how=left),
        audits=(letter_audit(judged("1", None, text=left), purpose=left),),
        recipients=(recipient(demand=left),),
        questions=(LetterQuestion(id="q", number="1", text=left),),
        settings={"missiv_opening": left, "office": "XX kommun", "disclaimer": left},
    )
    found = [each for each in preflight_missiv(letter, today=TODAY) if each.code is Code.PLACEHOLDER]
    assert {(each.entity, each.values["field"]) for each in found} == {
        ("letter", "own_text"), ("letter", "answer_how"), ("audit", "purpose"), ("recommendation", "text"),
        ("letter_recipient", "demand"), ("letter_question", "text"), ("text_block", "missiv_opening"),
        ("setting", "office"),
    }  # fmt: skip
    quoted = {each.entity for each in found if each.severity is Severity.WARNING}
    assert quoted == {"audit", "recommendation"}, "what came from elsewhere may be a quotation"


def test_standard_texts_may_name_what_the_letter_knows_and_nothing_else() -> None:
    assert findings(material(settings={"missiv_opening": "{firm} har granskat {title}."})) == []
    finding = only(material(settings={"missiv_opening": "{firma} har granskat {title}."}))
    assert (finding.code, finding.values["found"]) == (Code.PLACEHOLDER, "{firma}")


def test_every_code_says_which_values_it_comes_with() -> None:
    assert set(VALUES) == set(Code)
    for day in ("i vår", "2026-10-30", "2026-11-20", "2027-07-15", "2027-02-27", "2026-12-24", None):
        for each in preflight_missiv(due(day), today=TODAY):
            assert set(each.values) == set(VALUES[each.code])
