"""Faults of reports' templates."""

import pytest

from exports.letter_templates.shipped import MISSIV, lint_template, shipped
from exports.report.template import STYLES
from tests.test_exports.missiv_material import changed

SHIPPED = shipped()["report"].read_bytes()


def test_the_shipped_template_has_no_faults() -> None:
    assert not lint_template("report", SHIPPED)


def test_every_missing_style_is_named() -> None:
    gone = ("Title", "Disclaimer")
    assert set(gone) <= set(STYLES)
    content = SHIPPED
    for name in gone:
        content = changed(
            content, lambda xml, name=name: xml.replace(f'<w:name w:val="{name}"/>', '<w:name w:val="x"/>'),  # type: ignore[misc]
            "word/styles.xml",
        )  # fmt: skip
    found = lint_template("report", content)
    assert [(fault.code, fault.values["style"]) for fault in found] == [("missing_style", name) for name in gone]


def test_a_letter_s_template_lacks_a_report_s_page_but_not_its_settings() -> None:
    assert "no_body_section" not in {fault.code for fault in lint_template("report", MISSIV.read_bytes())}


def test_a_body_without_page_settings_is_named() -> None:
    content = changed(SHIPPED, lambda xml: xml[: xml.index("<w:sectPr")] + xml[xml.index("</w:body>") :])
    assert [fault.code for fault in lint_template("report", content)] == ["no_body_section"]


def test_what_is_no_word_file_is_called_so() -> None:
    assert [fault.code for fault in lint_template("report", b"hej")] == ["not_word"]


def test_other_kinds_are_not_known() -> None:
    with pytest.raises(KeyError):
        lint_template("brev", SHIPPED)
