"""Rules with one owner: what is due for follow-up, and which letters have gone out."""

from collections.abc import Callable

import pytest

from storage import followups, reminders
from storage.domain.outcomes import ReasonCode
from storage.operations.followups import close_followup, edit_covered_audit, put_audits
from storage.operations.records import edit
from storage.records import find
from storage.register import Register
from tests.test_storage.deadline_steps import TODAY, audit, items, letter, made

KS, BUN = "Kommunstyrelsen", "Barnnämnden"


def _answer(register: Register, _letter: str) -> None:
    made(register, "response", responder=BUN, audits="Resor", decided_on="2026-09-01")


def _file(register: Register, record: str) -> None:
    made(register, "document", name="Missiv.docx", kind="missiv", letter=record)


def _linked(register: Register, record: str) -> None:
    file = made(register, "document", name="Missiv.docx", kind="missiv")
    with register.recording("edit_letter") as action:
        action.put("letter", record, {"document": file})


TRACES: dict[str, Callable[[Register, str], object]] = {
    "nothing": lambda _register, _letter: None,
    "its own date": lambda register, record: edit(register, "letter", record, {"dated": "2026-05-01"}),
    "a signature": lambda register, record: edit(register, "letter", record, {"signed": "2026-05-01"}),
    "a file": _file,
    "a file that it points at": _linked,
    "the answer of another": _answer,
}


@pytest.mark.parametrize("trace", TRACES)
def test_a_letter_has_gone_out_or_not_in_deadlines_and_reminders_alike(empty: Register, trace: str) -> None:
    audit(empty, "Resor", KS, BUN)
    record = letter(empty, "Resor", KS, BUN, due="2026-10-01", decided="2026-04-01")
    TRACES[trace](empty, record)
    sent = trace != "nothing"
    assert items(empty, "letter") == [], "that of its response says so"
    assert {ReasonCode.NOT_SENT in {why.code for why in one.why} for one in items(empty, "answer")} == {not sent}
    (answer,) = reminders.reminder_material(empty, find(empty, KS, "body"), today=TODAY).answers
    assert answer.sent is sent


HANDED_OVER = ("2019-12-31", "2024", "2024-11-22", "2024-12", "2025-01-01", "2030", None)
AGAIN = ((None, None), ("none", None), ("may", "2026"), ("shall", "2027"), ("shall", None))


def test_an_audit_is_proposed_in_the_year_in_which_deadlines_say_that_it_is_due(empty: Register) -> None:
    for handed_over in HANDED_OVER:
        audit(empty, f"Aldrig {handed_over}", KS, handed_over=handed_over)
    followup = followups.open_followup(empty)
    assert followup is not None
    for again, year in AGAIN:
        record = audit(empty, f"Igen {again} {year}", KS, handed_over="2015")
        put_audits(empty, followup.id, [record])
        if again:
            edit_covered_audit(empty, followup.id, record, {"follow_up_again": again, "follow_up_year": year})
    close_followup(empty, followup.id, context="{}", template="")
    due = {one.name: one.due for one in items(empty, "followup")}
    assert set(due) == {f"Aldrig {one}" for one in HANDED_OVER} | {
        f"Igen {again} {year}" for again, year in AGAIN if again in {"may", "shall"}
    }
    for wanted in range(2020, 2034):
        proposed = {one.name for one in followups.proposals(empty, wanted)}
        assert proposed == {name for name, day in due.items() if (int(day[:4]) <= wanted if day else "Igen" in name)}
