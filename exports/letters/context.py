"""Contexts of letters from the register: every sentence, name and date is decided here, none by a template."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from exports.document import SOME_OFFICE, Paragraphs, audit_title, line, prose, role_of
from exports.letters import notices, wording
from exports.letters.nouns import noun_of
from exports.letters.parts import (
    AnswerRow,
    ExtensionContext,
    MissivContext,
    RecipientGroup,
    ReminderContext,
    Signature,
)
from exports.letters.tables import Reader, letter_tables, tables_heading
from exports.letters.wording import audit_names, bare_date, lines_of, names_of, with_lead
from exports.swedish import NBSP, bodies, joined, lowered, place_and_day, when
from storage.domain.dates import known_date, last_day, long_form
from storage.domain.material import (
    ACTION,
    ANSWER,
    INFORMATION,
    AwaitedResponse,
    ExtensionMaterial,
    LetterMaterial,
    Recipient,
    ReminderMaterial,
    ResponseLetterMaterial,
)
from storage.domain.records import Body, Letter, replace

_LABELS = {ANSWER: "För svar", ACTION: "För åtgärd", INFORMATION: "För kännedom"}
_UNKNOWN = "–"
_Material = LetterMaterial | ResponseLetterMaterial


def missiv_context(material: LetterMaterial, *, today: date, recipient: str | None = None) -> MissivContext:
    """Return the context of the missiv on `material`, dated `today` when it has no date of its own.

    With `recipient`, a body's id, it is the letter to that body alone: with the demands on it and on the bodies that
    it responds for. Otherwise it is the one letter to all. Internal notes are left out.

    Raises:
        ValueError: the body is not among the recipients.
    """
    to = _addressing(material, recipient)
    dated, own_words = _dated(material.letter, today), _missiv_words(material)
    tables = letter_tables(material, Reader(to.concerned, to.names, tuple(each.body for each in to.asked)))
    request = _request(material, to, last_day(dated))
    contents = prose(own_words("answer_contents"))
    contents = with_lead("Svaret ska innehålla", contents) or wording.contents(material, tables) if to.asked else ()
    how = with_lead("Svaret lämnas så här:", prose(own_words("answer_how"))) if to.asked else ()
    demands = wording.demands(to.demanded, to.only)
    of_no_response = () if request or to.asked else demands
    somebody = any(each.recipient.role == ANSWER for each in material.recipients)
    return MissivContext(
        **_common(material, own_words, dated) | {"answer_how": how},
        recipients=_groups(to.listed),
        title=f"Missiv: {_subject(material)}",
        opening=prose(own_words("missiv_opening")) or wording.opening(material),
        purpose=_quoted(material, "purpose"),
        judgement=_quoted(material, "judgement"),
        grounds=with_lead("Bedömningen grundas på följande:", _quoted(material, "grounds")),
        tables_heading=tables_heading(tables),
        tables=tables,
        has_answer=bool(request or contents or how or (demands and not of_no_response)),
        answer_request=request,
        demands=() if of_no_response else demands,
        answer_contents=contents,
        information=(
            *wording.handed_over(material, to.listed if to.asked else material.recipients, _roles(to)),
            *of_no_response,
            *wording.without_request(material, to.informed, somebody=somebody and recipient is None),
        ),
        signed_on=_signed(material.letter),
        enclosures=lines_of(own_words("enclosures")) or _reports(material),
        file_stem=f"Missiv {_file_subject(material, recipient)}",
    )


def reminder_context(material: ReminderMaterial, *, today: date) -> ReminderContext:
    """Return the context of the reminder on `material`, dated `today` when it has no date of its own."""
    dated = _dated(material.letter, today)
    due = notices.coming(material.letter.answer_due, dated)
    own_words, level = _response_words(material, due), material.text_level
    own = prose(own_words(f"reminder_{level}"))
    return ReminderContext(
        **_common(material, own_words, dated),
        recipients=_recipient(material),
        title=notices.title(material),
        opening=own or notices.reminder_opening(material),
        answers=tuple(_row(answer, due, dated) for answer in material.answers),
        level=str(level),
        notes=notices.notes(material),
        has_answer=True,
        answer_heading="Nytt svarsdatum" if due else "Svar",
        answer_request=notices.request(material, due, dated),
        consequence=() if own else notices.consequence(material, due),
        signed_on=_signed(material.letter),
        file_stem=f"Påminnelse {level} {line(material.body.name)}",
    )


def extension_context(material: ExtensionMaterial, *, today: date) -> ExtensionContext:
    """Return the context of the decision on `material`, dated `today` when it has no date of its own."""
    (answer,) = material.answers
    dated = _dated(material.letter, today)
    applies = known_date(material.extension_due if material.granted else answer.outcome.due)
    due = notices.coming(applies, dated)
    own_words = _response_words(material, due)
    own = prose(own_words("extension_granted" if material.granted else "extension_refused"))
    row = _row(answer, due, dated)
    return ExtensionContext(
        **_common(material, own_words, dated),
        recipients=_recipient(material),
        title=notices.EXTENSION_TITLE,
        opening=notices.extension_opening(material),
        answers=(replace(row, due_now=notices.AT_ONCE) if applies and not due else row,),
        granted=material.granted,
        decision=(*own, *notices.decision_day(material)) if own else notices.extension_decision(material, dated),
        signed_on=_signed(material.letter),
        file_stem=f"Anstånd {line(material.body.name)}",
    )


def _dated(letter: Letter, today: date) -> str:
    """Return the partial date that a letter bears: its own, else today.

    The day of a decision is another one; it stands for that of a letter only where the register knows no better.
    """
    return known_date(letter.dated) or (letter.id and known_date(letter.decided)) or today.isoformat()


def _signed(letter: Letter) -> str | None:
    day = known_date(letter.signed)
    return f"Undertecknat {when(day)}" if day else None


def _common(material: _Material, own_words: Callable[[str], str], dated: str) -> dict[str, Any]:
    """Return the fields that are alike in every kind of letter: the office's own texts around it, signers and date."""
    place, signers = line(own_words("place")), material.signers
    return {
        "office": line(material.office) or SOME_OFFICE,
        "postal_address": _address(own_words("postal_address")),
        "visiting_address": _address(own_words("visiting_address")),
        "phone": line(own_words("phone")) or None,
        "email": line(own_words("email")) or None,
        "web": line(own_words("web")) or None,
        "registry_number": line(material.letter.registry_number) or None,
        "date": bare_date(dated),
        "place_and_date": place_and_day(place, dated) if place else bare_date(dated),
        "answer_how": prose(own_words("answer_how")),
        "own_text": prose(material.letter.own_text),
        "closing_formula": line(own_words("closing_formula")) or (wording.CLOSING if signers else None),
        "signers": tuple(Signature(name, role_of(each) or None) for each in signers if (name := line(each.name))),
        "copies": lines_of(own_words("copy_recipients")),
        "file_date": dated,
    }


