"""The command line and the screen write the same document of the same register, and log it alike."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from storage import followups, letters, recommendations, records
from storage.domain.filters import parse_filter
from storage.history import history
from storage.operations.assessments import assess
from storage.register import Register, open_register
from storage.reminders import recipient_of
from tui.followups import jobs as followups_jobs
from tui.kit.fields import Form
from tui.letters import form_jobs, jobs
from tui.letters.form_jobs import LetterToWrite

BODY = "Barn- och utbildningsnämnden"
LETTER = parse_filter("skolfrånvaro missiv")


def _values(form: Form, folder: Path, **more: str) -> dict[str, str]:
    """What a form says when it is left as it begins, but for this."""
    return {**{field.name: field.value for field in form.fields}, "folder": str(folder), **more}


def _sent(register: Register, made: LetterToWrite) -> Sequence[str]:
    written = jobs.write(made.letter, made.folder, each=made.each)
    jobs.log(register, made.letter, written)
    return [finding.code for finding in made.letter.findings]


def _missiv(register: Register, folder: Path) -> Sequence[str]:
    audit = records.find(register, "Skolfrånvaro", "audit")
    about = form_jobs.LetterScope(audit=audit)
    values = _values(form_jobs.load_missiv_form(register, about, folder), folder)
    return _sent(register, form_jobs.letter_to_write(register, about, values))


def _recipient(register: Register) -> str:
    (letter,) = letters.letters(register, LETTER)
    return recipient_of(register, letter.id, records.find(register, BODY, "body"))


def _reminder(register: Register, folder: Path) -> Sequence[str]:
    link = _recipient(register)
    values = _values(form_jobs.load_reminder_form(register, link, folder), folder)
    return _sent(register, form_jobs.reminder_to_write(register, link, values))


def _extension(register: Register, folder: Path) -> Sequence[str]:
    link = _recipient(register)
    form = form_jobs.load_extension_form(register, link, folder)
    values = _values(form, folder, extension_decision="refused")
    return _sent(register, form_jobs.extension_to_write(register, link, values))


def _report(register: Register, folder: Path) -> Sequence[str]:
    followup = followups.open_followup(register)
    assert followup is not None
    report = followups_jobs.prepare(register, followup.id)
    followups_jobs.write(report, folder)
    return [finding.code for finding in report.findings]


DOCUMENTS: dict[str, tuple[Callable[[Register, Path], Sequence[str]], Callable[[str], Sequence[str]]]] = {
    "missiv": (_missiv, lambda _letter: ["--audit", "Skolfrånvaro"]),
    "reminder": (_reminder, lambda _letter: ["--to", BODY]),
    "extension": (_extension, lambda letter: ["--letter", letter, "--to", BODY, "--refused"]),
    "report": (_report, lambda _letter: []),
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_both_front_ends_write_and_log_the_same_document(
    granska: Any, practice: Path, tmp_path: Path, document: str
) -> None:
    with open_register(practice, write=True) as register:
        first = recommendations.recommendations(register)[0]
        scale = followups.open_followup(register)
        assert scale is not None
        assess(register, [first.id], followups.levels(register, scale.scale or "")[0].id)
        (letter,) = letters.letters(register, LETTER)
    other = Path(shutil.copy(practice, tmp_path / "other.db"))
    by_screen, options = DOCUMENTS[document]
    with open_register(other, write=True) as register:
        codes = by_screen(register, tmp_path / "screen")
        logged_by_screen = _last(register)
    done = granska("export", document, "--out", tmp_path / "commands", *options(letter.id))
    assert done.code == 0, done.err
    assert len(done.err.splitlines()) == len(codes)
    with open_register(practice) as register:
        logged = _last(register)
    assert _texts(tmp_path / "commands") == _texts(tmp_path / "screen")
    assert logged == logged_by_screen
    assert ("export" in logged[0]) is (document != "report"), "a draft of a report is not logged"


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.name: "\n".join(docx.Document(str(path)).element.body.itertext()) for path in sorted(folder.glob("*.docx"))
    }


def _last(register: Register) -> tuple[str, list[tuple[str, str]]]:
    """The last action, and which fields it changed."""
    (action,) = history(register, limit=1)
    return action.name, sorted((change.entity, change.field) for change in action.changes)
