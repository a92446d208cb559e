"""Responses in a register: who has responded to what, for whom, and what is still missing."""

from pathlib import Path

import pytest

from exports.report.file import closing_text
from storage import deadlines, recommendations, records, responses
from storage import letters as letter_queries
from storage.domain.filters import parse_filter
from storage.domain.outcomes import ReasonCode
from storage.operations.importing import import_report
from storage.operations.records import edit, join
from storage.register import Register
from tests.test_storage.deadline_steps import TODAY, audit, brief, items, letter, made, recipient, standing

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "follow-up-report.docx"
KS, BUN, VON = "Kommunstyrelsen", "Barnnämnden", "Vårdnämnden"


def test_a_joint_answer_answers_for_those_it_is_given_for_and_those_who_answer_through_it(empty: Register) -> None:
    audit(empty, "Resor", KS, BUN, VON)
    sent = letter(empty, "Resor", KS, BUN, due="2018-12-31")
    made(empty, "letter_recipient", letter=sent, body=VON, through=KS)
    assert {code for code, _days in standing(empty, sent).values()} == {"overdue"}
    assert [one.who for one in items(empty, "answer")] == [(BUN,), (KS, VON)]
    made(empty, "response", responder=KS, audits="Resor", decided_on="2018-11-26", on_behalf_of=BUN)
    assert standing(empty, sent) == dict.fromkeys([BUN, KS, VON], ("on_time", 0))
    assert items(empty, "answer") == []
    found = responses.letter_outcomes(empty, TODAY, [sent])[sent]
    by = {
        one.name: [r.values.get("who") for r in one.outcome.why if r.code is ReasonCode.ANSWERED_BY]
        for one in found.recipients
    }
    assert by == {KS: [], BUN: [KS], VON: [KS]}


def test_only_those_asked_for_an_answer_are_waited_for(empty: Register) -> None:
    audit(empty, "Resor", KS)
    sent = letter(empty, "Resor", due="2018-12-31")
    for body, role in ((KS, "information"), (BUN, "action")):
        made(empty, "letter_recipient", letter=sent, body=body, role=role)
    told = letter(empty, "Resor", KS, due="2018-12-31", kind="information")
    to_council = letter(empty, "Resor", KS, due="2018-12-31", kind="council")
    assert items(empty, "answer") == []
    found = responses.letter_outcomes(empty, TODAY, [sent, told, to_council])
    assert {one.outcome.code.value for one in found.values()} == {"not_asked"}


def test_a_letter_about_several_audits_is_answered_when_all_are_that_concern_the_recipient(empty: Register) -> None:
    audit(empty, "Resor", KS)
    audit(empty, "Moms", KS)
    audit(empty, "Skolmat", BUN)
    sent = letter(empty, "Resor; Moms; Skolmat", KS, due="2018-12-31")
    made(empty, "response", responder=KS, audits="Resor", decided_on="2018-11-26")
    assert standing(empty, sent) == {KS: ("overdue", 2883)}
    (item,) = items(empty, "answer")
    assert item.why[-1].values == {"about": "Moms"}
    made(empty, "response", responder=KS, audits="Moms", decided_on="2019-01-10")
    assert standing(empty, sent) == {KS: ("late", 10)}


def test_what_is_answered_in_part_lacks_an_answer_also_where_no_date_is_known(empty: Register) -> None:
    for title in ("Resor", "Moms"):
        audit(empty, title, KS)
    letter(empty, "Resor; Moms", KS, dated="2026-05-01")
    made(empty, "response", responder=KS, audits="Resor", decided_on="2026-09-01")
    assert len(recommendations.recommendations(empty, parse_filter("saknar:svar"))) == 2
    made(empty, "response", responder=KS, audits="Moms", decided_on="2026-09-02")
    assert recommendations.recommendations(empty, parse_filter("saknar:svar")) == []


def test_an_answer_to_a_letters_question_answers_it(empty: Register) -> None:
    sent = letter(empty, "", KS, due="2018-12-31", registry_number="REV 1")
    made(empty, "letter_question", letter=sent, number="1", text="Hur?")
    answer = made(empty, "response", responder=KS, decided_on="2018-12-30")
    made(empty, "response_line", response=answer, targets="REV 1:1", text="Så.")
    assert standing(empty, sent) == {KS: ("on_time", 0)}


