"""The form of the letter that hands over a report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from exports.preflight.letters import preflight_missiv
from storage.domain.dates import known_date
from storage.domain.editable_fields import EXTENSION_DECISIONS, Given
from storage.domain.material import (
    REMINDER_LEVELS,
    AwaitedResponse,
    ExtensionMaterial,
    LetterMaterial,
    ReminderMaterial,
    ResponseLetterMaterial,
)
from storage.domain.outcomes import GRANTED, REFUSED
from storage.domain.records import replace
from storage.domain.settings import people, people_value
from storage.domain.text import one_line
from storage.errors import InvalidValue
from tui.kit.fields import Field, Form, InputKind, roles, roles_text
from tui.language.catalogue import _, many, mark
from tui.language.findings import finding_line
from tui.language.outcomes import outcome_text
from tui.language.words import field_word, value_word

RECIPIENTS, SIGNERS, EACH, FOLDER, FOLLOWUP = "recipients", "signers", "each", "folder", "followup"


def missiv_form(
    material: LetterMaterial,
    name: str,
    bodies: Sequence[tuple[str, str]],
    folder: Path,
    *,
    today: date,
) -> Form:
    """What is asked for of a letter.

    Args:
        material: the letter as the register and the settings have it.
        name: what it is about.
        bodies: (id, name) of every body.
        folder: where the file goes.
        today: the day that dates are counted from.
    """
    letter = material.letter
    chosen = {each.body.id: each.recipient.role or "" for each in material.recipients}
    fields = (
        Field("decided", field_word("decided"), InputKind.DATE, letter.decided or "", nearest=True),
        Field("dated", field_word("dated"), InputKind.DATE, letter.dated or ""),
        Field(
            "answer_due", field_word("answer_due"), InputKind.DATE, letter.answer_due or "", told=_due(material, today)
        ),
        Field(
            RECIPIENTS,
            _("Mottagare"),
            InputKind.ROLES,
            roles_text(chosen),
            choices=tuple(bodies),
            told=_recipients_hint,
        ),
        Field("registry_number", field_word("registry_number"), value=letter.registry_number or ""),
        Field(SIGNERS, _("Undertecknare"), InputKind.TEXT, people_value(material.signers), told=signers_hint, lines=2),
        Field("own_text", _("Eget stycke"), InputKind.TEXT, letter.own_text or "", lines=3),
        Field("answer_how", field_word("answer_how"), InputKind.TEXT, letter.answer_how or "", lines=2),
        Field(EACH, _("Ett brev till"), InputKind.CHOICE, choices=(("", _("alla")), ("1", _("var och en")))),
        Field(FOLDER, _("Mapp"), value=str(folder)),
    )
    return Form(_("Missiv: {name}").format(name=name), fields)


def written_letter(material: LetterMaterial, values: Mapping[str, str]) -> LetterMaterial:
    """The letter as the form says; what is empty there is not known."""
    letter = replace(
        material.letter,
        decided=values["decided"] or None,
        dated=values["dated"] or None,
        answer_due=values["answer_due"] or None,
        registry_number=values["registry_number"] or None,
        answer_how=values["answer_how"] or None,
        own_text=values["own_text"] or None,
    )
    return replace(material, letter=letter, signers=people(values[SIGNERS]))


def recipients(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(body, role) of those who get the letter.

    Raises:
        InvalidValue: nobody does.
    """
    chosen = roles(values[RECIPIENTS])
    if not chosen:
        raise InvalidValue(RECIPIENTS, "")
    return tuple(chosen.items())


def folder_of(values: Mapping[str, str]) -> Path:
    """Where the file goes.

    Raises:
        InvalidValue: that is not said.
    """
    if not values[FOLDER]:
        raise InvalidValue(FOLDER, "")
    return Path(values[FOLDER]).expanduser()


def _due(material: LetterMaterial, today: date) -> Callable[[str], str]:
    """Says what there is to say of the date."""

    def told(day: str) -> str:
        asked = replace(material, letter=replace(material.letter, answer_due=day))
        found = [each for each in preflight_missiv(asked, today=today) if "due" in each.values]
        return "\n".join(dict.fromkeys(_sentence(finding_line(each, on_screen=True)) for each in found))

    return told


def _sentence(line: str) -> str:
    """What a finding says, without what it is about."""
    told = line.partition(": ")[2]
    return told[:1].upper() + told[1:]


