"""Reading what letters are made from."""

from array import array
from collections.abc import Sequence

from storage.database import filters, lists, measures, records, settings
from storage.database import letters as letter_rows
from storage.database import names as name_rows
from storage.database import responses as response_rows
from storage.database.connection import Connection
from storage.database.lists import addressees_of, auditees_of
from storage.database.names import merged_ids
from storage.database.names import names_by_id as names_of
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.material import (
    ANSWER,
    ROLES,
    AssessedRecommendation,
    AuditInLetter,
    LetterDraft,
    LetterMaterial,
    Recipient,
)
from storage.domain.records import Assessment, Audit, Body, Followup, Letter, LetterRecipient, Person, Response, replace
from storage.domain.scale import NOT_IMPLEMENTED, PARTIAL
from storage.domain.settings import people
from storage.domain.text import swedish_key
from storage.domain.views import (
    LetterDetail,
    LetterRow,
    LetterView,
    LineView,
    MeasureView,
    QuestionView,
    ResponseDetail,
    ResponseRow,
    ResponseSheet,
    ResponseSheetRow,
    ResponseView,
    TargetView,
    with_responses,
)
from storage.errors import UnknownReference
from storage.records import _ids, _named, _sorted
from storage.register import Register
from storage.responses import letter_outcomes

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
        known = records.require_record(connection, "letter", letter, Letter) if letter else None
        followup = known.followup if known else followup
        covered = _covered(connection, known) if known else _audits(connection, audit, followup)
        found = known or letter_rows.newest_missiv(connection, audit, followup)
        told = dict(settings.every_setting(connection))
        return LetterMaterial(
            letter=drafted(found or Letter(id="", kind=MISSIV), draft, told),
            audits=tuple(covered),
            recipients=_recipients(connection, found, [a.audit for a in covered], draft),
            questions=tuple(letter_rows.questions(connection, found.id)) if found else (),
            signers=letter_signers(connection, found, draft, told),
            followup=_followup(connection, followup),
            office=told.get(settings.OFFICE),
            settings=told,
            register_id=register.register_id,
            history_head=records.history_head(connection),
        )


def _covered(connection: Connection, letter: Letter) -> list[AuditInLetter]:
    """The audits of a letter by the follow-up's order, else by their names."""
    if letter.followup is not None:
        return _audits(connection, None, letter.followup)
    found = [
        _audit(connection, audit, {})
        for audit in letter_rows.audits_of_letters(connection, [letter.id]).get(letter.id, [])
    ]
    return sorted(found, key=lambda each: swedish_key(each.audit.short_title or each.audit.title or ""))


def _audits(connection: Connection, audit: str | None, followup: str | None) -> list[AuditInLetter]:
    if audit is not None:
        return [_audit(connection, audit, {})]
    judged = {str(a.recommendation): a for a in records.assessments_of(connection, "followup", followup or "")}
    return [_audit(connection, str(link.audit), judged) for link in records.followup_audits(connection, followup or "")]


def _audit(connection: Connection, audit_id: str, judged: dict[str, Assessment]) -> AuditInLetter:
    audit = records.require_record(connection, "audit", audit_id, Audit)
    levels = {level.id: level for level in filters.every_level(connection)}
    rows = records.recommendations_of(connection, audit_id)
    addressees = addressees_of(connection, [row.id for row in rows])
    auditees = auditees_of(connection, [audit_id]).get(audit_id, ())
    found = []
    for row in rows:
        assessment = judged.get(row.id)
        level = levels.get(assessment.level or "") if assessment else None
        if not judged or (level is not None and level.means in {PARTIAL, NOT_IMPLEMENTED}):
            bodies = addressees.get(row.id, auditees)
            found.append(AssessedRecommendation(recommendation=row, level=level, assessment=assessment, bodies=bodies))
    return AuditInLetter(audit=audit, auditees=auditees, recommendations=tuple(found))


def drafted(letter: Letter, draft: LetterDraft, told: dict[str, str]) -> Letter:
    """A letter with what is said of it, and with the office's way to answer where it has none of its own."""
    fields = ("decided", "dated", "signed", "answer_due", "answer_how", "own_text", "registry_number")
    given = {name: value for name in fields if (value := getattr(draft, name)) is not None}
    drafted = replace(letter, **given)
    return drafted if drafted.answer_how else replace(drafted, answer_how=told.get("answer_how"))


