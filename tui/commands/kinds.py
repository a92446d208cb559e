"""The kinds of records by the words that name them on the command line."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import click

from storage.domain.kinds import KINDS
from tui.commands.swedish import nearest
from tui.language.catalogue import _
from tui.language.terms import entity_word

FOLLOWUP = "followup"
_SHORT = {"letter_recipient": "recipient", "letter_question": "question", "response_line": "line"}
_PLURALS = {"body": "bodies", "assessment_evidence": "evidence"}

Callback = Callable[[click.Context, click.Parameter, str], str]


def plural(entity: str) -> str:
    """The word for a list of them: `bodies`, `questions`."""
    return _PLURALS.get(entity) or _SHORT.get(entity, entity) + "s"


def _words(entities: Sequence[str]) -> dict[str, str]:
    return {word: entity for entity in entities for word in (entity, _SHORT.get(entity, entity), plural(entity))}


ENTERED: Mapping[str, str] = MappingProxyType(_words(list(KINDS)))
"""Every word for a kind that is entered → its entity."""
LISTED: Mapping[str, str] = MappingProxyType(_words([*KINDS, FOLLOWUP]))
"""Every word for a kind that is listed → its entity."""


def kind_in(words: Mapping[str, str], *, several: bool = False) -> Callback:
    """A callback for an argument that names a kind, which it becomes the entity of; complains in Swedish."""

    def entity(ctx: click.Context, param: click.Parameter, value: str) -> str:
        found = words.get(value.strip().lower().replace("-", "_"))
        if found is None:
            entities = dict.fromkeys(words.values())
            known = [plural(entity) if several else entity for entity in entities]
            told = _("”{word}” är inget av {words}.").format(word=value, words=", ".join(known))
            raise click.BadParameter(told + nearest(value, known), ctx, param)
        return found

    return entity


def kinds_help(words: Mapping[str, str], *, several: bool = False) -> str:
    """The kinds with their Swedish names, as a help page tells them."""
    told = [
        f"{plural(entity) if several else entity} ({entity_word(entity).lower()})"
        for entity in dict.fromkeys(words.values())
    ]
    return f"{', '.join(told[:-1])} eller {told[-1]}"
