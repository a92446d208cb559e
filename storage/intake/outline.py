"""The outline of a report: the tree of its headings, and the audits among them."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from storage.domain.dates import dates_in
from storage.domain.records import replace
from storage.domain.scale import label_key
from storage.domain.text import shorten
from storage.intake.document import JOINED, Notebook
from storage.intake.grid import Header, find_header, grid_width
from storage.intake.ledger import FateLedger
from storage.intake.trail import has_trail
from storage.intake.word import WordParagraph, WordTable


class Section(StrEnum):
    """A part of the chapter about one audit."""

    SUMMARY = "summary"
    """The earlier audit, in running text."""
    JUDGEMENT = "judgement"
    """The judgement of the earlier audit."""
    GROUNDS = "grounds"
    TRAIL = "trail"
    """Letter and answer."""
    TABLE = "table"
    VERDICT = "verdict"
    """The follow-up's judgement of the audit."""
    BESIDE = "beside"
    """Our own account of what is recorded beside the assessments."""
    SETTLED = "settled"
    """Our own table of what earlier follow-ups had settled."""


_NAMES: dict[Section, frozenset[str]] = {
    Section.SUMMARY: frozenset({
        "iakttagelser", "granskningen", "sammanfattning av genomförd granskning", "sammanfattning av granskningen",
        "sammanfattning av tidigare granskning", "sammanfattning av den tidigare granskningen", "tidigare granskning",
        "den tidigare granskningen", "genomförd granskning", "syfte", "granskningens syfte", "syfte och avgränsning",
        "syfte och revisionsfrågor", "granskningens resultat", "resultat",
        "utvärderingen", "beslutet", "internkontrollplanen", "händelsen",
    }),
    Section.JUDGEMENT: frozenset({
        "granskningens bedömning", "granskningens sammanfattande bedömning", "sammanfattande bedömning",
        "tidigare bedömning", "bedömning i granskningen", "utvärderingens bedömning",
    }),
    Section.GROUNDS: frozenset({"grunder", "grunder för bedömningen", "bedömningens grunder"}),
    Section.TRAIL: frozenset({
        "uppföljning", "uppföljning av granskningen", "svar", "kommunens svar", "nämndens svar", "styrelsens svar",
        "kommunstyrelsens svar", "svar på granskningen", "missiv och svar", "överlämnande och svar", "hantering",
    }),
    Section.TABLE: frozenset({
        "rekommendationer", "förbättringsområden", "rekommendationer och bedömning", "uppföljning av rekommendationer",
        "beslutspunkter", "frågor", "kontroller", "påpekanden", "bedömning av rekommendationer", "vidtagna åtgärder",
    }),
    Section.VERDICT: frozenset({
        "bedömning", "vår bedömning", "slutsats", "slutsatser", "samlad bedömning", "uppföljningens bedömning",
        "revisorernas bedömning", "bedömning av uppföljningen", "bedömning och slutsats",
    }),
    Section.BESIDE: frozenset({
        "läget för rekommendationen", "läget för rekommendationerna", "läget för beslutspunkten",
        "läget för beslutspunkterna", "läget för frågan", "läget för frågorna", "läget för kontrollen",
        "läget för kontrollerna", "läget för påpekandet", "läget för påpekandena", "läget för punkten",
        "läget för punkterna", "fråga i brev", "frågor i brev", "redovisad åtgärd", "redovisade åtgärder",
        "samband mellan punkter", "prövade igen",
    }),
    Section.SETTLED: frozenset({"avslutade vid tidigare uppföljning"}),
}  # fmt: skip

_FRONT = re.compile(
    r"(?:sammanfattning|inledning|bakgrund|uppdrag\w*|syfte.*|metod.*|omfattning.*|avgränsning\w*|urval.*|innehåll\w*"
    r"|revisionskriterier|revisionsfrågor|bedömningsskala.*|skala|läsanvisning\w*|projektorganisation|bilag\w*.*|ordlista"
    r"|(?:samlad |sammanfattande |övergripande )?revisionell bedömning|underskrift\w*|om rapporten|kontaktuppgifter)"
)
_OVERALL = re.compile(r"(?:samlad |sammanfattande |övergripande )?revisionell bedömning")
_CHAPTER_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+|\d{1,2}\.\s+|\d{1,2}\s+(?=[A-ZÅÄÖ])")


def bare_title(title: str) -> str:
    """A heading without a typed chapter number."""
    return _CHAPTER_NUMBER.sub("", title, count=1) if _CHAPTER_NUMBER.match(title) else title


def section_of(title: str) -> Section | None:
    """The section that a heading announces; None when it is some other heading."""
    key = _key(title)
    return next((section for section, names in _NAMES.items() if key in names), None)


class Part(StrEnum):
    """A text of the report as a whole; its value is the key of its usual heading."""

    BACKGROUND = "bakgrund"
    PURPOSE = "syfte"
    CRITERIA = "revisionskriterier"
    LIMITS = "avgränsning"
    METHOD = "metod"


