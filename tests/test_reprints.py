"""Whatever is done to a register later, the reports of its closed follow-ups are printed alike, byte by byte.

`GRANSKA_REPRINTS` sets the number of later operations: 60 as a rule, 1000 for the long run.
"""

import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from exports.letter_templates.shipped import BASE_REPORT
from exports.report.file import closing_text
from storage import followups, records
from storage.check import check
from storage.domain.editable_fields import EDITABLE, Input
from storage.domain.settings import SETTING_KEYS, SettingKind
from storage.errors import GranskaError
from storage.merge import merge
from storage.operations import followups as followup_operations
from storage.operations.assessments import assess, comment
from storage.operations.importing import import_report
from storage.operations.records import add, edit, join, remove, restore
from storage.operations.scales import edit_level
from storage.operations.settings import keep_file, set_setting
from storage.register import Register, open_register
from storage.undo import redo, undo
from tests.conftest import TODAY
from tests.made_report import OWN_SCALE, save_made_report, save_own_words_report
from tui.followups import jobs
from tui.registers import store_reports

OPERATIONS = int(os.environ.get("GRANSKA_REPRINTS", "60"))
PRINTED_EVERY = 20
"""Operations between two prints; what is stored is compared after every one."""
REAL = Path(__file__).parent.parent.parent / "shared" / "real" / "follow-up-report.docx"
KINDS = (
    "body", "person", "audit", "recommendation", "letter", "letter_recipient", "response", "response_line", "measure",
    "assessment", "document",
)  # fmt: skip
TEXT_INPUTS = {Input.LINE, Input.TEXT, Input.DATE, Input.YEAR, Input.YEARS}


class Later:
    """Random operations on a register; each returns nothing, and may be refused."""

    def __init__(self, register: Register, seed: int, folder: Path) -> None:
        self.register = register
        self.random = random.Random(seed)
        self.folder = folder
        self.templates = [_template(folder, f"Brevhuvud {n}", f"mall{n}.docx") for n in range(3)]
        self.steps: list[Callable[[], object]] = [
            *[self.edit] * 8, self.rename, self.rename, self.join, self.remove, self.restore, self.add, self.setting,
            self.setting, self.template, self.template, self.logo, self.assess, self.assess, self.comment, self.level,
            self.followup_texts, self.undo, self.undo, self.redo, self.close, self.read_in, self.merge, self.correct,
        ]  # fmt: skip

    def step(self) -> bool:
        """Do one; False when it was refused."""
        try:
            self.random.choice(self.steps)()
        except GranskaError:
            return False
        return True

    def word(self) -> str:
        return f"Ändrat {self.random.randrange(10_000)}"

    def any_of(self, entity: str, *, removed: bool = False) -> str:
        where = "IS NOT NULL" if removed else "IS NULL"
        rows = self.register.connection.execute(f"SELECT id FROM {entity} WHERE removed {where} ORDER BY id").fetchall()
        return str(self.random.choice(rows)[0]) if rows else "finns inte"

    def edit(self) -> None:
        entity = self.random.choice(KINDS)
        fields = [each for each in EDITABLE[entity].fields if each.input in TEXT_INPUTS and not each.choices]
        entry = self.random.choice(fields)
        value = {Input.DATE: "2019-02-03", Input.YEAR: "2024", Input.YEARS: "2017"}.get(entry.input, self.word())
        edit(self.register, entity, self.any_of(entity), {entry.name: value})

    def rename(self) -> None:
        entity = self.random.choice(("body", "audit", "person"))
        field = "title" if entity == "audit" else "name"
        edit(self.register, entity, self.any_of(entity), {field: self.word()})

    def join(self) -> None:
        entity = self.random.choice(("body", "person"))
        join(self.register, entity, self.any_of(entity), self.any_of(entity))

    def remove(self) -> None:
        entity = self.random.choice(KINDS)
        remove(self.register, entity, self.any_of(entity), "togs bort")

    def restore(self) -> None:
        entity = self.random.choice(KINDS)
        restore(self.register, entity, self.any_of(entity, removed=True))

    def add(self) -> None:
        add(self.register, "recommendation", {"audit": self.any_of("audit"), "number": "99", "text": self.word()})

    def setting(self) -> None:
        key = self.random.choice([key for key in SETTING_KEYS.values() if key.kind is not SettingKind.FILE])
        set_setting(self.register, key.name, self.random.choice((self.word(), None)))

    def template(self) -> None:
        chosen = self.random.choice((*self.templates, None))
        if chosen is None:
            set_setting(self.register, "template_report", None)
        else:
            keep_file(self.register, "template_report", chosen)

    def logo(self) -> None:
        keep_file(self.register, "logo", self.word().encode())

    def _level(self) -> str:
        followup = followups.open_followup(self.register)
        assert followup is not None
        return self.random.choice(followups.levels(self.register, followup.scale or "")).id

    def assess(self) -> None:
        assess(self.register, [self.any_of("recommendation")], self._level())

    def comment(self) -> None:
        comment(self.register, self.any_of("recommendation"), self.word())

    def level(self) -> None:
        scale, level = self.any_of("scale"), self.any_of("level")
        field = self.random.choice(("label", "definition"))
        edit_level(self.register, scale, level, {field: self.word()})

    def followup_texts(self) -> None:
        field = self.random.choice(("title", "purpose", "method", "background", "criteria", "limits", "judgement"))
        followup_operations.edit_followup(self.register, self.any_of("followup"), {field: self.word()})

    def undo(self) -> None:
        undo(self.register)

    def redo(self) -> None:
        redo(self.register)

    def close(self) -> None:
        if self.random.random() < 0.2:
            followup = followups.open_followup(self.register)
            assert followup is not None
            jobs.close(self.register, followup, jobs.made_text(jobs.prepare(self.register, followup.id)))

    def correct(self) -> None:
        followup_operations.start_correction(self.register, self.any_of("followup"))

    def read_in(self) -> None:
        if self.random.random() < 0.2:
            path = save_own_words_report(self.folder / f"{self.word()}.docx", signatures="in_a_table")
            import_report(self.register, path, closing_text, without_backup=True)

    def merge(self) -> None:
        """Merge a copy in which something else was done."""
        other = self.folder / f"{self.word()}.db"
        other.write_bytes(self.register.path.read_bytes())
        try:
            with open_register(other, write=True, who="Beda") as copy:
                there = Later.__new__(Later)
                there.__dict__.update(self.__dict__, register=copy)
                for _ in range(3):
                    self.random.choice((there.edit, there.rename, there.template, there.setting))()
        finally:
            merge(self.register, other)
            other.unlink()


