"""The seam for other languages: every label goes through `_`, whose message id is the Swedish sentence itself."""

import gettext

_catalogue: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def use(translations: gettext.NullTranslations) -> None:
    """Show the screen through `translations` from now on."""
    _catalogue[0] = translations


def _(message: str) -> str:
    """`message` in the language in use; Swedish when no catalogue says otherwise."""
    return _catalogue[0].gettext(message)


def many(one: str, several: str, number: int) -> str:
    """`one` or `several`, whichever goes with `number`, with `{n}` filled in."""
    return _catalogue[0].ngettext(one, several, number).format(n=number)


def mark(message: str) -> str:
    """Mark a message for translation where it is written down, to be looked up with `_` where it is shown."""
    return message
