from pathlib import Path

import pytest

from storage import recommendations, records
from storage.domain.views import AuditView
from storage.errors import DiskFull
from storage.operations import records as record_operations
from storage.saved_views import drafts
from tests.test_tui.driving import current, press, read, row_count, screen_on, screen_text, stored, toasts, write
from tests.test_tui.forms import fill, form, go, paste, refusal, row, save, told
from tui.kit.form import FormDialog


def audits(path: Path) -> dict[str, AuditView]:
    return {view.audit.title or "": view for view in read(path, recommendations.audits)}


async def test_n_makes_an_audit_with_dates_as_people_type_them_and_bodies_new_and_known(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "n")
        await fill(pilot, "title", "Granskning av måltider")
        await fill(pilot, "auditees", "kommunstyrelsen, Måltidsnämnden")
        assert told(pilot, "auditees") == "Nytt i registret: Måltidsnämnden."
        await fill(pilot, "report_date", "+14")
        assert told(pilot, "report_date") == "söndag den 6 december 2026"
        await save(pilot)
        assert "Sparat: Ny granskning" in toasts(pilot)
        made = audits(practice)["Granskning av måltider"]
        assert made.audit.report_date == "2026-12-06"
        assert made.bodies == ("Kommunstyrelsen", "Måltidsnämnden")
        assert "måltider" in screen_text(pilot)


async def test_e_changes_the_recommendation_and_u_takes_it_back(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down")
        before = current(pilot).recommendation
        await press(pilot, "e")
        await fill(pilot, "theme", "Ett nytt tema")
        await go(pilot, "kind")
        await press(pilot, "right")
        await save(pilot)
        changed = stored(practice, before.id).recommendation
        assert (changed.theme, changed.kind, changed.text) == ("Ett nytt tema", "question", before.text)
        await press(pilot, "u")
        assert stored(practice, before.id).recommendation == before


async def test_n_makes_a_recommendation_last_in_the_audit_that_is_shown(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        audit = current(pilot).recommendation.audit
        number = row_count(pilot)
        await press(pilot, "n")
        await fill(pilot, "number", "99")
        await fill(pilot, "text", "Se över rutinerna")
        await save(pilot)
        assert row_count(pilot) == number + 1
        made = read(practice, lambda register: recommendations.recommendations(register, audit=audit))[-1]
        assert (made.recommendation.number, made.recommendation.text) == ("99", "Se över rutinerna")


async def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "n")
        await fill(pilot, "theme", "Temat")
        await save(pilot)
        assert told(pilot, "text") == "Text saknas. Fyll i fältet och spara igen."
        assert pilot.app.focused is row(pilot, "text").editor
        assert row(pilot, "theme").text == "Temat"
        await write(pilot, "Nu finns den")
        await save(pilot)
        assert not isinstance(pilot.app.screen, FormDialog)


async def test_a_date_that_is_none_is_said_at_its_field(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "e")
        await fill(pilot, "planned", "31/13")
        await save(pilot)
        assert told(pilot, "planned").startswith("”31/13” är inget datum. Skriv till exempel")
        await fill(pilot, "planned", "2019-02")
        assert told(pilot, "planned") == "februari 2019"


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_taking_out_asks_why_and_can_be_undone(practice: Path, key: str) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "end", "tab")
        removed, number = current(pilot).id, row_count(pilot)
        await press(pilot, key, "enter")
        assert told(pilot, "removed").startswith("Skäl saknas.")
        await write(pilot, "dubblett")
        await press(pilot, "enter")
        assert row_count(pilot) == number - 1
        assert read(practice, lambda r: records.record_of(r, "recommendation", removed)).removed == "dubblett"
        await press(pilot, "u")
        assert row_count(pilot) == number


async def test_an_audit_is_taken_out_with_all_that_it_recommends_unless_a_letter_is_about_it(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        total = len(read(practice, recommendations.audits))
        await press(pilot, "shift+tab", "d")
        await write(pilot, "hör till en annan kommun")
        await press(pilot, "enter")
        assert "Brev 1" in refusal(pilot)
    async with screen_on(practice) as pilot:
        await press(pilot, "escape", "shift+tab", "end", "d")
        await write(pilot, "hör till en annan kommun")
        await press(pilot, "enter")
        assert len(read(practice, recommendations.audits)) == total - 1


async def test_what_is_begun_in_a_form_is_kept_when_it_is_left_and_when_the_program_is(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "e")
        await go(pilot, "text")
        await pilot.press("x", "y")
        await press(pilot, "escape")
        assert "Utkastet finns kvar" in toasts(pilot)
        await press(pilot, "e")
        assert row(pilot, "text").text.endswith("xy")
        await go(pilot, "theme")
        await pilot.press("å", "ctrl+q")
        await pilot.pause(0.3)
    (draft,) = read(practice, drafts).values()
    assert "xy" in draft
    assert "å" in draft
    async with screen_on(practice) as pilot:
        assert "Rekommendation: 1)" in screen_text(pilot)
        await press(pilot, "enter")
        assert row(pilot, "text").text.endswith("xy")


async def test_saving_forgets_the_draft(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "e")
        await fill(pilot, "theme", "Temat")
        await save(pilot)
        assert read(practice, drafts) == {}


async def test_leaving_without_having_written_leaves_no_draft(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "e", "escape", "shift+tab", "e", "escape")
        assert read(practice, drafts) == {}
        assert "Utkast" not in toasts(pilot)


async def test_a_full_disk_is_said_what_was_written_stays_and_the_next_key_works(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DiskFull(practice)

    async with screen_on(practice) as pilot:
        edited = current(pilot).id
        await press(pilot, "e")
        await fill(pilot, "theme", "Temat")
        with monkeypatch.context() as patch:
            patch.setattr(record_operations, "edit", full)
            await save(pilot)
            assert "Disken är full" in refusal(pilot)
        await write(pilot, "t")
        assert row(pilot, "theme").text == "Tematt"
        await save(pilot)
        assert stored(practice, edited).recommendation.theme == "Tematt"


async def test_a_known_body_is_suggested_and_taken_with_the_right_arrow(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "n")
        await fill(pilot, "auditees", "Måltidsnämnden, kommuns")
        await press(pilot, "right")
        assert row(pilot, "auditees").text == "Måltidsnämnden, Kommunstyrelsen"


async def test_bodies_pasted_each_on_a_line_become_one_list(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "n")
        await go(pilot, "auditees")
        await paste(pilot, "Byggnadsnämnden\nKulturnämnden\n")
        assert row(pilot, "auditees").text == "Byggnadsnämnden, Kulturnämnden"


async def test_in_an_empty_register_n_begins_with_an_audit(empty: Path) -> None:
    async with screen_on(empty) as pilot:
        await press(pilot, "n")
        assert form(pilot).form.heading == "Ny granskning"
        await write(pilot, "Den första")
        await save(pilot)
        assert "Den första" in audits(empty)


async def test_only_what_was_changed_is_written(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = len(read(practice, lambda register: register.connection.execute("SELECT * FROM action").fetchall()))
        await press(pilot, "e")
        await save(pilot)
        after = len(read(practice, lambda register: register.connection.execute("SELECT * FROM action").fetchall()))
        assert before == after
