"""The account of the earlier audit → what it was about, its judgement and the grounds for it."""

import re
from collections.abc import Sequence

from msgspec import Struct

from storage.intake.bodynames import names_in
from storage.intake.trail import sentences
from storage.intake.word import WordParagraph

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_JUDGES = re.compile(
    r"\b(?:sammanfattande|samlade|övergripande)\s+(?:revisionella\s+)?bedömning|\bgjordes\s+(?:den\s+)?bedömning"
    r"|\bbedömningen\s+var\b|\brevisorernas\s+bedömning\s+var\b",
    re.IGNORECASE,
)
_YEARS = r"((?:19|20)\d\d(?:\s*(?:–|-|och)\s*(?:19|20)\d\d)?)"
_WHEN = (
    re.compile(rf"\bunder\s+(?:år\s+)?{_YEARS}\s+(?:genomförde|granskade|gjorde|lät)", re.IGNORECASE),
    re.compile(rf"\bgranskning\w*\s+(?:gjordes|genomfördes|utfördes)\s+(?:under\s+)?(?:år\s+)?{_YEARS}", re.IGNORECASE),
    re.compile(rf"\b(?:genomförde|gjorde)\b[^.]{0, 150}?\bunder\s+(?:år\s+)?{_YEARS}", re.IGNORECASE),
)
_IN_TITLE = re.compile(rf"\b{_YEARS}\b")
_WHOM = (
    re.compile(r"\brevisionsobjekt\w*\s+(?:var|är|har\s+varit|utgjordes\s+av)\s+(.+)", re.IGNORECASE),
    re.compile(r"^granskningen\s+(?:avsåg|omfattade|riktades\s+mot|riktade\s+sig\s+mot)\s+(.+)", re.IGNORECASE),
    re.compile(r"^(?:granskade|ansvariga)\s+(?:nämnder|organ)(?:\s+var|\s+är|:)\s+(.+)", re.IGNORECASE),
)
_QUESTION = re.compile(
    r"^granskningen(?:s\s+syfte)?\s+(?:gällde|gäller|prövade|undersökte|bedömde|var|är)\s+(?:att\s+\w+\s+)?"
    r"(?:om|huruvida|hur)\s+(.+)",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:Granskningen gjordes \d{4}(?:[–-]\d{4})?\.\s*)?(?:Granskningen avsåg [^.]+\.)?")


class Summary(Struct):
    """What is told of the earlier audit, while it is read."""

    purpose: list[str] = []
    judgement: list[str] = []
    grounds: list[str] = []

    def add_mixed(self, paragraph: WordParagraph) -> None:
        """Take a paragraph of a summary: purpose, from the sentence that judges on judgement, then grounds."""
        if paragraph.is_item or self.grounds:
            self.grounds.append(paragraph.printed)
        elif self.judgement:
            self.judgement.append(paragraph.text)
        else:
            at = _where_judged(paragraph.text)
            self.purpose.extend(_filled(paragraph.text[:at]))
            self.judgement.extend(_filled(paragraph.text[at:]))

    def add_judgement(self, paragraph: WordParagraph) -> None:
        """Take a paragraph on the audit's judgement: items are its grounds."""
        (self.grounds if paragraph.is_item or self.grounds else self.judgement).append(paragraph.printed)

    def add_grounds(self, paragraph: WordParagraph) -> None:
        """Take a ground."""
        self.grounds.append(paragraph.printed)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join([*self.purpose, *self.judgement, *self.grounds])

    @property
    def told_purpose(self) -> list[str]:
        """The purpose without a paragraph that says year and bodies and nothing else: those are fields."""
        return [line for line in self.purpose if not _OWN.fullmatch(line.replace("\u00a0", " "))]


def years_of(title: str, text: str) -> str | None:
    """The year, or years, that the audit was made, from what is told of it or else from its title."""
    plain = text.replace("\u00a0", " ")
    match = next((found for pattern in _WHEN if (found := pattern.search(plain))), None) or _IN_TITLE.search(title)
    return re.sub(r"\s*-\s*|\s*–\s*", "–", match[1]) if match else None


def auditees_of(text: str) -> tuple[str, ...]:
    """Names of the audited bodies."""
    return _names_after(_WHOM, text)


def questioned_in(text: str) -> tuple[str, ...]:
    """Names of the bodies that the audit's question is about: *granskningen prövade om socialnämnden …*."""
    return _names_after((_QUESTION,), text)


def _where_judged(text: str) -> int:
    """Where the sentence that states the judgement begins; the text's length where none does."""
    found = (match.start() for match in _SENTENCE.finditer(text) if _JUDGES.search(match[0]))
    return next(found, len(text))


def _names_after(patterns: Sequence[re.Pattern[str]], text: str) -> tuple[str, ...]:
    """The bodies named after the first pattern that is followed by any."""
    matches = (pattern.search(sentence) for pattern in patterns for sentence in sentences(text))
    return next((names for match in matches if match and (names := names_in(match[1]))), ())


def _filled(*texts: str) -> Sequence[str]:
    return [text.strip() for text in texts if text.strip()]
