"""The outline of a report: its headings as a tree, and which of them are audits."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from storage.domain.text import shorten
from storage.domain.value import replace
from storage.intake.grid import Header, find_header, grid_width
from storage.intake.neutral import JOINED, Notebook
from storage.intake.sections import Section, bare_title, is_front_matter, section_of
from storage.intake.trail import has_trail
from storage.intake.word import WordParagraph, WordTable

_CARRIES = {Section.TRAIL, Section.VERDICT, Section.JUDGEMENT}
_ENDS = re.compile(r"[.:;!?][\"”')\]]*$")
_LONGEST_TITLE = 120
_SHOWN = 60
"""How much is shown on either side of where a paragraph was cut."""


class FileTable(Struct, frozen=True):
    """A table with its place in the file."""

    number: int
    """Counted from 1."""
    table: WordTable
    header: Header | None
    """None when it is no table of recommendations."""
    after: int = -1
    """The header's row, counted from 0; -1 when the header stands in the table before it."""
    continues: bool = False
    """Whether it goes on with the table right before it."""


Block = WordParagraph | FileTable


class Node(Struct):
    """A heading with what stands under it."""

    title: str
    level: int
    blocks: list[Block] = []
    """What stands before the first heading below it."""
    children: list["Node"] = []

    @property
    def has_table(self) -> bool:
        """Whether recommendations stand right under it."""
        return any(isinstance(block, FileTable) and block.header for block in self.blocks)

    def nodes(self) -> Iterator["Node"]:
        """Itself and every heading below it, in order."""
        yield self
        for child in self.children:
            yield from child.nodes()


def outline(blocks: Sequence[WordParagraph | WordTable], notebook: Notebook) -> Node:
    """The report as a tree. Its root has no title; what stands right under it is the cover."""
    joined = list(_joined(_numbered(blocks, notebook), notebook))
    if not any(isinstance(block, WordParagraph) and block.level for block in joined):
        joined = _titled(joined)
    root = Node("", 0)
    path = [root]
    for block in joined:
        level = _level(block, path)
        if level is None or not isinstance(block, WordParagraph):
            path[-1].blocks.append(block)
            continue
        while path[-1].level >= level:
            path.pop()
        node = Node(bare_title(" ".join(block.text.split())), level)
        path[-1].children.append(node)
        path.append(node)
    return root


def find_audits(root: Node) -> list[Node]:
    """The headings that are audits, in order.

    An audit has a table of recommendations, or sections on its letter and judgement, under it; the chapter that
    several of them stand in is none, and neither is a theme within one.
    """
    found = [audit for node in root.children for audit in _audits(node)]
    if found or not any(node.has_table and not is_front_matter(node.title) for node in root.nodes()):
        return [node for node, _ in found]
    return [root]


def _audits(node: Node) -> list[tuple[Node, bool]]:
    """The audits at or below a heading, each with whether it has sections of its own."""
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
    if inner and _tells_of_one(node, [audit for audit, _ in inner]):
        return [(node, False)]
    return inner


def _has_own_sections(sections: Sequence[Node]) -> bool:
    carries = any(section_of(section.title) in _CARRIES for section in sections)
    return carries or any(node.has_table for section in sections for node in section.nodes())


def _tells_of_one(node: Node, inner: Sequence[Node]) -> bool:
    """Whether the headings below are themes of one audit, not audits: they hold tables only, and it tells the rest."""
    own = [block for block in node.blocks if isinstance(block, WordParagraph)]
    bare = not any(isinstance(block, WordParagraph) for audit in inner for block in audit.blocks)
    return section_of(node.title) is None and bare and any(has_trail(paragraph.text) for paragraph in own)


def _level(block: Block, path: Sequence[Node]) -> int | None:
    """The level of a heading; a plain paragraph that is a section's name is one below the real heading above it."""
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
    """Tables with their numbers and headers. One without a header, right after one with, continues it."""
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
        above = table
        yield table


def _joined(blocks: Iterator[Block], notebook: Notebook) -> Iterator[Block]:
    """Paragraphs that a page break cut in two, as one."""
    held: WordParagraph | None = None
    heading = ""
    for block in blocks:
        if isinstance(block, WordParagraph) and block.level:
            heading = block.text
        if held and isinstance(block, WordParagraph) and _is_cut(held, block):
            notebook.add(JOINED, "paragraph_joined", heading, f"{_ending(held.text)} {shorten(block.text, _SHOWN)}")
            held = replace(held, text=f"{held.text} {block.text}")
            continue
        if held:
            yield held
        held = block if isinstance(block, WordParagraph) else None
        if not isinstance(block, WordParagraph):
            yield block
    if held:
        yield held


def _ending(text: str) -> str:
    """The last words of a text."""
    return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:].partition(' ')[2]}"


def _is_cut(first: WordParagraph, second: WordParagraph) -> bool:
    running = all(p.level is None and not p.is_title and not p.is_item and not p.marker for p in (first, second))
    return running and not _ENDS.search(first.text) and second.text[:1].islower()


def _titled(blocks: Sequence[Block]) -> list[Block]:
    """A report without headings: the short paragraph before each table becomes one."""
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
