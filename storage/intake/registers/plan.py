"""The plan of the import of a register, made without writing.

Each year that points are judged in becomes a closed follow-up of that year, *Enligt <filnamn>*; judgements without a
year are of the year of the import. The open follow-up is never written to, and nothing that the register has is
overwritten.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from storage.domain.counting import count_levels
from storage.domain.identity import imported_id
from storage.domain.scale import MOST_LEVELS, STANDARD, label_key
from storage.domain.text import tidy
from storage.intake.document import (
    KEPT,
    REFUSED,
    UNDERSTOOD,
    Note,
    ReportAudit,
    ReportDocument,
    ReportRecommendation,
)
from storage.intake.ledger import FateLedger
from storage.intake.plan import PlannedScale, plan_body, plan_scale
from storage.intake.planned import (
    AuditSummary,
    Known,
    KnownAudit,
    KnownFollowup,
    KnownRecommendation,
    Planner,
    ReportPlan,
    alike_points,
    match_audits,
    match_recommendations,
)
from storage.intake.registers.points import Judgement, RegisterAudit, RegisterPoint
from storage.intake.registers.reading import RegisterDocument
from storage.intake.row_texts import meaning
from storage.intake.source_texts import Owners, plan_source_texts

AUDIT_KNOWN = "audit_known"
POINT_ALIKE = "point_alike"
TITLE = "Enligt {file}"
_REFUSED = frozenset({"row_unclear_in", "body_unknown", "colour_no_level", "pictures", "point_alike"})
_UNDERSTOOD = frozenset({
    "total_rows", "header_repeated_in", "audit_carried", "sheet_hidden", "several_audits", "encoding",
})  # fmt: skip
_WORDS = {words.means: words.label for words in STANDARD}


class RegisterPlan(Struct, frozen=True):
    """The plan of a register: the whole, and the part of each follow-up, whose report is stored."""

    whole: ReportPlan
    followups: tuple[ReportPlan, ...]


class _Settled(Struct, frozen=True):
    """A judgement of all bodies of a point."""

    label: str | None
    comment: str | None
    report: str | None
    assessed_on: str | None


class _Round(Struct):
    """A follow-up, which corrects the one that an earlier version of the file became."""

    id: str
    year: int | None
    corrects: KnownFollowup | None = None
    values: dict[str, dict[str, str | int | None]] = {}
    """Recommendation → its assessment."""
    said: dict[str, tuple[str | None, ...]] = {}
    """Recommendation → its label, comment, department's report and day."""
    means: dict[tuple[int, int], str | None] = {}
    """(order of its audit, position) → the meaning of its level."""
    links: list[dict[str, str | int | None]] = []
    """Its audits."""

    @property
    def is_same(self) -> bool:
        """True when the earlier version says the same."""
        return self.corrects is not None and self.said == self.corrects.assessments

    printed: dict[str, ReportAudit] = {}
    rows: dict[str, ReportRecommendation] = {}


class _Context(Struct):
    """The register and its plan, while it is made."""

    planner: Planner
    document: RegisterDocument
    ledger: FateLedger
    scale: PlannedScale
    rounds: dict[int | None, _Round]
    words: Mapping[str, str]
    """Key of a label → the label of the scale, where that is another."""
    counts: dict[tuple[str, str], list[str]]
    audits: dict[int, str] = {}
    points: dict[tuple[int, int], str] = {}
    alike: set[tuple[int, int]] = set()
    """(order of its audit, position) of points that are alike to existing ones."""
    new: int = 0
    changed: int = 0
    same: int = 0


def plan_register(document: RegisterDocument, known: Known, this_year: int) -> RegisterPlan:
    """Plan the import of a register into the register described by `known`."""
    planner = Planner(known, document.sha256)
    words = _scale_words(document)
    scale = plan_scale(planner, _labels(document, words))
    ids = {year: _followup_id(known, document, year) for year in document.years}
    again = any(known.ids("followup", each) for each in ids.values()) or known.ids(
        "document", imported_id(known.register_id, document.sha256, "document", "1")
    )
    before = {each.year: each for each in known.followups(TITLE.format(file=document.file_name))}
    context = _Context(
        planner, document, document.ledger.copy(), scale,
        {year: _Round(ids[year], year, before.get(year or this_year)) for year in ids}, words,
        {key: list(places) for key, places in document.counts.items()},
    )  # fmt: skip
    matches = match_audits([_as_report(audit) for audit in document.audits], known.audits)
    for order, (audit, match) in enumerate(zip(document.audits, matches, strict=True), 1):
        _plan_audit(context, order, audit, match)
    for year, each in context.rounds.items():
        _plan_followup(context, each, _followup_values(document, scale, year or this_year, year))
    _plan_documents(context)
    context.ledger.refuse_points(context.alike, POINT_ALIKE)
    owners = Owners(_newest(context), _owners(context), context.points)
    plan_source_texts(planner, context.ledger, owners)
    context.ledger.check(document.file_name)
    _drop_kept(planner, known)
    if again or {record.entity for record in planner.records} <= {"document", "scale", "level"}:
        planner.records.clear()
        context.same, context.new, context.changed = context.new + context.changed + context.same, 0, 0
    return _plan(context, matches)


