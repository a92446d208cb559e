"""Preflight of letters: missiv, reminders and decisions on extensions."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from exports.document import is_draft, line
from exports.letters.wording import PLACEHOLDERS, audit_names
from exports.preflight.findings import Code, Finding, Subject, errors_first
from exports.preflight.texts import (
    audit_subject,
    day_of,
    leftovers,
    number_findings,
    quoted_leftovers,
    recommendation_subject,
    setting_leftovers,
    signer_findings,
    surely_after,
)
from exports.swedish import joined
from storage.domain.addressing import nothing_assessed
from storage.domain.dates import WEEKDAYS, is_partial_date, known_date, last_day
from storage.domain.material import (
    ANSWER,
    AuditInLetter,
    AwaitedResponse,
    ExtensionMaterial,
    LetterMaterial,
    Recipient,
    ReminderMaterial,
    ResponseLetterMaterial,
    Unasked,
)
from storage.domain.outcomes import ResponseOutcome
from storage.domain.records import Body, Followup, Letter
from storage.domain.settings import SETTING_KEYS, SettingKind

_SATURDAY = 5
_FIXED = {
    (1, 1): "nyårsdagen",
    (1, 6): "trettondedag jul",
    (5, 1): "första maj",
    (6, 6): "Sveriges nationaldag",
    (12, 24): "julafton",
    (12, 25): "juldagen",
    (12, 26): "annandag jul",
    (12, 31): "nyårsafton",
}
_AFTER_EASTER = {
    -2: "långfredagen",
    0: "påskdagen",
    1: "annandag påsk",
    39: "Kristi himmelsfärdsdag",
    49: "pingstdagen",
}
"""Days from Easter Sunday."""


def holiday(day: date) -> str | None:
    """Return the Swedish name of the public holiday or eve on `day`, else None.

    Holidays are those of lagen (1989:253) om allmänna helgdagar; the three eves count as Sundays by semesterlagen
    (1977:480) 3 a §.
    """
    return _holidays(day.year).get(day)


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, str]:
    sunday: date = easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    return (
        {date(year, month, day): name for (month, day), name in _FIXED.items()}
        | {sunday + timedelta(days): name for days, name in _AFTER_EASTER.items()}
        | {midsummer - timedelta(1): "midsommarafton", midsummer: "midsommardagen"}
        | {_saturday_from(date(year, 10, 31)): "alla helgons dag"}
    )


def _saturday_from(day: date) -> date:
    """Return the first Saturday on or after `day`."""
    return day + timedelta((_SATURDAY - day.weekday()) % 7)


_OF_REPORTS = {"purpose", "method", "disclaimer"}
_OF_REMINDERS = {"reminder_1", "reminder_2", "extension_granted", "extension_refused"}
_OWN_TEXTS = tuple(
    key.name
    for key in SETTING_KEYS.values()
    if key.kind in {SettingKind.LINE, SettingKind.TEXT} and key.name not in {"answer_how", *_OF_REPORTS, *_OF_REMINDERS}
)
_FILLED = (
    "missiv_opening", "answer_contents", "answer_how", "closing_formula", "enclosures", "copy_recipients",
    *_OF_REMINDERS,
)  # fmt: skip
"""Settings whose placeholders are filled in; in others a name in braces is an error."""
_OF_MISSIV = {"missiv_opening", "answer_contents", "enclosures"}
_OF_EVERY_LETTER = tuple(name for name in _OWN_TEXTS if name not in _OF_MISSIV)
"""Settings of the texts in letters of every kind."""
_DAY = len("2019-02-05")
_MONTH = len("2019-02")
_JULY = "07"


@errors_first
def preflight_missiv(material: LetterMaterial, *, today: date) -> Iterator[Finding]:
    """Yield findings on the missiv of `material` on the day `today`."""
    letter = material.letter
    about = joined(audit_subject(each.audit).where for each in material.audits) if material.audits else ""
    subject = Subject("letter", letter.id, line(material.followup.title) if material.followup else about)
    if not material.audits:
        yield subject.error(Code.NO_AUDITS)
    if material.followup is not None and material.audits:
        yield from _followup_findings(material, material.followup, subject)
    yield from _recipient_findings(material, subject, today)
    yield from _text_findings(material, subject, _OWN_TEXTS)
    for question in material.questions:
        named = Subject("letter_question", question.id, line(question.number) or subject.where)
        yield from leftovers(named, {"text": question.text})
    for audit in material.audits:
        yield from _audit_findings(audit, material)


def _text_findings(
    material: LetterMaterial | ResponseLetterMaterial, subject: Subject, settings: Iterable[str]
) -> Iterator[Finding]:
    """Yield findings on signers, the letter's own texts and those `settings` of the office."""
    letter = material.letter
    yield from signer_findings(material.signers, subject)
    yield from leftovers(subject, {"own_text": letter.own_text, "registry_number": letter.registry_number})
    yield from leftovers(subject, {"answer_how": letter.answer_how}, PLACEHOLDERS)
    for key in settings:
        yield from setting_leftovers(material.settings, [key], PLACEHOLDERS if key in _FILLED else ())


