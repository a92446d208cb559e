"""Errors of registers and files, as classes with values.

Their sentences are composed where an error is shown (:mod:`tui.language.sentences`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, dataclass_transform


@dataclass_transform()
class GranskaError(Exception):
    """Base of the errors that are reported to the user.

    A subclass annotates its fields, with or without defaults, and takes their values by position or by name.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    """Names of the fields, in order, those of its base first."""

    def __init_subclass__(cls) -> None:
        """Collect the fields, without the generated code of a dataclass, which would cost half a millisecond each."""
        super().__init_subclass__()
        cls.fields = (*cls.fields, *vars(cls).get("__annotations__", {}))

    def __init__(self, *values: object, **named: object) -> None:
        """Keep the values of the fields.

        Raises:
            TypeError: a field without default lacks its value, or a value has no field.
        """
        given = dict(zip(self.fields, values, strict=False)) | named
        missing = [name for name in self.fields if name not in given and not hasattr(type(self), name)]
        if missing or len(values) > len(self.fields) or not named.keys() <= set(self.fields[len(values) :]):
            raise TypeError(type(self).__name__, missing or [*values, *named])
        super().__init__(*values, *named.values())
        for name, value in given.items():
            setattr(self, name, value)


class RegisterMissing(GranskaError):
    """There is no file at the path."""

    path: Path


class NotARegister(GranskaError):
    """The file at the path is no register of this program."""

    path: Path
    reason: str
    """`empty`, `not_sqlite`, `other_program`, `folder` or `damaged`."""


class RegisterNewer(GranskaError):
    """The register was written by a newer version of the program."""

    path: Path
    version: int
    supported: int


class RegisterReadOnly(GranskaError):
    """The register, or its folder, is not writable."""

    path: Path


class RegisterLocked(GranskaError):
    """Another program holds the register for writing."""

    path: Path
    who: str | None = None
    since: str | None = None
    """UTC, ISO 8601."""
    pid: int | None = None


class RegisterExists(GranskaError):
    """The path of a new register exists already."""

    path: Path


class NoPlaceForRegister(GranskaError):
    """A register cannot be made at the path."""

    path: Path
    reason: str
    """`no_folder` (something on the way is none), `denied`, `read_only`, `too_long` or `other`."""
    detail: str = ""


class RegisterUnreadable(GranskaError):
    """The system refused to read or write the register."""

    path: Path
    detail: str


class RegisterInWalMode(GranskaError):
    """Another program has put the register into WAL mode, and the log cannot be created in its folder."""

    path: Path


class DiskFull(GranskaError):
    """The disk is full; nothing was changed."""

    path: Path


class RegisterChanged(GranskaError):
    """The register file was removed or replaced while open."""

    path: Path


class TextTooLong(GranskaError):
    """A text or a file exceeds the size limit of a register."""

    length: int | None
    """Bytes in UTF-8; None where only SQLite has counted them."""
    limit: int


class UnknownReference(GranskaError):
    """No record matches the reference."""

    reference: str
    kind: str
    """Entity looked for, such as `recommendation`; `record` for any."""


class AmbiguousReference(GranskaError):
    """Several records match the reference."""

    reference: str
    candidates: Sequence[tuple[str, str]]
    """(id, name) of the first of them."""
    more: int = 0
    """Number of the others."""


class AmbiguousBackup(GranskaError):
    """Several backups match the reference."""

    reference: str
    names: Sequence[str]
    """Names of the newest of them."""
    more: int
    """Number of the others."""


class UnknownLevel(GranskaError):
    """The word is no level of the open follow-up's scale."""

    level: str
    labels: Sequence[str]


class NoOpenFollowup(GranskaError):
    """No follow-up is open in which to assess."""


class NothingLate(GranskaError):
    """None of a body's responses is late, so it needs no reminder."""

    body: str
    """Its name."""


class NothingOpen(GranskaError):
    """Responses of a body are late, but all that they are about is settled."""

    body: str
    """Its name."""


