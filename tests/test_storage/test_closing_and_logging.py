"""Closing a follow-up, logging outgoing documents, and the settings of the office."""

import sqlite3
from pathlib import Path

import pytest

from storage import followups, letters, recommendations, records, settings
from storage.check import check
from storage.domain.material import ExportedFile, LetterDraft
from storage.domain.records import Document, Letter, Person
from storage.domain.settings import SETTING_KEYS, people, people_value
from storage.errors import FollowupClosed, TextTooLong, UndoStopped, UnknownReference, UnknownSetting
from storage.history import history
from storage.letters import letter_material
from storage.merge import merge
from storage.operations import records as record_operations
from storage.operations.assessments import assess
from storage.operations.documents import log_missiv, log_report, set_followup_signers
from storage.operations.followups import close_followup
from storage.operations.settings import FILE_LIMIT, keep_file, set_setting
from storage.register import Register, open_register
from storage.undo import undo
from tests.test_storage.steps import levels


def test_closing_stores_what_the_report_says_and_opens_the_next_follow_up(practice: Register) -> None:
    closed = followups.open_followup(practice)
    assert closed is not None
    close_followup(practice, closed.id, context='{"a": 1}', template="f" * 64)
    told = followups.closing(practice, closed.id)
    assert told is not None
    assert (told.context, told.template, told.closed_on, told.closed_by) == ('{"a": 1}', "f" * 64, "2026-11-22", "Anna")
    following = followups.open_followup(practice)
    assert following is not None
    assert (following.title, following.year, following.scale) == ("Uppföljning 2027", 2027, closed.scale)
    recommendation = records.find(practice, "Dataskydd:2")
    assert not recommendations.recommendation_detail(practice, recommendation).view.current
    assess(practice, [recommendation], levels(practice)["partial"].id, reopening="")
    assert recommendations.recommendation_detail(practice, recommendation).view.followup == "Uppföljning 2027"
    assert check(practice).ok


def test_a_closed_follow_up_is_not_closed_again_and_closing_is_not_undone(practice: Register) -> None:
    followup = followups.open_followup(practice)
    assert followup is not None
    close_followup(practice, followup.id, context="{}", template="")
    with pytest.raises(FollowupClosed):
        close_followup(practice, followup.id, context="{}", template="")
    with pytest.raises(UndoStopped):
        undo(practice)
    with pytest.raises(UnknownReference):
        close_followup(practice, "finns inte", context="{}", template="")


def test_the_letter_of_an_audit_is_the_one_in_the_register(practice: Register) -> None:
    material = letter_material(practice, audit=records.find(practice, "Skolfrånvaro", "audit"))
    assert material.letter.id
    assert (material.letter.decided, material.letter.answer_due) == ("2026-06-15", "2026-10-28")
    assert [(r.body.name, r.recipient.role) for r in material.recipients] == [
        ("Barn- och utbildningsnämnden", "answer"),
        ("Kommunfullmäktiges presidium", "information"),
    ]
    assert len(material.audits[0].recommendations) == 4


def test_a_letter_that_is_not_written_yet_goes_to_the_audited_bodies(practice: Register) -> None:
    set_setting(practice, "signers", "Rut Ekmark, ordförande\nBo Lind, vice ordförande")
    draft = LetterDraft(decided="2026-11-20", answer_due="2027-02-28")
    audit = records.find(practice, "Måltider", "audit")
    material = letter_material(practice, audit=audit, draft=draft)
    assert material.letter == Letter(id="", kind="missiv", decided="2026-11-20", answer_due="2027-02-28")
    assert [r.body.name for r in material.recipients] == ["Barn- och utbildningsnämnden", "Vård- och omsorgsnämnden"]
    assert [(p.name, p.title) for p in material.signers] == [
        ("Rut Ekmark", "ordförande"),
        ("Bo Lind", "vice ordförande"),
    ]


