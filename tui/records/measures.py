"""Measures as lines of a detail pane, both of a recommendation and of a response."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from storage.domain.identity import printed_number
from storage.domain.views import MeasureView
from tui.kit.lines_pane import Line, plain_lines, under_lines
from tui.language.catalogue import _
from tui.language.words import NOTHING, value_word


def measure_lines(measures: Sequence[MeasureView], width: int, *, about: str = "") -> list[Line]:
    """Return measures in their order below their themes; `about` is the record whose name is left out."""
    lines: list[Line] = []
    for theme, some in groupby(measures, key=lambda view: view.measure.theme or ""):
        if theme:
            lines += plain_lines(theme, width, "text--strong")
        for view in some:
            lines += _measure(view, width, about)
    return lines


def _measure(view: MeasureView, width: int, about: str) -> Iterator[Line]:
    record = view.measure
    yield from plain_lines(record.text or NOTHING, width)
    points = _("gäller {points}").format(points=_points(view)) if _others(view, about) else ""
    state = value_word("state", record.state) if record.state else ""
    due = _("klart senast {date}").format(date=record.due) if record.due else ""
    reported = _("redovisat {date}").format(date=record.reported_on) if record.reported_on else ""
    yield from under_lines(", ".join(filter(None, [record.responsible, due, state, reported, points])), width)


def _others(view: MeasureView, about: str) -> bool:
    """True if a measure covers more than the record that it is listed under."""
    return any(target.id != about for target in view.recommendations)


def _points(view: MeasureView) -> str:
    """Numbers as in `2 b), 2 c)`."""
    numbers = (target.number or target.text or "" for target in view.recommendations)
    return ", ".join(printed_number(number) for number in numbers)