def _followup_id(known: Known, document: RegisterDocument, year: int | None) -> str:
    return imported_id(known.register_id, document.sha256, "followup", _key(year))


def _key(year: int | None) -> str:
    return str(year) if year else "undated"


def _newest(context: _Context) -> str:
    """Return the follow-up that what is of no audit belongs to; empty without any."""
    newest = max(context.rounds.values(), key=lambda each: each.year or 9_999, default=None)
    return newest.id if newest else ""


def _owners(context: _Context) -> dict[int, str]:
    """Return the audits by their order; without a follow-up the first has what is of none."""
    return context.audits if context.rounds else {0: context.audits[1], **context.audits}


def _scale_words(document: RegisterDocument) -> dict[str, str]:
    """Return the words for labels in a register of more of them than a scale has levels: those of the standard."""
    labels = {label_key(word.label): word.label for word in _judgements(document) if meaning(word.label)}
    if len(labels) <= MOST_LEVELS:
        return {}
    return {key: _WORDS[means] for key, label in labels.items() if (means := meaning(label))}


def _judgements(document: RegisterDocument) -> Iterator[Judgement]:
    for audit in document.audits:
        for point in audit.points:
            for judgements in point.rounds.values():
                yield from (each for each in judgements if each.label)


def _labels(document: RegisterDocument, words: Mapping[str, str]) -> ReportDocument:
    """Return the labels as a document, for the choice of scale."""
    labels = dict.fromkeys(words.get(label_key(each.label), each.label) for each in _judgements(document))
    rows = tuple(
        ReportRecommendation(at, None, None, "", label, meaning(label), None) for at, label in enumerate(labels, 1)
    )
    return ReportDocument(document.file_name, document.sha256, "", (ReportAudit("", rows),))


def _as_report(audit: RegisterAudit) -> ReportAudit:
    return ReportAudit(audit.title, tuple(map(_row, audit.points)), audit.years, tuple(audit.bodies))


def _row(point: RegisterPoint) -> ReportRecommendation:
    return ReportRecommendation(
        position=point.position,
        number=point.number,
        theme=point.theme,
        text=point.text,
        label=None,
        means=None,
        comment=None,
        kind=point.kind,
        table=point.sheet,
        row=point.row,
    )


def _followup_values(
    document: RegisterDocument, scale: PlannedScale, year: int, own: int | None
) -> dict[str, str | int | None]:
    return {
        "title": TITLE.format(file=document.file_name),
        "year": year,
        "scale": scale.id,
        "state": "closed",
        "report_date": str(own) if own else None,
    }


def _plan_audit(context: _Context, order: int, audit: RegisterAudit, match: KnownAudit | None) -> None:
    planner = context.planner
    values = {"title": audit.title, "years": audit.years, "source": "audit", **audit.facts}
    audit_id = match.id if match else planner.free("audit", str(order), values)
    context.audits[order] = audit_id
    if match:
        _keep_unlike(context, audit, planner.known.texts(audit_id))
    for name in audit.bodies:
        planner.keyed("audit_auditee", {"audit": audit_id, "body": plan_body(planner, name)})
    rows = tuple(map(_row, audit.points))
    known = match_recommendations(rows, match)
    later = len(match.recommendations) if match else 0
    newest = sorted({year for point in audit.points for year in point.rounds}, key=lambda year: year or 9_999)[-1:]
    covered: dict[int | None, list[ReportRecommendation]] = {}
    alike = alike_points(rows, known, match)
    for point, row, known_row in zip(audit.points, rows, known, strict=True):
        if point.position in alike:
            _refuse_alike(context, order, point, alike[point.position])
            kept = alike[point.position].id
            for year, each in context.rounds.items():
                if kept in each.rows:
                    covered.setdefault(year, []).append(each.rows[kept])
            continue
        later += known_row is None
        point_id = _plan_point(context, order, audit, point, known_row, later)
        judged = _plan_rounds(context, point, point_id)
        _count(context, known_row, judged=judged)
        for year in point.rounds or newest:
            context.rounds[year].rows[point_id] = row
            covered.setdefault(year, []).append(row)
    for year, own in covered.items():
        context.rounds[year].printed[audit_id] = ReportAudit(audit.title, tuple(own), audit.years, tuple(audit.bodies))
        context.rounds[year].links.append({"audit": audit_id, "position": order})


