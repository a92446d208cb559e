"""The scale that a report judges on: one that the register has, or a new one in the report's words."""

from collections.abc import Sequence

from msgspec import Struct

from storage.domain.records import Level
from storage.domain.scale import MEANS, STANDARD, LevelWords, label_key, meaning
from storage.intake.neutral import ReportDocument
from storage.intake.planned import KnownScale, Planner

_WORDS: dict[str, LevelWords] = {words.means: words for words in STANDARD}


class PlannedLevel(Struct, frozen=True):
    """A level as the rows refer to it."""

    id: str
    means: str


class PlannedScale(Struct, frozen=True):
    """The scale of the follow-up."""

    id: str | None
    """None when the register has no scale and the report judges nothing."""
    levels: dict[str, PlannedLevel] = {}
    """Label, as it is compared → level."""

    def level(self, label: str | None) -> PlannedLevel | None:
        """The level that a printed label names; None when nothing is printed or nothing is known by it."""
        return self.levels.get(label_key(label)) if label else None


def plan_scale(planner: Planner, document: ReportDocument) -> PlannedScale:
    """The first known scale that has every printed label, else a new one with those that are understood."""
    printed = [row.label for audit in document.audits for row in audit.recommendations if row.label]
    understood = [label for label in printed if meaning(label)]
    for labels in (printed, understood):
        known = next((scale for scale in planner.known.scales if _has_all(scale, labels)), None)
        if known and (labels or not printed):
            return PlannedScale(known.id, _levels_by_label(known))
    return _new_scale(planner, document, understood) if understood else PlannedScale(None)


def _new_scale(planner: Planner, document: ReportDocument, printed: Sequence[str]) -> PlannedScale:
    definitions = {label_key(label): text for label, text in document.definitions}
    labels = {label_key(label): label for label in (*(label for label, _ in document.definitions), *printed)}
    ordered = sorted(labels.values(), key=lambda label: MEANS.index(_means(label)))
    scale = planner.free("scale", "1", {"label": " – ".join(ordered)})
    levels: dict[str, PlannedLevel] = {}
    for order, label in enumerate(ordered, 1):
        words = _WORDS[_means(label)]
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


def _means(label: str) -> str:
    found = meaning(label)
    if found is None:
        raise ValueError(label)
    return found


def _has_all(scale: KnownScale, labels: Sequence[str]) -> bool:
    names = _levels_by_label(scale)
    return all(label_key(label) in names for label in labels)


def _levels_by_label(scale: KnownScale) -> dict[str, PlannedLevel]:
    ordered: list[Level] = sorted(scale.levels, key=lambda level: level.order or 0)
    found: dict[str, PlannedLevel] = {}
    for names in ([level.label for level in ordered], [level.short_label for level in ordered]):
        for name, level in zip(names, ordered, strict=True):
            if name and level.means:
                found.setdefault(label_key(name), PlannedLevel(level.id, level.means))
    return found
