"""What this user has chosen for the program itself, in `config.toml`: language, colours, keys, the register.

What a register's office has decided stands in the register. Nothing in the file can stop the program: what cannot be
used is told of, and the rest applies.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from storage.domain.text import nearest as nearest_word
from storage.domain.text import one_line, shorten
from storage.files import overwrite
from storage.locking import STATE_VARIABLE
from tui.language.catalogue import LANGUAGES, _, mark
from tui.language.words import did_you_mean
from tui.settings_file import Value, line_of, read_text, with_value

NAME = "config.toml"
THEMES = {
    "dark": "textual-dark",
    "light": "textual-light",
    "contrast": "granska-contrast",
    "terminal": "ansi-dark",
}
"""What the file calls the colours → the theme."""
KEYS = "keys"
"""The table of keys."""

LARGEST = 100_000
"""Bytes; what is larger is no file of settings, and takes long to read."""

Keys = Mapping[str, tuple[str, ...]]
"""Command's id → its keys, as they were written."""


class Settings(Struct, frozen=True):
    """What the file says, of what can be used."""

    language: str | None = None
    theme: str | None = None
    """The theme's own name."""
    register: Path | None = None
    """The register that was opened last."""
    keys: Keys = {}
    """Not yet held against the commands there are: :mod:`tui.settings_keys` does that."""
    faults: tuple[str, ...] = ()
    """A sentence for each thing that cannot be used."""
    lines: Mapping[str, int] = {}
    """Command's id → the line that gives it keys."""


def settings_file() -> Path:
    """Where the file is, or would be."""
    if named := os.environ.get(STATE_VARIABLE):
        return Path(named) / NAME
    if sys.platform in {"win32", "darwin"}:
        from platformdirs import user_config_path  # noqa: PLC0415 - slow to load

        return user_config_path("granska", appauthor=False) / NAME
    # The same folder as platformdirs says, which takes longer to load than the register does to open.
    folder = os.environ.get("XDG_CONFIG_HOME", "").strip()
    return (Path(folder) if folder else Path.home() / ".config") / "granska" / NAME


def read_settings() -> Settings:
    """What the user has chosen. Never raises."""
    path = settings_file()
    try:
        text = _text(path)
    except FileNotFoundError:
        return Settings()
    except _NotSettings as error:
        return Settings(faults=(_(error.sentence).format(path=one_line(str(path))),))
    except OSError as error:
        told = _("Inställningarna i {path} går inte att läsa: {detail}. Standardvärden används.")
        return Settings(faults=(told.format(path=one_line(str(path)), detail=error.strerror or error),))
    return _understood(text)


class _NotSettings(OSError):
    """There is something, but no file that settings are read from or written to."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(None, sentence, str(path))
        self.sentence = sentence


def _text(path: Path) -> str:
    """The text of the file.

    Raises:
        FileNotFoundError: there is none.
        _NotSettings: it is no file, is too large, or is not in UTF-8.
        OSError: the system refuses.
    """
    if not S_ISREG(path.stat().st_mode):  # reading a pipe would wait for ever
        raise _NotSettings(path, mark("Inställningarna i {path} är ingen vanlig fil. Standardvärden används."))
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _NotSettings(
            path, mark("Inställningarna i {path} är större än 100 kB. Standardvärden används; gör filen mindre.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = mark("Inställningarna i {path} är inte sparade som UTF-8. Standardvärden används; spara om filen.")
        raise _NotSettings(path, told) from error


def remember(key: str, value: str) -> None:
    """Keep a choice for the next time; nothing else in the file changes, and it is whole at every moment.

    Raises:
        OSError: the system refuses, or the file cannot be changed without harm to what stands in it.
    """
    path = settings_file().resolve()
    try:
        text = _text(path)
    except FileNotFoundError:
        text = ""
        path.parent.mkdir(parents=True, exist_ok=True)
    changed = with_value(text, key, value)
    if changed is None:
        raise OSError(None, key, str(path))
    if changed == text:
        return
    overwrite(path, changed.encode())


def remember_theme(theme: str) -> None:
    """Keep the choice of colours, by the theme's name.

    Raises:
        OSError: as :func:`remember`.
    """
    remember("theme", next((name for name, held in THEMES.items() if held == theme), theme))


def _understood(text: str) -> Settings:
    read = read_text(text)
    faults = [_fault(number, _("raden går inte att läsa, så den hoppades över. Text står inom citationstecken."))
              for number in read.unreadable]  # fmt: skip
    known = {"language", "theme", "register", KEYS}
    for name in read.values:
        if name not in known:
            told = _("ingen inställning heter ”{word}”.{nearest}").format(
                word=_shown(name), nearest=nearest(name, known)
            )
            faults.append(_fault(line_of(text, "", name), told))
    language = _choice(read.values, "language", LANGUAGES, text, faults)
    theme = _choice(read.values, "theme", THEMES, text, faults)
    keys = _keys(read.values.get(KEYS, {}), text, faults)
    return Settings(
        language,
        THEMES[theme] if theme else None,
        _register(read.values, text, faults),
        keys,
        tuple(faults),
        {command: line for command in keys if (line := line_of(text, KEYS, command))},
    )


def _choice(
    values: Mapping[str, Value], name: str, choices: Mapping[str, str] | tuple[str, ...], text: str, faults: list[str]
) -> str | None:
    """One of a few words; says so where it is none of them."""
    value = values.get(name)
    if value is None or (isinstance(value, str) and value in choices):
        return value if isinstance(value, str) else None
    told = _("{name} kan inte vara ”{word}”. Välj bland: {choices}.")
    faults.append(
        _fault(line_of(text, "", name), told.format(name=name, word=_shown(value), choices=", ".join(choices)))
    )
    return None


def _register(values: Mapping[str, Value], text: str, faults: list[str]) -> Path | None:
    value = values.get("register")
    if value is None or (isinstance(value, str) and value.strip() and "\0" not in value):
        with suppress(RuntimeError):  # no home to begin from
            return Path(str(value)).expanduser() if value is not None else None
    faults.append(_fault(line_of(text, "", "register"), _("register är sökvägen till en fil, inom citationstecken.")))
    return None


def _keys(table: Value, text: str, faults: list[str]) -> Keys:
    """Keys as they are written, one or a list of them."""
    if not isinstance(table, dict):
        faults.append(_fault(line_of(text, "", KEYS), _("keys är en tabell: skriv [keys] på en egen rad.")))
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for command, value in table.items():
        keys = value if isinstance(value, list) else [value]
        if keys and all(isinstance(key, str) and key for key in keys):
            found[command] = tuple(keys)
        else:
            told = _("{command} ska ha en tangent, eller flera inom [ ], var och en inom citationstecken.")
            faults.append(_fault(line_of(text, KEYS, command), told.format(command=_shown(command))))
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """A question of whether the nearest known word was meant, with a space before it; nothing where none is near."""
    return did_you_mean(nearest_word(word, sorted(known)))


def _fault(line: int | None, told: str) -> str:
    """What is wrong, with the line where it stands."""
    return _("Rad {line}: {told}").format(line=line, told=told) if line else told


def _shown(value: Value) -> str:
    return shorten(one_line(str(value)), 60)
