"""Letters: their lists and details, and the material that missiv documents are made from."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from storage.database import holdings as holding_rows
from storage.database import letters as letter_rows
from storage.database import lists
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database import responses as response_rows
from storage.database import settings as setting_rows
from storage.database.connection import Connection
from storage.database.settled import left_out_points
from storage.database.succession import acting_bodies
from storage.domain.addressing import addressed, directed_to, one_of_each, split_points
from storage.domain.body_names import body_key
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.material import ANSWER, AuditInLetter, LeftOut, LetterDraft, LetterMaterial, Recipient
from storage.domain.records import (
    Assessment,
    Audit,
    Body,
    Followup,
    Letter,
    LetterQuestion,
    LetterRecipient,
    Person,
    replace,
)
from storage.domain.settings import people
from storage.domain.text import swedish_key
from storage.domain.views import LetterDetail, LetterRow, LetterView, QuestionView, with_responses
from storage.recommendations import audit_recommendations
from storage.records import stored_record
from storage.register import Register, query
from storage.responses import letter_outcomes, response_views

MISSIV = "missiv"

questions_about = query(holding_rows.question_letters)
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
        bodies = _bodies(connection, register.today)
        covered = _covered(connection, bodies, known) if known else _audits(connection, bodies, audit, followup)
        found = known or letter_rows.newest_missiv(connection, audit, followup)
        settings = dict(setting_rows.every_setting(connection))
        questions = _questions_put(connection, bodies, found) if found else ()
        recipients, left_out = _recipients(connection, bodies, found, covered, questions, draft, judged=bool(followup))
        return LetterMaterial(
            letter=drafted(found or Letter(id="", kind=MISSIV), draft, settings),
            audits=tuple(covered),
            recipients=recipients,
            questions=questions,
            signers=letter_signers(connection, found, draft, settings),
            followup=stored_record(connection, "followup", followup, Followup) if followup is not None else None,
            office=settings.get(setting_rows.OFFICE),
            settings=settings,
            register_id=register.register_id,
            history_head=record_rows.history_head(connection),
            left_out=left_out,
        )


class _Bodies(Struct, frozen=True):
    """The bodies of the register, as letters address them."""

    by_id: dict[str, Body]
    acting: dict[str, str]

    def addressed(self, body: str | None) -> str:
        """Return the id of the body that letters about a body go to."""
        return self.acting.get(body or "", body or "")

    def addressed_by(self, bodies: Iterable[str | None]) -> list[Body]:
        """Return the bodies that letters about bodies go to, once each, in the order of an address list."""
        found = (self.by_id.get(body) for body in {self.addressed(body) for body in bodies})
        return sorted(
            (body for body in found if body is not None), key=lambda each: (body_key(each.name, each.kind), each.id)
        )

    def names(self, bodies: Iterable[str | None]) -> tuple[str, ...]:
        """Return the names of those bodies."""
        return tuple(body.name for body in self.addressed_by(bodies) if body.name)


def _bodies(connection: Connection, today: date) -> _Bodies:
    by_id = {body.id: body for _rid, body in lists.every_body(connection)}
    return _Bodies(by_id, acting_bodies(connection, today))


def _questions_put(connection: Connection, bodies: _Bodies, letter: Letter) -> tuple[LetterQuestion, ...]:
    """The questions of a letter, to the bodies that it goes to."""
    return tuple(
        replace(each, body=bodies.addressed(each.body)) if each.body else each
        for each in letter_rows.questions(connection, letter.id)
    )


def _covered(connection: Connection, bodies: _Bodies, letter: Letter) -> list[AuditInLetter]:
    """The audits of a letter in the order of its follow-up, else by name."""
    if letter.followup is not None:
        return _audits(connection, bodies, None, letter.followup)
    covered = letter_rows.audits_of_letters(connection, [letter.id]).get(letter.id, ())
    found = [_audit(connection, bodies, audit, None) for audit in covered]
    return sorted(found, key=lambda each: swedish_key(each.audit.short_title or each.audit.title or ""))


def _audits(connection: Connection, bodies: _Bodies, audit: str | None, followup: str | None) -> list[AuditInLetter]:
    if audit is not None:
        return [_audit(connection, bodies, audit, None)]
    found = record_rows.assessments_of(connection, "followup", followup or "")
    assessments = {str(one.recommendation): one for one in found}
    covered = record_rows.followup_audits(connection, followup or "")
    left_out = left_out_points(connection, followup or "")
    return [_audit(connection, bodies, str(link.audit), assessments, left_out) for link in covered]


def _audit(
    connection: Connection,
    bodies: _Bodies,
    audit_id: str,
    assessments: Mapping[str, Assessment] | None,
    left_out: Collection[str] = (),
) -> AuditInLetter:
    """Return an audit with its points by what is open.

    `assessments` are those of the follow-up handed over, `left_out` the points that it leaves out as settled.
    """
    audit = record_rows.require_record(connection, "audit", audit_id, Audit)
    auditees = bodies.names(link.body for link in record_rows.auditee_links(connection, audit_id))
    rows = audit_recommendations(connection, audit_id, auditees, assessments or {})
    own = letter_rows.addressee_ids(connection, [each.recommendation.id for each in rows])
    directed = {point: bodies.names(ids) for point, ids in own.items()}
    points = [
        replace(each, bodies=names or auditees) for each, names in zip(rows, directed_to(rows, directed), strict=True)
    ]
    split = split_points(points, judged=assessments is not None, settled=left_out)
    return AuditInLetter(audit, auditees, split.open, split.unclear, split.settled)


def drafted(letter: Letter, draft: LetterDraft, settings: dict[str, str]) -> Letter:
    """Apply a draft to a letter; without an `answer_how` of its own it gets that of the settings."""
    fields = ("decided", "dated", "signed", "answer_due", "answer_how", "own_text", "registry_number")
    given = {name: value for name in fields if (value := getattr(draft, name)) is not None}
    drafted = replace(letter, **given)
    return drafted if drafted.answer_how else replace(drafted, answer_how=settings.get("answer_how"))


def _recipients(
    connection: Connection,
    bodies: _Bodies,
    letter: Letter | None,
    audits: Sequence[AuditInLetter],
    questions: Sequence[LetterQuestion],
    draft: LetterDraft,
    *,
    judged: bool,
) -> tuple[tuple[Recipient, ...], tuple[LeftOut, ...]]:
    """Return those that the draft names, else those of the register, else the bodies that the audits are about."""
    stored = letter_rows.recipients(connection, letter.id) if letter is not None else []
    concerned = _concerned(connection, bodies, audits)
    if draft.recipients:
        known = {bodies.addressed(each.body): each for each in stored}
        found = [
            replace(known.get(bodies.addressed(body), LetterRecipient(id="", body=body)), role=role)
            for body, role in draft.recipients
        ]
    else:
        found = stored or concerned
    named = one_of_each([_recipient(connection, bodies, recipient) for recipient in found])
    given = {each.body.id for each in named}
    more = [_recipient(connection, bodies, each) for each in concerned if each.body not in given]
    kept, left_out = addressed(
        [*named, *more] if draft.all_bodies and not draft.recipients else named,
        audits,
        questions,
        judged=judged,
        chosen=bool(draft.recipients) or bool(stored and not judged),
        all_bodies=draft.all_bodies,
    )
    return tuple(each for each in kept if each.body.id in given or each.unasked is not None), left_out


def _concerned(connection: Connection, bodies: _Bodies, audits: Sequence[AuditInLetter]) -> list[LetterRecipient]:
    """The audited bodies and those that points are directed to, to respond; the executive board first."""
    points = [each.recommendation.id for audit in audits for each in (*audit.recommendations, *audit.unclear)]
    links = [link.body for audit in audits for link in record_rows.auditee_links(connection, audit.audit.id)]
    directed = [body for ids in letter_rows.addressee_ids(connection, points).values() for body in ids]
    found = bodies.addressed_by([*links, *directed])
    return [LetterRecipient(id="", body=body.id, role=ANSWER) for body in found]


def _recipient(connection: Connection, bodies: _Bodies, recipient: LetterRecipient) -> Recipient:
    body = stored_record(connection, "body", bodies.addressed(recipient.body), Body)
    through = bodies.by_id.get(bodies.addressed(recipient.through)) if recipient.through else None
    if through is not None and through.id == body.id:
        through = None
    linked = replace(recipient, body=body.id, through=through.id if through else None)
    return Recipient(linked, body, through.name if through else None)


def proposed_signers(register: Register) -> tuple[Person, ...]:
    """The signers that are proposed for a new letter."""
    with register.reading() as connection:
        return letter_signers(connection, None, _NO_DRAFT, dict(setting_rows.every_setting(connection)))


def letter_signers(
    connection: Connection, letter: Letter | None, draft: LetterDraft, settings: dict[str, str]
) -> tuple[Person, ...]:
    """The signers of a letter: the draft's, else its own, else those of the settings, else of the newest letter."""
    if draft.signers:
        return draft.signers
    stored = record_rows.signers_of(connection, "letter", letter.id) if letter else ()
    if found := stored or people(settings.get("signers")):
        return found
    newest = letter_rows.newest_signed(connection)
    return record_rows.signers_of(connection, "letter", newest) if newest else ()
