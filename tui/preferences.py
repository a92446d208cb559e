"""The user's own choices for the program, in `config.toml`: language, colours, keys, the default register.

An office's own settings are in its register. Nothing in the file can stop the program: values that cannot be used are
reported, and the rest applies.

People edit the file too. So an unreadable line costs that line only, and a change by the program leaves every other
line as it is.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, toml

from storage.domain.text import one_line, shorten
from storage.files import overwrite
from storage.user_folders import STATE_VARIABLE, user_folder
from tui.language.catalogue import LANGUAGES, _, mark
from tui.language.words import nearest

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


MOST_UNREADABLE = 20
"""Most unreadable lines that are skipped; with more, the whole file is."""
_DEEPEST = 10
"""Deepest nesting of values: readers of TOML recurse, and slow down with the depth."""
_LONGEST_CHANGED = 30_000
"""Most characters of a file that is changed: the time grows faster than the text."""

Value = object
"""Any value of TOML."""


class Read(Struct, frozen=True):
    """Values of a file."""

    values: Mapping[str, Value] = {}
    unreadable: tuple[int, ...] = ()
    """Numbers of the lines that were skipped, counted from 1."""


def read_text(text: str) -> Read:
    """Parse a text in TOML, without the lines that cannot be read."""
    plain = _plainly(text)
    return Read(plain) if plain is not None else _in_full(text)


def with_value(text: str, key: str, value: str) -> str | None:
    """Return the text with `key` outside of tables set to `value`; None where anything else would change."""
    import tomlkit  # noqa: PLC0415 - slow to load, and only for what is written

    before = read_text(text)
    if len(text) > _LONGEST_CHANGED or _holds_tables(before.values.get(key)):
        return None
    hidden, lines = _without(text if text.endswith("\n") or not text else text + "\n", before.unreadable)
    try:
        document = tomlkit.parse(hidden)
        item = tomlkit.value(_quoted(value))
        if key in document:
            document[key] = item
        else:
            item.trivia.trail = "\r\n" if "\r\n" in text else "\n"
            document.body.insert(_end_of_values(document), (tomlkit.key(key), item))
        changed = tomlkit.dumps(document)
    except (tomlkit.exceptions.TOMLKitError, RecursionError):
        return None
    for line, original in lines.items():
        changed = changed.replace(line, original, 1)
    after = read_text(changed)
    as_intended = after.values == {**before.values, key: value} and len(after.unreadable) <= len(before.unreadable)
    return changed if as_intended else None


def line_of(text: str, table: str, key: str) -> int | None:
    """Return the number from 1 of the line that sets `key` in `table`; of the table itself for an empty `table`."""
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            inside = line.strip().strip("[]").strip()
            if not table and inside == key:
                return number
        elif inside == table and line.partition("=")[0].strip().strip("\"'") == key:
            return number
    return None


def _holds_tables(value: Value) -> bool:
    """True for a table and a list of tables, which no text may replace."""
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_tables, value)))


def _without(text: str, unreadable: tuple[int, ...]) -> tuple[str, dict[str, str]]:
    """Replace the unreadable lines by comments; return the text, and comment → line."""
    mark = "#" + "-" * (1 + max(map(len, re.findall("-+", text)), default=0))
    lines = text.split("\n")
    hidden = {f"{mark}{number}#": lines[number - 1] for number in unreadable}
    for number, comment in zip(unreadable, hidden, strict=True):
        lines[number - 1] = comment
    return "\n".join(lines), hidden


def _end_of_values(document: "TOMLDocument") -> int:
    """Return the index after the last value, before the first table and the comments above it."""
    end = 0
    for at, (key, item) in enumerate(document.body):
        if key is not None and (item.is_aot() or (item.is_table() and not key.is_dotted())):
            break
        if key is not None:
            end = at + 1
    return end


def _plainly(text: str) -> dict[str, Value] | None:
    """Parse a text that only has `key = "value"` and `[table]`; None for any other text.

    Almost every such file has, and TOML's own reader takes as long to load as the register does to open.
    """
    values: dict[str, Value] = {}
    table = values
    for line in map(str.strip, text.split("\n")):
        if not line or line.startswith("#"):
            continue
        if line[0] == "[" and _bare(name := line[1:-1]) and line[-1] == "]" and name not in values:
            table = {}
            values[name] = table
            continue
        key, _between, value = (part.strip() for part in line.partition("="))
        if not _bare(key) or key in table or not _is_simple(value):
            return None
        table[key] = value[1:-1]
    return values


def _bare(name: str) -> bool:
    return name.isascii() and name.replace("-", "").replace("_", "").isalnum()


def _is_simple(value: str) -> bool:
    """True for a quoted text without escapes."""
    if len(value) < 2 or value[0] not in "\"'" or value[0] != value[-1]:
        return False
    inside = value[1:-1]
    return value[0] not in inside and inside.isprintable() and (value[0] == "'" or "\\" not in inside)


def _in_full(text: str) -> Read:
    """Parse a text with tomllib, without the lines that it refuses."""
    lines, unreadable = text.split("\n"), set[int]()
    for number, line in enumerate(lines, 1):
        if sum(map(line.count, ".[{")) > _DEEPEST and not line.lstrip().startswith("#"):
            unreadable.add(number)
            lines[number - 1] = ""
    while len(unreadable) < MOST_UNREADABLE:
        try:
            return Read(toml.decode("\n".join(lines) + "\n"), tuple(sorted(unreadable)))
        except DecodeError as error:
            number = _refused_line(str(error), lines)
        except RecursionError:
            number = _deep_line(lines)
        if not number or number in unreadable:
            break
        unreadable.add(number)
        lines[number - 1] = ""
    return Read({}, tuple(sorted(unreadable)) or (1,))


def _deep_line(lines: list[str]) -> int:
    """Return the number of the line where nesting first is too deep; 0 where none is."""
    depth = 0
    for number, line in enumerate(lines, 1):
        depth += sum(map(line.count, "[{")) - sum(map(line.count, "]}"))
        if depth > _DEEPEST:
            return number
    return 0


def _refused_line(message: str, lines: list[str]) -> int:
    """Return the number of the line that tomllib stopped at; the last that is not blank, where it reached the end."""
    named = re.search(r"line (\d+)", message)
    number = int(named[1]) if named else len(lines)
    while (number and not lines[number - 1 : number]) or (number and not lines[number - 1].strip()):
        number -= 1
    return number


def _quoted(value: str) -> str:
    """Quote a text for TOML: literally, as suits Windows paths; with escapes where that is not possible."""
    if "'" not in value and value.isprintable():
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


NAME = "config.toml"
THEME_NAMES = {
    "dark": "textual-dark",
    "light": "textual-light",
    "contrast": "granska-contrast",
    "terminal": "ansi-dark",
}
"""Name in the file → theme."""
KEYS = "keys"
"""Name of the table of keys."""

LARGEST = 100_000
"""Most bytes of a file; a larger one takes long to read."""

Keys = Mapping[str, tuple[str, ...]]
"""Command id → keys, as written."""


class Settings(Struct, frozen=True):
    """Valid settings of the file."""

    language: str | None = None
    theme: str | None = None
    """Textual's name of the theme."""
    register: Path | None = None
    """Path of the register that was opened last."""
    keys: Keys = {}
    """Not yet validated: :mod:`tui.keymap` does that."""
    faults: tuple[str, ...] = ()
    """A sentence for each value that cannot be used."""
    lines: Mapping[str, int] = {}
    """Command id → number of the line with its keys."""