def _recipients_hint(_typed: str) -> str:
    return _("Mellanslag byter roll: för svar, för åtgärd, för kännedom.")


def signers_hint(_typed: str) -> str:
    """How they are written."""
    return _("En på varje rad: namn, titel")


EXTENSION_REQUESTED, EXTENSION_DECISION, DUE = "extension_requested", "extension_decision", "extension_due"
UNDECIDED = "undecided"
"""It was asked for, and nothing is decided; the register keeps no such decision."""
YES = "yes"
"""It is known that it was asked for, but not when."""


def extension_dates_form(name: str, record: Mapping[str, Given]) -> Form:
    """What is asked for of the recipient `name`, who wants more time and of whom the `record` is."""
    asked, due = str(record.get(EXTENSION_REQUESTED) or ""), str(record.get(DUE) or "")
    held = str(record.get(EXTENSION_DECISION) or "") or (UNDECIDED if asked else "")
    words = {"": _("inget anstånd"), UNDECIDED: _("begärt, inte beslutat")}
    known = {one: value_word(EXTENSION_DECISION, one) for one in EXTENSION_DECISIONS}
    fields = (
        Field(
            EXTENSION_REQUESTED,
            field_word(EXTENSION_REQUESTED),
            InputKind.DATE,
            "" if asked == YES else asked,
            nearest=True,
        ),
        Field(
            EXTENSION_DECISION,
            field_word(EXTENSION_DECISION),
            InputKind.CHOICE,
            held,
            choices=tuple((words | known).items()),
        ),
        Field(DUE, field_word(DUE), InputKind.DATE, due),
    )
    note = _("Datumet då anstånd begärdes kan lämnas tomt, om det inte är känt.")
    return Form(_("Anstånd: {name}").format(name=name), fields, note=note)


def extension_values(texts: Mapping[str, str]) -> dict[str, str]:
    """What the register keeps of what the form says."""
    asked, decision, due = texts[EXTENSION_REQUESTED], texts[EXTENSION_DECISION], texts[DUE]
    was_asked = bool(decision or due)
    return {
        EXTENSION_REQUESTED: asked or (YES if was_asked else ""),
        EXTENSION_DECISION: "" if decision == UNDECIDED else decision,
        DUE: due,
    }


LEVEL, DECISION, EXTENDED, REQUESTED = "level", "extension_decision", "extension_due", "extension_requested"
M = TypeVar("M", bound=ResponseLetterMaterial)


def reminder_form(material: ReminderMaterial, folder: Path) -> Form:
    """What is asked for of a reminder; above the fields stands what it is about."""
    levels = tuple((str(level), _LEVELS[level]) for level in REMINDER_LEVELS)
    fields = (
        Field(
            LEVEL, _("Påminnelse"), InputKind.CHOICE, str(material.level), tuple((one, _(word)) for one, word in levels)
        ),
        Field("answer_due", field_word("answer_due"), InputKind.DATE, material.letter.answer_due or ""),
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
        Field(DECISION, field_word(DECISION), InputKind.CHOICE, decision, words),
        Field(EXTENDED, field_word(EXTENDED), InputKind.DATE, held.get(EXTENDED, "")),
        Field(REQUESTED, field_word(REQUESTED), InputKind.DATE, known_date(held.get(REQUESTED)) or "", nearest=True),
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


def _common(material: ResponseLetterMaterial, folder: Path) -> tuple[Field, ...]:
    letter = material.letter
    return (
        Field("decided", field_word("decided"), InputKind.DATE, letter.decided or "", nearest=True),
        Field("dated", field_word("dated"), InputKind.DATE, letter.dated or ""),
        Field("registry_number", field_word("registry_number"), value=letter.registry_number or ""),
        Field(SIGNERS, _("Undertecknare"), InputKind.TEXT, people_value(material.signers), told=signers_hint, lines=2),
        Field("own_text", _("Eget stycke"), InputKind.TEXT, letter.own_text or "", lines=3),
        Field(FOLDER, _("Mapp"), value=str(folder)),
    )


def _answers(answers: Iterable[AwaitedResponse]) -> Iterable[str]:
    for answer in answers:
        about = ", ".join(one_line(audit.name) for audit in answer.about) or answer.letter_date or ""
        yield f"· {about}: {outcome_text(answer.outcome)}"


def _name(material: ResponseLetterMaterial) -> str:
    return one_line(material.body.name or "")
