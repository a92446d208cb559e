"""Nouns of letters for audits of each type and other sources of recommendations, and titles inside sentences."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from exports.document import line
from exports.swedish import joined, number
from storage.domain.records import Audit


class AuditNoun(Struct, frozen=True):
    """Words for what a letter hands over."""

    one: str
    """`granskning`."""
    definite: str
    """`granskningen`."""
    several: str
    """`granskningarna`."""
    report: str
    """What is enclosed: `Granskningsrapport`."""
    reports: str
    """The same with its article: `Granskningsrapporten`."""
    titles: str
    """Words that a title of its own begins with, as a pattern."""
    earlier: tuple[str, str] = ("tidigare granskning", "tidigare granskningar")
    """One and several that are followed up."""
    article: str = "en"
    own: bool = True
    """True if the auditors have done it themselves."""


def _audit(one: str, several: str, report: str = "Granskningsrapport", *, titles: str = "granskning") -> AuditNoun:
    *before, word = one.split()
    ending = "n" if word.endswith("e") else "en"
    definite = " ".join(["den", *before, word + ending] if before else [word + ending])
    reports = report.replace("rapport", "rapporten").replace("Rapport", "Rapporten")
    return AuditNoun(one, definite, several, report, reports, rf"[\w-]*(?:{titles})")


_AUDIT = _audit("granskning", "granskningarna")
_BY_TYPE = {
    "follow_up": _audit("uppföljande granskning", "de uppföljande granskningarna", titles="granskning|uppföljning"),
    "pre_study": _audit("förstudie", "förstudierna", "Rapport från förstudien", titles="förstudie|granskning"),
    "lay_audit": _audit("lekmannagranskning", "lekmannagranskningarna"),
    "it": _audit("it-granskning", "it-granskningarna"),
}
_BY_SOURCE = {
    "evaluation": AuditNoun(
        "utvärdering", "utvärderingen", "utvärderingarna", "Utvärdering", "Utvärderingen", r"[\w-]*utvärdering",
        ("tidigare utvärdering", "tidigare utvärderingar"), own=False,
    ),
    "board_decision": AuditNoun(
        "beslut", "beslutet", "besluten", "Beslut", "Beslutet", "beslut",
        ("tidigare beslut", "tidigare beslut"), "ett", own=False,
    ),
    "control_plan": AuditNoun(
        "internkontrollplan", "internkontrollplanen", "internkontrollplanerna", "Internkontrollplan",
        "Internkontrollplanen", r"[\w-]*plan", ("internkontrollplan", "internkontrollplaner"), own=False,
    ),
    "incident": AuditNoun(
        "händelse", "händelsen", "händelserna", "Redovisning av händelsen", "Redovisningen av händelsen",
        "händelse|redovisning", ("tidigare händelse", "tidigare händelser"), own=False,
    ),
}  # fmt: skip

_ADJECTIVES = r"(?:[\w-]+(?:e|a|ad|ig|sk|d)\s){0,2}"
_ABOUT = r"(?:av|om|avseende|rörande|gällande|kring|inom|i|för|på)"


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


def earlier(audits: Sequence[Audit]) -> str:
    """Return what was followed up, counted: `fem tidigare granskningar och ett tidigare beslut`."""
    counts = Counter(noun_of(audit).earlier for audit in audits)
    neuter = {noun_of(audit).earlier for audit in audits if noun_of(audit).article == "ett"}
    if not counts:
        return ""
    return joined(
        f"{number(count, neuter=words in neuter)} {words[0] if count == 1 else words[1]}"
        for words, count in counts.items()
    )


def named(audit: Audit) -> str:
    """Return an audit inside a sentence: `granskningen ”Måltider”`, `en granskning av måltider`.

    A title that says itself what it is gets no second noun before it.
    """
    title, noun = line(audit.title) or line(audit.short_title), noun_of(audit)
    if not title:
        return f"{noun.article} {noun.one}"
    found = re.match(
        rf"{_ADJECTIVES}(?:{noun.titles})(?P<article>en|n|et)?(?P<about>\s{_ABOUT}\s)?\b", title, re.IGNORECASE
    )
    if not found:
        return f"{noun.definite} ”{title}”"
    if not found["about"]:
        return f"”{title}”"
    small = title[:1].lower() if title[1:2].islower() else title[:1]
    return f"{'' if found['article'] else noun.article + ' '}{small}{title[1:]}"
