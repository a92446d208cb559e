from pathlib import Path

from storage import followups
from storage.operations.assessments import assess
from storage.register import open_register
from tests.test_tui.driving import current, screen_on, settle
from tui.audits.screen import AuditsScreen


async def test_a_screen_that_only_reads_shows_what_another_writes(practice: Path) -> None:
    with open_register(practice, write=True) as writer:
        async with screen_on(practice) as pilot:
            before = current(pilot)
            assert isinstance(pilot.app.screen, AuditsScreen)
            pilot.app.screen._poll.look()
            await settle(pilot)
            followup = followups.open_followup(writer)
            assert followup is not None
            level = followups.levels(writer, followup.scale or "")[-1]
            assess(writer, [before.id], level.id)
            pilot.app.screen._poll.look()
            await settle(pilot)
            now = current(pilot)
            assert (now.id, now.level) == (before.id, level)
