"""Click in Swedish: help pages, usage errors and exit codes of the command line.

0 is fine, 1 is wrong with data or files, 2 is wrong usage, 130 is interrupted. Every error is a
sentence on stderr; stdout has the result only.
"""

import gc
import sys
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click
from click_default_group import DefaultGroup

from storage.errors import GranskaError
from tui.commands.output import complain
from tui.language.catalogue import _
from tui.language.sentences import sentence
from tui.language.words import nearest

FINE, DATA_ERROR, USAGE_ERROR, INTERRUPTED = 0, 1, 2, 130

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


class LazyCommands(MutableMapping[str, click.Command]):
    """Commands by name; each is imported from its module when it is first used."""

    def __init__(self, modules: dict[str, str]) -> None:
        self._modules = modules
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            self._loaded[name] = getattr(import_module(self._modules[name]), f"{name}_command")
            gc.freeze()  # modules stay: no collection traverses them, not even that at exit
            gc.enable()
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._modules[name] = __name__
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._modules[name]
        self._loaded.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._modules  # without importing anything

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


def one_of(words: Sequence[str]) -> Callable[[click.Context, click.Parameter, str], str]:
    """Make a click callback for an argument that is one of a few words."""

    def checked(ctx: click.Context, param: click.Parameter, value: str) -> str:
        if value not in words:
            text = _("”{word}” är inget av {words}.").format(word=value, words=", ".join(words))
            raise click.BadParameter(text + nearest(value, words), ctx, param)
        return value

    return checked


class SwedishHelp(click.Command):
    """Help pages without click's English words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; an error has its context, which click's parser leaves out."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Användning: "))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: the help text explains the arguments."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write commands and options."""
        if isinstance(self, click.Group):
            shown = [(name, command) for name, command in self.commands.items() if not command.hidden]
            with formatter.section(_("Kommandon")):
                formatter.write_dl([(name, command.get_short_help_str(limit=70)) for name, command in shown])
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(_("Val")):
            formatter.write_dl([(names, _option_help(text)) for names, text in filter(None, records)])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help page."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Visa den här hjälpen.")
        return option


class SwedishCommand(SwedishHelp):
    """A command with Swedish help, and a Swedish error for surplus arguments."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (click's arguments passed on)
        kwargs.setdefault("options_metavar", "[VAL]")
        super().__init__(*args, **kwargs)
        self.allow_extra_args = True  # so that they arrive here rather than in an English error

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and require or limit arguments with Swedish errors."""
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(_("Kommandot tar inte emot ”{words}”.").format(words=" ".join(rest)), ctx)
        return rest


class SwedishGroup(SwedishHelp, DefaultGroup):  # type: ignore[misc]  # click_default_group ships no types
    """The root group, whose first argument is a command or a register to open."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401 (the base has no types)
        """Return the command that the first word names; raise for a word that is neither command nor path."""
        word = args[0]
        if word not in self.commands and not _may_be_path(word):
            text = _("Okänt kommando: ”{word}”.").format(word=word)
            raise click.UsageError(text + nearest(word, list(self.commands)), ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401 (click's arguments passed on)
        """Run, report errors as sentences, and exit."""
        sys.exit(self._run(*args, **{**extra, "standalone_mode": False}))

    def _run(self, *args: Any, **extra: Any) -> int:  # noqa: ANN401
        try:
            return super().main(*args, **extra) or FINE
        except click.UsageError as error:
            complain(usage_sentence(error))
            return USAGE_ERROR
        except click.ClickException as error:
            complain(error.message)
            return DATA_ERROR
        except click.exceptions.Abort:
            return INTERRUPTED
        except (GranskaError, OSError) as error:
            complain(sentence(error))
            return DATA_ERROR


def usage_sentence(error: click.UsageError) -> str:
    """Return a usage error as a sentence, with the help page to read."""
    text = _translated(error)
    if error.ctx is None:
        return text
    about = error.ctx.parent if error.ctx.command.hidden and error.ctx.parent else error.ctx
    return _("{told} Läs mer: {command} --help").format(told=text, command=about.command_path)


def _translated(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            return _("{what} saknas.").format(what=_shown(param, error.ctx))
        case click.NoSuchOption():
            names = [name for param in _params(error) for name in param.opts]
            return _("Valet {name} finns inte.").format(name=error.option_name) + nearest(error.option_name, names)
        case click.BadOptionUsage():
            options = [p for p in _params(error) if isinstance(p, click.Option)]
            flag = any(option.is_flag for option in options if error.option_name in option.opts)
            template = _("Valet {name} tar inget värde.") if flag else _("Valet {name} behöver ett värde.")
            return template.format(name=error.option_name)
        case _:
            return error.message


def _option_help(text: str) -> str:
    """Translate click's own English word in the help of an option."""
    return text.replace("[required]", _("Måste anges."))


def _params(error: click.UsageError) -> list[click.Parameter]:
    return error.ctx.command.get_params(error.ctx) if error.ctx else []


def _shown(param: click.Parameter, ctx: click.Context | None) -> str:
    if isinstance(param, click.Option):
        return _("Valet {name}").format(name=param.opts[0])
    name = param.metavar or (param.name or "").upper()
    return name if ctx is None else _("{name} efter ”{command}”").format(name=name, command=ctx.command_path)


def _may_be_path(word: str) -> bool:
    """True for an option, an existing file, or a word that looks like a path."""
    return word.startswith("-") or any(sign in word for sign in ("/", "\\", ".")) or Path(word).exists()


class SwedishFamily(SwedishHelp, click.Group):
    """A group of subcommands, with Swedish help and errors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (click's arguments passed on)
        kwargs = {
            "options_metavar": "[VAL]",
            "subcommand_metavar": "KOMMANDO ...",
            "no_args_is_help": False,
            **kwargs,
        }
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and require or limit arguments with Swedish errors."""
        named = any(not word.startswith("-") for word in args)
        rest = super().parse_args(ctx, args)
        if not named:
            template = _("Ange {words} efter ”{command}”.")
            raise click.UsageError(template.format(words=self._words(), command=ctx.command_path), ctx)
        return rest

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401 (as click has it)
        """Return the command that the first word names; raise for a word that is neither command nor path."""
        if args[0] not in self.commands:
            template = _("”{word}” går inte efter ”{command}”, bara {words}.")
            template = template.format(word=args[0], command=ctx.command_path, words=self._words())
            raise click.UsageError(template + nearest(args[0], list(self.commands)), ctx)
        return super().resolve_command(ctx, args)

    def _words(self) -> str:
        *first, last = self.commands
        return _("{words} eller {last}").format(words=", ".join(first), last=last) if first else last
