"""A text that ends with a full stop, put into a sentence, gives one full stop: on screen and command line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exports.preflight.findings import Code, Finding, Severity
from storage.domain.text import one_stop
from storage.errors import GranskaError
from tests.conftest import TODAY
from tests.test_tui.driving import press, screen_on, toasts
from tests.test_tui.test_sentences import examples
from tui.kit.fields import Field, InputKind, hint_for
from tui.kit.message import ConfirmDialog, MessageDialog, screen_sentence
from tui.language.findings import SENTENCES, finding_line
from tui.language.sentences import sentence

STOPPED = "Ta fram rutiner."
TWO = re.compile(r"\w\.[”\"]?\.(?!\.)")


def every_error() -> Iterator[GranskaError]:
    """Every error, each text of it with a full stop of its own, for each of its reasons."""
    for error in examples():
        values = {name: getattr(error, name) for name in error.fields}
        stopped = {name: f"{value}." for name, value in values.items() if str(value).startswith("värdet ")}
        yield type(error)(**{**values, **stopped})


@pytest.mark.parametrize("error", every_error(), ids=lambda one: type(one).__name__)
def test_no_sentence_of_an_error_has_two_full_stops(error: GranskaError) -> None:
    for said in (sentence(error), screen_sentence(error)):
        assert not TWO.search(said), said


@pytest.mark.parametrize("code", Code)
def test_no_finding_has_two_full_stops(code: Code) -> None:
    names = {name for template in SENTENCES.values() for name in re.findall(r"{(\w+)}", template)} - {"signers", "code"}
    for entity in ("recommendation", "audit", "letter", "body"):
        found = Finding(Severity.WARNING, code, entity, "id", STOPPED, values=dict.fromkeys(names, STOPPED))
        assert not TWO.search(finding_line(found))
        assert not TWO.search(finding_line(found, on_screen=True))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Klart..", "Klart."),
        ("Ingen heter ”Ta fram rutiner.”.", "Ingen heter ”Ta fram rutiner”."),
        ("Läser ...", "Läser ..."),
        ("../ut/rapport.docx", "../ut/rapport.docx"),
        ("Vänta…", "Vänta…"),
    ],
)
def test_only_a_second_full_stop_is_left_out(text: str, told: str) -> None:
    assert one_stop(text) == told


def test_dialogs_and_hints_have_one() -> None:
    assert MessageDialog("", f"Här står {STOPPED}.").text == "Här står Ta fram rutiner."
    assert ConfirmDialog("", f"Ta bort ”{STOPPED}”. Säkert?", yes="Ja", undoable=True).question.startswith(
        "Ta bort ”Ta fram rutiner”."
    )
    assert not TWO.search(hint_for(Field("body", "Organ", InputKind.NAMES), STOPPED, TODAY))


async def test_what_is_saved_on_screen_is_told_with_one(practice_path: Path) -> None:
    async with screen_on(practice_path, notifications=True) as pilot:
        await press(pilot, "1")
        await press(pilot, "u")
        assert not any(TWO.search(one) for one in toasts(pilot))


@pytest.mark.usefixtures("practice")
def test_lists_and_answers_of_the_command_line_have_one(granska: Any) -> None:
    granska("add", "measure", f"text={STOPPED}", "state=ongoing", "due=2027-01-01")
    granska("add", "body", "name=Nämnden m.m.")
    for words in (
        ["list", "measures"], ["list", "bodies"], ["list", "recommendations"], ["followup", "check"], ["history"],
        ["add", "body", "name=Nämnden m.m."], ["show", "Nämnden m.m."], ["undo"], ["list", "audits", "--body", "x."],
        ["list", "recommendations", "nämnd:x."],
    ):  # fmt: skip
        done = granska(*words)
        assert not TWO.search(done.out + done.err), (words, done.out + done.err)
