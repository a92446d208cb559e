"""Characters of the fonts of signs, as the characters that they look like, and the colours of cells in words.

A tick in Wingdings is the letter `ü` in another font. What a sign of these fonts looks like is public; a sign that is
not known here is told, and never guessed.
"""

from collections.abc import Mapping
from colorsys import rgb_to_hsv

TICKED, UNTICKED = "☒", "☐"
"""A box with and without a mark, as form fields are read."""
UNKNOWN = "\ufffd"
"""In the place of a sign that is not known."""
_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the characters of such fonts."""
_PLAIN = range(0x21, 0x100)

_SYMBOL = dict(zip(
    range(0x21, 0x7F),
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    strict=True,
)) | dict(zip(
    range(0xA0, 0xF0),
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    strict=True,
)) | dict(zip(range(0xF1, 0xFF), "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭", strict=True))  # fmt: skip

_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟",
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4E: "☠", 0x51: "✈", 0x52: "☼", 0x54: "❄", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: UNTICKED, 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: TICKED,
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: UNTICKED, 0xAB: "★", 0xD5: "⌫", 0xD8: "➢",
    0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xF4: "⇳", 0xFB: "✗", 0xFC: "✓", 0xFD: TICKED, 0xFE: "☑",
    **{0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: TICKED, 0x52: "☑", 0x53: TICKED, 0x54: TICKED, 0x97: "●", 0xA2: "■", 0xA3: UNTICKED,
}  # fmt: skip
_WINGDINGS_3 = {
    0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶",
    0x76: "◁", 0x77: "▷",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: UNTICKED, 0x67: "■", 0x6E: "●", 0x72: "✗"}

_ZAPF_DINGBATS = {
    0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x6C: "●", 0x6E: "■", 0x6F: UNTICKED,
    0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "▲", 0x74: "▼", 0x75: "◆", 0x76: "❖",
}  # fmt: skip

_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "zapf dingbats": _ZAPF_DINGBATS,
    "zapfdingbats": _ZAPF_DINGBATS,
    "itc zapf dingbats": _ZAPF_DINGBATS,
}


def is_sign_font(font: str | None) -> bool:
    """Return True for a font whose letters are signs."""
    return font is not None and font.strip().casefold() in _FONTS


def sign(code: int, font: str) -> str | None:
    """Return the character that a sign looks like; None for one that is not known."""
    own = code - _PRIVATE.start if code in _PRIVATE else code
    return _FONTS.get(font.strip().casefold(), {}).get(own)


def in_sign_font(text: str, font: str) -> tuple[str, list[int]]:
    """Return a text in a font of signs as it looks, and the codes of the signs that are not known.

    A character outside the font stays, as another font then shows it.
    """
    shown: list[str] = []
    unknown: list[int] = []
    for character in text:
        code = ord(character)
        found = sign(code, font) if code in _PRIVATE or code in _PLAIN else character
        if found is None:
            unknown.append(code)
            found = UNKNOWN if code in _PRIVATE else character
        shown.append(found)
    return "".join(shown), unknown


_HUES = ((0.045, "röd"), (0.115, "orange"), (0.19, "gul"), (0.45, "grön"), (0.92, ""), (1.0, "röd"))
"""End of each part of the circle of hues → its word; those of no traffic light have none."""
_LEAST_COLOUR = 0.12
"""Saturation below which a colour is only a shade."""
_LEAST_LIGHT = 0.4


def colour_words(fill: str | None) -> str | None:
    """Return the colour of a cell, six hexadecimal digits, in words; None for one of no traffic light."""
    if fill is None:
        return None
    hue, saturation, value = rgb_to_hsv(*(int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    word = next(word for end, word in _HUES if hue <= end)
    return f"färg: {word}" if word and saturation >= _LEAST_COLOUR and value >= _LEAST_LIGHT else None
