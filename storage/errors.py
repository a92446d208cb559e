"""What can go wrong with a register or a file, as classes with values.

Sentences are made where an error is shown (:mod:`tui.language.sentences`): here is only what happened to what.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, dataclass_transform


@dataclass_transform()
class GranskaError(Exception):
    """Anything that a person has to be told and can do something about.

    A subclass annotates its fields, with a default or without, and is made with their values, by place or by name.
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
    """There is a file, but it is no register of ours."""

    path: Path
    reason: str
    """`empty`, `not_sqlite`, `other_program`, `folder` or `damaged`."""


class RegisterNewer(GranskaError):
    """The register was written by a newer version of the program."""

    path: Path
    version: int
    supported: int


class RegisterReadOnly(GranskaError):
    """The register, or its folder, does not let itself be written to."""

    path: Path


class RegisterLocked(GranskaError):
    """Another program holds the register for writing."""

    path: Path
    who: str | None = None
    since: str | None = None
    """UTC, ISO 8601."""
    pid: int | None = None


class RegisterExists(GranskaError):
    """Something stands already where a register was to be made."""

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
    """Another program has set the register to keep a write-ahead log, which cannot be made where it is."""

    path: Path


class DiskFull(GranskaError):
    """The disk is full; nothing was changed."""

    path: Path


class RegisterChanged(GranskaError):
    """What the register held a moment ago is gone, or another file has taken its place."""

    path: Path


class TextTooLong(GranskaError):
    """A text or a file has more bytes than a register takes."""

    length: int | None
    """Its bytes in UTF-8; None where only SQLite has counted them."""
    limit: int


class UnknownReference(GranskaError):
    """Nothing answers to the reference."""

    reference: str
    kind: str
    """Entity looked for, such as `recommendation`; `record` for any."""


class AmbiguousReference(GranskaError):
    """Several records answer to the reference."""

    reference: str
    candidates: Sequence[tuple[str, str]]
    """(id, what it is called) of the first of them."""
    more: int = 0
    """How many others there are."""


class UnknownLevel(GranskaError):
    """The word is no level of the open follow-up's scale."""

    level: str
    labels: Sequence[str]


class NoOpenFollowup(GranskaError):
    """No follow-up is open, so there is nowhere to judge."""


class NothingLate(GranskaError):
    """None of a body's answers is late, so there is nothing to remind it of."""

    body: str
    """Its name."""


class NothingAwaited(GranskaError):
    """No answer is waited for, so no more time can be given for it."""

    body: str
    """The name of the recipient whose answer was meant."""


class NoFollowup(GranskaError):
    """There is no follow-up to make a report of."""


class FollowupClosed(GranskaError):
    """A closed follow-up is not changed."""

    title: str


class ClosingNewer(GranskaError):
    """A closed follow-up's report was stored by a newer version of the program."""

    followup: str


class UnknownSetting(GranskaError):
    """There is no such setting, or it is not set this way."""

    key: str
    nearest: str | None


class NotAPicture(GranskaError):
    """A file that was to be the logo is neither PNG nor JPEG."""

    path: Path


class FileTooLarge(GranskaError):
    """A file is larger than a register keeps."""

    path: Path
    largest: int
    """Bytes."""


class InvalidValue(GranskaError):
    """A field was given something it cannot hold."""

    field: str
    value: str


class NothingToUndo(GranskaError):
    """No action made in this copy is left to undo."""


class NothingToRedo(GranskaError):
    """Nothing was undone since the last action."""


class UndoStopped(GranskaError):
    """The newest action is of a kind that is not undone."""

    name: str


class UndoBlocked(GranskaError):
    """What the action changed has been changed since, so undoing it would overwrite that."""

    name: str
    """The action that was to be undone."""
    later: str
    """Name of the later action."""
    who: str
    at: str
    """UTC, ISO 8601."""
    record: str
    """What was changed since, by name."""
    entity: str = ""
    """Its entity."""


class AlreadyUndone(GranskaError):
    """The action is undone."""

    name: str
    who: str
    at: str
    """UTC, ISO 8601."""


class NeverUndone(GranskaError):
    """The action is of a kind that is not undone."""

    name: str


