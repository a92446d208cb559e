"""What a report says of controls, questions and measures, read from its text, and the same facts from raw rows."""

import re
import sqlite3
from collections import Counter
from pathlib import Path

from storage.register import Register

Facts = Counter[tuple[str, str]]
"""(what, state) → how many; the state is empty for all of them."""

_NUMBERS = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
_STEMS = {"fråg": "question", "kontroll": "control", "påpekande": "remark", "åtgärd": "measure"}
_STATES = {"klar": "done", "klara": "done", "pågår": "ongoing", "planerad": "planned", "planerade": "planned"}
_NUMBER = rf"(\d+|ett|{'|'.join(_NUMBERS)})"


def amount(word: str) -> int:
    """The number that a word says."""
    return int(word) if word.isdecimal() else 1 if word == "ett" else _NUMBERS.index(word)


def told(paragraph: str) -> Facts:
    """The facts that a paragraph on them tells."""
    facts: Facts = Counter()
    covered, *rest = re.split(r"(?<=[.”])\s(?=[A-ZÅÄÖ])", paragraph)
    for number, stem, letter in re.findall(
        rf"\b{_NUMBER} (fråg|kontroll|påpekande|åtgärd)\w*( i brev)?", covered.partition("omfattar")[2]
    ):
        facts["letter" if letter else _STEMS[stem], ""] += amount(number)
    for each in rest:
        _told_in(each, facts)
    return +facts


def _told_in(text: str, facts: Facts) -> None:
    what = next(_STEMS[stem] for stem in _STEMS if stem in text.lower())
    if "besvarats" in text:
        what = "letter" if ("letter", "") in facts else "question"
        facts[what, "answered"] = _answered(text, facts[what, ""])
    elif what == "measure":
        for number, state in re.findall(rf"{_NUMBER} (?:är )?(klara?|pågår|planerade?)\b", text):
            facts[what, _STATES[state]] += amount(number)
        if match := re.match(r"(?:Åtgärden|Båda|Alla) .*?(klara?|pågår|planerade?)\.$", text):
            facts[what, _STATES[match[1]]] = facts[what, ""]
    elif re.match(r"Av \w+ har ", text):
        for number, label in re.findall(rf"{_NUMBER} bedömningen ”([^”]+)”", text):
            facts[what, label] += amount(number)
    elif match := re.search(r"har bedömningen ”([^”]+)”", text):
        facts[what, match[1]] = facts[what, ""]


def _answered(text: str, every: int) -> int:
    if match := re.match(rf"Av .* har {_NUMBER} besvarats\.", text):
        return amount(match[1])
    return 0 if "inte besvarats" in text or text.startswith("Ingen") else every


_COVERED = (
    "WITH a AS (SELECT f.audit AS id, a.source FROM followup_audit f JOIN audit a ON a.id = f.audit "
    "WHERE f.followup = ? AND f.removed IS NULL AND a.removed IS NULL) "
)


def recorded(register: Register, followup: str) -> Facts:
    """The same facts in plain SQL."""
    return facts_in(register.path, followup)


def facts_in(path: Path, followup: str) -> Facts:
    """Count points that are not counted with the recommendations, questions of letters, and measures."""
    facts: Facts = Counter()
    connection = sqlite3.connect(path)
    for kind, label in connection.execute(
        f"{_COVERED} SELECT r.kind, l.label FROM recommendation r JOIN a ON a.id = r.audit "
        "LEFT JOIN assessment s ON s.recommendation = r.id AND s.followup = ? AND s.removed IS NULL "
        "LEFT JOIN level l ON l.id = s.level WHERE r.removed IS NULL "
        "AND r.kind IN ('question', 'control', 'remark') AND r.id NOT IN "
        "(SELECT parent FROM recommendation WHERE parent IS NOT NULL AND removed IS NULL)",
        (followup, followup),
    ):
        facts[kind, ""] += 1
        if label:
            facts[kind, label] += 1
    for _, answered in connection.execute(
        f"{_COVERED} SELECT DISTINCT q.id, EXISTS (SELECT 1 FROM response_line_target t "
        "JOIN response_line n ON n.id = t.response_line JOIN response r ON r.id = n.response "
        "WHERE t.question = q.id AND t.removed IS NULL AND n.removed IS NULL AND r.removed IS NULL "
        "AND coalesce(r.kind, 'answer') IN ('answer', 'supplementary')) FROM letter_question q "
        "JOIN letter l ON l.id = q.letter JOIN letter_audit k ON k.letter = l.id JOIN a ON a.id = k.audit "
        "WHERE q.removed IS NULL AND l.removed IS NULL AND k.removed IS NULL",
        (followup,),
    ):
        facts["letter", ""] += 1
        facts["letter", "answered"] += answered
    for (state,) in connection.execute(
        f"{_COVERED} SELECT m.state FROM measure m WHERE m.removed IS NULL AND (m.audit IN (SELECT id FROM a) "
        "OR EXISTS (SELECT 1 FROM measure_recommendation k JOIN recommendation r ON r.id = k.recommendation JOIN a ON "
        "a.id = r.audit WHERE k.measure = m.id AND k.removed IS NULL AND r.removed IS NULL AND "
        "(coalesce(r.kind, 'recommendation') <> 'recommendation' OR coalesce(a.source, 'audit') <> 'audit')) OR "
        "(m.audit IS NULL AND NOT EXISTS (SELECT 1 FROM measure_recommendation k WHERE k.measure = m.id AND k.removed "
        "IS NULL) AND EXISTS (SELECT 1 FROM response_audit k JOIN a ON a.id = k.audit JOIN response r ON "
        "r.id = k.response WHERE k.response = m.response AND k.removed IS NULL AND r.removed IS NULL)) OR "
        "(m.audit IS NULL AND NOT EXISTS (SELECT 1 FROM measure_recommendation k WHERE k.measure = m.id AND k.removed "
        "IS NULL) AND EXISTS (SELECT 1 FROM response_line n JOIN response_line_target t ON t.response_line = n.id "
        "JOIN letter_question q ON q.id = t.question JOIN letter_audit k ON k.letter = q.letter JOIN a ON "
        "a.id = k.audit WHERE n.response = m.response)))",
        (followup,),
    ):
        facts["measure", ""] += 1
        if state:
            facts["measure", state] += 1
    connection.close()
    return +facts
