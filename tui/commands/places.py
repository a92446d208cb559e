"""Files and folders as the command line takes them."""

import os
from pathlib import Path
from typing import Any

import click

from tui.language.catalogue import _


class Place(click.Path):
    """A path with a name: an empty one would mean the folder that one happens to be in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (as click has it)
        """The path; an empty or blank one is wrong usage."""
        if not os.fspath(value).strip():
            self.fail(_("Ett tomt namn går inte. Ange en fil eller mapp; ”.” är den du står i."), param, ctx)
        return super().convert(value, param, ctx)


PLACE = Place()