class UndoInUse(GranskaError):
    """What the action made is used by other records, so it cannot be as if it never was."""

    name: str
    """The action that was to be undone."""
    record: str
    """What it made, by name."""
    user: str
    """What one of the others is called."""


class UndoGone(GranskaError):
    """What the action changed belonged to something that is no more."""

    name: str
    record: str
    """What was to be changed back, by name."""


class UnknownAction(GranskaError):
    """No action of the history has a hash that begins so."""

    reference: str


class UnknownFilterValue(GranskaError):
    """A filter asks for something that there is none of."""

    name: str
    """The field, as it was written."""
    value: str
    nearest: str | None


class UnknownView(GranskaError):
    """No view is saved by that name."""

    name: str
    nearest: str | None


class ViewExists(GranskaError):
    """A view is saved by that name already."""

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
    """What it was to be made for: `day`, `import`, `hand` or `replaced`."""
    cause: Exception


class OtherRegister(GranskaError):
    """The two files are not copies of the same register."""

    path: Path
    other: Path


class FileUnreadable(GranskaError):
    """A file that was to be read in cannot be."""

    path: Path
    reason: str
    """`missing`, `folder`, `empty`, `old_word`, `encrypted`, `not_word`, `damaged`, `dangerous`, `too_large`,
    `no_table` or `denied`."""
    detail: str = ""


class FieldMissing(InvalidValue):
    """A field that a record is known by was left empty."""

    value: str = ""


class UnknownField(InvalidValue):
    """A kind of record has no such field."""

    kind: str
    """The entity."""
    known: Sequence[str]
    """The fields it has."""


class FieldFixed(InvalidValue):
    """A field that says where a record belongs is given when it is made, and never changed."""


class ImpossibleDate(InvalidValue):
    """A date is not in the calendar, or not written as one."""


class UnknownChoice(InvalidValue):
    """A value is none of those that the field chooses among."""

    choices: Sequence[str]


class AnswerBeforeLetter(InvalidValue):
    """An answer is dated before the letter that asked for it."""

    dated: str
    """The letter's date; the answer's is the value."""


class InRing(InvalidValue):
    """A record would come after, or lie under, itself."""


class ParentElsewhere(InvalidValue):
    """A point was put under one of another audit."""

    audit: str
    """What that audit is called."""


class PeriodReversed(InvalidValue):
    """A body would end before it began."""

    begins: str


class SameName(InvalidValue):
    """There is another of the same name at the same time."""

    kind: str
    """`body` or `person`."""
    other: str
    """Id of the other."""


class ExtensionNotAsked(InvalidValue):
    """An extension was decided that nobody asked for."""


class ExtensionRefused(InvalidValue):
    """A refused extension was given a date; the first one stands."""


class AlreadyThere(GranskaError):
    """What was to be made is there already."""

    kind: str
    record: str
    """What it is called."""


class InUse(GranskaError):
    """What was to be removed is used by other records."""

    record: str
    """What it is called."""
    uses: Sequence[tuple[str, int]]
    """(entity, number) of those that use it."""
    examples: Sequence[str]
    """What some of them are called."""


class OwnerRemoved(GranskaError):
    """What was to be brought back belongs, or refers, to something that is removed itself."""

    record: str
    owner: str


class FollowupUnderWay(GranskaError):
    """A follow-up was to be started while another one, with something in it, is open."""

    title: str
    """The open one's."""
    audits: int
    """How many audits it covers."""
    judged: int
    """How many recommendations something is written of."""


class NotClosed(GranskaError):
    """Only a closed follow-up is corrected by another; an open one is changed."""

    title: str


class AlreadySuperseded(GranskaError):
    """A follow-up has been corrected already, or is being."""

    title: str
    by: str
    """Title of the one that corrects it."""


class AuditJudged(GranskaError):
    """An audit was to be taken out of a follow-up that has judged some of it."""

    name: str
    judged: int


class ScaleJudgedOn(GranskaError):
    """A follow-up in which something is judged keeps its scale."""

    title: str
    scale: str


class ScaleRefused(InvalidValue):
    """A scale's levels cannot be used as they are."""

    reason: str
    """The code that :class:`storage.domain.scale.ScaleFault` has; field and value are those of the first fault."""
    level: str
    """The label of the level, if it is about one."""
