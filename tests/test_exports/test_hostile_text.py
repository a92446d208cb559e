"""Whatever a text holds, it stands in the file cleaned, whole and in order."""

import re
import zipfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.report.drawing import paragraph_texts
from exports.report.file import write_report
from storage.domain.records import Audit, Followup, FollowupAudit, Person
from storage.domain.text import one_line, paragraphs, tidy
from tests.test_exports.material import LEVELS, audit_material, followup_material, judged

TODAY = date(2021, 3, 1)
NASTY = st.sampled_from([
    "</w:t></w:r><w:r>", "&amp;", "{{ 7*7 }}", "{% raw %}", "\x1b[31m", "\x00", "\x0b\x0c", "\u202eomvänt", "\ufeff",
    "\ud800", "\ufffe", "\r\n", "\u2028", "- ", "\u00a0", "å̈", "]]>", "<!--", "\x85", "=1+1", "§ 117", "\t",
])  # fmt: skip
TEXT = st.lists(st.one_of(st.text(max_size=20), NASTY), max_size=6).map("".join)
NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def lines(text: str) -> list[str]:
    return [each.text for each in paragraphs(tidy(text))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries(dict.fromkeys(("title", "number", "text", "comment", "theme", "judgement"), TEXT)))
def test_any_text_survives_cleaned_and_in_order(tmp_path: Path, texts: dict[str, str]) -> None:
    made = judged(texts["number"], LEVELS[0], text=texts["text"], comment=texts["comment"], theme=texts["theme"])
    covered = FollowupAudit(id="fa", judgement=texts["judgement"], trail_text=texts["judgement"])
    material = followup_material(
        audit_material(
            made, audit=Audit(id="audit", title=texts["title"], purpose=texts["text"]), followup_audit=covered
        ),
        followup=Followup(id="f", title=texts["title"], judgement=texts["judgement"], state="closed"),
        signers=(Person(id="p", name=texts["title"], title=texts["theme"]),),
        office=texts["title"] + " kontor",
    )
    written = write_report(material, tmp_path, today=TODAY)
    found = "\n".join(paragraph_texts(written.path)).replace("\u00a0", " ")  # a § keeps its number
    expected = [
        one_line(texts["title"]), *lines(texts["judgement"]), *lines(texts["text"]), *lines(texts["judgement"]),
        one_line(texts["theme"]), one_line(texts["number"]), *lines(texts["text"]), *lines(texts["comment"]),
        *lines(texts["judgement"]), one_line(texts["title"]),
    ]  # fmt: skip
    at = 0
    for text in expected:
        at = found.index(text, at)
    with zipfile.ZipFile(written.path) as archive:
        assert not any(NOT_XML.search(archive.read(name)) for name in archive.namelist())
    written.path.unlink()
