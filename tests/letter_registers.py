"""Registers for letters: audits whose points are directed to bodies, judged in one follow-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage import clock
from storage import followups as followup_queries
from storage.operations.assessments import assess
from storage.operations.followups import edit_followup, start_followup
from storage.operations.records import add, edit
from storage.register import Register
from tests.followed_years import close, made

GREEN, YELLOW, RED, GREY, GONE = "implemented", "partial", "not_implemented", "not_assessable", "not_relevant"


@dataclass(frozen=True)
class Point:
    """A point: what it is judged as, whom it is directed to by itself, and what it is part of."""

    number: str
    judged: str | None = None
    to: Sequence[str] = ()
    part_of: str | None = None
    closed: str | None = None
    kind: str = "recommendation"
    stance: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Covered:
    """An audit with its points."""

    title: str
    bodies: Sequence[str]
    points: Sequence[Point] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """Ids of what was made."""

    followup: str
    audits: Mapping[str, str]
    bodies: Mapping[str, str]
    points: Mapping[tuple[str, str], str]


def letter_register(register: Register, *covered: Covered, closed: bool = True, year: int = 2026, **facts: Any) -> Made:
    """Make the bodies, the audits and a follow-up with its assessments; `facts` are the follow-up's own."""
    names = dict.fromkeys(
        name for audit in covered for name in (*audit.bodies, *(n for p in audit.points for n in p.to))
    )
    bodies = {name: made(register, "body", {"name": name, "kind": _kind(name)}) for name in names}
    audits: dict[str, str] = {}
    points: dict[tuple[str, str], str] = {}
    for audit in covered:
        auditees = tuple(bodies[name] for name in audit.bodies)
        audits[audit.title] = made(
            register, "audit", {"title": audit.title, "short_title": audit.title, "auditees": auditees, **audit.facts}
        )
        for point in audit.points:
            points[audit.title, point.number] = _point(register, audit, point, audits, bodies, points)
    start_followup(register, year=year, audits=list(audits.values()))
    opened = followup_queries.open_followup(register)
    assert opened is not None
    followup = opened.id
    edit_followup(register, followup, {"title": f"Uppföljning {year}", **facts})
    levels = followup_queries.levels(register, opened.scale or "")
    by_meaning = {level.means: level.id for level in reversed(levels)}
    for audit in covered:
        for point in audit.points:
            if point.judged:
                assess(register, [points[audit.title, point.number]], by_meaning[point.judged], comment="Sett.")
            if point.closed:
                edit(register, "recommendation", points[audit.title, point.number], {"closing_reason": point.closed})
    if closed:
        close(register, followup, clock.today())
    return Made(followup, audits, bodies, points)


def _kind(name: str) -> str:
    return "executive_board" if name == "Kommunstyrelsen" else "company" if name.endswith(" AB") else "committee"


def _point(
    register: Register,
    audit: Covered,
    point: Point,
    audits: Mapping[str, str],
    bodies: Mapping[str, str],
    points: Mapping[tuple[str, str], str],
) -> str:
    values: dict[str, Any] = {
        "audit": audits[audit.title],
        "number": point.number,
        "text": f"Ordna det som saknas i {audit.title}, del {point.number}",
        "kind": point.kind,
        "addressees": tuple(bodies[name] for name in point.to),
        "parent": points[audit.title, point.part_of] if point.part_of else None,
    }
    return min(add(register, "recommendation", {k: v for k, v in values.items() if v}).created["recommendation"])
