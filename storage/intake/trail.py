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
from storage.intake.document import UNDERSTOOD, Notebook, TrailFacts, TrailResponse

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\"”])|\n")
_HANDED = re.compile(r"\böverlämna(?:de|des|t|ts|s)?\b", re.IGNORECASE)
_LATEST = re.compile(r"\bsenast\b[^\d]{0,20}(?:den\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\btill\b\D{0,12}$")
_ASKED = re.compile(r"\b(?:ombads|ombeds|ombetts|anmodades|anmodas|uppmanades)\b", re.IGNORECASE)
_INFINITIVE = re.compile(
    r"\b(?:att\s+)?(?:åter\w+|svara|besvara|yttra|inkomma|lämna|redovisa|komma|avge)\b", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"\b(?:åter(?:kopplade|rapporterade)|besvarade(?:s)?|(?:har\s+)?svarade|yttrade\s+sig|avgav|svarat|besvarat|yttrat\s+sig"
    r"|svar(?:et)?\s+(?:beslutades|lämnades|antogs|avgavs))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\binte\b[^.;]*?\butan\b(?:\s+först)?", re.IGNORECASE)
_UNANSWERED = re.compile(
    r"\b(?:svarade|besvarade\w*|yttrade\s+sig|återkopplade|återrapporterade)\s+(?:inte|aldrig|ej)\b"
    r"|\b(?:inte|aldrig|ej)\s+(?:svarat|besvarat|yttrat\s+sig)\b|\bhar\s+(?:inte|aldrig|ännu)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\s*[,;])?\s+(?:och|samt|medan|men)\s+|\s*[;,]\s+")
_SUBJECT_ENDS = re.compile(r"\s+(?:har|hade|den\s+\d|i\s+\w+\s+\d{4}|\d{4})\b")
_SEVERALLY = re.compile(r"\brespektive\b", re.IGNORECASE)
_OWN_ANSWER = re.compile(
    r"\böverlämna(?:de|t|ts|des|s)?\b\s+(?:(?:sitt|ett|sina|det|samlat|gemensamt|samordnat)\s+)*(?:svar|yttrande)(?:et|n)?\b",
    re.IGNORECASE,
)
_ANSWER_HANDED = re.compile(
    r"\b(?:svar|yttrande)(?:et)?\s+(?:har\s+)?(?:överlämna\w*|skicka\w*|lämna\w*)\b[^.]*\btill\s+revis", re.IGNORECASE
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
    for clause in _clauses(text):
        more = _facts_of(clause)
        if _is_of_another(facts, more):
            response = TrailResponse(more.answered_on, more.paragraph, more.responder, more.on_behalf_of)
            facts = replace(facts, further=tuple(dict.fromkeys((*facts.further, response))))
        else:
            facts = _merged(facts, more, notebook, where)
    _check_order(facts, notebook, where)
    return facts


def has_trail(text: str) -> bool:
    """True when a paragraph is about handing over a report or responding to it."""
    found = [_facts_of(clause) for clause in _clauses(text)]
    return any(facts.handed_over or facts.answer_due or facts.answered_on for facts in found)


def sentences(text: str) -> Iterator[str]:
    """Split a text into sentences, without non-breaking spaces."""
    plain = text.replace("\u00a0", " ")
    return (part.strip() for part in _SENTENCE_END.split(plain) if part.strip())


def _clauses(text: str) -> Iterator[str]:
    """Yield the sentences, one with several responses cut so that each body is in a clause of its own."""
    for sentence in sentences(text):
        yield from _responses_in(_affirmed(sentence))


def _affirmed(sentence: str) -> str:
    """The sentence without what it denies: *svarade inte den 31 mars utan den 12 april*."""
    match = _DENIED.search(sentence)
    if match is None:
        return sentence
    after = sentence[match.end() :].lstrip()
    if (verb := _ANSWERED.search(after)) and names_in(after[: verb.start()].strip()):
        return after
    return f"{sentence[: match.start()]}{after}"


def _responses_in(sentence: str) -> Iterator[str]:
    first = _ANSWERED.search(sentence)
    for link in _AND.finditer(sentence, first.end()) if first else ():
        left, right = sentence[: link.start()], sentence[link.end() :]
        if not (dates_in(left) or _PARAGRAPH.search(left)):
            continue
        verb = _ANSWERED.search(right)
        begins = right[: verb.start()].strip() if verb else right[: min((at for at, _ in dates_in(right)), default=0)]
        own = re.sub(r"\s+den\s*$", "", begins).strip()
        names = names_in(own)
        if len(names) == 1 and names[0].casefold() == own.casefold():
            yield left
            yield from _responses_in(right if verb else f"{own} svarade{right[len(own) :]}")
            return
    yield sentence


def _is_of_another(facts: TrailFacts, more: TrailFacts) -> bool:
    """True for a response of another body than the first, on its own day or under its own paragraph."""
    said = (facts.answered_on, facts.paragraph)
    return bool(facts.responder and more.responder) and more.responder != facts.responder and any(said)


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
        return TrailFacts() if _NEVER_REQUESTED.search(sentence) else _extension(sentence)
    found = _dates(sentence)
    due = next((day for at, day in found if _LATEST.search(_before(sentence, at))), None)
    plain = [day for at, day in found if not _LATEST.search(_before(sentence, at))]
    facts = TrailFacts(answer_due=due, joint=_JOINT.search(sentence) is not None)
    if match := _ASKED.search(sentence):
        facts = replace(facts, requested=_requested_bodies(sentence, match))
    own = _OWN_ANSWER.search(sentence)
    if own is None and (_ANSWER_HANDED.search(sentence) or _RECEIVED.search(sentence)):
        return replace(facts, received_on=plain[0] if plain else None)
    if own is None and _HANDED.search(sentence):
        return _handed_over(facts, sentence, plain)
    unsaid = _UNANSWERED.search(sentence) or (_SEVERALLY.search(sentence) and len(plain) > 1)
    verb = own or _ANSWERED.search(sentence)
    return facts if unsaid or verb is None or facts.requested else _answered(facts, sentence, verb, plain)


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
    subject = sentence[: verb.start()].strip()
    before = names_in(_SUBJECT_ENDS.split(subject)[0])
    return before[0] if len(before) == 1 else first_name(subject) or first_name(sentence[verb.end() :])


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
