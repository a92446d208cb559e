"""Jobs of follow-ups for both front ends: the forms, the pages, and reports prepared, written, logged and closed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from exports.preflight.findings import Finding
from exports.preflight.report import preflight_report
from exports.report.audit_chapter import trail_sentences
from exports.report.context import from_json, printed_signers
from exports.report.file import WrittenDocument, closing_text, write_context, write_report
from storage import clock, closings, followups, recommendations, records, settings
from storage.domain.dates import last_day
from storage.domain.editable_fields import Given
from storage.domain.followups import FollowupDetail, ScaleView
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.material import ExportedFile, FollowupMaterial
from storage.domain.records import Followup, FollowupAudit, FollowupClosing, Level, Named, Person, SourceText
from storage.domain.settings import people, people_value
from storage.domain.views import AuditView
from storage.errors import ClosingNewer, FollowupUnderWay, UnknownReference
from storage.files import make_folder
from storage.letters import proposed_signers
from storage.operations import followups as operations
from storage.operations import scales as scale_operations
from storage.operations.assessments import require_open_followup
from storage.operations.documents import log_report, set_followup_signers
from storage.operations.importing import ImportResult, import_report
from storage.operations.new_register import CLOSED
from storage.register import Register
from tui.followups.forms import (
    AUDITS,
    REPORT_DATE,
    RESPONSIBLE,
    SCALE,
    SCOPE,
    TEXTS,
    TITLE,
    YEAR,
    AuditChoices,
    StoredFields,
    audit_texts_form,
    audits_form,
    own_form,
    report_form,
    scale_form,
    signers_form,
    start_form,
    texts_form,
)
from tui.followups.rows import CoveredRow, covered_rows
from tui.kit.fields import Form, with_draft
from tui.language.outcomes import outside_text
from tui.letters.forms import SIGNERS
from tui.records.drafts import REPORT

Values = Mapping[str, str]
_NUMBERS = ("follow_up_year", "meeting_needed")


class FollowupPage(Struct, frozen=True):
    """A follow-up as a whole."""

    detail: FollowupDetail
    scale: str
    """The scale's label."""
    levels: tuple[Level, ...]
    signers: tuple[str, ...]
    rows: tuple[CoveredRow, ...]
    source_texts: Mapping[str, Sequence[SourceText]] = {}
    """Id of the follow-up, or of an audit in it → its texts of imported files."""

    @property
    def is_open(self) -> bool:
        """True while it can be changed."""
        return self.detail.followup.state == "open"


def followup_page(register: Register, followup: str) -> FollowupPage:
    """Load a follow-up, by id, with all that is known of it.

    Raises:
        UnknownReference: there is no such follow-up any more.
    """
    detail = followups.followup_detail(register, followup)
    scale = detail.followup.scale or ""
    audits = [audit.id for audit, _covered in followups.covered_audits(register, followup)]
    return FollowupPage(
        detail,
        records.name_of(register, "scale", scale) if scale else "",
        followups.levels(register, scale) if scale else (),
        tuple(", ".join(filter(None, [one.name, one.title])) for one in followups.signers(register, followup)),
        tuple(covered_rows(register, detail)),
        records.source_texts(register, audits=audits, followups=[followup]),
    )


def next_unassessed(register: Register, after: str | None = None) -> tuple[str | None, bool, str]:
    """Find the next recommendation to assess in the open follow-up, after another by id.

    Returns:
        (its id, or None when all are assessed; True if the follow-up covers any recommendation; how many that remain
        it does not cover, in words, when all are assessed).

    Raises:
        NoOpenFollowup: nothing is open.
    """
    followup = require_open_followup(register).id
    row = None if after is None else records.rid_of(register, "recommendation", after)
    rid = followups.next_unassessed(register, followup, row)
    found = recommendations.recommendations_at(register, [] if rid is None else [rid])
    if found:
        return found[0].id, True, ""
    coverage = followups.coverage(register, followup)
    return None, coverage.covered > 0, outside_text(coverage)


def load_start_form(register: Register) -> Form:
    """Load the form of a new follow-up.

    Raises:
        FollowupUnderWay: one is open that covers something.
    """
    current, scales = followups.open_followup(register), followups.scales(register)
    if current is not None:
        progress = followups.progress(register, current.id)
        if progress.per_audit:
            raise FollowupUnderWay(current.title or "", len(progress.per_audit), progress.assessed)
    newest = next(iter(followups.followups(register)), None)
    year = (current.year if current else None) or clock.today().year
    scale = next((one.scale for one in (current, newest and newest.followup) if one and one.scale), scales[0].id)
    title = current.title if current and not current.supersedes else None
    return start_form(
        title or f"Uppföljning {year}",
        year,
        scale,
        scales,
        records.names(register, ["person"]),
        AuditChoices((), followups.proposals(register, year), records.names(register, ["audit"])),
    )


