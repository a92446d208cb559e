"""Sentences of reminders and of decisions on extensions. No date that has passed is asked for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from exports.document import KINDS, OTHER_KIND, Paragraphs, line, paragraph_of
from exports.letters.wording import audit_names, by_when
from exports.swedish import bodies, joined, latest, lowered, number, quantity, sentence, uncapitalised, when
from storage.domain.dates import days_past, first_day, is_full_date, known_date, last_day
from storage.domain.identity import printed_number
from storage.domain.material import AwaitedResponse, ExtensionMaterial, ReminderMaterial
from storage.domain.outcomes import GRANTED, ReasonCode, ResponseOutcome
from storage.domain.text import Paragraph
from storage.domain.views import TargetView

EXTENSION_TITLE = "Beslut om anstånd med svar till revisorerna"
WHOLE_LETTER = "Brevet i sin helhet"
AT_ONCE = "snarast"
_ABOUT = "påminnelsen om svar till revisorerna"
_ORDINALS = ("Andra", "Tredje", "Fjärde", "Femte", "Sjätte", "Sjunde", "Åttonde", "Nionde", "Tionde")
_QUESTION = "letter_question"
_NEUTER = {"remark"}


def title(material: ReminderMaterial) -> str:
    """Return the title of a reminder, with its number where it is the same for every response."""
    before = {one.reminders for one in material.answers}
    if material.text_level > 1 and len(before) == 1 and (earlier := before.pop()) <= len(_ORDINALS):
        return f"{_ORDINALS[earlier - 1]} {_ABOUT}"
    return "Påminnelse om svar till revisorerna"


def reminder_opening(material: ReminderMaterial) -> Paragraphs:
    """Return the reason for a reminder: what was asked of whom, what is missing, and earlier reminders."""
    every, request = material.answers, _requested(material)
    count, before = len(every), sum(1 for one in every if one.reminders)
    succession = tuple(_succession(material))
    if material.text_level == 1:
        return paragraph_of(f"{request}.", *succession, _missing(every), "Här framgår vad som saknas.")
    if before == count:
        request = f"{request} och har påmint om {'det' if count == 1 else 'dem'} tidigare"
        return paragraph_of(f"{request}.", *succession, _still_missing(every))
    reminded = f"Om {number(before, neuter=True)} av breven har revisorerna påmint tidigare."
    return paragraph_of(f"{request}.", *succession, reminded, _still_missing(every))


def _requested(material: ReminderMaterial) -> str:
    """Return what was asked of the body; of one that only responds for others, what is awaited from it."""
    letters = f"{number(len(material.answers), neuter=True)} brev"
    body = lowered(line(material.body.name))
    if all(one.for_itself and not one.predecessors for one in material.answers):
        return f"Revisorerna har bett {body or 'er'} om svar på {letters}"
    return f"Revisorerna har bett om svar på {letters}, som {body or 'ni'} ska svara på"


def _succession(material: ReminderMaterial) -> Iterator[str]:
    """Yield the bodies that letters were put to and that this one has taken over from."""
    put = Counter(name for one in material.answers for name in one.predecessors)
    body = lowered(line(material.body.name)) or "ni"
    for name, count in put.items():
        several = len(material.answers) > 1
        which = "Breven" if several else "Brevet"
        if count < len(material.answers):
            which = f"{sentence(number(count, neuter=True))} av breven"
        yield f"{which} ställdes till {lowered(line(name))}, som {body} har tagit över efter."


def _missing(answers: Sequence[AwaitedResponse]) -> str:
    if any(map(_is_part, answers)):
        return "Svaret är inte fullständigt." if len(answers) == 1 else "Svaren har inte kommit in i sin helhet."
    return f"{'Svaret' if len(answers) == 1 else 'Svaren'} har inte kommit in i tid."


def _still_missing(answers: Sequence[AwaitedResponse]) -> str:
    if any(map(_is_part, answers)):
        return f"{'En del av svaret' if len(answers) == 1 else 'Svar'} saknas fortfarande."
    return f"{'Svaret' if len(answers) == 1 else 'Svaren'} saknas fortfarande."


def _is_part(answer: AwaitedResponse) -> bool:
    return any(reason.code is ReasonCode.PART_ANSWERED for reason in answer.outcome.why)


def coming(due: str | None, dated: str) -> str | None:
    """Return a deadline that can be asked for in a letter of the partial date `dated`; None if it has surely passed."""
    known = known_date(due)
    return known if known and last_day(known) >= first_day(dated) else None


def request(material: ReminderMaterial, due: str | None, dated: str) -> Paragraphs:
    """Return the request for the responses until `due`, a coming deadline."""
    if due is None:
        return paragraph_of(f"Revisorerna önskar svar {AT_ONCE}.")
    wanted = "Revisorerna önskar svar" if material.text_level == 1 else "Svar ska ha kommit in"
    return paragraph_of(f"{wanted} {by_when(due, last_day(dated))}.")


def consequence(material: ReminderMaterial, due: str | None) -> Paragraphs:
    """Return the consequence of not responding to a reminder; `due` is the coming deadline."""
    if material.text_level == 1:
        return paragraph_of("Svar som uteblir redovisas för kommunfullmäktige.")
    missing = f"Uteblir {'svaret' if len(material.answers) == 1 else 'svaren'}{' också då' if due else ''}"
    return paragraph_of(f"{missing}, anmäler revisorerna det till kommunfullmäktige.")


def notes(material: ReminderMaterial) -> Paragraphs:
    """Return notes on extensions that are not decided in full, and the day of the decision to remind."""
    undecided = ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED
    told: dict[str, list[AwaitedResponse]] = {}
    for one in material.answers:
        if one.outcome.code is undecided:
            told.setdefault(_undecided(one), []).append(one)
    day = known_date(material.letter.decided)
    return paragraph_of(
        *(template.format(_of_responses(members)) for template, members in told.items()),
        f"Revisorerna beslutade om påminnelsen {when(day)}." if day else None,
    )


def _undecided(answer: AwaitedResponse) -> str:
    if answer.decision == GRANTED:
        return "Anstånd har beviljats med {}, men till vilken dag framgår inte."
    if answer.requested and answer.decision is None:
        return "Anstånd har begärts med {}, men något nytt datum är inte beslutat."
    if answer.requested:
        return "Anstånd har begärts med {}, men beslutet framgår inte."
    return "Om anstånd med {} framgår inget beslut."


def _of_responses(answers: Sequence[AwaitedResponse]) -> str:
    """Return `svaret om ”Moms”`, `svaren om ”Moms” och ”Resor”`, or how many where not all have a name."""
    several = len(answers) > 1
    if not all(map(audit_names, answers)):
        return f"{number(len(answers))} av svaren" if several else "svaret"
    names = dict.fromkeys(name for one in answers for name in audit_names(one))
    return f"{'svaren' if several else 'svaret'} om {joined(f'”{name}”' for name in names)}"


def days_late(answer: AwaitedResponse, dated: str) -> str:
    """Return the delay of a response on the day of the letter, such as `26 dagar`; empty when it is not known."""
    due = answer.outcome.due
    days = days_past(due, last_day(dated)) if due and is_full_date(dated) else 0
    return f"{days} {'dag' if days == 1 else 'dagar'}" if days > 0 else ""


def on_behalf_of(answer: AwaitedResponse) -> str | None:
    """Return the other bodies that a response is for: `Även för …`, or `För …` where it is for those alone."""
    if not answer.on_behalf_of:
        return None
    return f"{'Även för' if answer.for_itself else 'För'} {bodies(answer.on_behalf_of)}"


def points(targets: Sequence[TargetView]) -> Paragraphs:
    """Return the points to respond to, a paragraph for each audit and kind: `Rekommendation 1), 2) och 4)`."""
    questions = [one for one in targets if one.entity == _QUESTION]
    others = [one for one in targets if one.entity != _QUESTION]
    audits = {one.about for one in others}
    lines = [_counted(questions, *KINDS["question"])]
    for (about, kind), members in groupby(others, key=lambda one: (one.about, one.kind or "recommendation")):
        one, several = KINDS.get(kind, (OTHER_KIND[0], "Punkter"))
        named = _counted(list(members), one, several, neuter=kind in _NEUTER)
        lines.append(f"{line(about)}: {uncapitalised(named)}" if len(audits) > 1 and about else named)
    return tuple(Paragraph(text) for text in lines if text)


def _counted(targets: Sequence[TargetView], one: str, several: str, *, neuter: bool = False) -> str:
    """Return `Rekommendation 1), 2) och 4)`; where not all have numbers, `Fyra rekommendationer`."""
    numbers = [printed_number(line(each.number)) for each in targets]
    if not numbers:
        return ""
    if all(numbers):
        return f"{one} {joined(numbers)}"
    if len(targets) == 1 and neuter:
        return f"Ett {one.lower()}"
    return sentence(quantity(len(targets), one.lower(), several.lower()))


def extension_opening(material: ExtensionMaterial) -> Paragraphs:
    """Return who has requested an extension and when; without a known request, which response is decided on."""
    if not material.requested:
        body = lowered(line(material.body.name))
        return paragraph_of(f"Beslutet gäller svaret{f' från {body}' if body else ''} nedan.")
    day = known_date(material.requested)
    requested = f" {when(day)}" if day else ""
    body = sentence(lowered(line(material.requested_by or material.body.name))) or "Ni"
    return paragraph_of(f"{body} har{requested} begärt anstånd med svaret nedan.")


def extension_decision(material: ExtensionMaterial, dated: str) -> Paragraphs:
    """Return the decision on an extension with its day, and the deadline that applies in a letter of `dated`."""
    (answer,) = material.answers
    granted, first = known_date(material.extension_due), known_date(answer.outcome.due)
    if material.granted and granted:
        if coming(granted, dated):
            return paragraph_of(_decided(material), f"Svaret ska ha kommit in {latest(granted)}.")
        return paragraph_of(_decided(material), f"Anståndet gällde till och med {_until(granted)}.", _wanted_at_once())
    if first is None:
        return paragraph_of(_decided(material))
    if coming(first, dated):
        return paragraph_of(_decided(material), f"Den tidigare svarsdagen, {when(first)}, står fast.")
    return paragraph_of(_decided(material), f"Svarsdagen var {when(first)} och har passerat.", _wanted_at_once())


def decision_day(material: ExtensionMaterial) -> Paragraphs:
    """Return the day of the decision, beside a text of the office's own."""
    day = known_date(material.letter.decided)
    return paragraph_of(f"Revisorerna beslutade om anståndet {when(day)}.") if day else ()


def _until(partial: str) -> str:
    return when(partial).removeprefix("i ")


def _wanted_at_once() -> str:
    return f"Revisorerna önskar svar {AT_ONCE}."


def _decided(material: ExtensionMaterial) -> str:
    """Return the decision; without a known request it neither grants nor refuses one."""
    day = known_date(material.letter.decided)
    present, infinitive = {
        (True, True): ("beviljar anståndet", "bevilja anståndet"),
        (True, False): ("avslår begäran", "avslå begäran"),
        (False, True): ("ger anstånd med svaret", "ge anstånd med svaret"),
        (False, False): ("ger inte anstånd med svaret", "inte ge anstånd med svaret"),
    }[bool(material.requested), material.granted]
    return f"Revisorerna beslutade {when(day)} att {infinitive}." if day else f"Revisorerna {present}."