def _address(text: str) -> str | None:
    return ", ".join(each.rstrip(",") for each in lines_of(text)) or None


def _missiv_words(material: LetterMaterial) -> Callable[[str], str]:
    audits = [each.audit for each in material.audits] if material.followup is None else []
    auditees = _distinct(name for audit in material.audits for name in audit.auditees)
    records = audits if material.followup is None else [material.followup]
    days = _distinct(known_date(each.report_date) or "" for each in records)
    decided = wording.decision_day(material)
    return _own_words(
        material,
        material.letter.answer_due,
        title=_subject(material),
        bodies=bodies(auditees) if auditees else "",
        years=_all_of(line(audit.years) for audit in audits),
        plan_year=_all_of(str(each.plan_year or "") for each in records),
        firm=_all_of(line(audit.firm) for audit in audits),
        decided=when(decided) if decided else "",
        report_date=when(days[0]) if len(days) == 1 else "",
    )


def _all_of(texts: Iterable[str]) -> str:
    """Return the different texts, joined; empty when there are none."""
    found = _distinct(texts)
    return joined(found) if found else ""


def _response_words(material: ResponseLetterMaterial, due: str | None) -> Callable[[str], str]:
    """Return the office's texts; the registry number in them is that of the letters that are to be answered."""
    titles = _distinct(name for answer in material.answers for name in audit_names(answer))
    numbers = [line(answer.registry_number) for answer in material.answers]
    return _own_words(
        material,
        due,
        title=joined(titles) if titles else "",
        bodies=lowered(line(material.body.name)),
        registry_number=_all_of(numbers) if all(numbers) else "",
    )


def _own_words(material: _Material, due: str | None, **values: str) -> Callable[[str], str]:
    """Return a function from a setting to the office's own text, placeholders filled in; empty when there is none."""
    known = known_date(due)
    values = {
        "office": line(material.office),
        "registry_number": line(material.letter.registry_number),
        "answer_due": long_form(known) if known else "",
    } | values
    texts = {**material.settings, "answer_how": material.letter.answer_how}
    return lambda key: wording.filled(texts.get(key), values)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


class _Addressing(Struct, frozen=True):
    """The bodies that a missiv is to, by what it says to each of them."""

    only: Recipient | None
    """The body that the letter is to alone; None for the letter to all."""
    listed: tuple[Recipient, ...]
    """Those that stand as recipients."""
    asked: tuple[Recipient, ...]
    """Those that are asked for a response, and those that they respond for."""
    demanded: tuple[Recipient, ...]
    """Those whose demands stand in it."""
    informed: tuple[Recipient, ...]
    """Those that are told why nothing is asked of them."""
    concerned: tuple[Body, ...] | None
    """The bodies whose points it lists; None for all points."""
    names: frozenset[str]
    """Names of those that it addresses."""


