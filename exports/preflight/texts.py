"""What is looked for in the texts and numbers of every document before it is made."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from exports.document import line
from exports.preflight.findings import Code, Finding, Subject
from exports.report.counts import kind_of
from storage.domain.dates import dates_in, first_day, is_partial_date, last_day
from storage.domain.material import AssessedRecommendation, AuditMaterial
from storage.domain.records import Audit, Person, Recommendation
from storage.domain.settings import SETTING_KEYS, SettingKind
from storage.domain.text import shorten

_TO_FILL_IN = (
    "datum|dat|namn|titel|dnr|diarienummer|nummer|nämnd|nämnden|styrelse|styrelsen|organ|företag|bolag|kommun|kommunen|"
    "belopp|år|text|person|ort|plats|paragraf|ange [^\\]]*|skriv [^\\]]*|fyll i[^\\]]*|infoga [^\\]]*|välj [^\\]]*"
)
_PLACEHOLDER = re.compile(
    rf"\{{\{{[^}}]*(?:\}}\}})?|\{{%[^%]*(?:%\}})?|\{{(?P<name>[a-zåäö_]+)\}}|\[(?:{_TO_FILL_IN})\]|\[\.\.\.\]|\[…\]"
    r"|(?-i:\b(?:\d\d)?XX+\b)|\bå{4}-mm-dd\b|_{4,}",
    re.IGNORECASE,
)
_MOST_SKIPPED = 10
"""More missing numbers than this are no oversight but another way of numbering."""
_UNNAMED = "Granskning utan titel"
_NAME_LENGTH = 60


def audit_subject(audit: Audit) -> Subject:
    """An audit, as lists call it."""
    return Subject("audit", audit.id, line(audit.short_title) or line(audit.title) or _UNNAMED)


def recommendation_subject(recommendation: Recommendation, audit: Subject) -> Subject:
    """A recommendation, called so that it can be referred to: `short title:number`."""
    called = line(recommendation.number) or shorten(recommendation.text or "", _NAME_LENGTH)
    return Subject("recommendation", recommendation.id, f"{audit.where}:{called}" if called else audit.where)


def leftovers(subject: Subject, texts: Mapping[str, str | None], allowed: Container[str] = ()) -> Iterator[Finding]:
    """Placeholders left in what the office wrote for this document, by the names of their fields: errors.

    Names in braces that are `allowed` are none.
    """
    for name, found in _placeholders(texts, allowed):
        yield subject.error(Code.PLACEHOLDER, field=name, found=found)


def quoted_leftovers(subject: Subject, texts: Mapping[str, str | None]) -> Iterator[Finding]:
    """The same in what came from elsewhere and is printed as it stands: warnings, for it may be a quotation."""
    for name, found in _placeholders(texts):
        yield subject.warning(Code.PLACEHOLDER, field=name, found=found)


def _placeholders(texts: Mapping[str, str | None], allowed: Container[str] = ()) -> Iterator[tuple[str, str]]:
    """(field, first placeholder) of each text that holds one."""
    for name, text in texts.items():
        found = next((m[0] for m in _PLACEHOLDER.finditer(text or "") if m["name"] not in allowed), None)
        if found is not None:
            yield name, shorten(found, _NAME_LENGTH)


def setting_leftovers(
    settings: Mapping[str, str], keys: Iterable[str], allowed: Container[str] = ()
) -> Iterator[Finding]:
    """Placeholders left in the office's own texts."""
    for key in keys:
        entity = "text_block" if SETTING_KEYS[key].kind is SettingKind.TEXT else "setting"
        yield from leftovers(Subject(entity, key, key), {key: settings.get(key)}, allowed)


def signer_findings(signers: Sequence[Person], subject: Subject, *, final: bool = False) -> Iterator[Finding]:
    """Nobody signs, or somebody whose name is still to be filled in."""
    if not any(line(person.name) for person in signers):
        yield (subject.error if final else subject.warning)(Code.SIGNER_MISSING)
    for person in signers:
        named = Subject("person", person.id, line(person.name))
        yield from leftovers(named, {"name": person.name, "title": person.title, "organisation": person.organisation})


