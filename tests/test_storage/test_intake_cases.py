"""Word files of other offices and programs, where they are at hand: what each becomes in an empty register."""

from pathlib import Path

import pytest

from storage.errors import FileUnreadable
from storage.intake.plan import plan_report
from storage.intake.planned import Known
from storage.intake.report import read_report

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
WORD = {".docx", ".docm", ".dotx"}
EXPECTED = {
    "01": 10, "03b": 3, "08": 2, "09": 2, "09b": 4, "10": 4, "100": 1, "101": 2, "102": 4, "103": 1, "104": 1, "105": 2,
    "106": 7, "107": 2, "11": 2, "11b": 2, "13": 3, "14": 4, "14b": 4, "14c": 4, "14d": 3, "15": 7, "19": 3, "19b": 3,
    "20": 2, "20b": 4, "21": 2, "21b": 2, "21c": 2, "22b": 3, "22c": 3, "22d": 2, "23b": 2, "34": 2, "34b": 2, "34c": 2,
    "34d": 2, "35": 2, "35b": 3, "36": 3, "38": 3, "38b": 3, "39b": 2, "45": 1, "48": 5, "49": 2, "50": 9, "51": 2,
    "65": 2, "69": 2, "69b": 3, "69c": 2, "70": 3, "71": 2, "71b": 2, "72": 4, "78": 2, "79": 2, "80": 3, "80b": 3,
    "81": 2, "82": 2, "83": 2, "83b": 2, "95": 2, "98": 4, "99": 1,
    "04": "foreign_headers", "05": "foreign_headers", "06": "foreign_headers", "06b": "foreign_headers",
    "07": "foreign_headers", "12": "letter",
}  # fmt: skip
"""The file's number → the recommendations that it gives, or the reason that it is refused."""


@pytest.mark.skipif(not CASES.is_dir(), reason="the files of others are not at hand")
@pytest.mark.parametrize("number", EXPECTED)
def test_a_file_of_another_office_gives_its_recommendations_or_says_why_not(number: str) -> None:
    (path,) = (path for path in CASES.iterdir() if path.suffix in WORD and path.stem.split("-")[0] == number)
    known = Known(register_id="a" * 32, bodies={}, audits=[], scales=[], ids=lambda _entity, _id: False)
    found: int | str
    try:
        plan = plan_report(read_report(path), known)
    except FileUnreadable as error:
        found = error.reason
    else:
        found = plan.new
        plan.ledger.check(path.name)
    assert found == EXPECTED[number]
