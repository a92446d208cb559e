"""What the follow-up says of an audit: whether it is to be followed up again, and when."""

import re

from storage.intake.trail import sentences

_FOLLOW = r"(?:följa\s+upp|följas\s+upp|uppföljning|följs\s+upp)"
_OF = r"(?:att\s+|en\s+)?(?:ny\s+|fortsatt\s+|förnyad\s+)?"
_NONE = re.compile(
    rf"\b(?:behöver\s+inte\s+{_FOLLOW}|(?:inget|inte\s+(?:något\s+)?)\s*(?:ytterligare\s+)?behov\s+av\s+{_OF}{_FOLLOW}"
    rf"|ska\s+inte\s+{_FOLLOW})",
    re.IGNORECASE,
)
_MAY = re.compile(
    rf"\b(?:kan\s+(?:det\s+)?(?:även\s+|därför\s+)?(?:finnas|föreligga)\b[^.]{{0,150}}?\bbehov\s+av\s+{_OF}{_FOLLOW}"
    rf"|kan\s+(?:även\s+)?(?:komma\s+att\s+)?(?:behöva\s+)?{_FOLLOW})",
    re.IGNORECASE,
)
_SHALL = re.compile(
    rf"\b(?:finns\b[^.]{{0,150}}?\bbehov\s+av\s+{_OF}{_FOLLOW}|ska\s+{_FOLLOW}|behöver\s+{_FOLLOW})",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"{_FOLLOW}[^.]{{0,150}}?\b((?:19|20)\d\d)\b", re.IGNORECASE)
_OWN = re.compile(
    r"Granskningen (?:ska följas upp igen|kan behöva följas upp igen|behöver inte följas upp igen)(?: \d{4})?\."
)


def follow_up_again(text: str) -> tuple[str | None, int | None]:
    """`none`, `may` or `shall`, and the year; the last sentence that says so counts."""
    answer: str | None = None
    year: int | None = None
    for sentence in sentences(text):
        found = next(
            (word for word, rule in (("none", _NONE), ("may", _MAY), ("shall", _SHALL)) if rule.search(sentence)), None
        )
        if found:
            match = _YEAR.search(sentence)
            answer, year = found, int(match[1]) if match else None
    return answer, year


def told(lines: list[str]) -> list[str]:
    """The judgement without a paragraph that says only that: it is a field."""
    return [line for line in lines if not _OWN.fullmatch(line.replace("\u00a0", " "))]
