"""What is said on the command line of letters of every kind: dates, texts, numbers."""

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import click

from storage import clock
from storage.domain.date_entry import entered_date
from storage.domain.letter_material import LetterDraft
from tui.commands.output import note
from tui.language.catalogue import _
from tui.language.dates import spoken_date
from tui.language.terms import field_word

_Callback = TypeVar("_Callback", bound=Callable[..., Any])
_DATES = ("answer_due", "decided", "dated")


class SaidOfLetter(TypedDict):
    """What the command line says of a letter about answers."""

    decided: str | None
    dated: str | None
    how: str | None
    text: tuple[str, ...]
    number: str | None


def date_given(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback that reads a date as people write it, or complains."""
    if value is None:
        return None
    try:
        return entered_date(value, clock.today(), nearest=param.name == "decided")
    except ValueError:
        told = _("”{value}” är inget datum. Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12.")
        raise click.BadParameter(told.format(value=value), ctx, param) from None


def day_option(option: str, field: str, told: str) -> Callable[[_Callback], _Callback]:
    """An option that takes a date."""
    return click.option(option, field, callback=date_given, metavar="DATUM", help=told)


def text_options(function: _Callback) -> _Callback:
    """`--text`, `--how` and `--number`."""
    for option in (
        click.option("--number", metavar="DNR", help="Diarienummer."),
        click.option("--text", multiple=True, metavar="TEXT", help="Eget stycke; kan anges flera gånger."),
        click.option("--how", metavar="TEXT", help="Hur svaret lämnas."),
    ):
        function = option(function)
    return function


def said_options(function: _Callback) -> _Callback:
    """Those, and the days of decision and letter."""
    for option in (
        text_options,
        day_option("--dated", "dated", "Dagen på brevet."),
        day_option("--decided", "decided", "När revisorerna beslutade."),
    ):
        function = option(function)
    return function


def letter_draft(said: SaidOfLetter, answer_due: str | None = None) -> LetterDraft:
    """What was said, as the letter is made from."""
    return LetterDraft(
        decided=said["decided"],
        dated=said["dated"],
        answer_due=answer_due,
        answer_how=said["how"],
        own_text="\n".join(said["text"]) or None,
        registry_number=said["number"],
    )


def read_back(draft: LetterDraft) -> None:
    """Say the dates in full, so that a slip of the hand is heard."""
    for field in _DATES:
        if value := getattr(draft, field):
            note(f"{field_word(field)}: {spoken_date(value)}")
