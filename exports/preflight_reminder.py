"""What may be wrong with a reminder, or a decision on an extension, before it is made."""

from collections.abc import Iterator
from datetime import date

from exports.findings import Code, Finding, Subject
from exports.letter_placeholders import PLACEHOLDERS
from exports.preflight_dates import day_of
from exports.preflight_letter import OF_EVERY_LETTER, due_findings, own_text_findings
from exports.preflight_texts import leftovers, signer_findings
from exports.reminder_wording import audit_names
from exports.swedish import joined
from exports.wording import line
from storage.domain.dates import last_day
from storage.domain.deadlines import known_date
from storage.domain.outcomes import AnswerOutcome
from storage.domain.reminding import AwaitedAnswer, ExtensionMaterial, Following, ReminderMaterial


def reminder_findings(material: ReminderMaterial, *, today: date) -> Iterator[Finding]:
    """All there is to say of the reminder on `material`."""
    subject = Subject("letter", material.letter.id, line(material.body.name))
    yield from _letter_findings(material, subject, f"reminder_{material.level}")
    if material.letter.answer_due:
        yield from due_findings(material.letter.answer_due, material.letter, subject, today)
    else:
        yield subject.warning(Code.ANSWER_DUE_MISSING)
    for answer in material.answers:
        if answer.outcome.code is AnswerOutcome.OVERDUE_EXTENSION_UNDECIDED:
            yield _answer_subject(answer).warning(Code.EXTENSION_UNDECIDED)


def extension_findings(material: ExtensionMaterial, *, today: date) -> Iterator[Finding]:
    """All there is to say of the decision on `material`."""
    subject = Subject("letter", material.letter.id, line(material.body.name))
    yield from _letter_findings(material, subject, "extension_granted" if material.granted else "extension_refused")
    if not material.granted:
        return
    due, (answer,) = material.extension_due or "", material.answers
    yield from due_findings(due, material.letter, subject, today)
    first = known_date(answer.outcome.due)
    if first and (day := day_of(due)) is not None and day <= last_day(first):
        yield subject.error(Code.EXTENSION_TOO_EARLY, due=due, date=first)


def _letter_findings(material: Following, subject: Subject, own_text: str) -> Iterator[Finding]:
    """What letters about answers have in common."""
    yield from leftovers(subject, {"name": material.body.name})
    yield from signer_findings(material.signers, subject)
    letter = material.letter
    yield from leftovers(subject, {"own_text": letter.own_text, "registry_number": letter.registry_number})
    yield from leftovers(subject, {"answer_how": letter.answer_how}, PLACEHOLDERS)
    yield from own_text_findings(material.settings, (*OF_EVERY_LETTER, own_text))
    for answer in material.answers:
        if not answer.sent:
            yield _answer_subject(answer).warning(Code.LETTER_NOT_SENT)


def _answer_subject(answer: AwaitedAnswer) -> Subject:
    """The letter that asks for an answer, as lists call it."""
    names = audit_names(answer)
    return Subject("letter", answer.letter, joined(names) if names else line(answer.registry_number))
