"""The stored reports of closed follow-ups.

Closing a follow-up stores what its report says; so do the import of a report and the making of the practice register.
Older versions stored none of imported ones: such a report is made of the register as it was right after the import.
"""

from collections.abc import Callable, Iterator
from contextlib import closing as closed_after
from datetime import date

from storage import asof, followups, settings
from storage.database import history as history_rows
from storage.database import records as record_rows
from storage.database import settings as setting_rows
from storage.domain.dates import last_day
from storage.domain.material import FollowupMaterial, ReportMaker
from storage.domain.records import FollowupClosing, replace
from storage.errors import UnknownReference
from storage.register import Register

TEMPLATE = "template_report"


def made_closing(
    register: Register,
    followup: str,
    report: ReportMaker,
    day: date,
    printed: Callable[[FollowupMaterial], FollowupMaterial] = lambda material: material,
) -> FollowupClosing:
    """Make the stored report of a follow-up, by id, as the register stands, closed on a day by its user.

    One that was read in was closed on its own day, by nobody here, so that two copies that read it in agree. `printed`
    changes its material to what that report says.

    Raises:
        UnknownReference: there is no such follow-up.
    """
    material = printed(followups.followup_material(register, followup))
    imported = material.imported
    own_day = (imported.signed_on or material.followup.report_date) if imported else None
    closed_on, closed_by = own_day or day.isoformat(), None if imported else register.who
    context, template = report(material, settings.kept_file(register, TEMPLATE), last_day(closed_on))
    return FollowupClosing(
        id="", followup=followup, context=context, template=template, closed_on=closed_on, closed_by=closed_by
    )


def stored_closing(register: Register, followup: str) -> FollowupClosing | None:
    """Return the closing of a follow-up, by id, that has its report; None without one."""
    with register.reading() as connection:
        found = record_rows.closing_of(connection, followup)
    return found if found and found.context else None


def unstored_closing(register: Register, followup: str, report: ReportMaker) -> FollowupClosing:
    """Make the report of a follow-up that was closed without it, of the register as of that action.

    It is the same whenever it is made, and in every copy.

    Raises:
        UnknownReference: it is not closed.
    """
    with register.reading() as connection:
        action = history_rows.closing_action(connection, followup)
    if action is None:
        raise UnknownReference(followup, "followup")
    day = date.fromisoformat(action.node.at[:10])
    with closed_after(asof.as_of_action(register, action.hash, day)) as past:
        closing = made_closing(past, followup, report, day)
    return replace(closing, closed_by=action.node.who) if closing.closed_by else closing


def unstored_closings(register: Register, report: ReportMaker) -> Iterator[FollowupClosing]:
    """Make the reports of every follow-up that was closed without."""
    with register.reading() as connection:
        unstored = record_rows.unstored_followups(connection)
    return (unstored_closing(register, followup, report) for followup in unstored)


def closing_action(register: Register, followup: str) -> str:
    """Return the hash of the action that closed a follow-up, or read its report in; empty without one."""
    with register.reading() as connection:
        action = history_rows.closing_action(connection, followup)
    return action.hash if action else ""


def template_of(register: Register, closing: FollowupClosing) -> bytes | None:
    """Return the office's template that a report was closed with; None when it is the one shipped."""
    with register.reading() as connection:
        return setting_rows.get_file(connection, closing.template or "")
