"""The form of the letter that hands over a report."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from exports.preflight import preflight_missiv
from storage.domain.configuration import people, people_value
from storage.domain.letter_material import LetterMaterial
from storage.domain.value import replace
from storage.errors import InvalidValue
from tui.dialogs.fields import Field, Form, Kind, roles, roles_text
from tui.language.catalogue import _
from tui.language.findings import finding_line
from tui.language.terms import field_word

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
        Field("decided", field_word("decided"), Kind.DATE, letter.decided or "", nearest=True),
        Field("dated", field_word("dated"), Kind.DATE, letter.dated or ""),
        Field("answer_due", field_word("answer_due"), Kind.DATE, letter.answer_due or "", told=_due(material, today)),
        Field(RECIPIENTS, _("Mottagare"), Kind.ROLES, roles_text(chosen), choices=tuple(bodies), told=_recipients_told),
        Field("registry_number", field_word("registry_number"), value=letter.registry_number or ""),
        Field(SIGNERS, _("Undertecknare"), Kind.TEXT, people_value(material.signers), told=signers_told, lines=2),
        Field("own_text", _("Eget stycke"), Kind.TEXT, letter.own_text or "", lines=3),
        Field("answer_how", field_word("answer_how"), Kind.TEXT, letter.answer_how or "", lines=2),
        Field(EACH, _("Ett brev till"), Kind.CHOICE, choices=(("", _("alla")), ("1", _("var och en")))),
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


def _recipients_told(_typed: str) -> str:
    return _("Mellanslag byter roll: för svar, för åtgärd, för kännedom.")


def signers_told(_typed: str) -> str:
    """How they are written."""
    return _("En på varje rad: namn, titel")
