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
from tui.letters import jobs
from tui.letters.jobs import LetterForm

BODY = "Barn- och utbildningsnämnden"
LETTER = parse_filter("skolfrånvaro missiv")


def _sent(register: Register, form: LetterForm, folder: Path, **more: str) -> Sequence[str]:
    """Write and log what a form says when it is left as it begins, but for `more`."""
    fields = form.load(register, folder).fields
    letter = form.prepare(register, {**{field.name: field.value for field in fields}, "folder": str(folder), **more})
    jobs.log(register, letter.prepared, jobs.write(letter.prepared, letter.folder, each=letter.each))
    return [finding.code for finding in letter.prepared.findings]


def _missiv(register: Register, folder: Path) -> Sequence[str]:
    return _sent(register, jobs.missiv(audit=records.find(register, "Skolfrånvaro", "audit")), folder)


def _recipient(register: Register) -> str:
    (letter,) = letters.letters(register, LETTER)
    return recipient_of(register, letter.id, records.find(register, BODY, "body"))


def _reminder(register: Register, folder: Path) -> Sequence[str]:
    return _sent(register, jobs.reminder(_recipient(register)), folder)


def _extension(register: Register, folder: Path) -> Sequence[str]:
    form = jobs.extension_decision(_recipient(register))
    return _sent(register, form, folder, extension_decision="refused")


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
