"""Deadlines beside responses: measures, follow-ups, letters not sent; in order, and by person."""

from datetime import date

import pytest

from storage import deadlines, followups, recommendations
from storage.domain.outcomes import ReasonCode
from storage.operations.assessments import assess
from storage.operations.followups import close_followup, edit_covered_audit
from storage.operations.records import edit
from storage.operations.settings import set_setting
from storage.register import Register
from tests.test_storage.deadline_steps import TODAY, audit, brief, items, letter, made
from tests.test_storage.steps import levels

KS = "Kommunstyrelsen"


def test_a_promise_is_late_the_day_after_its_date_until_it_is_done(empty: Register) -> None:
    audit(empty, "Resor", KS)
    due = {"Öva": "2026-11-21", "Utbilda": "2026-11-22", "Mäta": "2026", "Planera": None, "Skriva": "2020-01"}
    ids = {text: made(empty, "measure", text=text, due=day, recommendations="Resor:1") for text, day in due.items()}
    edit(empty, "measure", ids["Skriva"], {"state": "done"})
    found = items(empty, "measure")
    assert [(one.record, one.outcome.value, one.days) for one in found] == [
        (ids["Öva"], "overdue", 1),
        (ids["Utbilda"], "waiting", 0),
        (ids["Mäta"], "waiting", -39),
        (ids["Planera"], "no_date", None),
    ]
    assert {(one.who, one.audits[0].name) for one in found} == {((KS,), "Resor")}


def test_what_the_auditors_judge_implemented_or_the_board_has_done_is_no_longer_watched(empty: Register) -> None:
    audit(empty, "Resor", KS)
    (point,) = (one.id for one in recommendations.recommendations(empty))
    edit(empty, "recommendation", point, {"planned": "2025", "responsible": "Resechefen"})
    (item,) = items(empty, "measure")
    assert (item.entity, item.record, item.who, item.days) == ("recommendation", point, ("Resechefen",), 326)
    measure = made(empty, "measure", text="Öva", due="2025", recommendations=point)
    assert len(items(empty, "measure")) == 2
    edit(empty, "measure", measure, {"state": "done"})
    assert items(empty, "measure") == []
    edit(empty, "measure", measure, {"state": "ongoing"})
    assess(empty, [point], levels(empty)["partial"].id)
    assert len(items(empty, "measure")) == 2
    assess(empty, [point], levels(empty)["implemented"].id)
    assert items(empty, "measure") == []


@pytest.mark.parametrize(
    ("handed_over", "outcome", "days"),
    [
        ("2024-11-21", "overdue", 1),
        ("2024-11-22", "waiting", 0),
        ("2024-02-29", "overdue", 267),
        ("2024-11", "waiting", -8),
        ("2024", "waiting", -39),
        (None, "no_date", None),
    ],
)
def test_an_audit_is_to_be_followed_up_two_years_after_it_was_handed_over(
    empty: Register, handed_over: str | None, outcome: str, days: int | None
) -> None:
    audit(empty, "Resor", KS, handed_over=handed_over)
    made(empty, "audit", title="Utan rekommendationer", handed_over="2010")
    assert brief(items(empty, "followup")) == [("Resor", outcome, days)]


def test_an_audit_that_is_followed_up_comes_back_when_that_says_so(empty: Register) -> None:
    record = audit(empty, "Resor", KS, handed_over="2020-03-01")
    (point,) = (one.id for one in recommendations.recommendations(empty))
    assert [one.is_late for one in items(empty, "followup")] == [True]
    assess(empty, [point], levels(empty)["partial"].id)
    assert [one.is_late for one in items(empty, "followup")] == [False], "the open follow-up has it"
    first = followups.open_followup(empty)
    assert first is not None
    edit_covered_audit(empty, first.id, record, {"follow_up_again": "shall", "follow_up_year": "2025"})
    close_followup(empty, first.id, context="{}", template="")
    (item,) = items(empty, "followup")
    assert (item.due, item.days, item.outcome.value) == ("2025", 326, "overdue")
    assess(empty, [point], levels(empty)["partial"].id)
    second = followups.open_followup(empty)
    assert second is not None
    close_followup(empty, second.id, context="{}", template="")
    assert items(empty, "followup") == []


@pytest.mark.parametrize(
    ("dates", "limit", "days"),
    [
        ({"handed_over": "2025-05-21"}, None, 1),
        ({"handed_over": "2025-05-22"}, None, None),
        ({"handed_over": "2025-04"}, None, 23),
        ({"years": "2024", "report_date": None}, None, 145),
        ({"years": "2025"}, None, None),
        ({"report_date": "2024-11-21"}, "24", 1),
        ({"report_date": "2024-11-22"}, "24", None),
        ({}, "1", None),
    ],
)
def test_what_is_open_for_longer_than_the_limit_is_late_once_for_each_audit(
    empty: Register, dates: dict[str, str | None], limit: str | None, days: int | None
) -> None:
    record = audit(empty, "Resor", KS, **dates)
    made(empty, "recommendation", audit=record, number="2", text="Skriv")
    set_setting(empty, "open_limit", limit)
    found = items(empty, "open")
    assert [(one.record, one.who, one.days, one.is_late) for one in found] == (
        [(record, (KS,), days, True)] if days else []
    )
    assert [dict(one.why[0].values)["number"] for one in found] == (["2"] if days else [])


