"""The plan of the import of a report, made without writing.

The report becomes a closed follow-up of its own. Existing audits and recommendations are never overwritten: they get
the assessments and links of the report. Importing the same file again plans nothing.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage.domain.body_names import body_kind
from storage.domain.counting import count_levels
from storage.domain.identity import imported_id
from storage.domain.material import ImportedReport
from storage.domain.records import Level
from storage.domain.scale import MEANS, STANDARD, LevelWords, label_key, standard_meaning
from storage.domain.text import one_line, searchable
from storage.intake.document import (
    KEPT,
    REFUSED,
    UNDERSTOOD,
    Note,
    Notebook,
    ReportAudit,
    ReportDocument,
    TrailFacts,
    TrailResponse,
)
from storage.intake.document import ReportRecommendation as Row
from storage.intake.planned import (
    AuditSummary,
    Known,
    KnownAudit,
    KnownScale,
    Planner,
    ReportPlan,
    match_audits,
    match_recommendations,
)
from storage.intake.rows import UNKNOWN_BODY, UNKNOWN_LEVEL
from storage.intake.source_texts import (
    Owners,
    keep_unused_themes,
    keep_unwritten,
    plan_source_texts,
    store_known,
)


def plan_body(planner: Planner, name: str) -> str:
    """The id of the body with a name: the existing one, or a planned one."""
    key = searchable(name)
    return planner.known.bodies.get(key) or planner.free("body", key, {"kind": body_kind(name), "name": name})


def plan_letter(planner: Planner, audit: str, position: str, facts: TrailFacts) -> None:
    """Plan the letter that handed over the report of the audit, and its recipients."""
    requested = _requested(facts)
    if not (facts.handed_over or facts.answer_due or requested or facts.handed_to):
        return
    values = {"kind": "missiv", "decided": facts.handed_over, "answer_due": facts.answer_due}
    letter = planner.free("letter", position, values)
    planner.keyed("letter_audit", {"letter": letter, "audit": audit})
    for name in requested:
        planner.keyed("letter_recipient", {
            "letter": letter,
            "body": plan_body(planner, name),
            "role": "answer",
            "extension_requested": facts.extension_requested,
            "extension_decision": facts.extension_decision,
            "extension_due": facts.extension_due,
        })  # fmt: skip
    for name in facts.handed_to:
        if name not in requested:
            _plan_other(planner, letter, name, facts)


def plan_response(planner: Planner, audit: str, position: str, facts: TrailFacts) -> None:
    """Plan the responses; audits with a response of the same body, day and paragraph share one."""
    if facts.answered_on or facts.received_on or facts.paragraph:
        first = TrailResponse(facts.answered_on, facts.paragraph, facts.responder, facts.on_behalf_of)
        _plan_response(planner, audit, position, first, facts.received_on)
    for number, response in enumerate(facts.further, 2):
        _plan_response(planner, audit, f"{position}.{number}", response, None)


def _plan_response(planner: Planner, audit: str, position: str, given: TrailResponse, received_on: str | None) -> None:
    decision = (given.responder, given.answered_on, given.paragraph)
    response = planner.free(
        "response",
        "|".join(part or "" for part in decision) if given.responder else position,
        {
            "responder": plan_body(planner, given.responder) if given.responder else None,
            "kind": "answer",
            "decided_on": given.answered_on,
            "paragraph": given.paragraph,
            "received_on": received_on,
        },
    )
    planner.keyed("response_audit", {"response": response, "audit": audit})
    for name in given.on_behalf_of:
        planner.keyed("response_on_behalf_of", {"response": response, "body": plan_body(planner, name)})


def _requested(facts: TrailFacts) -> tuple[str, ...]:
    """The bodies that are to respond: with a deadline but no named body, those that the report was handed over to."""
    if facts.requested or not facts.answer_due:
        return facts.requested
    return facts.handed_to or ((facts.responder,) if facts.responder else ())


def _plan_other(planner: Planner, letter: str, name: str, facts: TrailFacts) -> None:
    """Plan a recipient that is not to respond itself: another responds for it, or it got the letter for information."""
    through = facts.responder if facts.joint or name in facts.on_behalf_of else None
    planner.keyed("letter_recipient", {
        "letter": letter,
        "body": plan_body(planner, name),
        "role": "answer" if through else "information",
        "through": plan_body(planner, through) if through else None,
    })  # fmt: skip


_WORDS: dict[str, LevelWords] = {words.means: words for words in STANDARD}


class PlannedLevel(Struct, frozen=True):
    """A level that the rows refer to."""

    id: str
    means: str


class PlannedScale(Struct, frozen=True):
    """The scale of the follow-up."""

    id: str | None
    """None when the register has no scale and the report has no levels."""
    levels: dict[str, PlannedLevel] = {}
    """Comparison key of the label → level."""

    def level(self, label: str | None) -> PlannedLevel | None:
        """The level of a printed label; None without a label, or for an unknown one."""
        return self.levels.get(label_key(label)) if label else None


def plan_scale(planner: Planner, document: ReportDocument) -> PlannedScale:
    """Find a scale that says what the report says of its levels, else plan one of the report's own words.

    A report that neither judges nor explains levels has the first scale of the register.
    """
    printed = [row.label for audit in document.audits for row in audit.recommendations if row.label]
    meanings = _meanings(planner.known.scales, (*(label for label, _ in document.definitions), *printed))
    own = {label_key(label): label for label in meanings}
    definitions = {label_key(label): text for label, text in document.definitions}
    for scale in planner.known.scales:
        if not own or _says(scale, own, definitions):
            return PlannedScale(scale.id, _levels_by_label(scale))
    return _new_scale(planner, own, meanings, definitions) if own else PlannedScale(None)


def _meanings(scales: Sequence[KnownScale], labels: Sequence[str]) -> dict[str, str]:
    """Map labels to their meanings, by the register's scales or else the standard one; unknown labels are left out."""
    known = {key: level.means for scale in reversed(scales) for key, level in _levels_by_label(scale).items()}
    found = ((label, known.get(label_key(label)) or standard_meaning(label)) for label in labels)
    return {label: means for label, means in found if means}


