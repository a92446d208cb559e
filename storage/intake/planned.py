"""What a plan is made of: what the register holds, and the records that an import would write."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from storage.domain.counting import Counts
from storage.domain.identity import id_from_fields, imported_id
from storage.domain.records import Level
from storage.domain.text import one_line, searchable
from storage.intake.neutral import Note, ReportAudit, ReportRecommendation

Values = Mapping[str, str | int | None]


class KnownRecommendation(Struct, frozen=True):
    """A recommendation that the register holds."""

    id: str
    number: str | None
    text: str | None


class KnownAudit(Struct, frozen=True):
    """An audit that the register holds."""

    id: str
    title: str | None
    short_title: str | None = None
    years: str | None = None
    recommendations: Sequence[KnownRecommendation] = ()
    """In printed order."""
    has_letter: bool = False
    """Whether its letter is in the register: then the report's account of it adds none."""
    has_response: bool = False
    """Whether its answer is."""


class KnownScale(Struct, frozen=True):
    """A scale that the register holds."""

    id: str
    levels: Sequence[Level]


class Known(Struct, frozen=True):
    """What the register holds that a file may be about."""

    register_id: str
    bodies: Mapping[str, str]
    """`searchable(name)` → id of the bodies that are not removed."""
    audits: Sequence[KnownAudit]
    scales: Sequence[KnownScale]
    ids: Callable[[str, str], bool]
    """(entity, id) → whether the register holds that record already."""


class PlannedRecord(Struct, frozen=True):
    """A record that is to be written. Fields that are not known are left out."""

    entity: str
    id: str
    values: Values


class AuditSummary(Struct, frozen=True):
    """One audit of the file, for the one who decides whether to import it."""

    title: str
    is_new: bool
    """Whether the register held no such audit."""
    counts: Counts
    """Its recommendations by what the report judges."""


class ReportPlan(Struct, frozen=True):
    """What importing a report would write. `new`, `changed`, `same` and `refused` count recommendations."""

    sha256: str
    file_name: str
    followup_id: str
    records: tuple[PlannedRecord, ...]
    """In an order where a record comes after those it refers to."""
    new: int
    """Recommendations that the register did not hold."""
    changed: int
    """Recommendations it held that get a judgement."""
    same: int
    """Recommendations about which there is nothing to write."""
    refused: int
    notes: tuple[Note, ...]
    audits: tuple[AuditSummary, ...]


class Planner(Struct):
    """Collects the records to write. What the register holds already is left out: it may have been corrected since."""

    known: Known
    sha256: str
    records: list[PlannedRecord] = []
    _planned: set[tuple[str, str]] = field(default_factory=set)

    def free(self, entity: str, position: str, values: Values) -> str:
        """Plan the record that stands at `position` in the file. Its id."""
        return self._plan(entity, imported_id(self.known.register_id, self.sha256, entity, position), values)

    def keyed(self, entity: str, values: Values) -> str:
        """Plan a record whose id follows from its own fields. Its id."""
        return self._plan(entity, id_from_fields(self.known.register_id, entity, values), values)

    def _plan(self, entity: str, record_id: str, values: Values) -> str:
        if (entity, record_id) not in self._planned and not self.known.ids(entity, record_id):
            self._planned.add((entity, record_id))
            filled = {name: value for name, value in values.items() if value is not None}
            self.records.append(PlannedRecord(entity, record_id, filled))
        return record_id


def match_audits(audits: Sequence[ReportAudit], known: Iterable[KnownAudit]) -> list[KnownAudit | None]:
    """For each audit the known one with its title and year, each used once.

    Equal years go before years of which one is not known; audits of different years are different audits.
    """
    by_title: dict[str, list[KnownAudit]] = defaultdict(list)
    for candidate in known:
        for key in dict.fromkeys(_key(title) for title in (candidate.title, candidate.short_title) if title):
            by_title[key].append(candidate)
    used: set[str] = set()
    found: list[KnownAudit | None] = []
    for audit in audits:
        free = [each for each in by_title[_key(audit.title)] if each.id not in used]
        match = _of_the_year(audit.years, free)
        if match:
            used.add(match.id)
        found.append(match)
    return found


def match_recommendations(
    rows: Sequence[ReportRecommendation], known: KnownAudit | None
) -> list[KnownRecommendation | None]:
    """For each row the known recommendation with its number and text, in order, each used once."""
    waiting: dict[tuple[str, str], deque[KnownRecommendation]] = defaultdict(deque)
    for candidate in known.recommendations if known else ():
        waiting[_key(candidate.number or ""), _key(candidate.text or "")].append(candidate)
    found: list[KnownRecommendation | None] = []
    for row in rows:
        queue = waiting[_key(row.number or ""), _key(row.text)]
        found.append(queue.popleft() if queue else None)
    return found


def _of_the_year(years: str | None, candidates: Sequence[KnownAudit]) -> KnownAudit | None:
    wanted = _years(years)
    same = [each for each in candidates if _years(each.years) == wanted]
    unknown = [each for each in candidates if not wanted or not _years(each.years)]
    return next(iter([*same, *unknown]), None)


def _years(text: str | None) -> str:
    return re.sub(r"\s*[–-]\s*", "–", one_line(text or ""))


def _key(text: str) -> str:
    return searchable(one_line(text))
