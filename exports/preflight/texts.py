"""Preflight of texts, signers, numbers and dates, for every kind of document."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from exports.document import audit_title, line
from exports.preflight.findings import Code, Finding, Subject
from storage.domain.counting import COUNTED_KINDS
from storage.domain.dates import first_day, is_partial_date, last_day
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
"""Numbers; more missing ones are no oversight but another way of numbering."""
_NAME_LENGTH = 60


def audit_subject(audit: Audit) -> Subject:
    """Return an audit by the name that lists show."""
    return Subject("audit", audit.id, line(audit.short_title) or audit_title(audit))


def recommendation_subject(recommendation: Recommendation, audit: Subject) -> Subject:
    """Return a recommendation by the reference that commands take: `short title:number`."""
    called = line(recommendation.number) or shorten(recommendation.text or "", _NAME_LENGTH)
    return Subject("recommendation", recommendation.id, f"{audit.where}:{called}" if called else audit.where)


def leftovers(subject: Subject, texts: Mapping[str, str | None], allowed: Container[str] = ()) -> Iterator[Finding]:
    """Yield an error for each field with a placeholder left in the office's own text, but names in `allowed`."""
    for name, found in _placeholders(texts, allowed):
        yield subject.error(Code.PLACEHOLDER, field=name, found=found)


def quoted_leftovers(subject: Subject, texts: Mapping[str, str | None]) -> Iterator[Finding]:
    """Yield a warning for each field with a placeholder in a text from elsewhere, which may be a quotation."""
    for name, found in _placeholders(texts):
        yield subject.warning(Code.PLACEHOLDER, field=name, found=found)


def _placeholders(texts: Mapping[str, str | None], allowed: Container[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield (field, first placeholder) of each text with one."""
    for name, text in texts.items():
        found = next((m[0] for m in _PLACEHOLDER.finditer(text or "") if m["name"] not in allowed), None)
        if found is not None:
            yield name, shorten(found, _NAME_LENGTH)


def setting_leftovers(
    settings: Mapping[str, str], keys: Iterable[str], allowed: Container[str] = ()
) -> Iterator[Finding]:
    """Yield an error for each setting with a placeholder left, but names in `allowed`."""
    for key in keys:
        entity = "text_block" if SETTING_KEYS[key].kind is SettingKind.TEXT else "setting"
        yield from leftovers(Subject(entity, key, key), {key: settings.get(key)}, allowed)


def signer_findings(signers: Sequence[Person], subject: Subject, *, final: bool = False) -> Iterator[Finding]:
    """Yield findings for missing signers, an error if `final`, and for placeholders in their names."""
    if not any(line(person.name) for person in signers):
        yield (subject.error if final else subject.warning)(Code.SIGNER_MISSING)
    for person in signers:
        named = Subject("person", person.id, line(person.name))
        yield from leftovers(named, {"name": person.name, "title": person.title, "organisation": person.organisation})


def number_findings(recommendations: Sequence[Recommendation], audit: Subject) -> Iterator[Finding]:
    """Yield findings for repeated, skipped and missing numbers. Each kind is numbered on its own."""
    for kind in dict.fromkeys(map(_kind_of, recommendations)):
        members = [each for each in recommendations if _kind_of(each) == kind]
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


def _kind_of(recommendation: Recommendation) -> str:
    return recommendation.kind or COUNTED_KINDS[0]


def _number(recommendation: Recommendation) -> str:
    """Return a number for comparison: `2)`, `2.` and `2` are the same."""
    return line(recommendation.number).rstrip(").").strip().casefold()


def _skipped(numbers: Iterable[str]) -> list[int]:
    """Return the missing numbers from 1 to the highest; `2 a` counts as 2."""
    found = {int(match[0]) for number in numbers if (match := re.match(r"\d{1,4}(?!\d)", number))}
    missing = sorted(set(range(1, max(found, default=0))) - found)
    return missing if len(missing) <= _MOST_SKIPPED else []


def surely_after(first: str, second: str) -> bool:
    """Return true if every day of the partial date `first` is later than every day of `second`."""
    return first_day(first) > last_day(second)


def day_of(partial: str | None) -> date | None:
    """Return the last day of a partial date; None for any other text."""
    return last_day(partial) if partial and is_partial_date(partial) else None