def _says(scale: KnownScale, labels: Mapping[str, str], definitions: Mapping[str, str]) -> bool:
    """True when a scale has these labels in these words, and defines what the report defines and nothing else."""
    said = {label_key(level.label or ""): level for level in scale.levels}
    alike = all(key in said and one_line(said[key].label or "") == one_line(label) for key, label in labels.items())
    return alike and all(one_line(definitions.get(key, "")) == one_line(said[key].definition or "") for key in said)


def _new_scale(
    planner: Planner, labels: Mapping[str, str], meanings: Mapping[str, str], definitions: Mapping[str, str]
) -> PlannedScale:
    ordered = sorted(labels.values(), key=lambda label: MEANS.index(meanings[label]))
    scale = planner.free("scale", "1", {"label": " – ".join(ordered)})
    levels: dict[str, PlannedLevel] = {}
    for order, label in enumerate(ordered, 1):
        words = _WORDS[meanings[label]]
        is_standard = label_key(label) == label_key(words.label)
        values = {
            "scale": scale,
            "label": label,
            "short_label": words.short_label if is_standard else label,
            "symbol": words.symbol,
            "fill": words.fill,
            "definition": definitions.get(label_key(label)),
            "means": words.means,
            "order": order,
        }
        levels[label_key(label)] = PlannedLevel(planner.keyed("level", values), words.means)
    return PlannedScale(scale, levels)


def _levels_by_label(scale: KnownScale) -> dict[str, PlannedLevel]:
    ordered: list[Level] = sorted(scale.levels, key=lambda level: level.order or 0)
    found: dict[str, PlannedLevel] = {}
    named = [(level.label, level) for level in ordered] + [(level.short_label, level) for level in ordered]
    named += [(word, level) for level in ordered for word in (level.synonyms or "").split("\n")]
    for name, level in named:
        if name and level.means:
            found.setdefault(label_key(name), PlannedLevel(level.id, level.means))
    return found


_OF_A_CELL = frozenset({"body_unclear"})
"""Notes of a cell that is refused, whose recommendation is not."""


class _Tally(Struct):
    new: int = 0
    changed: int = 0
    same: int = 0


