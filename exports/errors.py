"""Errors of writing documents, as classes with values.

Sentences are made where an error is shown. A full disk is :class:`storage.errors.DiskFull`.
"""

from pathlib import Path

from storage.errors import GranskaError


class ExportError(GranskaError):
    """A document could not be made. Existing files are unchanged."""


class FolderMissing(ExportError):
    """There is no folder at the path."""

    path: Path


class FolderNotWritable(ExportError):
    """The system refuses to write in the folder."""

    path: Path
    detail: str = ""


class NameRefused(ExportError):
    """No valid file name is left of the name."""

    name: str


class TargetBusy(ExportError):
    """Every name that was tried is taken or kept open by another program."""

    path: Path


class TextLost(ExportError):
    """The written file lacks a text, or has one too many, so it was not kept."""

    missing: str
    """The first expected text that is missing; empty when there is one too many."""
    found: str = ""
    """The text found in its place."""


class TemplateBroken(ExportError):
    """The template cannot be used for the document."""

    path: Path
    reason: str
    """`missing`, `damaged`, or the name of a style that is not in it."""