def _keep_unlike(context: _Context, audit: RegisterAudit, had: Mapping[str, str | None]) -> None:
    """Keep what the register says of an audit in other words than the audit that exists."""
    for name, cells in audit.cells.items():
        if had.get(name) != (audit.years if name == "years" else audit.facts.get(name)):
            context.ledger.keep_too(cells, "audit_known")
    context.counts.setdefault((AUDIT_KNOWN, audit.title), []).append("")


def _refuse_alike(context: _Context, order: int, point: RegisterPoint, known: KnownRecommendation) -> None:
    """Refuse a point that is alike to an existing one, whose earlier assessments stay as they are."""
    context.alike.add((order, point.position))
    texts = f"{point.text}” – ”{known.text}"
    context.counts.setdefault((POINT_ALIKE, texts), []).append(point.text)
    for each in context.rounds.values():
        said = each.corrects.assessments.get(known.id) if each.corrects else None
        if said is None:
            continue
        level = context.scale.level(said[0])
        each.said[known.id] = said
        each.values[known.id] = {
            "recommendation": known.id,
            "level": level.id if level else None,
            "comment": said[1],
            "department_report": said[2],
            "assessed_on": said[3],
        }
        each.rows[known.id] = ReportRecommendation(
            point.position, known.number, known.theme, known.text or "", said[0], None, said[1]
        )


def _plan_followup(context: _Context, each: _Round, values: dict[str, str | int | None]) -> None:
    """Plan a follow-up with its audits and assessments, unless an earlier version of the file says the same."""
    planner = context.planner
    if each.is_same and each.corrects:
        each.id = each.corrects.id
        return
    if each.corrects:
        values["supersedes"] = each.corrects.id
        if gone := each.corrects.assessments.keys() - each.said.keys():
            context.counts.setdefault(("points_gone", each.corrects.id), []).extend([""] * len(gone))
    planner.free("followup", _key(each.year), values)
    for link in each.links:
        planner.keyed("followup_audit", {"followup": each.id, **link})
    for assessment in each.values.values():
        planner.keyed("assessment", {"followup": each.id, **assessment})


def _drop_kept(planner: Planner, known: Known) -> None:
    """Leave out the source texts that the register has already, from an earlier version of the file."""
    kept = known.kept()
    planner.records = [
        record
        for record in planner.records
        if record.entity != "source_text"
        or tuple(record.values.get(name) for name in ("audit", "recommendation", "text")) not in kept
    ]


def _count(context: _Context, known: KnownRecommendation | None, *, judged: bool) -> None:
    if known is None:
        context.new += 1
    elif judged:
        context.changed += 1
    else:
        context.same += 1


def _plan_point(
    context: _Context,
    order: int,
    audit: RegisterAudit,
    point: RegisterPoint,
    known: KnownRecommendation | None,
    position: int,
) -> str:
    """Plan the record of a point and the bodies that it is directed to, where they are not all of the audit's."""
    planner = context.planner
    if known is not None:
        point_id = known.id
        for name, cells in point.cells.items():
            if getattr(known, name) != getattr(point, name):
                context.ledger.keep_too(cells, "recommendation_known", point.position)
    else:
        values = {
            "audit": context.audits[order],
            "kind": point.kind,
            "number": point.number,
            "position": position,
            "theme": point.theme,
            "text": point.text,
            "responsible": point.responsible,
            "planned": point.planned,
        }
        point_id = planner.free("recommendation", f"{order}.{point.position}", values)
        if set(point.bodies) != set(audit.bodies):
            for name in point.bodies:
                link = {"recommendation": point_id, "body": plan_body(planner, name)}
                planner.keyed("recommendation_addressee", link)
    context.points[order, point.position] = point_id
    return point_id


def _plan_rounds(context: _Context, point: RegisterPoint, point_id: str) -> bool:
    """Plan the assessments of a point; return True when there is one."""
    judged = False
    for year, judgements in point.rounds.items():
        settled = _settled(context, judgements, point)
        level = context.scale.level(context.words.get(label_key(settled.label or ""), settled.label))
        own, day = context.rounds[year], settled.assessed_on if level else None
        own.means[point.audit, point.position] = level.means if level else None
        values: dict[str, str | int | None] = {
            "recommendation": point_id,
            "level": level.id if level else None,
            "comment": settled.comment,
            "department_report": settled.report,
            "assessed_on": day,
        }
        if level or settled.comment or settled.report:
            own.values[point_id] = values
            label = context.words.get(label_key(settled.label or ""), settled.label) if level else None
            own.said[point_id] = (label, settled.comment, settled.report, day)
            judged |= own.corrects is None or own.corrects.assessments.get(point_id) != own.said[point_id]
    return judged


