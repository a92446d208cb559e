"""The line on top counts what the open follow-up has assessed, never what an earlier one did."""

from pathlib import Path

from storage import followups, recommendations
from storage.register import open_register
from tests.test_storage.test_settled import close
from tests.test_tui.driving import press, screen_on, screen_text
from tui.audits.columns import audit_columns


async def test_the_header_counts_this_follow_up_and_not_last_years(practice: Path) -> None:
    with open_register(practice) as register:
        own, every = followups.counts_in_open(register), recommendations.counts(register)
    assert own is not None
    assert own.total
    async with screen_on(practice, (200, 50)) as pilot:
        top = screen_text(pilot).splitlines()[0]
        assert f"{own.total - own['not_assessed']} av {own.total} bedömda" in top
        await press(pilot, "f4")
        assert f"{own.total - own['not_assessed']} av {own.total}" in screen_text(pilot)
    with open_register(practice, write=True) as register:
        close(register)
    async with screen_on(practice, (200, 50)) as pilot:
        top = screen_text(pilot).splitlines()[0].replace("\xa0", " ")
        assert f"inget av {every.total} är med" in top
        assert "✔0 åtgärdade" in top


def test_numbers_of_an_audit_that_this_follow_up_has_not_assessed_are_dimmed(practice: Path) -> None:
    *_others, implemented, _partial, _not, _none = audit_columns()
    with open_register(practice) as register:
        views = recommendations.audits(register)
    shown = [view for view in views if view.counts["implemented"]]
    assert {bool(view.assessed_now) for view in shown} == {True, False}
    for view in shown:
        style = "level--implemented" if view.assessed_now else "text--dim"
        assert implemented.draw(view).style == style
