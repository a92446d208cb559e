"""Swedish nouns for what a follow-up covers and for its points, in the forms that reports need."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from exports.swedish import joined, number
from storage.domain.records import Audit


class Noun(Struct, frozen=True):
    """A Swedish noun in its four forms."""

    one: str
    several: str
    definite: str
    """All of several: `rekommendationerna`."""
    the_one: str = ""
    """The one: `rekommendationen`."""
    neuter: bool = False
    """True of `ett beslut`."""

    def of(self, amount: int) -> str:
        """Return the form for `amount`."""
        return self.one if amount == 1 else self.several

    @property
    def none(self) -> str:
        """Return `ingen` or `inget`."""
        return "inget" if self.neuter else "ingen"

    def the(self, amount: int) -> str:
        """Return the definite form for `amount`."""
        return self.the_one if amount == 1 else self.definite

    def counted(self, amount: int) -> str:
        """Return `37 rekommendationer`, `en rekommendation` or `ett beslut`."""
        return f"{number(amount, neuter=self.neuter)} {self.of(amount)}"


_RECOMMENDATION = Noun("rekommendation", "rekommendationer", "rekommendationerna", "rekommendationen")
_DECISION_POINT = Noun("beslutspunkt", "beslutspunkter", "beslutspunkterna", "beslutspunkten")
POINTS: Mapping[str, Noun] = MappingProxyType(
    {
        "recommendation": _RECOMMENDATION,
        "decision_point": _DECISION_POINT,
        "question": Noun("fråga", "frågor", "frågorna", "frågan"),
        "control": Noun("kontroll", "kontroller", "kontrollerna", "kontrollen"),
        "remark": Noun("påpekande", "påpekanden", "påpekandena", "påpekandet", neuter=True),
    }
)
"""Kind of recommendation → noun, in the order of :data:`exports.document.KINDS`."""
OTHER_POINT = Noun("punkt", "punkter", "punkterna", "punkten")
BOTH_COUNTED = Noun(
    "rekommendation eller beslutspunkt",
    "rekommendationer och beslutspunkter",
    "rekommendationerna och beslutspunkterna",
    "rekommendationen eller beslutspunkten",
)
LETTER_QUESTION = Noun("fråga i brev", "frågor i brev", "frågorna i brev", "frågan i brev")
MEASURE = Noun("åtgärd", "åtgärder", "åtgärderna", "åtgärden")

_AUDIT = Noun("granskning", "granskningar", "granskningarna", "granskningen")
SOURCES: Mapping[str, Noun] = MappingProxyType(
    {
        "audit": _AUDIT,
        "evaluation": Noun("utvärdering", "utvärderingar", "utvärderingarna", "utvärderingen"),
        "board_decision": Noun("beslut", "beslut", "besluten", "beslutet", neuter=True),
        "control_plan": Noun(
            "internkontrollplan", "internkontrollplaner", "internkontrollplanerna", "internkontrollplanen"
        ),
        "incident": Noun("händelse", "händelser", "händelserna", "händelsen"),
    }
)
"""Source of an audit → noun."""
_MATTER = Noun("ärende", "ärenden", "ärendena", "ärendet", neuter=True)
_AUDIT_OR_MATTER = Noun(
    "granskning eller ärende", "granskningar och ärenden", "granskningarna och ärendena", "granskningen eller ärendet"
)


def source_of(audit: Audit) -> str:
    """Return an audit's source; an unknown one is `audit`."""
    return audit.source if audit.source and audit.source in SOURCES else "audit"


def source_noun(audit: Audit) -> Noun:
    """Return the noun for an audit by its source."""
    return SOURCES[source_of(audit)]


def point_noun(kind: str) -> Noun:
    """Return the noun for a kind of recommendation."""
    return POINTS.get(kind, OTHER_POINT)


def common_noun(audits: Iterable[Audit]) -> Noun:
    """Return the noun for several audits together: that of their one source, else one for all sources."""
    sources = {source_of(audit) for audit in audits}
    if len(sources) == 1:
        return SOURCES[sources.pop()]
    return _AUDIT_OR_MATTER if "audit" in sources or not sources else _MATTER


def sources_counted(audits: Iterable[Audit]) -> str:
    """Return `fem granskningar, en internkontrollplan och ett beslut`."""
    found = Counter(source_of(audit) for audit in audits)
    return joined(noun.counted(found[source]) for source, noun in SOURCES.items() if found[source])
