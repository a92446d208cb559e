"""The text of `config.toml`: read however it was written, and changed one value at a time.

A person writes in the file too. So a line that cannot be read costs that line only, and what the program keeps in it
leaves every other line as it stands.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

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
    as_meant = after.values == {**before.values, key: value} and len(after.unreadable) <= len(before.unreadable)
    return changed if as_meant else None


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