def test_neither_a_progress_report_nor_what_was_given_before_answers_a_letter(empty: Register) -> None:
    audit(empty, "Resor", KS)
    first = letter(empty, "Resor", KS, dated="2017-10-01", due="2017-12-31")
    made(empty, "response", responder=KS, audits="Resor", decided_on="2018-01-10")
    sent = letter(empty, "Resor", KS, dated="2018-09-10", due="2018-12-31")
    made(empty, "response", responder=KS, audits="Resor", decided_on="2018-11-01", kind="progress_report")
    made(empty, "response", responder=BUN, audits="Resor", decided_on="2018-11-02")
    assert standing(empty, sent) == {KS: ("overdue", 2883)}
    assert standing(empty, first) == {KS: ("late", 10)}


def test_a_body_that_turned_out_to_be_another_has_answered_for_it(empty: Register) -> None:
    audit(empty, "Resor", KS)
    sent = letter(empty, "Resor", KS, due="2018-12-31")
    made(empty, "response", responder="Kommunens styrelse", audits="Resor", decided_on="2018-12-01")
    assert standing(empty, sent) == {KS: ("overdue", 2883)}
    bodies = {one.name: one.id for one in records.names(empty, ["body"])}
    join(empty, "body", bodies["Kommunens styrelse"], bodies[KS])
    assert standing(empty, sent) == {KS: ("on_time", 0)}


def test_a_recipients_own_date_counts_before_the_letters_and_what_has_none_is_never_late(empty: Register) -> None:
    audit(empty, "Resor", KS, BUN)
    sent = letter(empty, "Resor", KS, BUN)
    assert brief(items(empty, "answer")) == [("Resor", "no_date", None)] * 2
    edit(empty, "letter", sent, {"answer_due": "2026-12-31"})
    edit(empty, "letter_recipient", recipient(empty, sent, BUN), {"answer_due": "2026-11-21"})
    assert standing(empty, sent) == {KS: ("waiting", -39), BUN: ("overdue", 1)}


def test_a_granted_extension_moves_the_date_and_a_reminder_does_not(empty: Register) -> None:
    audit(empty, "Resor", KS)
    sent = letter(empty, "Resor", KS, due="2026-10-01", dated="2026-05-01")
    letter(empty, "Resor", KS, due="2026-12-01", dated="2026-11-01", kind="reminder")
    (item,) = items(empty, "answer")
    assert (item.letter, item.outcome.value, item.days) == (sent, "overdue", 52)
    assert item.why[-1].values == {"date": "2026-11-01", "number": "1", "due": "2026-12-01"}
    link = recipient(empty, sent, KS)
    edit(empty, "letter_recipient", link, {"extension_requested": "yes"})
    assert standing(empty, sent) == {KS: ("overdue_extension_undecided", 52)}
    edit(empty, "letter_recipient", link, {"extension_decision": "granted", "extension_due": "2026-12"})
    assert standing(empty, sent) == {KS: ("waiting_extended", -39)}
    made(empty, "response", responder=KS, audits="Resor", received_on="2026-11-20")
    assert standing(empty, sent) == {KS: ("within_extension", 50)}


def test_the_practice_register_answers_as_its_dates_say(practice: Register) -> None:
    letters = {one.audits: one.id for one in letter_queries.letters(practice)}
    found = responses.letter_outcomes(practice, TODAY, list(letters.values()))
    told = {about[0]: (found[one].outcome.code.value, found[one].outcome.days) for about, one in letters.items()}
    assert told["Dataskydd"] == ("late_extension_undecided", 154)
    assert told["Ensamarbete"] == ("late", 26)
    assert told["Skolfrånvaro"] == ("overdue", 25)
    assert {told[name] for name in ("Skolskjuts", "Fastighetsunderhåll")} == {("on_time", 0)}


@pytest.mark.skipif(not REAL.exists(), reason="the real report is not here")
def test_the_real_reports_dates_are_trusted_and_not_its_prose(empty: Register) -> None:
    import_report(empty, REAL, closing_text)
    letters = [one.id for one in letter_queries.letters(empty)]
    outcomes = responses.letter_outcomes(empty, TODAY, letters).values()
    late = {(one.outcome.code.value, one.outcome.days, one.outcome.due) for one in outcomes}
    assert ("late", 26, "2018-10-31") in late
    assert ("late_extension_undecided", 154, "2018-12-31") in late
    assert {code for code, _days, _due in late} == {"on_time", "late", "late_extension_undecided"}
    assert [one for one in deadlines.deadlines(empty, today=TODAY) if one.clock in {"answer", "letter"}] == []
