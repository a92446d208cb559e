"""Texts of imported files in a detail pane."""

from collections.abc import Sequence

from storage.domain.records import SourceText
from tui.kit.lines_pane import Line, plain_lines, under_lines
from tui.language.catalogue import _

MOST_SHOWN = 20
"""Texts shown of a record; ``granska show`` has them all."""
MOST_LETTERS = 2_000


def source_text_lines(texts: Sequence[SourceText], width: int) -> list[Line]:
    """Return texts of imported files, each with its place in the file below it."""
    lines: list[Line] = []
    for one in texts[:MOST_SHOWN]:
        text = one.text or ""
        lines += plain_lines(text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]} …", width)
        lines += under_lines(one.place, width)
    left = len(texts) - MOST_SHOWN
    return [*lines, *under_lines(_("… och {n} till i ”granska show”").format(n=left), width)] if left > 0 else lines