def _settled(context: _Context, judgements: Sequence[Judgement], point: RegisterPoint) -> _Settled:
    """Return the judgement of all bodies: their level where it is the same, else each one's own in the comment."""
    labelled = [each for each in judgements if each.label]
    levels = {context.scale.level(context.words.get(label_key(each.label), each.label)) for each in labelled}
    for each in labelled:
        if meaning(each.label) is None and context.scale.level(each.label):
            context.ledger.store_instead(each.label_cells, "assessment", "level")
    differ = len({level.id if level else "" for level in levels}) > 1
    if differ:
        context.counts.setdefault(("bodies_differ", ""), []).append(point.text)
        for each in labelled:
            context.ledger.store_instead(each.label_cells, "assessment", "comment")
    several = len(judgements) > 1
    comments = [_with_body(each, each.comment, with_label=differ, with_body=several) for each in judgements]
    reports = [_with_body(each, each.report, with_label=False, with_body=several) for each in judgements]
    days = {each.assessed_on for each in labelled}
    return _Settled(
        label=None if differ or not labelled else labelled[0].label,
        comment=tidy("\n".join(filter(None, comments))) or None,
        report=tidy("\n".join(filter(None, reports))) or None,
        assessed_on=days.pop() if len(days) == 1 else None,
    )


def _with_body(judgement: Judgement, lines: Sequence[str], *, with_label: bool, with_body: bool) -> str:
    """Return what is said of a point, after the body that it is said of."""
    label = judgement.label if with_label else ""
    text = "\n".join(filter(None, [f"{label}." if label and lines else label, *lines]))
    return f"{judgement.body}: {text}" if text and with_body and judgement.body else text


def _plan_documents(context: _Context) -> None:
    """Plan the file as the document of each follow-up, or of each audit where there is none."""
    values = {
        "kind": "register",
        "name": context.document.file_name,
        "sha256": context.document.sha256,
        "direction": "incoming",
    }
    changed = [each for each in context.rounds.values() if not each.is_same]
    for at, each in enumerate(changed or list(context.rounds.values())[-1:], 1):
        context.planner.free("document", str(at), {**values, "followup": each.id})
    if not context.rounds:
        for order, audit in context.audits.items():
            context.planner.free("document", str(order), {**values, "audit": audit})


def _plan(context: _Context, matches: Sequence[KnownAudit | None]) -> RegisterPlan:
    notes = tuple(_notes(context))
    records = tuple(context.planner.records)
    whole = ReportPlan(
        followup_id=_newest(context),
        records=records,
        new=context.new,
        changed=context.changed,
        same=context.same,
        refused=sum(
            len(places) for (code, _what), places in context.counts.items() if code in {"row_unclear_in", POINT_ALIKE}
        ),
        notes=notes,
        audits=tuple(_summaries(context, matches)),
        ledger=context.ledger,
    )
    parts = tuple(
        ReportPlan(each.id, records, 0, 0, 0, 0, (), (), printed=each.printed, rows=each.rows)
        for each in sorted(context.rounds.values(), key=lambda each: each.year or 9_999)
        if not each.is_same
    )
    return RegisterPlan(whole, parts)


def _summaries(context: _Context, matches: Sequence[KnownAudit | None]) -> Iterator[AuditSummary]:
    """Yield the audits with the latest level of each point."""
    for order, (audit, match) in enumerate(zip(context.document.audits, matches, strict=True), 1):
        means = []
        for point in audit.points:
            if (order, point.position) in context.alike:
                continue
            latest = max(point.rounds, key=lambda year: year or 9_999, default=None)
            each = context.rounds[latest] if point.rounds else None
            means.append(each.means.get((order, point.position)) if each else None)
        yield AuditSummary(audit.title, match is None, count_levels(means))


def _notes(context: _Context) -> Iterator[Note]:
    """Yield a note for each thing that was counted, with its number and its first place."""
    for (code, what), places in context.counts.items():
        if code == "level_no_level" and context.scale.level(what):
            continue
        kind = REFUSED if code in _REFUSED else UNDERSTOOD if code in _UNDERSTOOD else KEPT
        if code in {AUDIT_KNOWN, "points_gone"}:
            told = ("", str(len(places))) if code == "points_gone" else (what, "")
            yield Note(UNDERSTOOD, code, *told)
            continue
        yield Note(kind, code, "", what, {"place": places[0], "n": str(len(places))})
