"""Forms of letters: missiv, reminder, decision on an extension, and the dates of an extension."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from exports.preflight.letters import preflight_missiv
from storage.domain.dates import known_date
from storage.domain.editable_fields import EXTENSION_DECISIONS, Given
from storage.domain.material import (
    INFORMATION,
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

RECIPIENTS, SIGNERS, EACH, FOLDER, FOLLOWUP, LEVEL = "recipients", "signers", "each", "folder", "followup", "level"
ALL_BODIES = "all_bodies"
EXTENSION_REQUESTED, EXTENSION_DECISION, EXTENSION_DUE = "extension_requested", "extension_decision", "extension_due"
EXTENSION_FIELDS = (EXTENSION_REQUESTED, EXTENSION_DECISION, EXTENSION_DUE)
UNDECIDED = "undecided"
"""Choice for an extension that is requested but not decided; the register stores no such decision."""
YES = "yes"
"""Stored date of a request whose day is unknown."""
_LEVELS = {1: mark("första"), 2: mark("andra")}
M = TypeVar("M", bound=ResponseLetterMaterial | LetterMaterial)


def missiv_form(
    material: LetterMaterial,
    name: str,
    bodies: Sequence[tuple[str, str]],
    folder: Path,
    *,
    today: date,
) -> Form:
    """Return the form of a missiv.

    Args:
        material: the letter with the defaults of the register and the settings.
        name: its subject.
        bodies: (id, name) of every body.
        folder: folder of its files.
        today: the day that dates are counted from.
    """
    decided, dated, registry_number, signers, own_text, folder_field = _common(material, folder)
    chosen = {each.body.id: each.recipient.role or "" for each in material.recipients}
    fields = (
        decided,
        dated,
        replace(_due(material), hint=_due_hint(material, today)),
        Field(
            RECIPIENTS,
            _("Mottagare"),
            InputKind.ROLES,
            roles_text(chosen),
            choices=tuple(bodies),
            hint=_recipients_hint,
        ),
        *_all_bodies(material),
        registry_number,
        signers,
        own_text,
        Field("answer_how", field_word("answer_how"), InputKind.TEXT, material.letter.answer_how or "", lines=2),
        Field(EACH, _("Ett brev till"), InputKind.CHOICE, choices=(("", _("alla")), ("1", _("var och en")))),
        folder_field,
    )
    return Form(_("Missiv: {name}").format(name=name), fields, note=_left_out(material))


def reminder_form(material: ReminderMaterial, folder: Path) -> Form:
    """Return the form of a reminder, with the late responses above its fields."""
    levels = tuple((str(level), _(_LEVELS[level])) for level in REMINDER_LEVELS)
    fields = (
        Field(LEVEL, _("Påminnelse"), InputKind.CHOICE, str(material.level), levels),
        _due(material),
        *_common(material, folder),
    )
    count = many(mark("{n} försenat svar"), mark("{n} försenade svar"), len(material.answers))
    note = "\n".join([f"{count}:", *_responses(material.answers)])
    return Form(_("Påminnelse: {name}").format(name=one_line(material.body.name or "")), fields, note=note)


def extension_form(material: ExtensionMaterial, stored: Mapping[str, str], folder: Path) -> Form:
    """Return the form of a decision on an extension; `stored` holds the extension's values by field."""
    decision = stored.get(EXTENSION_DECISION) or GRANTED
    requested = known_date(stored.get(EXTENSION_REQUESTED)) or ""
    words = tuple((one, value_word(EXTENSION_DECISION, one)) for one in (GRANTED, REFUSED))
    fields = (
        Field(EXTENSION_DECISION, field_word(EXTENSION_DECISION), InputKind.CHOICE, decision, words),
        Field(EXTENSION_DUE, field_word(EXTENSION_DUE), InputKind.DATE, stored.get(EXTENSION_DUE, "")),
        _requested(requested),
        *_common(material, folder),
    )
    heading = _("Beslut om anstånd: {name}").format(name=one_line(material.body.name or ""))
    return Form(heading, fields, note="\n".join(_responses(material.answers)))


def extension_dates_form(name: str, record: Mapping[str, Given]) -> Form:
    """Return the form of the extension of the recipient `name`, whose stored values are `record`."""
    requested, decision, due = (str(record.get(field) or "") for field in EXTENSION_FIELDS)
    words = {"": _("inget anstånd"), UNDECIDED: _("begärt, inte beslutat")}
    words |= {one: value_word(EXTENSION_DECISION, one) for one in EXTENSION_DECISIONS}
    fields = (
        _requested("" if requested == YES else requested),
        Field(
            EXTENSION_DECISION,
            field_word(EXTENSION_DECISION),
            InputKind.CHOICE,
            decision or (UNDECIDED if requested else ""),
            choices=tuple(words.items()),
        ),
        Field(EXTENSION_DUE, field_word(EXTENSION_DUE), InputKind.DATE, due),
    )
    note = _("Datumet då anstånd begärdes kan lämnas tomt, om det inte är känt.")
    return Form(_("Anstånd: {name}").format(name=name), fields, note=note)


