"""The ledger of a file: what the interpretation made of each passage, exactly one fate each.

A passage is *stored* in a field of a record, *kept* as source text of its audit or of the follow-up, *skipped* by a
named rule, or *refused* with what to do. What no rule of the interpretation takes is kept, so nothing is lost.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct, field

from storage.domain.records import replace
from storage.errors import PassagesUnaccounted
from storage.intake.inventory import BESIDE_TEXT, Inventory


class FateKind(StrEnum):
    """The kinds of fates of a passage."""

    STORED = "stored"
    KEPT = "kept"
    SKIPPED = "skipped"
    REFUSED = "refused"


class Fate(Struct, frozen=True):
    """The fate of one passage."""

    kind: FateKind
    targets: tuple[tuple[str, str], ...] = ()
    """(entity, field) of each field that has it, where it is stored."""
    audit: int = 0
    """The audit that it is of, by its order in the file counted from 1; 0 for the follow-up."""
    point: int = 0
    """The recommendation of the audit that it is of, by its position; 0 for none."""
    why: str = ""
    """The rule by which it was skipped, or the reason that it was kept or refused; a code."""


class PassageFate(Struct, frozen=True):
    """A passage with its fate, to be told."""

    passage: str
    place: str
    fate: str
    """`stored`, `kept`, `skipped` or `refused`."""
    targets: tuple[tuple[str, str], ...] = ()
    """(entity, field) of a stored one; a kept one is a `source_text`."""
    audit: str = ""
    """Title of its audit; empty for one of the follow-up."""
    why: str = ""
    """Code of the rule or the reason; empty where there is none."""


class FateLedger(Struct):
    """The fates of the passages of an inventory."""

    inventory: Inventory = field(default_factory=Inventory)
    fates: dict[int, Fate] = field(default_factory=dict)
    _twice: list[int] = []
    _starts: list[int] = []
    _audits: list[int] = []

    def copy(self) -> "FateLedger":
        """Return another ledger of the same inventory, with the same fates to change."""
        return FateLedger(self.inventory, dict(self.fates), list(self._twice), self._starts, self._audits)

    def begin_audit(self, number: int, audit: int) -> None:
        """Tell that the passages from this one are of an audit, counted from 1, or of the report as a whole, 0."""
        self._starts.append(number)
        self._audits.append(audit)

    def audit_of(self, number: int) -> int:
        """Return the audit that a passage stands in; 0 for the report as a whole."""
        at = bisect_right(self._starts, number)
        return self._audits[at - 1] if at and not self.inventory.passage(number).aside else 0

    def store(self, passages: Iterable[int], entity: str, name: str, point: int = 0) -> None:
        """Tell that passages are stored in a field; one passage may be stored in several."""
        for number in passages:
            had = self.fates.get(number)
            if had is not None and had.kind is FateKind.STORED:
                targets = tuple(dict.fromkeys((*had.targets, (entity, name))))
                self.fates[number] = replace(had, targets=targets)
            else:
                self._put(number, FateKind.STORED, targets=((entity, name),), point=point)

    def keep(self, passages: Iterable[int], why: str = "", point: int = 0) -> None:
        """Tell that passages are kept as source text."""
        for number in passages:
            self._put(number, FateKind.KEPT, why=why, point=point)

    def keep_too(self, passages: Iterable[int], why: str, point: int = 0) -> None:
        """Tell that passages are kept whole after all, also where a part of them is stored."""
        for number in passages:
            self.fates[number] = Fate(FateKind.KEPT, audit=self.audit_of(number), point=point, why=why)

    def skip_instead(self, passages: Iterable[int], rule: str) -> None:
        """Tell that passages are skipped by a rule after all."""
        for number in passages:
            self.fates[number] = Fate(FateKind.SKIPPED, audit=self.audit_of(number), why=rule)

    def refuse_points(self, points: Container[tuple[int, int]], why: str) -> None:
        """Tell that all passages of points are refused after all; a point is its audit's order and its position."""
        for number, fate in self.fates.items():
            if fate.point and (fate.audit, fate.point) in points:
                self.fates[number] = Fate(FateKind.REFUSED, audit=fate.audit, point=fate.point, why=why)

    def store_instead(self, passages: Iterable[int], entity: str, name: str) -> None:
        """Tell that passages are stored after all: the register knows what they mean."""
        for number in passages:
            self.fates[number] = replace(self.fates[number], kind=FateKind.STORED, targets=((entity, name),), why="")

    def skip(self, passages: Iterable[int], rule: str) -> None:
        """Tell that a rule skips passages."""
        for number in passages:
            self._put(number, FateKind.SKIPPED, why=rule)

    def refuse(self, passages: Iterable[int], why: str, point: int = 0) -> None:
        """Tell that passages are refused."""
        for number in passages:
            self._put(number, FateKind.REFUSED, why=why, point=point)

    def waiting(self, passages: Iterable[int]) -> tuple[int, ...]:
        """Return those of the passages that have no fate yet."""
        return tuple(number for number in passages if number not in self.fates)

    def has_point(self, passages: Iterable[int]) -> bool:
        """Return True if any of the passages is of a recommendation."""
        return any((fate := self.fates.get(number)) is not None and fate.point for number in passages)

    def settle(self) -> None:
        """Skip what reading itself skipped, and keep what no rule has taken, with the recommendation of its row."""
        rows: dict[tuple[int, int], int] = {}
        for number, fate in self.fates.items():
            passage = self.inventory.passage(number)
            if passage.table and fate.point:
                rows[passage.table, passage.row] = fate.point
        for passage in self.inventory.passages:
            if passage.number in self.fates:
                continue
            if passage.rule:
                self.skip([passage.number], passage.rule)
            else:
                point = rows.get((passage.table, passage.row), 0)
                self.keep([passage.number], passage.kind if passage.kind in BESIDE_TEXT else "", point)

    def check(self, file_name: str) -> None:
        """Raise unless every passage has exactly one fate.

        Raises:
            PassagesUnaccounted: they do not add up.
        """
        numbers = {passage.number for passage in self.inventory.passages}
        wrong = sorted({*(numbers ^ self.fates.keys()), *self._twice})
        if wrong:
            first = next((self.inventory.place(number) for number in wrong if number in numbers), "")
            raise PassagesUnaccounted(file_name, len(numbers), len(wrong), first)

    def listed(self, titles: Mapping[int, str]) -> Iterator[PassageFate]:
        """Yield every passage with its fate, in order; `titles` are those of the audits by their order."""
        for passage in self.inventory.passages:
            fate = self.fates[passage.number]
            yield PassageFate(
                passage=passage.text,
                place=self.inventory.place(passage.number),
                fate=fate.kind.value,
                targets=fate.targets,
                audit=titles.get(fate.audit, ""),
                why=fate.why,
            )

    def _put(
        self, number: int, kind: FateKind, *, targets: tuple[tuple[str, str], ...] = (), why: str = "", point: int = 0
    ) -> None:
        if number in self.fates:
            self._twice.append(number)
            return
        self.fates[number] = Fate(kind, targets, self.audit_of(number), point, why)
