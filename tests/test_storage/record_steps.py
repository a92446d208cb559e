"""One record of every kind, as a person enters them, and the values that each field may be given."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.domain.editable_fields import EDITABLE, EditableField, Given, Input
from storage.errors import GranskaError, InvalidValue
from storage.history import history
from storage.operations.records import add
from storage.register import Register, create_register
from tests.test_storage.steps import tables

BASE: Mapping[str, Mapping[str, Given]] = {
    "body": {"name": "Räddningsnämnden", "valid_from": "2015"},
    "person": {"name": "Ada Ek", "title": "ordförande"},
    "audit": {"title": "Beredskap för kriser", "short_title": "Beredskap", "years": "2019"},
    "recommendation": {"audit": "Beredskap", "number": "1", "text": "Öva varje år"},
    "letter": {"kind": "missiv", "audits": "Beredskap", "dated": "2020-03", "registry_number": "REV 2020/1"},
    "letter_recipient": {"letter": "REV 2020/1", "body": "Räddningsnämnden"},
    "letter_question": {"letter": "REV 2020/1", "number": "1", "text": "Hur övar ni?"},
    "response": {"responder": "Räddningsnämnden", "audits": "Beredskap", "decided_on": "2020-05-12"},
    "response_line": {"targets": "Beredskap:1", "stance": "agrees"},
    "measure": {"text": "En övning om året"},
    "assessment": {"recommendation": "Beredskap:1", "reason": "workload"},
    "assessment_evidence": {"recommendation": "Beredskap:1", "kind": "minutes"},
    "document": {"name": "svar.pdf"},
}
"""Entity → what one of it is known by; of each kind that others refer to there is then one."""

_SAMPLES: Mapping[Input, str] = {
    Input.LINE: "Ett ord",
    Input.TEXT: "Ett stycke\n- och en punkt",
    Input.DATE: "2020-06",
    Input.YEAR: "2031",
    Input.YEARS: "2031–2032",
    Input.YES_NO: "yes",
}


def fill(path: Path) -> dict[str, str]:
    """A register with one record of every kind; entity → its id."""
    ids: dict[str, str] = {}
    with create_register(path) as register:
        ids["followup"] = register.connection.execute("SELECT id FROM followup").fetchone()[0]
        for entity, values in BASE.items():
            own = {"response": ids["response"]} if entity == "response_line" else {}
            ids[entity] = made(register, entity, {**values, **own})
    return ids


def made(register: Register, entity: str, values: Mapping[str, Given]) -> str:
    """Add a record and return its id."""
    (record,) = add(register, entity, values).records(entity) & add_ids(register, entity)
    return record


def add_ids(register: Register, entity: str) -> set[str]:
    """The newest record of an entity."""
    row = register.connection.execute(f"SELECT id FROM {entity} ORDER BY rid DESC LIMIT 1").fetchone()
    return {row[0]}


def sample(entry: EditableField, ids: Mapping[str, str]) -> Given:
    """Something that a field takes."""
    if entry.input is Input.ONE:
        return ids[entry.refers[0]]
    if entry.input is Input.SEVERAL:
        return tuple(ids[entity] for entity in entry.refers)
    return entry.choices[0] if entry.choices else _SAMPLES[entry.input]


def whole(entity: str, ids: Mapping[str, str]) -> dict[str, Given]:
    """A new record with every field filled, that may stand beside the one there is."""
    values = {entry.name: sample(entry, ids) for entry in EDITABLE[entity].fields}
    match entity:
        case "letter_recipient":
            values |= {"body": "Tekniska nämnden", "extension_decision": "granted"}
        case "response":
            values |= {"decided_on": "2020-05", "received_on": "2020-06-01"}
        case "letter":
            values |= {"followup": None, "decided": "2020-02", "dated": "2020-03-01"}
        case _:
            pass
    return values


@contextmanager
def refused(register: Register, error: type[GranskaError], field: str | None = None) -> Iterator[None]:
    """The block is refused with this very error, at this field, and writes nothing."""
    before = tables(register), len(history(register))
    with pytest.raises(error) as raised:
        yield
    assert type(raised.value) is error
    if field is not None:
        assert isinstance(raised.value, InvalidValue)
        assert raised.value.field == field
    assert (tables(register), len(history(register))) == before
