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

Kinds = Mapping[str, type[records.Record]]
"""Entity → record class."""


class _Entities(Kinds):
    """Every entity with its class. Classes that no list is drawn of are loaded when one of them is asked for."""

    def __getitem__(self, entity: str) -> type[records.Record]:
        return _SHOWN.get(entity) or _rest()[entity]

    def __iter__(self) -> Iterator[str]:
        yield from _SHOWN
        yield from _rest()

    def __len__(self) -> int:
        return len(_SHOWN) + len(_rest())


_SHOWN: Kinds = {
    "body": records.Body,
    "person": records.Person,
    "audit": records.Audit,
    "recommendation": records.Recommendation,
    "level": records.Level,
    "followup": records.Followup,
    "assessment": records.Assessment,
}


@cache
def _rest() -> Kinds:
    from storage.domain import attached, letters  # noqa: PLC0415 - as said above

    return {
        "audit_auditee": attached.AuditAuditee,
        "measure": attached.Measure,
        "followup_closing": attached.FollowupClosing,
        "followup_audit": attached.FollowupAudit,
        "recommendation_addressee": attached.RecommendationAddressee,
        "recommendation_related": attached.RecommendationRelated,
        "measure_recommendation": attached.MeasureRecommendation,
        "letter": letters.Letter,
        "letter_audit": letters.LetterAudit,
        "letter_signer": letters.LetterSigner,
        "letter_recipient": letters.LetterRecipient,
        "letter_question": letters.LetterQuestion,
        "response": letters.Response,
        "response_audit": letters.ResponseAudit,
        "response_on_behalf_of": letters.ResponseOnBehalfOf,
        "response_line": letters.ResponseLine,
        "response_line_target": letters.ResponseLineTarget,
        "scale": attached.Scale,
        "followup_signer": attached.FollowupSigner,
        "assessment_evidence": attached.AssessmentEvidence,
        "document": attached.Document,
        "text_block": attached.TextBlock,
        "setting": attached.Setting,
    }


ENTITIES: Kinds = _Entities()

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
