from pathlib import Path

from storage import followups
from storage.domain.material import AuditMaterial
from storage.domain.records import Followup, FollowupAudit
from storage.errors import NoOpenFollowup
from storage.letters import letter_material
from storage.register import Register
from tests.test_tui.driving import current, press, read, screen_on, screen_text, toasts, write
from tests.test_tui.forms import fill, go, row, save, told


def followup(register: Register) -> Followup:
    found = followups.open_followup(register)
    if found is None:
        raise NoOpenFollowup
    return found


def covered(path: Path, audit: str) -> FollowupAudit:
    def ask(register: Register) -> AuditMaterial:
        material = followups.followup_material(register, followup(register).id)
        return next(found for found in material.audits if found.audit.id == audit)

    return read(path, ask).followup_audit


async def test_b_writes_what_the_followup_says_of_the_audit_as_a_whole(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        audit = current(pilot).recommendation.audit or ""
        await press(pilot, "b")
        await write(pilot, "Kommunen har kommit en bit.")
        await go(pilot, "follow_up_again")
        await press(pilot, "right", "right", "space")
        await fill(pilot, "follow_up_year", "2028")
        await go(pilot, "meeting_needed")
        await press(pilot, "space")
        await save(pilot)
        kept = covered(practice, audit)
        assert kept.judgement == "Kommunen har kommit en bit."
        assert (kept.follow_up_again, kept.follow_up_year, kept.meeting_needed) == ("shall", 2028, 1)
        assert "Sparat: Bedömning av granskning." in toasts(pilot)
        await press(pilot, "u")
        assert covered(practice, audit).judgement is None


async def test_what_is_printed_where_no_trail_is_typed_is_shown_below(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "b")
        assert told(pilot, "trail_text").startswith("Skrivs ut: Revisorerna beslutade den")
        await fill(pilot, "trail_text", "Svaret kom i rätt tid.")
        assert told(pilot, "trail_text") == ""


async def test_a_year_that_is_none_is_said_at_its_field(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "b")
        await fill(pilot, "follow_up_year", "snart")
        await save(pilot)
        assert told(pilot, "follow_up_year") == "”snart” är inget årtal. Skriv till exempel 2027."


async def test_b_is_for_the_audit_under_the_cursor_in_the_list_of_audits_too(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "home", "b")
        assert "Välj först en granskning" in toasts(pilot)
        await press(pilot, "down", "b")
        assert "Bedömning av Ensamarbete" in screen_text(pilot)


async def test_the_followups_own_texts_are_written_from_a_key_and_from_the_palette(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "B")
        await write(pilot, "Sammantaget går det framåt.")
        await save(pilot)
        assert read(practice, followup).judgement == "Sammantaget går det framåt."
        await press(pilot, "ctrl+p")
        await write(pilot, "uppfoljningens texter")
        await press(pilot, "enter")
        assert row(pilot, "judgement").text == "Sammantaget går det framåt."


async def test_looking_at_the_texts_does_not_put_the_audit_in_the_followup(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        before = read(practice, lambda r: letter_material(r, followup=followup(r).id)).audits
        await press(pilot, "shift+tab", "end", "b", "escape")
        assert read(practice, lambda r: letter_material(r, followup=followup(r).id)).audits == before
