"""Words in braces that an office's standard texts may hold: `{firm}` becomes the firm's name."""

import re
from collections.abc import Mapping

PLACEHOLDERS = ("office", "title", "bodies", "years", "firm", "registry_number", "answer_due")
"""What a standard text can name. `bodies` are those audited, `title` the audit's or the follow-up's."""

_BRACED = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names in braces in `text`, in order; also those that nobody knows."""
    return tuple(_BRACED.findall(text))


def filled(text: str | None, values: Mapping[str, str]) -> str:
    """`text` with its placeholders replaced.

    A paragraph that needs a value that is not known is left out whole, so that no sentence has a hole. What is in
    braces and is no placeholder stands as it is.
    """
    return "\n".join(
        _BRACED.sub(lambda found: values.get(found[1], found[0]), paragraph)
        for paragraph in (text or "").split("\n")
        if all(values.get(name) for name in placeholders_in(paragraph) if name in PLACEHOLDERS)
    )