def plan_report(document: ReportDocument, known: Known) -> ReportPlan:
    """Plan the import of `document` into the register described by `known`."""
    followup = imported_id(known.register_id, document.sha256, "followup", "1")
    planner, tally, parts = Planner(known, document.sha256), _Tally(), _Parts()
    notebook = Notebook(ledger=document.ledger.copy())
    scale = plan_scale(planner, document)
    matches = match_audits(document.audits, known.audits)
    if known.ids("followup", followup):
        tally.same = sum(len(audit.recommendations) for audit in document.audits)
        planner.records.clear()
    else:
        planner.free("followup", "1", _followup_values(document, scale))
        for position, (audit, match) in enumerate(zip(document.audits, matches, strict=True), 1):
            _plan_audit(_AuditContext(planner, scale, followup, position, notebook, parts), audit, match, tally)
        plan_signers(planner, followup, document)
        planner.free("document", "1", _document_values(document, followup))
        notebook.ledger.check(document.file_name)
        plan_source_texts(planner, notebook.ledger, Owners(followup, parts.audits, parts.points))
    notes = (*_remaining(document, scale, known), *notebook.notes)
    audits = zip(document.audits, matches, strict=True)
    return ReportPlan(
        followup_id=followup,
        records=tuple(planner.records),
        new=tally.new,
        changed=tally.changed,
        same=tally.same,
        refused=sum(note.kind == REFUSED and note.code not in _OF_A_CELL for note in notes),
        ledger=notebook.ledger,
        notes=notes,
        audits=tuple(_summary(audit, scale, is_new=match is None) for audit, match in audits),
        printed=parts.printed,
        rows=parts.rows,
        imported=ImportedReport(**{name: getattr(document, name) for name in ImportedReport.__struct_fields__}),
    )


def plan_signers(planner: Planner, followup: str, document: ReportDocument) -> None:
    """Plan who has signed the report: the persons of these names and titles, existing or planned."""
    for position, signer in enumerate(document.signers, 1):
        values = {"name": signer.name, "title": signer.title}
        known = planner.known.person(signer.name, signer.title)
        person = known or planner.free("person", f"{signer.name}|{signer.title or ''}", values)
        planner.keyed("followup_signer", {"followup": followup, "person": person, "position": position})


class _Parts(Struct):
    """Parts of the report by the id of the record that each becomes."""

    printed: dict[str, ReportAudit] = {}
    rows: dict[str, Row] = {}
    audits: dict[int, str] = {}
    """Order of an audit in the file → its id."""
    points: dict[tuple[int, int], str] = {}
    """(order of its audit, position) → id of a recommendation."""


class _AuditContext(Struct, frozen=True):
    """Context of the records of an audit."""

    planner: Planner
    scale: PlannedScale
    followup: str
    position: int
    notebook: Notebook
    parts: _Parts


def _plan_audit(context: _AuditContext, audit: ReportAudit, match: KnownAudit | None, tally: _Tally) -> None:
    planner, position = context.planner, str(context.position)
    audit_id = match.id if match else planner.free("audit", position, _audit_values(audit))
    context.parts.printed[audit_id] = audit
    context.parts.audits[context.position] = audit_id
    if match:
        context.notebook.add(UNDERSTOOD, "audit_known", audit.title)
        keep_unwritten(context.notebook.ledger, context.position, audit, planner.known.texts(audit_id))
    for name in audit.auditees:
        planner.keyed("audit_auditee", {"audit": audit_id, "body": plan_body(planner, name)})
    planner.keyed("followup_audit", {
        "followup": context.followup,
        "audit": audit_id,
        "position": context.position,
        "trail_text": audit.trail_text,
        "judgement": audit.followup_judgement,
        "follow_up_again": audit.follow_up_again,
        "follow_up_year": audit.follow_up_year,
    })  # fmt: skip
    _plan_rows(context, audit, audit_id, match, tally)
    if match and match.has_letter:
        context.notebook.add(KEPT, "letter_known", audit.title)
    else:
        plan_letter(planner, audit_id, position, audit.trail)
    if match and match.has_response:
        context.notebook.add(KEPT, "response_known", audit.title)
    else:
        plan_response(planner, audit_id, position, audit.trail)