def start(register: Register, given: Mapping[str, Given]) -> Change:
    """Start a follow-up with the form's values."""
    audits, year = given[AUDITS], str(given[YEAR] or "")
    return operations.start_followup(
        register,
        title=str(given[TITLE] or "") or None,
        year=int(year) if year else None,
        responsible=given[RESPONSIBLE],
        scale=str(given[SCALE] or "") or None,
        audits=[str(one) for one in audits] if isinstance(audits, list) else [],
        scope=str(given.get(SCOPE) or "") or None,
        texts={name: given[name] for name in TEXTS if given.get(name)},
    )


def load_own_form(register: Register) -> Form:
    """Load the form of the open follow-up's title, year, leader and date.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return own_form(require_open_followup(register), records.names(register, ["person"]))


def load_texts_form(register: Register) -> Form:
    """Load the form of the open follow-up's texts.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return texts_form(require_open_followup(register))


def save(register: Register, given: Mapping[str, Given]) -> Change:
    """Change fields of the open follow-up itself."""
    return operations.edit_followup(register, require_open_followup(register).id, dict(given))


def load_audits_form(register: Register) -> Form:
    """Load the form of which audits the open follow-up covers.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    followup = require_open_followup(register)
    covered = [Named("audit", one.audit, one.name) for one in followups.progress(register, followup.id).per_audit]
    proposals = followups.proposals(register, followup.year or clock.today().year)
    return audits_form(followup, AuditChoices(covered, proposals, records.names(register, ["audit"])))


def choose_audits(register: Register, audits: Sequence[str], *, clearing: bool = False) -> Change:
    """Let the open follow-up cover these audits; `clearing` drops the assessments of those that leave it."""
    return operations.choose_audits(register, require_open_followup(register).id, audits, clearing=clearing)


def move_audit(register: Register, followup: str, audit: str, step: int) -> Change:
    """Move an audit so many places later in a follow-up; at either end it stays."""
    order = [one.audit for one in followups.progress(register, followup).per_audit]
    if audit in order:
        place = order.index(audit)
        order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
    return operations.order_audits(register, followup, order)


def load_audit_texts_form(register: Register, audit: str) -> Form:
    """Load the form of the open follow-up's texts about an audit as a whole.

    Raises:
        NoOpenFollowup: nothing is open.
        UnknownReference: there is no such audit any more.
    """
    followup = require_open_followup(register)
    view = _audit_view(register, audit)
    trail = trail_sentences(view.audit.handed_over, view.answer, clock.today())
    return audit_texts_form(view.name, _covered_audit(register, followup, audit), trail, followup.title or "")


def save_audit_texts(register: Register, audit: str, values: Values) -> Change:
    """Save the open follow-up's texts about an audit."""
    given = {name: (int(text) if text else None) if name in _NUMBERS else text for name, text in values.items()}
    return operations.edit_covered_audit(register, require_open_followup(register).id, audit, given)


def scales_and_current(register: Register) -> tuple[list[ScaleView], str | None]:
    """Load the scales, and the id of the open follow-up's."""
    followup = followups.open_followup(register)
    return followups.scales(register), followup.scale if followup else None


def load_scale_form(register: Register, scale: str, *, fresh: bool) -> Form:
    """Load the form of a scale, by id; with `fresh`, that of a new scale with the same levels.

    Raises:
        UnknownReference: there is no such scale any more.
    """
    view = next((one for one in followups.scales(register) if one.id == scale), None)
    if view is None:
        raise UnknownReference(scale, "scale")
    return scale_form("" if fresh else view.label, view.levels, used=view.used, fresh=fresh)


def use_scale(register: Register, scale: str) -> Change:
    """Let the open follow-up be assessed on a scale, by id."""
    return operations.set_scale(register, require_open_followup(register).id, scale)


def save_scale(
    register: Register, scale: str, label: str, levels: Sequence[Mapping[str, Given]], *, fresh: bool
) -> Change:
    """Change a scale, by id; with `fresh`, make a new one."""
    if fresh:
        return scale_operations.make_scale(register, label, levels)
    return scale_operations.edit_scale(register, scale, label=label, levels=levels)


class PreparedReport(Struct, frozen=True):
    """A report after preflight, with all that its file is made of."""

    material: FollowupMaterial
    closing: FollowupClosing | None
    template: bytes | None
    findings: tuple[Finding, ...]

    @property
    def closed(self) -> bool:
        """True if its follow-up is closed."""
        return self.material.followup.state == CLOSED


def load_report_form(register: Register, folder: Path, followup: str | None = None) -> tuple[Form, StoredFields]:
    """Load the form of a report, and the stored own fields of every follow-up; it begins with the one named.

    Raises:
        NoFollowup: there is nothing to report.
    """
    chosen = followups.report_followup(register, followup)
    every = [view.followup for view in followups.followups(register)]
    stored = {
        each.id: {
            REPORT_DATE: each.report_date or "",
            SIGNERS: people_value(_signing(register, each)),
        }
        for each in every
    }
    return with_draft(register, report_form(every, chosen, stored, folder), REPORT), stored


