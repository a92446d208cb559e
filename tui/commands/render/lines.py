"""Text of lists: one line for each record, which reads well aloud."""

from collections.abc import Iterable, Iterator, Mapping

from storage.domain.counting import Counts, Group, Grouped
from storage.domain.deadlines import RecipientOutcome
from storage.domain.editable_fields import EDITABLE, Given, Input
from storage.domain.identity import point_number
from storage.domain.outcomes import NOT_REQUESTED, Outcome
from storage.domain.records import Named
from storage.domain.scale import EVERY_LEVEL
from storage.domain.subpoints import DIVIDED_LABEL
from storage.domain.text import one_line, one_stop
from storage.domain.views import AuditView, BodyView, FollowupView, LetterView, RecommendationView, ResponseFacts
from storage.responses import LetterOutcome
from tui.commands.render.shapes import Shape
from tui.language.catalogue import _, many, mark
from tui.language.filter_fields import WITHOUT
from tui.language.outcomes import outcome_text, why_text
from tui.language.words import counted_word, field_word, level_label, means_word, paragraph_sign, value_word

SHORT_ID = 8
"""Characters of an id in a list; as a reference they are seldom ambiguous."""


def recommendation_line(view: RecommendationView) -> str:
    """Render `c0ffee12 Informationssäkerhet 4): ✘ Inte åtgärdad (2021). Uppdatera lösenordspolicyn.`."""
    record = view.recommendation
    number = point_number(record.number, record.position)
    return one_line(f"{record.id[:SHORT_ID]} {view.audit_title} {number}: {assessed_text(view)}. {record.text or ''}")


def assessed_text(view: RecommendationView) -> str:
    """Render `✘ Inte åtgärdad`, with its year in parentheses when it is not the open follow-up's assessment."""
    if view.divided:
        return DIVIDED_LABEL
    earlier = view.level is not None and not view.current
    return level_label(view.level) + (f" ({view.followup_year or view.followup})" if earlier else "")


def audit_line(view: AuditView) -> str:
    """Render `c0ffee12 2018 Momshantering: 4 rekommendationer, 3 åtgärdade; svarade 2018-11-26`.

    Counts of earlier follow-ups are said to be so: `(2 bedömda i tidigare uppföljning)`.
    """
    before = many(
        mark("{n} bedömd i tidigare uppföljning"), mark("{n} bedömda i tidigare uppföljning"), view.assessed_before
    )
    numbers = f"{counted(view.counts)} ({before})" if view.assessed_before else counted(view.counts)
    text = "; ".join(filter(None, [numbers, answer_text(view.answer)]))
    return one_line(f"{view.id[:SHORT_ID]} {view.audit.years or ''} {view.name}: {text}")


def followup_line(view: FollowupView) -> str:
    """Render `c0ffee12 Uppföljning 2026, öppen: 3 granskningar, 37 rekommendationer …`."""
    record = view.followup
    state = value_word("state", record.state or "") + (f", {_('ersatt')}" if view.superseded else "")
    text = f"{_audits(view.audits)}, {counted(view.counts)}"
    return one_line(f"{record.id[:SHORT_ID]} {record.title or ''}, {state}: {text}")


def body_line(view: BodyView) -> str:
    """Render `c0ffee12 Socialnämnden: 2 granskningar, 8 rekommendationer …`."""
    text = f"{_audits(view.audits)}, {counted(view.counts)}"
    return one_line(f"{view.body.id[:SHORT_ID]} {view.body.name or ''}: {text}")


def letter_line(view: LetterView) -> str:
    """Render `c0ffee12 2018-09-10 missiv: Momshantering, till Kommunstyrelsen, svar senast 2018-12-31`."""
    names = ", ".join(name for name, _role in view.recipients)
    parts = [
        ", ".join(view.audits),
        _("till {names}").format(names=names) if names else "",
        _("svar senast {date}").format(date=view.answer_due) if view.answer_due else "",
        *(file_text(name, made_on) for name, _sha256, made_on in view.files),
    ]
    head = f"{view.id[:SHORT_ID]} {view.dated or view.decided or ''} {value_word('kind', view.kind or '')}"
    return one_line(f"{head}: {', '.join(filter(None, parts))}")


def counted(counts: Counts) -> str:
    """Render `4 rekommendationer, 3 åtgärdade, 1 inte åtg.`; levels without any are left out."""
    total = many(mark("{n} rekommendation"), mark("{n} rekommendationer"), counts.total)
    return ", ".join(
        [total, *(f"{counts[level]} {counted_word(level, counts[level])}" for level in EVERY_LEVEL if counts[level])]
    )


def answer_text(answer: ResponseFacts) -> str:
    """Render `svar senast 2018-12-31, svarade 2019-06-03 § 117`; empty when nothing is known."""
    paragraph = f" {paragraph_sign(answer.paragraph)}" if answer.paragraph else ""
    parts = [
        _("svar senast {date}").format(date=answer.answer_due) if answer.answer_due else "",
        _("svarade {date}").format(date=answer.answered_on) + paragraph if answer.answered_on else "",
    ]
    return ", ".join(filter(None, parts))


