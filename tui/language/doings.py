"""What an action did, in the words of whoever did it: its name and what it was done to."""

from storage import queries
from storage.domain.change import Change
from storage.domain.text import shorten
from storage.register import Register
from tui.language.catalogue import many, mark
from tui.language.words import action_word

NAME_LENGTH = 60
"""How much of what a record is called."""


def done_words(register: Register, change: Change) -> str:
    """As in `Bedömning – Dataskydd: 2) Besluta om riktlinjer`; of several records, how many they are."""
    judged = change.records("assessment")
    if len(judged) != 1:
        return f"{action_word(change.name)} – {counted_records(change)}"
    name = _judged(register, next(iter(judged)))
    return f"{action_word(change.name)} – {shorten(name.rstrip('.'), NAME_LENGTH)}"


def counted_records(change: Change) -> str:
    """As in `4 rekommendationer`; `4 poster` where the change judged none."""
    judged = len(change.records("assessment"))
    if judged:
        return many(mark("{n} rekommendation"), mark("{n} rekommendationer"), judged)
    return many(mark("{n} post"), mark("{n} poster"), sum(map(len, change.touched.values())))


def _judged(register: Register, assessment: str) -> str:
    """What the judged recommendation is called, also when its assessment is no more: then its last action tells."""
    from storage.history import history  # noqa: PLC0415 - only taking back tells of it

    (newest,) = history(register, assessment, limit=1)
    told = [
        value for change in newest.changes if change.field == "recommendation" for value in (change.new, change.old)
    ]
    about = next((str(value) for value in told if value is not None), None)
    return queries.name_of(register, "recommendation", about) if about else newest.changes[0].label