def _signing(register: Register, followup: Followup) -> tuple[Person, ...]:
    """Return who signs a report: of a closed one whom it names, else its own signers or those of the office."""
    closing = closings.stored_closing(register, followup.id) if followup.state == CLOSED else None
    if closing is not None:
        with suppress(ValueError):  # stored by a later version
            return printed_signers(from_json(closing.context or ""))
    own = followups.signers(register, followup.id)
    return own or people(settings.value_of(register, "report_signers"))


def load_signers_form(register: Register) -> Form:
    """Load the form of the signers of a report; those of the newest letter are proposed."""
    return signers_form(proposed_signers(register))


def save_report_fields(register: Register, followup: str, values: Values) -> tuple[Change, ...]:
    """Save the date and the signers that a report's form gives its follow-up, by id.

    Raises:
        FollowupClosed: it is closed, and its report does not change.
    """
    changes = []
    if REPORT_DATE in values:
        changes.append(operations.edit_followup(register, followup, {REPORT_DATE: values[REPORT_DATE]}))
    if SIGNERS in values:
        changes.append(set_followup_signers(register, followup, people(values[SIGNERS])))
    return tuple(changes)


def prepare(register: Register, followup: str, *, final: bool = False) -> PreparedReport:
    """Load the report of a follow-up, by id, and run preflight on it; a closed one is not checked again.

    With `final` it is checked as one that is to be closed.
    """
    material = followups.followup_material(register, followup)
    if material.followup.state != CLOSED:
        findings = preflight_report(material, today=clock.today(), final=final)
        return PreparedReport(material, None, settings.kept_file(register, closings.TEMPLATE), findings)
    closing = closings.stored_closing(register, followup)
    closing = closing or closings.unstored_closing(register, followup, closing_text)
    return PreparedReport(material, closing, closings.template_of(register, closing), ())


def prepare_closing(register: Register) -> PreparedReport:
    """Load the report of the open follow-up, checked as one that is to be closed.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return prepare(register, require_open_followup(register).id, final=True)


def write(report: PreparedReport, folder: Path) -> WrittenDocument:
    """Write a report into a folder: a closed one as it was closed, the same bytes every time, else from the tables.

    Raises:
        ClosingNewer: the stored context is of a later version than this program knows.
    """
    make_folder(folder)
    closing = report.closing
    if closing is None:
        return write_report(report.material, folder, today=clock.today(), template=report.template)
    day = last_day(closing.closed_on) if closing.closed_on else clock.today()
    try:
        return write_context(closing.context or "", folder, today=day, template=report.template)
    except ValueError as error:
        raise ClosingNewer(report.material.followup.title or "") from error


def log(register: Register, report: PreparedReport, written: WrittenDocument) -> Change:
    """Log that the report of a closed follow-up went out."""
    file, followup = ExportedFile(written.name, written.sha256), report.material.followup.id
    head = written.history_head or closings.closing_action(register, followup)
    return log_report(register, followup, file, head)


def made_text(report: PreparedReport) -> tuple[str, str]:
    """Return the context that a report keeps once it is closed, and the SHA-256 of its template."""
    return closing_text(report.material, report.template, clock.today())


def close(register: Register, followup: Followup, stored: tuple[str, str]) -> tuple[Change, Followup | None]:
    """Close a follow-up for good, with its stored text; returns the follow-up that is open afterwards too."""
    context, template = stored
    change = operations.close_followup(register, followup.id, context=context, template=template)
    return change, followups.open_followup(register)


def read_in(register: Register, file: Path, *, without_backup: bool) -> ImportResult:
    """Import a report in Word.

    Raises:
        FileUnreadable: it is no Word file with a table of recommendations.
        BackupFailed: the register could not be copied; nothing is imported.
    """
    return import_report(register, file, closing_text, without_backup=without_backup)


def store_reports(register: Register) -> Change:
    """Store the reports that an older version did not store when it closed their follow-ups, in one action."""
    return operations.store_reports(register, tuple(closings.unstored_closings(register, closing_text)))


def _audit_view(register: Register, audit: str) -> AuditView:
    rid = records.rid_of(register, "audit", audit)
    views = recommendations.audits_at(register, [] if rid is None else [rid])
    if not views:
        raise UnknownReference(audit, "audit")
    return views[0]


def _covered_audit(register: Register, followup: Followup, audit: str) -> FollowupAudit:
    """Load an audit's record in a follow-up; an empty one where it is not covered yet."""
    key = id_from_fields(register.register_id, "followup_audit", {"followup": followup.id, "audit": audit})
    try:
        found = records.record_of(register, "followup_audit", key)
    except UnknownReference:
        return FollowupAudit(id=key)
    return found if isinstance(found, FollowupAudit) else FollowupAudit(id=key)
