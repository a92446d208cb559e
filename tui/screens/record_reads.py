"""Lists of records of a kind, as a dialog shows them: read in the reader's thread."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage import entries, queries
from storage.domain.entry_views import Named
from storage.domain.kinds import KINDS, Given, Input
from storage.domain.letter_views import MeasureView
from storage.domain.text import shorten
from storage.domain.value import replace
from storage.register import Register
from tui.dialogs.records import Row
from tui.language.catalogue import _
from tui.language.terms import entity_word, field_word, value_word
from tui.language.words import printed_number

NAME_LENGTH = 60
_KIND_FIELDS = {
    "audit": "source",
    "measure": "state",
    "letter_recipient": "role",
    "response_line": "stance",
    "assessment": "reason",
}
"""Entity → the field whose code :class:`Named` has as its kind, where that is not `kind`."""


class About(Struct, frozen=True, kw_only=True):
    """Which records a list is of."""

    entities: tuple[str, ...]
    owner: Mapping[str, str] = {}
    """Field, or entity, → the id of what they belong to; none for all there are."""
    removed: bool = False
    """Whether those are meant that were taken out, or joined with another."""


def heading(register: Register, about: About) -> str:
    """What the list is of, and of whom."""
    words = ", ".join(map(plural, about.entities)) if len(about.entities) < len(KINDS) else _("Borttagna poster")
    owner = [queries.name_of(register, *_owner(about, name, record)) for name, record in about.owner.items()]
    return ": ".join(filter(None, [words, shorten(" ".join(owner[:1]), NAME_LENGTH)]))


def plural(entity: str) -> str:
    """What records of a kind are called together."""
    known = {
        "body": _("Organ"),
        "person": _("Personer"),
        "document": _("Dokument"),
        "measure": _("Åtgärder"),
        "letter_recipient": _("Mottagare"),
        "letter_question": _("Frågor"),
        "assessment_evidence": _("Underlag"),
        "response_line": _("Svarsrader"),
        "recommendation": _("Punkter"),
    }
    return known.get(entity) or entity_word(entity)


def listed(register: Register, about: About) -> list[Row]:
    """The records, in the order of their list."""
    if about.entities == ("measure",) and about.owner and not about.removed:
        return [_measure(view) for view in _measures(register, about.owner)]
    if about.entities == ("assessment_evidence",) and "recommendation" in about.owner and not about.removed:
        found = [one.id for one in entries.evidence_of(register, about.owner["recommendation"])]
        return [_row(one, with_entity=False) for one in entries.named(register, "assessment_evidence", found)]
    if about.entities == ("document",):
        documents = entries.records(register, "document", removed=about.removed)
        return _documents(register, _belonging(register, "document", about.owner, documents))
    several = len(about.entities) > 1
    return [
        _row(one, with_entity=several)
        for entity in about.entities
        for one in _belonging(register, entity, about.owner, entries.records(register, entity, removed=about.removed))
    ]


def _measures(register: Register, owner: Mapping[str, str]) -> Sequence[MeasureView]:
    return entries.measures_of(
        register,
        recommendation=owner.get("recommendation"),
        audit=owner.get("audit"),
        response=owner.get("response"),
    )


def _measure(view: MeasureView) -> Row:
    record = view.measure
    points = ", ".join(printed_number(one.number) for one in view.recommendations)
    due = _("klart senast {date}").format(date=record.due) if record.due else ""
    state = value_word("state", record.state) if record.state else ""
    told = " · ".join(filter(None, [state, due, record.responsible, points]))
    return Row("measure", view.id, shorten(record.text or "", NAME_LENGTH), told)


def _documents(register: Register, records: Sequence[Named]) -> list[Row]:
    """With their dates: a page that is published anew is called as it was."""
    values = entries.entered_of(register, "document", [one.id for one in records])
    rows = [_row(one, with_entity=False) for one in records]
    return [replace(row, told=" · ".join(filter(None, [_made_on(values, row.id), row.told]))) for row in rows]


def _made_on(values: Mapping[str, Mapping[str, Given]], document: str) -> str:
    return str(values.get(document, {}).get("made_on") or "")


def _belonging(register: Register, entity: str, owner: Mapping[str, str], records: Sequence[Named]) -> Sequence[Named]:
    """Those of the records that belong to the owner."""
    if not owner:
        return records
    values = entries.entered_of(register, entity, [one.id for one in records])
    return [one for one in records if all(_has(values.get(one.id, {}), *each) for each in owner.items())]


def _has(values: Mapping[str, Given], name: str, record: str) -> bool:
    held = values.get(name, values.get(f"{name}s"))
    return record in held if isinstance(held, list | tuple) else held == record


def _row(one: Named, *, with_entity: bool) -> Row:
    kind = value_word(_KIND_FIELDS.get(one.entity, "kind"), one.kind) if one.kind else ""
    why = f"{field_word('removed').lower()}: {one.removed}" if one.removed else ""
    joined = field_word("merged_into").lower() if one.merged_into else ""
    entity = entity_word(one.entity).lower() if with_entity else ""
    told = " · ".join(dict.fromkeys(filter(None, [entity, kind, why or joined])))
    return Row(one.entity, one.id, one.name, told, bool(one.merged_into))


def _owner(about: About, name: str, record: str) -> tuple[str, str]:
    """(entity, id) of what the records belong to."""
    entries_of = {entry.name: entry for entry in KINDS[about.entities[0]].entries}
    found = entries_of.get(name) or entries_of.get(f"{name}s")
    return (found.refers[0] if found and found.refers else name, record)


def beginning(entity: str, owner: Mapping[str, str]) -> tuple[dict[str, Given], dict[str, Given]]:
    """What is decided of a new record in the list of an owner, and what its form only begins with."""
    given: dict[str, Given] = {}
    begin: dict[str, Given] = {}
    names = {entry.name: entry for entry in KINDS[entity].entries}
    for name, record in owner.items():
        if name in names and (names[name].fixed or names[name].required):
            given[name] = record
        elif name in names:
            begin[name] = record
        elif names[f"{name}s"].input is Input.SEVERAL:
            begin[f"{name}s"] = (record,)
    return given, begin