def file_text(name: str, made_on: str) -> str:
    """Render `fil Missiv.docx 2026-03-01`."""
    return _("fil {name} {made_on}").format(name=name, made_on=made_on)


def _audits(number: int) -> str:
    return many(mark("{n} granskning"), mark("{n} granskningar"), number)


def named_line(one: Named, fields: Mapping[str, Given]) -> str:
    """Render `c0ffee12 Utbilda alla chefer. Läge: pågår. Klart senast: 2026-12-31`, for a record of any kind."""
    parts = [
        f"{field_word(entry.name)}: {value_word(entry.name, fields[entry.name])}"
        for entry in (EDITABLE[one.entity].fields if fields else ())
        if entry.input in _SHORT_INPUTS and fields.get(entry.name)
    ]
    if one.removed is not None:
        parts.append(f"{field_word('removed')}: {one.removed}")
    if one.merged_into is not None:
        parts.append(f"{field_word('merged_into')}: {one.merged_into[:SHORT_ID]}")
    return one_stop(one_line(". ".join([f"{one.id[:SHORT_ID]} {one.name}", *parts])))


_SHORT_INPUTS = frozenset({Input.CHOICE, Input.DATE, Input.YEAR})
"""Inputs of fields that a line has room for beside the name."""


def group_lines(found: Grouped) -> list[str]:
    """Render a line for each group and one for the total, which says when some are counted in several groups."""
    if not found.groups:
        return []
    whole = _("Totalt: {counts}").format(counts=counted(found.counts))
    if found.repeats:
        whole += " " + _("(det som gäller flera nämnder räknas en gång hos var och en, och en gång totalt)")
    return [*(one_line(f"{_name(found.by, group)}: {counted(group.counts)}") for group in found.groups), whole]


def grouped_shape(found: Grouped) -> Shape:
    """Return groups and total; `counted_once_per_group` when some are counted in several groups."""
    return {
        "by": found.by,
        "groups": [
            {
                "key": group.key,
                "name": _name(found.by, group) if group.key else None,
                "counts": group.counts.as_dict(),
                "total": group.counts.total,
            }
            for group in found.groups
        ],
        "counts": found.counts.as_dict(),
        "total": found.counts.total,
        "counted_once_per_group": found.repeats,
    }


def _name(by: str, group: Group) -> str:
    if group.name is None:
        return _(WITHOUT[by])
    return means_word(group.name) if by == "level" else group.name


def outcome_shape(outcome: Outcome) -> Shape:
    """Return the outcome of a response: days, dates compared, and reasons."""
    return {
        "outcome": outcome.code.value,
        "outcome_text": outcome_text(outcome),
        "days": outcome.days,
        "days_at_most": outcome.most if outcome.most is not None else outcome.days,
        "due": outcome.due,
        "answered": outcome.came,
        "why": why_text(outcome.why),
        "reasons": [{"code": reason.code.value, **reason.values} for reason in outcome.why],
    }


def with_outcomes(shape: Shape, found: LetterOutcome) -> Shape:
    """Add outcomes to a letter's object, its own and each recipient's; all other keys stay."""
    listed = shape.get("recipients")
    recipients = listed if isinstance(listed, list) else []
    by_id = {one.recipient: one for one in found.recipients}
    by_name = {one.name: one for one in found.recipients}
    parts = [
        {**one, **_of_recipient(by_id.get(str(one.get("id"))) or by_name.get(str(one["name"])))} for one in recipients
    ]
    return {**shape, **outcome_shape(found.outcome), "recipients": parts}


def with_outcome(line: str, found: LetterOutcome) -> str:
    """Add the outcome to a letter's line."""
    return f"{line}; {outcome_text(found.outcome)}" if found.recipients else line


def outcome_lines(found: LetterOutcome) -> Iterator[str]:
    """Render `Kommunstyrelsen: försenat 26 dagar (svar senast 2018-10-31; …)`, for each recipient."""
    yield from recipient_lines(found.recipients)


def recipient_lines(recipients: Iterable[RecipientOutcome]) -> Iterator[str]:
    """Render the same for some recipients."""
    for one in recipients:
        yield one_line(f"{one.name}: {outcome_text(one.outcome)} ({why_text(one.outcome.why)})")


def audit_outcome_lines(found: Mapping[str, LetterOutcome]) -> Iterator[str]:
    """Render the same for every letter about an audit, each after its letter's id."""
    for letter, outcome in found.items():
        for line in outcome_lines(outcome):
            yield f"{letter[:SHORT_ID]} {line}"


def audit_outcome_shapes(found: Mapping[str, LetterOutcome]) -> list[Shape]:
    """Return the same facts as JSON objects."""
    return [
        {"letter": letter, **outcome_shape(one.outcome), "recipients": _shapes(one)} for letter, one in found.items()
    ]


def _shapes(found: LetterOutcome) -> list[Shape]:
    return [{"recipient": one.recipient, "name": one.name, **_of_recipient(one)} for one in found.recipients]


def _of_recipient(one: RecipientOutcome | None) -> Shape:
    if one is None:
        return outcome_shape(NOT_REQUESTED)
    return {**outcome_shape(one.outcome), "response": one.response, "answers_through": one.through}
