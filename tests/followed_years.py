"""An office that has followed up the same audits three years in a row, on a scale of its own each year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exports.report.file import closing_context, template_sha256
from storage import followups as followup_queries
from storage.domain.editable_fields import Given
from storage.operations.assessments import assess
from storage.operations.followups import close_followup, start_followup
from storage.operations.records import add
from storage.operations.scales import make_scale
from storage.register import Register

SCALES: Mapping[str, Sequence[Mapping[str, Given]]] = {
    "Färger": (
        {"label": "Grön", "means": "implemented", "definition": "Klart."},
        {"label": "Gul", "means": "partial"},
        {"label": "Röd", "means": "not_implemented"},
        {"label": "Grå", "means": "not_assessable"},
    ),
    "Ja och nej": ({"label": "Ja", "means": "implemented"}, {"label": "Nej", "means": "not_implemented"}),
    "Ord": (
        {"label": "Genomfört", "means": "implemented"},
        {"label": "Till stor del", "means": "partial", "symbol": "◕"},
        {"label": "Påbörjat", "means": "partial"},
        {"label": "Ogjort", "means": "not_implemented"},
        {"label": "Överspelat", "means": "not_relevant"},
    ),
}
JUDGED: Mapping[str, Sequence[tuple[str, ...]]] = {
    "Färger": (("Grön", "Gul", "Röd", "Röd", "Grå"), ("Gul", "Röd", "Grön")),
    "Ja och nej": (("Ja", "Nej", "Ja", "Nej", "Nej"),),
    "Ord": (("Påbörjat", "Till stor del", "Genomfört", "Ogjort", "Överspelat"), ("Ogjort",), ("Genomfört", "Ogjort")),
}
"""Scale → audit by audit, what each recommendation is judged as; what is not named is left unjudged."""
SIZES = (5, 3, 2)
YEARS = dict(zip(SCALES, (2024, 2025, 2026), strict=True))


@dataclass(frozen=True)
class Years:
    """What there is in the end."""

    audits: list[str]
    points: list[list[str]]
    """Recommendations, audit by audit."""
    followups: dict[str, str]
    """Scale → the follow-up judged on it."""


def three_years(register: Register, *, closing: int = 3) -> Years:
    """Follow up three times; the last of them are left open where fewer are to be closed."""
    audits, points = [], []
    for number, size in enumerate(SIZES, 1):
        audit = made(register, "audit", {"title": f"Granskning {number}", "years": "2021", "handed_over": "2021-05-03"})
        audits.append(audit)
        points.append(
            [made(register, "recommendation", {"audit": audit, "number": str(n), "text": f"Gör sak {n}"})
             for n in range(1, size + 1)]
        )  # fmt: skip
    followups = {}
    for at, (label, levels) in enumerate(SCALES.items()):
        scale = min(make_scale(register, label, levels).created["scale"])
        followups[label] = begun(register, YEARS[label], scale, audits[: len(JUDGED[label])])
        judge(register, points, label)
        if at < closing:
            close(register, followups[label], date(YEARS[label], 11, 20))
    return Years(audits, points, followups)


def made(register: Register, entity: str, values: Mapping[str, Given]) -> str:
    """The id of a new record."""
    return min(add(register, entity, values).created[entity])


def begun(register: Register, year: int, scale: str, audits: Sequence[str]) -> str:
    """The id of a follow-up that is begun."""
    change = start_followup(register, year=year, scale=scale, audits=audits, scope="all")
    return min(change.records("followup"))


def judge(register: Register, points: Sequence[Sequence[str]], scale: str) -> None:
    """Judge as `JUDGED` says."""
    open_one = followup_queries.open_followup(register)
    assert open_one is not None
    levels = {level.label: level.id for level in followup_queries.levels(register, open_one.scale or "")}
    for own, labels in zip(points, JUDGED[scale], strict=False):
        for point, label in zip(own, labels, strict=False):
            assess(register, [point], levels[label], comment=f"{label}.")


def close(register: Register, followup: str, day: date) -> None:
    """Close a follow-up as the command does."""
    material = followup_queries.followup_material(register, followup)
    context = closing_context(material, today=day)
    close_followup(register, followup, context=context, template=template_sha256(None))