def _recipients(
    connection: Connection, letter: Letter | None, audits: Sequence[Audit], draft: LetterDraft
) -> tuple[Recipient, ...]:
    held = letter_rows.recipients(connection, letter.id) if letter is not None else []
    if draft.recipients:
        known = {each.body: each for each in held}
        found = [
            replace(known.get(body, LetterRecipient(id="", body=body)), role=role) for body, role in draft.recipients
        ]
    elif held:
        found = held
    else:
        joined = merged_ids(connection, "body")
        links = (link for audit in audits for link in records.auditee_links(connection, audit.id))
        bodies = dict.fromkeys(joined.get(link.body, link.body) for link in links if link.body)
        found = [LetterRecipient(id="", body=body, role=ANSWER) for body in bodies]
    named = [_recipient(connection, recipient) for recipient in found]
    order = {role: place for place, role in enumerate(ROLES)}
    return tuple(sorted(named, key=lambda r: (order.get(r.recipient.role or "", 9), swedish_key(r.body.name))))


def _recipient(connection: Connection, recipient: LetterRecipient) -> Recipient:
    joined = merged_ids(connection, "body")
    body = records.record(connection, "body", joined.get(recipient.body or "", recipient.body or ""))
    if not isinstance(body, Body):
        raise UnknownReference(recipient.body or "", "body")
    through = records.record(connection, "body", joined.get(recipient.through or "", recipient.through or ""))
    return Recipient(recipient, body, through.name if isinstance(through, Body) else None)


def letter_signers(
    connection: Connection, letter: Letter | None, draft: LetterDraft, told: dict[str, str]
) -> tuple[Person, ...]:
    """Who signs a letter: those said, else those of the register, else those of the office's settings."""
    if draft.signers:
        return draft.signers
    held = records.signers_of(connection, "letter", letter.id) if letter else ()
    return held or people(told.get("signers"))


def _followup(connection: Connection, followup: str | None) -> Followup | None:
    if followup is None:
        return None
    found = records.record(connection, "followup", followup)
    if not isinstance(found, Followup):
        raise UnknownReference(followup, "followup")
    return found


def letter_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the letters, newest first; of a filter only its words are looked for."""
    with register.reading() as connection:
        return lists.newest_first_rids(connection, "letter", flt)


def letters(register: Register, flt: Filter = NO_FILTER) -> list[LetterView]:
    """The letters of the same list, with their files."""
    with register.reading() as connection:
        return letter_rows.letter_views(connection, lists.newest_first_ids(connection, "letter", flt))


def letters_at(register: Register, rids: Sequence[int]) -> list[LetterRow]:
    """The letters with these row numbers, in their order; those that are gone are left out."""
    with register.reading() as connection:
        rows = letter_rows.letters_at(connection, rids)
    outcomes = letter_outcomes(register, register.today, [row.id for row in rows])
    return [with_responses(row, outcomes[row.id].recipients) for row in rows]


def response_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the answers, newest first; of a filter only its words are looked for."""
    with register.reading() as connection:
        return lists.newest_first_rids(connection, "response", flt)


def responses_to(register: Register, letter: str) -> "array[int]":
    """Row numbers of the answers to a letter, newest first."""
    with register.reading() as connection:
        return response_rows.response_rids(connection, response_rows.responses_to(connection, letter))


def responses_at(register: Register, rids: Sequence[int]) -> list[ResponseRow]:
    """The answers with these row numbers, in their order; those that are gone are left out."""
    with register.reading() as connection:
        return response_rows.responses_at(connection, rids)


