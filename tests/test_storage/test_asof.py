"""A register as it was: the same tables, lists, searches and conflicts as the file had on that day."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from storage import followups, letters, recommendations, records
from storage.asof import as_of, day_of
from storage.check import conflicts
from storage.domain.filters import parse_filter
from storage.domain.views import ResponseStatus
from storage.errors import GranskaError, ImpossibleDate, RegisterReadOnly
from storage.history import history
from storage.merge import merge
from storage.operations.assessments import comment
from storage.register import Register, open_register
from tests.test_storage.deadline_steps import audit, letter
from tests.test_storage.steps import tables, take

STEPS = ("assess", "clear", "comment", "bulk", "edit", "remove", "undo", "redo", "import")
WORDS = ("implemented", "partial", "not_implemented")


def test_every_day_of_a_random_walk_comes_back_as_it_was(
    practice_path: Path, tmp_path: Path, small_report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(7)
    copies: dict[date, Path] = {}
    for number in range(1, 13):
        day = date(2026, 12, number)
        monkeypatch.setenv("GRANSKA_TODAY", day.isoformat())
        with open_register(practice_path, write=True) as register:
            _some_steps(register, chance, small_report)
        copies[day] = tmp_path / f"{day}.db"
        copies[day].write_bytes(practice_path.read_bytes())
    with open_register(practice_path) as register:
        for day, copy in copies.items():
            with as_of(register, day) as past, open_register(copy) as then:
                assert tables(past) == tables(then)
                assert recommendations.recommendations(past) == recommendations.recommendations(then)
                assert len(history(past)) == len(history(then))
                for line in ("implemented", "dataskydd partial", "status:delvis", "försenad", "-skola", "losenord"):
                    flt = parse_filter(line)
                    assert recommendations.recommendation_order(past, flt) == recommendations.recommendation_order(
                        then, flt
                    ), line


def _some_steps(register: Register, chance: Random, report: Path) -> None:
    ids = sorted(view.id for view in recommendations.recommendations(register))
    for _ in range(chance.randrange(1, 5)):
        try:
            take(register, chance.choice(STEPS), chance.choice(ids), chance.choice(WORDS), ids[:3], report)
        except GranskaError:
            continue


def test_a_conflict_is_there_from_the_day_that_both_sides_had_spoken(
    practice_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = practice_path.with_name("kopia.db")
    copy.write_bytes(practice_path.read_bytes())
    for path, day, text in ((copy, "2026-12-03", "Bos mening"), (practice_path, "2026-12-05", "Annas mening")):
        monkeypatch.setenv("GRANSKA_TODAY", day)
        with open_register(path, write=True) as register:
            comment(register, records.find(register, "Måltider:1"), text)
    with open_register(practice_path, write=True) as register:
        merge(register, copy)
        with as_of(register, date(2026, 12, 4)) as past:
            assert not conflicts(past)
            assert _comment(past) == "Bos mening"
        with as_of(register, date(2026, 12, 5)) as past:
            assert len(conflicts(past)) == len(conflicts(register)) == 1
            assert tables(past) == tables(register)


def _comment(register: Register) -> str | None:
    return recommendations.recommendation_detail(register, records.find(register, "Måltider:1")).view.open_comment


def test_what_was_is_only_looked_at(practice: Register) -> None:
    before = tables(practice)
    with as_of(practice, date(2020, 1, 1)) as past:
        assert recommendations.recommendations(past) == []
        assert followups.open_followup(past) is None
        with pytest.raises(RegisterReadOnly), past.recording("edit"):
            pass
    assert tables(practice) == before


def test_whether_an_answer_was_late_is_told_of_the_day_that_is_shown(
    empty: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANSKA_TODAY", "2026-09-01")
    audit(empty, "Resor", "Kommunstyrelsen")
    letter(empty, "Resor", "Kommunstyrelsen", due="2026-10-01")
    monkeypatch.setenv("GRANSKA_TODAY", "2026-11-22")
    with as_of(empty, date(2026, 9, 15)) as past:
        for register, how in ((empty, ResponseStatus.OVERDUE), (past, ResponseStatus.WAITING)):
            (row,) = letters.letters_at(register, letters.letter_order(register))
            assert row.state.how is how


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-03-01", "2026-03-01"), ("2026-02", "2026-02-28"), ("2025", "2025-12-31"), ("fre", "2026-11-20")],
)
def test_a_month_or_a_year_means_its_last_day(text: str, day: str) -> None:
    assert day_of(text).isoformat() == day
    with pytest.raises(ImpossibleDate):
        day_of(f"{text}x")
