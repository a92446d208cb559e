"""The parts of an import plan: existing records of the register, planned records, and matching of the two."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct, field

from storage.domain.counting import Counts
from storage.domain.followups import SettledPoint
from storage.domain.identity import id_from_fields, imported_id
from storage.domain.material import (
    AssessedRecommendation,
    AuditMaterial,
    FollowupMaterial,
    ImportedReport,
    SettledRecommendation,
)
from storage.domain.records import Audit, Level, Recommendation, replace
from storage.domain.subpoints import DIVIDED_LABEL
from storage.domain.text import one_line, searchable
from storage.domain.views import ResponseFacts
from storage.intake.document import Note, ReportAudit, ReportRecommendation, SettledRow
from storage.intake.ledger import FateLedger, PassageFate

_ALIKE = 0.8
"""Least likeness of a text to that of an existing point that makes the two alike."""
_ALIKE_BY_NUMBER = 0.7
"""The same for points with the same number."""

Values = Mapping[str, str | int | None]


class KnownRecommendation(Struct, frozen=True):
    """An existing recommendation."""

    id: str
    number: str | None
    text: str | None
    theme: str | None = None
    responsible: str | None = None
    planned: str | None = None


class KnownAudit(Struct, frozen=True):
    """An existing audit."""

    id: str
    title: str | None
    short_title: str | None = None
    years: str | None = None
    recommendations: Sequence[KnownRecommendation] = ()
    """In printed order."""
    has_letter: bool = False
    """True when the register has its letter, so that the report adds none."""
    has_response: bool = False
    """The same for its response."""


class KnownScale(Struct, frozen=True):
    """An existing scale."""

    id: str
    levels: Sequence[Level]


class KnownFollowup(Struct, frozen=True):
    """An existing follow-up that was read from a register of the same name, and that no other corrects."""

    id: str
    year: int | None
    assessments: Mapping[str, tuple[str | None, ...]]
    """Recommendation → its label, comment, department's report and day."""


class Known(Struct, frozen=True):
    """The existing records that a file may match."""

    register_id: str
    bodies: Mapping[str, str]
    """`searchable(name)` → id of the bodies that are not removed."""
    audits: Sequence[KnownAudit]
    scales: Sequence[KnownScale]
    ids: Callable[[str, str], bool]
    """Test of (entity, id): True when the record exists."""
    person: Callable[[str, str | None], str | None] = lambda _name, _title: None
    """The id of the person with a name and title; None without one."""
    texts: Callable[[str], Mapping[str, str | None]] = lambda _audit: {}
    """The purpose, judgement, grounds and years of the audit with an id."""
    followups: Callable[[str], Sequence[KnownFollowup]] = lambda _title: ()
    """The follow-ups of a title that were read in."""
    kept: Callable[[], Collection[tuple[str | None, str | None, str | None]]] = frozenset
    """(audit, recommendation, text) of the source texts."""


class PlannedRecord(Struct, frozen=True):
    """A record to write, without unknown fields."""

    entity: str
    id: str
    values: Values


class AuditSummary(Struct, frozen=True):
    """An audit of the file, for the preview of the import."""

    title: str
    is_new: bool
    """True when the register lacks the audit."""
    counts: Counts
    """Its recommendations by level in the report."""


class ReportPlan(Struct, frozen=True):
    """The plan of an import. `new`, `changed`, `same` and `refused` count recommendations."""

    followup_id: str
    records: tuple[PlannedRecord, ...]
    """Ordered so that records follow those that they refer to."""
    new: int
    """Recommendations that the register lacks."""
    changed: int
    """Existing recommendations that get an assessment."""
    same: int
    """Recommendations about which there is nothing to write."""
    refused: int
    notes: tuple[Note, ...]
    audits: tuple[AuditSummary, ...]
    imported: ImportedReport = ImportedReport()
    """What the report says of its signing and its office."""
    printed: Mapping[str, ReportAudit] = {}
    """Id of an audit → what the report says of it."""
    rows: Mapping[str, ReportRecommendation] = {}
    """Id of a recommendation → what the report says of it."""
    ledger: FateLedger = field(default_factory=FateLedger)
    """The fate of each passage of the file."""

    def fates(self) -> Iterator[PassageFate]:
        """Yield every passage of the file with its fate, in order."""
        return self.ledger.listed({order: audit.title for order, audit in enumerate(self.audits, 1)})


def as_printed(material: FollowupMaterial, plan: ReportPlan) -> FollowupMaterial:
    """Return the material of a follow-up in the words of the report that it was read from.

    The register may know its audits and recommendations by other words, and have more of them. Nothing of its own is in
    the material, so that copies that read the same report in have the same.
    """
    return replace(
        material,
        audits=tuple(_as_printed(each, plan.printed[each.audit.id], plan.rows) for each in material.audits),
        imported=plan.imported,
        history_head="",
    )