def settings_file() -> Path:
    """Return the path of the file, which need not exist."""
    if named := os.environ.get(STATE_VARIABLE):
        return Path(named) / NAME
    return user_folder("config") / NAME


def read_settings() -> Settings:
    """Load the user's settings. Never raises."""
    path = settings_file()
    try:
        text = _text(path)
    except FileNotFoundError:
        return Settings()
    except _NotSettings as error:
        return Settings(faults=(_(error.sentence).format(path=one_line(str(path))),))
    except OSError as error:
        template = _("Inställningarna i {path} går inte att läsa: {detail}. Standardvärden används.")
        return Settings(faults=(template.format(path=one_line(str(path)), detail=error.strerror or error),))
    return _understood(text)


class _NotSettings(OSError):
    """The path is no file to read settings from."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(None, sentence, str(path))
        self.sentence = sentence


def _text(path: Path) -> str:
    """Read the text of the file.

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
        template = mark("Inställningarna i {path} är inte sparade som UTF-8. Standardvärden används; spara om filen.")
        raise _NotSettings(path, template) from error


def remember(key: str, value: str) -> None:
    """Store a choice; nothing else in the file changes, and it is written safely.

    Raises:
        OSError: the system refuses, or the file cannot be changed without harm to its other lines.
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
    """Store the theme, by Textual's name.

    Raises:
        OSError: as :func:`remember`.
    """
    remember("theme", next((name for name, known in THEME_NAMES.items() if known == theme), theme))


def _understood(text: str) -> Settings:
    read = read_text(text)
    faults = [_fault(number, _("raden går inte att läsa, så den hoppades över. Text står inom citationstecken."))
              for number in read.unreadable]  # fmt: skip
    known = {"language", "theme", "register", KEYS}
    for name in read.values:
        if name not in known:
            words = _("ingen inställning heter ”{word}”.{nearest}").format(
                word=_shown(name), nearest=nearest(name, sorted(known))
            )
            faults.append(_fault(line_of(text, "", name), words))
    language = _choice(read.values, "language", LANGUAGES, text, faults)
    theme = _choice(read.values, "theme", THEME_NAMES, text, faults)
    keys = _keys(read.values.get(KEYS, {}), text, faults)
    return Settings(
        language,
        THEME_NAMES[theme] if theme else None,
        _register(read.values, text, faults),
        keys,
        tuple(faults),
        {command: line for command in keys if (line := line_of(text, KEYS, command))},
    )


def _choice(
    values: Mapping[str, Value], name: str, choices: Mapping[str, str] | tuple[str, ...], text: str, faults: list[str]
) -> str | None:
    """Return one of a few words; add a fault where the value is another."""
    value = values.get(name)
    if value is None or (isinstance(value, str) and value in choices):
        return value if isinstance(value, str) else None
    template = _("{name} kan inte vara ”{word}”. Välj bland: {choices}.")
    faults.append(
        _fault(line_of(text, "", name), template.format(name=name, word=_shown(value), choices=", ".join(choices)))
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
    """Return the valid entries of the table of keys, each with one key or a list."""
    if not isinstance(table, dict):
        faults.append(_fault(line_of(text, "", KEYS), _("keys är en tabell: skriv [keys] på en egen rad.")))
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for command, value in table.items():
        keys = value if isinstance(value, list) else [value]
        if keys and all(isinstance(key, str) and key for key in keys):
            found[command] = tuple(keys)
        else:
            template = _("{command} ska ha en tangent, eller flera inom [ ], var och en inom citationstecken.")
            faults.append(_fault(line_of(text, KEYS, command), template.format(command=_shown(command))))
    return found


def _fault(line: int | None, text: str) -> str:
    """Prefix a fault with its line."""
    return _("Rad {line}: {told}").format(line=line, told=text) if line else text


def _shown(value: Value) -> str:
    return shorten(one_line(str(value)), 60)
