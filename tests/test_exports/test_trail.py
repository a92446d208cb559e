from datetime import date

import pytest

from exports.report.audit_chapter import trail_paragraphs, trail_sentences
from storage.domain.views import ResponseFacts
from storage.intake.document import Notebook
from storage.intake.trail import trail_facts

TODAY = date(2021, 4, 14)
BOARD = "Kommunstyrelsen"


def trail(handed_over: str | None = None, **facts: object) -> list[str]:
    """The account with ordinary spaces."""
    answer = ResponseFacts(**facts)  # type: ignore[arg-type]  # what is known differs from case to case
    return [text.replace("\u00a0", " ") for text in trail_sentences(handed_over, answer, TODAY)]


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert trail() == []
    assert trail(asked=()) == []
    assert trail("2018-09-10") == ["Revisorerna beslutade den 10 september 2018 att överlämna rapporten."]


@pytest.mark.parametrize(
    ("handed_over", "when"),
    [("2018-09-10", "den 10 september 2018"), ("2019-02", "i februari 2019"), ("2019", "2019")],
)
def test_the_decision_to_hand_over_is_as_precise_as_its_date(handed_over: str, when: str) -> None:
    first = trail(handed_over, asked=(BOARD,), informed=("Tekniska nämnden",))[0]
    assert first == (f"Revisorerna beslutade {when} att överlämna rapporten till kommunstyrelsen och tekniska nämnden.")


def test_an_answer_names_its_day_and_paragraph() -> None:
    assert trail(
        asked=(BOARD,), answer_due="2018-12-31", answered_on="2018-11-20", paragraph="208", responder=BOARD
    ) == [
        "Kommunstyrelsen ombads svara senast den 31 december 2018.",
        "Kommunstyrelsen svarade den 20 november 2018, § 208.",
    ]


def test_a_joint_answer_names_whom_it_speaks_for() -> None:
    assert trail(
        answered_on="2019-06-03", paragraph="116", responder=BOARD,
        on_behalf_of=("Tekniska nämnden", "Socialnämnden"),
    ) == [
        "Kommunstyrelsen svarade för egen del och för tekniska nämnden och socialnämnden den 3 juni 2019, § 116."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"paragraph": "116"}, "Ett svar lämnades, § 116."),
        ({"answered_on": "2019-06-03"}, "Ett svar lämnades den 3 juni 2019."),
        ({"received_on": "2019-06-05", "responder": BOARD}, "Kommunstyrelsen svarade den 5 juni 2019."),
        ({"responder": BOARD, "paragraph": "116"}, "Kommunstyrelsen har svarat, § 116."),
        ({"responder": "Exempelby Bostäder AB"}, "Exempelby Bostäder AB har svarat."),
    ],
)
def test_an_answer_is_told_as_far_as_it_is_known(facts: dict[str, str], expected: str) -> None:
    assert trail(asked=(BOARD,), **facts)[1:] == [expected]


def test_a_late_answer_is_late_by_its_dates() -> None:
    late = trail(answer_due="2018-12-31", answered_on="2019-06-03", responder=BOARD)
    assert late[-1] == "Svaret kom 154 dagar efter det begärda datumet."


def test_lateness_is_measured_on_the_day_received_and_says_so() -> None:
    late = trail(answer_due="2018-12-31", answered_on="2018-12-20", received_on="2019-01-01", responder=BOARD)
    assert late[-2:] == ["Svaret kom in den 1 januari 2019.", "Svaret kom en dag efter det begärda datumet."]