_PARTS: dict[Part, re.Pattern[str]] = {
    Part.BACKGROUND: re.compile(r"(?:bakgrund|uppdrag).*"),
    Part.PURPOSE: re.compile(r"syfte.*|(?:revisions)?fråg(?:or|eställningar).*"),
    Part.CRITERIA: re.compile(r"(?:revisions)?kriterier.*|bedömningsgrunder.*"),
    Part.LIMITS: re.compile(r"(?:avgränsning|omfattning).*"),
    Part.METHOD: re.compile(r"metod.*|genomförande.*|urval.*|.*skala.*"),
}


def part_of(title: str) -> Part | None:
    """The text of the report as a whole that a heading announces; None when it is some other heading."""
    key = _key(title)
    return next((part for part, pattern in _PARTS.items() if pattern.fullmatch(key)), None)


def is_front_matter(title: str) -> bool:
    """True when a heading belongs to the whole report rather than to an audit."""
    return _FRONT.fullmatch(_key(title)) is not None


def is_overall_judgement(title: str) -> bool:
    """True for the heading of the overall judgement."""
    return _OVERALL.fullmatch(_key(title)) is not None


def is_signatures(title: str) -> bool:
    """True for the heading of the signatures."""
    return _key(title).startswith("underskrift")


def is_scale(title: str) -> bool:
    """True for the heading of the definitions of levels."""
    return "skala" in _key(title)


def _key(title: str) -> str:
    key = label_key(bare_title(title))
    return "i" + key[1:] if key.startswith("lakttagelse") else key


_CARRIES = {Section.TRAIL, Section.VERDICT, Section.JUDGEMENT, Section.BESIDE}
_ENDS = re.compile(r"[.:;!?][\"”')\]]*$")
_LONGEST_CUT = 10_000
"""Longest paragraph that a page cuts: more text is a list of its own making, and would be joined for ever."""
_LONGEST_TITLE = 120
_LONGEST_DATE = 20
_SHOWN = 60
"""Number of characters shown on either side of the cut of a paragraph."""


class FileTable(Struct, frozen=True):
    """A table with its place in the file."""

    number: int
    """Counted from 1."""
    table: WordTable
    header: Header | None
    """None when it is no table of recommendations."""
    after: int = -1
    """Row of the header, counted from 0; -1 when it is in the preceding table."""
    continues: bool = False
    """True when it continues the preceding table."""


Block = WordParagraph | FileTable


class HeadingNode(Struct):
    """A heading with its content."""

    title: str
    level: int
    blocks: list[Block] = []
    """Content before the first subheading."""
    children: list["HeadingNode"] = []
    passages: tuple[int, ...] = ()
    """Those of the heading itself."""

    @property
    def has_table(self) -> bool:
        """True when a table of recommendations is directly below it."""
        return any(isinstance(block, FileTable) and block.header for block in self.blocks)

    def nodes(self) -> Iterator["HeadingNode"]:
        """Yield itself and every heading below it, in order."""
        yield self
        for child in self.children:
            yield from child.nodes()


def outline(blocks: Sequence[WordParagraph | WordTable], notebook: Notebook) -> HeadingNode:
    """Build the tree of headings. Its root has no title, and the cover as content."""
    joined = list(_joined(_numbered(blocks, notebook), notebook))
    if not any(isinstance(block, WordParagraph) and block.level for block in joined):
        joined = _titled(joined)
    root = HeadingNode("", 0)
    path = [root]
    for block in joined:
        level = _level(block, path)
        if level is None or not isinstance(block, WordParagraph):
            path[-1].blocks.append(block)
            continue
        while path[-1].level >= level:
            path.pop()
        node = HeadingNode(bare_title(" ".join(block.text.split())), level, passages=block.passages)
        if node.passages:
            notebook.ledger.inventory.begin(node.passages[0], node.title)
        path[-1].children.append(node)
        path.append(node)
    return root


def begin_audits(root: HeadingNode, audits: Sequence[HeadingNode], ledger: FateLedger) -> None:
    """Tell the ledger from which passage on each audit is, and what is of the report as a whole."""
    of = {id(node): order for order, audit in enumerate(audits, 1) for node in audit.nodes()}
    for node in root.nodes():
        order = of.get(id(node), 0)
        if node.passages:
            of_front = order and audits[order - 1] is root and is_front_matter(node.title)
            ledger.begin_audit(node.passages[0], 0 if of_front else order)


def find_audits(root: HeadingNode) -> list[HeadingNode]:
    """Find the headings that are audits, in order.

    An audit has a table of recommendations, or sections on its letter and judgement; a chapter of several audits is
    none, nor is a theme within an audit.
    """
    found = [audit for node in root.children for audit in _audits(node)]
    if found or not any(node.has_table and not is_front_matter(node.title) for node in root.nodes()):
        return [node for node, _ in found]
    return [root]


