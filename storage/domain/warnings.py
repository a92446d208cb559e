"""Warnings about field values of a record that are allowed but probably wrong."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from storage.domain.dates import first_day, last_day, parse_date
from storage.domain.editable_fields import Given
from storage.domain.records import RecordWarning

Values = Mapping[str, Given]


def warnings_about(entity: str, values: Values, today: date) -> list[RecordWarning]:
    """Return the warnings about a record with these values, by themselves."""
    check = _CHECKS.get(entity)
    return check(values, today) if check else []


def _letter(values: Values, today: date) -> list[RecordWarning]:
    sent = _day(values, "dated", today) or _day(values, "decided", today)
    if sent is None:
        return [RecordWarning("dated", "no_letter_date")]
    return _before(values, "answer_due", sent, today)


def _letter_recipient(values: Values, today: date) -> list[RecordWarning]:
    found = []
    if values.get("extension_decision") == "granted" and not values.get("extension_due"):
        found.append(RecordWarning("extension_due", "granted_without_date"))
    if values.get("extension_due") and not values.get("extension_decision"):
        found.append(RecordWarning("extension_decision", "extension_undecided"))
    due = _day(values, "answer_due", today)
    if due is not None:
        found += _before(values, "extension_due", due, today)
    return found


def _response(values: Values, _today: date) -> list[RecordWarning]:
    found = []
    if not values.get("decided_on") and not values.get("received_on"):
        found.append(RecordWarning("received_on", "no_answer_date"))
    if _yes(values.get("on_time_override")) and not values.get("override_reason"):
        found.append(RecordWarning("override_reason", "override_without_reason"))
    return found


def _measure(values: Values, today: date) -> list[RecordWarning]:
    due = _day(values, "due", today)
    if values.get("state") == "done" and due is not None and first_day(due) > today:
        return [RecordWarning("due", "done_ahead", {"date": due})]
    if values.get("state") != "done" and due is None:
        return [RecordWarning("due", "no_due_date")]
    return []


def _before(values: Values, field: str, day: str, today: date) -> list[RecordWarning]:
    """Return a warning if the date in `field` certainly lies before `day`."""
    found = _day(values, field, today)
    if found is not None and last_day(found) < first_day(day):
        return [RecordWarning(field, "date_before", {"date": found, "earlier": day})]
    return []


def _yes(value: Given) -> bool:
    return value not in (None, "", 0, "0", "nej", "no")


def _day(values: Values, field: str, today: date) -> str | None:
    """Return the date in a field; None without one, or if it is malformed."""
    with suppress(ValueError):
        return parse_date(str(values.get(field) or ""), today)
    return None


_CHECKS: Mapping[str, Callable[[Values, date], list[RecordWarning]]] = {
    "letter": _letter,
    "letter_recipient": _letter_recipient,
    "response": _response,
    "measure": _measure,
}
