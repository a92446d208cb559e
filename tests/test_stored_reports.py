"""Reports of closed follow-ups, whatever closed them, are stored once and printed alike for ever."""

import json
import sqlite3
from pathlib import Path

import docx
import pytest

from exports.letter_templates.shipped import BASE_REPORT
from exports.report.file import closing_text
from storage import backups, followups, records, settings
from storage.asof import as_of_action
from storage.check import check, conflicts
from storage.database.connection import SCHEMA_VERSION
from storage.database.records import unstored_followups
from storage.domain.history import STORE
from storage.domain.records import Document
from storage.history import history
from storage.intake import plan
from storage.merge import merge
from storage.operations.assessments import comment
from storage.operations.importing import import_report
from storage.operations.records import edit, remove
from storage.operations.settings import keep_file, set_setting
from storage.register import Register, open_register
from storage.restoring import restore
from storage.undo import redo, undo, undo_action, undoable
from tests.made_report import save_made_report
from tests.older_registers import take_back
from tui.followups import jobs
from tui.registers import store_reports


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return save_made_report(tmp_path / "rapport.docx")


def closed_of(register: Register) -> list[str]:
    return [view.followup.id for view in followups.followups(register) if view.followup.state == "closed"]


def reprint(register: Register, followup: str, folder: Path) -> bytes:
    """The bytes of the report, by the way that screen and command line take."""
    return jobs.write(jobs.prepare(register, followup), folder / "ut").path.read_bytes()


def stored(register: Register, followup: str) -> str:
    closing = followups.closing(register, followup)
    assert closing is not None
    return closing.context or ""


def rename_all(register: Register, kinds: tuple[str, ...] = ("body", "audit", "person")) -> None:
    """Rename every body, audit and person."""
    for kind, field in (("body", "name"), ("audit", "title"), ("person", "name")):
        for one in records.names(register, [kind]) if kind in kinds else ():
            edit(register, kind, one.id, {field: f"Omdöpt {one.name}"})


def letterhead(folder: Path, text: str) -> bytes:
    document = docx.Document(str(BASE_REPORT))
    document.sections[-1].header.add_paragraph(text)
    document.save(str(folder / "mall.docx"))
    return (folder / "mall.docx").read_bytes()


def test_an_import_stores_its_report_in_its_own_action(practice: Register, report: Path, tmp_path: Path) -> None:
    before = len(history(practice))
    result = import_report(practice, report, closing_text)
    assert len(history(practice)) == before + 1
    first = reprint(practice, result.plan.followup_id, tmp_path)
    assert "Inköp och avtal" in stored(practice, result.plan.followup_id)
    rename_all(practice)
    assert reprint(practice, result.plan.followup_id, tmp_path) == first
    assert check(practice).ok


def test_undoing_an_import_takes_its_report_away_and_redoing_brings_the_same_bytes(
    practice: Register, report: Path, tmp_path: Path
) -> None:
    followup = import_report(practice, report, closing_text).plan.followup_id
    first = reprint(practice, followup, tmp_path)
    undo(practice)
    assert followups.closing(practice, followup) is None
    assert followup not in closed_of(practice)
    redo(practice)
    assert reprint(practice, followup, tmp_path) == first
    assert check(practice).ok


def test_the_practice_register_has_the_report_of_its_closed_follow_up(practice: Register, tmp_path: Path) -> None:
    (followup,) = closed_of(practice)
    assert unstored_followups(practice.connection) == []
    first = reprint(practice, followup, tmp_path)
    rename_all(practice)
    set_setting(practice, "office", "En annan revision")
    assert reprint(practice, followup, tmp_path) == first


