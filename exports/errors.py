"""What can go wrong when a document is written, as classes with values.

Sentences are made where an error is shown. A full disk is :class:`storage.errors.DiskFull`.
"""

from pathlib import Path

from storage.errors import GranskaError


class ExportError(GranskaError):
    """A document could not be made. Nothing that was there before has been changed."""


class FolderMissing(ExportError):
    """There is no folder at the path."""

    path: Path


class FolderNotWritable(ExportError):
    """The system refuses to write in the folder."""

    path: Path
    detail: str = ""


class NameRefused(ExportError):
    """Nothing that a file can be called is left of the name."""

    name: str


class TargetBusy(ExportError):
    """Every name that was tried is taken or held open by another program."""

    path: Path


class TextLost(ExportError):
    """The file does not say what it was to say, so it was not kept."""

    missing: str
    """The first text that should have stood there; empty when something stands there too much."""
    found: str = ""
    """What stands in its place."""


class TemplateBroken(ExportError):
    """The template cannot carry the document."""

    path: Path
    reason: str
    """`missing`, `damaged`, or the name of a style that is not in it."""
