"""Everything that a look over a document or a template finds has a Swedish sentence of its own."""

import re

import pytest

from exports.letter_templates.errors import FAULTS, TemplateFault
from exports.preflight.findings import VALUES, Code, Finding, Severity
from tui.language import findings
from tui.language.findings import fault_line, fault_summary, finding_line

FAULT_VALUES = {
    "name": "mottagare", "nearest": "recipients", "what": "row", "style": "heading 4", "detail": "rad 1",
}  # fmt: skip


def made(code: Code, severity: Severity = Severity.WARNING, entity: str = "audit", where: str = "Moms:2") -> Finding:
    values = {name: "answer_due" if name in {"field", "first", "second"} else f"<{name}>" for name in VALUES[code]}
    return Finding(severity, code, entity, "c0ffee12", where, values)


def fault(code: str) -> TemplateFault:
    return TemplateFault(code, "body", 4, "Till {{ mottagare }}", "{{ mottagare }}", FAULT_VALUES)


@pytest.mark.parametrize("code", list(Code))
def test_every_finding_has_a_sentence_with_all_it_knows(code: Code) -> None:
    told = finding_line(made(code))
    assert told.startswith("Varning för Moms:2: ")
    assert told.endswith(".")
    assert code not in told
    assert not re.search(r"[{}]|None|answer_due", told)
    shown = {name for name in VALUES[code] if name not in {"field", "first", "second"}}
    assert {name for name in shown if f"<{name}>" not in told} == set()


def test_no_sentence_is_for_what_is_never_found() -> None:
    assert set(findings.SENTENCES) == set(Code)
    assert set(findings.FAULTS) == set(FAULTS)
    assert len(set(findings.SENTENCES.values())) == len(findings.SENTENCES)
    assert len(set(findings.FAULTS.values())) == len(findings.FAULTS)


def test_an_error_is_called_one() -> None:
    assert finding_line(made(Code.NO_AUDITS, Severity.ERROR)).startswith("Fel i Moms:2: ")


def test_a_setting_is_called_by_its_key_and_its_swedish_name() -> None:
    finding = Finding(
        Severity.ERROR, Code.PLACEHOLDER, "text_block", "disclaimer", "disclaimer",
        {"field": "disclaimer", "found": "[datum]"},
    )  # fmt: skip
    assert finding_line(finding).startswith("Fel i inställningen disclaimer (Rapportens förbehåll): ”[datum]” står")


def test_what_has_no_name_is_called_what_it_is() -> None:
    assert finding_line(made(Code.NO_RECIPIENT, entity="letter", where="")).startswith("Varning för Brev: ")


def test_a_missing_signer_is_told_which_setting_to_set() -> None:
    assert "config set report_signers" in finding_line(made(Code.SIGNER_MISSING, entity="followup"))
    assert "config set signers" in finding_line(made(Code.SIGNER_MISSING, entity="letter"))


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_fault_of_a_template_is_told_with_where_it_is(code: str) -> None:
    told = fault_line(fault(code))
    assert told.startswith("Stycke 4 (”Till {{ mottagare }}”): ")
    assert told.endswith(".")
    assert code not in told
    assert "None" not in told
    bare = fault_line(TemplateFault(code))
    assert bare[0].isupper() or bare[0] == "”"
    assert bare.endswith(".")


def test_a_fault_in_header_or_footer_is_told_to_be_there() -> None:
    assert fault_line(TemplateFault("unclosed_tag", "footer", 2, tag="{{ web")).startswith(
        "Sidfoten, stycke 2: ”{{ web”"
    )
    assert fault_line(TemplateFault("unclosed_tag", "header", 1, tag="{{ web")).startswith("Sidhuvudet, stycke 1: ")


def test_the_nearest_field_is_suggested() -> None:
    assert "Menade du ”recipients”?" in fault_line(fault("unknown_field"))
    assert "Menade" not in fault_line(TemplateFault("unknown_field", values={"name": "qqq"}))


def test_several_faults_are_told_as_the_first_and_how_many_more() -> None:
    assert fault_summary([fault("macros")]) == fault_line(fault("macros"))
    assert fault_summary([fault("macros"), fault("syntax"), fault("syntax")]).endswith("Fel till: 2.")


def test_hostile_text_in_a_template_is_shown_harmless_and_short() -> None:
    told = fault_line(TemplateFault("unknown_field", "body", 1, "x\x1b[2J\u202e\n" * 500, "y", {"name": "z\x07"}))
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", told)
    assert len(told) < 400
