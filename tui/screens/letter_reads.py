"""What the screens of letters ask the register: functions of an open register, done in the reader's thread."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from storage import entries, letter_lists, queries
from storage.domain.filtering import Filter
from storage.domain.kinds import Given
from storage.domain.letter_material import ANSWER
from storage.domain.letter_rows import LetterRow, ResponseRow
from storage.domain.letter_views import AnswerSheet, LetterDetail, ResponseDetail
from storage.register import Register
from tui.language.catalogue import _
from tui.screens.lists import by_rid
from tui.widgets.listing import EVERYTHING, Listing

FIRST = 64
"""Rows that come with a list's order."""

Letters = tuple[Listing, Mapping[int, LetterRow]]
Responses = tuple[Listing, Mapping[int, ResponseRow]]


def letters(flt: Filter) -> Callable[[Register], Letters]:
    """The list of letters below an entry for all of them."""

    def read(register: Register) -> Letters:
        order = letter_lists.letter_order(register, flt)
        if not order and not flt:
            return Listing(), {}
        every = array("q", [EVERYTHING])
        every.extend(order)
        return Listing(every, everything=_("Alla svar")), letter_rows(order[:FIRST])(register)

    return read


def responses(letter: str, flt: Filter) -> Callable[[Register], Responses]:
    """The answers to a letter; all answers that a filter leaves, without one."""

    def read(register: Register) -> Responses:
        of_letter = letter_lists.responses_to
        order = of_letter(register, letter) if letter else letter_lists.response_order(register, flt)
        return Listing(order), response_rows(order[:FIRST])(register)

    return read


def letter_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, LetterRow]]:
    """The letters with these row numbers."""
    return lambda register: by_rid(rids, partial(letter_lists.letters_at, register))


def response_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, ResponseRow]]:
    """The answers with these row numbers."""
    return lambda register: by_rid(rids, partial(letter_lists.responses_at, register))


def letter(letter_id: str) -> Callable[[Register], LetterDetail]:
    """All that is known of a letter."""
    return lambda register: entries.letter_detail(register, letter_id)


def response(response_id: str) -> Callable[[Register], ResponseDetail]:
    """All that is known of an answer."""
    return lambda register: entries.response_detail(register, response_id)


def row_number(entity: str, record: str) -> Callable[[Register], int | None]:
    """The row number of a letter or an answer, if it is there."""
    return lambda register: queries.rid_of(register, entity, record)


def sheet(response_id: str) -> Callable[[Register], AnswerSheet]:
    """An answer beside what was asked."""
    return lambda register: letter_lists.answer_sheet(register, response_id)


def begun_answer(letter_id: str) -> Callable[[Register], Mapping[str, Given]]:
    """What an answer to a letter begins with: its audits, and who is to answer.

    Who answers for others in a joint answer answers for all of them; where several are asked and none answers for the
    others, the form asks which.
    """

    def read(register: Register) -> Mapping[str, Given]:
        detail = entries.letter_detail(register, letter_id)
        asked = [one.recipient for one in detail.recipients if one.recipient.role == ANSWER]
        responders = list(dict.fromkeys(one.through or one.body for one in asked))
        begun: dict[str, Given] = {"audits": tuple(audit.id for audit in detail.audits)}
        if len(responders) == 1 and responders[0]:
            begun["responder"] = responders[0]
            begun["on_behalf_of"] = tuple(one.body for one in asked if one.body and one.body != responders[0])
        return begun

    return read
