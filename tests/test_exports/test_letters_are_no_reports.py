"""Letters of the program's own are told from reports where reports are read in, also saved again by another program."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from exports.letters.file import write_letter
from storage.domain.material import LETTER_MARKS, ExtensionMaterial, LetterMaterial, ReminderMaterial
from storage.errors import FileUnreadable
from storage.intake.report import read_report
from tests.made_report import save_made_report
from tests.test_exports.missiv_material import followup_letter, full_letter
from tests.test_exports.test_reminder import TODAY, extension, reminder

LETTERS: dict[str, tuple[str, Callable[[], LetterMaterial | ReminderMaterial | ExtensionMaterial]]] = {
    "missiv of an audit": ("missiv", full_letter),
    "missiv of a follow-up": ("missiv", followup_letter),
    "first reminder": ("reminder", reminder),
    "second reminder": ("reminder", lambda: reminder(level=2, due=None)),
    "granted extension": ("extension", lambda: extension("2027-01-29")),
    "refused extension": ("extension", lambda: extension(None)),
}


def _rewrite(path: Path, change: Callable[[str, str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            text = change(name, content.decode()) if name.endswith(".xml") else None
            archive.writestr(name, content if text is None else text.encode())


def _as_written(_path: Path) -> None:
    """Leave it."""


def _saved_again(path: Path) -> None:
    document = docx.Document(str(path))
    document.core_properties.title = ""
    document.core_properties.last_modified_by = "Word"
    document.save(str(path))


def _without_properties(path: Path) -> None:
    _rewrite(
        path, lambda name, text: re.sub(r"<(cp|dc|dcterms):\w+[ >].*?</\1:\w+>", "", text) if "core" in name else text
    )


def _without_mark(path: Path) -> None:
    _rewrite(path, lambda name, text: re.sub(r"<cp:category>.*?</cp:category>", "", text) if "core" in name else text)


def _on_other_styles(path: Path) -> None:
    _without_mark(path)
    _rewrite(path, lambda name, text: re.sub(r"<w:pStyle [^>]*/>", "", text) if name == "word/document.xml" else text)


def _bare(path: Path) -> None:
    """No property and no style is left: only its words."""
    _without_properties(path)
    _on_other_styles(path)


SAVINGS = [_as_written, _saved_again, _without_mark, _without_properties, _on_other_styles, _bare]


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("saved", SAVINGS, ids=lambda one: one.__name__.strip("_"))
def test_a_letter_of_our_own_is_told_from_a_report(name: str, saved: Callable[[Path], None], tmp_path: Path) -> None:
    kind, material = LETTERS[name]
    for letter in write_letter(material(), tmp_path, today=TODAY, each=kind == "missiv"):
        saved(letter.path)
        with pytest.raises(FileUnreadable) as caught:
            read_report(letter.path)
        assert caught.value.reason == kind


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_says_in_its_properties_what_it_is(name: str, tmp_path: Path) -> None:
    kind, material = LETTERS[name]
    (letter,) = write_letter(material(), tmp_path, today=TODAY)
    assert docx.Document(str(letter.path)).core_properties.category == LETTER_MARKS[kind]


def test_a_report_that_speaks_of_letters_is_a_report(tmp_path: Path) -> None:
    path = save_made_report(tmp_path / "rapport.docx")
    document = docx.Document(str(path))
    document.add_paragraph("Missivet till nämnden sändes den 3 maj 2022. Revisorerna önskar svar senast i juni.")
    document.core_properties.category = "Revisionsrapport"
    document.save(str(path))
    assert read_report(path).audits
