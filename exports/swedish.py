"""Swedish as documents write it: enumerations, numbers, shares, dates and names inside sentences."""

import re
from collections.abc import Iterable, Sequence

from storage.domain.counting import share_in_words
from storage.domain.dates import long_form
from storage.domain.text import minutes_paragraph, one_line, one_stop

NBSP = "\u00a0"
"""A space that no line is broken at: inside dates, after § and before %."""

_WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

_ORGAN = (
    r"(?:nämnd|styrelse|utskott|beredning|delegation|direktion|kommitté|förvaltning|avdelning|kontor|presidi|råd"
    r"|direktör|chef|revisor|förmyndare|sekretariat|tjänst|enhet|(?:kommunal|samordnings|räddnings)förbund)"
    r"(?:um|u?mens?|et|en|ena?|n|er|ar|r|erna|arna|rna|na)?s?"
)
"""The last part of words for kinds of bodies and their officials, in every form."""
_KIND = rf"(?:[a-zåäöé]*{_ORGAN}|[a-zåäö]*fullmäktiges?|bolag(?:et|en)?s?)"
_PAIR = r"(?:[a-zåäöé]+-(?:,? [a-zåäöé]+-)* (?:och|samt|eller) |[a-zåäöé]*[a-rt-zåäöé] och )"
_DEFINITE = r"[a-zåäöé]+a (?=(?:[a-zåäöé]+-[a-zåäöé, -]* )?[a-zåäöé]*(?:[a-zåäöé]n|[a-zåäöé]et|na)s?\b)"
_INDEFINITE = r"[a-zåäöé]+(?:isk|lig|ig|sam|ell|[bn]ad|erad) "
_SOME = r"(?:samtliga|alla|båda|berörda|granskade|ansvariga|övriga|aktuella|kommunala|kommunens|regionens) "
_DESCRIBED = re.compile(rf"(?:{_SOME}|{_DEFINITE}|{_INDEFINITE})*{_PAIR}?{_KIND}(?=$|,? [a-zåäöé])")
"""A name that describes: *kommunstyrelsen*, *tekniska nämnden*, *gemensam nämnd för …*, *samtliga nämnder*."""
_COMPASS = re.compile(r"(?:norra|södra|östra|västra|mellersta|nedre|övre|inre|yttre|stora|lilla|nya|gamla)\b")
_COMPANY = re.compile(r"\b(?:AB|HB|KB|aktiebolag(?:et)?|ekonomisk förening)\b")
_MOST_IN_A_SENTENCE = 5
"""Bodies that a sentence can name; more are a list."""


def joined(names: Iterable[str]) -> str:
    """Return `A`, `A och B` or `A, B och C`."""
    *first, last = names
    return f"{', '.join(first)} och {last}" if first else last


def lowered(name: str) -> str:
    """Return a body's name for a sentence: *Kommunstyrelsen* loses its capital, *Exempelby Bostäder AB* does not.

    A name that describes is lowered: a kind of body or official (*Socialnämnden*, *Kommundirektören*), alone, with an
    adjective or a pair before it (*Tekniska nämnden*, *Vård- och omsorgsnämnden*), or with more after it
    (*Gemensam nämnd för …*, *Kommunstyrelsens arbetsutskott*). What begins with the name of a place or a company, or
    goes on with one (*Räddningstjänsten Syd*), is kept.
    """
    name = one_line(name)
    small = uncapitalised(name)
    plain = _DESCRIBED.match(small) and not _COMPASS.match(small) and not _COMPANY.search(name)
    return small if plain else name


def joined_names(names: Iterable[str]) -> str:
    """Return names that may have *och* of their own: `socialnämnden samt vård- och omsorgsnämnden`."""
    *first, last = names
    if not first:
        return last
    link = "samt" if any(" och " in name for name in (*first, last)) else "och"
    return f"{', '.join(first)} {link} {last}"


def bodies(names: Iterable[str]) -> str:
    """Return several bodies' names for a sentence."""
    return joined_names(lowered(name) for name in names)


def is_long_list(names: Sequence[str]) -> bool:
    """Return True of more bodies than a sentence can name: they are listed after it, one on each line."""
    return len(names) > _MOST_IN_A_SENTENCE


def sentence(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Return `text` with a small first letter, for a label inside a sentence."""
    return text[:1].lower() + text[1:]


def number(count: int, *, neuter: bool = False) -> str:
    """Return `count` in words to twelve, in digits above, as running text has it."""
    if count == 1 and neuter:
        return "ett"
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)


def quantity(count: int, one: str, several: str) -> str:
    """Return `en granskning`, `fem granskningar` or `37 rekommendationer`; for 0 `inga rekommendationer`."""
    if count == 0:
        return f"inga {several}"
    return f"{number(count)} {one if count == 1 else several}"


def share(part: int, whole: int, what: str = "") -> str:
    """Return `24 av 37 (65 %)`, or with `what` `24 av 37 bedömda rekommendationer (65 %)`; no percentage of 0."""
    counted = f"{part}{NBSP}av{NBSP}{whole}" + (f" {what}" if what else "")
    rate = share_in_words(part, whole)
    return counted if rate is None else f"{counted} ({rate})"


def paragraph_sign(paragraph: str) -> str:
    """Return `§ 117`, and of several `§§ 259–260`; a § that was typed along is not doubled."""
    return minutes_paragraph(paragraph)


def when(partial: str) -> str:
    """Return a partial date as an adverbial: `den 10 september 2018`, `i februari 2019` or `2019`."""
    return f"i {long_form(partial)}" if len(partial) == len("2019-02") else long_form(partial)


def latest(partial: str) -> str:
    """Return a deadline: `senast den 31 maj 2027`, `senast juli 2027` or `senast 2027`."""
    return f"senast {long_form(partial)}"


def place_and_day(place: str, partial: str) -> str:
    """Return `Exempelby den 3 maj 2024`, `Exempelby, maj 2024` or `Exempelby 2024`; the place alone without a day."""
    if not partial:
        return place
    comma = "," if len(partial) == len("2019-02") else ""
    return f"{place}{comma} {long_form(partial)}"


def stopped(text: str) -> str:
    """Return a text as a sentence: with a full stop, unless it ends with a mark of its own."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."


def unstopped(text: str) -> str:
    """Return a text to go on after, without the full stop that ends it; an abbreviation such as *m.m.* keeps its."""
    text = text.rstrip()
    return text if _ABBREVIATED.search(text) else text.removesuffix(".")


_ABBREVIATED = re.compile(
    r"(?:\w\.\w|\b(?:etc|dvs|osv|kl|nr|st|resp|inkl|exkl|max|min|ca|jfr|f|ff))\.$|\.\.$", re.IGNORECASE
)
_PARTED = re.compile(r"(?<=§) (?=\d)|(?<=\d) (?=%|[a-z]? ?§)|(?<=\d [a-z]) (?=§)")


def typeset(text: str) -> str:
    """Return a text with § and % on the line of their numbers."""
    return _PARTED.sub(NBSP, text) if "§" in text or "%" in text else text  # most have neither, and `in` is quick


def composed(sentence: str) -> str:
    """Return a sentence made of other texts, with one full stop where such a text ended with its own."""
    return typeset(one_stop(sentence))