def test_what_has_no_date_says_since_when_something_is_open(practice: Register) -> None:
    def since() -> dict[str, list[str]]:
        return {
            one.name: [why.values["number"] for why in one.why if why.code is ReasonCode.OPEN_SINCE]
            for one in items(practice, "followup")
            if one.due is None
        }

    assert since() == {"Ensamarbete": ["4"], "Fastighetsunderhåll": ["5"], "Måltider": ["3"], "Skolskjuts": ["3"]}
    for point in recommendations.recommendations(practice):
        if point.audit_title == "Måltider":
            edit(practice, "recommendation", point.id, {"closing_reason": "Köken är nedlagda"})
    assert "Måltider" not in since()


def test_what_a_closed_follow_up_settled_is_not_open_too_long(empty: Register) -> None:
    audit(empty, "Resor", KS, handed_over="2020")
    (point,) = (one.id for one in recommendations.recommendations(empty))
    assess(empty, [point], levels(empty)["implemented"].id)
    assert len(items(empty, "open")) == 1, "the open follow-up moves nothing"
    current = followups.open_followup(empty)
    assert current is not None
    close_followup(empty, current.id, context="{}", template="")
    assert items(empty, "open") == []


def test_a_letter_that_is_decided_but_neither_dated_nor_signed_nor_answered_has_not_gone_out(empty: Register) -> None:
    audit(empty, "Resor", KS)
    audit(empty, "Moms", KS)
    waiting = letter(empty, "Resor", KS, decided="2026-11-20")
    letter(empty, "Resor", KS, decided="2026-11-20", dated="2026-11-21")
    letter(empty, "Resor", KS, decided="2026-11-20", signed="2026-11-21")
    undecided = letter(empty, "Resor", KS, kind="information")
    logged = letter(empty, "Resor", KS, decided="2026-11-20")
    made(empty, "document", name="Missiv.docx", letter=logged)
    letter(empty, "Moms", KS, decided="2018-01-10")
    made(empty, "response", responder=KS, audits="Moms", decided_on="2018-02-01")
    assert [(one.record, one.days) for one in items(empty, "letter")] == [(waiting, 2), (undecided, None)]


@pytest.mark.parametrize("due", [None, "2026-11-01", "2026-12-31"])
def test_a_letter_that_is_decided_and_unanswered_is_watched_once(empty: Register, due: str | None) -> None:
    audit(empty, "Resor", KS)
    sent = letter(empty, "Resor", KS, decided="2026-11-20", due=due)
    (item,) = [one for one in deadlines.deadlines(empty, today=TODAY) if one.clock in {"answer", "letter"}]
    assert (item.clock.value, item.letter, item.who) == ("answer" if due else "letter", sent, (KS,))
    assert [reason.code.value for reason in item.why][-2:] == ["letter_decided", "not_sent"]
    assert item.days == {None: 2, "2026-11-01": 21, "2026-12-31": -39}[due]
    edit(empty, "letter", sent, {"dated": "2026-11-21"})
    (item,) = [one for one in deadlines.deadlines(empty, today=TODAY) if one.clock in {"answer", "letter"}]
    assert item.clock.value == "answer"
    assert "not_sent" not in {reason.code.value for reason in item.why}


def test_what_is_late_comes_first_and_what_has_no_date_last(practice: Register) -> None:
    found = deadlines.deadlines(practice, today=TODAY)
    late = [one for one in found if one.is_late]
    assert found[: len(late)] == late
    days = [(one.clock != "open", one.days or 0) for one in late]
    assert days == sorted(days, reverse=True)
    ends = [one.due is None for one in found]
    assert ends == sorted(ends)
    assert {one.clock.value for one in found} == {"answer", "measure", "followup", "open"}
    assert all(one.why for one in found)


SIX_DAYS = [
    (date(2026, 6, 15), -135), (date(2026, 10, 27), -1), (date(2026, 10, 28), 0), (date(2026, 10, 29), 1),
    (date(2026, 12, 31), 64), (date(2028, 2, 29), 489),
]  # fmt: skip


@pytest.mark.parametrize(("today", "days"), SIX_DAYS)
def test_the_day_that_is_asked_about_decides(practice: Register, today: date, days: int) -> None:
    (item,) = items(practice, "answer", today)
    assert (item.name, item.days, item.is_late) == ("Skolfrånvaro", days, days > 0)


def test_within_so_many_days_is_what_is_late_or_comes_by_then(practice: Register) -> None:
    every = deadlines.deadlines(practice, today=TODAY)
    near = deadlines.deadlines(practice, today=TODAY, within=39)
    assert near == [one for one in every if one.days is not None and one.days >= -39]
    assert 0 < len(near) < len(every)
    assert all(one.is_late or one.due == "2026-11-22" for one in deadlines.deadlines(practice, today=TODAY, within=0))


def test_mine_is_what_belongs_to_audits_of_whoever_asks(empty: Register) -> None:
    for title, person in (("Resor", "anna"), ("Moms", "Bo"), ("Skolmat", None)):
        audit(empty, title, KS, handed_over="2020-03-01", responsible=person)
        letter(empty, title, KS, due="2026-01-01")
        letter(empty, title, decided="2026-01-01", kind="information")
        made(empty, "measure", text=f"Öva {title}", recommendations=f"{title}:1")
    assert deadlines.own_persons(empty)
    mine = deadlines.deadlines(empty, today=TODAY, mine=True)
    assert {audit.name for one in mine for audit in one.audits} == {"Resor"}
    assert {one.clock.value for one in mine} == {"answer", "measure", "followup", "letter", "open"}
    assert len(deadlines.deadlines(empty, today=TODAY)) == 3 * len(mine)


def test_an_empty_register_has_nothing_to_watch(empty: Register) -> None:
    assert deadlines.deadlines(empty, today=TODAY) == []
    assert not deadlines.own_persons(empty)
