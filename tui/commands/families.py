"""Commands that belong together under one word, such as `export report` and `export missiv`."""

from typing import Any

import click

from tui.commands.swedish import SwedishHelp, nearest
from tui.language.catalogue import _


class SwedishFamily(SwedishHelp, click.Group):
    """A word that another one has to follow: Swedish help, and Swedish sentences about the word that follows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (click's arguments passed on)
        kwargs = {
            "options_metavar": "[VAL]",
            "subcommand_metavar": "KOMMANDO ...",
            "no_args_is_help": False,
            **kwargs,
        }
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and ask for the word that is to follow."""
        named = any(not word.startswith("-") for word in args)
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click's parser leaves it out
            raise
        if not named:
            told = _("Ange {words} efter ”{command}”.")
            raise click.UsageError(told.format(words=self._words(), command=ctx.command_path), ctx)
        return rest

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401 (as click has it)
        """The command that the word names."""
        if args[0] not in self.commands:
            told = _("”{word}” går inte efter ”{command}”, bara {words}.")
            told = told.format(word=args[0], command=ctx.command_path, words=self._words())
            raise click.UsageError(told + nearest(args[0], list(self.commands)), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write commands and options."""
        with formatter.section(_("Kommandon")):
            formatter.write_dl(
                [(name, command.get_short_help_str(limit=70)) for name, command in self.commands.items()]
            )
        super().format_options(ctx, formatter)

    def _words(self) -> str:
        *first, last = self.commands
        return _("{words} eller {last}").format(words=", ".join(first), last=last) if first else last