def _plan_rows(
    context: _AuditContext, audit: ReportAudit, audit_id: str, match: KnownAudit | None, tally: _Tally
) -> None:
    later = len(match.recommendations) if match else 0
    known = match_recommendations(audit.recommendations, match)
    for row, known_row in zip(audit.recommendations, known, strict=True):
        if known_row is None:
            later += 1
            values = {
                "audit": audit_id,
                "kind": row.kind,
                "number": row.number,
                "position": later,
                "parent": context.parts.points.get((context.position, row.parent or 0)),
                "theme": row.theme,
                "text": row.text,
            }
            row_id = context.planner.free("recommendation", f"{context.position}.{row.position}", values)
        else:
            row_id = known_row.id
        _plan_bodies(context, row, row_id)
        context.parts.rows[row_id] = row
        context.parts.points[context.position, row.position] = row_id
        if row.means is None and context.scale.level(row.label):
            target = ("assessment", "level")
            store_known(context.notebook.ledger, context.position, row.position, UNKNOWN_LEVEL, target)
        assessed = _plan_assessment(context, row, row_id)
        if known_row is None:
            tally.new += 1
        elif assessed:
            tally.changed += 1
        else:
            tally.same += 1
    if match:
        themes = (
            each.theme if row is None else row.theme for row, each in zip(known, audit.recommendations, strict=True)
        )
        keep_unused_themes(context.notebook.ledger, context.position, list(themes))


def _plan_bodies(context: _AuditContext, row: Row, row_id: str) -> None:
    """Plan whom a recommendation is for; words that are no names are bodies where the register has all of them."""
    bodies = [plan_body(context.planner, name) for name in row.bodies]
    if row.unknown_bodies and all(searchable(word) in context.planner.known.bodies for word in row.unknown_bodies):
        bodies += [context.planner.known.bodies[searchable(word)] for word in row.unknown_bodies]
        target = ("recommendation_addressee", "body")
        store_known(context.notebook.ledger, context.position, row.position, UNKNOWN_BODY, target)
    for body in bodies:
        context.planner.keyed("recommendation_addressee", {"recommendation": row_id, "body": body})


def _plan_assessment(context: _AuditContext, row: Row, row_id: str) -> bool:
    """Plan the assessment of a recommendation; return True when there is one."""
    level = context.scale.level(row.label)
    if level is None and row.comment is None:
        return False
    values = {
        "followup": context.followup,
        "recommendation": row_id,
        "level": level.id if level else None,
        "comment": row.comment,
    }
    context.planner.keyed("assessment", values)
    return True


def _followup_values(document: ReportDocument, scale: PlannedScale) -> dict[str, str | int | None]:
    return {
        "title": document.title,
        "year": document.year,
        "scale": scale.id,
        "background": document.background,
        "purpose": document.purpose,
        "criteria": document.criteria,
        "limits": document.limits,
        "method": document.method,
        "judgement": document.judgement,
        "disclaimer": document.disclaimer,
        "state": "closed",
        "report_date": document.report_date,
    }


def _audit_values(audit: ReportAudit) -> dict[str, str | int | None]:
    return {
        "title": audit.title,
        "years": audit.years,
        "source": "audit",
        "purpose": audit.purpose,
        "judgement": audit.judgement,
        "grounds": audit.grounds,
        "handed_over": audit.trail.handed_over,
    }


def _document_values(document: ReportDocument, followup: str) -> dict[str, str | int | None]:
    return {
        "kind": "follow_up_report",
        "name": document.file_name,
        "sha256": document.sha256,
        "made_on": document.signed_on or document.report_date,
        "direction": "incoming",
        "followup": followup,
    }


def _remaining(document: ReportDocument, scale: PlannedScale, known: Known) -> tuple[Note, ...]:
    """The notes without those of labels and bodies that the register has words for."""
    rows = [row for audit in document.audits for row in audit.recommendations if row.unknown_bodies]
    named = {
        (str(row.table), str(row.row)) for row in rows if all(searchable(w) in known.bodies for w in row.unknown_bodies)
    }
    return tuple(
        note
        for note in document.notes
        if (note.code != UNKNOWN_LEVEL or label_key(note.what) not in scale.levels)
        and (note.code != UNKNOWN_BODY or (note.values["table"], note.values["row"]) not in named)
    )


def _summary(audit: ReportAudit, scale: PlannedScale, *, is_new: bool) -> AuditSummary:
    levels = (scale.level(row.label) for row in audit.recommendations)
    return AuditSummary(audit.title, is_new, count_levels(level.means if level else None for level in levels))
