"""The union of two copies: the same whatever the order, nothing lost, conflicts listed."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.report.file import closing_text
from storage import followups, recommendations, records
from storage.check import check, conflicts
from storage.database import history
from storage.database.connection import writing
from storage.database.history import FieldChange
from storage.domain.history import Node
from storage.domain.records import Value
from storage.domain.vocabulary import FORMAT
from storage.errors import (
    FollowupClosed,
    HistoryBroken,
    NothingToRedo,
    NothingToUndo,
    OtherRegister,
    UndoBlocked,
    UndoStopped,
    UnknownReference,
)
from storage.merge import merge
from storage.operations.assessments import assess, comment
from storage.operations.followups import close_followup
from storage.operations.importing import import_report
from storage.register import Register, create_register, open_register
from storage.undo import redo, undo
from tests.test_storage.steps import levels, tables, take

Tips = dict[tuple[str, str], frozenset[tuple[str, int, Value]]]


def tips(register: Register) -> Tips:
    """(record, field) → its tips by names that every copy knows."""
    found: dict[tuple[str, str], set[tuple[str, int, Value]]] = {}
    for entity_id, field, name, n, new in register.connection.execute(
        "SELECT t.entity_id, t.field, a.hash, t.n, v.new FROM _tip t JOIN action a ON a.seq = t.action "
        "JOIN value v ON v.action = t.action AND v.n = t.n"
    ):
        found.setdefault((entity_id, field), set()).add((name, n, new))
    return {key: frozenset(value) for key, value in found.items()}


def said(register: Register) -> set[tuple[str, int, Value, Value]]:
    """Every value that was ever written."""
    return set(
        register.connection.execute(
            "SELECT a.hash, v.n, v.old, v.new FROM value v JOIN action a ON a.seq = v.action"
        ).fetchall()
    )


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["assess", "clear", "comment", "bulk", "edit", "remove", "undo", "redo", "import"]),
        st.integers(0, 6),
        st.sampled_from(["implemented", "partial", "not_implemented"]),
    ),
    max_size=6,
)


def play(register: Register, steps: list[tuple[str, int, str]], report: Path) -> None:
    """Do these steps; what cannot be undone just now is passed over, as a person would."""
    every = sorted(view.id for view in recommendations.recommendations(register))
    for kind, index, word in steps:
        # Judging what was removed is refused by name, and so is undoing what was built upon.
        with suppress(NothingToUndo, NothingToRedo, UndoBlocked, UndoStopped, UnknownReference):
            take(register, kind, every[index], word, every[:3], report)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=STEPS, theirs=STEPS, later=STEPS)
def test_two_copies_become_one_whatever_the_order_and_nothing_is_lost(
    practice_path: Path,
    small_report: Path,
    mine: list[tuple[str, int, str]],
    theirs: list[tuple[str, int, str]],
    later: list[tuple[str, int, str]],
) -> None:
    folder = practice_path.parent
    a, b = folder / "a.db", folder / "b.db"
    for path in (a, b):
        path.unlink(missing_ok=True)
        path.write_bytes(practice_path.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        _work(patch, folder / "anna", a, mine, small_report)
        _work(patch, folder / "berit", b, theirs, small_report)
        a_alone, b_alone = a.read_bytes(), b.read_bytes()
        with open_register(a) as one, open_register(b) as two:
            spoken = said(one) | said(two)
            before = (tips(one), tips(two))
        a_state, b_state = _merged(a, b), _merged(b, _restored(folder / "a2.db", a_alone))
        assert a_state == b_state
        with open_register(a, write=True) as register:
            assert said(register) == spoken
            assert check(register).ok
            assert _contradictions(*before, tips(register)) == {
                (conflict.entity_id, conflict.field) for conflict in conflicts(register)
            }
            assert merge(register, b).actions == 0
            assert merge(register, _restored(folder / "b2.db", b_alone)).actions == 0
        _work(patch, folder / "anna", a, later, small_report)
        with open_register(b, write=True) as register:
            merge(register, a)
            merged = (tables(register), tips(register))
        with open_register(a) as register:
            assert (tables(register), tips(register)) == merged
            assert check(register).ok


def _work(patch: pytest.MonkeyPatch, state: Path, path: Path, steps: list[tuple[str, int, str]], report: Path) -> None:
    patch.setenv("GRANSKA_STATE", str(state))
    with open_register(path, write=True, who=state.name) as register:
        play(register, steps, report)


def _restored(path: Path, content: bytes) -> Path:
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    return path


def _merged(path: Path, other: Path) -> tuple[object, Tips]:
    with open_register(path, write=True) as register:
        merge(register, other)
        return tables(register), tips(register)


def _contradictions(one: Tips, two: Tips, together: Tips) -> set[tuple[str, str]]:
    """Fields whose tips say different things, worked out from both copies' own tips."""
    found = set()
    for key, standing in together.items():
        either = one.get(key, frozenset()) | two.get(key, frozenset())
        assert standing <= either
        if len({(type(value), value) for _, _, value in standing}) > 1:
            found.add(key)
    return found


