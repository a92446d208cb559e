"""The form of a recommendation."""

from collections.abc import Sequence

from storage.domain.records import Recommendation
from storage.domain.text import shorten
from tui.dialogs.edit_audit import choice_field
from tui.dialogs.fields import Field, Form, Kind
from tui.language.catalogue import _
from tui.language.terms import field_word
from tui.language.words import printed_number

_KINDS = ("recommendation", "question", "decision_point", "control", "remark")


def recommendation_form(record: Recommendation | None, audit: str, themes: Sequence[str]) -> Form:
    """What is asked for of a recommendation; of a new one, for None.

    Args:
        record: the recommendation as it is.
        audit: what its audit is called.
        themes: those of the audit, to choose among.
    """
    held = record or Recommendation(id="", kind=_KINDS[0])
    fields = (
        Field("number", field_word("number"), value=held.number or ""),
        Field("theme", field_word("theme"), value=held.theme or "", known=tuple(themes)),
        Field("text", field_word("text"), Kind.TEXT, held.text or "", lines=5),
        choice_field("kind", held.kind, _KINDS),
        Field("planned", field_word("planned"), Kind.DATE, held.planned or ""),
        Field("fact_check_comment", _("Vid sakgranskning"), Kind.TEXT, held.fact_check_comment or "", lines=3),
        Field("internal_note", field_word("internal_note"), Kind.TEXT, held.internal_note or "", lines=3),
        Field("closing_reason", field_word("closing_reason"), value=held.closing_reason or ""),
    )
    name = f"{audit} {printed_number(held.number)}".strip()
    heading = _("Rekommendation: {name}") if record else _("Ny rekommendation: {name}")
    return Form(heading.format(name=shorten(name, 60)), fields)
