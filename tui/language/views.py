"""Saved views and groupings in words."""

from collections.abc import Mapping

from storage.saved_views import SavedView
from tui.language.catalogue import _, mark

GROUPINGS: Mapping[str, str] = {
    "body": mark("Nämnd"),
    "years": mark("År"),
    "theme": mark("Tema"),
    "level": mark("Bedömning"),
}
"""What recommendations are grouped by."""
WITHOUT: Mapping[str, str] = {"body": mark("Utan nämnd"), "years": mark("Utan år"), "theme": mark("Utan tema")}
"""What those are called that have nothing to be grouped by."""
_ORDERS: Mapping[str, str] = {
    "level": mark("ordnade efter bedömning"),
    "text": mark("ordnade efter text"),
    "number": mark("ordnade efter nummer"),
}


def view_told(view: SavedView) -> str:
    """What a view shows: `status:delvis · ordnade efter text · i grupper: nämnd`."""
    group, order = GROUPINGS.get(view.group or "", ""), _ORDERS.get(view.order or "", "")
    told = [
        view.line.strip() or _("alla rekommendationer"),
        _(order) if order else "",
        _("i grupper: {by}").format(by=_(group).lower()) if group else "",
    ]
    return " · ".join(filter(None, told))