def test_lateness_is_not_counted_in_days_from_an_answer_known_to_the_month() -> None:
    facts = {"answer_due": "2018-12-31", "responder": BOARD}
    assert trail(**facts, answered_on="2019-02")[-1] == "Svaret kom efter det begärda datumet."
    assert trail(**facts, answered_on="2018-12")[-1] == "Kommunstyrelsen svarade i december 2018."


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        ({"extension_requested": "yes"}, "Anstånd begärdes, men beslut eller nytt datum framgår inte."),
        (
            {"extension_requested": "yes", "extension_decision": "granted"},
            "Anstånd begärdes, men beslut eller nytt datum framgår inte.",
        ),
        (
            {"extension_decision": "granted", "extension_due": "2019-01-31"},
            "Anstånd beviljades till den 31 januari 2019.",
        ),
        ({"extension_decision": "refused"}, "Anstånd beviljades inte."),
        ({"extension_requested": "yes", "extension_decision": "refused"}, "Anstånd begärdes men beviljades inte."),
        ({"extension_due": "2019-01-31"}, "Anstånd begärdes till den 31 januari 2019, men beslutet framgår inte."),
    ],
)
def test_an_extension_is_told_as_far_as_it_is_known(extension: dict[str, str], expected: str) -> None:
    assert trail(**extension) == [expected]


def test_an_answer_within_a_granted_extension_says_so() -> None:
    sentences = trail(
        answer_due="2018-12-31", answered_on="2019-01-15", responder=BOARD, extension_decision="granted",
        extension_due="2019-01-31",
    )  # fmt: skip
    assert sentences[-1] == "Svaret kom 15 dagar efter det först begärda datumet men inom anståndet."


def test_a_missing_answer_is_told_only_when_one_was_asked_for() -> None:
    assert trail(asked=(BOARD,)) == ["Kommunstyrelsen ombads svara.", "Något svar har inte kommit in."]
    assert trail(answer_due="2021-06-30")[-1] == "Något svar har inte kommit in."
    assert trail(informed=(BOARD,)) == []


def test_dates_and_paragraphs_do_not_break_over_lines() -> None:
    text = trail_sentences(None, ResponseFacts(answered_on="2018-11-20", paragraph="208", responder=BOARD), TODAY)[0]
    assert "20\u00a0november\u00a02018, §\u00a0208." in text


def test_what_is_no_date_counts_as_unknown() -> None:
    assert trail("snart", answer_due="2018-13-45", answered_on="okänt") == []


MANY = ("Kommunstyrelsen", "Barnnämnden", "Bygg-, miljö- och tekniknämnden", "Socialnämnden", "Valnämnden", "Badhus AB")


def listed(*, auditees: tuple[str, ...] = (), **facts: object) -> list[str]:
    """The account of many bodies, items of lists with a dash."""
    answer = ResponseFacts(**facts)  # type: ignore[arg-type]  # what is known differs from case to case
    found = trail_paragraphs("2018-09", answer, TODAY, auditees=auditees)
    return [("- " if each.is_item else "") + each.text.replace("\u00a0", " ") for each in found]


def test_more_than_five_bodies_are_a_list_and_five_a_sentence() -> None:
    assert listed(asked=MANY[:5])[0].startswith(
        "Revisorerna beslutade i september 2018 att överlämna rapporten till kommunstyrelsen, barnnämnden, bygg-, "
        "miljö- och tekniknämnden, socialnämnden samt valnämnden. Kommunstyrelsen, barnnämnden,"
    )
    said, *names = listed(asked=MANY, answer_due="2019-01")
    assert said == (
        "Revisorerna beslutade i september 2018 att överlämna rapporten till sex organ. De ombads svara senast januari "
        "2019. Något svar har inte kommit in."
    )
    assert names == ["Rapporten överlämnades till:", *(f"- {name}" for name in MANY)]


def test_many_bodies_that_are_named_before_are_not_listed_again() -> None:
    (said,) = listed(asked=MANY, auditees=MANY[::-1])
    assert "att överlämna rapporten till de granskade organen. De ombads svara." in said
    said, *names = listed(asked=MANY, informed=("Kommunfullmäktige",), auditees=MANY)
    assert "till sju organ. Svar begärdes av de granskade organen." in said
    assert len(names) == 1 + 7


def test_what_is_said_of_many_bodies_is_read_back_as_no_body() -> None:
    for text in (*listed(asked=MANY), *listed(asked=MANY, auditees=MANY), *listed(asked=MANY, informed=("A", "B"))):
        if not text.startswith("- "):
            facts = trail_facts(text, Notebook(), "Granskning")
            assert (facts.handed_to, facts.requested) == ((), ())
