"""`export missiv`, `reminder` and `extension`: letters written as Word files and logged."""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict, Unpack

import click

from exports.letters.file import WrittenLetter
from storage import clock, records, reminders
from storage.domain.dates import parse_date
from storage.domain.material import (
    ACTION,
    ANSWER,
    INFORMATION,
    REMINDER_LEVELS,
    ExtensionMaterial,
    LetterDraft,
    LetterMaterial,
    ReminderMaterial,
)
from storage.domain.records import replace
from storage.domain.settings import people
from storage.register import Register
from tui.commands.options import (
    Decorated,
    about_option,
    json_option,
    out_option,
    put_on_record,
    reading,
    register_option,
    signer_option,
)
from tui.commands.output import note, say_result
from tui.commands.preflight import MISSIV, let_through, letter_about
from tui.commands.render.shapes import Shape
from tui.commands.swedish import DATA_ERROR, SwedishCommand, one_of
from tui.language.catalogue import _
from tui.language.filter_fields import spoken_date
from tui.language.words import field_word
from tui.letters import jobs

_DATES = ("answer_due", "decided", "dated", "signed")

_PAST = {"decided", "signed", "requested"}
"""Days that mostly have been."""
_YES = "ja"


class LetterOptions(TypedDict):
    """Options of reminders and extensions."""

    decided: str | None
    dated: str | None
    signed: str | None
    how: str | None
    text: tuple[str, ...]
    number: str | None
    signers: tuple[str, ...]


