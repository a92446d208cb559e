"""What this user has chosen for the program itself, in `config.toml`: language, colours, keys, the register.

What a register's office has decided stands in the register. Nothing in the file can stop the program: what cannot be
used is told of, and the rest applies.

A person writes in the file too. So a line that cannot be read costs that line only, and what the program keeps in it
leaves every other line as it stands.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from msgspec import Struct

from storage.domain.text import one_line, shorten
from storage.files import overwrite
from storage.user_folders import STATE_VARIABLE, user_folder
from tui.language.catalogue import LANGUAGES, _, mark
from tui.language.words import nearest

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


MOST_UNREADABLE = 20
"""Lines that are passed over before the rest of the file is."""
_DEEPEST = 10
"""Levels within one another: readers of TOML go as deep as a file does, and slower the deeper they are."""
_LONGEST_CHANGED = 30_000
"""Characters: the time that a change takes grows faster than the text."""

Value = object
"""What TOML knows: text, a number, a list, a table and so on."""


class Read(Struct, frozen=True):
    """What a file says."""

    values: Mapping[str, Value] = {}
    unreadable: tuple[int, ...] = ()
    """Numbers of the lines that were passed over, counted from 1."""


def read_text(text: str) -> Read:
    """What a text in TOML says."""
    plain = _plainly(text)
    return Read(plain) if plain is not None else _in_full(text)


def with_value(text: str, key: str, value: str) -> str | None:
    """The text, saying that `key` outside of any table is `value`; None where that would change anything else."""
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
    """The number of the line where `key` stands in `table`, counted from 1; in none, or as one, for an empty name."""
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
    """True for a table, and for a list of them: neither gives way to a text."""
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_tables, value)))


def _without(text: str, unreadable: tuple[int, ...]) -> tuple[str, dict[str, str]]:
    """The text with a comment for each line that cannot be read; and those comments, with what they stand for."""
    mark = "#" + "-" * (1 + max(map(len, re.findall("-+", text)), default=0))
    lines = text.split("\n")
    hidden = {f"{mark}{number}#": lines[number - 1] for number in unreadable}
    for number, comment in zip(unreadable, hidden, strict=True):
        lines[number - 1] = comment
    return "\n".join(lines), hidden


def _end_of_values(document: "TOMLDocument") -> int:
    """Where one more value goes: after the last of them, so that what is said above a table stays there."""
    end = 0
    for at, (key, item) in enumerate(document.body):
        if key is not None and (item.is_aot() or (item.is_table() and not key.is_dotted())):
            break
        if key is not None:
            end = at + 1
    return end


def _plainly(text: str) -> dict[str, Value] | None:
    """What a text says that has nothing but `key = "value"` and `[table]`; None where it has anything else.

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
    """Whether a value is a text that stands as it is between its quotes."""
    if len(value) < 2 or value[0] not in "\"'" or value[0] != value[-1]:
        return False
    inside = value[1:-1]
    return value[0] not in inside and inside.isprintable() and (value[0] == "'" or "\\" not in inside)


def _in_full(text: str) -> Read:
    """What a text says, by TOML's own reader, without the lines that it refuses."""
    import tomllib  # noqa: PLC0415 - most files are read without

    lines, unreadable = text.split("\n"), set[int]()
    for number, line in enumerate(lines, 1):
        if sum(map(line.count, ".[{")) > _DEEPEST and not line.lstrip().startswith("#"):
            unreadable.add(number)
            lines[number - 1] = ""
    while len(unreadable) < MOST_UNREADABLE:
        try:
            return Read(tomllib.loads("\n".join(lines) + "\n"), tuple(sorted(unreadable)))
        except tomllib.TOMLDecodeError as error:
            number = _refused_line(str(error), lines)
        except RecursionError:
            number = _deep_line(lines)
        if not number or number in unreadable:
            break
        unreadable.add(number)
        lines[number - 1] = ""
    return Read({}, tuple(sorted(unreadable)) or (1,))


def _deep_line(lines: list[str]) -> int:
    """The line where values first are too deep within one another; 0 where none is."""
    depth = 0
    for number, line in enumerate(lines, 1):
        depth += sum(map(line.count, "[{")) - sum(map(line.count, "]}"))
        if depth > _DEEPEST:
            return number
    return 0


def _refused_line(message: str, lines: list[str]) -> int:
    """The line that TOML's reader stopped at; the last that says anything, where it read to the end."""
    named = re.search(r"line (\d+)", message)
    number = int(named[1]) if named else len(lines)
    while (number and not lines[number - 1 : number]) or (number and not lines[number - 1].strip()):
        number -= 1
    return number


def _quoted(value: str) -> str:
    """A text as TOML: as it stands, which Windows' paths want; with escapes where it holds what that cannot."""
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
    """Not yet held against the commands there are: :mod:`tui.keymap` does that."""
    faults: tuple[str, ...] = ()
    """A sentence for each thing that cannot be used."""
    lines: Mapping[str, int] = {}
    """Command's id → the line that gives it keys."""


def settings_file() -> Path:
    """Where the file is, or would be."""
    if named := os.environ.get(STATE_VARIABLE):
        return Path(named) / NAME
    return user_folder("config") / NAME


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
        template = _("Inställningarna i {path} går inte att läsa: {detail}. Standardvärden används.")
        return Settings(faults=(template.format(path=one_line(str(path)), detail=error.strerror or error),))
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
        template = mark("Inställningarna i {path} är inte sparade som UTF-8. Standardvärden används; spara om filen.")
        raise _NotSettings(path, template) from error


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
    """One of a few words; says so where it is none of them."""
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
            template = _("{command} ska ha en tangent, eller flera inom [ ], var och en inom citationstecken.")
            faults.append(_fault(line_of(text, KEYS, command), template.format(command=_shown(command))))
    return found


def _fault(line: int | None, text: str) -> str:
    """What is wrong, with the line where it stands."""
    return _("Rad {line}: {told}").format(line=line, told=text) if line else text


def _shown(value: Value) -> str:
    return shorten(one_line(str(value)), 60)
