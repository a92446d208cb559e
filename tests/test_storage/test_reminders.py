"""Material of reminders and of decisions on extensions, and the log of them."""

from datetime import date

import pytest

from storage import reminders
from storage.check import check
from storage.domain.material import ExportedFile, LetterDraft
from storage.domain.settings import people
from storage.errors import NothingAwaited, NothingLate, UndoStopped, UnknownReference
from storage.followups import open_followup
from storage.history import history
from storage.letters import letter_material
from storage.operations.assessments import assess
from storage.operations.documents import log_extension, log_reminder
from storage.operations.records import edit
from storage.operations.settings import set_setting
from storage.recommendations import recommendations
from storage.records import entered, find
from storage.register import Register
from storage.undo import undo
from tests.test_storage.deadline_steps import TODAY, audit, items, letter, made, recipient, standing
from tests.test_storage.steps import levels

KS, BUN, VON = "Kommunstyrelsen", "Barnnämnden", "Vårdnämnden"


def body(register: Register, name: str) -> str:
    return find(register, name, "body")


def test_a_reminder_holds_all_late_answers_of_a_body_the_latest_first_and_for_whom_they_are(empty: Register) -> None:
    for title in ("Resor", "Moms", "Skolmat"):
        audit(empty, title, KS, VON)
    late = letter(empty, "Resor", KS, due="2026-10-01", registry_number="REV 1", dated="2026-05-01")
    made(empty, "letter_recipient", letter=late, body=VON, through=KS)
    made(empty, "letter_question", letter=late, number="1", text="Hur?")
    latest = letter(empty, "Moms", KS, due="2026-09-01")
    letter(empty, "Skolmat", KS, due="2026-12-24")
    letter(empty, "Skolmat", BUN, due="2026-11-01")
    assert len(reminders.reminder_material(empty, body(empty, BUN), today=TODAY).answers) == 1
    material = reminders.reminder_material(empty, body(empty, KS), today=TODAY)
    assert [one.letter for one in material.answers] == [latest, late]
    second = material.answers[1]
    assert (second.registry_number, second.outcome.due, second.outcome.days, second.on_behalf_of) == (
        "REV 1", "2026-10-01", 52, (VON,)
    )  # fmt: skip
    assert [(one.entity, one.number) for one in second.points] == [("letter_question", "1"), ("recommendation", "1")]
    assert [one.sent for one in material.answers] == [False, True]
    with pytest.raises(NothingLate):
        reminders.reminder_material(empty, body(empty, VON), today=TODAY)
    with pytest.raises(UnknownReference):
        reminders.reminder_material(empty, "finns inte", today=TODAY)


def test_a_partly_answered_letter_is_reminded_of_what_is_missing(empty: Register) -> None:
    audit(empty, "Resor", KS)
    audit(empty, "Moms", KS)
    letter(empty, "Resor; Moms", KS, due="2026-10-01")
    made(empty, "response", responder=KS, audits="Resor", decided_on="2026-09-01")
    (one,) = reminders.reminder_material(empty, body(empty, KS), today=TODAY).answers
    assert [named.name for named in one.about] == ["Moms"]
    assert [point.about for point in one.points] == ["Moms"]


def test_of_a_follow_ups_letter_only_what_is_left_to_do_is_to_be_answered(empty: Register) -> None:
    audit(empty, "Resor", KS)
    made(empty, "recommendation", audit="Resor", number="2", text="Öva")
    first, second = (one.id for one in recommendations(empty))
    assess(empty, [first], levels(empty)["implemented"].id)
    assess(empty, [second], levels(empty)["partial"].id)
    followup = open_followup(empty)
    assert followup is not None
    letter(empty, "Resor", KS, due="2026-10-01", followup=followup.id)
    (one,) = reminders.reminder_material(empty, body(empty, KS), today=TODAY).answers
    assert [point.number for point in one.points] == ["2"]


