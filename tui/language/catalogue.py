"""The seam for other languages: every label goes through `_`, whose message id is the Swedish sentence itself."""

from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final, Literal

from storage.errors import GranskaError

Language = Literal["sv", "en"]
SWEDISH: Final = "sv"
ENGLISH: Final = "en"
LANGUAGES: tuple[Language, ...] = (SWEDISH, ENGLISH)
"""Codes of the languages that the screen speaks; Swedish when nobody asks for another."""

DOMAIN = "granska"
"""The name of the catalogues."""

LOCALES = Path(__file__).with_name("locale")
"""Where the catalogues are, a folder for each language but Swedish."""

_catalogue: list[NullTranslations | None] = [None]
"""The catalogue in use; None for Swedish, which needs none."""

_spoken: list[Language] = [SWEDISH]


class UnknownLanguage(GranskaError):
    """The screen speaks no such language."""

    code: str


def speak(code: str) -> None:
    """Speak a language from now on. What is shown already stays as it is, so this is settled before the screen.

    Raises:
        UnknownLanguage: it is none of ours.
    """
    language = next((known for known in LANGUAGES if known == code), None)
    if language is None:
        raise UnknownLanguage(code)
    _catalogue[0] = None if language == SWEDISH else _load(language)
    _spoken[0] = language


def spoken() -> Language:
    """The code of the language in use."""
    return _spoken[0]


def _(message: str) -> str:
    """`message` in the language in use; Swedish when no catalogue says otherwise."""
    catalogue = _catalogue[0]
    return catalogue.gettext(message) if catalogue and message else message


def many(one: str, several: str, number: int) -> str:
    """`one` or `several`, whichever goes with `number`, with `{n}` filled in."""
    catalogue = _catalogue[0]
    text = catalogue.ngettext(one, several, number) if catalogue else one if number == 1 else several
    return text.format(n=number)


def mark(message: str) -> str:
    """Mark a message for translation where it is written down, to be looked up with `_` where it is shown."""
    return message


def mark_many(one: str, several: str) -> tuple[str, str]:
    """Mark what goes with one and with any other number, to be looked up with `many` where the number is known."""
    return one, several


def _load(language: Language) -> NullTranslations:
    """The catalogue of a language, as it is compiled beside its text."""
    return translation(DOMAIN, LOCALES, [language])