@pytest.fixture
def two_copies(practice_path: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two files of the same register."""
    other = tmp_path / "berit.db"
    other.write_bytes(practice_path.read_bytes())
    return practice_path, other


def test_a_first_judgement_on_both_copies_is_one_judgement_in_conflict(two_copies: tuple[Path, Path]) -> None:
    mine, theirs = two_copies
    with open_register(mine, write=True, who="Anna") as register:
        recommendation = records.find(register, "Måltider:1")
        assess(register, [recommendation], levels(register)["implemented"].id)
    with open_register(theirs, write=True, who="Berit") as register:
        assess(register, [recommendation], levels(register)["partial"].id)
    with open_register(mine, write=True) as register:
        result = merge(register, theirs)
        detail = recommendations.recommendation_detail(register, recommendation)
        assert len(detail.assessments) == 1
        assert detail.view.conflict
        assert result.conflicts == 2  # the level, and who set it
        (level,) = [c for c in conflicts(register) if c.field == "level"]
        assert {value.who for value in level.values} == {"Anna", "Berit"}
        assert sum(value.shown for value in level.values) == 1
        assert check(register).ok, "a conflict is no error"


def test_judging_a_field_in_conflict_decides_it(two_copies: tuple[Path, Path]) -> None:
    mine, theirs = two_copies
    with open_register(mine, write=True, who="Anna") as register:
        recommendation = records.find(register, "Måltider:1")
        comment(register, recommendation, "Annas")
    with open_register(theirs, write=True, who="Berit") as register:
        comment(register, recommendation, "Berits")
    with open_register(mine, write=True) as register:
        merge(register, theirs)
        shown = recommendations.recommendation_detail(register, recommendation).view.open_comment
        assert shown in {"Annas", "Berits"}
        comment(register, recommendation, shown or "")
        assert conflicts(register) == ()
        assert not recommendations.recommendation_detail(register, recommendation).view.conflict


def test_the_same_judgement_on_both_copies_is_no_conflict(two_copies: tuple[Path, Path]) -> None:
    for path in two_copies:
        with open_register(path, write=True, who="Anna") as register:
            assess(register, [records.find(register, "Måltider:1")], levels(register)["partial"].id)
    with open_register(two_copies[0], write=True) as register:
        assert merge(register, two_copies[1]).conflicts == 0


def test_the_same_report_imported_on_both_copies_is_one_report(
    two_copies: tuple[Path, Path], small_report: Path
) -> None:
    for path in two_copies:
        with open_register(path, write=True) as register:
            import_report(register, small_report, closing_text)
            alone = len(recommendations.recommendations(register))
    with open_register(two_copies[0], write=True) as register:
        assert merge(register, two_copies[1]).conflicts == 0
        assert len(recommendations.recommendations(register)) == alone


def test_a_stated_value_is_shown_before_an_emptied_one(two_copies: tuple[Path, Path]) -> None:
    mine, theirs = two_copies
    with open_register(theirs, write=True, who="Berit") as register:
        recommendation = records.find(register, "Måltider:1")
        assess(register, [recommendation], levels(register)["partial"].id)
    with open_register(mine, write=True, who="Anna") as register:
        for _ in range(3):
            assess(register, [recommendation], levels(register)["implemented"].id)
            undo(register)
        merge(register, theirs)
        view = recommendations.recommendation_detail(register, recommendation).view
        assert (view.means, view.conflict) == ("partial", True)


def test_another_register_is_refused(practice: Register, tmp_path: Path) -> None:
    create_register(tmp_path / "annan.db").close()
    with pytest.raises(OtherRegister):
        merge(practice, tmp_path / "annan.db")


def test_a_copy_that_does_not_verify_brings_nothing_in(two_copies: tuple[Path, Path]) -> None:
    mine, theirs = two_copies
    with open_register(theirs, write=True) as register:
        comment(register, records.find(register, "Måltider:1"), "ett")
        comment(register, records.find(register, "Måltider:2"), "två")
    with sqlite3.connect(theirs) as plain:
        plain.execute("DROP TRIGGER value_no_update")
        plain.execute("UPDATE value SET new = 'förfalskat' WHERE new = 'två'")
    plain.close()
    before = mine.read_bytes()
    with open_register(mine, write=True) as register, pytest.raises(HistoryBroken):
        merge(register, theirs)
    assert mine.read_bytes() == before


def test_a_field_emptied_in_both_copies_is_no_conflict(two_copies: tuple[Path, Path]) -> None:
    for path in two_copies:
        with open_register(path, write=True) as register:
            recommendation = records.find(register, "Dataskydd:2")
            comment(register, recommendation, "")
    with open_register(two_copies[0], write=True) as register:
        assert merge(register, two_copies[1]).conflicts == 0
        assert not recommendations.recommendation_detail(register, recommendation).view.conflict


def test_a_comment_in_conflict_is_marked_before_anything_is_judged(two_copies: tuple[Path, Path]) -> None:
    for path in two_copies:
        with open_register(path, write=True) as register:
            recommendation = records.find(register, "Måltider:1")
            comment(register, recommendation, f"I {path.name}")
    with open_register(two_copies[0], write=True) as register:
        merge(register, two_copies[1])
        assert recommendations.recommendation_detail(register, recommendation).view.conflict


@pytest.mark.parametrize(
    ("entity", "field", "value"), [("hittepå", "text", "x"), ("audit", "hittepå", "x"), ("audit", "title", 7)]
)
def test_what_is_no_word_of_the_vocabulary_is_refused_however_well_it_is_hashed(
    two_copies: tuple[Path, Path], entity: str, field: str, value: Value
) -> None:
    mine, theirs = two_copies
    with open_register(theirs, write=True) as register, writing(register.connection, theirs) as connection:
        ((_, head, lamport),) = history.heads(connection)
        node = Node((head,), lamport + 1, "2026-11-22T12:00:00+00:00", "X", "x", None, FORMAT)
        history.append(connection, node, [FieldChange(entity, "id", field, (), None, value)])
    with open_register(mine, write=True) as register, pytest.raises(HistoryBroken):
        merge(register, theirs)


@pytest.mark.parametrize("step", [undo, redo])
def test_what_a_closed_follow_up_says_is_neither_undone_nor_redone(
    two_copies: tuple[Path, Path], step: Callable[[Register], object]
) -> None:
    mine, theirs = two_copies
    with open_register(mine, write=True) as register:
        recommendation = records.find(register, "Måltider:1")
        assess(register, [recommendation], levels(register)["partial"].id)
        if step is redo:
            undo(register)
    theirs.write_bytes(mine.read_bytes())
    with open_register(theirs, write=True) as register:
        followup = followups.open_followup(register)
        assert followup is not None
        close_followup(register, followup.id, context="{}", template="")
    with open_register(mine, write=True) as register:
        merge(register, theirs)
        before = tables(register)
        with pytest.raises(FollowupClosed):
            step(register)
        assert tables(register) == before
