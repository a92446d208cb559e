"""What entering asks the register: forms with all that they need to know, done in the reader's thread."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from storage import entries, letter_lists, queries
from storage.domain.entry_views import Named, Remark
from storage.domain.kinds import KINDS, Entry, Given
from storage.domain.records import Audit
from storage.domain.text import shorten
from storage.domain.value import replace
from storage.domain.views import RecommendationView, point_kind
from storage.errors import GranskaError, UnknownReference
from storage.register import Register
from tui.dialogs.fields import Form
from tui.dialogs.kind_form import Asked, kind_form
from tui.language.terms import value_word
from tui.language.words import printed_number
from tui.screens.edit_work import with_draft
from tui.screens.entering_drafts import Begun, counted_on

MOST_NAMED = 5_000
"""Recommendations beyond which only those of the audits at hand are offered; others are written as references."""
TEXT_LENGTH = 100
_POINTS = ("recommendation", "letter_question")


def record_asked(register: Register, begun: Begun, carried: Mapping[str, str]) -> Form:
    """The form of what is begun, with what was being written in it when it was left last.

    A new record begins with what is `carried` from the one before, as the fields hold it.
    """
    asked = _of_record(register, begun) if begun.record else _of_new(register, begun)
    form = kind_form(KINDS[begun.entity], replace(asked, carried=carried), fresh=not begun.record)
    return with_draft(register, form, begun.key)


def remarks(register: Register, entity: str, values: Mapping[str, Given], record: str | None) -> tuple[Remark, ...]:
    """What to mind of a record with these values; nothing, as long as they cannot be kept."""
    try:
        return entries.remarks(register, entity, values, record)
    except GranskaError:
        return ()


def _of_record(register: Register, begun: Begun) -> Asked:
    values = entries.entered(register, begun.entity, begun.record)
    fixed = {entry.name for entry in KINDS[begun.entity].entries if entry.fixed}
    return Asked(
        values=values,
        decided={name: told for name, told in in_words(register, begun.entity, values).items() if name in fixed},
        named=_named(register, begun.entity, values, begun.record),
        words=_words(register, begun.entity, values),
        name=queries.name_of(register, begun.entity, begun.record),
    )


def _of_new(register: Register, begun: Begun) -> Asked:
    values = {**_beginning(register, begun), **begun.begin}
    known = {**values, **begun.given}
    decided = in_words(register, begun.entity, begun.given)
    owner = next(iter(decided.values()), "")
    return Asked(
        values=values,
        decided=decided,
        named=_named(register, begun.entity, known, None),
        words=_words(register, begun.entity, known),
        name=owner,
    )


def _beginning(register: Register, begun: Begun) -> dict[str, Given]:
    """What a new record has from the start: a point the kind that its audit's source gives, a question its number."""
    letter = begun.given.get("letter")
    if begun.entity == "letter_question" and isinstance(letter, str):
        asked = entries.letter_detail(register, letter).questions
        return {"number": counted_on(asked[-1].question.number or "") if asked else "1"}
    audit = begun.given.get("audit")
    if begun.entity != "recommendation" or not isinstance(audit, str):
        return {}
    found = queries.record_of(register, "audit", audit)
    return {"kind": point_kind(found.source if isinstance(found, Audit) else None)}


def in_words(register: Register, entity: str, given: Mapping[str, Given]) -> dict[str, str]:
    """Entry → its value in words: records by name, codes by their word."""
    told = {}
    for name, value in given.items():
        entry = KINDS[entity].entry(name)
        ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
        told[name] = "; ".join(_called(register, entry, one) for one in ids)
    return told


def _called(register: Register, entry: Entry, value: str) -> str:
    for entity in entry.refers:
        with suppress(UnknownReference):
            queries.record_of(register, entity, value)
            return queries.name_of(register, entity, value)
    return value_word(entry.name, value)


