"""Shipped templates, their guides, and the same templates saved by other programs."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from exports.letter_templates.fields import (
    LETTER_FIELDS,
    LETTERS,
    MISSIV_FIELDS,
    Placeholder,
    PlaceholderKind,
    letter_guide,
)
from exports.letter_templates.lint import empty_sample, full_sample
from exports.letter_templates.shipped import GUIDES, MISSIV, export_templates, lint_template, shipped
from exports.letters.context import missiv_context
from exports.letters.file import write_letter
from exports.letters.wording import PLACEHOLDERS, filled, placeholders_in
from exports.templates.build import build_letter
from tests.test_exports.missiv_material import (
    expected_lines,
    followup_letter,
    full_letter,
    letter,
    letter_audit,
    lines_of,
)

TODAY = date(2026, 11, 22)
SAVED = Path(__file__).parents[1] / "data" / "missiv_saved_by_libreoffice.docx"


@pytest.mark.parametrize("kind", LETTERS)
def test_a_shipped_template_is_what_its_script_builds_and_has_no_faults(kind: str) -> None:
    content = shipped()[kind].read_bytes()
    assert content == build_letter(kind)
    assert not lint_template(kind, content)


def _agrees(field: Placeholder, value: object) -> None:
    match field.kind:
        case PlaceholderKind.FLAG:
            assert isinstance(value, bool)
        case PlaceholderKind.LINES:
            assert isinstance(value, tuple | list)
            assert all(isinstance(each, str) for each in value)
        case PlaceholderKind.RECORDS:
            assert isinstance(value, tuple | list)
            for each in value:
                assert list(each) == [member.name for member in field.members]
                for member in field.members:
                    _agrees(member, each[member.name])
        case _:
            assert value is None or isinstance(value, str)


def test_every_letter_has_every_documented_field_and_no_other() -> None:
    letters = [missiv_context(each, today=TODAY) for each in (full_letter(), followup_letter(), letter(letter_audit()))]
    for context in (*(each.data() for each in letters), full_sample(), empty_sample()):
        data = {**context, "logo": None}
        assert set(data) == {field.name for field in MISSIV_FIELDS}
        for field in MISSIV_FIELDS:
            _agrees(field, data[field.name])


@pytest.mark.parametrize("kind", LETTERS)
def test_the_guide_tells_of_every_field_and_placeholder(kind: str) -> None:
    guide = letter_guide(kind)

    def tell(fields: tuple[Placeholder, ...]) -> None:
        for field in fields:
            assert any(line.split()[:1] == [field.name] and field.says in line for line in guide.split("\n"))
            tell(field.members)

    tell(LETTER_FIELDS[kind])
    assert all(f"{{{name}}}" in guide for name in PLACEHOLDERS)
    assert max(map(len, guide.split("\n"))) <= 120


def test_templates_are_handed_out_without_overwriting(tmp_path: Path) -> None:
    first = export_templates(tmp_path)
    assert [path.name for path in first] == [
        "base_report.docx", "missiv.docx", "reminder.docx", "extension.docx", *GUIDES.values(),
    ]  # fmt: skip
    assert [path.read_bytes() for path in first[:4]] == [path.read_bytes() for path in shipped().values()]
    first[1].write_bytes(b"min egen")
    again = export_templates(tmp_path)
    assert again[1].name == "missiv (2).docx"
    assert first[1].read_bytes() == b"min egen"


def _renders(template: bytes, folder: Path) -> None:
    assert not lint_template("missiv", template)
    for material in (full_letter(), followup_letter()):
        (written,) = write_letter(material, folder, today=TODAY, template=template)
        assert lines_of(written.path) == expected_lines(missiv_context(material, today=TODAY))


def test_a_template_that_libreoffice_saved_renders(tmp_path: Path) -> None:
    _renders(SAVED.read_bytes(), tmp_path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_template_that_libreoffice_saves_now_renders(tmp_path: Path) -> None:
    out = tmp_path / "ut"
    home = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "docx", "--outdir", str(out), str(MISSIV)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    _renders((out / MISSIV.name).read_bytes(), tmp_path)


def test_placeholders_are_filled_in_and_a_paragraph_that_lacks_one_is_left_out() -> None:
    values = {"title": "Måltider", "firm": ""}
    assert filled("Om {title}.\nMed {firm}.\nSe {annat} och {{ title }}.", values) == (
        "Om Måltider.\nSe {annat} och {{ title }}."
    )
    assert filled(None, values) == ""
    assert placeholders_in("{a} {title} {{ b }} {") == ("a", "title")