def _template(folder: Path, text: str, name: str) -> bytes:
    document = docx.Document(str(BASE_REPORT))
    document.sections[-1].header.add_paragraph(text)
    document.save(str(folder / name))
    return (folder / name).read_bytes()


def closed(register: Register) -> list[str]:
    return [view.followup.id for view in followups.followups(register) if view.followup.state == "closed"]


def printed(register: Register, followup: str, folder: Path) -> bytes:
    """The bytes of a report, by the way of screen and command line."""
    path = jobs.write(jobs.prepare(register, followup), folder / "ut").path
    data = path.read_bytes()
    path.unlink()
    return data


def stored(register: Register, followup: str) -> tuple[object, ...]:
    closing = followups.closing(register, followup)
    return closing and (closing.context, closing.template, closing.closed_on)  # type: ignore[return-value]


def fill(register: Register, folder: Path) -> None:
    """Close a follow-up on a template of the office, read two reports in, and merge a copy that has read in a third."""
    other = folder / "andra.db"
    other.write_bytes(register.path.read_bytes())
    keep_file(register, "template_report", _template(folder, "Brevhuvud då", "då.docx"))
    assess(register, [records.find(register, "Måltider:1")], followups.levels(register, _scale(register))[0].id)
    followup = followups.open_followup(register)
    assert followup is not None
    jobs.close(register, followup, jobs.made_text(jobs.prepare(register, followup.id)))
    import_report(register, save_made_report(folder / "a.docx"), closing_text)
    set_setting(register, "template_report", None)
    import_report(register, save_own_words_report(folder / "b.docx"), closing_text)
    with open_register(other, write=True, who="Beda") as copy:
        keep_file(copy, "template_report", _template(folder, "Brevhuvud där", "där.docx"))
        import_report(copy, save_own_words_report(folder / "c.docx", "with_introduction", "in_lines"), closing_text)
    merge(register, other)


def _scale(register: Register) -> str:
    followup = followups.open_followup(register)
    assert followup is not None
    return followup.scale or ""


