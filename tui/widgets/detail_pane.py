"""The recommendation under the cursor in full."""

from functools import partial

from storage.domain.views import RecommendationDetail
from tui.widgets.detail_lines import detail_lines
from tui.widgets.lines_pane import LinesPane


class DetailPane(LinesPane):
    """All that is known of one recommendation."""

    def __init__(self) -> None:
        super().__init__()
        self._detail: RecommendationDetail | None = None

    @property
    def detail(self) -> RecommendationDetail | None:
        """What is shown."""
        return self._detail

    def show(self, detail: RecommendationDetail | None, guide: str = "") -> None:
        """Show another recommendation, or the same again where it was scrolled to; without one, `guide`."""
        self._detail = detail
        if detail is None:
            self.show_guide(guide)
        else:
            self.show_lines(detail.view.id, partial(detail_lines, detail))