def _as_printed(audit: AuditMaterial, own: ReportAudit, rows: Mapping[str, ReportRecommendation]) -> AuditMaterial:
    printed = [(row, each) for each in audit.recommendations if (row := rows.get(each.recommendation.id)) is not None]
    return AuditMaterial(
        audit=Audit(
            id=audit.audit.id,
            title=own.title,
            years=own.years,
            source="audit",
            purpose=own.purpose,
            judgement=own.judgement,
            grounds=own.grounds,
            handed_over=own.trail.handed_over,
        ),
        followup_audit=audit.followup_audit,
        auditees=own.auditees,
        answer=ResponseFacts(),
        recommendations=tuple(
            AssessedRecommendation(
                Recommendation(
                    id=each.recommendation.id,
                    kind=row.kind,
                    number=row.number,
                    parent=each.recommendation.parent if row.parent else None,
                    theme=row.theme,
                    text=row.text,
                ),
                each.level,
                each.assessment,
            )
            for row, each in sorted(printed, key=lambda pair: pair[0].position)
        ),
        settled=tuple(map(_settled_as_printed, own.settled)),
    )


def _settled_as_printed(row: SettledRow) -> SettledRecommendation:
    """Return a row with its printed words; one that refers to sub-points has no level of its own."""
    point = SettledPoint(Level(id="", label=row.label), row.year)
    own = Recommendation(id="", kind="recommendation", text=row.text)
    return SettledRecommendation(own, None if row.label == DIVIDED_LABEL else point)


class Planner(Struct):
    """Collects the records to write. Existing records are left out, as they may have been corrected since."""

    known: Known
    sha256: str
    records: list[PlannedRecord] = []
    _planned: set[tuple[str, str]] = field(default_factory=set)

    def free(self, entity: str, position: str, values: Values) -> str:
        """Plan the record at a position in the file; return its id."""
        return self._plan(entity, imported_id(self.known.register_id, self.sha256, entity, position), values)

    def keyed(self, entity: str, values: Values) -> str:
        """Plan a record whose id derives from its fields; return its id."""
        return self._plan(entity, id_from_fields(self.known.register_id, entity, values), values)

    def _plan(self, entity: str, record_id: str, values: Values) -> str:
        if (entity, record_id) not in self._planned and not self.known.ids(entity, record_id):
            self._planned.add((entity, record_id))
            filled = {name: value for name, value in values.items() if value is not None}
            self.records.append(PlannedRecord(entity, record_id, filled))
        return record_id


def match_audits(audits: Sequence[ReportAudit], known: Iterable[KnownAudit]) -> list[KnownAudit | None]:
    """Match each audit with the existing one of its title and year; each is used once.

    Equal years precede unknown ones; audits of different years are different audits.
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
    """Match each row with the existing recommendation of its number and text, in order; each is used once."""
    waiting: dict[tuple[str, str], deque[KnownRecommendation]] = defaultdict(deque)
    for candidate in known.recommendations if known else ():
        waiting[_key(candidate.number or ""), _key(candidate.text or "")].append(candidate)
    found: list[KnownRecommendation | None] = []
    for row in rows:
        queue = waiting[_key(row.number or ""), _key(row.text)]
        found.append(queue.popleft() if queue else None)
    return found


def alike_points(
    rows: Sequence[ReportRecommendation], matches: Sequence[KnownRecommendation | None], known: KnownAudit | None
) -> dict[int, KnownRecommendation]:
    """Map the positions of rows without a match to an existing recommendation that is alike, each used once.

    A point that is alike may be the same in other words, or another: that is for a person to say.
    """
    used = {match.id for match in matches if match}
    free = [each for each in (known.recommendations if known else ()) if each.id not in used]
    found: dict[int, KnownRecommendation] = {}
    for row, match in zip(rows, matches, strict=True):
        alike = None if match else next((each for each in free if _is_alike(row, each)), None)
        if alike:
            free.remove(alike)
            found[row.position] = alike
    return found


def _is_alike(row: ReportRecommendation, known: KnownRecommendation) -> bool:
    same_number = bool(row.number) and _key(row.number or "") == _key(known.number or "")
    least = _ALIKE_BY_NUMBER if same_number else _ALIKE
    pair = SequenceMatcher(None, _key(row.text), _key(known.text or ""), autojunk=False)
    return pair.real_quick_ratio() >= least and pair.quick_ratio() >= least and pair.ratio() >= least


def _of_the_year(years: str | None, candidates: Sequence[KnownAudit]) -> KnownAudit | None:
    wanted = _years(years)
    same = [each for each in candidates if _years(each.years) == wanted]
    unknown = [each for each in candidates if not wanted or not _years(each.years)]
    return next(iter([*same, *unknown]), None)


def _years(text: str | None) -> str:
    return re.sub(r"\s*[–-]\s*", "–", one_line(text or ""))


def _key(text: str) -> str:
    return searchable(one_line(text))
