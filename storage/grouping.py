"""Lists in groups with their counts."""

from storage.database import grouping, listing, selection
from storage.database.survivors import names
from storage.domain import grouping as rules
from storage.domain.filtering import Filter
from storage.domain.grouping import Grouped
from storage.finding import settled
from storage.register import Register


def grouped_counts(register: Register, flt: Filter, by: str) -> Grouped:
    """The recommendations that a filter leaves, by `body`, `years`, `theme` or `level`.

    One that concerns several bodies is counted once for each of them, and once in the whole.
    """
    with register.reading() as connection:
        chosen = selection.selected_recommendations(connection, settled(register, flt), None)
        counts = listing.count_where(connection, chosen.sql, chosen.values)
        tallies = grouping.tallies(connection, chosen, by)
        return rules.grouped(by, tallies, counts, names(connection, "body") if by == "body" else {})