class NothingAwaited(GranskaError):
    """No response is outstanding, so no extension can be granted."""

    body: str
    """Name of the recipient."""


class NoFollowup(GranskaError):
    """There is no follow-up to make a report of."""


class DividedRecommendation(GranskaError):
    """A recommendation with sub-points was given a level of its own."""

    record: str
    """Its name."""


class FollowupClosed(GranskaError):
    """A closed follow-up cannot be changed."""

    title: str


class ClosingNewer(GranskaError):
    """A closed follow-up's report was stored by a newer version of the program."""

    followup: str


class UnknownSetting(GranskaError):
    """There is no such setting, or it has another kind of value."""

    key: str
    nearest: str | None


class NotMonths(GranskaError):
    """A setting of months is no whole number, or one that it cannot have."""

    key: str
    value: str
    least: int
    most: int


class NotAPicture(GranskaError):
    """A file that was to be the logo is neither PNG nor JPEG."""

    path: Path


class FileTooLarge(GranskaError):
    """A file exceeds the size limit of templates and logos."""

    path: Path
    largest: int
    """Bytes."""


class InvalidValue(GranskaError):
    """A field was given an invalid value."""

    field: str
    value: str


class NothingToUndo(GranskaError):
    """No action made in this copy is left to undo."""


class NothingToRedo(GranskaError):
    """Nothing was undone since the last action."""


class UndoStopped(GranskaError):
    """The newest action is of a kind that cannot be undone."""

    name: str


class UndoBlocked(GranskaError):
    """A later action changed the same field, so undoing would overwrite it."""

    name: str
    """The action that was to be undone."""
    later: str
    """Name of the later action."""
    who: str
    at: str
    """UTC, ISO 8601."""
    record: str
    """Name of the record changed since."""
    entity: str = ""
    """Its entity."""


class AlreadyUndone(GranskaError):
    """The action is undone already."""

    name: str
    who: str
    at: str
    """UTC, ISO 8601."""


class NeverUndone(GranskaError):
    """The action is of a kind that cannot be undone."""

    name: str


class UndoInUse(GranskaError):
    """Other records refer to a record that the action created."""

    name: str
    """The action that was to be undone."""
    record: str
    """Name of the record created."""
    user: str
    """Name of one that refers to it."""


class UndoGone(GranskaError):
    """The action changed a reference to a record that no longer exists."""

    name: str
    record: str
    """Name of the record to change back."""


class UnknownAction(GranskaError):
    """No action of the history has a hash with this beginning."""

    reference: str


class UnknownFilterValue(GranskaError):
    """A filter has a value that nothing in the register matches."""

    name: str
    """The field, as it was written."""
    value: str
    nearest: str | None


class UnknownView(GranskaError):
    """There is no saved view of the name."""

    name: str
    nearest: str | None


class ViewExists(GranskaError):
    """There is a saved view of the name already."""

    name: str


class HistoryBroken(GranskaError):
    """An action's hash, parent or value does not verify."""

    path: Path
    action: str
    reason: str


class BackupFailed(GranskaError):
    """No backup could be made."""

    path: Path
    """The register."""
    reason: str
    """Reason of the backup: `day`, `import`, `hand` or `replaced`."""
    cause: Exception


class OtherRegister(GranskaError):
    """The two files are not copies of the same register."""

    path: Path
    other: Path


class FileUnreadable(GranskaError):
    """A file cannot be imported."""

    path: Path
    reason: str
    """`missing`, `folder`, `no_file`, `empty`, `lock`, `old_word`, `workbook`, `open_document`, `rtf`, `pdf`,
    `web_page`, `encrypted`, `not_word`, `damaged`, `dangerous`, `too_large`, `changed`, `no_table`, `other_headers`,
    `foreign_headers` or `denied`; `letter`, or `missiv`, `reminder` or `extension` for a letter of the program's
    own."""
    detail: str = ""


