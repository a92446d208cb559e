"""Errors as sentences on the screen: where the command line has a command to go on with, a key or a field is named."""

from collections.abc import Mapping

from tui.keys import key_for
from tui.language import sentences
from tui.language.catalogue import _, mark

_TEMPLATES: Mapping[str, str] = {
    "NothingLate": mark("{body} har inget försenat svar att påminna om. {key} visar vad som väntas."),
    "AlreadyUndone": mark("”{name}” är redan ångrad, av {who} {at}. {key} gör om det som ångrades senast."),
    "UnknownAction": mark("Ingen åtgärd i historiken börjar med ”{reference}”. {key} visar historiken."),
    "recommendation": mark(
        "Ingen rekommendation heter ”{reference}”. Välj bland förslagen, eller skriv id (minst sex tecken) eller "
        "”kort titel:nummer”."
    ),
    "followup": mark("Ingen uppföljning heter ”{reference}”. {key} visar vilka som finns."),
    "scale": mark("Ingen skala heter ”{reference}”. Välj bland dem som finns."),
    "record": mark(
        "Inget heter ”{reference}”. Välj bland förslagen, eller skriv id (minst sex tecken) eller ”kort titel:nummer”."
    ),
}
"""By the name of the class; of a reference that means nothing, by the kind of record that was meant."""
_KEYS: Mapping[str, str] = {
    "NothingLate": "show-deadlines",
    "AlreadyUndone": "redo",
    "UnknownAction": "show-history",
    "followup": "show-followups",
}
"""The same → the command whose key is named."""


def sentence(error: BaseException) -> str:
    """What to tell a person about `error` who has the screen before them."""
    name = type(error).__name__
    if name == "UnknownReference":
        kind = getattr(error, "kind", "")
        name = kind if kind in _TEMPLATES or kind in sentences.NOT_FOUND else "record"
    if name not in _TEMPLATES:
        return sentences.sentence(error)
    key = {"key": key_for(_KEYS[name])} if name in _KEYS else {}
    return _(_TEMPLATES[name]).format_map(sentences.values_of(error) | key)
