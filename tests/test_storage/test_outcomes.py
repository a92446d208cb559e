"""Outcomes of responses against their dates: a table of the cases that an office meets."""

from datetime import date

import pytest

from storage.domain.outcomes import (
    ReasonCode,
    ReceivedResponse,
    RequestTerms,
    ResponseOutcome,
    response_outcome,
    worst_outcome,
)

TODAY = date(2026, 11, 22)
ON_TIME, WITHIN, LATE = ResponseOutcome.ON_TIME, ResponseOutcome.WITHIN_EXTENSION, ResponseOutcome.LATE
UNDECIDED, UNCERTAIN = ResponseOutcome.LATE_EXTENSION_UNDECIDED, ResponseOutcome.UNCERTAIN
GRANTED = {"extension_requested": "yes", "extension_decision": "granted"}


def came(on: str | None, **more: str) -> ReceivedResponse:
    return ReceivedResponse(decided_on=on, **more)  # type: ignore[arg-type]  # a table of words


ANSWERED = [
    # asked by, extension, decided on, outcome, days, at the most
    ("2018-12-31", {}, "2018-11-26", ON_TIME, 0, None),
    ("2018-12-31", {}, "2018-12-31", ON_TIME, 0, None),
    ("2018-10-31", {}, "2018-11-26", LATE, 26, None),
    ("2018-12-31", {"extension_requested": "yes"}, "2019-06-03", UNDECIDED, 154, None),
    ("2018-12-31", {"extension_requested": "2018-12-10"}, "2019-06-03", UNDECIDED, 154, None),
    ("2018-12-31", {"extension_requested": "yes", "extension_decision": "unknown"}, "2019-06-03", UNDECIDED, 154, None),
    ("2018-12-31", GRANTED, "2019-06-03", UNDECIDED, 154, None),
    ("2018-12-31", {"extension_requested": "yes", "extension_due": "2019-06-30"}, "2019-06-03", UNDECIDED, 154, None),
    ("2018-12-31", {"extension_requested": "yes"}, "2018-12-20", ON_TIME, 0, None),
    ("2018-12-31", {**GRANTED, "extension_due": "2019-06-30"}, "2019-06-03", WITHIN, 154, None),
    ("2018-12-31", {**GRANTED, "extension_due": "2019-06-03"}, "2019-06-03", WITHIN, 154, None),
    ("2018-12-31", {**GRANTED, "extension_due": "2019-01"}, "2019-01-15", WITHIN, 15, None),
    ("2018-12-31", {**GRANTED, "extension_due": "2019-01"}, "2019-02-15", LATE, 15, None),
    ("2018-12-31", {**GRANTED, "extension_due": "2018-11-30"}, "2018-12-15", ON_TIME, 0, None),
    ("2018-12-31", {"extension_requested": "yes", "extension_decision": "refused"}, "2019-01-10", LATE, 10, None),
    ("2018-12", {}, "2018-12-31", ON_TIME, 0, None),
    ("2018-12", {}, "2019-01-01", LATE, 1, None),
    ("2018", {}, "2018-12", ON_TIME, 0, None),
    ("2018", {}, "2019-02", LATE, 32, 59),
    ("2018-12-31", {}, "2018-12", ON_TIME, 0, None),
    ("2018-12-15", {}, "2018-12", UNCERTAIN, 0, 16),
    ("2018-12-31", {}, "2019-01", LATE, 1, 31),
    ("2018-12-31", {}, "2019", LATE, 1, 365),
    ("2018-06-30", {}, "2018", UNCERTAIN, 0, 184),
    ("2018-12-31", {**GRANTED, "extension_due": "2019-01-31"}, "2019-01", WITHIN, 1, 31),
    ("2018-12-31", {}, None, UNCERTAIN, None, None),
    ("2018-12-31", {}, "i höstas", UNCERTAIN, None, None),
    (None, {}, "2019-01-01", ResponseOutcome.NO_DATE, None, None),
    ("snart", {}, "2019-01-01", ResponseOutcome.NO_DATE, None, None),
    (None, {**GRANTED, "extension_due": "2019-01-31"}, "2019-01-15", ON_TIME, 0, None),
]


