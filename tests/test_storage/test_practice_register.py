"""The practice register is whole, so that what it shows is what an office would have, whatever the day."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from storage import followups, letters, records, settings
from storage.domain.dates import first_day, last_day, may_follow
from storage.domain.filters import Filter
from storage.example.municipality import build_example
from storage.register import Register, create_register

DAYS = [date(2024, 2, 29), date(2026, 1, 1), date(2026, 11, 22), date(2026, 12, 31)]
ADDRESS = ("postal_address", "visiting_address", "phone", "email", "web", "place", "signers")


@pytest.fixture(params=DAYS, ids=str)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    with create_register(tmp_path / "ovning.db") as register:
        build_example(register, request.param, None)
        yield register


def test_the_office_has_an_address_and_somebody_who_signs(made: Register) -> None:
    known = dict(settings.every_value(made))
    assert all(known.get(key) for key in ADDRESS)


def test_every_letter_has_number_signer_due_date_and_its_days_in_order(made: Register) -> None:
    found = letters.letters(made, Filter())
    assert len(found) == 6
    for view in found:
        detail = letters.letter_detail(made, view.id)
        letter = detail.letter
        assert letter.registry_number
        assert letter.answer_due
        assert detail.signers
        days = [letter.decided, letter.signed, letter.dated, letter.answer_due]
        assert all(days)
        for earlier, later in pairwise(days):
            assert may_follow(later, earlier), days
        assert first_day(letter.answer_due) > last_day(letter.dated or "")


def test_what_is_answered_was_answered_after_it_was_asked(made: Register) -> None:
    for one in records.names(made, ["response"]):
        fields = records.entered(made, "response", one.id)
        assert fields["their_registry_number"]
        assert fields["decided_on"]


def test_there_is_a_closed_follow_up_and_an_open_one(made: Register) -> None:
    assert [view.followup.state for view in followups.followups(made)] == ["open", "closed"]
