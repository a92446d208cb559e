"""The screen of follow-ups: started with what is proposed, chosen, judged in one key, compared, and corrected."""

from pathlib import Path

import pytest

from storage import followups, recommendations
from storage.operations.assessments import assess, require_open_followup
from storage.operations.followups import choose_audits, close_followup
from storage.operations.records import add
from storage.register import open_register
from tests.test_tui.driving import Keys, current, press, read, screen_on, screen_text, toasts, write
from tests.test_tui.forms import fill, go, paste, save, told
from tui.audits.screen import AuditsScreen
from tui.followups.dialogs import ScaleDialog, ScalesDialog
from tui.followups.screen import FollowupScreen
from tui.followups.view import FollowupsView
from tui.kit.message import ConfirmDialog


def view_of(pilot: Keys) -> FollowupsView:
    return pilot.app.screen.query_one(FollowupsView)


def covered(path: Path) -> list[str]:
    """Names of the audits that the open follow-up covers, in its order."""
    return [
        each.name
        for each in read(path, lambda held: followups.progress(held, require_open_followup(held).id)).per_audit
    ]


@pytest.fixture
def audited(empty: Path) -> Path:
    """A register with an audit to follow up, one that is too new, and nothing chosen."""
    with open_register(empty, write=True) as register:
        for short, year in (("Krisledning", "2023"), ("Upphandling", "2026")):
            values = {"title": f"Granskning av {short.lower()}", "short_title": short, "years": year}
            made = add(register, "audit", {**values, "auditees": ["Kommunstyrelsen"], "handed_over": f"{year}-09-10"})
            audit = min(made.created["audit"])
            for number in ("1", "2"):
                add(register, "recommendation", {"audit": audit, "number": number, "text": f"Skriv plan {number}."})
    return empty


async def test_a_follow_up_is_started_with_what_is_proposed_and_judged_key_by_key(audited: Path) -> None:
    async with screen_on(audited) as pilot:
        await press(pilot, "j", "f4")
        assert "Inget finns att bedöma i den öppna uppföljningen. F4 visar den" in toasts(pilot)
        assert "inga granskningar är valda" in screen_text(pilot)
        await press(pilot, "n")
        await go(pilot, "audits")
        assert told(pilot, "audits") == "Krisledning: överlämnad 2023-09-10 och inte uppföljd sedan dess."
        await fill(pilot, "title", "Uppföljning våren")
        await fill(pilot, "responsible", "Rut Ek")
        await go(pilot, "method")
        await paste(pilot, "Samtal och dokument.")
        await save(pilot)
        text = screen_text(pilot)
        assert ("0 av 2 bedömda" in text, "Rut Ek" in text, "Samtal och dokument." in text) == (True, True, True)
        assert covered(audited) == ["Krisledning"]

        await press(pilot, "l")
        await write(pilot, "upph")
        await press(pilot, "space", "ctrl+s", "tab", "end", "shift+up")
        assert covered(audited) == ["Upphandling", "Krisledning"]
        assert view_of(pilot).row is not None
        assert view_of(pilot).row.name == "Upphandling"  # type: ignore[union-attr]  # the line before

        judged = []
        await press(pilot, "j")
        for _each in range(4):
            assert isinstance(pilot.app.screen, AuditsScreen)
            judged.append(f"{current(pilot).audit_title} {current(pilot).recommendation.number}")
            await press(pilot, "2", "j")
        assert sorted(judged) == ["Krisledning 1", "Krisledning 2", "Upphandling 1", "Upphandling 2"]
        assert "Allt är bedömt i den öppna uppföljningen." in toasts(pilot)

        await press(pilot, "f4", "d")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert "”Upphandling” har 2 bedömningar" in pilot.app.screen.question
        await press(pilot, "j")
        assert covered(audited) == ["Krisledning"]
        await press(pilot, "u")
        assert covered(audited) == ["Upphandling", "Krisledning"]


async def test_what_does_not_agree_and_what_has_changed_leads_to_where_it_is_judged(
    practice: Path,
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "f4")
        text = screen_text(pilot)
        assert ("6 av 27 bedömda" in text, "Jämfört med" in text, "↑ bättre · 3" in text) == (True, True, True)
        await press(pilot, "end", "e")
        assert "k rättar den med en ny" in toasts(pilot)
        assert "Organet säger klart, revisionen inte · 2" in screen_text(pilot)
        await press(pilot, "tab", *["down"] * 5)
        row = view_of(pilot).row
        assert row is not None
        assert row.text == "Kommunstyrelsen säger redan genomfört, revisionen säger ✘ Inte åtgärdad"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AuditsScreen)
        assert current(pilot).id == row.record
        await press(pilot, "f4", "k", "j")
        assert "är öppen och inte tom" in screen_text(pilot)


async def test_a_closed_follow_up_is_corrected_by_a_new_one_on_a_scale_of_ones_own(audited: Path) -> None:
    with open_register(audited, write=True) as register:
        first = require_open_followup(register)
        audits = [view.id for view in recommendations.audits(register)]
        choose_audits(register, first.id, audits)
        level = followups.levels(register, first.scale or "")[0]
        assess(register, [view.id for view in recommendations.recommendations(register)], level.id)
        close_followup(register, first.id, context="{}", template="")
    async with screen_on(audited) as pilot:
        await press(pilot, "f4", "s", "e")
        assert isinstance(pilot.app.screen, ScaleDialog)
        await fill(pilot, "symbol-1", "för långt")
        await save(pilot)
        assert "är för långt som tecken" in told(pilot, "symbol-1")
        await fill(pilot, "symbol-1", "+")
        await fill(pilot, "fill-1", "AAFFAA")
        assert told(pilot, "fill-1") == "Kontrast mot svart text 17,6:1, minst 4,5:1"
        await fill(pilot, "definition-1", "Allt är gjort.")
        await fill(pilot, "label-2", "")
        await save(pilot)
        assert "blev en ny skala bredvid" in toasts(pilot)
        assert isinstance(pilot.app.screen, ScalesDialog)
        await press(pilot, "escape")
        own = read(audited, require_open_followup).scale or ""
        levels = read(audited, lambda register: followups.levels(register, own))
        assert own != first.scale
        assert [(one.symbol, one.definition) for one in levels[:1]] == [("+", "Allt är gjort.")]
        assert len(levels) == 4

        await press(pilot, "end", "k")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        await press(pilot, "j")
        correction = read(audited, require_open_followup)
        assert (correction.supersedes, correction.scale) == (first.id, first.scale)
        assert f"{first.title} (rättad)" in screen_text(pilot)
        assert "4 av 4 bedömda" in screen_text(pilot)
        await press(pilot, "f7", "enter")
        assert isinstance(pilot.app.screen, FollowupScreen)
        assert view_of(pilot).followup == correction
