"""The form of an audit."""

from collections.abc import Sequence

from storage.domain.records import Audit
from tui.dialogs.fields import Field, Form, Kind
from tui.language.catalogue import _
from tui.language.terms import field_word, value_word

BODIES = "bodies"
"""The field of the audited bodies, which are no field of the audit itself."""

_SOURCES = ("audit", "evaluation", "board_decision", "control_plan", "incident")
_TYPES = ("", "in_depth", "basic", "follow_up", "pre_study", "lay_audit", "it")
_DATES = ("report_date", "handed_over")
_TEXTS = ("purpose", "judgement", "grounds")


def audit_form(audit: Audit | None, bodies: Sequence[str], known: Sequence[str]) -> Form:
    """What is asked for of an audit; of a new one, for None.

    Args:
        audit: the audit as it is.
        bodies: names of the audited bodies.
        known: names of every body.
    """
    held = audit or Audit(id="", source=_SOURCES[0])
    fields = (
        *(_line(held, name) for name in ("title", "short_title", "years")),
        Field(BODIES, _("Granskade organ"), Kind.NAMES, ", ".join(bodies), known=tuple(known)),
        choice_field("source", held.source, _SOURCES),
        choice_field("type", held.type, _TYPES),
        *(_line(held, name) for name in ("registry_number", "firm")),
        *(_line(held, name, Kind.DATE) for name in _DATES),
        *(_line(held, name, Kind.TEXT) for name in _TEXTS),
    )
    name = held.short_title or held.title or ""
    heading = _("Granskning: {name}").format(name=name) if audit else _("Ny granskning")
    return Form(heading, fields)


def choice_field(name: str, value: str | None, values: Sequence[str]) -> Field:
    """A field that holds one of a few of the register's own values; empty is that it is not known."""
    choices = tuple((one, value_word(name, one) if one else "–") for one in values)
    word = value_word(name, value) if value else ""
    if value and value not in values:
        choices = (*choices, (value, word))
    return Field(name, field_word(name), Kind.CHOICE, value or "", choices=choices)


def _line(audit: Audit, name: str, kind: Kind = Kind.LINE) -> Field:
    return Field(name, field_word(name), kind, getattr(audit, name) or "", nearest=True)