def number_findings(recommendations: Sequence[AssessedRecommendation], audit: Subject) -> Iterator[Finding]:
    """Numbers that stand twice, are left out or are not there. Each kind is numbered on its own."""
    for kind in dict.fromkeys(map(kind_of, recommendations)):
        members = [each.recommendation for each in recommendations if kind_of(each) == kind]
        numbers = [_number(each) for each in members]
        if not any(numbers):
            continue
        seen: Counter[str] = Counter()
        for each, number in zip(members, numbers, strict=True):
            seen[number] += 1
            if not number:
                yield recommendation_subject(each, audit).warning(Code.NUMBER_MISSING)
            elif seen[number] > 1:
                yield recommendation_subject(each, audit).warning(Code.NUMBER_TWICE, number=number)
        if skipped := _skipped(numbers):
            yield audit.warning(Code.NUMBER_SKIPPED, numbers=", ".join(map(str, skipped)))


def _number(recommendation: Recommendation) -> str:
    """A number as it is compared: `2)`, `2.` and `2` are the same."""
    return line(recommendation.number).rstrip(").").strip().casefold()


def _skipped(numbers: Iterable[str]) -> list[int]:
    """What is missing from 1 to the highest, where numbers are plain; `2 a` stands for 2."""
    found = {int(match[0]) for number in numbers if (match := re.match(r"\d{1,4}(?!\d)", number))}
    missing = sorted(set(range(1, max(found, default=0))) - found)
    return missing if len(missing) <= _MOST_SKIPPED else []


_IN_ORDER = (
    ("report_date", "handed_over"),
    ("handed_over", "answer_due"),
    ("handed_over", "answered_on"),
    ("handed_over", "received_on"),
    ("answered_on", "received_on"),
    ("answer_due", "extension_due"),
)
"""Pairs of dates of which the first does not come after the second."""
_DONE = ("report_date", "handed_over", "answered_on", "received_on")
_IN_TRAIL = ("handed_over", "answer_due", "answered_on")


def date_findings(audit: AuditMaterial, subject: Subject, today: date) -> Iterator[Finding]:
    """Dates that are none, have not come yet, contradict each other, or are contradicted by the typed account."""
    dates = recorded_dates(audit)
    for name, value in dates.items():
        if not is_partial_date(value):
            yield subject.warning(Code.NOT_A_DATE, field=name, value=value)
    known = {name: value for name, value in dates.items() if is_partial_date(value)}
    for name in _DONE:
        if name in known and first_day(known[name]) > today:
            yield subject.warning(Code.DATE_IN_FUTURE, field=name, date=known[name])
    for first, second in _IN_ORDER:
        if first in known and second in known and surely_after(known[first], known[second]):
            values = {"first": first, "first_date": known[first], "second": second, "second_date": known[second]}
            yield subject.warning(Code.DATES_OUT_OF_ORDER, **values)
    yield from _trail_findings(audit, known, subject)


def recorded_dates(audit: AuditMaterial) -> dict[str, str]:
    """Field → what is recorded as its date, valid or not."""
    answer = audit.answer
    dates = {
        "report_date": audit.audit.report_date,
        "handed_over": audit.audit.handed_over or answer.letter_decided,
        "answer_due": answer.answer_due,
        "extension_due": answer.extension_due,
        "answered_on": answer.answered_on,
        "received_on": answer.received_on,
    }
    return {name: value for name, value in dates.items() if value}


def surely_after(first: str, second: str) -> bool:
    """Whether every day of the partial date `first` is later than every day of `second`."""
    return first_day(first) > last_day(second)


def _trail_findings(audit: AuditMaterial, known: Mapping[str, str], subject: Subject) -> Iterator[Finding]:
    """Recorded dates that the typed account does not name, where it names dates that are recorded nowhere."""
    written = list(dict.fromkeys(day for _, day in dates_in(audit.followup_audit.trail_text or "")))
    strange = [day for day in written if not any(_may_be_same(day, each) for each in known.values())]
    if not strange:
        return
    typed = Subject("followup_audit", audit.followup_audit.id, subject.where)
    for name in _IN_TRAIL:
        if name in known and not any(_may_be_same(known[name], day) for day in written):
            yield typed.warning(Code.TRAIL_DIFFERS, field=name, date=known[name], written=", ".join(strange))


def _may_be_same(first: str, second: str) -> bool:
    """Whether the days that two partial dates allow overlap."""
    return not surely_after(first, second) and not surely_after(second, first)


def day_of(partial: str | None) -> date | None:
    """The last day of a partial date; None of what is none."""
    return last_day(partial) if partial and is_partial_date(partial) else None
