"""Material of reminders of late responses, and of decisions on extensions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from storage.database import letters as letter_rows
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database import settings as setting_rows
from storage.database.connection import Connection
from storage.database.deadlines import traces_of
from storage.database.responses import open_points
from storage.database.settled import settled_points
from storage.database.succession import acting_bodies, takers, with_predecessors
from storage.deadlines import WaitingGroup, waiting_groups
from storage.domain.body_names import body_key
from storage.domain.material import REMINDER_LEVELS, AwaitedResponse, ExtensionMaterial, LetterDraft, ReminderMaterial
from storage.domain.outcomes import OVERDUE
from storage.domain.records import Audit, Body, Letter, LetterRecipient, Named, replace
from storage.domain.views import TargetView
from storage.errors import NothingAwaited, NothingLate, NothingOpen, UnknownReference
from storage.letters import drafted, letter_signers
from storage.register import Register
from storage.responses import waiting_recipients

_NO_DRAFT = LetterDraft()


def reminder_material(
    register: Register, body: str, *, today: date, level: int | None = None, draft: LetterDraft = _NO_DRAFT
) -> ReminderMaterial:
    """Material of a reminder to a body, by id, of all its responses that are late on the day `today`.

    Without a `level` it is the first reminder, or the second after an earlier one of the same response. For a body
    whose validity has ended, it goes to the one that has taken over.

    Raises:
        UnknownReference: there is no such body.
        NothingLate: none of its responses is late.
        NothingOpen: all that the late ones are about is settled.
    """
    with register.reading() as connection:
        wanted = _body(connection, body, today)
        late, answered = _late(connection, today)
        groups = [group for group in late if group.first.answering == wanted.id]
        if not groups:
            raise NothingLate(wanted.name or body)
        awaited = sorted(_awaited(connection, groups, answered, today), key=lambda one: -(one.outcome.days or 0))
        left = [(one, _left(connection, one)) for one in awaited]
        answers = tuple(found for _one, found in left if found is not None)
        if not answers:
            raise NothingOpen(wanted.name or body)
        settings = dict(setting_rows.every_setting(connection))
        before = max(one.reminders for one in answers)
        return ReminderMaterial(
            letter=drafted(Letter(id="", kind=letter_rows.REMINDER), draft, settings),
            body=wanted,
            answers=answers,
            signers=letter_signers(connection, None, draft, settings),
            office=settings.get(setting_rows.OFFICE),
            settings=settings,
            history_head=record_rows.history_head(connection),
            left_out=tuple(one for one, found in left if found is None),
            level=level or min(1 + before, REMINDER_LEVELS[-1]),
        )


def extension_material(
    register: Register, recipient: str, *, today: date, granted_to: str | None, draft: LetterDraft = _NO_DRAFT
) -> ExtensionMaterial:
    """Material of a decision on an extension, by the id of the link between the letter and its recipient.

    With `granted_to`, a partial date, the extension is granted until then; without, it is refused and the first
    deadline applies.

    Raises:
        UnknownReference: there is no such recipient.
        NothingAwaited: no response of it is missing.
    """
    with register.reading() as connection:
        link = record_rows.require_record(connection, "letter_recipient", recipient, LetterRecipient)
        group, answered = _waiting_for(connection, today, recipient)
        settings = dict(setting_rows.every_setting(connection))
        if group is None:
            raise NothingAwaited(name_rows.name_of(connection, "letter_recipient", recipient))
        addressee = _body(connection, group.first.answering, today)
        asking = _requester(connection, link, group)
        return ExtensionMaterial(
            letter=drafted(Letter(id="", kind=letter_rows.EXTENSION), draft, settings),
            body=addressee,
            answers=tuple(_left(connection, one) or one for one in _awaited(connection, [group], answered, today)),
            signers=letter_signers(connection, None, draft, settings),
            office=settings.get(setting_rows.OFFICE),
            settings=settings,
            history_head=record_rows.history_head(connection),
            granted=granted_to is not None,
            extension_due=granted_to,
            requested=asking.extension_requested,
            requested_by=name_rows.names_by_id(connection, "body").get(asking.body or ""),
        )


def recipient_of(register: Register, letter: str, body: str) -> str:
    """The id of the link between a letter and a body that is to respond to it, by their ids.

    Raises:
        UnknownReference: the body is no such recipient of the letter.
    """
    with register.reading() as connection:
        found = letter_rows.requested_bodies(connection, [letter]).get(letter, ())
        acting = acting_bodies(connection, register.today)
        wanted = {body, acting.get(body, body)}
        own = [one for one in found if one.body in wanted]
        through = [one for one in found if one.answering in wanted or acting.get(one.answering) in wanted]
        recipient = next(iter([*own, *through]), None)
    if recipient is None:
        raise UnknownReference(body, "letter_recipient")
    return recipient.id


def _late(connection: Connection, today: date) -> tuple[list[WaitingGroup], set[str]]:
    """The groups whose responses are late, and the letters with some response."""
    waiting, answered = waiting_recipients(connection, today)
    return [group for group in waiting_groups(waiting) if group.first.outcome.code in OVERDUE], answered


def _waiting_for(connection: Connection, today: date, recipient: str) -> tuple[WaitingGroup | None, set[str]]:
    """The group that lacks the same response as a recipient, and the letters with some response."""
    waiting, answered = waiting_recipients(connection, today)
    groups = waiting_groups(waiting)
    own = (group for group in groups if any(one.recipient == recipient for one in group.members))
    return next(own, None), answered


def _awaited(
    connection: Connection, groups: Sequence[WaitingGroup], answered: Collection[str], today: date
) -> Iterator[AwaitedResponse]:
    taking, names = takers(connection, today), name_rows.names_by_id(connection, "body")
    traces = traces_of(connection, [group.first.letter for group in groups])
    for group in groups:
        first = group.first
        about = {audit.id: audit for one in group.members for audit in one.missing or one.audits}
        own = with_predecessors([first.answering], taking)
        asking = _requester(connection, None, group)
        asked = [one for one in group.members if one.body in own]
        yield AwaitedResponse(
            letter=first.letter,
            recipients=tuple(one.recipient for one in group.members),
            letter_date=first.sent,
            registry_number=first.registry_number,
            about=tuple(_by_title(connection, audit) for audit in about.values()),
            outcome=first.outcome,
            points=_points(connection, group, list(about), taking),
            on_behalf_of=tuple(sorted((one.name for one in group.members if one.body not in own), key=body_key)),
            for_itself=bool(asked),
            predecessors=tuple(one.name for one in asked if one.name and one.name != names.get(first.answering)),
            reminders=len(group.reminders),
            sent=traces[first.letter].has_gone_out(answered=first.letter in answered),
            requested=asking.extension_requested,
            decision=asking.extension_decision,
        )


def _requester(connection: Connection, link: LetterRecipient | None, group: WaitingGroup) -> LetterRecipient:
    """The recipient whose extension it is: the one given, else the first of the group with a request or decision."""
    ids = [one.recipient for one in group.members]
    links = [record_rows.require_record(connection, "letter_recipient", one, LetterRecipient) for one in ids]
    every = [*([link] if link else []), *links]
    asking = (one for one in every if one.extension_requested)
    return next(asking, next((one for one in every if one.extension_decision), every[0]))


def _left(connection: Connection, answer: AwaitedResponse) -> AwaitedResponse | None:
    """A late response with the points that remain; None if it is about points, and all of them are settled."""
    settled = settled_points(connection, [one.id for one in answer.points if one.entity == "recommendation"])
    left = letter_rows.remaining_in_followup(connection, answer.letter)
    points = tuple(
        one
        for one in answer.points
        if one.entity != "recommendation" or (one.id not in settled and (left is None or one.id in left))
    )
    return None if answer.points and not points else replace(answer, points=points)


def _by_title(connection: Connection, audit: Named) -> Named:
    """An audit by its full title, as letters name it."""
    found = record_rows.record(connection, "audit", audit.id)
    return replace(audit, name=found.title) if isinstance(found, Audit) and found.title else audit


def _points(
    connection: Connection, group: WaitingGroup, audits: list[str], taking: Mapping[str, Sequence[str]]
) -> tuple[TargetView, ...]:
    """The points that a group is to respond to."""
    bodies = with_predecessors([*(one.body for one in group.members), group.first.answering], taking)
    return tuple(open_points(connection, audits, [group.first.letter], bodies))


def _body(connection: Connection, body: str, today: date) -> Body:
    """The body that letters about a body go to on the day `today`."""
    acting = acting_bodies(connection, today).get(body, body)
    return record_rows.require_record(connection, "body", acting, Body)
