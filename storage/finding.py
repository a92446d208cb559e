"""What a filter says that depends on the day and on who asks."""

from storage.database.conditions import persons_named
from storage.domain.filter_words import TIMES
from storage.domain.filtering import Condition, Filter, Rows
from storage.domain.value import replace
from storage.register import Register

_OF_ANSWERS = {"late", "before", "after", "answer", "lacking"}


def settled(register: Register, flt: Filter) -> Filter:
    """The filter with what depends on the day, and on who asks, put as what the tables can be asked."""
    if not flt.conditions:
        return flt
    return replace(flt, conditions=tuple(_settled(register, condition) for condition in flt.conditions))


def _settled(register: Register, condition: Condition) -> Condition:
    if condition.field == "mine":
        return _mine(register, condition)
    if condition.field not in _OF_ANSWERS:
        return condition
    found = [_value(register, condition.field, one) for one in condition.values or ("",)]
    values = tuple(one for one in found if isinstance(one, str))
    return condition._replace(values=values, rows=tuple(one for one in found if isinstance(one, Rows)))


def _value(register: Register, field: str, value: str) -> str | Rows:
    """A value that is about answers and their dates, as the recommendations that it leaves; any other as it is."""
    from storage import asking  # noqa: PLC0415 - most filters do without what is known of answers

    match field, value:
        case "late", _:
            return asking.late(register)
        case (("before" | "after"), _):
            return asking.due(register, field, value)
        case "answer", _ if value in TIMES.values():
            return asking.answered_in(register, value)
        case "lacking", "answer":
            return asking.unanswered(register)
        case "lacking", "date":
            return asking.undated(register)
    return value


def _mine(register: Register, condition: Condition) -> Condition:
    with register.reading() as connection:
        persons = persons_named(connection, register.who)
    return Condition("responsible", tuple(persons) or ("",), condition.excluded)