def test_sending_a_letter_logs_it_whole_in_one_action(practice: Register) -> None:
    set_setting(practice, "signers", "Rut Ekmark, Revisorernas ordförande")
    audit = records.find(practice, "Måltider", "audit")
    body = records.find(practice, "Vård- och omsorgsnämnden", "body")
    draft = LetterDraft(decided="2026-11-20", answer_due="2027-02-28", recipients=((body, "answer"),))
    before = len(history(practice))
    change = log_missiv(
        practice, letter_material(practice, audit=audit, draft=draft), [ExportedFile("Missiv.docx", "a" * 64)]
    )
    assert len(history(practice)) == before + 1
    (view,) = [letter for letter in letters.letters(practice) if letter.audits == ("Måltider",)]
    assert (view.decided, view.answer_due, view.recipients) == (
        "2026-11-20", "2027-02-28", (("Vård- och omsorgsnämnden", "answer"),)
    )  # fmt: skip
    (document,) = change.records("document")
    logged = records.record_of(practice, "document", document)
    assert isinstance(logged, Document)
    assert (logged.name, logged.sha256, logged.direction, logged.made_on) == (
        "Missiv.docx", "a" * 64, "outgoing", "2026-11-22"
    )  # fmt: skip
    assert recommendations.audits(practice)[-1].audit.handed_over == "2026-11-20"
    assert not change.records("person"), "the chair is in the register already"
    again = letter_material(practice, audit=audit)
    assert (again.letter.id, [r.body.id for r in again.recipients]) == (view.id, [body])
    with pytest.raises(UndoStopped):
        undo(practice)
    assert check(practice).ok


def test_the_letter_with_a_follow_up_report_lists_what_is_left_to_do(practice: Register) -> None:
    closed = next(v.followup for v in followups.followups(practice) if v.followup.state == "closed")
    material = letter_material(practice, followup=closed.id)
    assert material.followup == closed
    assert sum(len(audit.recommendations) for audit in material.audits) == 24
    assert "Kommunstyrelsen" in [r.body.name for r in material.recipients]


def test_a_report_that_went_out_is_logged_with_what_it_stood_on(practice: Register) -> None:
    closed = next(v.followup for v in followups.followups(practice) if v.followup.state == "closed")
    head = followups.followup_material(practice, closed.id).history_head
    change = log_report(practice, closed.id, ExportedFile("Rapport.docx", "b" * 64), head)
    (document,) = change.records("document")
    logged = records.record_of(practice, "document", document)
    assert isinstance(logged, Document)
    assert (logged.followup, logged.history_head) == (closed.id, head)


def test_settings_are_kept_cleaned_and_unknown_ones_named(practice: Register) -> None:
    set_setting(practice, "office", "  Exempelby\x1b revision\n ")
    set_setting(practice, "disclaimer", "Ett.\r\n\r\nTvå.")
    assert settings.value_of(practice, "office") == "Exempelby revision"
    assert settings.value_of(practice, "disclaimer") == "Ett.\nTvå."
    set_setting(practice, "disclaimer", None)
    assert settings.value_of(practice, "disclaimer") is None
    with pytest.raises(UnknownSetting) as refused:
        set_setting(practice, "ofice", "x")
    assert refused.value.nearest == "office"
    with pytest.raises(UnknownSetting):
        set_setting(practice, "logo", "en text")
    undo(practice)
    assert settings.value_of(practice, "disclaimer") == "Ett.\nTvå."


def test_persons_in_a_setting_are_read_back() -> None:
    persons = (Person(id="", name="Rut Ekmark", title="ordförande, sammankallande"), Person(id="", name="Bo Lind"))
    assert people(people_value(persons)) == persons
    assert len(SETTING_KEYS) == len({*SETTING_KEYS})


