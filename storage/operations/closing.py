"""Closing a follow-up: from then on its report says what it said, and the next follow-up is open."""

from storage import clock
from storage.database import lookup
from storage.database.following import newest_followup
from storage.domain.change import Change
from storage.domain.identity import id_from_fields, natural_id
from storage.domain.value import Value
from storage.operations.beginning import CLOSED, OPEN
from storage.operations.editing import expect_open_followup
from storage.register import Register

NAME = "close_followup"


def close_followup(register: Register, followup: str, *, context: str, template: str) -> Change:
    """Close a follow-up for good, storing all that its report says and the SHA-256 of the template it is made on.

    A next follow-up is opened in the same action, unless one is open: of the year after the newest there is, which a
    correction of an older one is not, and on that one's scale.

    Raises:
        UnknownReference: there is no such follow-up.
        FollowupClosed: it is closed already.
    """
    with register.recording(NAME) as action:
        found = expect_open_followup(action, followup)
        today = clock.today()
        action.put("followup", followup, {"state": CLOSED, "report_date": found.report_date or today.isoformat()})
        closing: dict[str, Value] = {
            "followup": followup,
            "context": context,
            "template": template,
            "closed_on": today.isoformat(),
            "closed_by": register.who,
        }
        action.put("followup_closing", id_from_fields(register.register_id, "followup_closing", closing), closing)
        if not lookup.other_open_followups(register.connection, followup):
            newest = newest_followup(register.connection) or found
            year = 1 + max(each.year or today.year for each in (found, newest))
            following = natural_id(register.register_id, "followup", "after", followup)
            values: dict[str, Value] = {
                "title": f"Uppföljning {year}",
                "year": year,
                "scale": found.scale if newest.year == found.year else newest.scale,
                "state": OPEN,
            }
            action.put("followup", following, values)
    return action.change
