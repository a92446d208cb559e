"""What forms of records are headed, and what their fields are called in them."""

from collections.abc import Mapping

from storage.domain.text import shorten
from tui.language.catalogue import _, mark
from tui.language.terms import entity_word, field_word, value_word

NAME_LENGTH = 60
"""How much of what a record is called a heading has."""

_NEW: Mapping[str, str] = {
    "body": mark("Nytt organ"),
    "person": mark("Ny person"),
    "audit": mark("Ny granskning"),
    "recommendation": mark("Ny rekommendation"),
    "measure": mark("Ny åtgärd"),
    "letter": mark("Nytt brev"),
    "letter_recipient": mark("Ny mottagare"),
    "letter_question": mark("Ny fråga"),
    "response": mark("Nytt svar"),
    "response_line": mark("Svarsrad"),
    "assessment": mark("Förvaltningen och orsak"),
    "assessment_evidence": mark("Nytt underlag"),
    "document": mark("Nytt dokument"),
}
_LABELS: Mapping[tuple[str, str], str] = {
    ("recommendation", "fact_check_comment"): mark("Vid sakgranskning"),
    ("assessment", "department_report"): mark("Förvaltningen"),
    ("response", "their_registry_number"): mark("Deras diarienummer"),
    ("measure", "recommendations"): mark("Gäller"),
    ("body", "name"): mark("Namn"),
    ("audit", "auditees"): mark("Granskade"),
}
"""Where the field's own name is too long beside it, or says less."""


def heading(entity: str, name: str, *, fresh: bool, called: str = "") -> str:
    """What a form is about: a record by name, or a new one of what it belongs to.

    Args:
        entity: the record's.
        name: what it is called; of a new one, what it belongs to, or nothing.
        fresh: whether it is to be made.
        called: the kind of a recommendation, by its code.
    """
    short = shorten(name, NAME_LENGTH)
    if fresh and called in {"", "recommendation"}:
        told = _(_NEW[entity])
    elif fresh:
        told = _("Ny {kind}").format(kind=value_word("kind", called))
    elif called and called != "recommendation":
        told = value_word("kind", called).capitalize()
    else:
        told = entity_word(entity)
    return f"{told}: {short}" if short else told


def label(entity: str, name: str) -> str:
    """What stands beside a field."""
    own = _LABELS.get((entity, name))
    return _(own) if own else field_word(name)
