"""Words in the headers of tables of recommendations: which column each word heads.

The lists are data, likeliest first; a header is understood by its last noun before a preposition, as Swedish builds
them: *Revisionens bedömning av status* is a *bedömning*.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage.domain.level_words import plain_label

NUMBER = "number"
TEXT = "text"
LEVEL = "level"
COMMENT = "comment"
THEME = "theme"
ADDRESSEE = "addressee"
AUDIT = "audit"
BESIDE = "beside"
"""What belongs to a recommendation without having a field in a report: who does it, until when."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "recommendation": (
        "rekommendation", "rekommendationer", "rekommendationen", "rekommendationerna", "förbättringsområde",
        "förbättringsområden", "förbättringsförslag", "åtgärdsförslag", "observation", "observationer", "iakttagelse",
        "iakttagelser", "brist", "brister",
    ),
    "decision_point": ("beslutspunkt", "beslutspunkter", "delpunkt", "delpunkter"),
    "question": ("fråga", "frågor", "revisionsfråga", "revisionsfrågor"),
    "control": ("kontroll", "kontroller", "kontrollmål"),
    "remark": ("påpekande", "påpekanden", "medskick", "synpunkt", "synpunkter"),
}  # fmt: skip
"""Kind of recommendation → words that head the column of its text."""

WORDS: Mapping[str, tuple[str, ...]] = {
    TEXT: tuple(word for words in KINDS.values() for word in words),
    LEVEL: (
        "status", "bedömd status", "åtgärdsstatus", "bedömning", "statusbedömning", "åtgärdad", "åtgärdat", "åtgärdade",
        "genomförd", "genomfört", "genomförda", "uppfylld", "uppfyllt", "läge", "läget", "nuläge", "nuläget", "grad",
        "genomförandegrad", "trafikljus", "måluppfyllelse", "uppfyllelse", "nivå", "bedömningsnivå",
    ),
    COMMENT: (
        "kommentar", "kommentarer", "notering", "noteringar", "anteckning", "anteckningar", "motivering", "analys",
        "redogörelse", "beskrivning", "underlag", "åtgärd", "åtgärder", "svar", "yttrande", "bemötande", "återkoppling",
        "vad har gjorts", "vad har hänt", "anmärkning", "anmärkningar",
    ),
    NUMBER: (
        "nr", "nummer", "#", "no", "rek nr", "rek.nr", "rek. nr", "rekommendation nr", "rekommendationsnummer",
        "löpnummer", "löpnr", "punkt", "id", "ref",
    ),
    THEME: ("tema", "område", "granskningsområde", "delområde", "kategori", "ämne"),
    ADDRESSEE: (
        "riktas till", "riktad till", "riktade till", "adressat", "adressater", "mottagare", "nämnd", "nämnder",
        "ansvarig nämnd", "berörd nämnd", "berörda nämnder", "granskad nämnd", "nämnd/styrelse", "styrelse/nämnd",
        "organ", "till",
    ),
    AUDIT: ("granskning", "granskningar", "granskningens namn", "granskningsrapport", "revisionsrapport"),
    BESIDE: (
        "ansvarig", "ansvariga", "ansvar", "klart senast", "tidplan", "tidsplan", "slutdatum", "datum", "prioritet",
        "prioritering", "risk", "riskbedömning", "risknivå", "riskklass", "dnr", "diarienummer",
    ),
}  # fmt: skip
"""Column → its words, likeliest first; among several candidates the earlier word wins."""

EITHER = ("uppföljning", "uppföljningen", "resultat", "resultatet", "genomförande", "utfall", "klar", "klart")
"""Words for a column of levels where its cells are levels, else for one of comments."""
SECOND_CHOICE = ("bedömning", "iakttagelse", "iakttagelser", "observation", "observationer", *EITHER)
"""Words for the column of comments where no other column is it, and the recommendation stands before."""

