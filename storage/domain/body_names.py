"""Names of bodies in running Swedish text, and the order in which documents and lists name several."""

import re
from collections.abc import Iterator, Sequence

from storage.domain.text import swedish_key

_ORGAN = (
    r"(?i)(?:nämnd(?:en)?|styrelse(?:n)?|fullmäktige|utskottet|presidi(?:et|um)|beredningen|direktionen|kommittén"
    r"|rådet|förmyndaren|bolaget|förbundet|stiftelsen|tjänsten|AB|aktiebolag(?:et)?)\b"
)
_SEPARATOR = r",?\s+(?:och|samt)\s+|,\s*"
_OTHERS = r"(?i)(?:berörda|granskade|ansvariga|övriga|samtliga|aktuella)\s+(?:nämnder|bolag|organ)"
_NEVER_FIRST = (
    r"(?i)(?:hur|om|att|huruvida|vad|de|den|det|alla|samtliga|berörda?|granskade|övriga|kommunens|arbetet?|i|för|av|med"
    r"|från|vid|efter|då|enligt|under|som|svaret?|ett|en|denna|detta|något)\b"
)
_SELF_NAMED = (
    r"(?i)(?:\b\w+-(?:,\s\w+-){0,4}\soch\s|\b(?:\w+ska|\w+liga)\s)?"
    r"\b\w*(?:nämnden|styrelsen|fullmäktige|direktionen|bolaget|förbundet)\b"
)
_UNNAMED = {
    "nämnd",
    "nämnden",
    "styrelse",
    "styrelsen",
    "bolaget",
    "förbundet",
    "utskottet",
    "stiftelsen",
    "fullmäktige",
}
"""Kinds of bodies, which are no names."""
_LONGEST = 80


def names_in(text: str) -> tuple[str, ...]:
    """Return the bodies in a list such as `kommunstyrelsen, vård- och omsorgsnämnden och Exempelby Bostäder AB`.

    Other words are left out. Each name begins with a capital letter.
    """
    found: list[str] = []
    fields: list[str] = []
    waiting = before = ""
    for part, separator in _whole_pieces(text):
        piece = _without_tail(part)
        if not piece:
            continue
        if re.search(_ORGAN, piece):
            if fields and not any(" och " in each or " samt " in each for each in fields) and before.strip() != ",":
                waiting, fields = "".join(fields).lstrip(", ") + before, []
            _add_fields(found, fields)
            found.append(waiting + piece)
            waiting, fields = "", []
        elif piece[:1].isupper() and not waiting and not piece.endswith("-"):
            _add_fields(found, fields)
            found.append(piece)
            fields = []
        elif not waiting and found and " för " in found[-1]:
            fields.append(before + piece)
        else:
            waiting += piece + separator
        before = separator
    _add_fields(found, fields)
    return tuple(dict.fromkeys(sentence_case(name) for name in found if _is_name(name)))


def _add_fields(found: list[str], fields: Sequence[str]) -> None:
    """Add to the last name the further fields of *nämnden för teknik, fritid och kultur*."""
    if fields:
        found[-1] += "".join(fields)


def _whole_pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text, each with the separator after it; *individ- och familjeomsorg* is one."""
    cut = ""
    for part, separator in _pieces(text):
        if part.endswith("-") and separator:
            cut += part + separator
            continue
        yield cut + part, separator
        cut = ""
    if cut:
        yield cut.rstrip(), ""


def first_name(text: str) -> str | None:
    """Return the first body named in `text`, with its adjective or the pair in its name; None without one."""
    match = re.search(_SELF_NAMED, text)
    return sentence_case(match[0]) if match else None


def is_body(name: str) -> bool:
    """Return True for a name that says what kind of body it is, such as a board or a company."""
    return re.search(_ORGAN, name) is not None


def is_body_name(name: str) -> bool:
    """Return True if a name says by its grammar that it is one of a body: *Valnämnden*, not *Ekonomichefen*."""
    return re.search(_ORGAN, name) is not None and _is_name(name)


def names_others(text: str) -> bool:
    """Return True if a text means bodies without naming them, such as *berörda nämnder*."""
    return re.search(_OTHERS, text) is not None


def sentence_case(name: str) -> str:
    """Return `name` with a capital first letter."""
    return name[:1].upper() + name[1:]


def body_kind(name: str) -> str:
    """Return the kind of body that a name shows, as in :class:`storage.domain.records.Body`."""
    lowered = name.casefold()
    if lowered.endswith(("kommunstyrelsen", "kommunstyrelse", "regionstyrelsen")):
        return "executive_board"
    if lowered.endswith(("fullmäktige", "fullmäktiges presidium")):
        return "council"
    if re.search(r"\b(?:AB|aktiebolag(?:et)?|\w*bolaget)\b", name, re.IGNORECASE):
        return "company"
    return "committee" if re.search(r"nämnd(?:en)?\b", lowered) else "other"


_KINDS_IN_ORDER = ("executive_board", "council", "committee", "other", "company")


def body_key(name: str | None, kind: str | None = None) -> tuple[int, tuple[str, str, str]]:
    """Return the key that sorts bodies as offices name them: the executive board first, companies last, then by name.

    Where its kind is not at hand, the name shows it.
    """
    known = kind if kind in _KINDS_IN_ORDER else body_kind(name or "")
    return _KINDS_IN_ORDER.index(known), swedish_key(name)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Split a text at commas and `och`: pieces, each with the separator after it; the last has none."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for match in re.finditer(_SEPARATOR, text):
        pieces.append(
            (text[at : match.start()].strip(), match[0] if match[0].strip() == "," else f" {match[0].strip(' ,')} ")
        )
        at = match.end()
    return [*pieces, (text[at:].strip(" ."), "")]


def _without_tail(piece: str) -> str:
    """Strip text after a name: *under våren* of `kommunstyrelsen under våren`; *Nämnden för hälsa* stays."""
    last = max(re.finditer(_ORGAN, piece), key=lambda match: match.end(), default=None)
    tail = piece[last.end() :] if last else ""
    return piece[: last.end()] if last and re.match(r"\s+(?!för\b)[a-zåäö]", tail) else piece


def _is_name(name: str) -> bool:
    plain = not any(char.isdigit() for char in name) and len(name) <= _LONGEST
    return (
        plain
        and name.casefold() not in _UNNAMED
        and re.match(_NEVER_FIRST, name) is None
        and re.match(_OTHERS, name) is None
    )