def test_logging_a_reminder_is_one_action_that_undo_stops_at(empty: Register) -> None:
    audit(empty, "Resor", KS)
    sent = letter(empty, "Resor", KS, due="2026-10-01", dated="2026-05-01")
    material = reminders.reminder_material(
        empty, body(empty, KS), today=TODAY, draft=LetterDraft(answer_due="2026-12-18", registry_number="REV 9")
    )
    before = len(history(empty))
    change = log_reminder(empty, material, [ExportedFile("Påminnelse.docx", "a" * 64, material.body.id)])
    assert len(history(empty)) == before + 1
    assert {name: len(change.created[name]) for name in ("letter", "letter_recipient", "letter_audit", "document")} == (
        dict.fromkeys(("letter", "letter_recipient", "letter_audit", "document"), 1)
    )
    (reminder,) = change.created["letter"]
    assert standing(empty, reminder) == {KS: ("waiting", -26)}
    assert standing(empty, sent) == {KS: ("overdue", 52)}
    assert [one.letter for one in items(empty, "answer")] == [sent]
    assert reminders.reminder_material(empty, body(empty, KS), today=TODAY).level == 2
    assert reminders.reminder_material(empty, body(empty, KS), today=TODAY, level=1).level == 1
    with pytest.raises(UndoStopped):
        undo(empty)
    assert check(empty).ok


def test_an_extension_is_decided_for_all_who_wait_for_the_same_answer(empty: Register) -> None:
    audit(empty, "Resor", KS, VON)
    sent = letter(empty, "Resor", KS, due="2026-10-01")
    made(empty, "letter_recipient", letter=sent, body=VON, through=KS)
    link = reminders.recipient_of(empty, sent, body(empty, KS))
    assert link == recipient(empty, sent, KS)
    edit(empty, "letter_recipient", link, {"extension_requested": "2026-09-20"})
    with pytest.raises(UnknownReference):
        reminders.recipient_of(empty, sent, made(empty, "body", name=BUN))
    other = recipient(empty, sent, VON)
    assert standing(empty, sent) == dict.fromkeys([KS, VON], ("overdue_extension_undecided", 52))
    material = reminders.extension_material(empty, other, today=TODAY, granted_to="2026-12-31")
    assert material.body.name == KS
    log_extension(empty, material, [ExportedFile("Anstånd.docx", "b" * 64)])
    assert standing(empty, sent) == dict.fromkeys([KS, VON], ("waiting_extended", -39))
    assert items(empty, "answer")[0].who == (KS, VON)
    assert check(empty).ok
    made(empty, "response", responder=KS, audits="Resor", received_on="2026-11-20", on_behalf_of=VON)
    with pytest.raises(NothingAwaited):
        reminders.extension_material(empty, link, today=TODAY, granted_to=None)
    with pytest.raises(UnknownReference):
        reminders.extension_material(empty, "finns inte", today=TODAY, granted_to=None)


def test_a_reminder_counts_only_earlier_reminders_that_may_have_been_about_the_response(empty: Register) -> None:
    audit(empty, "Resor", KS)
    letter(empty, "Resor", KS, due="2026-10-01", dated="2026-05-01")

    def counted() -> tuple[int, bool, int]:
        material = reminders.reminder_material(empty, body(empty, KS), today=TODAY, level=2)
        return material.answers[0].reminders, material.is_first, material.text_level

    assert counted() == (0, True, 1), "nothing is known of a first reminder"
    letter(empty, "Resor", KS, kind="reminder", dated="2026-04-01")
    letter(empty, "Resor", KS, kind="reminder", dated="2026-09-30")
    assert counted() == (0, True, 1), "they came before the letter, and before its date"
    letter(empty, "Resor", KS, kind="reminder", dated="2026-10-15")
    assert counted() == (1, False, 2)