def live_through(
    register: Register, folder: Path, operations: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, int]:
    """Do so many operations, and compare; (number done, number of follow-ups compared)."""
    later = Later(register, seed, folder)
    first = {
        followup: (stored(register, followup), printed(register, followup, folder)) for followup in closed(register)
    }
    done = 0
    for tried in range(operations * 20):
        if done == operations:
            break
        monkeypatch.setenv("GRANSKA_TODAY", (TODAY + timedelta(days=tried // 3)).isoformat())
        done += later.step()
        now = closed(register)
        for followup in first.keys() - set(now):
            del first[followup]  # undone; read in again, it is another closing
        for followup in set(now) - first.keys():
            first[followup] = (stored(register, followup), printed(register, followup, folder))
        for followup in now:
            assert first[followup][0] in {None, stored(register, followup)}
        if done % PRINTED_EVERY == 0:
            for followup in now:
                assert printed(register, followup, folder) == first[followup][1]
    for followup in closed(register):
        assert printed(register, followup, folder) == first[followup][1]
    return done, len(first)


def test_reprints_are_the_same_bytes_after_random_later_operations(
    practice: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(practice, tmp_path)
    assert len(closed(practice)) == 5
    done, compared = live_through(practice, tmp_path, OPERATIONS, 20261128, monkeypatch)
    assert done == OPERATIONS
    assert compared >= 5
    assert check(practice).ok


def test_reprints_of_an_older_register_are_the_same_before_they_are_stored_and_after(
    older_practice_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_register(older_practice_path, write=True) as register:
        import_report(register, save_own_words_report(tmp_path / "b.docx"), None)
        first = {followup: printed(register, followup, tmp_path) for followup in closed(register)}
        later = Later(register, 7, tmp_path)
        later.steps = [later.edit, later.rename, later.setting, later.template, later.join, later.level]
        while sum(later.step() for _ in range(10)) < 8:
            pass
        assert {followup: printed(register, followup, tmp_path) for followup in first} == first
        register.catch_up = store_reports
        done, _compared = live_through(register, tmp_path, OPERATIONS // 3, 8, monkeypatch)
        assert done == OPERATIONS // 3
        for followup in set(closed(register)) & first.keys():
            assert stored(register, followup)
            assert printed(register, followup, tmp_path) == first[followup]


@pytest.mark.skipif(not REAL.exists(), reason="the real report is not part of the repository")
def test_reprints_of_the_real_report_are_the_same_bytes_after_everything_is_renamed(
    empty: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    followup = import_report(empty, REAL, closing_text).plan.followup_id
    first = printed(empty, followup, tmp_path)
    for entity, fields in (
        ("body", ("name",)), ("audit", ("title", "judgement", "purpose")), ("person", ("name", "title")),
        ("recommendation", ("text", "number")),
    ):  # fmt: skip
        for row in empty.connection.execute(f"SELECT id FROM {entity}").fetchall():
            edit(empty, entity, row[0], dict.fromkeys(fields, f"Nytt {row[0][:4]}"))
    monkeypatch.setenv("GRANSKA_TODAY", date(2036, 1, 2).isoformat())
    assert printed(empty, followup, tmp_path) == first
    done, _compared = live_through(empty, tmp_path, OPERATIONS // 3, 9, monkeypatch)
    assert done == OPERATIONS // 3


def test_what_a_report_said_of_its_scale_and_signers_outlives_every_change_of_them(
    empty: Register, tmp_path: Path
) -> None:
    followup = import_report(empty, save_own_words_report(tmp_path / "b.docx"), closing_text).plan.followup_id
    first = printed(empty, followup, tmp_path)
    with empty.recording("edit") as action:
        for level in followups.followup_material(empty, followup).levels:
            action.put("level", level.id, {"label": "Omdöpt", "definition": "Annat", "removed": "fel"})
        for signer in followups.signers(empty, followup):
            action.put("person", signer.id, {"name": "Någon Annan", "title": None})
        action.put("followup", followup, {"background": "Ny", "criteria": None, "title": "Nytt", "disclaimer": None})
    assert printed(empty, followup, tmp_path) == first
    text = followups.closing(empty, followup)
    assert text is not None
    assert all(definition in (text.context or "") for _colour, _label, definition in OWN_SCALE)
    assert "Siv Alm" in (text.context or "")
