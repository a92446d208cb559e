"""The forms of letters about answers that are waited for: reminders, and decisions on more time."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from storage.domain.configuration import people, people_value
from storage.domain.deadlines import known_date
from storage.domain.outcomes import GRANTED, REFUSED
from storage.domain.reminding import LEVELS, AwaitedAnswer, ExtensionMaterial, Following, ReminderMaterial
from storage.domain.text import one_line
from storage.domain.value import replace
from storage.errors import InvalidValue
from tui.dialogs.fields import Field, Form, Kind
from tui.dialogs.missiv import FOLDER, SIGNERS, signers_told
from tui.language.catalogue import _, many, mark
from tui.language.outcomes import outcome_text
from tui.language.terms import field_word, value_word

LEVEL, DECISION, EXTENDED, REQUESTED = "level", "extension_decision", "extension_due", "extension_requested"
M = TypeVar("M", bound=Following)


def reminder_form(material: ReminderMaterial, folder: Path) -> Form:
    """What is asked for of a reminder; above the fields stands what it is about."""
    levels = tuple((str(level), _LEVELS[level]) for level in LEVELS)
    fields = (
        Field(LEVEL, _("Påminnelse"), Kind.CHOICE, str(material.level), tuple((one, _(word)) for one, word in levels)),
        Field("answer_due", field_word("answer_due"), Kind.DATE, material.letter.answer_due or ""),
        *_common(material, folder),
    )
    count = many(mark("{n} försenat svar"), mark("{n} försenade svar"), len(material.answers))
    note = "\n".join([f"{count}:", *_answers(material.answers)])
    return Form(_("Påminnelse: {name}").format(name=_name(material)), fields, note=note)


def extension_form(material: ExtensionMaterial, held: Mapping[str, str], folder: Path) -> Form:
    """What is asked for of a decision on more time; `held` is what is known of the extension, by field."""
    decision = held.get(DECISION) or GRANTED
    words = tuple((one, value_word(DECISION, one)) for one in (GRANTED, REFUSED))
    fields = (
        Field(DECISION, field_word(DECISION), Kind.CHOICE, decision, words),
        Field(EXTENDED, field_word(EXTENDED), Kind.DATE, held.get(EXTENDED, "")),
        Field(REQUESTED, field_word(REQUESTED), Kind.DATE, known_date(held.get(REQUESTED)) or "", nearest=True),
        *_common(material, folder),
    )
    note = "\n".join(_answers(material.answers))
    return Form(_("Beslut om anstånd: {name}").format(name=_name(material)), fields, note=note)


def level_of(values: Mapping[str, str]) -> int:
    """Which reminder it is."""
    return int(values[LEVEL])


def granted_to(values: Mapping[str, str]) -> str | None:
    """Until when more time is granted; None where it is refused.

    Raises:
        InvalidValue: it is granted, and the form does not say until when.
    """
    if values[DECISION] != GRANTED:
        return None
    if not values[EXTENDED]:
        raise InvalidValue(EXTENDED, "")
    return values[EXTENDED]


def written(material: M, values: Mapping[str, str]) -> M:
    """The letter as the form says; what is empty there is not known."""
    letter = replace(
        material.letter,
        decided=values["decided"] or None,
        dated=values["dated"] or None,
        answer_due=values.get("answer_due") or None,
        registry_number=values["registry_number"] or None,
        own_text=values["own_text"] or None,
    )
    return replace(material, letter=letter, signers=people(values[SIGNERS]))


_LEVELS = {1: mark("första"), 2: mark("andra")}


def _common(material: Following, folder: Path) -> tuple[Field, ...]:
    letter = material.letter
    return (
        Field("decided", field_word("decided"), Kind.DATE, letter.decided or "", nearest=True),
        Field("dated", field_word("dated"), Kind.DATE, letter.dated or ""),
        Field("registry_number", field_word("registry_number"), value=letter.registry_number or ""),
        Field(SIGNERS, _("Undertecknare"), Kind.TEXT, people_value(material.signers), told=signers_told, lines=2),
        Field("own_text", _("Eget stycke"), Kind.TEXT, letter.own_text or "", lines=3),
        Field(FOLDER, _("Mapp"), value=str(folder)),
    )


def _answers(answers: Iterable[AwaitedAnswer]) -> Iterable[str]:
    for answer in answers:
        about = ", ".join(one_line(audit.name) for audit in answer.about) or answer.letter_date or ""
        yield f"· {about}: {outcome_text(answer.outcome)}"


def _name(material: Following) -> str:
    return one_line(material.body.name or "")
