"""`view`: filters of recommendations with order and grouping, saved by name in this copy of the register."""

from collections.abc import Mapping
from pathlib import Path

import click

from storage import saved_views
from storage.domain.text import one_line
from storage.filters import unknown_value
from storage.saved_views import SavedView
from tui.commands.lists import GROUP_WORDS, ORDER_WORDS, filter_option, group_option, order_option
from tui.commands.options import json_option, reading, register_option, writing
from tui.commands.output import note, plain_record, say, say_list
from tui.commands.render.shapes import Shape
from tui.commands.swedish import SwedishCommand, SwedishFamily
from tui.language.catalogue import _


@click.command(
    "save",
    cls=SwedishCommand,
    short_help="Spara ett filter med ordning och gruppering.",
    help="Spara ett filter med ordning och gruppering under ett namn; en vy med samma namn ersätts. Vyn finns bara i "
    "den här kopian av registret. ”granska list recommendations --view NAMN” använder den.",
)
@click.argument("name", metavar="NAMN")
@filter_option
@order_option
@group_option
@register_option
def save_command(*, name: str, words: str, order: str | None, group: str | None, named: Path | None) -> None:
    """Save a view."""
    with writing(named) as register:
        fault = unknown_value(register, words)
        if fault is not None:
            raise fault
        view = SavedView(one_line(name), one_line(words), order, group)
        replaced = saved_views.save_view(register, view)
    say(_line(view))
    if replaced:
        note(_("Vyn som hette så har ersatts."))


@click.command("list", cls=SwedishCommand, short_help="Visa sparade vyer.", help="Visa sparade vyer.")
@json_option
@register_option
def list_command(*, as_json: bool, named: Path | None) -> None:
    """List the saved views."""
    with reading(named) as register:
        views = saved_views.saved_views(register)
    say_list(views, _shape, _line, _("Inget att visa."), as_json=as_json)


@click.command("rename", cls=SwedishCommand, short_help="Byt namn på en vy.", help="Byt namn på en vy.")
@click.argument("name", metavar="NAMN")
@click.argument("new", metavar="NYTT")
@register_option
def rename_command(*, name: str, new: str, named: Path | None) -> None:
    """Rename a view."""
    with writing(named) as register:
        say(_line(saved_views.rename_view(register, name, new)))


@click.command("remove", cls=SwedishCommand, short_help="Ta bort en vy.", help="Ta bort en sparad vy.")
@click.argument("name", metavar="NAMN")
@register_option
def remove_command(*, name: str, named: Path | None) -> None:
    """Remove a view."""
    with writing(named) as register:
        view = saved_views.remove_view(register, name)
    say(_("Tog bort vyn: {view}").format(view=_line(view)))


view_command = SwedishFamily(
    "view",
    commands=[save_command, list_command, rename_command, remove_command],
    short_help="Spara, visa och ta bort egna vyer.",
    help="En vy är ett filter med ordning och gruppering, sparat under ett namn i den här kopian av registret.",
)


def _shape(view: SavedView) -> Shape:
    shape = plain_record(view)
    return {"name": shape["name"], "filter": shape["line"], "sort": shape["order"], "group_by": shape["group"]}


def _line(view: SavedView) -> str:
    """Render `Kvar hos KS: nämnd:KS -status:åtgärdad; efter nummer; per tema`."""
    parts = [view.line or _("alla")]
    parts += [_("efter {order}").format(order=_word(ORDER_WORDS, view.order))] if view.order else []
    parts += [_("per {group}").format(group=_word(GROUP_WORDS, view.group))] if view.group else []
    return one_line(f"{view.name}: {'; '.join(parts)}")


def _word(words: Mapping[str, str], code: str) -> str:
    return next((word for word, known in words.items() if known == code), code)
