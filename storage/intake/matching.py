"""Which audits and recommendations of a report the register holds already."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from storage.domain.text import one_line, searchable
from storage.intake.neutral import ReportAudit, ReportRecommendation
from storage.intake.planned import KnownAudit, KnownRecommendation


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