class FileNotKept(GranskaError):
    """A received file could not be copied beside the register; nothing is imported."""

    folder: Path
    reason: str
    """`full` or `refused`."""


class PassagesUnaccounted(GranskaError):
    """The passages of a file and what became of them do not add up; nothing is imported."""

    file: str
    passages: int
    """Number of passages in the file."""
    wrong: int
    """Number of those without a fate, or with several."""
    place: str
    """Place of the first of them, in words."""


class FieldMissing(InvalidValue):
    """A required field was left empty."""

    value: str = ""


class UnknownField(InvalidValue):
    """A kind of record has no such field."""

    kind: str
    """The entity."""
    known: Sequence[str]
    """The fields of the entity."""


class FieldFixed(InvalidValue):
    """A field that is fixed when the record is created was to be changed."""


class ImpossibleDate(InvalidValue):
    """A date is not in the calendar, or not written as one."""


class NotAYear(InvalidValue):
    """A year is not four digits, or none that anybody means."""


class NotYears(InvalidValue):
    """The years audited are no years, or do not rise."""


class UnknownChoice(InvalidValue):
    """A value is none of the choices of the field."""

    choices: Sequence[str]


class AnswerBeforeLetter(InvalidValue):
    """A response is dated before the letter that requires it."""

    dated: str
    """Date of the letter; that of the response is the value."""


class InRing(InvalidValue):
    """A record would succeed, or lie under, itself."""


class ParentElsewhere(InvalidValue):
    """A point was put under one of another audit."""

    audit: str
    """Name of that audit."""


class PeriodReversed(InvalidValue):
    """A body would end before it began."""

    begins: str


class SameName(InvalidValue):
    """Another record has the same name at the same time."""

    kind: str
    """`body` or `person`."""
    other: str
    """Id of the other."""


class ExtensionNotAsked(InvalidValue):
    """A decision on an extension lacks the request for it."""


class ExtensionRefused(InvalidValue):
    """A refused extension was given a date; the first deadline applies."""


class AlreadyThere(GranskaError):
    """The record to create exists already."""

    kind: str
    record: str
    """Name of the record."""


class InUse(GranskaError):
    """Other records refer to the record to remove."""

    record: str
    """Name of the record."""
    uses: Sequence[tuple[str, int]]
    """(entity, number) of the records that refer to it."""
    examples: Sequence[str]
    """Names of some of them."""


class OwnerRemoved(GranskaError):
    """The record to restore refers to a record that is removed itself."""

    record: str
    owner: str


class FollowupUnderWay(GranskaError):
    """A follow-up was to be started while another one with content is open."""

    title: str
    """Title of the open follow-up."""
    audits: int
    """Number of audits that it covers."""
    judged: int
    """Number of recommendations with an assessment or comment in it."""


class NotClosed(GranskaError):
    """A follow-up to correct is still open; it is changed instead."""

    title: str


class AlreadySuperseded(GranskaError):
    """A follow-up has been corrected already, or is being."""

    title: str
    by: str
    """Title of the one that corrects it."""


class AuditJudged(GranskaError):
    """An audit to take out of a follow-up has assessments there."""

    name: str
    judged: int


class AlreadySettled(GranskaError):
    """A recommendation was settled before, and is not assessed again unless it is taken in again."""

    name: str
    year: int | None
    """Year of the follow-up that settled it; None where only a closing reason did."""
    level: str | None
    reason: str | None


class NotSettled(GranskaError):
    """A recommendation to take in again is not settled."""

    name: str


class ScaleJudgedOn(GranskaError):
    """The scale of a follow-up with assessments cannot be changed."""

    title: str
    scale: str


class ScaleRefused(InvalidValue):
    """A scale's levels cannot be used as they are."""

    reason: str
    """The code that :class:`storage.domain.scale.ScaleFault` has; field and value are those of the first fault."""
    level: str
    """The label of the level, if it is about one."""
