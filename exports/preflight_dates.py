"""Whether the dates of an audit, its letter and its answer can be true together, and are those of the typed account."""

from collections.abc import Iterator, Mapping
from datetime import date

from exports.findings import Code, Finding, Subject
from storage.domain.dates import dates_in, first_day, is_partial_date, last_day
from storage.domain.report_material import AuditMaterial

_IN_ORDER = (
    ("report_date", "handed_over"),
    ("handed_over", "answer_due"),
    ("handed_over", "answered_on"),
    ("handed_over", "received_on"),
    ("answered_on", "received_on"),
    ("answer_due", "extension_due"),
)
"""Pairs of dates of which the first does not come after the second."""
_DONE = ("report_date", "handed_over", "answered_on", "received_on")
_IN_TRAIL = ("handed_over", "answer_due", "answered_on")


def date_findings(audit: AuditMaterial, subject: Subject, today: date) -> Iterator[Finding]:
    """Dates that are none, have not come yet, contradict each other, or are contradicted by the typed account."""
    dates = recorded_dates(audit)
    for name, value in dates.items():
        if not is_partial_date(value):
            yield subject.warning(Code.NOT_A_DATE, field=name, value=value)
    known = {name: value for name, value in dates.items() if is_partial_date(value)}
    for name in _DONE:
        if name in known and first_day(known[name]) > today:
            yield subject.warning(Code.DATE_IN_FUTURE, field=name, date=known[name])
    for first, second in _IN_ORDER:
        if first in known and second in known and surely_after(known[first], known[second]):
            values = {"first": first, "first_date": known[first], "second": second, "second_date": known[second]}
            yield subject.warning(Code.DATES_OUT_OF_ORDER, **values)
    yield from _trail_findings(audit, known, subject)


def recorded_dates(audit: AuditMaterial) -> dict[str, str]:
    """Field → what is recorded as its date, valid or not."""
    answer = audit.answer
    dates = {
        "report_date": audit.audit.report_date,
        "handed_over": audit.audit.handed_over or answer.letter_decided,
        "answer_due": answer.answer_due,
        "extension_due": answer.extension_due,
        "answered_on": answer.answered_on,
        "received_on": answer.received_on,
    }
    return {name: value for name, value in dates.items() if value}


def surely_after(first: str, second: str) -> bool:
    """Whether every day of the partial date `first` is later than every day of `second`."""
    return first_day(first) > last_day(second)


def _trail_findings(audit: AuditMaterial, known: Mapping[str, str], subject: Subject) -> Iterator[Finding]:
    """Recorded dates that the typed account does not name, where it names dates that are recorded nowhere."""
    written = list(dict.fromkeys(day for _, day in dates_in(audit.followup_audit.trail_text or "")))
    strange = [day for day in written if not any(_may_be_same(day, each) for each in known.values())]
    if not strange:
        return
    typed = Subject("followup_audit", audit.followup_audit.id, subject.where)
    for name in _IN_TRAIL:
        if name in known and not any(_may_be_same(known[name], day) for day in written):
            yield typed.warning(Code.TRAIL_DIFFERS, field=name, date=known[name], written=", ".join(strange))


def _may_be_same(first: str, second: str) -> bool:
    """Whether the days that two partial dates allow overlap."""
    return not surely_after(first, second) and not surely_after(second, first)


def day_of(partial: str | None) -> date | None:
    """The last day of a partial date; None of what is none."""
    return last_day(partial) if partial and is_partial_date(partial) else None