def date_given(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Parse a date as people write it; a click callback."""
    if value is None:
        return None
    try:
        return parse_date(value, clock.today(), nearest=param.name in _PAST)
    except ValueError:
        template = _("”{value}” är inget datum. Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12.")
        raise click.BadParameter(template.format(value=value), ctx, param) from None


def day_option(option: str, field: str, text: str) -> Callable[[Decorated], Decorated]:
    """Decorate with an option that takes a date."""
    return click.option(option, field, callback=date_given, metavar="DATUM", help=text)


def text_options(function: Decorated) -> Decorated:
    """Decorate with `--text`, `--how`, `--number`, and who signs and when."""
    for option in (
        signer_option,
        day_option("--signed", "signed", "När brevet undertecknades."),
        click.option("--number", metavar="DNR", help="Diarienummer."),
        click.option("--text", multiple=True, metavar="TEXT", help="Eget stycke; kan anges flera gånger."),
        click.option("--how", metavar="TEXT", help="Hur svaret lämnas."),
    ):
        function = option(function)
    return function


def letter_options(function: Decorated) -> Decorated:
    """Decorate with those, and with the days of decision and letter."""
    for option in (
        text_options,
        day_option("--dated", "dated", "Dagen på brevet."),
        day_option("--decided", "decided", "När revisorerna beslutade."),
    ):
        function = option(function)
    return function


def letter_draft(
    options: LetterOptions, answer_due: str | None = None, recipients: tuple[tuple[str, str], ...] = ()
) -> LetterDraft:
    """Make the draft of a letter from its options."""
    return LetterDraft(
        decided=options["decided"],
        dated=options["dated"],
        signed=options["signed"],
        signers=people("\n".join(options["signers"])),
        answer_due=answer_due,
        answer_how=options["how"],
        own_text="\n".join(options["text"]) or None,
        registry_number=options["number"],
        recipients=recipients,
    )


def read_back(draft: LetterDraft) -> None:
    """Print the dates in long form on stderr, so that a typing error is noticed."""
    for field in _DATES:
        if value := getattr(draft, field):
            note(f"{field_word(field)}: {spoken_date(value)}")


class MissivOptions(LetterOptions):
    """Options of the missiv."""

    answer_due: str | None
    to: tuple[str, ...]
    action: tuple[str, ...]
    info: tuple[str, ...]
    all_bodies: bool


def _missiv_options(function: Decorated) -> Decorated:
    """Decorate with the options of the missiv's contents."""
    for option in (
        text_options,
        click.option("--all-bodies", is_flag=True, help="Även till organ som inget återstår för, för kännedom."),
        _bodies("--info", "Mottagare för kännedom; kan anges flera gånger."),
        _bodies("--action", "Mottagare för åtgärd; kan anges flera gånger."),
        _bodies("--to", "Mottagare som ska svara; kan anges flera gånger."),
        day_option("--dated", "dated", "Dagen på missivet."),
        day_option("--decided", "decided", "När revisorerna beslutade."),
        day_option("--due", "answer_due", "Svar senast."),
    ):
        function = option(function)
    return function


def _bodies(option: str, text: str) -> Callable[[Decorated], Decorated]:
    return click.option(option, multiple=True, metavar="ORGAN", help=text)


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
@_missiv_options
@click.option("--each", is_flag=True, help="Ett missiv till varje mottagare i stället för ett till alla.")
@click.option("--yes", is_flag=True, help="Skriv missivet även om inget i uppföljningen är bedömt.")
@json_option
@register_option
def missiv_command(
    *,
    out: Path,
    audit: str | None,
    followup: str | None,
    each: bool,
    yes: bool,
    as_json: bool,
    named: Path | None,
    **options: Unpack[MissivOptions],
) -> int:
    """Write the missiv, and log that it went out."""
    with reading(named) as register:
        draft = _draft(register, options)
        letter = jobs.prepare(register, letter_about(register, audit, followup, draft))
    read_back(draft)
    if not let_through(letter.findings, yes=yes):
        return DATA_ERROR
    written = jobs.write(letter, out, each=each)
    logged, code = put_on_record(named, lambda register: jobs.log(register, letter, written))
    shape: Shape = {
        "document": MISSIV,
        "letters": [_missiv_shape(file, letter.material) for file in written],
        "left_out": [left_out.body.name for left_out in letter.material.left_out],
    }
    say_result({**shape, "logged": logged}, "\n".join(str(file.path) for file in written), as_json=as_json)
    return code


def _draft(register: Register, options: MissivOptions) -> LetterDraft:
    """Make the draft of the missiv, with recipients found in the register."""
    roles: dict[str, str] = {}
    for role, names in ((ANSWER, options["to"]), (ACTION, options["action"]), (INFORMATION, options["info"])):
        for name in names:
            roles.setdefault(records.find(register, name, "body"), role)
    draft = letter_draft(options, options["answer_due"], tuple(roles.items()))
    return replace(draft, all_bodies=options["all_bodies"])


def _missiv_shape(letter: WrittenLetter, material: LetterMaterial) -> Shape:
    names = {recipient.body.id: recipient.body.name for recipient in material.recipients}
    return {"path": letter.path, "sha256": letter.sha256, "body": letter.body, "to": names.get(letter.body or "")}


REMINDER, EXTENSION = "reminder", "extension"
_LEVELS = tuple(map(str, REMINDER_LEVELS))


def _level(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else int(one_of(_LEVELS)(ctx, param, value))


@click.command(
    REMINDER,
    cls=SwedishCommand,
    short_help="Skriv en påminnelse om ett organs försenade svar.",
    help="Skriv en påminnelse som Word-fil i MAPP: ett brev till organet om alla svar som är försenade. Utan --level "
    "är det den första, eller den andra om något av svaren har påmints om förut. DATUM är 2026-12-31, 31/12, +14, fre, "
    "v26 eller 2026-12. Påminnelsen loggas i registret med fil och SHA-256, och flyttar inget datum. En fil som finns "
    "skrivs aldrig över.",
)
@out_option
@click.option("--to", "body", required=True, metavar="ORGAN", help="Organet som ska påminnas.")
@click.option("--level", callback=_level, metavar="1|2", help="Första eller andra påminnelsen.")
@day_option("--due", "answer_due", "Nytt svarsdatum.")
@letter_options
@json_option
@register_option
def reminder_command(
    *,
    out: Path,
    body: str,
    level: int | None,
    answer_due: str | None,
    as_json: bool,
    named: Path | None,
    **options: Unpack[LetterOptions],
) -> int:
    """Write a reminder, and log that it went out."""
    draft, today = letter_draft(options, answer_due), clock.today()
    with reading(named) as register:
        body_id = records.find(register, body, "body")
        material = reminders.reminder_material(register, body_id, today=today, level=level, draft=draft)
        letter = jobs.prepare(register, material)
    read_back(draft)
    if not let_through(letter.findings):
        return DATA_ERROR
    (written,) = jobs.write(letter, out)
    logged, code = put_on_record(named, lambda register: jobs.log(register, letter, [written]))
    more: Shape = {"level": material.level, "answers": len(material.answers)}
    say_result(_written_shape(REMINDER, written, material, logged=logged) | more, str(written.path), as_json=as_json)
    return code


def _requested(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Parse the day of a request; only that it was made is stored as the field has it."""
    return "yes" if value is not None and value.casefold() == _YES else date_given(ctx, param, value)


@click.command(
    EXTENSION,
    cls=SwedishCommand,
    short_help="Skriv ett beslut om anstånd med ett svar.",
    help="Skriv beslutet att bevilja (--granted DATUM) eller avslå (--refused) anstånd som Word-fil i MAPP. Beslutet "
    "står sedan vid brevets mottagare: ett beviljat datum är det som gäller, vid avslag står det första fast. DATUM är "
    "2026-12-31, 31/12, +14, fre, v26 eller 2026-12. En fil som finns skrivs aldrig över.",
)
@out_option
@click.option("--letter", required=True, metavar="REF", help="Brevet som svaret har begärts på, med id eller nummer.")
@click.option("--to", "body", required=True, metavar="ORGAN", help="Organet som har begärt anstånd.")
@day_option("--granted", "granted", "Bevilja anstånd till den dagen.")
@click.option("--refused", is_flag=True, help="Avslå begäran.")
@click.option(
    "--requested",
    callback=_requested,
    metavar="DATUM|ja",
    help="När anståndet begärdes; ja, om dagen inte är känd.",
)
@letter_options
@json_option
@register_option
def extension_command(
    *,
    out: Path,
    letter: str,
    body: str,
    granted: str | None,
    refused: bool,
    requested: str | None,
    as_json: bool,
    named: Path | None,
    **options: Unpack[LetterOptions],
) -> int:
    """Write a decision on an extension, and log it."""
    if (granted is None) != refused:
        raise click.UsageError(_("Ange antingen --granted DATUM eller --refused."), click.get_current_context())
    draft, today = letter_draft(options), clock.today()
    with reading(named) as register:
        ids = records.find(register, letter, "letter"), records.find(register, body, "body")
        recipient = reminders.recipient_of(register, *ids)
        material = reminders.extension_material(register, recipient, today=today, granted_to=granted, draft=draft)
        if requested is not None:
            material = replace(material, requested=requested)
        prepared = jobs.prepare(register, material)
    read_back(draft)
    if not let_through(prepared.findings):
        return DATA_ERROR
    (written,) = jobs.write(prepared, out)
    logged, code = put_on_record(named, lambda register: jobs.log(register, prepared, [written]))
    more: Shape = {"granted": material.granted, "extension_due": material.extension_due}
    say_result(_written_shape(EXTENSION, written, material, logged=logged) | more, str(written.path), as_json=as_json)
    return code


def _written_shape(
    document: str, written: WrittenLetter, material: ReminderMaterial | ExtensionMaterial, *, logged: bool
) -> Shape:
    return {
        "document": document,
        "path": written.path,
        "sha256": written.sha256,
        "body": written.body,
        "to": material.body.name,
        "logged": logged,
    }