def _addressing(material: LetterMaterial, recipient: str | None) -> _Addressing:
    """Return whom the letter to all, or to the body `recipient` alone, addresses."""
    every = material.recipients
    if recipient is None:
        asked = tuple(each for each in every if each.recipient.role == ANSWER)
        active = frozenset(line(each.body.name) for each in every if each.recipient.role in {ANSWER, ACTION})
        return _Addressing(None, every, asked, every, every, None, active)
    only = next((each for each in every if each.body.id == recipient), None)
    if only is None:
        raise ValueError(recipient)
    role = only.recipient.role
    for_others = tuple(
        each for each in every if role == ANSWER and each.recipient.role == ANSWER and _through(each) == recipient
    )
    informed = (
        () if role not in {ANSWER, ACTION} else tuple(each for each in every if each.recipient.role == INFORMATION)
    )
    bodies_of = (only, *for_others)
    asked = bodies_of if role == ANSWER and not only.through else ()
    return _Addressing(
        only=only,
        listed=(only, *(each for each in informed if each is not only)),
        asked=asked,
        demanded=asked or (() if only.through else (only,)),
        informed=(only,),
        concerned=tuple(each.body for each in bodies_of) if role in {ANSWER, ACTION} else None,
        names=frozenset(line(each.body.name) for each in bodies_of),
    )


def _through(each: Recipient) -> str | None:
    return each.recipient.through if each.through else None


def _roles(to: _Addressing) -> tuple[str, ...]:
    """Return the roles that a letter tells of; one that asks for no response tells who is asked for it."""
    return (ACTION, INFORMATION) if to.asked or to.only is None else (ANSWER, ACTION, INFORMATION)


def _request(material: LetterMaterial, to: _Addressing, written: date) -> Paragraphs:
    """Return the request for a response, or who gives the response of a body that gives none of its own."""
    due = material.letter.answer_due
    if to.only is not None and to.only.through and to.only.recipient.role == ANSWER:
        return wording.joint_response(to.only, material.recipients, due, written)
    return wording.response_request(to.asked, due, written)


def _groups(recipients: Sequence[Recipient]) -> tuple[RecipientGroup, ...]:
    """Return the recipients by role; those that respond through another stand by themselves, with its name."""
    groups: dict[str, list[Recipient]] = {}
    for role, label in _LABELS.items():
        members = [each for each in recipients if each.recipient.role == role]
        for each in sorted(members, key=lambda each: bool(each.through) and role == ANSWER):
            joint = f"{label} genom {lowered(line(each.through))}" if each.through and role == ANSWER else label
            groups.setdefault(joint, []).append(each)
    return tuple(RecipientGroup(label, names) for label, found in groups.items() if (names := names_of(found)))


def _recipient(material: ResponseLetterMaterial) -> tuple[RecipientGroup, ...]:
    name = line(material.body.name)
    return (RecipientGroup("Till", (name,)),) if name else ()


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


def _quoted(material: LetterMaterial, field: str) -> Paragraphs:
    """Return a text field of the audits, or of the follow-up, which has no `grounds`."""
    records = [each.audit for each in material.audits] if material.followup is None else [material.followup]
    return tuple(paragraph for record in records for paragraph in prose(getattr(record, field, None)))


def _reports(material: LetterMaterial) -> tuple[str, ...]:
    """Return the enclosures: the reports that the letter hands over. One of a single audit is known by its title."""
    if material.followup is not None:
        return (_dated_report("Uppföljningsrapport", material.followup.report_date),)
    if len(material.audits) == 1:
        (audit,) = material.audits
        return (_dated_report(noun_of(audit.audit).report, audit.audit.report_date),)
    return tuple(f"{noun_of(each.audit).report}: {audit_title(each.audit)}" for each in material.audits)


def _dated_report(report: str, dated: str | None) -> str:
    day = known_date(dated)
    return f"{report}, {bare_date(day)}" if day else report


def _row(answer: AwaitedResponse, due_now: str | None, dated: str) -> AnswerRow:
    names = audit_names(answer)
    return AnswerRow(
        letter_date=_date(answer.letter_date),
        registry_number=line(answer.registry_number) or None,
        about=joined(names) if names else _UNKNOWN,
        on_behalf_of=notices.on_behalf_of(answer),
        due=_date(answer.outcome.due),
        due_now=_date(due_now),
        late=notices.days_late(answer, dated) or _UNKNOWN,
        points=notices.points(answer.points) or prose(notices.WHOLE_LETTER),
    )


def _date(partial: str | None) -> str:
    """Return a date for a narrow cell, which may break between its words."""
    known = known_date(partial)
    return bare_date(known).replace(NBSP, " ") if known else _UNKNOWN
