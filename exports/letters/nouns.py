"""Nouns of letters for audits of each type and other sources of recommendations, and titles inside sentences."""

import re
from collections.abc import Sequence

from msgspec import Struct

from exports.document import line
from storage.domain.records import Audit


class AuditNoun(Struct, frozen=True):
    """Words for what a letter hands over."""

    one: str
    """`en granskning`."""
    definite: str
    """`granskningen`."""
    several: str
    """`granskningarna`."""
    report: str
    """What is enclosed: `Granskningsrapport`."""
    reports: str
    """The same with its article: `Granskningsrapporten`."""
    own: bool = True
    """True if the auditors have done it themselves."""


_AUDIT = AuditNoun("en granskning", "granskningen", "granskningarna", "Granskningsrapport", "Granskningsrapporten")
_BY_TYPE = {
    "follow_up": AuditNoun(
        "en uppföljande granskning",
        "den uppföljande granskningen",
        "de uppföljande granskningarna",
        "Rapport",
        "Rapporten",
    ),
    "pre_study": AuditNoun(
        "en förstudie", "förstudien", "förstudierna", "Rapport från förstudien", "Rapporten från förstudien"
    ),
    "lay_audit": AuditNoun(
        "en lekmannagranskning", "lekmannagranskningen", "lekmannagranskningarna", _AUDIT.report, _AUDIT.reports
    ),
    "it": AuditNoun("en it-granskning", "it-granskningen", "it-granskningarna", _AUDIT.report, _AUDIT.reports),
}
_BY_SOURCE = {
    "evaluation": AuditNoun(
        "en utvärdering", "utvärderingen", "utvärderingarna", "Utvärdering", "Utvärderingen", own=False
    ),
    "board_decision": AuditNoun("ett beslut", "beslutet", "besluten", "Beslut", "Beslutet", own=False),
    "control_plan": AuditNoun(
        "en internkontrollplan", "internkontrollplanen", "internkontrollplanerna", "Plan", "Planen", own=False
    ),
    "incident": AuditNoun(
        "en redovisning av en händelse", "händelsen", "händelserna", "Redovisning", "Redovisningen", own=False
    ),
}

_NOUN = r"[\w-]*(?:granskning|förstudie|uppföljning|utvärdering|revision)"
_SAYS_ITSELF = re.compile(
    rf"(?:[\w-]+(?:e|a|nde|ad|lig|sk)\s)?{_NOUN}(?P<article>en|n)?\s(?:av|om|avseende|rörande|gällande|kring|inom|i|för|på)\s",
    re.IGNORECASE,
)
"""A title that is a phrase of its own: `Granskning av måltider`, `Fördjupad granskning av måltider`."""
_HAS_NOUN = re.compile(rf"\b{_NOUN}(?:en|n)?\b", re.IGNORECASE)


def noun_of(audit: Audit) -> AuditNoun:
    """Return what an audit is called by its source, and by its type."""
    if audit.source in _BY_SOURCE:
        return _BY_SOURCE[audit.source]
    return _BY_TYPE.get(audit.type or "", _AUDIT)


def noun_of_all(audits: Sequence[Audit]) -> str:
    """Return what audits are called together: `granskningen`, `förstudierna`."""
    nouns = dict.fromkeys(map(noun_of, audits))
    noun = next(iter(nouns)) if len(nouns) == 1 else _AUDIT
    return noun.several if len(audits) > 1 else noun.definite


def named(audit: Audit) -> str:
    """Return an audit inside a sentence: `granskningen ”Måltider”`, `en granskning av måltider`.

    A title that says itself what it is gets no second noun before it.
    """
    title, noun = line(audit.title) or line(audit.short_title), noun_of(audit)
    if not title:
        return noun.one
    if found := _SAYS_ITSELF.match(title):
        small = title[:1].lower() if title[1:2].islower() else title[:1]
        return ("" if found["article"] else "en ") + small + title[1:]
    return f"”{title}”" if _HAS_NOUN.search(title) else f"{noun.definite} ”{title}”"
