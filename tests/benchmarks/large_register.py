"""A register as an office might have it after a very long time: built once, through the operations, and used again.

Every audit has ten actions behind it: its entering, its letter, the answer, and seven judgements with comments.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from storage import followups
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.operations.assessments import assess
from storage.register import Register, create_register

FIRST_WORDS = "Se över rutinen"
"""How the first recommendation of every audit begins."""
PER_AUDIT = 12.5
JUDGED = 7
_BODIES = 24

_DOING = ("Säkerställ att", "Förtydliga hur", "Följ upp att", "Dokumentera hur", "Ta fram en plan för hur", "Pröva om")
_WHAT = (
    "attesten av leverantörsfakturor",
    "uppföljningen av ramavtal",
    "lösenordspolicyn",
    "avvikelsehanteringen",
    "genomförandeplanerna",
    "kostnadsberäkningen inför beslut",
    "behörigheterna i verksamhetssystemen",
    "rapporteringen av bisysslor",
    "kvalitetsarbetet i förskolan",
    "informationsklassningen",
    "underhållsplanen för fastigheterna",
    "statistiken över väntetider",
)
_HOW = (
    "sköts på samma sätt i hela förvaltningen",
    "beskrivs i en riktlinje som är beslutad och känd",
    "prövas minst en gång om året och återrapporteras till nämnden",
    "bygger på en dokumenterad riskbedömning",
    "har en utsedd ansvarig med tid för uppgiften",
    "omfattas av den interna kontrollen",
)
_THEMES = ("Styrning", "Kunskap", "Uppföljning", "Ekonomi")
_SUBJECTS = ("Avtalstrohet", "Hemtjänst", "Informationssäkerhet", "Investeringar", "Livsmedelstillsyn", "Övertid")


def register(folder: Path, recommendations: int) -> Path:
    """The path of a register of about that many recommendations; it is built where it is not there yet."""
    path = folder / f"large-{recommendations}.db"
    if not path.exists():
        draft = path.with_suffix(".building")
        draft.unlink(missing_ok=True)
        with create_register(draft, office="Exempelby kommuns revisorer", who="Anna") as made:
            made.connection.execute("PRAGMA synchronous=OFF")  # building is not what is measured
            _fill(made, int(recommendations / PER_AUDIT))
        draft.rename(path)
    return path


def _fill(register: Register, audits: int) -> None:
    chance = Random(4)
    bodies = [_body(register, number) for number in range(_BODIES)]
    followup = followups.open_followup(register)
    scale = followup.scale if followup else None
    levels = [level.id for level in followups.levels(register, scale or "")]
    for number in range(audits):
        audited = chance.sample(bodies, 2)
        audit, rows = _audit(register, chance, number, audited)
        _letter(register, number, audit, audited)
        _answer(register, number, audit, audited[0])
        for row in chance.sample(rows, JUDGED):
            assess(register, [row], chance.choice(levels[:3]), comment=_sentences(chance, 3))


def _body(register: Register, number: int) -> str:
    body = f"{number:08x}-0000-4000-8000-000000000001"
    with register.recording("add_body") as action:
        action.put("body", body, {"name": f"Nämnd {number + 1}", "kind": "committee"})
    return body


def _audit(register: Register, chance: Random, number: int, audited: list[str]) -> tuple[str, list[str]]:
    audit = f"{number:08x}-0000-4000-8000-000000000002"
    rows = [f"{number:08x}-0000-4000-9000-{row:012x}" for row in range(int(PER_AUDIT) + number % 2)]
    with register.recording("add_audit") as action:
        values: dict[str, Value] = {
            "title": f"{chance.choice(_SUBJECTS)} {number + 1}",
            "years": str(1990 + number % 35),
            "purpose": _sentences(chance, 3),
            "judgement": _sentences(chance, 4),
        }
        action.put("audit", audit, values)
        for body in audited:
            _link(register, action.put, "audit_auditee", audit=audit, body=body)
        for place, row in enumerate(rows):
            text = _sentences(chance, 3)
            values = {
                "audit": audit,
                "kind": "recommendation",
                "number": str(place + 1),
                "position": place + 1,
                "theme": _THEMES[place // 4],
                "text": text if place else f"{FIRST_WORDS} för {chance.choice(_WHAT)}. {text}",
            }
            action.put("recommendation", row, values)
    return audit, rows


def _letter(register: Register, number: int, audit: str, audited: list[str]) -> None:
    letter = f"{number:08x}-0000-4000-8000-000000000003"
    year = 1990 + number % 35
    with register.recording("log_missiv") as action:
        values: dict[str, Value] = {"kind": "missiv", "decided": f"{year}-12-01", "answer_due": f"{year + 1}-03-01"}
        action.put("letter", letter, values)
        _link(register, action.put, "letter_audit", letter=letter, audit=audit)
        for body in audited:
            _link(register, action.put, "letter_recipient", letter=letter, body=body, role="answer")


def _answer(register: Register, number: int, audit: str, responder: str) -> None:
    response = f"{number:08x}-0000-4000-8000-000000000004"
    values: dict[str, Value] = {
        "responder": responder,
        "kind": "answer",
        "decided_on": f"{1991 + number % 35}-02-20",
        "paragraph": str(number % 150 + 1),
    }
    with register.recording("add_response") as action:
        action.put("response", response, values)
        _link(register, action.put, "response_audit", response=response, audit=audit)


def _link(register: Register, put: Callable[[str, str, Mapping[str, Value]], None], entity: str, **values: str) -> None:
    put(entity, id_from_fields(register.register_id, entity, values), values)


def _sentences(chance: Random, number: int) -> str:
    """That many sentences, about 90 characters each."""
    parts = ((chance.choice(_DOING), chance.choice(_WHAT), chance.choice(_HOW)) for _ in range(number))
    return " ".join(f"{' '.join(part)}." for part in parts)
