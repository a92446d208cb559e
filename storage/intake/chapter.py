"""The chapter about one audit → the audit, its trail and its recommendations."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct, field

from storage.domain.text import tidy
from storage.intake.grid import plain_rows
from storage.intake.neutral import KEPT, UNDERSTOOD, Notebook, ReportAudit
from storage.intake.outline import Block, FileTable, Node
from storage.intake.rows import RowReader, looks_like_theme
from storage.intake.sections import Section, is_front_matter, section_of
from storage.intake.summary import Summary, auditees_of, questioned_in, years_of
from storage.intake.trail import has_trail, trail_facts, with_others
from storage.intake.verdict import follow_up_again, told
from storage.intake.word import WordParagraph


def read_audit(node: Node, title: str, notebook: Notebook) -> ReportAudit:
    """The audit that a heading is about."""
    chapter = _Chapter(title, notebook, RowReader(notebook, title))
    parts = [*_flat(node)]
    for part, following in zip_longest(parts, parts[1:]):
        chapter.take(part, following)
    summary = chapter.summary
    auditees = auditees_of(summary.text)
    if not auditees and (auditees := questioned_in(summary.text)):
        notebook.add(UNDERSTOOD, "auditees_from_question", title, ", ".join(auditees))
    trail_text = _text(chapter.trail)
    verdict = _text(chapter.verdict)
    facts = trail_facts(trail_text or "", notebook, title)
    if facts.others_concerned and auditees:
        notebook.add(UNDERSTOOD, "others_concerned", title, ", ".join(auditees))
    again, year = follow_up_again(verdict or "")
    return ReportAudit(
        title=title,
        recommendations=chapter.rows.recommendations(),
        years=years_of(title, summary.text),
        auditees=auditees,
        purpose=_text(summary.told_purpose),
        judgement=_text(summary.judgement),
        grounds=_text(summary.grounds),
        trail_text=trail_text,
        trail=with_others(facts, auditees),
        followup_judgement=_text(told(chapter.verdict)),
        follow_up_again=again,
        follow_up_year=year,
    )


class _Chapter(Struct):
    """What is found in a chapter while it is read from top to bottom."""

    title: str
    notebook: Notebook
    rows: RowReader
    section: Section | None = None
    """None until a heading says, or the text itself tells."""
    seen_table: bool = False
    summary: Summary = field(default_factory=Summary)
    trail: list[str] = []
    verdict: list[str] = []

    def take(self, part: Node | Block, following: Node | Block | None) -> None:
        """Take the next heading, paragraph or table; `following` is what comes after it."""
        match part:
            case Node():
                self._heading(part)
            case FileTable():
                self._table(part)
            case WordParagraph():
                if part.bold and _is_table(following) and looks_like_theme([part.text]):
                    self._theme(part.text)
                else:
                    self._paragraph(part)

    def _heading(self, node: Node) -> None:
        section = section_of(node.title)
        if section is not None:
            self.section, self.rows.theme = section, None
        elif node.has_table:
            self._theme(node.title)
        else:
            self.notebook.add(KEPT, "heading_kept", self.title, node.title)
            self._paragraph(WordParagraph(node.title))

    def _theme(self, theme: str) -> None:
        self.rows.theme = theme
        self.notebook.add(UNDERSTOOD, "theme_heading", self.title, theme)

    def _table(self, table: FileTable) -> None:
        if table.header is None:
            text = plain_rows(table.table)
            self.notebook.add(KEPT, "table_skipped", self.title, text, table=table.number)
            for line in text.split("\n"):
                self._paragraph(WordParagraph(line), noted=True)
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
            case Section.VERDICT if self.seen_table:
                self.verdict.append(paragraph.printed)
            case _ if self.seen_table:
                self._kept(paragraph, noted=noted)
                self.verdict.append(paragraph.printed)
            case Section.TRAIL:
                self.trail.append(paragraph.printed)
            case Section.TABLE:
                self._kept(paragraph, noted=noted)
                self.trail.append(paragraph.printed)
            case Section.GROUNDS:
                self.summary.add_grounds(paragraph)
            case Section.JUDGEMENT | Section.VERDICT:
                self.summary.add_judgement(paragraph)
            case _:
                self.summary.add_mixed(paragraph)

    def _kept(self, paragraph: WordParagraph, *, noted: bool) -> None:
        if not noted:
            self.notebook.add(KEPT, "paragraph_kept", self.title, paragraph.printed)


def _flat(node: Node) -> Iterator[Node | Block]:
    """Every heading, paragraph and table of a chapter in order."""
    yield from node.blocks if node.level else ()
    for child in node.children:
        if node.level or not is_front_matter(child.title):
            yield child
            yield from _flat(child)


def _is_table(part: Node | Block | None) -> bool:
    return isinstance(part, FileTable) and part.header is not None and part.after >= 0


def _text(lines: Sequence[str]) -> str | None:
    return tidy("\n".join(lines)) or None
