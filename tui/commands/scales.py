"""`scale`: the office's own scales, level by level or as JSON."""

from collections.abc import Mapping
from pathlib import Path

import click

from storage import followups, records
from storage.domain.editable_fields import Given
from storage.domain.followups import ScaleView
from storage.domain.scale import LEVEL_FIELDS, match_level
from storage.domain.text import one_line
from storage.errors import UnknownField, UnknownReference
from storage.operations import scales
from storage.register import Register
from tui.commands.options import json_option, reading, register_option, writing
from tui.commands.output import note, say, say_json, say_result
from tui.commands.record_values import STREAM, NotARecord, no_such_field, objects, parse_assignments, stdin_text
from tui.commands.render.lines import SHORT_ID
from tui.commands.render.shapes import Shape
from tui.commands.swedish import SwedishCommand, SwedishFamily
from tui.language.catalogue import _, many, mark
from tui.language.words import field_word, level_label, means_word

FIELDS = (*LEVEL_FIELDS, "order")
"""Fields of a level; `order` moves it."""
_DERIVED = ("id", "scale", "removed")
"""Keys of `show` that are not written."""
_LEVELS_HELP = (
    "En nivå har label, short_label, symbol, fill (sex hexadecimala siffror; svart text ska gå att läsa), definition, "
    "means (implemented, partial, not_implemented, not_assessable eller not_relevant) och synonyms. Bara label och "
    "means måste anges."
)


@click.command("list", cls=SwedishCommand, short_help="Visa skalorna.", help="Visa skalorna, en rad för varje.")
@json_option
@register_option
def list_command(*, as_json: bool, named: Path | None) -> None:
    """List the scales."""
    with reading(named) as register:
        found = followups.scales(register)
    say_result(list(map(_shape, found)), "\n".join(map(_line, found)), as_json=as_json)


@click.command(
    "show",
    cls=SwedishCommand,
    short_help="Visa en skala med nivåer.",
    help="Visa en skala med nivåer. I JSON är den som ”granska scale make --json -” och ”edit --json -” läser den.",
)
@click.argument("reference", metavar="SKALA")
@json_option
@register_option
def show_command(*, reference: str, as_json: bool, named: Path | None) -> None:
    """Show a scale."""
    with reading(named) as register:
        _show(_view(register, records.find(register, reference, "scale")), as_json=as_json)


@click.command(
    "make",
    cls=SwedishCommand,
    short_help="Gör en egen skala.",
    help="Gör en skala som heter NAMN, lika med en annan (--from), att ändra med ”granska scale edit”. ”granska scale "
    "make --json -” läser i stället en skala från standard in: ett objekt med ”label” och ”levels”, en lista av "
    f"nivåer i ordning. {_LEVELS_HELP}",
)
@click.argument("name", metavar="NAMN")
@click.option("--from", "model", metavar="SKALA", help="Skalan att utgå från.")
@json_option
@register_option
@click.pass_context
def make_command(ctx: click.Context, *, name: str, model: str | None, as_json: bool, named: Path | None) -> None:
    """Create a scale."""
    if name == STREAM and model is None and as_json:
        _make_from_stdin(named)
        return
    if model is None or name == STREAM:
        raise click.UsageError(_("Ange skalan att utgå från med --from, eller läs den med ”--json -”."), ctx)
    with writing(named) as register:
        change = scales.copy_scale(register, records.find(register, model, "scale"), name)
        _show(_view(register, min(change.created["scale"])), as_json=as_json)


@click.command(
    "edit",
    cls=SwedishCommand,
    short_help="Ändra en skala eller en av dess nivåer.",
    help="Ändra skalans namn (label=NAMN), eller med --level en nivås fält; ”order=1” ställer den först och ”FÄLT=” "
    f"tömmer ett fält. {_LEVELS_HELP} ”granska scale edit SKALA --json -” läser hela skalan från standard in. En skala "
    "som något är bedömt på ändras aldrig: då görs en ny, som visas.",
)
@click.argument("reference", metavar="SKALA")
@click.argument("words", nargs=-1, required=True, metavar="FÄLT=VÄRDE...")
@click.option("--level", metavar="NIVÅ", help="Nivån, med beteckning.")
@json_option
@register_option
@click.pass_context
def edit_command(
    ctx: click.Context,
    *,
    reference: str,
    words: tuple[str, ...],
    level: str | None,
    as_json: bool,
    named: Path | None,
) -> None:
    """Change a scale."""
    given_scale = _scale_from_stdin() if words == (STREAM,) and as_json else None
    values = {} if given_scale else _assigned(ctx, words, FIELDS if level else ("label",))
    with writing(named) as register:
        scale = records.find(register, reference, "scale")
        if given_scale is not None:
            change = scales.edit_scale(register, scale, label=_label(given_scale) or None, levels=_levels(given_scale))
        elif level is None:
            change = scales.edit_scale(register, scale, label=str(values["label"] or ""))
        else:
            change = scales.edit_level(register, scale, _level(register, scale, level), values)
        result = min(change.created.get("scale", frozenset()), default=scale)
        if result != scale:
            note(_("Något är bedömt på skalan, så den står kvar. En ny gjordes."))
        _show(_view(register, result), as_json=as_json)


