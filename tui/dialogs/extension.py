"""The form of more time: asked for, and granted until when, or refused."""

from collections.abc import Mapping

from storage.domain.kinds import EXTENSION_DECISIONS, Given
from tui.dialogs.fields import Field, Form, Kind
from tui.language.catalogue import _
from tui.language.terms import field_word, value_word

REQUESTED, DECISION, DUE = "extension_requested", "extension_decision", "extension_due"
UNDECIDED = "undecided"
"""It was asked for, and nothing is decided; the register keeps no such decision."""
YES = "yes"
"""It is known that it was asked for, but not when."""


def extension_form(name: str, record: Mapping[str, Given]) -> Form:
    """What is asked for of the recipient `name`, who wants more time and of whom the `record` is."""
    asked, due = str(record.get(REQUESTED) or ""), str(record.get(DUE) or "")
    held = str(record.get(DECISION) or "") or (UNDECIDED if asked else "")
    words = {"": _("inget anstånd"), UNDECIDED: _("begärt, inte beslutat")}
    known = {one: value_word(DECISION, one) for one in EXTENSION_DECISIONS}
    fields = (
        Field(REQUESTED, field_word(REQUESTED), Kind.DATE, "" if asked == YES else asked, nearest=True),
        Field(DECISION, field_word(DECISION), Kind.CHOICE, held, choices=tuple((words | known).items())),
        Field(DUE, field_word(DUE), Kind.DATE, due),
    )
    note = _("Datumet då anstånd begärdes kan lämnas tomt, om det inte är känt.")
    return Form(_("Anstånd: {name}").format(name=name), fields, note=note)


def extension_values(texts: Mapping[str, str]) -> dict[str, str]:
    """What the register keeps of what the form says."""
    asked, decision, due = texts[REQUESTED], texts[DECISION], texts[DUE]
    was_asked = bool(decision or due)
    return {
        REQUESTED: asked or (YES if was_asked else ""),
        DECISION: "" if decision == UNDECIDED else decision,
        DUE: due,
    }
