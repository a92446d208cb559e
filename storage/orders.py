"""Long lists for a screen: how they begin, at once, and all that a filter leaves, in one answer."""

from array import array

from storage.database import beginnings, listing, selection
from storage.database.words import Words
from storage.domain.filtering import Filter
from storage.domain.views import Found
from storage.finding import settled
from storage.queries import filter_note
from storage.register import Register


def found(register: Register, flt: Filter, by: str | None = None) -> Found:
    """All that a filter leaves: the texts are looked through once."""
    with register.reading() as connection:
        chosen_by = settled(register, flt)
        words = Words(connection)
        order = selection.recommendation_order(connection, chosen_by, None, by, words)
        chosen = selection.listed(order)
        return Found(
            recommendations=order,
            audits=selection.audit_order(connection, chosen_by, order, words),
            counts=listing.count_where(connection, selection.AMONG, [chosen]),
            note=filter_note(register, flt),
        )


def first_audits(register: Register, limit: int) -> "array[int]":
    """How :func:`audit_order` begins, without the rest of it."""
    with register.reading() as connection:
        return beginnings.first_audits(connection, limit)


def first_recommendations(register: Register, limit: int) -> "array[int]":
    """How the list of all audits' recommendations begins, without the rest of it."""
    with register.reading() as connection:
        return beginnings.first_recommendations(connection, limit)


def first_hits(register: Register, flt: Filter, limit: int) -> tuple["array[int]", bool]:
    """Some of the recommendations that a filter leaves, in order, at once; and whether they are all."""
    with register.reading() as connection:
        return beginnings.first_hits(connection, settled(register, flt), limit)


def numbered(register: Register, number: str) -> frozenset[int]:
    """Row numbers of the recommendations with this number as printed."""
    with register.reading() as connection:
        return selection.numbered(connection, number)
