"""Import of follow-up reports in Word and of registers: reading the file, planning, and writing it as one action."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, convert

from storage import backups, clock
from storage.closings import made_closing
from storage.database import letters as letter_rows
from storage.database import records as record_rows
from storage.database.connection import Connection
from storage.domain.history import IMPORT, Change
from storage.domain.material import ReportMaker
from storage.intake import received_files
from storage.intake.plan import plan_report
from storage.intake.planned import (
    Known,
    KnownAudit,
    KnownFollowup,
    KnownRecommendation,
    KnownScale,
    ReportPlan,
    as_printed,
)
from storage.intake.report import read_report
from storage.operations.followups import put_closing
from storage.register import Register


class ImportResult(Struct, frozen=True):
    """Result of an import, or of its preview."""

    path: Path
    plan: ReportPlan
    change: Change | None
    """None for a preview."""


def preview_report(register: Register, path: Path) -> ImportResult:
    """Preview the import of the file at `path`; nothing is written.

    Raises:
        FileUnreadable: it is no file with a table of recommendations.
    """
    return ImportResult(path, _plan(register, path)[0], None)


def import_report(
    register: Register, path: Path, report: ReportMaker | None, *, without_backup: bool = False
) -> ImportResult:
    """Import the file at `path` into closed follow-ups of its own, with their stored reports, in one action.

    Existing records are never overwritten; importing the same file again writes nothing. The register is first
    copied, except with `without_backup`. `report` makes the report that is stored;
    None stores none, as older versions did.

    Raises:
        FileUnreadable: it is no file with a table of recommendations.
        FileNotKept, BackupFailed: the file, or the register, could not be copied; nothing is imported.
    """
    plan, parts = _plan(register, path)
    if not register.readonly and (sha256 := _sha256(register, path, plan)) is not None:
        received_files.keep(register.path, path, sha256)
    if not without_backup and not register.readonly and (plan.new or plan.changed):
        backups.make_before_import(register.path)
    with register.recording(IMPORT) as action:
        for record in plan.records:
            action.put(record.entity, record.id, record.values)
        if plan.records and report is not None:
            action.write()
            for part in parts:
                closing = made_closing(
                    register, part.followup_id, report, clock.today(), partial(as_printed, plan=part)
                )
                put_closing(register, action, closing)
    return ImportResult(path, plan, action.change)


def _sha256(register: Register, path: Path, plan: ReportPlan) -> str | None:
    """Return the SHA-256 of a file to keep: that a plan is made of, or of one imported before; else None."""
    for each in plan.records:
        if each.entity == "document":
            return str(each.values["sha256"])
    with register.reading() as connection, path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return found if found in record_rows.received_documents(connection) else None


def _plan(register: Register, path: Path) -> tuple[ReportPlan, Sequence[ReportPlan]]:
    """Plan the import of a file: the whole, and the part of each follow-up that it becomes."""
    from storage.intake.registers import plan, reading  # noqa: PLC0415 - calamine, which only an import needs

    if reading.is_register_file(path):
        with register.reading() as connection:
            bodies = record_rows.bodies_by_name(connection)
        read = reading.read_register(path, bodies)
        with register.reading() as connection:
            planned = plan.plan_register(read, _known(register.register_id, connection), clock.today().year)
        return planned.whole, planned.followups
    document = read_report(path)
    with register.reading() as connection:
        whole = plan_report(document, _known(register.register_id, connection))
    return whole, (whole,)


def _known(register_id: str, connection: Connection) -> Known:
    return Known(
        register_id=register_id,
        bodies=record_rows.bodies_by_name(connection),
        audits=[_known_audit(connection, *row) for row in record_rows.audit_titles(connection)],
        scales=[KnownScale(scale, levels) for scale, levels in record_rows.scale_levels(connection)],
        ids=lambda entity, record_id: record_rows.exists(connection, entity, record_id),
        person=lambda name, title: letter_rows.person_named(connection, name, title),
        texts=lambda audit: record_rows.audit_texts(connection, audit),
        followups=lambda title: _register_followups(connection, title),
        kept=lambda: record_rows.kept_texts(connection),
    )


def _register_followups(connection: Connection, title: str) -> list[KnownFollowup]:
    return [
        KnownFollowup(followup, year, record_rows.assessed_as(connection, followup))
        for followup, year in record_rows.register_followups(connection, title)
    ]


def _known_audit(
    connection: Connection, audit: str, title: str | None, short_title: str | None, years: str | None
) -> KnownAudit:
    return KnownAudit(
        id=audit,
        title=title,
        short_title=short_title,
        years=years,
        recommendations=[
            convert(row, KnownRecommendation) for row in record_rows.recommendation_texts(connection, audit)
        ],
        has_letter=record_rows.has_link(connection, "letter_audit", audit),
        has_response=record_rows.has_link(connection, "response_audit", audit),
    )
