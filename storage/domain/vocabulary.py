"""The vocabulary of the history: entities, their fields, types, references, natural keys and owners.

Read from the record classes, so that there is one source. `FORMAT` is the version of this vocabulary that an
action is written in.
"""

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Union, get_args, get_origin, get_type_hints

from storage.domain import records

FORMAT = 1

ENTITIES: Mapping[str, type[records.Record]] = {
    "body": records.Body,
    "person": records.Person,
    "audit": records.Audit,
    "recommendation": records.Recommendation,
    "level": records.Level,
    "followup": records.Followup,
    "assessment": records.Assessment,
    "audit_auditee": records.AuditAuditee,
    "measure": records.Measure,
    "followup_closing": records.FollowupClosing,
    "followup_audit": records.FollowupAudit,
    "recommendation_addressee": records.RecommendationAddressee,
    "recommendation_related": records.RecommendationRelated,
    "measure_recommendation": records.MeasureRecommendation,
    "letter": records.Letter,
    "letter_audit": records.LetterAudit,
    "letter_signer": records.LetterSigner,
    "letter_recipient": records.LetterRecipient,
    "letter_question": records.LetterQuestion,
    "response": records.Response,
    "response_audit": records.ResponseAudit,
    "response_on_behalf_of": records.ResponseOnBehalfOf,
    "response_line": records.ResponseLine,
    "response_line_target": records.ResponseLineTarget,
    "scale": records.Scale,
    "followup_signer": records.FollowupSigner,
    "assessment_evidence": records.AssessmentEvidence,
    "document": records.Document,
    "source_text": records.SourceText,
    "text_block": records.TextBlock,
    "setting": records.Setting,
}
"""Entity → record class."""

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
"""Entities whose id derives from these fields (:mod:`storage.domain.identity`); other ids are random."""

OWNERS: Mapping[str, str] = {
    "recommendation": "audit",
    "letter_recipient": "letter",
    "letter_question": "letter",
    "response_line": "response",
    "assessment": "recommendation",
    "assessment_evidence": "assessment",
}
"""Entities whose records belong to an owner and are removed with it → the field that refers to it."""


@cache
def field_types(entity: str) -> dict[str, type]:
    """Return the fields of `entity` except its id, in order, each with `str` or `int`.

    Raises:
        KeyError: there is no such entity.
    """
    hints = get_type_hints(ENTITIES[entity])
    return {name: _plain(hints[name]) for name in ENTITIES[entity].__struct_fields__ if name != "id"}


@cache
def references(entity: str) -> dict[str, str]:
    """Return the fields of `entity` that refer to other records, each with the entity referred to."""
    hints = get_type_hints(ENTITIES[entity], include_extras=True)
    found = {name: _inner(hint) for name, hint in hints.items()}
    return {name: get_args(kind)[1] for name, kind in found.items() if get_origin(kind) is Annotated}


def _inner(hint: object) -> object:
    """Return `X` of `X | None`."""
    if get_origin(hint) in {Union, types.UnionType}:
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint


def _plain(hint: object) -> type:
    inner = _inner(hint)
    return int if inner is int else str
