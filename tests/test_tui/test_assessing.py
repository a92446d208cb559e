import threading
from pathlib import Path

import pytest

from storage import followups
from storage.domain.history import Change
from storage.errors import DiskFull
from storage.register import Register
from tests.test_tui.driving import app_of, current, press, read, screen_on, screen_text, settle, stored, table, toasts


async def test_a_digit_judges_the_row_under_the_cursor_durably(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down")
        judged = current(pilot).id
        await press(pilot, "1")
        view = stored(practice, judged)
        assert (view.means, view.current) == ("implemented", True)
        assert current(pilot).means == "implemented"


async def test_each_digit_sets_the_open_scales_level_of_that_number(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        for key, means in zip(
            "12345", ("implemented", "partial", "not_implemented", "not_assessable", "not_relevant"), strict=True
        ):
            await press(pilot, key)
            assert stored(practice, current(pilot).id).means == means


async def test_a_digit_beyond_the_scale_changes_nothing(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = stored(practice, current(pilot).id)
        await press(pilot, "9")
        assert "Det gick inte" not in screen_text(pilot)
        assert stored(practice, current(pilot).id) == before


async def test_zero_brings_last_years_judgement_back_into_view(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "1", "0")
        view = stored(practice, current(pilot).id)
        assert not view.current
        assert view.means == "not_implemented"
        assert "Inte åtg. 2025" in screen_text(pilot)


async def test_the_summary_and_the_audits_tally_follow_a_judgement(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = screen_text(pilot)
        assert "✔2  ◐1  ✘3" in before
        await press(pilot, "down", "1")
        after = screen_text(pilot)
        assert "✔3  ◐1  ✘2" in after
        total = read(practice, followups.counts_in_open)
        assert total is not None
        assert f"✔{total['implemented']} ◐{total['partial']} ✘{total['not_implemented']}" in after.splitlines()[0]


async def test_undo_and_redo_name_what_they_did_and_to_which_recommendation(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down")
        judged = current(pilot).id
        before = stored(practice, judged)
        await press(pilot, "1", "u")
        assert "Ångrat: Bedömning – Ensamarbete: 2) Säkerställ att larmtelefonerna används" in toasts(pilot)
        assert stored(practice, judged) == before
        assert current(pilot) == before
        await press(pilot, "U")
        assert "Gjort igen: Bedömning – Ensamarbete: 2) Säkerställ" in toasts(pilot)
        assert stored(practice, judged).means == "implemented"


async def test_undo_reaches_back_over_a_restart(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down")
        before = stored(practice, current(pilot).id)
        await press(pilot, "1")
    async with screen_on(practice) as pilot:
        await press(pilot, "u")
        assert stored(practice, before.id) == before


async def test_marked_rows_are_judged_together_after_a_question_with_their_number(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "space", "space")
        marked = table(pilot).marked
        assert "2 markerade" in screen_text(pilot)
        await press(pilot, "1")
        assert "2 markerade rekommendationer: ✔ Åtgärdad" in screen_text(pilot)
        assert {stored(practice, one).means for one in marked} == {"not_implemented"}
        await press(pilot, "ctrl+s")
        assert {stored(practice, one).means for one in marked} == {"implemented"}
        assert table(pilot).marked == ()
        assert "Bedömning: 2 rekommendationer. Ångra med u." in toasts(pilot)
        await press(pilot, "u")
        assert "Ångrat: Bedömning – 2 rekommendationer" in toasts(pilot)
        assert {stored(practice, one).means for one in marked} == {"not_implemented"}


async def test_no_to_the_question_leaves_the_marked_rows_as_they_were(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "space", "space")
        marked = table(pilot).marked
        await press(pilot, "1", "escape")
        assert {stored(practice, one).means for one in marked} == {"not_implemented"}
        assert table(pilot).marked == marked
        await press(pilot, "escape")
        assert table(pilot).marked == ()


async def test_a_digit_in_the_list_of_audits_judges_nothing_and_says_where_to_go(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = stored(practice, current(pilot).id)
        await press(pilot, "shift+tab", "3")
        assert stored(practice, before.id) == before
        assert "Tab" in toasts(pilot)


async def test_what_was_asked_for_is_written_before_the_program_ends(practice: Path) -> None:
    gate = threading.Event()
    done: list[bool] = []
    async with screen_on(practice) as pilot:
        app_of(pilot).executor.write(lambda _register: gate.wait(5), done.append)
        await pilot.press("3", "q")
        await pilot.pause(0.1)
        assert pilot.app.is_running
        judged = current(pilot).id
        gate.set()
        await pilot.pause(0.5)
        assert not pilot.app.is_running
    assert done == [True]
    assert stored(practice, judged).means == "not_implemented"


async def test_a_write_that_fails_keeps_the_program_open_so_that_it_is_seen(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_register: Register) -> Change:
        raise DiskFull(practice)

    monkeypatch.setattr("tui.audits.jobs.assess", lambda _ids, _number: full)
    async with screen_on(practice) as pilot:
        await pilot.press("1", "q")
        await settle(pilot)
        assert "Det gick inte" in screen_text(pilot)
