import zipfile

from exports.letter_templates.shipped import BASE_REPORT
from exports.templates.build import build


def test_the_shipped_template_is_what_its_script_builds() -> None:
    assert BASE_REPORT.read_bytes() == build()


def test_the_template_says_nothing_of_the_machine_it_was_built_on() -> None:
    with zipfile.ZipFile(BASE_REPORT) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