def _audits(node: HeadingNode) -> list[tuple[HeadingNode, bool]]:
    """The audits at or below a heading, each with True when it has sections of its own."""
    if is_front_matter(node.title) and section_of(node.title) is None:
        return []
    sections = [child for child in node.children if section_of(child.title)]
    inner = [
        (audit, strong)
        for child in node.children
        for audit, strong in _audits(child)
        if strong or section_of(child.title) is None
    ]
    if any(strong for _, strong in inner):
        return inner
    if section_of(node.title) is None and _has_own_sections(sections):
        return [(node, True)]
    if node.has_table and section_of(node.title) is None:
        return [(node, False)]
    if inner and _is_single_audit(node, [audit for audit, _ in inner]):
        return [(node, False)]
    return inner


def _has_own_sections(sections: Sequence[HeadingNode]) -> bool:
    carries = any(section_of(section.title) in _CARRIES for section in sections)
    return carries or any(node.has_table for section in sections for node in section.nodes())


def _is_single_audit(node: HeadingNode, inner: Sequence[HeadingNode]) -> bool:
    """True when the subheadings are themes of one audit: they have only tables, and the heading has the account."""
    own = [block for block in node.blocks if isinstance(block, WordParagraph)]
    bare = not any(isinstance(block, WordParagraph) for audit in inner for block in audit.blocks)
    return section_of(node.title) is None and bare and any(has_trail(paragraph.text) for paragraph in own)


def _level(block: Block, path: Sequence[HeadingNode]) -> int | None:
    """The level of a heading; a plain paragraph with the name of a section is one below the heading above it."""
    if not isinstance(block, WordParagraph) or block.is_title:
        return None
    if block.level is not None:
        return 2 * block.level
    if block.is_item or section_of(block.text) is None or len(path) == 1:
        return None
    if not block.bold and (_ENDS.search(block.text) or block.text.islower()):
        return None
    real = [node.level for node in path if node.level % 2 == 0]
    return real[-1] + 1


def _numbered(blocks: Sequence[WordParagraph | WordTable], notebook: Notebook) -> Iterator[Block]:
    """Number the tables and find their headers; one without a header directly after one with continues it."""
    count = 0
    heading = ""
    above: FileTable | None = None
    for block in blocks:
        if isinstance(block, WordParagraph):
            above = None
            heading = block.text if block.level else heading
            yield block
            continue
        count += 1
        header = find_header(block)
        table = FileTable(count, block, header, header.row if header else -1)
        if above and above.header and header is None and grid_width(block) == above.header.width:
            table = replace(table, header=above.header)
        if above and above.header and table.header:
            table = replace(table, continues=True)
            notebook.add(JOINED, "table_joined", heading, table=count, first=above.number)
        if table.header:
            notebook.ledger.inventory.name_columns(count, table.header.words)
        above = table
        yield table


def _joined(blocks: Iterator[Block], notebook: Notebook) -> Iterator[Block]:
    """Join paragraphs that a page break cut in two."""
    pending: WordParagraph | None = None
    heading = ""
    for block in blocks:
        if isinstance(block, WordParagraph) and block.level:
            heading = block.text
        if pending and isinstance(block, WordParagraph) and _is_cut(pending, block):
            notebook.add(JOINED, "paragraph_joined", heading, f"{_ending(pending.text)} {shorten(block.text, _SHOWN)}")
            pending = replace(
                pending, text=f"{pending.text} {block.text}", passages=(*pending.passages, *block.passages)
            )
            continue
        if pending:
            yield pending
        pending = block if isinstance(block, WordParagraph) else None
        if not isinstance(block, WordParagraph):
            yield block
    if pending:
        yield pending


def _ending(text: str) -> str:
    """The last words of a text."""
    return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:].partition(' ')[2]}"


def _is_cut(first: WordParagraph, second: WordParagraph) -> bool:
    running = all(p.level is None and not p.is_title and not p.is_item and not p.marker for p in (first, second))
    if not running or not second.text[:1].islower() or len(first.text) > _LONGEST_CUT:
        return False
    return not _ENDS.search(first.text[-_SHOWN:]) and not _is_date(second.text)


def _is_date(text: str) -> bool:
    """True for a line with a date alone, as on a cover."""
    return len(text) <= _LONGEST_DATE and any(at == 0 for at, _date in dates_in(text))


def _titled(blocks: Sequence[Block]) -> list[Block]:
    """Make the short paragraph before each table a heading, in a report without headings."""
    result = list(blocks)
    candidate: int | None = None
    for index, block in enumerate(result):
        if isinstance(block, WordParagraph):
            if _could_be_title(block):
                candidate = index
        elif block.header and block.after >= 0 and candidate is not None:
            title = result[candidate]
            if isinstance(title, WordParagraph):
                result[candidate] = replace(title, level=1)
            candidate = None
    return result


def _could_be_title(paragraph: WordParagraph) -> bool:
    short = len(paragraph.text) <= _LONGEST_TITLE and not _ENDS.search(paragraph.text)
    return short and not paragraph.is_item and not paragraph.is_title and section_of(paragraph.text) is None
