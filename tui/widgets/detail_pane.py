"""The recommendation under the cursor in full."""

from functools import partial
from typing import TYPE_CHECKING

from storage.domain.views import RecommendationDetail
from tui.widgets.detail_lines import detail_lines
from tui.widgets.field_lines import Line
from tui.widgets.lines_pane import LinesPane

if TYPE_CHECKING:
    from tui.widgets.belonging_lines import AuditFacts, Belongings


class DetailPane(LinesPane):
    """All that is known of one recommendation, or of an audit that has none."""

    def __init__(self) -> None:
        super().__init__()
        self._detail: RecommendationDetail | None = None

    @property
    def detail(self) -> RecommendationDetail | None:
        """What is shown."""
        return self._detail

    def show(
        self, detail: RecommendationDetail | None, guide: str = "", *, belongings: "Belongings | None" = None
    ) -> None:
        """Show another recommendation, or the same again where it was scrolled to; without one, `guide`.

        What belongs to it may be known later, and then comes below.
        """
        self._detail = detail
        if detail is None:
            self.show_guide(guide)
        elif belongings is None:
            self.show_lines(detail.view.id, partial(detail_lines, detail))
        else:
            self.show_lines(detail.view.id, partial(_whole, detail, belongings))

    def show_audit(self, facts: "AuditFacts", guide: str) -> None:
        """Show an audit that has no recommendations."""
        from tui.widgets.belonging_lines import audit_lines  # noqa: PLC0415 - no audit of a first paint is such

        self._detail = None
        self.show_lines(facts.audit, partial(audit_lines, facts, guide))


def _whole(detail: RecommendationDetail, belongings: "Belongings", width: int) -> list[Line]:
    from tui.widgets.belonging_lines import belonging_lines  # noqa: PLC0415 - loaded by whoever read them

    return [*detail_lines(detail, width), *belonging_lines(belongings, width)]
