"""What a reminder, or a decision on an extension, says: filling in a template decides nothing."""

from collections.abc import Callable, Iterable
from datetime import date

from exports.document import line
from exports.letters import wording
from exports.letters.parts import AnswerRow, ExtensionContext, Letterhead, RecipientGroup, ReminderContext
from exports.letters.wording import bare_date, dated_on, filled, letterhead, text_of
from exports.swedish import NBSP, joined, lowered, when
from storage.domain.dates import known_date
from storage.domain.material import AwaitedResponse, ExtensionMaterial, ReminderMaterial, ResponseLetterMaterial

_UNKNOWN = "–"
_LABEL = "Till"


def reminder_context(material: ReminderMaterial, *, today: date) -> ReminderContext:
    """What the reminder on `material` says, written on the day `today` when it bears no date."""
    dated, own_words = dated_on(material.letter, today), _own_words(material, material.letter.answer_due)
    own = text_of(own_words(f"reminder_{material.level}"))
    return ReminderContext(
        head=_head(material, own_words, dated),
        recipients=_recipients(material),
        title=wording.TITLES[material.level],
        opening=own or wording.reminder_opening(material),
        answers=tuple(_row(answer, material.letter.answer_due) for answer in material.answers),
        answer_how=text_of(own_words("answer_how")),
        own_text=text_of(material.letter.own_text),
        level=str(material.level),
        notes=wording.notes(material),
        answer_request=wording.reminder_request(material, dated),
        consequence=() if own else wording.consequence(material),
        file_stem=f"Påminnelse {material.level} {line(material.body.name)}",
        file_date=dated,
    )


def extension_context(material: ExtensionMaterial, *, today: date) -> ExtensionContext:
    """What the decision on `material` says, written on the day `today` when it bears no date."""
    (answer,) = material.answers
    due = material.extension_due if material.granted else answer.outcome.due
    dated, own_words = dated_on(material.letter, today), _own_words(material, due)
    key = "extension_granted" if material.granted else "extension_refused"
    return ExtensionContext(
        head=_head(material, own_words, dated),
        recipients=_recipients(material),
        title=wording.EXTENSION_TITLE,
        opening=wording.extension_opening(material),
        answers=(_row(answer, due),),
        answer_how=text_of(own_words("answer_how")),
        own_text=text_of(material.letter.own_text),
        granted=material.granted,
        decision=text_of(own_words(key)) or wording.extension_decision(material),
        file_stem=f"Anstånd {line(material.body.name)}",
        file_date=dated,
    )


def _head(material: ResponseLetterMaterial, own_words: Callable[[str], str], dated: str) -> Letterhead:
    return letterhead(own_words, material.office, material.letter, material.signers, dated)


def _own_words(material: ResponseLetterMaterial, due: str | None) -> Callable[[str], str]:
    """The office's own texts by setting, their placeholders filled in; empty when there is none."""
    titles = dict.fromkeys(name for answer in material.answers for name in wording.audit_names(answer))
    known = known_date(due)
    values = {
        "office": line(material.office),
        "title": joined(titles) if titles else "",
        "bodies": lowered(line(material.body.name)),
        "registry_number": line(material.letter.registry_number),
        "answer_due": when(known) if known else "",
    }
    told = {**material.settings, "answer_how": material.letter.answer_how}
    return lambda key: filled(told.get(key), values)


def _recipients(material: ResponseLetterMaterial) -> tuple[RecipientGroup, ...]:
    name = line(material.body.name)
    return (RecipientGroup(_LABEL, (name,)),) if name else ()


def _row(answer: AwaitedResponse, due_now: str | None) -> AnswerRow:
    names = wording.audit_names(answer)
    return AnswerRow(
        letter_date=_date(answer.letter_date),
        registry_number=line(answer.registry_number) or None,
        about=joined(names) if names else _UNKNOWN,
        on_behalf_of=wording.behalf(answer),
        due=_date(answer.outcome.due),
        due_now=_date(due_now),
        late=_first(wording.days_late(answer)),
        points=wording.points_text(answer.points) or text_of("Brevet i sin helhet"),
    )


def _date(partial: str | None) -> str:
    """A date for a narrow cell, which may break between its words."""
    known = known_date(partial)
    return bare_date(known).replace(NBSP, " ") if known else _UNKNOWN


def _first(told: Iterable[str]) -> str:
    return next(iter(told), _UNKNOWN)