def _followup_findings(material: LetterMaterial, followup: Followup, subject: Subject) -> Iterator[Finding]:
    """Yield findings on what the follow-up says, and does not say, yet."""
    points = [each for audit in material.audits for each in audit.unclear if each.level is None]
    if nothing_assessed(material.audits):
        yield subject.question(Code.NOTHING_ASSESSED)
    elif points:
        yield subject.warning(Code.POINTS_NOT_ASSESSED, count=str(len(points)))
    if is_draft(followup):
        yield subject.warning(Code.FOLLOWUP_OPEN)


def _recipient_findings(material: LetterMaterial, subject: Subject, today: date) -> Iterator[Finding]:
    """Yield findings on recipients and deadlines. A recipient's own deadline overrides the letter's."""
    if not material.recipients:
        left_out = _names(each.body for each in material.left_out)
        yield subject.error(Code.NOTHING_OPEN, bodies=left_out) if left_out else subject.error(Code.NO_RECIPIENT)
        return
    yield from _unasked_findings(material, subject)
    for each in material.recipients:
        named = _recipient_subject(each)
        yield from leftovers(named, {"demand": each.recipient.demand, "name": each.body.name})
        if each.through and each.recipient.through not in {one.body.id for one in material.recipients}:
            yield named.warning(Code.RESPONDER_NOT_RECIPIENT, body=each.through)
    yield from _deadline_findings(material, subject, today)


def _unasked_findings(material: LetterMaterial, subject: Subject) -> Iterator[Finding]:
    """Yield the bodies of which nothing is asked: those that are left out, and those that get the letter for that."""
    for code, why in ((Code.LEFT_OUT, Unasked.NOTHING_OPEN), (Code.LEFT_OUT_UNCLEAR, Unasked.UNCLEAR)):
        if names := _names(each.body for each in material.left_out if each.why is why):
            yield subject.warning(code, bodies=names)
    if names := _names(each.body for each in material.recipients if each.unasked is not None):
        yield subject.warning(Code.ASKED_NOTHING, bodies=names)
    elif not any(each.recipient.role == ANSWER for each in material.recipients):
        yield subject.warning(Code.NOBODY_ANSWERS)


def _deadline_findings(material: LetterMaterial, subject: Subject, today: date) -> Iterator[Finding]:
    due, letter, used = material.letter.answer_due, material.letter, False
    for name in ("decided", "dated", "signed"):
        if (day := getattr(letter, name)) and known_date(day) is None:
            yield subject.error(Code.NOT_A_DATE, field=name, value=day)
    for each in material.recipients:
        named, own = _recipient_subject(each), each.recipient.answer_due
        answers = each.recipient.role == ANSWER
        used = used or (answers and own in {None, "", due})
        if own and not answers:
            yield named.error(Code.ANSWER_DUE_UNUSED, due=own)
        elif own and own != due:
            yield from _due_findings(own, letter, named, today)
        elif answers and not own and not due:
            yield named.warning(Code.ANSWER_DUE_MISSING)
    if due and not used:
        yield subject.error(Code.ANSWER_DUE_UNUSED, due=due)
    elif due:
        yield from _due_findings(due, letter, subject, today)


def _recipient_subject(each: Recipient) -> Subject:
    return Subject("letter_recipient", each.recipient.id, line(each.body.name))


def _names(bodies: Iterable[Body]) -> str:
    return ", ".join(filter(None, (line(body.name) for body in bodies)))


def _due_findings(due: str, letter: Letter, subject: Subject, today: date) -> Iterator[Finding]:
    """Yield findings on a deadline that is invalid, too early, past, in July or on a day off."""
    day = day_of(due)
    if day is None:
        yield subject.error(Code.NOT_A_DATE, field="answer_due", value=due)
        return
    for name in ("decided", "dated"):
        written = getattr(letter, name)
        if written and is_partial_date(written) and surely_after(written, due):
            yield subject.error(Code.ANSWER_DUE_TOO_EARLY, due=due, field=name, date=written)
    if day < today:
        yield subject.warning(Code.ANSWER_DUE_PAST, due=due)
    if len(due) >= _MONTH and due[5:_MONTH] == _JULY:
        yield subject.warning(Code.ANSWER_DUE_IN_JULY, due=due)
    if len(due) == _DAY:
        yield from _day_findings(due, day, subject)


