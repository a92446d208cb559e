"""Which letters an answer answers, and what it leaves unanswered."""

from collections.abc import Collection, Iterable

from storage.database.connection import Connection
from storage.database.entered import entered
from storage.database.post import asked, targets
from storage.database.survivors import survivors
from storage.domain.dates import first_day, is_partial_date, last_day
from storage.domain.letter_views import TargetView

_SHARED = (
    "SELECT {0} FROM {0}_audit WHERE removed IS NULL AND audit IN "
    "(SELECT audit FROM {1}_audit WHERE {1} = ?1 AND removed IS NULL)"
)
_ANSWERED = (
    "SELECT {} FROM response_line_target t JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
    "JOIN letter_question q ON q.id = t.question WHERE t.removed IS NULL AND {} = ?1"
)
NOT_ASKING = ("information", "council")
"""Kinds of letters that nobody answers."""


def responses_to(connection: Connection, letter: str) -> list[str]:
    """The answers about a letter's audits or to its questions, but those that were given before it was written."""
    kind, sent = connection.execute(
        "SELECT kind, coalesce(dated, decided) FROM letter WHERE id = ?", (letter,)
    ).fetchone()
    about = _ANSWERED.format("n.response", "q.letter")
    if kind not in NOT_ASKING:
        about += f" UNION {_SHARED.format('response', 'letter')}"
    rows = connection.execute(
        f"SELECT id, coalesce(decided_on, received_on) FROM response WHERE removed IS NULL AND id IN ({about})",
        (letter,),
    ).fetchall()
    return [response for response, given in rows if may_follow(given, sent)]


def letters_of(connection: Connection, response: str) -> list[str]:
    """The letters that an answer may be an answer to."""
    (given,) = connection.execute(
        "SELECT coalesce(decided_on, received_on) FROM response WHERE id = ?", (response,)
    ).fetchone()
    about = f"{_ANSWERED.format('q.letter', 'n.response')} UNION {_SHARED.format('letter', 'response')}"
    rows = connection.execute(
        f"SELECT id, kind, coalesce(dated, decided) FROM letter WHERE removed IS NULL AND id IN ({about})", (response,)
    ).fetchall()
    return [letter for letter, kind, sent in rows if kind not in NOT_ASKING and may_follow(given, sent)]


def may_follow(later: str | None, earlier: str | None) -> bool:
    """Whether a day may be after another, as far as they are known."""
    if not (later and earlier and is_partial_date(later) and is_partial_date(earlier)):
        return True
    return last_day(later) >= first_day(earlier)


def unanswered(
    connection: Connection, response: str, letters: Collection[str], answered: Collection[str]
) -> tuple[TargetView, ...]:
    """What was asked of an answer's bodies, in its audits and letters, beside what is answered.

    Args:
        connection: the register's.
        response: the answer.
        letters: those that it may be an answer to.
        answered: recommendations and questions that its lines are about.
    """
    facts = entered(connection, "response", [response])[response]
    bodies = {str(facts["responder"]), *_ids(facts["on_behalf_of"])}
    return asked_points(connection, _ids(facts["audits"]), letters, bodies, answered)


def every_point(
    connection: Connection, response: str, answered: Collection[str] = frozenset()
) -> tuple[TargetView, ...]:
    """The points of an answer's audits beside what is answered, whoever they were asked of, as printed."""
    facts = entered(connection, "response", [response])[response]
    return asked_points(connection, _ids(facts["audits"]), (), None, answered)


def asked_points(
    connection: Connection,
    audits: Iterable[str],
    letters: Collection[str],
    bodies: set[str] | None,
    answered: Collection[str] = (),
) -> tuple[TargetView, ...]:
    """What these audits and letters ask of some bodies beside what is answered: questions, and points as printed.

    Without `bodies` of anybody.
    """
    points = [one for one in _points(connection, audits, bodies) if not {*one} & {*answered}]
    questions = [one for one in _questions(connection, letters, bodies) if one not in answered]
    known = targets(connection, "recommendation", [point for point, _parent in points])
    known |= targets(connection, "letter_question", questions)
    return tuple(known[one] for one in [*questions, *(point for point, _parent in points)])


def _points(connection: Connection, audits: Iterable[str], bodies: set[str] | None) -> list[tuple[str, str | None]]:
    """(recommendation, parent) of what audits ask of these bodies, as printed: sub-points, not what holds them."""
    found: list[tuple[str, str | None]] = []
    for audit in audits:
        rows = connection.execute(
            "SELECT id, parent FROM recommendation r WHERE audit = ? AND removed IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.removed IS NULL) ORDER BY position, id",
            (audit,),
        ).fetchall()
        addressed = _addressees(connection, [row[0] for row in rows])
        audited = set(_ids(entered(connection, "audit", [audit])[audit]["auditees"]))
        found += [row for row in rows if _concerns(addressed.get(row[0]) or audited, bodies)]
    return found


def _concerns(named: set[str], bodies: set[str] | None) -> bool:
    """Whether what names some bodies is for one of these; what names none is for all."""
    return bodies is None or not named or not named.isdisjoint(bodies)


def _addressees(connection: Connection, recommendations: list[str]) -> dict[str, set[str]]:
    found = entered(connection, "recommendation", recommendations)
    return {record: set(_ids(fields["addressees"])) for record, fields in found.items()}


def _questions(connection: Connection, letters: Collection[str], bodies: set[str] | None) -> list[str]:
    alive = survivors(connection, "body")
    rows = asked(
        connection,
        "SELECT id, body FROM letter_question WHERE removed IS NULL AND letter IN ({}) ORDER BY rid",
        list(letters),
    )
    return [
        str(question)
        for question, body in rows
        if body is None or bodies is None or alive.get(str(body), body) in bodies
    ]


def _ids(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
