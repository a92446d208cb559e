"""Parsing of the account of letter and response into dates, paragraph (§) and bodies, sentence by sentence.

Only explicit statements are parsed; the rest remains text. If two sentences contradict each other, the first counts
and a note is made.
"""

import re
from collections.abc import Iterator
from typing import Any

from storage.domain.body_names import first_name, names_in, names_others
from storage.domain.dates import dates_in, first_day, is_partial_date, last_day
from storage.domain.records import replace
from storage.intake.document import UNDERSTOOD, Notebook, TrailFacts

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\"”])|\n")
_HANDED = re.compile(r"\böverlämna(?:de|des|t|ts|s)?\b", re.IGNORECASE)
_LATEST = re.compile(r"\bsenast\b[^\d]{0,20}(?:den\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\btill\b\D{0,12}$")
_ASKED = re.compile(r"\b(?:ombads|ombeds|ombetts|anmodades|anmodas|uppmanades)\b", re.IGNORECASE)
_INFINITIVE = re.compile(
    r"\b(?:att\s+)?(?:åter\w+|svara|besvara|yttra|inkomma|lämna|redovisa|komma|avge)\b", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"\b(?:åter(?:kopplade|rapporterade)|besvarade(?:s)?|(?:har\s+)?svarade|yttrade\s+sig|avgav|har\s+(?:svarat|besvarat)"
    r"|svar(?:et)?\s+(?:beslutades|lämnades|antogs|avgavs))\b",
    re.IGNORECASE,
)
_RECEIVED = re.compile(r"\bsvaret\s+(?:kom\s+in|inkom)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"§{1,2}\s*(\d+)(?:\s*(–|-|och)\s*(\d+))?")
_JOINT = re.compile(r"\b(?:samordnat|samlat|gemensamt)\s+(?:svar|yttrande)\b", re.IGNORECASE)
_BEHALF = re.compile(r"\bför egen del och för\s+(?P<names>.+?)(?=\s+(?:den\s+\d|i\s+\w+\s+\d{4}|\d{4})|,\s*§|\.\s*$|$)")
_EXTENSION = re.compile(r"\banstånd\b", re.IGNORECASE)
_REQUESTED = re.compile(r"\b(?:begär\w*|ansök\w*|bett)\b", re.IGNORECASE)
_NEVER_REQUESTED = re.compile(
    r"\b(?:begär\w*\s+(?:inte|aldrig)|(?:inte|aldrig)\s+begär\w*|inget\s+anstånd)\b", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\b(?:inte\s+(?:beviljats|beviljades|medgavs)|(?:beviljades|medgavs)\s+inte|avslogs|nekades)\b", re.IGNORECASE
)
_GRANTED = re.compile(r"\b(?:bevilja(?:des|ts|de|t)|medg(?:avs|etts|av|ivits))\b", re.IGNORECASE)
_UNSAID = re.compile(r"\bbeslut\w*\b.*\bframgår\s+inte\b", re.IGNORECASE)
_YEAR_ONLY = re.compile(
    r"\b(?:senast|beslutade|svarade|lämnades|kom in|till|under|år)\s+((?:19|20)\d\d)\b(?!-)", re.IGNORECASE
)
_TO = re.compile(r"\btill\b\s+(.+)", re.IGNORECASE)
_TO_ENDS = re.compile(
    r"\s+(?:i\s+(?:\w+\s+)?\d{4}|i\s+\w+\s+\d{4}|i\s+januari|per\s|den\s+\d|\d{4}|för\s+(?:yttrande|svar|kännedom)|med\s|där|som\s|och\s+(?:begärde|bad))"
)


def trail_facts(text: str, notebook: Notebook, where: str) -> TrailFacts:
    """Parse the account of letter and response."""
    facts = TrailFacts()
    for sentence in sentences(text):
        facts = _merged(facts, _facts_of(sentence), notebook, where)
    _check_order(facts, notebook, where)
    return facts


def has_trail(text: str) -> bool:
    """True when a paragraph is about handing over a report or responding to it."""
    found = [_facts_of(sentence) for sentence in sentences(text)]
    return any(facts.handed_over or facts.answer_due or facts.answered_on for facts in found)


def sentences(text: str) -> Iterator[str]:
    """Split a text into sentences, without non-breaking spaces."""
    plain = text.replace("\u00a0", " ")
    return (part.strip() for part in _SENTENCE_END.split(plain) if part.strip())


def with_others(facts: TrailFacts, auditees: tuple[str, ...]) -> TrailFacts:
    """The facts with *berörda nämnder* replaced by the audited bodies, and a joint response covering all recipients."""
    handed_to = facts.handed_to
    if facts.others_concerned:
        handed_to = tuple(dict.fromkeys((*handed_to, *auditees)))
    spoken_for = facts.on_behalf_of
    if facts.joint and facts.responder and not spoken_for:
        spoken_for = tuple(name for name in handed_to if name != facts.responder)
    return replace(facts, handed_to=handed_to, on_behalf_of=spoken_for)


def _facts_of(sentence: str) -> TrailFacts:
    if _EXTENSION.search(sentence):
        if _NEVER_REQUESTED.search(sentence):
            return TrailFacts()
        return _extension(sentence)
    found = _dates(sentence)
    due = next((day for at, day in found if _LATEST.search(_before(sentence, at))), None)
    plain = [day for at, day in found if not _LATEST.search(_before(sentence, at))]
    facts = TrailFacts(answer_due=due, joint=_JOINT.search(sentence) is not None)
    if match := _ASKED.search(sentence):
        facts = replace(facts, requested=_requested_bodies(sentence, match))
    if _HANDED.search(sentence):
        return _handed_over(facts, sentence, plain)
    if _RECEIVED.search(sentence):
        return replace(facts, received_on=plain[0] if plain else None)
    if (match := _ANSWERED.search(sentence)) and not facts.requested:
        return _answered(facts, sentence, match, plain)
    return facts


def _handed_over(facts: TrailFacts, sentence: str, plain: list[str]) -> TrailFacts:
    match = _TO.search(sentence)
    to = _TO_ENDS.split(match[1])[0] if match else ""
    return replace(
        facts,
        handed_over=plain[0] if plain else None,
        handed_to=names_in(to),
        others_concerned=names_others(to),
    )


def _answered(facts: TrailFacts, sentence: str, verb: re.Match[str], plain: list[str]) -> TrailFacts:
    paragraph = _PARAGRAPH.search(sentence)
    day = plain[0] if plain else None
    if day is None and paragraph is None:
        return facts
    behalf = _BEHALF.search(sentence)
    return replace(
        facts,
        answered_on=day,
        paragraph=_printed(paragraph) if paragraph else None,
        responder=_responder(sentence, verb),
        on_behalf_of=names_in(behalf["names"]) if behalf else (),
    )


def _responder(sentence: str, verb: re.Match[str]) -> str | None:
    before = names_in(sentence[: verb.start()].strip())
    return before[0] if len(before) == 1 else first_name(sentence[: verb.start()]) or first_name(sentence[verb.end() :])


def _requested_bodies(sentence: str, verb: re.Match[str]) -> tuple[str, ...]:
    after = _INFINITIVE.split(sentence[verb.end() :])[0]
    return names_in(after.strip()) or names_in(sentence[: verb.start()].strip())


def _extension(sentence: str) -> TrailFacts:
    found = _dates(sentence)
    due = next((day for at, day in found if _UNTIL.search(_before(sentence, at))), None)
    requested_on = next((day for _, day in found if day != due), None) if _REQUESTED.search(sentence) else None
    decision = None
    if _REFUSED.search(sentence):
        decision = "refused"
    elif _GRANTED.search(sentence):
        decision = "granted"
    elif _UNSAID.search(sentence):
        decision = "unknown"
    if decision is None and not _REQUESTED.search(sentence):
        return TrailFacts()
    return TrailFacts(extension_requested=requested_on or "yes", extension_decision=decision, extension_due=due)


def _before(sentence: str, at: int) -> str:
    """The text just before a date."""
    return sentence[max(0, at - 40) : at]


def _dates(sentence: str) -> list[tuple[int, str]]:
    """The dates of a sentence, or explicit years where there is no other date."""
    found = dates_in(sentence)
    if found:
        return found
    return [(match.start(1), match[1]) for match in _YEAR_ONLY.finditer(sentence)]


def _printed(paragraph: re.Match[str]) -> str:
    first, link, second = paragraph.groups()
    if not second:
        return str(first)
    return f"{first} och {second}" if link == "och" else f"{first}–{second}"


def _merged(facts: TrailFacts, more: TrailFacts, notebook: Notebook, where: str) -> TrailFacts:
    """Merge two sets of facts; the first value of a fact stays."""
    new: dict[str, Any] = {}
    for field in TrailFacts.__struct_fields__:
        had, got = getattr(facts, field), getattr(more, field)
        if got and not had:
            new[field] = got
        elif got and had != got and isinstance(had, str) and is_partial_date(had):
            notebook.add(UNDERSTOOD, "date_contradiction", where, field=field, first=had, second=got)
    return replace(facts, **new) if new else facts


def _check_order(facts: TrailFacts, notebook: Notebook, where: str) -> None:
    """Note a response or its deadline before the day on which the report was handed over."""
    for name in ("answer_due", "answered_on"):
        later = getattr(facts, name)
        if facts.handed_over and later and last_day(later) < first_day(facts.handed_over):
            notebook.add(UNDERSTOOD, "date_contradiction", where, field=name, first=facts.handed_over, second=later)