def _day_findings(due: str, day: date, subject: Subject) -> Iterator[Finding]:
    if name := holiday(day):
        yield subject.warning(Code.ANSWER_DUE_ON_HOLIDAY, due=due, holiday=name)
    elif day.weekday() >= _SATURDAY:
        yield subject.warning(Code.ANSWER_DUE_ON_WEEKEND, due=due, weekday=WEEKDAYS[day.weekday()])


def _audit_findings(audit: AuditInLetter, material: LetterMaterial) -> Iterator[Finding]:
    subject = audit_subject(audit.audit)
    fields = ("title", "firm", "registry_number", "purpose", "judgement", "grounds")
    yield from quoted_leftovers(subject, {name: getattr(audit.audit, name) for name in fields})
    for assessed in audit.recommendations:
        named = recommendation_subject(assessed.recommendation, subject)
        if not line(assessed.recommendation.text):
            yield named.error(Code.TEXT_MISSING)
        yield from quoted_leftovers(
            named, {"text": assessed.recommendation.text, "theme": assessed.recommendation.theme}
        )
    if material.followup is not None:
        return  # the letter hands over the follow-up's report, with those of its recommendations that remain
    yield from number_findings([each.recommendation for each in (*audit.recommendations, *audit.settled)], subject)
    if not audit.audit.report_date:
        yield subject.warning(Code.REPORT_DATE_UNKNOWN)
    if not (audit.audit.handed_over or material.letter.decided):
        yield subject.warning(Code.HANDED_OVER_UNKNOWN)


@errors_first
def preflight_reminder(material: ReminderMaterial, *, today: date) -> Iterator[Finding]:
    """Yield findings on the reminder of `material` on the day `today`."""
    subject = Subject("letter", material.letter.id, line(material.body.name))
    yield from _letter_findings(material, subject, f"reminder_{material.text_level}")
    if material.letter.answer_due:
        yield from _due_findings(material.letter.answer_due, material.letter, subject, today)
    else:
        yield subject.warning(Code.ANSWER_DUE_MISSING)
    if material.text_level < material.level:
        yield subject.warning(Code.FIRST_REMINDER)
    for answer in material.answers:
        if answer.outcome.code is ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED:
            yield _answer_subject(answer).warning(Code.EXTENSION_UNDECIDED)
        if material.text_level > 1 and not answer.reminders:
            yield _answer_subject(answer).warning(Code.NOT_REMINDED)
    for answer in material.left_out:
        yield _answer_subject(answer).warning(Code.RESPONSE_SETTLED)


@errors_first
def preflight_extension(material: ExtensionMaterial, *, today: date) -> Iterator[Finding]:
    """Yield findings on the decision on an extension of `material` on the day `today`."""
    subject = Subject("letter", material.letter.id, line(material.body.name))
    yield from _letter_findings(material, subject, "extension_granted" if material.granted else "extension_refused")
    if not material.requested:
        yield subject.warning(Code.REQUEST_UNKNOWN)
    if not material.granted:
        return
    due, (answer,) = material.extension_due or "", material.answers
    yield from _due_findings(due, material.letter, subject, today)
    first = known_date(answer.outcome.due)
    if first and (day := day_of(due)) is not None and day <= last_day(first):
        yield subject.error(Code.EXTENSION_TOO_EARLY, due=due, date=first)


def _letter_findings(material: ResponseLetterMaterial, subject: Subject, own_text: str) -> Iterator[Finding]:
    """Yield the findings that reminders and decisions on extensions have in common."""
    yield from leftovers(subject, {"name": material.body.name})
    yield from _text_findings(material, subject, (*_OF_EVERY_LETTER, own_text))
    for name in ("decided", "dated", "signed"):
        if (day := getattr(material.letter, name)) and known_date(day) is None:
            yield subject.error(Code.NOT_A_DATE, field=name, value=day)
    for answer in material.answers:
        if not answer.sent:
            yield _answer_subject(answer).warning(Code.LETTER_NOT_SENT)
        for name in answer.predecessors:
            values = {"body": line(name), "successor": line(material.body.name)}
            yield _answer_subject(answer).warning(Code.TAKEN_OVER, **values)


def _answer_subject(answer: AwaitedResponse) -> Subject:
    """Return the letter that asks for a response, by the name that lists show."""
    names = audit_names(answer)
    return Subject("letter", answer.letter, joined(names) if names else line(answer.registry_number))
