"""Measures as lines of a given width, under their themes. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from storage.domain.letter_views import MeasureView
from tui.language.catalogue import _
from tui.language.terms import value_word
from tui.language.words import NOTHING, printed_number
from tui.widgets.field_lines import Line, plain_lines, under_lines


def measure_lines(measures: Sequence[MeasureView], width: int, *, about: str = "") -> list[Line]:
    """Measures in the order given, below the themes they have; `about` is the record that needs not be named."""
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
    told = _("redovisat {date}").format(date=record.reported_on) if record.reported_on else ""
    yield from under_lines(", ".join(filter(None, [record.responsible, due, state, told, points])), width)


def _others(view: MeasureView, about: str) -> bool:
    """Whether it is about more than the record that it stands at."""
    return any(target.id != about for target in view.recommendations)


def _points(view: MeasureView) -> str:
    return listed_numbers(target.number or (target.text or "") for target in view.recommendations)


def listed_numbers(numbers: Iterable[str]) -> str:
    """As in `2 b), 2 c)`."""
    return ", ".join(printed_number(number) for number in numbers)
