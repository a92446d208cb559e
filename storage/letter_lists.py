"""Letters and answers in long lists, and an answer beside what was asked."""

from array import array
from collections.abc import Sequence

from storage.database import answering, letter_listing, mail, measures, post
from storage.database.connection import Connection
from storage.domain.filtering import NO_FILTER, Filter
from storage.domain.letter_rows import LetterRow, ResponseRow, with_answers
from storage.domain.letter_views import AnswerSheet, AskedView, LineView, MeasureView, TargetView
from storage.domain.views import LetterView
from storage.entries import response_detail
from storage.register import Register
from storage.watch_answers import letter_outcomes


def letter_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the letters, newest first; of a filter only its words are looked for."""
    with register.reading() as connection:
        return letter_listing.order(connection, "letter", flt)


def letters(register: Register, flt: Filter = NO_FILTER) -> list[LetterView]:
    """The letters of the same list, with their files."""
    with register.reading() as connection:
        return mail.letter_views(connection, letter_listing.ids_in_order(connection, "letter", flt))


def letters_at(register: Register, rids: Sequence[int]) -> list[LetterRow]:
    """The letters with these row numbers, in their order; those that are gone are left out."""
    with register.reading() as connection:
        rows = letter_listing.letters_at(connection, rids)
    outcomes = letter_outcomes(register, register.today, [row.id for row in rows])
    return [with_answers(row, outcomes[row.id].recipients) for row in rows]


def response_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the answers, newest first; of a filter only its words are looked for."""
    with register.reading() as connection:
        return letter_listing.order(connection, "response", flt)


def responses_to(register: Register, letter: str) -> "array[int]":
    """Row numbers of the answers to a letter, newest first."""
    with register.reading() as connection:
        return letter_listing.response_rids(connection, answering.responses_to(connection, letter))


def responses_at(register: Register, rids: Sequence[int]) -> list[ResponseRow]:
    """The answers with these row numbers, in their order; those that are gone are left out."""
    with register.reading() as connection:
        return letter_listing.responses_at(connection, rids)


def answer_sheet(register: Register, response: str) -> AnswerSheet:
    """An answer beside what was asked of its bodies: the letters' questions, then the audits' points as printed.

    What nobody asked of these bodies comes last: the other points of its audits, and what else its lines are about.

    Raises:
        UnknownReference: there is no such answer.
    """
    detail = response_detail(register, response)
    with register.reading() as connection:
        letters = [letter.id for letter in detail.letters]
        every = answering.unanswered(connection, response, letters, frozenset())
        asked = {target.id: target for target in every}
        others = {target.id: target for target in answering.every_point(connection, response)}
        answered = {target.id: target for line in detail.lines for target in line.targets}
        silent = (*detail.unanswered, *answering.every_point(connection, response, answered))
        unanswered = {target.id for target in silent}
        rows = tuple(
            AskedView(
                target=target,
                line=_line_about(target, detail.lines),
                measures=_measures(connection, target),
                earlier=post.said_elsewhere(connection, target.id, response),
                answered=target.id not in unanswered,
                asked=target.id in asked,
            )
            for target in (asked | others | answered).values()
        )
    return AnswerSheet(detail, rows)


def _line_about(target: TargetView, lines: Sequence[LineView]) -> LineView | None:
    return next((line for line in lines if any(each.id == target.id for each in line.targets)), None)


def _measures(connection: Connection, target: TargetView) -> tuple[MeasureView, ...]:
    if target.entity != "recommendation":
        return ()
    return tuple(measures.measures_about(connection, "recommendation", target.id))
