"""What a letter says: every sentence, name and date is decided here; filling in a template decides nothing."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from msgspec.structs import asdict

from exports.document import line
from exports.letters.parts import LetterContext, RecipientGroup, Text
from exports.letters.tables import letter_tables, tables_heading
from exports.letters.wording import (
    answer_request,
    audit_title,
    dated_on,
    demands,
    filled,
    handed_over,
    letterhead,
    lines_of,
    names_of,
    opening,
    standard_answer,
    text_of,
)
from exports.swedish import bodies, joined, when
from storage.domain.dates import known_date, last_day
from storage.domain.material import ACTION, ANSWER, INFORMATION, LetterMaterial, Recipient
from storage.domain.records import Body

_LABELS = {ANSWER: "För svar", ACTION: "För åtgärd", INFORMATION: "För kännedom"}


def letter_context(material: LetterMaterial, *, today: date, recipient: str | None = None) -> LetterContext:
    """What the letter on `material` says, written on the day `today` when it bears no date.

    With `recipient`, a body's id, it is the letter to that body alone: with what is demanded of it and of those that
    it answers for. Otherwise it is the one letter to all. Internal notes are in none of it.

    Raises:
        ValueError: the body is not among the recipients.
    """
    addressed = _addressed(material.recipients, recipient)
    answering = [each for each in addressed if each.recipient.role == ANSWER]
    dated = dated_on(material.letter, today)
    own_words = _own_words(material)
    tables = letter_tables(material, _concerned(material.recipients, recipient))
    head = letterhead(own_words, material.office, material.letter, material.signers, dated)
    return LetterContext(
        **asdict(head) | {"signers": head.signers},
        recipients=_groups(addressed),
        title=f"Missiv: {_subject(material)}",
        opening=text_of(own_words("missiv_opening")) or opening(material),
        purpose=_finding(material, "purpose"),
        judgement=_finding(material, "judgement"),
        grounds=_finding(material, "grounds"),
        tables_heading=tables_heading(tables),
        tables=tables,
        answer_request=_request(material, addressed, answering, last_day(dated)),
        demands=demands([each for each in addressed if recipient is None or each.body.id == recipient]),
        answer_contents=(text_of(own_words("answer_contents")) or standard_answer(material)) if answering else (),
        answer_how=text_of(own_words("answer_how")) if answering else (),
        own_text=text_of(material.letter.own_text),
        information=handed_over(addressed),
        enclosures=lines_of(own_words("enclosures")) or _reports(material),
        file_stem=f"Missiv {_file_subject(material, recipient)}",
        file_date=dated,
    )


def _own_words(material: LetterMaterial) -> Callable[[str], str]:
    """The office's own texts by setting, their placeholders filled in; empty when there is none."""
    due = known_date(material.letter.answer_due)
    audits = [each.audit for each in material.audits] if material.followup is None else []
    values = {
        "office": line(material.office),
        "title": _subject(material),
        "bodies": bodies(names) if (names := _auditees(material)) else "",
        "years": joined(years) if (years := _distinct(line(audit.years) for audit in audits)) else "",
        "firm": joined(firms) if (firms := _distinct(line(audit.firm) for audit in audits)) else "",
        "registry_number": line(material.letter.registry_number),
        "answer_due": when(due) if due else "",
    }
    told = {**material.settings, "answer_how": material.letter.answer_how}
    return lambda key: filled(told.get(key), values)


def _auditees(material: LetterMaterial) -> tuple[str, ...]:
    return _distinct(name for audit in material.audits for name in audit.auditees)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _addressed(recipients: Sequence[Recipient], only: str | None) -> list[Recipient]:
    """All of them; in one recipient's letter that one and those who get it to know."""
    if only is None:
        return list(recipients)
    if not any(each.body.id == only for each in recipients):
        raise ValueError(only)
    return [each for each in recipients if each.body.id == only or each.recipient.role == INFORMATION]


def _concerned(recipients: Sequence[Recipient], only: str | None) -> Collection[Body] | None:
    """The recipient and the bodies that it answers for; None means all."""
    if only is None:
        return None
    name = next(each.body.name for each in recipients if each.body.id == only)
    return [each.body for each in recipients if each.body.id == only or (name and each.through == name)]


def _request(
    material: LetterMaterial, addressed: Sequence[Recipient], answering: Sequence[Recipient], written: date
) -> Text:
    """The request for an answer; a body's own letter also says for whom it answers."""
    names = {each.body.name for each in answering}
    spoken_for = [
        each
        for each in material.recipients
        if each.recipient.role == ANSWER and each.through in names and each not in addressed
    ]
    return answer_request([*answering, *spoken_for], material.letter.answer_due, written)


def _groups(recipients: Sequence[Recipient]) -> tuple[RecipientGroup, ...]:
    """The recipients by role, as an address has them."""
    return tuple(
        RecipientGroup(label, names)
        for role, label in _LABELS.items()
        if (names := names_of([each for each in recipients if each.recipient.role == role]))
    )


def _subject(material: LetterMaterial) -> str:
    if material.followup is not None:
        return line(material.followup.title) or "Uppföljning av tidigare granskningar"
    return joined([audit_title(each.audit) for each in material.audits] or ["Granskning"])


def _file_subject(material: LetterMaterial, recipient: str | None) -> str:
    if recipient is not None:
        return next((line(each.body.name) for each in material.recipients if each.body.id == recipient), "")
    if material.followup is not None or not material.audits:
        return _subject(material)
    return joined(line(each.audit.short_title) or audit_title(each.audit) for each in material.audits)


def _finding(material: LetterMaterial, field: str) -> Text:
    """What the audits, or the follow-up, were for or found; a follow-up has no `grounds`."""
    found = [each.audit for each in material.audits] if material.followup is None else [material.followup]
    return tuple(paragraph for record in found for paragraph in text_of(getattr(record, field, None)))


def _reports(material: LetterMaterial) -> tuple[str, ...]:
    """The report that the letter hands over."""
    if material.followup is not None:
        return (f"Uppföljningsrapport: {_subject(material)}",)
    return tuple(f"Granskningsrapport: {audit_title(each.audit)}" for each in material.audits)
