"""What is begun in a form of a record: which record, or what a new one belongs to, as its draft is named by. Pure."""

import re
from collections.abc import Mapping

from msgspec import Struct

from storage.domain.kinds import KINDS, Given, Input

FORM = "form:"
"""Before a form's name in the name of its draft."""
_BEGIN = "+"
"""Before what a new record only begins with, and may be changed."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_COUNTED = re.compile(r"(.*?)(\d+|(?<![^\W\d_])[a-yA-Y])", re.DOTALL)
_REPEATS: Mapping[str, tuple[str, ...]] = {
    "recommendation": ("theme", "kind", "parent", "responsible"),
    "measure": ("theme", "audit", "response", "state"),
    "letter_recipient": ("role", "answer_due"),
    "letter_question": ("body",),
    "person": ("organisation",),
    "body": ("kind",),
    "audit": ("years", "source", "type", "firm"),
    "document": ("kind", "direction", "letter", "followup", "response"),
}
"""Entity → what of a record the next one is likely to have too, beside what both belong to."""


class Begun(Struct, frozen=True, kw_only=True):
    """A record that is changed, or made."""

    entity: str
    record: str = ""
    """Its id; empty for a new one."""
    given: Mapping[str, Given] = {}
    """Entry → what is decided of a new one."""
    begin: Mapping[str, Given] = {}
    """Entry → what a new one begins with."""

    @property
    def key(self) -> str:
        """What its draft is called."""
        if self.record:
            return f"{self.entity}:{self.record}"
        told = [_told(name, value) for name, value in self.given.items()]
        told += [_BEGIN + _told(name, value) for name, value in self.begin.items()]
        return f"{self.entity}:{';'.join(told)}"


def begun(key: str) -> Begun | None:
    """What :attr:`Begun.key` named; None for a form that is of no record of a kind."""
    entity, _colon, rest = key.partition(":")
    if entity not in KINDS:
        return None
    if rest and "=" not in rest:
        return Begun(entity=entity, record=rest)
    given: dict[str, Given] = {}
    begin: dict[str, Given] = {}
    for part in filter(None, rest.split(";")):
        name, _equals, value = part.partition("=")
        place, name = (begin, name.removeprefix(_BEGIN)) if name.startswith(_BEGIN) else (given, name)
        if name not in {entry.name for entry in KINDS[entity].entries}:
            return None
        several = KINDS[entity].entry(name).input is Input.SEVERAL
        place[name] = tuple(value.split(",")) if several else value
    return Begun(entity=entity, given=given, begin=begin)


def _told(name: str, value: Given) -> str:
    text = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return f"{name}={text}"


def counted_on(number: str) -> str:
    """The number after this one: 2 → 3, b → c, 2 a → 2 b; nothing where it cannot be told."""
    found = _COUNTED.fullmatch(number.strip())
    if found is None:
        return ""
    before, last = found.groups()
    if last.isdecimal():
        return f"{before}{int(last) + 1}"
    after = _ALPHABET[_ALPHABET.index(last.lower()) + 1]
    return before + (after if last.islower() else after.upper())


def carried(entity: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Of each field of a record that was saved, what the next one begins with: empty where that is to be written."""
    again = {name: text if name in _REPEATS.get(entity, ()) else "" for name, text in texts.items() if text}
    return {**again, "number": counted_on(texts["number"])} if texts.get("number") else again
