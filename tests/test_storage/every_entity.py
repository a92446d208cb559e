"""A register in which every field of every entity holds something, so that nothing is left out of a check."""

from storage.domain.history import Change
from storage.domain.identity import id_from_fields, natural_id
from storage.domain.records import Value
from storage.domain.vocabulary import ENTITIES, NATURAL_KEYS, field_types, references
from storage.register import Register


def fill_every_field(register: Register) -> Change:
    """Put one record of each entity with every field filled, in one action."""
    ids: dict[str, str] = {}
    values: dict[str, dict[str, Value]] = {}
    for entity in ENTITIES:
        values[entity] = {
            name: 7 if kind is int else f"{entity} {name} åäö" for name, kind in field_types(entity).items()
        }
        if entity not in NATURAL_KEYS:
            ids[entity] = natural_id(register.register_id, entity, "filled")
    for entity in [*(e for e in ENTITIES if e not in NATURAL_KEYS), *NATURAL_KEYS]:
        for field, target in references(entity).items():
            values[entity][field] = ids.get(target, f"{target}-id")
        if entity in NATURAL_KEYS:
            ids[entity] = id_from_fields(register.register_id, entity, values[entity])
    with register.recording("fill") as action:
        for entity, record in values.items():
            action.put(entity, ids[entity], record)
    return action.change
