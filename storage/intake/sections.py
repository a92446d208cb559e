"""What a heading in a follow-up report announces."""

import re
from enum import StrEnum

from storage.domain.scale import label_key


class Section(StrEnum):
    """A part of the chapter about one audit."""

    SUMMARY = "summary"
    """What the earlier audit was, in running text."""
    JUDGEMENT = "judgement"
    """The earlier audit's judgement."""
    GROUNDS = "grounds"
    TRAIL = "trail"
    """Letter and answer."""
    TABLE = "table"
    VERDICT = "verdict"
    """What the follow-up says of the audit."""


_NAMES: dict[Section, frozenset[str]] = {
    Section.SUMMARY: frozenset({
        "iakttagelser", "granskningen", "sammanfattning av genomförd granskning", "sammanfattning av granskningen",
        "sammanfattning av tidigare granskning", "sammanfattning av den tidigare granskningen", "tidigare granskning",
        "den tidigare granskningen", "genomförd granskning", "syfte", "granskningens syfte", "syfte och avgränsning",
        "syfte och revisionsfrågor", "granskningens resultat", "resultat",
    }),
    Section.JUDGEMENT: frozenset({
        "granskningens bedömning", "granskningens sammanfattande bedömning", "sammanfattande bedömning",
        "tidigare bedömning", "bedömning i granskningen",
    }),
    Section.GROUNDS: frozenset({"grunder", "grunder för bedömningen", "bedömningens grunder"}),
    Section.TRAIL: frozenset({
        "uppföljning", "uppföljning av granskningen", "svar", "kommunens svar", "nämndens svar", "styrelsens svar",
        "kommunstyrelsens svar", "svar på granskningen", "missiv och svar", "överlämnande och svar", "hantering",
    }),
    Section.TABLE: frozenset({
        "rekommendationer", "förbättringsområden", "rekommendationer och bedömning", "uppföljning av rekommendationer",
        "beslutspunkter", "frågor", "kontroller", "påpekanden", "bedömning av rekommendationer", "vidtagna åtgärder",
    }),
    Section.VERDICT: frozenset({
        "bedömning", "vår bedömning", "slutsats", "slutsatser", "samlad bedömning", "uppföljningens bedömning",
        "revisorernas bedömning", "bedömning av uppföljningen", "bedömning och slutsats",
    }),
}  # fmt: skip

_FRONT = re.compile(
    r"(?:sammanfattning|inledning|bakgrund|uppdrag\w*|syfte.*|metod.*|omfattning.*|avgränsning\w*|urval.*|innehåll\w*"
    r"|revisionskriterier|revisionsfrågor|bedömningsskala.*|skala|läsanvisning\w*|projektorganisation|bilag\w*.*|ordlista"
    r"|(?:samlad |sammanfattande |övergripande )?revisionell bedömning|underskrift\w*|om rapporten|kontaktuppgifter)"
)
_OVERALL = re.compile(r"(?:samlad |sammanfattande |övergripande )?revisionell bedömning")
_CHAPTER_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+|\d{1,2}\.\s+|\d{1,2}\s+(?=[A-ZÅÄÖ])")


def bare_title(title: str) -> str:
    """A heading without a typed chapter number."""
    return _CHAPTER_NUMBER.sub("", title, count=1) if _CHAPTER_NUMBER.match(title) else title


def section_of(title: str) -> Section | None:
    """The section that a heading announces; None when it is some other heading."""
    key = _key(title)
    return next((section for section, names in _NAMES.items() if key in names), None)


def is_front_matter(title: str) -> bool:
    """Whether a heading belongs to the report as a whole rather than to an audit."""
    return _FRONT.fullmatch(_key(title)) is not None


def is_purpose(title: str) -> bool:
    """Whether a heading of the report announces what the follow-up is for."""
    return _key(title).startswith("syfte")


def is_method(title: str) -> bool:
    """Whether a heading of the report announces how it was made."""
    return _key(title).startswith("metod")


def is_overall_judgement(title: str) -> bool:
    """Whether a heading announces the judgement of the whole follow-up."""
    return _OVERALL.fullmatch(_key(title)) is not None


def is_scale(title: str) -> bool:
    """Whether a heading announces what the levels mean."""
    return "skala" in _key(title)


def _key(title: str) -> str:
    key = label_key(bare_title(title))
    return "i" + key[1:] if key.startswith("lakttagelse") else key
