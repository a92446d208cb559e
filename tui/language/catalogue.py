"""The seam for other languages: every label goes through `_`, whose message id is the Swedish sentence itself."""

import gettext

from storage.errors import GranskaError

SWEDISH, ENGLISH = "sv", "en"
LANGUAGES = (SWEDISH, ENGLISH)
"""Codes of the languages that the screen speaks; Swedish when nobody asks for another."""

_catalogue: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_spoken = [SWEDISH]


class UnknownLanguage(GranskaError):
    """The screen speaks no such language."""

    code: str


def speak(code: str) -> None:
    """Speak a language from now on. What is shown already stays as it is, so this is settled before the screen.

    Raises:
        UnknownLanguage: it is none of ours.
    """
    if code not in LANGUAGES:
        raise UnknownLanguage(code)
    if code == ENGLISH:
        from tui.language.english.translations import English  # noqa: PLC0415 - who reads Swedish waits for none of it

        use(English())
    else:
        use(gettext.NullTranslations())
    _spoken[0] = code


def spoken() -> str:
    """The code of the language in use."""
    return _spoken[0]


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
