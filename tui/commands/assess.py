"""`set`: assess recommendations in the open follow-up, one, many at once, or line by line from a program."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from storage import followups, recommendations, records
from storage.domain.records import Level
from storage.domain.scale import NOT_ASSESSED, NOT_ASSESSED_LABEL, label_key, match_level
from storage.domain.text import clean, one_line
from storage.errors import (
    AmbiguousReference,
    DividedRecommendation,
    InvalidValue,
    TextTooLong,
    UnknownLevel,
    UnknownReference,
)
from storage.operations.assessments import assess, require_open_followup
from storage.register import Register
from tui.commands.options import REFERENCE_HELP, register_option, writing
from tui.commands.output import complain, note, say
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _, many, mark
from tui.language.outcomes import taken_in_text
from tui.language.sentences import sentence
from tui.language.words import level_label

CLEARING = ("clear", NOT_ASSESSED, NOT_ASSESSED_LABEL)
"""Words that clear an assessment."""
STREAM = "-"
"""The argument for lines on stdin."""
BOTH_NEEDED = mark("REF och NIVÅ behövs båda.")

_LINE_ERRORS = (DividedRecommendation, UnknownReference, AmbiguousReference, UnknownLevel, InvalidValue, TextTooLong)
"""Errors of a single line; any other is one of the register, and ends the loop."""


@click.command(
    "set",
    cls=SwedishCommand,
    short_help="Bedöm rekommendationer i den öppna uppföljningen.",
    help="Bedöm en eller flera rekommendationer i den öppna uppföljningen; flera på en gång är en ändring att "
    f"ångra. {REFERENCE_HELP} NIVÅ är implemented, partial, not_implemented, not_assessable, not_relevant, en "
    "beteckning i skalan (”delvis”) eller clear. Med ”-” i stället läses en ”REF NIVÅ” per rad från standard in, "
    "och ”ok REF” skrivs när bedömningen är sparad. En avslutad rekommendation tas med igen; ange skälet med --reopen.",
)
@click.argument("words", nargs=-1, required=True, metavar="REF... NIVÅ")
@click.option("--comment", metavar="TEXT", help="Kommentar till bedömningen, den som står i rapporten.")
@click.option("--reopen", metavar="SKÄL", help="Varför det som avslutats tidigare prövas igen.")
@register_option
def set_command(*, words: tuple[str, ...], comment: str | None, reopen: str | None, named: Path | None) -> int:
    """Assess the named recommendations, or those of lines on stdin."""
    if words == (STREAM,):
        if comment is not None or reopen is not None:
            option = "--comment" if comment is not None else "--reopen"
            text = _("{option} går inte ihop med ”set -”.").format(option=option)
            raise click.UsageError(text, click.get_current_context())
        with writing(named) as register:
            return _set_lines(register)
    if len(words) < 2:
        raise click.UsageError(_(BOTH_NEEDED), click.get_current_context())
    with writing(named) as register:
        _set(register, words[:-1], words[-1], comment, reopen)
    return FINE


def _set(register: Register, references: Sequence[str], word: str, comment: str | None, reopen: str | None) -> None:
    levels = _open_levels(register)
    level = _level(word, levels)
    found = list(dict.fromkeys(records.find(register, reference) for reference in references))
    change = assess(register, found, level.id if level else None, comment=comment, reopening=reopen or "")
    divided = recommendations.divided_among(register, found) if level else ()
    for left_out in (one for one in found if one in divided):
        error = DividedRecommendation(records.name_of(register, "recommendation", left_out))
        complain(sentence(error))
    found = [one for one in found if one not in divided]
    if not change:
        say(_("Inget att ändra: det står redan så."))
        return
    several = many(mark("{n} rekommendation"), mark("{n} rekommendationer"), len(found))
    name = records.name_of(register, "recommendation", found[0]) if len(found) == 1 else several
    say(one_line(f"{level_label(level)}: {name}"))
    if taken := taken_in_text(followups.taken_in(register, change)):
        note(taken)


def _set_lines(register: Register) -> int:
    """Assess line by line; report a bad line on stderr and go on. Returns the exit code."""
    levels = _open_levels(register)
    code = FINE
    for number, line in _lines():
        try:
            reference, level = _split(line, levels)
            assess(register, [records.find(register, reference)], level.id if level else None, reopening="")
        except (*_LINE_ERRORS, click.UsageError) as error:
            text = error.message if isinstance(error, click.UsageError) else sentence(error)
            complain(_("Rad {n}: {sentence}").format(n=number, sentence=text))
            code = DATA_ERROR
        else:
            say(f"ok {reference}")  # flushed: the reader may rely on the assessment
    return code


def _lines() -> Iterator[tuple[int, str]]:
    """Yield (number from 1, text) of each line of stdin that is not blank, as soon as it is read."""
    for number, line in enumerate(iter(sys.stdin.buffer.readline, b""), 1):
        text = clean(line.decode("utf-8-sig", "replace")).replace("\t", " ").strip()  # tabs come from spreadsheets
        if text:
            yield number, text


def _split(line: str, levels: Sequence[Level]) -> tuple[str, Level | None]:
    """Split a line into a reference and the level that its longest possible ending names.

    Raises:
        click.UsageError: there is only one word.
        UnknownLevel: no ending names a level.
    """
    words = line.split(" ")
    if len(words) < 2:
        raise click.UsageError(_(BOTH_NEEDED))
    for start in range(1, len(words)):
        ending = " ".join(words[start:])
        if ending.strip() and _names_level(ending, levels):
            return " ".join(words[:start]).strip(), _level(ending, levels)
    raise UnknownLevel(words[-1], _labels(levels))


def _open_levels(register: Register) -> tuple[Level, ...]:
    return followups.levels(register, require_open_followup(register).scale or "")


def _names_level(word: str, levels: Sequence[Level]) -> bool:
    return _clears(word) or match_level(word, levels) is not None


def _level(word: str, levels: Sequence[Level]) -> Level | None:
    """Return the level that a word names; None for one that clears.

    Raises:
        UnknownLevel: it names none.
    """
    if _clears(word):
        return None
    level = match_level(word, levels)
    if level is None:
        raise UnknownLevel(word, _labels(levels))
    return level


def _clears(word: str) -> bool:
    return label_key(word) in {label_key(known) for known in CLEARING}


def _labels(levels: Sequence[Level]) -> list[str]:
    return [level.label for level in levels if level.label]
