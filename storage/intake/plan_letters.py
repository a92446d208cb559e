"""The account of letter and answer → the letter, its recipients and the answer."""

from storage.domain.text import searchable
from storage.intake.bodynames import body_kind
from storage.intake.neutral import TrailFacts
from storage.intake.planned import Planner


def plan_body(planner: Planner, name: str) -> str:
    """The id of the body with this name: the register's, or a new one."""
    key = searchable(name)
    return planner.known.bodies.get(key) or planner.free("body", key, {"kind": body_kind(name), "name": name})


def plan_letter(planner: Planner, audit: str, position: str, facts: TrailFacts) -> None:
    """The letter that handed the audit's report over, and those it went to."""
    asked = _asked(facts)
    if not (facts.handed_over or facts.answer_due or asked or facts.handed_to):
        return
    values = {"kind": "missiv", "decided": facts.handed_over, "answer_due": facts.answer_due}
    letter = planner.free("letter", position, values)
    planner.keyed("letter_audit", {"letter": letter, "audit": audit})
    for name in asked:
        planner.keyed("letter_recipient", {
            "letter": letter,
            "body": plan_body(planner, name),
            "role": "answer",
            "extension_requested": facts.extension_requested,
            "extension_decision": facts.extension_decision,
            "extension_due": facts.extension_due,
        })  # fmt: skip
    for name in facts.handed_to:
        if name not in asked:
            _plan_other(planner, letter, name, facts)


def plan_response(planner: Planner, audit: str, position: str, facts: TrailFacts) -> None:
    """The answer. Audits answered by the same body on the same day under the same § share one."""
    if not (facts.answered_on or facts.received_on or facts.paragraph):
        return
    responder = plan_body(planner, facts.responder) if facts.responder else None
    decision = (facts.responder, facts.answered_on, facts.paragraph)
    response = planner.free(
        "response",
        "|".join(part or "" for part in decision) if facts.responder else position,
        {
            "responder": responder,
            "kind": "answer",
            "decided_on": facts.answered_on,
            "paragraph": facts.paragraph,
            "received_on": facts.received_on,
        },
    )
    planner.keyed("response_audit", {"response": response, "audit": audit})
    for name in facts.on_behalf_of:
        planner.keyed("response_on_behalf_of", {"response": response, "body": plan_body(planner, name)})


def _asked(facts: TrailFacts) -> tuple[str, ...]:
    """Those asked to answer: where a date was set and nobody is named, those that the report went to."""
    if facts.asked or not facts.answer_due:
        return facts.asked
    return facts.handed_to or ((facts.responder,) if facts.responder else ())


def _plan_other(planner: Planner, letter: str, name: str, facts: TrailFacts) -> None:
    """A body that got the report without being asked itself: another answers for it, or it was for information."""
    through = facts.responder if facts.joint or name in facts.on_behalf_of else None
    planner.keyed("letter_recipient", {
        "letter": letter,
        "body": plan_body(planner, name),
        "role": "answer" if through else "information",
        "through": plan_body(planner, through) if through else None,
    })  # fmt: skip