def test_a_report_is_printed_on_the_template_that_it_was_closed_with(
    practice: Register, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_file(practice, "template_report", letterhead(tmp_path, "Första brevhuvudet"))
    followup = import_report(practice, report, closing_text).plan.followup_id
    first = reprint(practice, followup, tmp_path)
    keep_file(practice, "template_report", letterhead(tmp_path, "Andra brevhuvudet"))
    monkeypatch.setenv("GRANSKA_TODAY", "2031-02-03")
    assert reprint(practice, followup, tmp_path) == first
    set_setting(practice, "template_report", None)
    assert settings.kept_file(practice, "template_report") is None
    assert reprint(practice, followup, tmp_path) == first


def test_a_merged_report_is_printed_as_where_it_was_stored(
    practice_path: Path, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "andra.db"
    other.write_bytes(practice_path.read_bytes())
    with open_register(other, write=True) as register:
        keep_file(register, "template_report", letterhead(tmp_path, "Brevhuvud där"))
        followup = import_report(register, report, closing_text).plan.followup_id
        first = reprint(register, followup, tmp_path)
    monkeypatch.setenv("GRANSKA_TODAY", "2027-01-07")
    with open_register(practice_path, write=True) as register:
        rename_all(register)
        merge(register, other)
        set_setting(register, "template_report", None)
        assert reprint(register, followup, tmp_path) == first
        assert check(register).ok


def test_a_report_that_two_copies_read_in_is_no_conflict(
    practice_path: Path, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "andra.db"
    other.write_bytes(practice_path.read_bytes())
    printed = set()
    for path, day, who in ((practice_path, "2026-11-20", "Anna"), (other, "2027-02-03", "Bo")):
        monkeypatch.setenv("GRANSKA_TODAY", day)
        with open_register(path, write=True, who=who) as register:
            rename_all(register, ("body",) if who == "Bo" else ("audit",))
            followup = import_report(register, report, closing_text).plan.followup_id
            printed.add(reprint(register, followup, tmp_path))
    with open_register(practice_path, write=True) as register:
        merge(register, other)
        assert [one for one in conflicts(register) if one.entity == "followup_closing"] == []
        assert {reprint(register, followup, tmp_path)} == printed
        closing = followups.closing(register, followup)
        assert closing is not None
        assert (closing.closed_on, closing.closed_by) == ("2023-04-14", None)


def test_what_is_logged_of_a_report_names_what_it_reflects(practice: Register, report: Path, tmp_path: Path) -> None:
    change = import_report(practice, report, closing_text).change
    assert change is not None
    (followup,) = change.records("followup")
    rename_all(practice, ("body",))
    prepared = jobs.prepare(practice, followup)
    (document,) = jobs.log(practice, prepared, jobs.write(prepared, tmp_path / "ut")).records("document")
    found = records.record_of(practice, "document", document)
    assert isinstance(found, Document)
    assert found.history_head == change.action


def imported_by_an_older_version(path: Path, report: Path) -> str:
    """Import a report as older versions did, and rename what it is about; the follow-up's id."""
    with pytest.MonkeyPatch.context() as older, open_register(path, write=True) as register:
        older.setattr(plan, "plan_source_texts", lambda *_planned: None)
        followup = import_report(register, report, None).plan.followup_id
        rename_all(register)
        return followup


def test_a_report_of_an_older_register_says_what_was_imported_before_it_is_stored_and_after(
    older_practice_path: Path, report: Path, tmp_path: Path
) -> None:
    followup = imported_by_an_older_version(older_practice_path, report)
    with open_register(older_practice_path) as register:
        before = [reprint(register, one, tmp_path) for one in closed_of(register)]
        text = jobs.prepare(register, followup).closing
        assert text is not None
        assert "Inköp och avtal" in (text.context or "")
        assert "Omdöpt" not in (text.context or "")
    with open_register(older_practice_path, write=True) as register:
        register.catch_up = store_reports
        assert len(unstored_followups(register.connection)) == 2
        actions = len(history(register))
        comment(register, records.find(register, "Omdöpt Inköp och avtal:2"), "Senare")
        assert [entry.name for entry in history(register)][:2] == [STORE, "comment"]
        comment(register, records.find(register, "Omdöpt Inköp och avtal:2"), "Ännu senare")
        assert len(history(register)) == actions + 3
        assert stored(register, followup) == text.context
        assert [reprint(register, one, tmp_path) for one in closed_of(register)] == before
        assert check(register).ok


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_register_of_every_older_version_prints_the_same_when_it_is_read_and_when_it_is_brought_up_to_date(
    version: int, older_practice_path: Path, report: Path, tmp_path: Path
) -> None:
    followup = imported_by_an_older_version(older_practice_path, report)
    old = take_back(older_practice_path, version).read_bytes()
    with open_register(older_practice_path) as register:
        before = reprint(register, followup, tmp_path)
    assert older_practice_path.read_bytes() == old
    with open_register(older_practice_path, write=True) as register:
        register.catch_up = store_reports
        assert reprint(register, followup, tmp_path) == before
        rename_all(register, ("audit",))
        assert "Inköp och avtal" in stored(register, followup)
        assert "Omdöpt" not in stored(register, followup)
        assert reprint(register, followup, tmp_path) == before
        assert check(register).ok


def test_a_stored_report_and_its_template_outlive_a_restored_backup(
    practice_path: Path, report: Path, tmp_path: Path
) -> None:
    with open_register(practice_path, write=True) as register:
        keep_file(register, "template_report", letterhead(tmp_path, "Brevhuvud då"))
        followup = import_report(register, report, closing_text).plan.followup_id
        first = reprint(register, followup, tmp_path)
        set_setting(register, "template_report", None)
    copy = backups.make(practice_path)
    practice_path.unlink()
    restore(practice_path, copy.path.name)
    with open_register(practice_path) as register:
        assert reprint(register, followup, tmp_path) == first


def test_a_template_of_a_closed_report_that_was_lost_is_found(
    practice_path: Path, report: Path, tmp_path: Path
) -> None:
    with open_register(practice_path, write=True) as register:
        keep_file(register, "template_report", letterhead(tmp_path, "Brevhuvud då"))
        import_report(register, report, closing_text)
        set_setting(register, "template_report", None)
        assert check(register).ok
    with sqlite3.connect(practice_path) as plain:
        plain.execute("DELETE FROM blob")
    plain.close()
    with open_register(practice_path) as register:
        assert [found.kind for found in check(register).differences] == ["blob"]


def test_opening_an_older_register_stores_nothing(older_practice_path: Path, report: Path) -> None:
    followup = imported_by_an_older_version(older_practice_path, report)
    old = older_practice_path.read_bytes()
    with open_register(older_practice_path, write=True) as register:
        register.catch_up = store_reports
        jobs.prepare(register, followup)
    assert older_practice_path.read_bytes() == old


def test_undo_passes_over_what_was_stored_for_an_older_version(older_practice_path: Path, report: Path) -> None:
    with open_register(older_practice_path, write=True) as register:
        followup = import_report(register, report, None).plan.followup_id
        register.catch_up = store_reports
        comment(register, records.find(register, "Inköp och avtal:2"), "Senare")
        (kept,) = [entry.hash for entry in history(register) if entry.name == STORE]
        assert undoable(register, kept) is not None
        text = stored(register, followup)
        assert [undo(register).name for _ in range(2)] == ["comment", "import_report"]
        assert followups.closing(register, followup) is None
        assert check(register).ok
        redo(register)
        assert stored(register, followup) == text
        assert check(register).ok


def test_an_import_is_undone_as_the_first_thing_after_an_older_version(older_practice_path: Path, report: Path) -> None:
    with open_register(older_practice_path, write=True) as register:
        change = import_report(register, report, None).change
        assert change is not None
        assert change.action is not None
        register.catch_up = store_reports
        undo_action(register, change.action)
        assert len(closed_of(register)) == 1
        assert unstored_followups(register.connection) == []
        assert check(register).ok


def test_two_copies_of_an_older_register_store_the_same(
    older_practice_path: Path, report: Path, tmp_path: Path
) -> None:
    followup = imported_by_an_older_version(older_practice_path, report)
    other = tmp_path / "andra.db"
    other.write_bytes(older_practice_path.read_bytes())
    for path, words in ((older_practice_path, "här"), (other, "där")):
        with open_register(path, write=True) as register:
            register.catch_up = store_reports
            set_setting(register, "office", f"Revisionen {words}")
    with open_register(older_practice_path, write=True) as register:
        text = stored(register, followup)
        merge(register, other)
        assert stored(register, followup) == text
        assert {one.field for one in conflicts(register)} == {"value"}
        assert check(register).ok


def test_what_a_merge_brought_later_is_not_in_the_register_as_of_an_action(
    practice_path: Path, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "andra.db"
    other.write_bytes(practice_path.read_bytes())
    monkeypatch.setenv("GRANSKA_TODAY", "2026-11-20")
    with open_register(other, write=True) as register:
        rename_all(register)
    monkeypatch.setenv("GRANSKA_TODAY", "2026-11-25")
    with open_register(practice_path, write=True) as register:
        change = import_report(register, report, None).change
        assert change is not None
        assert change.action is not None
        merge(register, other)
        assert check(register).ok
        past = as_of_action(register, change.action, register.today)
        try:
            names = {one.name for one in records.names(past, ["body"])}
        finally:
            past.close()
        assert "Omdöpt Kommunstyrelsen" in {one.name for one in records.names(register, ["body"])}
        assert "Kommunstyrelsen" in names
        assert not any(name.startswith("Omdöpt") for name in names)


def test_an_imported_follow_up_can_still_be_corrected(practice: Register, report: Path, tmp_path: Path) -> None:
    followup = import_report(practice, report, closing_text).plan.followup_id
    first = reprint(practice, followup, tmp_path)
    remove(practice, "recommendation", records.find(practice, "Inköp och avtal:2"), "fel inläst")
    assert reprint(practice, followup, tmp_path) == first
    assert json.loads(stored(practice, followup))["draft"] is False
