"""A register written by an older version: read as it is, brought up to date when it is written to."""

from pathlib import Path

from storage import recommendations, records
from storage.check import check
from storage.database.connection import SCHEMA_VERSION, check_header
from storage.domain.records import Measure
from storage.operations.assessments import comment
from storage.operations.records import add, edit
from storage.register import bring_up_to_date, open_register
from tests.older_registers import take_back


def test_the_measures_of_the_version_before_stay_and_get_their_new_fields(older_practice_path: Path) -> None:
    with open_register(older_practice_path, write=True) as register:
        add(register, "measure", {"text": "Utbilda alla chefer", "state": "ongoing"})
    take_back(older_practice_path, 2)
    with open_register(older_practice_path) as register:
        assert check(register).ok
    with open_register(older_practice_path, write=True) as register:
        (measure,) = register.connection.execute("SELECT id FROM measure").fetchone()
        edit(register, "measure", measure, {"audit": "Måltider", "theme": "Utbildning"})
        found = records.record_of(register, "measure", measure)
        assert isinstance(found, Measure)
        assert (found.text, found.state, found.theme) == ("Utbilda alla chefer", "ongoing", "Utbildning")
        assert check(register).ok
    assert check_header(older_practice_path) == SCHEMA_VERSION


def test_an_older_register_is_read_without_changing_a_byte(older_practice_path: Path) -> None:
    old = take_back(older_practice_path, 1).read_bytes()
    with open_register(older_practice_path) as register:
        assert len(recommendations.recommendations(register)) == 44
        assert check(register).ok
    assert older_practice_path.read_bytes() == old
    assert [path.name for path in older_practice_path.parent.glob("*.db")] == ["ovning.db"]


def test_an_older_register_is_brought_up_to_date_before_it_is_written_and_a_copy_is_kept(
    older_practice_path: Path,
) -> None:
    old = take_back(older_practice_path, 1).read_bytes()
    with open_register(older_practice_path, write=True) as register:
        comment(register, records.find(register, "Måltider:1"), "skrivet av den nya")
        assert check(register).ok
    assert check_header(older_practice_path) == SCHEMA_VERSION
    kept = older_practice_path.with_name("ovning-version-1.db")
    assert check_header(kept) == 1
    with open_register(kept) as register:
        assert len(recommendations.recommendations(register)) == 44
    assert older_practice_path.read_bytes() != old


def test_bringing_up_to_date_leaves_a_read_only_register_as_it_is(older_practice_path: Path) -> None:
    old = take_back(older_practice_path, 1).read_bytes()
    older_practice_path.chmod(0o444)
    bring_up_to_date(older_practice_path)
    assert older_practice_path.read_bytes() == old
    older_practice_path.chmod(0o644)
    bring_up_to_date(older_practice_path)
    assert check_header(older_practice_path) == SCHEMA_VERSION
