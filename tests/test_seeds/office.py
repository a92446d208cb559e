"""An office at work on the command line, and what its register says back."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from storage.domain.editable_fields import EDITABLE, EditableField, Input
from tui.commands.root import cli

Said = str | list[str]
Shape = dict[str, Any]


@dataclass
class Office:
    """Enters records into one register by `granska`, and reads them back by `granska`."""

    path: Path
    ids: dict[str, str] = field(default_factory=dict)
    """What a record is called here → its id."""
    remarked: list[str] = field(default_factory=list)
    """What the commands said on stderr, line by line."""

    def granska(self, *words: str) -> str:
        """Run a command that goes well, and return what it says."""
        done = CliRunner().invoke(cli, [*words, "--register", str(self.path)], prog_name="granska")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, f"granska {' '.join(words)}: {done.stderr}"
        self.remarked += done.stderr.splitlines()
        return done.stdout

    def json(self, *words: str) -> Any:
        """What a command says to machines."""
        return json.loads(self.granska(*words, "--json"))

    def add(self, called: str, entity: str, **values: Said) -> Shape:
        """Add a record, call it something, and see that every field given comes back as it was given."""
        given = {name: self._meant(EDITABLE[entity].field(name), said) for name, said in values.items()}
        words = [
            f"{name}={one}" for name, said in given.items() for one in (said if isinstance(said, list) else [said])
        ]
        made: Shape = self.json("add", entity, *words)
        self.ids[called] = made["id"]
        shown = self.show(called)
        for name, said in given.items():
            assert _is(EDITABLE[entity].field(name), shown[name], said), f"{called}: {name} is {shown[name]!r}"
        return shown

    def show(self, called: str) -> Shape:
        """All that the register says of a record."""
        shown: Shape = self.json("show", self.ids[called])
        return shown

    def _meant(self, entry: EditableField, said: Said) -> Said:
        """What was said, with ids for what records are called here."""
        if not entry.refers:
            return said
        return [self.ids.get(one, one) for one in said] if isinstance(said, list) else self.ids.get(said, said)


def _is(entry: EditableField, shown: object, said: Said) -> bool:
    if entry.input is Input.SEVERAL:
        members = said if isinstance(said, list) else [said]
        return isinstance(shown, list) and len(shown) == len(members) and _same_ids(shown, members)
    if entry.input is Input.ONE:
        return isinstance(said, str) and _same_ids([shown], [said])
    return str(shown) == {"ja": "1", "nej": "0"}.get(str(said), said)


def _same_ids(shown: list[Any], said: list[str]) -> bool:
    """Whether the ids that were said are there; names become ids of their own."""
    return {one for one in said if len(one) == 36 and one.count("-") == 4} <= set(shown)