@click.command(
    "remove",
    cls=SwedishCommand,
    short_help="Ta bort en skala som ingen uppföljning har.",
    help="Ta bort en skala som ingen uppföljning har. Den finns kvar i historiken med skälet.",
)
@click.argument("reference", metavar="SKALA")
@click.option("--reason", required=True, metavar="TEXT", help="Varför skalan tas bort.")
@register_option
def remove_command(*, reference: str, reason: str, named: Path | None) -> None:
    """Remove a scale that no follow-up has."""
    with writing(named) as register:
        scale = records.find(register, reference, "scale")
        name = records.name_of(register, "scale", scale)
        scales.remove_scale(register, scale, reason)
    say(one_line(_("Borttagen: {name}").format(name=name)))


def _make_from_stdin(named: Path | None) -> None:
    given_scale = _scale_from_stdin()
    with writing(named) as register:
        change = scales.make_scale(register, _label(given_scale), _levels(given_scale))
        _show(_view(register, min(change.created["scale"])), as_json=True)


def _scale_from_stdin() -> dict[str, Given]:
    """Read the scale on stdin.

    Raises:
        NotARecord: it is no object with a label and a list of levels.
        UnknownField: a level has a field that there is not.
    """
    found = objects(stdin_text(whole=True))
    one = found[0] if len(found) == 1 else None
    levels = one.get("levels") if isinstance(one, dict) else None
    if not isinstance(one, dict) or not isinstance(levels, list) or not all(isinstance(each, dict) for each in levels):
        raise NotARecord(_("Ett objekt med ”label” och en lista ”levels” ska läsas."))
    for level in levels:
        for field in level:
            if field not in (*FIELDS, *_DERIVED):
                raise UnknownField(one_line(str(field)), "", "level", LEVEL_FIELDS)
    return one


def _label(given_scale: Mapping[str, Given]) -> str:
    return str(given_scale.get("label") or "")


def _levels(given_scale: Mapping[str, Given]) -> list[dict[str, Given]]:
    levels: list[dict[str, Given]] = list(given_scale["levels"])  # type: ignore[arg-type]  # looked at when it was read
    return [{name: value for name, value in each.items() if name in LEVEL_FIELDS} for each in levels]


def _assigned(ctx: click.Context, words: tuple[str, ...], known: tuple[str, ...]) -> dict[str, Given]:
    """Return the values of `FIELD=VALUE` words; a repeated field, as of synonyms, has a line for each."""
    values = parse_assignments(ctx, words)
    for field, given in values.items():
        if field not in known:
            error = UnknownField(field, given[0], "level" if len(known) > 1 else "scale", known)
            raise no_such_field(ctx, error)
    return {field: "\n".join(given) for field, given in values.items()}


def _level(register: Register, scale: str, word: str) -> str:
    """Return the id of the level with that id, or named as wherever a level is given."""
    levels = _view(register, scale).levels
    named = next((level for level in levels if level.id == word), None) or match_level(word, levels)
    if named is None:
        raise UnknownReference(word, "level")
    return named.id


def _view(register: Register, scale: str) -> ScaleView:
    return next(one for one in followups.scales(register) if one.id == scale)


def _show(view: ScaleView, *, as_json: bool) -> None:
    if as_json:
        say_json(_shape(view))
        return
    say(_line(view))
    for number, level in enumerate(view.levels, 1):
        say(one_line(f"{number} {level_label(level)}: {means_word(level.means or '')}. {level.definition or ''}"))
        for name in ("short_label", "fill", "synonyms"):
            if value := getattr(level, name):
                say(f"  {field_word(name)}: {one_line(value.replace(chr(10), '; '))}")


def _line(view: ScaleView) -> str:
    """Render `c0ffee12 Åtgärdad – delvis – inte: 5 nivåer, 2 uppföljningar, används`."""
    parts = [
        many(mark("{n} nivå"), mark("{n} nivåer"), len(view.levels)),
        many(mark("{n} uppföljning"), mark("{n} uppföljningar"), view.followups),
        _("används") if view.used else "",
    ]
    return one_line(f"{view.id[:SHORT_ID]} {view.label}: {', '.join(filter(None, parts))}")


def _shape(view: ScaleView) -> Shape:
    return {
        "id": view.id,
        "label": view.label,
        "followups": view.followups,
        "used": view.used,
        "levels": [
            {
                "id": level.id,
                **{name: getattr(level, name) for name in FIELDS if name != "synonyms"},
                "synonyms": (level.synonyms or "").split("\n") if level.synonyms else [],
            }
            for level in view.levels
        ],
    }


scale_command = SwedishFamily(
    "scale",
    commands=[list_command, show_command, make_command, edit_command, remove_command],
    short_help="Visa och gör skalor att bedöma på.",
    help="Visa, gör och ändra de skalor som uppföljningar bedöms på. En uppföljning behåller skalan den började med.",
)
