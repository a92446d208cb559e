"""The words of the history: which entities there are, their fields, types and references.

Read from the record classes, so that there is one source. `FORMAT` is the version of this vocabulary that an
action is written in.
"""

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Union, get_args, get_origin, get_type_hints

from storage.domain import records

FORMAT = 1

RecordTypes = Mapping[str, type[records.Record]]
"""Entity → record class."""


class _Entities(RecordTypes):
    """Every entity with its class. Classes that no list is drawn of are loaded when one of them is asked for."""

    def __getitem__(self, entity: str) -> type[records.Record]:
        return _SHOWN.get(entity) or _rest()[entity]

    def __iter__(self) -> Iterator[str]:
        yield from _SHOWN
        yield from _rest()

    def __len__(self) -> int:
        return len(_SHOWN) + len(_rest())


_SHOWN: RecordTypes = {
    "body": records.Body,
    "person": records.Person,
    "audit": records.Audit,
    "recommendation": records.Recommendation,
    "level": records.Level,
    "followup": records.Followup,
    "assessment": records.Assessment,
}


@cache
def _rest() -> RecordTypes:
    from storage.domain import records as domain_records  # noqa: PLC0415 - as said above

    return {
        "audit_auditee": domain_records.AuditAuditee,
        "measure": domain_records.Measure,
        "followup_closing": domain_records.FollowupClosing,
        "followup_audit": domain_records.FollowupAudit,
        "recommendation_addressee": domain_records.RecommendationAddressee,
        "recommendation_related": domain_records.RecommendationRelated,
        "measure_recommendation": domain_records.MeasureRecommendation,
        "letter": domain_records.Letter,
        "letter_audit": domain_records.LetterAudit,
        "letter_signer": domain_records.LetterSigner,
        "letter_recipient": domain_records.LetterRecipient,
        "letter_question": domain_records.LetterQuestion,
        "response": domain_records.Response,
        "response_audit": domain_records.ResponseAudit,
        "response_on_behalf_of": domain_records.ResponseOnBehalfOf,
        "response_line": domain_records.ResponseLine,
        "response_line_target": domain_records.ResponseLineTarget,
        "scale": domain_records.Scale,
        "followup_signer": domain_records.FollowupSigner,
        "assessment_evidence": domain_records.AssessmentEvidence,
        "document": domain_records.Document,
        "text_block": domain_records.TextBlock,
        "setting": domain_records.Setting,
    }


ENTITIES: RecordTypes = _Entities()

NATURAL_KEYS: dict[str, tuple[str, ...]] = {
    "audit_auditee": ("audit", "body"),
    "recommendation_addressee": ("recommendation", "body"),
    "recommendation_related": ("recommendation", "related"),
    "measure_recommendation": ("measure", "recommendation"),
    "letter_audit": ("letter", "audit"),
    "letter_signer": ("letter", "person"),
    "letter_recipient": ("letter", "body"),
    "response_audit": ("response", "audit"),
    "response_on_behalf_of": ("response", "body"),
    "response_line_target": ("response_line", "recommendation", "question"),
    "level": ("scale", "label"),
    "followup_closing": ("followup",),
    "followup_signer": ("followup", "person"),
    "followup_audit": ("followup", "audit"),
    "assessment": ("followup", "recommendation"),
    "assessment_evidence": ("assessment", "kind", "date", "source"),
    "text_block": ("key",),
    "setting": ("key",),
}
"""Entities whose id follows from what they are (see :mod:`storage.domain.identity`); the rest are free."""

OWNERS: Mapping[str, str] = {
    "recommendation": "audit",
    "letter_recipient": "letter",
    "letter_question": "letter",
    "response_line": "response",
    "assessment": "recommendation",
    "assessment_evidence": "assessment",
}
"""Entities whose records belong to another and go with it → the field that says which."""


@cache
def field_types(entity: str) -> dict[str, type]:
    """The fields of `entity` but its id, in order, each with `str` or `int`.

    Raises:
        KeyError: there is no such entity.
    """
    hints = get_type_hints(ENTITIES[entity])
    return {name: _plain(hints[name]) for name in ENTITIES[entity].__struct_fields__ if name != "id"}


@cache
def references(entity: str) -> dict[str, str]:
    """The fields of `entity` that hold another record's id, each with that record's entity."""
    hints = get_type_hints(ENTITIES[entity], include_extras=True)
    found = {name: _inner(hint) for name, hint in hints.items()}
    return {name: get_args(kind)[1] for name, kind in found.items() if get_origin(kind) is Annotated}


def _inner(hint: object) -> object:
    """`X` of `X | None`."""
    if get_origin(hint) in {Union, types.UnionType}:
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint


def _plain(hint: object) -> type:
    inner = _inner(hint)
    return int if inner is int else str