def extension_values(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values that are stored for the form of an extension."""
    requested, decision, due = (values[field] for field in EXTENSION_FIELDS)
    return {
        EXTENSION_REQUESTED: requested or (YES if decision or due else ""),
        EXTENSION_DECISION: "" if decision == UNDECIDED else decision,
        EXTENSION_DUE: due,
    }


def drafted_letter(material: M, values: Mapping[str, str]) -> M:
    """Return the material with the values of its form; an empty value is unknown."""
    letter = replace(
        material.letter,
        decided=values["decided"] or None,
        dated=values["dated"] or None,
        answer_due=values.get("answer_due") or None,
        registry_number=values["registry_number"] or None,
        answer_how=values.get("answer_how", material.letter.answer_how) or None,
        own_text=values["own_text"] or None,
    )
    known = {(person.name, person.title): person for person in material.signers}
    signers = tuple(known.get((person.name, person.title), person) for person in people(values[SIGNERS]))
    return replace(material, letter=letter, signers=signers)


def recipients(values: Mapping[str, str], left_out: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return (body, role) of each recipient; bodies `left_out` get the letter too if that is chosen.

    Raises:
        InvalidValue: there is none.
    """
    chosen = roles(values[RECIPIENTS])
    if values.get(ALL_BODIES):
        chosen = {**dict.fromkeys(left_out, INFORMATION), **chosen}
    if not chosen:
        raise InvalidValue(RECIPIENTS, "")
    return tuple(chosen.items())


def folder_of(values: Mapping[str, str]) -> Path:
    """Return the folder of the files.

    Raises:
        InvalidValue: it is empty.
    """
    if not values[FOLDER]:
        raise InvalidValue(FOLDER, "")
    return Path(values[FOLDER]).expanduser()


def level_of(values: Mapping[str, str]) -> int:
    """Return the level of a reminder: 1 is the first, 2 the second."""
    return int(values[LEVEL])


def granted_to(values: Mapping[str, str]) -> str | None:
    """Return the date of a granted extension; None if it is refused.

    Raises:
        InvalidValue: it is granted without a date.
    """
    if values[EXTENSION_DECISION] != GRANTED:
        return None
    if not values[EXTENSION_DUE]:
        raise InvalidValue(EXTENSION_DUE, "")
    return values[EXTENSION_DUE]


def signers_hint(_typed: str) -> str:
    """Return the format of the field of signers."""
    return _("En på varje rad: namn, titel")


def _common(material: ResponseLetterMaterial | LetterMaterial, folder: Path) -> tuple[Field, ...]:
    letter = material.letter
    return (
        Field("decided", field_word("decided"), InputKind.DATE, letter.decided or "", nearest=True),
        Field("dated", field_word("dated"), InputKind.DATE, letter.dated or ""),
        Field("registry_number", field_word("registry_number"), value=letter.registry_number or ""),
        Field(SIGNERS, _("Undertecknare"), InputKind.TEXT, people_value(material.signers), hint=signers_hint, lines=2),
        Field("own_text", _("Eget stycke"), InputKind.TEXT, letter.own_text or "", lines=3),
        Field(FOLDER, _("Mapp"), value=str(folder)),
    )


def _due(material: ResponseLetterMaterial | LetterMaterial) -> Field:
    return Field("answer_due", field_word("answer_due"), InputKind.DATE, material.letter.answer_due or "")


def _all_bodies(material: LetterMaterial) -> tuple[Field, ...]:
    """Return the choice of bodies that nothing is asked of, if there are any."""
    if not material.left_out:
        return ()
    choices = (("", _("får inte missivet")), ("1", _("får det för kännedom")))
    return (Field(ALL_BODIES, _("Inget begärs"), InputKind.CHOICE, choices=choices),)


def _left_out(material: LetterMaterial) -> str:
    """Return the bodies that nothing is asked of."""
    names = ", ".join(one_line(each.body.name or "") for each in material.left_out)
    return _("Inget begärs av: {names}").format(names=names) if names else ""


def _due_hint(material: LetterMaterial, today: date) -> Callable[[str], str]:
    def hint(day: str) -> str:
        dated = replace(material, letter=replace(material.letter, answer_due=day))
        found = [each for each in preflight_missiv(dated, today=today) if "due" in each.values]
        return "\n".join(dict.fromkeys(_sentence(finding_line(each, on_screen=True)) for each in found))

    return hint


def _sentence(line: str) -> str:
    """Return the text of a finding without the name of its record."""
    text = line.partition(": ")[2]
    return text[:1].upper() + text[1:]


def _recipients_hint(_typed: str) -> str:
    return _("Mellanslag byter roll: för svar, för åtgärd, för kännedom.")


def _requested(value: str) -> Field:
    return Field(EXTENSION_REQUESTED, field_word(EXTENSION_REQUESTED), InputKind.DATE, value, nearest=True)


def _responses(awaited: Iterable[AwaitedResponse]) -> Iterable[str]:
    for one in awaited:
        about = ", ".join(one_line(audit.name) for audit in one.about) or one.letter_date or ""
        yield f"· {about}: {outcome_text(one.outcome)}"