def response_sheet(register: Register, response: str) -> ResponseSheet:
    """An answer beside what was asked of its bodies: the letters' questions, then the audits' points as printed.

    What nobody asked of these bodies comes last: the other points of its audits, and what else its lines are about.

    Raises:
        UnknownReference: there is no such answer.
    """
    detail = response_detail(register, response)
    with register.reading() as connection:
        letters = [letter.id for letter in detail.letters]
        every = response_rows.unanswered_points(connection, response, letters, frozenset())
        asked = {target.id: target for target in every}
        others = {target.id: target for target in response_rows.every_point(connection, response)}
        answered = {target.id: target for line in detail.lines for target in line.targets}
        silent = (*detail.unanswered, *response_rows.every_point(connection, response, answered))
        unanswered = {target.id for target in silent}
        rows = tuple(
            ResponseSheetRow(
                target=target,
                line=_line_about(target, detail.lines),
                measures=_measures(connection, target),
                earlier=response_rows.other_stances(connection, target.id, response),
                answered=target.id not in unanswered,
                asked=target.id in asked,
            )
            for target in (asked | others | answered).values()
        )
    return ResponseSheet(detail, rows)


def _line_about(target: TargetView, lines: Sequence[LineView]) -> LineView | None:
    return next((line for line in lines if any(each.id == target.id for each in line.targets)), None)


def _measures(connection: Connection, target: TargetView) -> tuple[MeasureView, ...]:
    if target.entity != "recommendation":
        return ()
    return tuple(measures.measures_about(connection, "recommendation", target.id))


def letter_detail(register: Register, letter: str) -> LetterDetail:
    """All that is known of a letter, with the answers to it.

    Raises:
        UnknownReference: there is no such letter.
    """
    with register.reading() as connection:
        record = records.record(connection, "letter", letter)
        if not isinstance(record, Letter):
            raise UnknownReference(letter, "letter")
        audits = records.form_values(connection, "letter", [letter])[letter]["audits"]
        return LetterDetail(
            letter=record,
            audits=_named(connection, "audit", audits),
            recipients=letter_rows.recipients_of(connection, letter),
            questions=_questions(connection, letter),
            signers=records.signers_of(connection, "letter", letter),
            responses=_responses(connection, response_rows.responses_to(connection, letter)),
            files=tuple(letter_rows.documents_of(connection, letter)),
        )


def response_detail(register: Register, response: str) -> ResponseDetail:
    """All that is known of an answer, with what it leaves unanswered.

    Raises:
        UnknownReference: there is no such answer.
    """
    with register.reading() as connection:
        record = records.record(connection, "response", response)
        if not isinstance(record, Response):
            raise UnknownReference(response, "response")
        letters = response_rows.letters_of(connection, response)
        lines = response_rows.with_targets(connection, response_rows.lines(connection, response))
        answered = {target.id for line in lines for target in line.targets}
        return ResponseDetail(
            view=_views(connection, [record])[0],
            lines=lines,
            measures=tuple(measures.measures_about(connection, "response", response)),
            unanswered=response_rows.unanswered_points(connection, response, letters, answered),
            letters=_named(connection, "letter", letters),
        )


def responses(register: Register) -> list[ResponseView]:
    """All answers, newest first."""
    with register.reading() as connection:
        return list(_responses(connection, [one.id for one in name_rows.named_records(connection, "response")]))


def _questions(connection: Connection, letter: str) -> tuple[QuestionView, ...]:
    asked = letter_rows.questions(connection, letter)
    about = response_rows.lines_about(connection, [question.id for question in asked])
    bodies = names_of(connection, "body")
    return tuple(
        QuestionView(
            question=question,
            body=bodies.get(question.body) if question.body else None,
            answers=response_rows.with_targets(connection, about.get(question.id, [])),
        )
        for question in asked
    )


def _responses(connection: Connection, ids: Sequence[str]) -> tuple[ResponseView, ...]:
    return tuple(_views(connection, response_rows.responses(connection, ids)))


def _views(connection: Connection, found: Sequence[Response]) -> list[ResponseView]:
    bodies = names_of(connection, "body")
    sets = records.form_values(connection, "response", [one.id for one in found])
    about = [audit for record in sets.values() for audit in _ids(record["audits"])]
    audits = {one.id: one for one in name_rows.named_records(connection, "audit", ids=about)}
    return [
        ResponseView(
            response=one,
            responder=bodies.get(one.responder or "", ""),
            on_behalf_of=_sorted(bodies.get(body, "") for body in _ids(sets[one.id]["on_behalf_of"])),
            audits=tuple(audits[audit] for audit in _ids(sets[one.id]["audits"]) if audit in audits),
        )
        for one in found
    ]
