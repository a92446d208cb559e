"""The command line and the screen write the same document of the same register, and log it alike."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from storage import letter_lists, queries
from storage.domain.filtering import parse_filter
from storage.history import history
from storage.operations.assessing import assess
from storage.register import Register, open_register
from storage.reminding import recipient_of
from tui import letter_jobs, report_jobs
from tui.dialogs.fields import Form
from tui.screens import following_work, send_work
from tui.screens.send_work import LetterToWrite

BODY = "Barn- och utbildningsnämnden"
LETTER = parse_filter("skolfrånvaro missiv")


def _values(form: Form, folder: Path, **more: str) -> dict[str, str]:
    """What a form says when it is left as it begins, but for this."""
    return {**{field.name: field.value for field in form.fields}, "folder": str(folder), **more}


def _sent(register: Register, made: LetterToWrite) -> Sequence[str]:
    written = letter_jobs.write(made.letter, made.folder, each=made.each)
    letter_jobs.log(register, made.letter, written)
    return [finding.code for finding in made.letter.findings]


def _missiv(register: Register, folder: Path) -> Sequence[str]:
    audit = queries.find(register, "Skolfrånvaro", "audit")
    about = send_work.About(audit=audit)
    values = _values(send_work.missiv_asked(register, about, folder), folder)
    return _sent(register, send_work.letter_to_write(register, about, values))


def _recipient(register: Register) -> str:
    (letter,) = letter_lists.letters(register, LETTER)
    return recipient_of(register, letter.id, queries.find(register, BODY, "body"))


def _reminder(register: Register, folder: Path) -> Sequence[str]:
    link = _recipient(register)
    values = _values(following_work.reminder_asked(register, link, folder), folder)
    return _sent(register, following_work.reminder_to_write(register, link, values))


def _extension(register: Register, folder: Path) -> Sequence[str]:
    link = _recipient(register)
    form = following_work.extension_asked(register, link, folder)
    values = _values(form, folder, extension_decision="refused")
    return _sent(register, following_work.extension_to_write(register, link, values))


def _report(register: Register, folder: Path) -> Sequence[str]:
    followup = queries.open_followup(register)
    assert followup is not None
    report = report_jobs.prepare(register, followup.id)
    report_jobs.write(report, folder)
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
        first = queries.recommendations(register)[0]
        scale = queries.open_followup(register)
        assert scale is not None
        assess(register, [first.id], queries.levels(register, scale.scale or "")[0].id)
        (letter,) = letter_lists.letters(register, LETTER)
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
