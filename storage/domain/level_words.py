"""Words for the levels of recommendations in Swedish reports, and what a printed label means by them.

The lists are data; a label is understood when all of its words are in them, and never by its likeness to another.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from storage.domain.text import one_line, searchable

WORDS: Mapping[str, tuple[str, ...]] = {
    "implemented": ("i allt väsentligt", "ja", "grönt", "gröna", "efterlevs", "fungerar"),
    "partial": (
        "till övervägande del", "till stor del", "till viss del", "till vissa delar", "i viss mån", "i vissa delar",
        "i huvudsak", "i stort sett", "i stora delar", "gult", "gula", "under arbete", "under införande",
        "under utveckling", "arbete pågår", "arbetet pågår", "inte fullt ut", "ej fullt ut", "på gång",
        "kvarstår delvis", "kvarstår till viss del",
    ),
    "not_implemented": ("rött", "röda", "nej", "inget gjort", "inget har gjorts", "kvarstår helt", "bristen kvarstår"),
    "not_assessable": ("grått", "går inte att bedöma", "går ej att bedöma", "kunde inte bedömas"),
    "not_relevant": (
        "inaktuell", "inaktuellt", "avskriven", "avskrivet", "ej tillämplig", "ej tillämpligt", "inte tillämplig",
        "inte tillämpligt", "inte längre aktuellt", "inte längre relevant", "ej längre relevant", "vitt",
    ),
}  # fmt: skip
"""Meaning → whole labels, beside those of the standard scale."""

NOT_JUDGED = (
    "", "-", "–", "—", "inte bedömd", "ej bedömd", "ej bedömt", "inte bedömt", "ej granskad", "inte granskad",
    "ej granskat", "inte granskat", "ej uppföljd", "inte uppföljd", "ej uppföljt", "inte uppföljt", "ej bedömts",
    "inte bedömts", "bedöms inte", "ny", "nytt",
)  # fmt: skip
"""Labels that say that there is no level."""

_DONE = frozenset({
    "åtgärdad", "åtgärdat", "åtgärdade", "åtgärdats", "genomförd", "genomfört", "genomförda", "genomförts", "klar",
    "klart", "klara", "avslutad", "avslutat", "avslutade", "avslutats", "uppfylld", "uppfyllt", "uppfyllda",
    "uppfyllts", "slutförd", "slutfört", "slutförda", "slutförts", "implementerad", "implementerat", "implementerade",
    "införd", "infört", "införda", "införts", "verkställd", "verkställt", "verkställda", "förverkligad",
    "förverkligat", "förverkligade", "beaktad", "beaktat", "beaktade", "beaktats", "hanterad", "hanterat",
    "hanterade", "hanterats", "omhändertagen", "omhändertaget", "omhändertagna", "tillgodosedd", "tillgodosett",
    "tillgodosedda", "färdig", "färdigt", "färdiga", "färdigställd", "färdigställt", "vidtagen", "vidtaget",
    "vidtagna", "vidtagits", "vidtagit", "utförd", "utfört", "utförda", "utförts", "löst", "lösta", "stängd",
    "stängt",
})  # fmt: skip
_BEGUN = frozenset({
    "påbörjad", "påbörjat", "påbörjade", "påbörjats", "pågår", "pågående", "planerad", "planerat", "planerade",
    "planeras", "startad", "startat", "igångsatt",
})  # fmt: skip
_PARTLY = frozenset({"delvis", "partiellt"})
_WHOLLY = frozenset({"helt", "fullt", "fullständigt", "fullo", "alla"})
_NEVER = frozenset({"inte", "ej", "icke", "inga", "inget", "ingen"})
_BESIDE = frozenset({"är", "har", "ännu", "än", "ut", "till", "åtgärd", "åtgärder", "åtgärderna", "rekommendationen",
                     "arbete", "arbetet", "bedöms", "som", "vara", "blivit", "nu", "och"})  # fmt: skip
_SIGNS = {"✔": "implemented", "◐": "partial", "✘": "not_implemented"}
"""The signs of the standard scale, which its reports print; other signs are no levels."""
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"\s*[–—/;:,.]\s*|\s-\s")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f]")


def without_invisible(text: str) -> str:
    """Return a text without soft hyphens and other characters without width."""
    return _INVISIBLE.sub("", text)


def plain_label(label: str) -> str:
    """Return a label for comparison: one line, case-folded, without invisible characters and closing punctuation."""
    return searchable(one_line(without_invisible(label))).strip(" .:;*!")


def label_meaning(label: str, named: Callable[[str], str | None]) -> str | None:
    """Return the meaning of a printed label; `named` knows whole labels. None when its words do not say one."""
    inner = _IN_PARENTHESES.findall(label)
    outer = _IN_PARENTHESES.sub(" ", label) if inner else label
    means = _plain_meaning(plain_label(outer), named)
    beside = {_plain_meaning(plain_label(each), named) for each in inner} - {None}
    return means if beside <= {means} else None


def _plain_meaning(key: str, named: Callable[[str], str | None]) -> str | None:
    found = named(key) or _SIGNS.get(key) or _by_words(key)
    if found or not key:
        return found
    meanings = {named(part) or _by_words(part) for part in _PARTS.split(key) if part}
    return meanings.pop() if len(meanings) == 1 else None


@lru_cache(maxsize=512)
def _by_words(key: str) -> str | None:
    """Return the meaning of a label by its words; None unless all of them are known."""
    whole = next((means for means, words in WORDS.items() if key in words), None) or _limited(key)
    words = set(re.findall(r"\w+", key))
    if whole or not words or key in NOT_JUDGED:
        return whole
    yes, no, never = "ja" in words, "nej" in words, bool(words & _NEVER)
    words -= {"ja", "nej"}
    done, begun, partly, wholly = (bool(words & group) for group in (_DONE, _BEGUN, _PARTLY, _WHOLLY))
    if words - _DONE - _BEGUN - _PARTLY - _WHOLLY - _NEVER - _BESIDE or (yes and (no or never)):
        return None
    if never:
        return _denied(done=done, begun=begun, partly=partly, wholly=wholly)
    if no:
        return None
    if partly or begun:
        return "partial"
    return "implemented" if done or (yes and wholly) else None


def _limited(key: str) -> str | None:
    """Return the meaning of a label such as *genomfört till stor del*: that of the phrase beside what is done."""
    for means in ("partial", "implemented"):
        for phrase in (each for each in WORDS[means] if each.startswith(("till ", "i "))):
            if phrase in key and set(re.findall(r"\w+", key.replace(phrase, " "))) <= _DONE | {"är", "har", "åtgärder"}:
                return means
    return None


def _denied(*, done: bool, begun: bool, partly: bool, wholly: bool) -> str | None:
    if partly:
        return None
    if wholly and (done or not begun):
        return "partial"
    return "not_implemented" if done or begun else None


_LINKS = re.compile(r"(?<=\w)(?:[.;:]\s+|\s+[–—-]\s+|,\s+|\s+(?=\d{4}\b)|\s*\()")
_BUT = re.compile(r"(?:men|dock|fast|utom|förutom|undantaget|delvis|inte|ej)\b", re.IGNORECASE)
_BOXES = "☐☒☑□■▢✓✔✗✘⊠"
_EMPTY = "☐□▢"
_BOX = re.compile(f"([{_BOXES}])\\s*([^{_BOXES}]+)")


def split_level(lines: Sequence[str], means: Callable[[str], str | None]) -> tuple[str, list[str]]:
    """Split the text of a cell of levels into the label and what is said beside it; `means` knows labels.

    The cell is its own label when no level begins it, or when what follows takes it back.
    """
    text = one_line(" ".join(lines))
    if any(box in text for box in _EMPTY):
        return _ticked(text), []
    text = one_line(without_invisible(text))
    if not text or means(text):
        return _without_remark(text, means)
    if len(lines) > 1 and means(lines[0]) and not _takes_back(" ".join(lines[1:]), lines[0], means):
        return one_line(lines[0]), list(lines[1:])
    for match in _LINKS.finditer(text):
        label, rest = text[: match.start()], text[match.end() :]
        if match[0].strip() == "(":
            rest = rest.removesuffix(")")
        if rest and means(label):
            return (text, []) if _takes_back(rest, label, means) else (label, [rest])
    return text, []


def _without_remark(text: str, means: Callable[[str], str | None]) -> tuple[str, list[str]]:
    """Split off what a parenthesis says beside a level, such as a decision; a colour or one word is of the label."""
    remark = next((each for each in _IN_PARENTHESES.findall(text) if " " in each.strip() and not means(each)), None)
    if remark is None:
        return text, []
    return one_line(text.replace(f"({remark})", " ")), [remark.strip()]


def _takes_back(rest: str, label: str, means: Callable[[str], str | None]) -> bool:
    """True when what follows a level limits it, or is another level."""
    return _BUT.match(rest) is not None or means(rest) not in {None, means(label)}


def _ticked(text: str) -> str:
    """The word at the only ticked box; nothing without a tick, and the whole text with several."""
    ticked = [word.strip() for box, word in _BOX.findall(text) if box not in _EMPTY]
    if len(ticked) > 1:
        return text
    return ticked[0] if ticked else ""