def test_a_template_is_kept_in_the_register_and_comes_along_in_a_merge(practice_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(practice_path.read_bytes())
    with open_register(other, write=True) as register:
        keep_file(register, "template_missiv", b"PK\x03\x04 en mall")
        with pytest.raises(TextTooLong):
            keep_file(register, "logo", b"x" * (FILE_LIMIT + 1))
        with pytest.raises(UnknownSetting):
            keep_file(register, "office", b"x")
    with open_register(practice_path, write=True) as register:
        assert settings.kept_file(register, "template_missiv") is None
        merge(register, other)
        assert settings.kept_file(register, "template_missiv") == b"PK\x03\x04 en mall"
        assert check(register).ok


def test_a_kept_file_that_was_altered_or_lost_is_found(practice_path: Path) -> None:
    with open_register(practice_path, write=True) as register:
        keep_file(register, "logo", b"bild")
        assert check(register).ok
    for statement in ("UPDATE blob SET bytes = x'00'", "DELETE FROM blob"):
        with sqlite3.connect(practice_path) as plain:
            plain.execute(statement)
        plain.close()
        with open_register(practice_path) as register:
            assert [d.kind for d in check(register).differences] == ["blob"]


def test_the_letter_with_a_follow_up_report_leaves_the_audits_own_letters_and_answers_alone(practice: Register) -> None:
    closed = next(v.followup for v in followups.followups(practice) if v.followup.state == "closed")
    before = [view.answer for view in recommendations.audits(practice)]
    draft = LetterDraft(answer_due="2027-02-26", dated="2026-11-23")
    log_missiv(practice, letter_material(practice, followup=closed.id, draft=draft), [ExportedFile("M.docx", "c" * 64)])
    assert [view.answer for view in recommendations.audits(practice)] == before
    again = letter_material(practice, followup=closed.id)
    assert (again.letter.answer_due, again.letter.dated, again.letter.followup) == (
        "2027-02-26",
        "2026-11-23",
        closed.id,
    )
    audit = records.find(practice, "Dataskydd", "audit")
    assert letter_material(practice, audit=audit).letter.answer_due == "2022-12-31"


def test_a_letter_without_a_date_is_logged_with_the_one_it_was_printed_with(practice: Register) -> None:
    audit = records.find(practice, "Måltider", "audit")
    log_missiv(practice, letter_material(practice, audit=audit), [ExportedFile("M.docx", "d" * 64)])
    assert letter_material(practice, audit=audit).letter.dated == "2026-11-22"


def test_who_signs_a_report_is_set_in_order_made_once_and_undone(practice: Register) -> None:
    followup = followups.open_followup(practice)
    assert followup is not None
    set_followup_signers(practice, followup.id, people("Siv Ek, ordförande\nBo Lind, vice ordförande"))
    set_followup_signers(practice, followup.id, people("Bo Lind, vice ordförande\nSiv Ek, ordförande"))
    assert [one.name for one in followups.signers(practice, followup.id)] == ["Bo Lind", "Siv Ek"]
    assert len({one.id for one in followups.signers(practice, followup.id)}) == 2
    set_followup_signers(practice, followup.id, people("Siv Ek, ordförande"))
    assert [one.name for one in followups.signers(practice, followup.id)] == ["Siv Ek"]
    undo(practice)
    assert [one.name for one in followups.signers(practice, followup.id)] == ["Bo Lind", "Siv Ek"]
    set_followup_signers(practice, followup.id, ())
    assert followups.signers(practice, followup.id) == ()
    assert check(practice).ok
    close_followup(practice, followup.id, context="{}", template="")
    with pytest.raises(FollowupClosed):
        set_followup_signers(practice, followup.id, ())
    with pytest.raises(UnknownReference):
        set_followup_signers(practice, "finns inte", ())


def test_who_no_longer_signs_a_letter_does_not_come_back(practice: Register) -> None:
    audit = records.find(practice, "Måltider", "audit")
    for signers in (people("Siv Ek, ordförande\nBo Lind, vice ordförande"), people("Bo Lind, vice ordförande")):
        log_missiv(practice, letter_material(practice, audit=audit, draft=LetterDraft(signers=signers)), [])
    assert [one.name for one in letter_material(practice, audit=audit).signers] == ["Bo Lind"]


def test_a_letter_written_again_keeps_what_each_is_asked_and_forgets_who_did_not_get_it(practice: Register) -> None:
    audit = records.find(practice, "Fastighetsunderhåll", "audit")
    board, committee = (records.find(practice, name, "body") for name in ("Kommunstyrelsen", "Tekniska nämnden"))
    before = letter_material(practice, audit=audit)
    known = {one.body.id: one.recipient for one in before.recipients}
    assert known[committee].through == board
    record_operations.edit(practice, "letter_recipient", known[committee].id, {"demand": "Svara på punkt 4."})
    draft = LetterDraft(recipients=((committee, "action"),))
    log_missiv(practice, letter_material(practice, audit=audit, draft=draft), [ExportedFile("M.docx", "e" * 64)])
    again = letter_material(practice, letter=before.letter.id)
    assert [
        (one.body.id, one.recipient.role, one.recipient.demand, one.recipient.through) for one in again.recipients
    ] == [(committee, "action", "Svara på punkt 4.", board)]