def test_a_decision_without_a_known_request_is_recorded_as_just_that(empty: Register) -> None:
    audit(empty, "Resor", KS)
    sent = letter(empty, "Resor", KS, due="2026-10-01", dated="2026-05-01")
    link = recipient(empty, sent, KS)
    for granted in ("2026-12-31", None):
        material = reminders.extension_material(empty, link, today=TODAY, granted_to=granted)
        assert material.requested is None
        log_extension(empty, material, [ExportedFile("Anstånd.docx", "b" * 64)])
        stored = entered(empty, "letter_recipient", link)
        assert (stored["extension_requested"], stored["extension_decision"]) == (
            None,
            "granted" if granted else "refused",
        )
        assert standing(empty, sent)[KS][0] == ("waiting_extended" if granted else "overdue")


def test_what_was_asked_of_a_body_that_has_ended_is_reminded_and_answered_by_its_successor(empty: Register) -> None:
    new = made(empty, "body", name="Lärandenämnden")
    old = made(empty, "body", name=BUN, valid_to="2026-06-30", successor=new)
    audit(empty, "Resor", BUN, VON)
    made(empty, "recommendation", audit="Resor", number="2", text="Öva", addressees=(BUN,))
    made(empty, "recommendation", audit="Resor", number="3", text="Mät", addressees=(VON,))
    sent = letter(empty, "Resor", BUN, due="2026-10-01", dated="2026-05-01")
    made(empty, "letter_recipient", letter=sent, body=VON, through=BUN)
    for asked in (old, new):
        material = reminders.reminder_material(empty, asked, today=TODAY)
        (one,) = material.answers
        assert (material.body.name, one.predecessors, one.on_behalf_of, one.for_itself) == (
            "Lärandenämnden", (BUN,), (VON,), True
        )  # fmt: skip
        assert [point.number for point in one.points] == ["1", "2", "3"]
    assert reminders.reminder_material(empty, old, today=date(2026, 10, 2), level=1).body.name == "Lärandenämnden"
    assert {reminders.recipient_of(empty, sent, asked) for asked in (old, new)} == {recipient(empty, sent, BUN)}
    log_reminder(empty, material, [ExportedFile("Påminnelse.docx", "a" * 64)])
    (item,) = items(empty, "answer")
    assert item.who == (BUN, VON, "Lärandenämnden")
    assert {reason.code.value for reason in item.why} >= {"answers_through", "reminded"}
    assert reminders.reminder_material(empty, old, today=TODAY).level == 2
    made(empty, "response", responder=new, audits="Resor", decided_on="2026-11-20", on_behalf_of=(VON,))
    assert items(empty, "answer") == []
    with pytest.raises(NothingLate):
        reminders.reminder_material(empty, old, today=TODAY)


def test_those_who_signed_last_are_proposed_where_the_office_has_not_said_who_signs(empty: Register) -> None:
    audit(empty, "Resor", KS)
    sent = letter(empty, "Resor", KS, due="2026-10-01", dated="2026-05-01")

    def proposed() -> list[tuple[str | None, str | None]]:
        found = reminders.reminder_material(empty, body(empty, KS), today=TODAY)
        link = recipient(empty, sent, KS)
        others = reminders.extension_material(empty, link, today=TODAY, granted_to=None).signers
        record = letter_material(empty, audit=find(empty, "Moms", "audit")).signers
        assert found.signers == others == record
        return [(each.name, each.title) for each in found.signers]

    audit(empty, "Moms", KS)
    assert proposed() == []
    for name, dated in (("Ada Ek", "2026-11-02"), ("Bo Alm", "2026-11-01")):
        draft = LetterDraft(signers=people(f"{name}, ordförande\nCarl By"), dated=dated)
        log_reminder(empty, reminders.reminder_material(empty, body(empty, KS), today=TODAY, draft=draft), [])
        assert proposed() == [("Ada Ek", "ordförande"), ("Carl By", None)], "those of the newest letter"
    set_setting(empty, "signers", "Dag Ek")
    assert proposed() == [("Dag Ek", None)]
