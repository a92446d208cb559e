"""What is watched as events of a calendar file."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storage import clock
from storage.domain.dates import last_day
from storage.domain.deadlines import Deadline
from tui.language.catalogue import mark
from tui.language.outcomes import clock_word, why_text

if TYPE_CHECKING:
    from exports.calendar import Event


CALENDAR = mark("Bevakning")


def coming(items: Iterable[Deadline], register_id: str) -> "list[Event]":
    """What is still to come, each thing on the last day that its date allows."""
    from exports.calendar import Event  # noqa: PLC0415 - only this writes files

    return [
        Event(
            uid=f"{item.clock}-{item.record}@{register_id}",
            day=last_day(item.due),
            title=f"{clock_word(item.clock)}: {', '.join([item.name, *item.who])}",
            description=why_text(item.why),
            category=clock_word(item.clock),
        )
        for item in items
        if item.due is not None and not item.is_late and (item.days or 0) <= 0
    ]


def write(events: "Sequence[Event]", path: Path, office: str | None) -> Path:
    """Write the events as a new file, and return its path."""
    from exports.calendar import write_calendar  # noqa: PLC0415 - only this writes files

    name = " – ".join(filter(None, [CALENDAR, office]))
    return write_calendar(events, path, stamp=clock.now(), name=name)