@pytest.mark.parametrize(("due", "extension", "decided", "code", "days", "most"), ANSWERED)
def test_dates_decide_how_an_answer_stands(
    due: str | None, extension: dict[str, str], decided: str | None, code: ResponseOutcome, days: int, most: int | None
) -> None:
    outcome = response_outcome(RequestTerms(due=due, **extension), came(decided), TODAY)
    assert (outcome.code, outcome.days, outcome.most) == (code, days, most)


DAYS = [date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1), date(2019, 1, 31), date(2019, 2, 1), TODAY]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (RequestTerms(due="2018-12-31"), [-1, 0, 1, 31, 32, 2883]),
        (RequestTerms(due="2018"), [-1, 0, 1, 31, 32, 2883]),
        (RequestTerms(due="2019-01"), [-32, -31, -30, 0, 1, 2852]),
        (RequestTerms(due="2018-12-31", **GRANTED, extension_due="2019-01-31"), [-32, -31, -30, 0, 1, 2852]),
        (RequestTerms(due="2018-12-31", extension_requested="yes"), [-1, 0, 1, 31, 32, 2883]),
        (RequestTerms(), [None] * 6),
    ],
    ids=["day", "year", "month", "granted", "asked for", "no date"],
)
def test_what_is_not_answered_is_late_the_day_after_its_date_and_never_without_one(
    asked: RequestTerms, expected: list[int | None]
) -> None:
    found = [response_outcome(asked, None, today) for today in DAYS]
    assert [one.days for one in found] == expected
    late = {ResponseOutcome.OVERDUE, ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED}
    assert [one.code in late for one in found] == [(days or 0) > 0 for days in expected]
    assert (found[-1].code is ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED) == asked.undecided


def test_the_day_it_was_received_is_measured_where_it_is_known_and_which_one_it_was_is_told() -> None:
    asked = RequestTerms(due="2018-12-31")
    received = response_outcome(asked, came("2018-12-20", received_on="2019-01-04"), TODAY)
    decided = response_outcome(asked, came("2018-12-20", received_on="okänt"), TODAY)
    assert (received.code, received.days, received.came) == (LATE, 4, "2019-01-04")
    assert (decided.code, decided.came) == (ON_TIME, "2018-12-20")
    assert received.why[-1].code is ReasonCode.RECEIVED
    assert decided.why[-1].code is ReasonCode.DECIDED


def test_only_an_override_with_a_reason_says_otherwise_than_the_dates() -> None:
    asked = RequestTerms(due="2018-12-31")
    given = ReceivedResponse(decided_on="2019-06-03", on_time=True, override_reason="Muntligt anstånd")
    counted = response_outcome(asked, given, TODAY)
    assert (counted.code, counted.days, counted.why[-1].code) == (ON_TIME, 0, ReasonCode.OVERRIDDEN)
    assert counted.why[-1].values == {"reason": "Muntligt anstånd"}
    assert response_outcome(asked, ReceivedResponse(decided_on="2019-06-03", on_time=True), TODAY).code is LATE
    refused = ReceivedResponse(decided_on="2018-12-20", on_time=False, override_reason="Ofullständigt")
    assert response_outcome(asked, refused, TODAY).code is LATE


def test_a_letter_stands_as_the_recipient_who_stands_worst() -> None:
    asked = RequestTerms(due="2018-12-31")
    found = [response_outcome(asked, answer, TODAY) for answer in (came("2018-12-01"), None, came("2019-02-01"))]
    assert worst_outcome(found).code is ResponseOutcome.OVERDUE
    assert worst_outcome([]).code is ResponseOutcome.NOT_REQUESTED
