"""Letters: their lists and details, and the material that missiv documents are made from."""

from array import array
from collections.abc import Mapping, Sequence

from storage.database import letters as letter_rows
from storage.database import lists
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database import responses as response_rows
from storage.database import settings as setting_rows
from storage.database.connection import Connection
from storage.database.lists import auditees_of
from storage.database.names import merged_ids
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.material import ANSWER, ROLES, AuditInLetter, LetterDraft, LetterMaterial, Recipient
from storage.domain.records import Assessment, Audit, Body, Followup, Letter, LetterRecipient, Person, replace
from storage.domain.scale import NOT_IMPLEMENTED, PARTIAL
from storage.domain.settings import people
from storage.domain.text import swedish_key
from storage.domain.views import LetterDetail, LetterRow, LetterView, QuestionView, with_responses
from storage.recommendations import audit_recommendations
from storage.records import stored_record
from storage.register import Register
from storage.responses import letter_outcomes, response_views

MISSIV = "missiv"
_NO_DRAFT = LetterDraft()


def letter_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the letters, newest first; only the words of the filter count."""
    with register.reading() as connection:
        return lists.newest_first_rids(connection, "letter", flt)


def letters(register: Register, flt: Filter = NO_FILTER) -> list[LetterView]:
    """The letters of that list, with their files."""
    with register.reading() as connection:
        return letter_rows.letter_views(connection, lists.newest_first_ids(connection, "letter", flt))


def letters_at(register: Register, rids: Sequence[int]) -> list[LetterRow]:
    """The letters with these row numbers, in their order; missing ones are left out."""
    with register.reading() as connection:
        rows = letter_rows.letters_at(connection, rids)
    outcomes = letter_outcomes(register, register.today, [row.id for row in rows])
    return [with_responses(row, outcomes[row.id].recipients) for row in rows]


def letter_detail(register: Register, letter: str) -> LetterDetail:
    """One letter with its audits, recipients, questions, signers, files and responses.

    Raises:
        UnknownReference: there is no such letter.
    """
    with register.reading() as connection:
        record = stored_record(connection, "letter", letter, Letter)
        audits = record_rows.form_values(connection, "letter", [letter])[letter]["audits"]
        return LetterDetail(
            letter=record,
            audits=tuple(name_rows.named_records(connection, "audit", ids=audits)) if isinstance(audits, tuple) else (),
            recipients=letter_rows.recipients_of(connection, letter),
            questions=_questions(connection, letter),
            signers=record_rows.signers_of(connection, "letter", letter),
            responses=response_views(connection, response_rows.responses_to(connection, letter)),
            files=tuple(letter_rows.documents_of(connection, letter)),
        )


def _questions(connection: Connection, letter: str) -> tuple[QuestionView, ...]:
    questions = letter_rows.questions(connection, letter)
    about = response_rows.lines_about(connection, [question.id for question in questions])
    bodies = name_rows.names_by_id(connection, "body")
    return tuple(
        QuestionView(
            question=question,
            body=bodies.get(question.body) if question.body else None,
            answers=response_rows.with_targets(connection, about.get(question.id, [])),
        )
        for question in questions
    )


def letter_material(
    register: Register,
    *,
    audit: str | None = None,
    followup: str | None = None,
    letter: str | None = None,
    draft: LetterDraft = _NO_DRAFT,
) -> LetterMaterial:
    """Material of the missiv of an audit or of a follow-up's report, or of a letter by id, with `draft` applied.

    A missiv that the register has already is used. Nothing is written.

    Raises:
        UnknownReference: there is no such audit, follow-up, letter or body.
    """
    with register.reading() as connection:
        known = record_rows.require_record(connection, "letter", letter, Letter) if letter else None
        followup = known.followup if known else followup
        covered = _covered(connection, known) if known else _audits(connection, audit, followup)
        found = known or letter_rows.newest_missiv(connection, audit, followup)
        settings = dict(setting_rows.every_setting(connection))
        return LetterMaterial(
            letter=drafted(found or Letter(id="", kind=MISSIV), draft, settings),
            audits=tuple(covered),
            recipients=_recipients(connection, found, [a.audit for a in covered], draft),
            questions=tuple(letter_rows.questions(connection, found.id)) if found else (),
            signers=letter_signers(connection, found, draft, settings),
            followup=stored_record(connection, "followup", followup, Followup) if followup is not None else None,
            office=settings.get(setting_rows.OFFICE),
            settings=settings,
            register_id=register.register_id,
            history_head=record_rows.history_head(connection),
        )


def _covered(connection: Connection, letter: Letter) -> list[AuditInLetter]:
    """The audits of a letter in the order of its follow-up, else by name."""
    if letter.followup is not None:
        return _audits(connection, None, letter.followup)
    covered = letter_rows.audits_of_letters(connection, [letter.id]).get(letter.id, ())
    found = [_audit(connection, audit, {}) for audit in covered]
    return sorted(found, key=lambda each: swedish_key(each.audit.short_title or each.audit.title or ""))


def _audits(connection: Connection, audit: str | None, followup: str | None) -> list[AuditInLetter]:
    if audit is not None:
        return [_audit(connection, audit, {})]
    found = record_rows.assessments_of(connection, "followup", followup or "")
    assessments = {str(one.recommendation): one for one in found}
    covered = record_rows.followup_audits(connection, followup or "")
    return [_audit(connection, str(link.audit), assessments) for link in covered]


def _audit(connection: Connection, audit_id: str, assessments: Mapping[str, Assessment]) -> AuditInLetter:
    audit = record_rows.require_record(connection, "audit", audit_id, Audit)
    auditees = auditees_of(connection, [audit_id]).get(audit_id, ())
    remaining = tuple(
        one
        for one in audit_recommendations(connection, audit_id, auditees, assessments)
        if not assessments or (one.level is not None and one.level.means in {PARTIAL, NOT_IMPLEMENTED})
    )
    return AuditInLetter(audit=audit, auditees=auditees, recommendations=remaining)


def drafted(letter: Letter, draft: LetterDraft, settings: dict[str, str]) -> Letter:
    """Apply a draft to a letter; without an `answer_how` of its own it gets that of the settings."""
    fields = ("decided", "dated", "signed", "answer_due", "answer_how", "own_text", "registry_number")
    given = {name: value for name in fields if (value := getattr(draft, name)) is not None}
    drafted = replace(letter, **given)
    return drafted if drafted.answer_how else replace(drafted, answer_how=settings.get("answer_how"))


def _recipients(
    connection: Connection, letter: Letter | None, audits: Sequence[Audit], draft: LetterDraft
) -> tuple[Recipient, ...]:
    stored = letter_rows.recipients(connection, letter.id) if letter is not None else []
    if draft.recipients:
        known = {each.body: each for each in stored}
        found = [
            replace(known.get(body, LetterRecipient(id="", body=body)), role=role) for body, role in draft.recipients
        ]
    elif stored:
        found = stored
    else:
        joined = merged_ids(connection, "body")
        links = (link for audit in audits for link in record_rows.auditee_links(connection, audit.id))
        bodies = dict.fromkeys(joined.get(link.body, link.body) for link in links if link.body)
        found = [LetterRecipient(id="", body=body, role=ANSWER) for body in bodies]
    named = [_recipient(connection, recipient) for recipient in found]
    order = {role: place for place, role in enumerate(ROLES)}
    return tuple(sorted(named, key=lambda r: (order.get(r.recipient.role or "", 9), swedish_key(r.body.name))))


def _recipient(connection: Connection, recipient: LetterRecipient) -> Recipient:
    joined = merged_ids(connection, "body")
    body = stored_record(connection, "body", joined.get(recipient.body or "", recipient.body or ""), Body)
    through = record_rows.record(connection, "body", joined.get(recipient.through or "", recipient.through or ""))
    return Recipient(recipient, body, through.name if isinstance(through, Body) else None)


def letter_signers(
    connection: Connection, letter: Letter | None, draft: LetterDraft, settings: dict[str, str]
) -> tuple[Person, ...]:
    """The signers of a letter: those of the draft, else of the register, else of the office's settings."""
    if draft.signers:
        return draft.signers
    stored = record_rows.signers_of(connection, "letter", letter.id) if letter else ()
    return stored or people(settings.get("signers"))