FOREIGN = frozenset({
    "recommendation", "recommendations", "finding", "findings", "comment", "comments", "officer", "response",
    "implementation", "implemented", "bemærkning", "bemærkninger", "anbefaling", "anbefalinger", "ansvarlig",
    "oppfølging", "opfølgning", "vedtak", "tiltak", "vurdering", "suositus", "suositukset",
})  # fmt: skip
"""Words of headers in other languages that no Swedish header has."""

SETTLED = "bedömning eller skäl"
"""The header in our own tables of what earlier follow-ups had settled, which are no tables of recommendations."""

_PREPOSITION = re.compile(r"\s(?:från|för|av|till|enligt|avseende|om|i|per|på|vid|med|efter|sedan|inom)\s.*")
_ALTERNATIVES = re.compile(r"\s*[/|,&+]\s*|\s+(?:och|samt|eller)\s+|\s[–-]\s")
_YEAR = re.compile(r"\b(?:år\s+)?((?:19|20)\d\d)(?:\s*[–/-]\s*(?:\d\d)?\d\d)?\b")
_CONTINUED = re.compile(r",?\s*\(?\bforts(?:\.|ättning(?:en)?)?\)?(?=\W|$)", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_BODIES_OWN = re.compile(r"\b(?:nämnd|förvaltning|styrelse|verksamhet|kommun|bolag|sektor|region)\w*s\b")
_FOREIGN_LETTER = re.compile("[æø]", re.IGNORECASE)
_OF_RISK = re.compile(r"\b(?:risk|prioriter|väsentlighet|sannolikhet|konsekvens)")
"""What is assessed is a risk, and not what was done."""
_LEAST_COMPOUND = 6
"""Letters of a word that a compound may end with, as *statuskommentar* does."""


class HeaderWords(Struct, frozen=True):
    """The words of a header."""

    key: str
    """Its words for comparison, without years and parentheses."""
    year: int | None = None
    of_bodies: bool = False
    """True for the bodies' own account, such as *nämndens bedömning*."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The words that may decide on its column: the whole, then the noun that it is about."""
        first = _ALTERNATIVES.split(_PREPOSITION.sub("", f" {self.key} ").strip())[0].strip()
        noun = first.split(" ")[-1]
        return tuple(dict.fromkeys((self.key, first, noun)))


def header_words(header: str) -> HeaderWords:
    """Parse a header."""
    text = re.sub(r"(?<=\w)-\n(?=[a-zåäö])", "", header)
    year = _YEAR.search(text)
    plain = _IN_PARENTHESES.sub(" ", _CONTINUED.sub(" ", text)) if year is None else text
    key = plain_label(_IN_PARENTHESES.sub(" ", _YEAR.sub(" ", _CONTINUED.sub(" ", plain)))).strip(" ?:.,–-")
    key = "i" + key[1:] if key.startswith("lakttagelse") else key
    return HeaderWords(key, int(year[1]) if year else None, _BODIES_OWN.search(key) is not None)


def rank(words: HeaderWords, column: str) -> int | None:
    """Return how likely a header is that of a column, 0 for likeliest; None when it is not."""
    known = WORDS[column]
    if column == LEVEL and _OF_RISK.search(words.key):
        return None
    for order, head in enumerate(words.heads):
        if head in known:
            return known.index(head) + (100 * order) + (50 if words.of_bodies else 0)
    noun = words.heads[-1]
    ends = (word for word in known if len(word) >= _LEAST_COMPOUND and noun.endswith(word))
    longest = max(ends, key=len, default=None)
    return None if longest is None else known.index(longest) + 300


def kind_of(words: HeaderWords) -> str:
    """Return the kind of recommendation that a header of texts announces."""
    for head in words.heads:
        if (kind := next((kind for kind, known in KINDS.items() if head in known), None)) is not None:
            return kind
    noun = words.heads[-1]
    return next((kind for kind, known in KINDS.items() if any(noun.endswith(word) for word in known)), "recommendation")


def is_foreign(headers: Sequence[str]) -> bool:
    """True for headers of a table in another language than Swedish."""
    return any(
        _FOREIGN_LETTER.search(header) or any(head in FOREIGN for head in header_words(header).heads)
        for header in headers
    )
