"""Groupings in words."""

from collections.abc import Mapping

from tui.language.catalogue import mark

GROUPINGS: Mapping[str, str] = {
    "body": mark("Nämnd"),
    "years": mark("År"),
    "theme": mark("Tema"),
    "level": mark("Bedömning"),
}
"""What recommendations are grouped by."""
WITHOUT: Mapping[str, str] = {"body": mark("Utan nämnd"), "years": mark("Utan år"), "theme": mark("Utan tema")}
"""What those are called that have nothing to be grouped by."""
