"""`export missiv`: the letter that hands a report over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from storage import queries
from storage.domain.letter_material import ACTION, ANSWER, INFORMATION, LetterDraft, LetterMaterial
from storage.register import Register
from tui.commands.common import about_option, json_option, out_option, reading, register_option
from tui.commands.letter_options import day_option, read_back, text_options
from tui.commands.output import say, say_json
from tui.commands.preflight import MISSIV, let_through, letter_about
from tui.commands.sent import put_on_record
from tui.commands.shapes import Shape
from tui.commands.swedish import DATA_ERROR, SwedishCommand

if TYPE_CHECKING:
    from exports.letter_writing import WrittenLetter

_Callback = TypeVar("_Callback", bound=Callable[..., Any])


class Said(TypedDict):
    """What the command line says of the letter."""

    answer_due: str | None
    decided: str | None
    dated: str | None
    to: tuple[str, ...]
    action: tuple[str, ...]
    info: tuple[str, ...]
    how: str | None
    text: tuple[str, ...]
    number: str | None


def _said_options(function: _Callback) -> _Callback:
    """The options that say what stands in the letter."""
    for option in (
        text_options,
        _bodies("--info", "Mottagare för kännedom; kan anges flera gånger."),
        _bodies("--action", "Mottagare för åtgärd; kan anges flera gånger."),
        _bodies("--to", "Mottagare som ska svara; kan anges flera gånger."),
        day_option("--dated", "dated", "Dagen på missivet."),
        day_option("--decided", "decided", "När revisorerna beslutade."),
        day_option("--due", "answer_due", "Svar senast."),
    ):
        function = option(function)
    return function


def _bodies(option: str, told: str) -> Callable[[_Callback], _Callback]:
    return click.option(option, multiple=True, metavar="ORGAN", help=told)


@click.command(
    MISSIV,
    cls=SwedishCommand,
    short_help="Skriv missivet till en granskning eller uppföljning.",
    help="Skriv missivet som Word-fil i MAPP: det som överlämnar en gransknings rapport (--audit) eller en "
    "uppföljnings (--followup). Det som inte anges tas från registret och inställningarna; anges någon mottagare "
    "gäller bara de angivna. DATUM är 2026-12-31, 31/12, +14, fre, v26 eller 2026-12. Missivet loggas i registret "
    "med fil och SHA-256. En fil som finns skrivs aldrig över.",
)
@out_option
@about_option
@_said_options
@click.option("--each", is_flag=True, help="Ett missiv till varje mottagare i stället för ett till alla.")
@json_option
@register_option
def missiv_command(
    *,
    out: Path,
    audit: str | None,
    followup: str | None,
    each: bool,
    as_json: bool,
    named: Path | None,
    **said: Unpack[Said],
) -> int:
    """Write the letter, and log that it went out."""
    from tui import letter_jobs  # noqa: PLC0415 - the exports, which only this needs

    with reading(named) as register:
        draft = _draft(register, said)
        letter = letter_jobs.prepare(register, letter_about(register, audit, followup, draft))
    read_back(draft)
    if not let_through(letter.findings):
        return DATA_ERROR
    written = letter_jobs.write(letter, out, each=each)
    logged, code = put_on_record(named, lambda register: letter_jobs.log(register, letter, written))
    if as_json:
        letters = [_shape(file, letter.material) for file in written]
        say_json({"document": MISSIV, "letters": letters, "logged": logged})
    else:
        say("\n".join(str(file.path) for file in written))
    return code


def _draft(register: Register, said: Said) -> LetterDraft:
    """What was said, with the bodies found in the register."""
    roles: dict[str, str] = {}
    for role, names in ((ANSWER, said["to"]), (ACTION, said["action"]), (INFORMATION, said["info"])):
        for name in names:
            roles.setdefault(queries.find(register, name, "body"), role)
    return LetterDraft(
        decided=said["decided"],
        dated=said["dated"],
        answer_due=said["answer_due"],
        answer_how=said["how"],
        own_text="\n".join(said["text"]) or None,
        registry_number=said["number"],
        recipients=tuple(roles.items()),
    )


def _shape(letter: "WrittenLetter", material: LetterMaterial) -> Shape:
    names = {recipient.body.id: recipient.body.name for recipient in material.recipients}
    return {"path": letter.path, "sha256": letter.sha256, "body": letter.body, "to": names.get(letter.body or "")}
