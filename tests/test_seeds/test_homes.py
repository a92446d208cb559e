"""The table of homes (`tests/data/homes.toml`): every row of the domain report has one, and what has one gets there."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import records
from storage.domain.editable_fields import COVERED_AUDIT, EDITABLE, FOLLOWUP, EditableEntity, Given
from storage.domain.vocabulary import ENTITIES, field_types
from storage.register import Register, open_register
from tests.test_seeds.office import Office
from tui.language.words import field_word, setting_word

OTHERS = {"computed", "document", "help", "not kept"}
KEPT_WITHOUT_FORM = {
    "recommendation.position": "add_recommendation",
    "assessment.level": "assess",
    "assessment.comment": "comment",
    "setting.value": "configure",
    "scale.label": "create_register",
    "level.label": "create_register",
    "level.means": "create_register",
    "level.definition": "create_register",
    "level.fill": "create_register",
    "level.order": "create_register",
    "followup_audit.audit": "assess",
    "followup_audit.position": "assess",
}
"""What no list of fields asks for, and the action that sets it."""
DOMAIN = Path(__file__).resolve().parents[3] / "shared" / "domain.md"


@dataclass(frozen=True)
class Row:
    """What a seed holds, and where that is."""

    seed: str
    what: str
    home: tuple[str, ...]
    empty: tuple[str, ...]
    other: str | None
    why: str | None

    def __str__(self) -> str:
        return f"{self.seed} {self.what}"


def rows() -> list[Row]:
    """The table, in its order."""
    table = tomllib.loads((Path(__file__).parents[1] / "data" / "homes.toml").read_text(encoding="utf-8"))
    return [
        Row(one["seed"], one["what"], tuple(one.get("home", ())), tuple(one.get("empty", ())), one.get("other"),
            one.get("why"))
        for one in table["row"]
    ]  # fmt: skip


ROWS = rows()
STORED = sorted({home for row in ROWS for home in (*row.home, *row.empty)})


@pytest.fixture(scope="module")
def register_of(office: Callable[[str], Office]) -> Iterator[Callable[[str], Register]]:
    """The register of a case, open to read."""
    opened: dict[str, Register] = {}

    def of(seed: str) -> Register:
        if seed not in opened:
            opened[seed] = open_register(office(seed).path)
        return opened[seed]

    yield of
    for register in opened.values():
        register.close()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_row_has_a_home_or_says_why_not(row: Row) -> None:
    assert row.home or row.other
    assert row.other is None or (row.other in OTHERS and row.why)


@pytest.mark.parametrize("home", STORED)
def test_every_home_is_of_the_vocabulary_and_somebody_sets_it(home: str) -> None:
    entity, _, name = home.partition(".")
    kind = _kind(entity)
    is_entered = kind is not None and name in {entry.name for entry in kind.fields}
    assert entity in ENTITIES
    assert is_entered or home in KEPT_WITHOUT_FORM
    assert name in field_types(entity) or is_entered


@pytest.mark.parametrize("row", [row for row in ROWS if row.home or row.empty], ids=str)
def test_what_has_a_home_is_there_once_it_is_entered(row: Row, register_of: Callable[[str], Register]) -> None:
    register = register_of(row.seed)
    assert [home for home in row.home if not any(_values(register, home))] == []
    assert [home for home in row.empty if all(_values(register, home)) and list(_values(register, home))] == []


@pytest.mark.parametrize("home", [home for home in STORED if home not in KEPT_WITHOUT_FORM])
def test_what_has_a_home_is_called_something_on_the_screen(home: str) -> None:
    name = home.partition(".")[2]
    assert field_word(name) != name


def test_the_signers_of_a_report_are_a_setting_with_a_name_of_its_own() -> None:
    assert setting_word("report_signers") != "report_signers"


def test_the_table_has_a_row_for_each_of_the_domain_report() -> None:
    if not DOMAIN.exists():
        pytest.skip("the domain report is not beside the project")
    section = DOMAIN.read_text(encoding="utf-8").partition("\n## 7. ")[2]
    seeds = re.split(r"^### Seed ", section, flags=re.MULTILINE)[1:]
    told = {part[:3]: len([line for line in part.splitlines() if line.startswith("|")]) - 2 for part in seeds}
    assert Counter(row.seed for row in ROWS) == told


def _kind(entity: str) -> EditableEntity | None:
    return {**EDITABLE, "followup": FOLLOWUP, "followup_audit": COVERED_AUDIT}.get(entity)


def _values(register: Register, home: str) -> Iterator[Given]:
    """What that field holds in each record of its kind, as queries tell it."""
    entity, _, name = home.partition(".")
    for record in _records(register, entity):
        if entity in EDITABLE and name in {entry.name for entry in EDITABLE[entity].fields}:
            yield records.entered(register, entity, record)[name]
        else:
            yield getattr(records.record_of(register, entity, record), name)


def _records(register: Register, entity: str) -> list[str]:
    if entity in EDITABLE or entity == "followup":
        return [one.id for one in records.records(register, entity)]
    with register.reading() as connection:
        return [row[0] for row in connection.execute(f"SELECT id FROM {entity} WHERE removed IS NULL")]
