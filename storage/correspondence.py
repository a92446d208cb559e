"""Reading what letters are made from."""

from collections.abc import Sequence

from storage.database import attached, lookup, mail, selection, settings
from storage.database.connection import Connection
from storage.database.listing import addressees_of, auditees_of
from storage.database.survivors import survivors
from storage.domain.configuration import people
from storage.domain.letter_material import (
    ANSWER,
    ROLES,
    LetterAudit,
    LetterDraft,
    LetterMaterial,
    Recipient,
)
from storage.domain.letters import Letter, LetterRecipient
from storage.domain.order import swedish_key
from storage.domain.records import Assessment, Audit, Body, Followup, Person
from storage.domain.report_material import JudgedRecommendation
from storage.domain.scale import NOT_IMPLEMENTED, PARTIAL
from storage.domain.value import replace
from storage.errors import UnknownReference
from storage.register import Register

MISSIV = "missiv"
_NO_DRAFT = LetterDraft()


def letter_material(
    register: Register,
    *,
    audit: str | None = None,
    followup: str | None = None,
    letter: str | None = None,
    draft: LetterDraft = _NO_DRAFT,
) -> LetterMaterial:
    """The missiv of an audit, or the one that hands over a follow-up's report, or one by its id; `draft` on top.

    Where the register has the letter already, it is that one. Nothing is written.

    Raises:
        UnknownReference: there is no such audit, follow-up, letter or body.
    """
    with register.reading() as connection:
        known = lookup.standing(connection, "letter", letter, Letter) if letter else None
        followup = known.followup if known else followup
        covered = _covered(connection, known) if known else _audits(connection, audit, followup)
        found = known or mail.newest_missiv(connection, audit, followup)
        told = dict(settings.every_value(connection))
        return LetterMaterial(
            letter=drafted(found or Letter(id="", kind=MISSIV), draft, told),
            audits=tuple(covered),
            recipients=_recipients(connection, found, [a.audit for a in covered], draft),
            questions=tuple(mail.questions(connection, found.id)) if found else (),
            signers=letter_signers(connection, found, draft, told),
            followup=_followup(connection, followup),
            office=told.get(settings.OFFICE),
            settings=told,
            register_id=register.register_id,
            history_head=lookup.history_head(connection),
        )


def _covered(connection: Connection, letter: Letter) -> list[LetterAudit]:
    """The audits of a letter by the follow-up's order, else by their names."""
    if letter.followup is not None:
        return _audits(connection, None, letter.followup)
    found = [_audit(connection, audit, {}) for audit in mail.audits_of(connection, letter.id)]
    return sorted(found, key=lambda each: swedish_key(each.audit.short_title or each.audit.title or ""))


def _audits(connection: Connection, audit: str | None, followup: str | None) -> list[LetterAudit]:
    if audit is not None:
        return [_audit(connection, audit, {})]
    judged = {str(a.recommendation): a for a in lookup.assessments_of(connection, "followup", followup or "")}
    return [
        _audit(connection, str(link.audit), judged) for link in attached.followup_audits(connection, followup or "")
    ]


def _audit(connection: Connection, audit_id: str, judged: dict[str, Assessment]) -> LetterAudit:
    audit = lookup.standing(connection, "audit", audit_id, Audit)
    levels = {level.id: level for level in selection.every_level(connection)}
    rows = lookup.recommendations_of(connection, audit_id)
    addressees = addressees_of(connection, [row.id for row in rows])
    auditees = auditees_of(connection, [audit_id]).get(audit_id, ())
    found = []
    for row in rows:
        assessment = judged.get(row.id)
        level = levels.get(assessment.level or "") if assessment else None
        if not judged or (level is not None and level.means in {PARTIAL, NOT_IMPLEMENTED}):
            bodies = addressees.get(row.id, auditees)
            found.append(JudgedRecommendation(recommendation=row, level=level, assessment=assessment, bodies=bodies))
    return LetterAudit(audit=audit, auditees=auditees, recommendations=tuple(found))


def drafted(letter: Letter, draft: LetterDraft, told: dict[str, str]) -> Letter:
    """A letter with what is said of it, and with the office's way to answer where it has none of its own."""
    fields = ("decided", "dated", "signed", "answer_due", "answer_how", "own_text", "registry_number")
    given = {name: value for name in fields if (value := getattr(draft, name)) is not None}
    drafted = replace(letter, **given)
    return drafted if drafted.answer_how else replace(drafted, answer_how=told.get("answer_how"))


def _recipients(
    connection: Connection, letter: Letter | None, audits: Sequence[Audit], draft: LetterDraft
) -> tuple[Recipient, ...]:
    held = mail.recipients(connection, letter.id) if letter is not None else []
    if draft.recipients:
        known = {each.body: each for each in held}
        found = [
            replace(known.get(body, LetterRecipient(id="", body=body)), role=role) for body, role in draft.recipients
        ]
    elif held:
        found = held
    else:
        joined = survivors(connection, "body")
        links = (link for audit in audits for link in attached.auditee_links(connection, audit.id))
        bodies = dict.fromkeys(joined.get(link.body, link.body) for link in links if link.body)
        found = [LetterRecipient(id="", body=body, role=ANSWER) for body in bodies]
    named = [_recipient(connection, recipient) for recipient in found]
    order = {role: place for place, role in enumerate(ROLES)}
    return tuple(sorted(named, key=lambda r: (order.get(r.recipient.role or "", 9), swedish_key(r.body.name))))


def _recipient(connection: Connection, recipient: LetterRecipient) -> Recipient:
    joined = survivors(connection, "body")
    body = lookup.record(connection, "body", joined.get(recipient.body or "", recipient.body or ""))
    if not isinstance(body, Body):
        raise UnknownReference(recipient.body or "", "body")
    through = lookup.record(connection, "body", joined.get(recipient.through or "", recipient.through or ""))
    return Recipient(recipient, body, through.name if isinstance(through, Body) else None)


def letter_signers(
    connection: Connection, letter: Letter | None, draft: LetterDraft, told: dict[str, str]
) -> tuple[Person, ...]:
    """Who signs a letter: those said, else those of the register, else those of the office's settings."""
    if draft.signers:
        return draft.signers
    held = lookup.signers_of(connection, "letter", letter.id) if letter else ()
    return held or people(told.get("signers"))


def _followup(connection: Connection, followup: str | None) -> Followup | None:
    if followup is None:
        return None
    found = lookup.record(connection, "followup", followup)
    if not isinstance(found, Followup):
        raise UnknownReference(followup, "followup")
    return found
