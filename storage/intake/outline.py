"""The outline of a report: the tree of its headings, and the audits among them."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from storage.domain.dates import dates_in
from storage.domain.records import replace
from storage.domain.scale import label_key, standard_meaning
from storage.domain.text import one_line, shorten
from storage.intake.document import JOINED, Notebook
from storage.intake.grid import Header, find_header, grid_width, laid_out, split_number
from storage.intake.header_words import TEXT
from storage.intake.ledger import FateLedger
from storage.intake.tables.layout import (
    carded,
    introduces_recommendations,
    is_audit_title,
    is_continuation_line,
    parts_by_audit,
    row_of_heading,
    row_of_item,
    table_of,
    title_above,
    with_bodies,
)
from storage.intake.trail import has_trail
from storage.intake.word import WordParagraph, WordRow, WordTable


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
_OVERALL = re.compile(
    r"(?:vår |revisorernas |revisionens )?(?:samlade?|sammanfattande|övergripande) (?:revisionella? )?bedömning(?:en)?"
    r"|revisionell bedömning|(?:samlad |sammanfattande |övergripande )?bedömning och slutsats(?:er)?"
    r"|(?:vår |revisorernas )?(?:sammanfattande |samlade )?slutsats(?:er)?"
    r"|avslutande (?:kommentar(?:er)?|ord|bedömning)"
)
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


_ANNEX = re.compile(r"bilaga(?:\s+\w{1,2})?\s*(?:[.:–-]\s*|$|\s(?=[A-ZÅÄÖ]))", re.IGNORECASE)
_GENERAL = re.compile(
    r"avslutning|resultat(?:et)?(?: av (?:granskningen|uppföljningen))?|granskningsresultat|sammanfattning"
    r"|(?:(?:uppföljning|sammanställning|bedömning) av )?(?:lämnade |tidigare |revisorernas )?rekommendation(?:er|erna)"
    r"|slutsats(?:er)? och rekommendationer|bedömning(?:ar)? och rekommendationer|iakttagelser(?: och bedömningar)?"
)
"""Headings that name a part of any report, and no audit."""
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
    joined = _bold_audits(_listed(_judged(list(_joined(_numbered(blocks, notebook), notebook)))))
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
    of = {id(node): order for order, audit in enumerate(audits, 1) for node in audit_nodes(audit)}
    for node in root.nodes():
        if node.passages:
            ledger.begin_audit(node.passages[0], of.get(id(node), 0))


def audit_nodes(audit: HeadingNode) -> Iterator[HeadingNode]:
    """Yield the headings of an audit; those of a report about one audit are all but the parts of any report."""
    if audit.level:
        yield from audit.nodes()
        return
    for child in audit.children:
        if not is_front_matter(child.title):
            yield from child.nodes()


def find_audits(root: HeadingNode) -> list[HeadingNode]:
    """Find the headings that are audits, in order.

    An audit has a table of recommendations, or sections on its letter and judgement; a chapter of several audits is
    none, nor is a theme within an audit. A table in an annex or a summary is of an audit too, unless it repeats others.
    """
    found = [node for child in root.children for node, _strong in _audits(child)]
    tables = any(node.has_table and not is_front_matter(node.title) for node in root.nodes())
    if (not found and tables) or (len(found) == 1 and is_general(found[0].title)):
        found = [root]
    beside = [node for child in root.children for node in _beside(child, found)]
    order = {id(node): at for at, node in enumerate(root.nodes())}
    return sorted([*found, *beside], key=lambda node: order[id(node)])


def audit_title(node: HeadingNode, report_title: str) -> str:
    """Return the title of an audit: of its heading, or of the report where that names none."""
    title = _ANNEX.sub("", node.title)
    return report_title if not title or (is_general(title) and is_front_matter(node.title)) else title


def is_general(title: str) -> bool:
    """True for a heading that names a part of any report."""
    return _GENERAL.fullmatch(_key(title)) is not None


def _beside(node: HeadingNode, found: Sequence[HeadingNode]) -> list[HeadingNode]:
    """The parts of the report as a whole that have tables with recommendations of their own."""
    if any(node is audit for audit in found):
        return []
    if is_front_matter(node.title) and section_of(node.title) is None:
        audits = [each for audit in found if (audit.level or not is_front_matter(node.title)) for each in audit.nodes()]
        known = {text for each in audits for text in _texts(each)}
        return [each for each in node.nodes() if (own := set(_texts(each))) and not own <= known]
    return [audit for child in node.children for audit in _beside(child, found)]


def _texts(node: HeadingNode) -> Iterator[str]:
    """Yield the texts of the recommendations in the tables directly below a heading, for comparison."""
    for block in node.blocks:
        if isinstance(block, FileTable) and block.header:
            for row in laid_out(block.table, block.header, after=block.after):
                if text := one_line(" ".join(p.text for p in row.column(block.header.columns, TEXT))):
                    yield split_number(text)[1].rstrip(" .").casefold()


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
    heading = WordParagraph("")
    above: FileTable | None = None
    for block in blocks:
        if isinstance(block, WordParagraph):
            if above and above.header and not block.level and is_continuation_line(block.text):
                notebook.ledger.skip(block.passages, "header_repeated")
                continue
            above = None
            heading = block if block.level else heading
            yield block
            continue
        count += 1
        above = _numbered_table(block, count, above, notebook)
        if above.continues:
            notebook.add(JOINED, "table_joined", heading.text, table=count, first=count - 1)
        if above.header:
            notebook.ledger.inventory.name_columns(count, above.header.words)
        yield from _divided(above, heading)


def _numbered_table(table: WordTable, number: int, above: FileTable | None, notebook: Notebook) -> FileTable:
    """Find the header of a table, its own or that of the table that it continues."""
    header = find_header(table)
    cards = carded(table)
    if cards is not None:
        table, repeated = cards
        notebook.ledger.skip(repeated, "header_repeated")
        header = find_header(table)
    found = FileTable(number, table, header, header.row if header else -1)
    if above and above.header and header is None and grid_width(table) == above.header.width:
        found = replace(found, header=above.header)
    whole = cards is not None or (header is not None and title_above(table, header) is not None)
    continues = bool(above and above.header and found.header) and not whole
    return replace(found, continues=continues)


def _divided(table: FileTable, heading: WordParagraph) -> Iterator[Block]:
    """Yield a table, or the tables of its audits, each below the line that names it."""
    if table.header is None or is_audit_title(bare_title(heading.text)):
        yield table
        return
    named = title_above(table.table, table.header) if table.after >= 0 else None
    if named is not None:
        line, rest = named
        yield from _audit_heading(line, heading)
        yield replace(table, table=rest, continues=False)
        return
    above, width = table.table.rows[: table.after + 1], table.header.columns.count
    for title, rows in parts_by_audit(table.table, table.header, table.after):
        if title is not None:
            yield from _audit_heading(title, heading)
        elif not rows and width:
            continue
        yield replace(
            table, table=WordTable((*above, *rows)), after=len(above) - 1, continues=table.continues and not title
        )
        above = ()


def _audit_heading(title: WordParagraph, heading: WordParagraph) -> Iterator[WordParagraph]:
    """Yield the line of a table that names an audit as a heading, and whom it was about."""
    named, *said = with_bodies(title)
    yield replace(named, level=(heading.level or 0) + 1)
    yield from said


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


def _judged(blocks: Sequence[Block]) -> list[Block]:
    """Make a table of headings that end with a level, and of what stands below each."""
    result: list[Block] = []
    rows: list[WordRow] = []
    heading: WordParagraph | None = None
    below: list[WordParagraph] = []
    for block in [*blocks, None]:
        if heading is not None and isinstance(block, WordParagraph) and not block.level:
            below.append(block)
            continue
        if heading is not None and (row := row_of_heading(heading, below)):
            rows.append(row)
        heading, below = None, []
        if isinstance(block, WordParagraph) and block.level and row_of_heading(block, ()):
            heading = block
            continue
        if rows:
            table = table_of(rows)
            result.append(FileTable(0, table, find_header(table), 0))
            rows = []
        if block is not None:
            result.append(block)
    return result


def _listed(blocks: list[Block]) -> list[Block]:
    """Make a table of each list of recommendations in an audit that has no table of them."""
    starts = [at for at in range(len(blocks)) if _items_after(blocks, at) and not _has_table_around(blocks, at)]
    of_audits = [at for at in starts if not _in_front(blocks, at)]
    if not of_audits and not any(isinstance(block, FileTable) and block.header for block in blocks):
        of_audits = starts
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        result.append(blocks[at])
        if at in of_audits:
            items = _items_after(blocks, at)
            table = table_of([row_of_item(item) for item in items])
            result.append(FileTable(0, table, find_header(table), 0))
            at += len(items)
        at += 1
    return result


def _items_after(blocks: Sequence[Block], at: int) -> list[WordParagraph]:
    """The items of a list of recommendations after the line that introduces it."""
    first = blocks[at]
    if not isinstance(first, WordParagraph) or not introduces_recommendations(first):
        return []
    items: list[WordParagraph] = []
    for block in blocks[at + 1 :]:
        if not isinstance(block, WordParagraph) or not block.is_item:
            break
        items.append(block)
    return [] if _defines_levels(items) else items


def _defines_levels(items: Sequence[WordParagraph]) -> bool:
    """True for a scale: most of its items are a level, and what it means."""
    defined = sum(standard_meaning(re.split(r":|=| –", item.text)[0].strip()) is not None for item in items)
    return 2 * defined > len(items)


def _around(blocks: Sequence[Block], at: int) -> range:
    """The blocks of the heading that a block stands under; of a heading, those of the one above it."""
    first = blocks[at]
    own = (first.level if isinstance(first, WordParagraph) else None) or 100
    start, level = 0, 0
    for index in range(at - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, WordParagraph) and block.level and block.level < own:
            start, level = index, block.level
            break
    after = range(start + 1, len(blocks))
    ends = (i for i in after if isinstance(b := blocks[i], WordParagraph) and b.level and b.level <= level)
    return range(start, next(ends, len(blocks)))


def _has_table_around(blocks: Sequence[Block], at: int) -> bool:
    return any(isinstance(block := blocks[index], FileTable) and block.header for index in _around(blocks, at))


def _in_front(blocks: Sequence[Block], at: int) -> bool:
    """True for a line in a part of the report as a whole."""
    above = [block for block in blocks[: at + 1] if isinstance(block, WordParagraph) and block.level]
    level = 100
    for heading in reversed(above):
        if heading.level and heading.level < level:
            level = heading.level
            if is_front_matter(heading.text):
                return True
    return False


def _bold_audits(blocks: list[Block]) -> list[Block]:
    """Make headings of the bold lines that name the audits of tables which stand under one heading."""
    headings = [block for block in blocks if isinstance(block, WordParagraph) and block.level]
    if not headings or any(is_audit_title(bare_title(heading.text)) for heading in headings):
        return blocks
    chosen = _bold_titles(blocks)
    if len(chosen) < 2:
        return blocks
    level = max(heading.level or 0 for heading in headings) + 1
    return [
        replace(block, level=level) if index in chosen and isinstance(block, WordParagraph) else block
        for index, block in enumerate(blocks)
    ]


def _bold_titles(blocks: Sequence[Block]) -> set[int]:
    """The bold line above each table, where it is an audit's and not a theme's, which stands right above its table."""
    chosen: set[int] = set()
    candidate: int | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, FileTable):
            if candidate is not None and block.header and block.after >= 0 and _names_audit(blocks, candidate, index):
                chosen.add(candidate)
            candidate = None
        elif block.level:
            candidate = None
        elif block.bold and _could_be_title(block):
            candidate = index
    return chosen


def _names_audit(blocks: Sequence[Block], line: int, table: int) -> bool:
    title = blocks[line]
    return line + 1 < table or (isinstance(title, WordParagraph) and is_audit_title(title.text))


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
