"""Parsing of the chapter about one audit: its summary, its letter and response, and its recommendations."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct, field

from storage.domain.body_names import names_in
from storage.domain.dates import are_years
from storage.domain.text import one_line, tidy
from storage.intake.document import KEPT, UNDERSTOOD, Notebook, ReportAudit, SettledRow
from storage.intake.grid import Header, plain_lines, plain_rows
from storage.intake.header_words import LEVEL
from storage.intake.outline import Block, FileTable, HeadingNode, Section, is_front_matter, is_general, section_of
from storage.intake.row_texts import looks_like_theme
from storage.intake.rows import RowReader
from storage.intake.trail import has_trail, sentences, trail_facts, with_others
from storage.intake.word import WordParagraph, WordTable

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_JUDGES = re.compile(
    r"\b(?:sammanfattande|samlade|övergripande)\s+(?:revisionella\s+)?bedömning|\bgjordes\s+(?:den\s+)?bedömning"
    r"|\bbedömningen\s+var\b|\brevisorernas\s+bedömning\s+var\b",
    re.IGNORECASE,
)
_YEARS = r"((?:19|20)\d\d(?:\s*(?:–|-|och)\s*(?:19|20)\d\d)?)"
_WHEN = (
    re.compile(rf"\bunder\s+(?:år\s+)?{_YEARS}\s+(?:genomförde|granskade|gjorde|lät)", re.IGNORECASE),
    re.compile(
        rf"\b(?:granskning|utvärdering)\w*\s+(?:gjordes|genomfördes|utfördes)\s+(?:under\s+)?(?:år\s+)?{_YEARS}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:genomförde|gjorde)\b[^.]{0, 150}?\bunder\s+(?:år\s+)?{_YEARS}", re.IGNORECASE),
)
_IN_TITLE = re.compile(rf"\b{_YEARS}\b")
_WHOM = (
    re.compile(r"\brevisionsobjekt\w*\s+(?:var|är|har\s+varit|utgjordes\s+av)\s+(.+)", re.IGNORECASE),
    re.compile(
        r"^(?:granskningen|utvärderingen)\s+(?:avsåg|omfattade|riktades\s+mot|riktade\s+sig\s+mot)\s+(.+)",
        re.IGNORECASE,
    ),
    re.compile(r"^(?:granskade|ansvariga)\s+(?:nämnder|organ)(?:\s+var|\s+är|:)\s+(.+)", re.IGNORECASE),
)
_JUDGED = re.compile("bedöm|status")
_QUESTION = re.compile(
    r"^granskningen(?:s\s+syfte)?\s+(?:gällde|gäller|prövade|undersökte|bedömde|var|är)\s+(?:att\s+\w+\s+)?"
    r"(?:om|huruvida|hur)\s+(.+)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:(?:Granskningen|Utvärderingen) gjordes \d{4}(?:[–-]\d{4})?\.\s*)?"
    r"(?:(?:Granskningen|Utvärderingen) avsåg [^.]+\.)?"
)


class EarlierAudit(Struct):
    """Summary of the earlier audit, collected paragraph by paragraph."""

    purpose: list[str] = []
    judgement: list[str] = []
    grounds: list[str] = []

    def add_mixed(self, paragraph: WordParagraph) -> tuple[str, ...]:
        """Add a paragraph of a summary: purpose, then judgement from the sentence that states it, then grounds.

        Returns the fields of the audit that have it.
        """
        if paragraph.is_item or self.grounds:
            return self.add_grounds(paragraph)
        if self.judgement:
            self.judgement.append(paragraph.text)
            return ("judgement",)
        at = _judgement_start(paragraph.text)
        before, after = _filled(paragraph.text[:at]), _filled(paragraph.text[at:])
        self.purpose.extend(before)
        self.judgement.extend(after)
        own = "years" if all(_OWN.fullmatch(line.replace("\u00a0", " ")) for line in before) else "purpose"
        return (*((own,) if before else ()), *(("judgement",) if after else ()))

    def add_judgement(self, paragraph: WordParagraph) -> tuple[str, ...]:
        """Add a paragraph on the judgement of the audit; list items are its grounds. Returns the field that has it."""
        if paragraph.is_item or self.grounds:
            return self.add_grounds(paragraph)
        self.judgement.append(paragraph.printed)
        return ("judgement",)

    def add_grounds(self, paragraph: WordParagraph) -> tuple[str, ...]:
        """Add a ground; return the field that has it."""
        self.grounds.append(paragraph.printed)
        return ("grounds",)

    @property
    def text(self) -> str:
        """The whole summary."""
        return "\n".join([*self.purpose, *self.judgement, *self.grounds])

    @property
    def own_purpose(self) -> list[str]:
        """The purpose without a paragraph of year and bodies only, as those are fields."""
        return [line for line in self.purpose if not _OWN.fullmatch(line.replace("\u00a0", " "))]


def years_of(title: str, text: str) -> str | None:
    """The year or years of the audit, from its summary or else from its title."""
    plain = text.replace("\u00a0", " ")
    match = next((found for pattern in _WHEN if (found := pattern.search(plain))), None) or _IN_TITLE.search(title)
    years = re.sub(r"\s*-\s*|\s*–\s*", "–", match[1]) if match else ""
    return years if are_years(years) else None


def auditees_of(text: str) -> tuple[str, ...]:
    """Names of the audited bodies."""
    return _names_after(_WHOM, text)


def questioned_in(text: str) -> tuple[str, ...]:
    """Names of the bodies in the audit question: *granskningen prövade om socialnämnden …*."""
    return _names_after((_QUESTION,), text)


def _judgement_start(text: str) -> int:
    """Index of the sentence that states the judgement; the length of the text without one."""
    found = (match.start() for match in _SENTENCE.finditer(text) if _JUDGES.search(match[0]))
    return next(found, len(text))


def _names_after(patterns: Sequence[re.Pattern[str]], text: str) -> tuple[str, ...]:
    """The bodies after the first pattern that any body follows."""
    matches = (pattern.search(sentence) for pattern in patterns for sentence in sentences(text))
    return next((names for match in matches if match and (names := names_in(match[1]))), ())


def _filled(*texts: str) -> Sequence[str]:
    return [text.strip() for text in texts if text.strip()]


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
_OWN_VERDICT = re.compile(
    r"(?:Granskningen|Utvärderingen|Beslutet|Internkontrollplanen|Händelsen) "
    r"(?:ska följas upp igen|kan behöva följas upp igen|behöver inte följas upp igen)(?: \d{4})?\."
)


_OF_FOLLOW_UP = re.compile(r"\b(?:denna|den\s+här|vår|årets)\s+uppföljning|\buppföljningen\b", re.IGNORECASE)
"""What a follow-up says, and no judgement of the audit itself."""


def follow_up_again(text: str) -> tuple[str | None, int | None]:
    """Parse `none`, `may` or `shall`, and the year; the last sentence about it counts."""
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


def judgement_text(lines: list[str]) -> list[str]:
    """The judgement without a paragraph about following up again only, as that is a field."""
    return [line for line in lines if not _OWN_VERDICT.fullmatch(line.replace("\u00a0", " "))]


def settled_rows(table: WordTable) -> Iterator[SettledRow]:
    """Parse our own table of what earlier follow-ups had settled, below its header row."""
    for row in table.rows[1:]:
        text, label, year, *_more = (*("\n".join(p.printed for p in cell.paragraphs) for cell in row.cells), "", "", "")
        yield SettledRow(tidy(text), one_line(label), int(year) if year.isdecimal() else None)


def read_audit(node: HeadingNode, title: str, notebook: Notebook) -> ReportAudit:
    """Parse the chapter of an audit."""
    chapter = _Chapter(title, notebook, RowReader(notebook, title))
    notebook.ledger.store(node.passages, "audit", "title")
    parts = [*_flat(node)]
    for part, following in zip_longest(parts, parts[1:]):
        chapter.take(part, following)
    summary = chapter.summary
    auditees = auditees_of(summary.text)
    if not auditees and (auditees := questioned_in(summary.text)):
        notebook.add(UNDERSTOOD, "auditees_from_question", title, ", ".join(auditees))
    trail_text = joined_text(chapter.trail)
    verdict = joined_text(chapter.verdict)
    facts = trail_facts(trail_text or "", notebook, title)
    if facts.others_concerned and auditees:
        notebook.add(UNDERSTOOD, "others_concerned", title, ", ".join(auditees))
    again, year = follow_up_again(verdict or "")
    return ReportAudit(
        title=title,
        recommendations=chapter.rows.recommendations(),
        years=years_of(title, summary.text),
        auditees=auditees,
        purpose=joined_text(summary.own_purpose),
        judgement=joined_text(summary.judgement),
        grounds=joined_text(summary.grounds),
        trail_text=trail_text,
        trail=with_others(facts, auditees),
        followup_judgement=joined_text(judgement_text(chapter.verdict)),
        follow_up_again=again,
        follow_up_year=year,
        settled=tuple(chapter.settled),
    )


class _Chapter(Struct):
    """State of reading a chapter from top to bottom."""

    title: str
    notebook: Notebook
    rows: RowReader
    section: Section | None = None
    """None until a heading or the text announces one."""
    seen_table: bool = False
    summary: EarlierAudit = field(default_factory=EarlierAudit)
    trail: list[str] = []
    verdict: list[str] = []
    settled: list[SettledRow] = []

    def take(self, part: HeadingNode | Block, following: HeadingNode | Block | None) -> None:
        """Add the next heading, paragraph or table; `following` is the part after it."""
        match part:
            case HeadingNode():
                self._heading(part)
            case FileTable():
                self._table(part)
            case WordParagraph():
                if part.bold and _is_table(following) and looks_like_theme([part.text]):
                    self._theme(part.text, part.passages)
                else:
                    self._paragraph(part)

    def _heading(self, node: HeadingNode) -> None:
        section = section_of(node.title)
        if section is not None:
            self.section, self.rows.theme = section, None
            self.notebook.ledger.skip(node.passages, "heading")
        elif node.has_table and is_general(node.title):
            self.notebook.ledger.skip(node.passages, "heading")
        elif node.has_table:
            self._theme(node.title, node.passages)
        else:
            self.notebook.add(UNDERSTOOD, "heading_kept", self.title, node.title)
            self._paragraph(WordParagraph(node.title, passages=node.passages), noted=True)

    def _theme(self, theme: str, passages: tuple[int, ...]) -> None:
        self.rows.begin_theme(theme, passages)
        self.notebook.add(UNDERSTOOD, "theme_heading", self.title, theme)

    def _table(self, table: FileTable) -> None:
        if table.header is None or (self.section is Section.BESIDE and not _judges(table.header)):
            text = plain_rows(table.table)
            self.notebook.add(KEPT, "table_skipped", self.title, text, table=table.number)
            if self.section is Section.SETTLED:
                self.settled += settled_rows(table.table)
            for line, passages in plain_lines(table.table):
                if not line:
                    self.notebook.ledger.skip(passages, "separator_row")
                elif self.section in {Section.BESIDE, Section.SETTLED}:
                    self.notebook.ledger.keep(passages, "table_skipped")
                else:
                    self._paragraph(WordParagraph(tidy(line), passages=passages), noted=True)
            return
        if not table.header.columns.has_level:
            self.notebook.add(UNDERSTOOD, "no_status", self.title, table=table.number)
        self.seen_table = True
        self.rows.read(table.table, table.number, table.header, after=table.after, continues=table.continues)

    def _paragraph(self, paragraph: WordParagraph, *, noted: bool = False) -> None:
        section = self.section
        if section is None and not self.seen_table and has_trail(paragraph.text):
            section = self.section = Section.TRAIL
        match section:
            case Section.BESIDE | Section.SETTLED:
                self.notebook.ledger.keep(paragraph.passages, "paragraph_kept")
                self._note(KEPT, paragraph, noted=noted)
            case Section.VERDICT if self.seen_table or _OF_FOLLOW_UP.search(paragraph.text):
                self._to_verdict(paragraph)
            case _ if self.seen_table:
                self._note(UNDERSTOOD, paragraph, noted=noted)
                self._to_verdict(paragraph)
            case Section.TRAIL | Section.TABLE:
                if section is Section.TABLE:
                    self._note(UNDERSTOOD, paragraph, noted=noted)
                self.trail.append(paragraph.printed)
                self._stored(paragraph, "followup_audit", "trail_text")
            case Section.GROUNDS:
                self._stored(paragraph, "audit", *self.summary.add_grounds(paragraph))
            case Section.JUDGEMENT | Section.VERDICT:
                self._stored(paragraph, "audit", *self.summary.add_judgement(paragraph))
            case _:
                self._stored(paragraph, "audit", *self.summary.add_mixed(paragraph))

    def _to_verdict(self, paragraph: WordParagraph) -> None:
        self.verdict.append(paragraph.printed)
        own = not judgement_text([paragraph.printed])
        self._stored(paragraph, "followup_audit", "follow_up_again" if own else "judgement")

    def _stored(self, paragraph: WordParagraph, entity: str, *fields: str) -> None:
        for name in fields:
            self.notebook.ledger.store(paragraph.passages, entity, name)

    def _note(self, kind: str, paragraph: WordParagraph, *, noted: bool) -> None:
        if not noted:
            self.notebook.add(kind, "paragraph_kept", self.title, paragraph.printed)


def _judges(header: Header) -> bool:
    """True for a table with judgements, also among our own accounts of questions and measures."""
    columns = header.columns
    return LEVEL in columns.places and _JUDGED.search(columns.keys[columns.places[LEVEL]]) is not None


def _flat(node: HeadingNode) -> Iterator[HeadingNode | Block]:
    """Yield every heading, paragraph and table of a chapter in order."""
    yield from node.blocks if node.level else ()
    for child in node.children:
        if node.level or not is_front_matter(child.title):
            yield child
            yield from _flat(child)


def _is_table(part: HeadingNode | Block | None) -> bool:
    return isinstance(part, FileTable) and part.header is not None and part.after >= 0


def joined_text(lines: Sequence[str]) -> str | None:
    """Join paragraphs to one text; None for an empty one."""
    return tidy("\n".join(lines)) or None