def _named(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> dict[str, Sequence[Named]]:
    """Entry → the records that it may name."""
    asked = [entry for entry in KINDS[entity].entries if entry.refers]
    return {entry.name: _candidates(register, entity, entry, values, record) for entry in asked}


def _candidates(
    register: Register, entity: str, entry: Entry, values: Mapping[str, Given], record: str | None
) -> Sequence[Named]:
    if entity == "response_line" and entry.name == "targets" and (response := values.get("response")):
        return _to_answer(register, str(response), values)
    if not set(entry.refers) & set(_POINTS):
        found = entries.names(register, entry.refers)
    elif entry.name in {"parent", "recommendation"} and values.get("audit"):
        found = _points(register, [str(values["audit"])])
    else:
        found = _near_first(register, entity, entry, values)
    return [one for one in found if one.id != record]


def _to_answer(register: Register, response: str, values: Mapping[str, Given]) -> list[Named]:
    """What an answer may speak of: what was asked, the other points of its audits, and what is chosen."""
    targets = [row.target for row in letter_lists.answer_sheet(register, response).rows]
    found = {one.id: Named(one.entity, one.id, _point_name(one.about, one.number, one.text)) for one in targets}
    chosen = _ids(values.get("targets"))
    for entity in _POINTS:
        found.update({one.id: one for one in entries.named(register, entity, chosen)})
    return list(found.values()) or entries.names(register, _POINTS)


def _near_first(register: Register, entity: str, entry: Entry, values: Mapping[str, Given]) -> list[Named]:
    """Recommendations: those of the audits at hand, and then, where that is wanted, all others."""
    chosen = _ids(values.get(entry.name))
    near = _points(register, _audits_at_hand(register, values, chosen))
    if near and entity == "measure":
        return near
    if len(queries.recommendation_order(register)) > MOST_NAMED:
        return near or entries.named(register, "recommendation", chosen)
    known = {one.id for one in near}
    return [*near, *(one for one in entries.records(register, "recommendation") if one.id not in known)]


def _audits_at_hand(register: Register, values: Mapping[str, Given], chosen: Sequence[str]) -> list[str]:
    audits = [str(values["audit"])] if values.get("audit") else []
    for one in chosen:
        with suppress(UnknownReference):
            audits.append(str(getattr(queries.record_of(register, "recommendation", one), "audit", "")))
    if response := values.get("response"):
        audits += _ids(entries.entered(register, "response", str(response)).get("audits"))
    return list(dict.fromkeys(audits))


def _points(register: Register, audits: Iterable[str]) -> list[Named]:
    """The points of audits, as printed; of one audit, without its name."""
    held = list(audits)
    views = [view for audit in held for view in queries.recommendations(register, audit=audit)]
    return [_point(view, with_audit=len(held) > 1) for view in views]


def _point(view: RecommendationView, *, with_audit: bool) -> Named:
    record = view.recommendation
    name = _point_name(view.audit_title if with_audit else "", record.number, record.text)
    return Named("recommendation", view.id, name, record.kind)


def _point_name(about: str, number: str | None, text: str | None) -> str:
    own = f"{printed_number(number)} {shorten(text or '', TEXT_LENGTH)}".strip()
    return f"{about}: {own}" if about else own


def _words(register: Register, entity: str, values: Mapping[str, Given]) -> dict[str, Sequence[str]]:
    """Entry → what others have written there: the themes of an audit."""
    audit = values.get("audit")
    if not audit or "theme" not in {entry.name for entry in KINDS[entity].entries}:
        return {}
    views = queries.recommendations(register, audit=str(audit))
    themes = [view.recommendation.theme for view in views]
    if entity == "measure":
        themes += [view.measure.theme for view in entries.measures_of(register, audit=str(audit))]
    return {"theme": [theme for theme in dict.fromkeys(themes) if theme]}


def _ids(value: Given) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def judged(register: Register, recommendation: str) -> Begun:
    """The judgement of a recommendation in the open follow-up, to be changed; to be made, where there is none."""
    for view in queries.recommendation_detail(register, recommendation).judgements:
        if view.followup.state == "open":
            return Begun(entity="assessment", record=view.assessment.id)
    return Begun(entity="assessment", given={"recommendation": recommendation})
