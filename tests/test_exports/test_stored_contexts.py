"""Contexts that closed follow-ups have stored in any form are read for ever, and print what they printed then.

`tests/data/contexts/` holds one file for each form and report: the stored context, and beside it the text of the
printed paragraphs, both made by the version of the program that first wrote the form. They are never made anew.
"""

from datetime import date
from pathlib import Path

import pytest

from exports.report.context import from_json
from exports.report.drawing import paragraph_texts
from exports.report.file import write_context

STORED = sorted((Path(__file__).parent.parent / "data" / "contexts").glob("*.json"))


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_stored_context_of_every_form_prints_the_text_it_printed_then(stored: Path, tmp_path: Path) -> None:
    context = stored.read_text(encoding="utf-8")
    written = write_context(context, tmp_path, today=date(2036, 11, 22))
    then = stored.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert list(paragraph_texts(written.path)) == then
    assert list(from_json(context).texts()) == then
