"""Translation by gettext: every label goes through `_`, whose message id is the Swedish sentence itself."""

from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final, Literal

from storage.errors import GranskaError

Language = Literal["sv", "en"]
SWEDISH: Final = "sv"
ENGLISH: Final = "en"
LANGUAGES: tuple[Language, ...] = (SWEDISH, ENGLISH)
"""Codes of the screen's languages; Swedish is the default."""

DOMAIN = "granska"
"""The gettext domain."""

LOCALES = Path(__file__).with_name("locale")
"""Folder of the catalogues, with one for each language but Swedish."""

_catalogue: list[NullTranslations | None] = [None]
"""The catalogue in use; None for Swedish, which needs none."""

_spoken: list[Language] = [SWEDISH]


class UnknownLanguage(GranskaError):
    """There is no catalogue for the language."""

    code: str


def speak(code: str) -> None:
    """Use a language from now on. Text already shown does not change, so call this before the screen starts.

    Raises:
        UnknownLanguage: it is none of ours.
    """
    language = next((known for known in LANGUAGES if known == code), None)
    if language is None:
        raise UnknownLanguage(code)
    _catalogue[0] = None if language == SWEDISH else _load(language)
    _spoken[0] = language


def spoken() -> Language:
    """Return the code of the language in use."""
    return _spoken[0]


def _(message: str) -> str:
    """Translate `message` into the language in use; Swedish where the catalogue lacks it."""
    catalogue = _catalogue[0]
    return catalogue.gettext(message) if catalogue and message else message


def many(one: str, several: str, number: int) -> str:
    """Translate `one` or `several`, depending on `number`, and fill in `{n}`."""
    catalogue = _catalogue[0]
    text = catalogue.ngettext(one, several, number) if catalogue else one if number == 1 else several
    return text.format(n=number)


def mark(message: str) -> str:
    """Mark a message for translation where it is defined; translate it with `_` where it is shown."""
    return message


def mark_many(one: str, several: str) -> tuple[str, str]:
    """Mark singular and plural for translation; translate with `many` where the number is known."""
    return one, several


def _load(language: Language) -> NullTranslations:
    """Load the compiled catalogue of a language."""
    return translation(DOMAIN, LOCALES, [language])
