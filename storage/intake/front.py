"""What a report says as a whole, outside its audits: purpose, method, scale, judgement, signatures."""

import re
from collections.abc import Sequence

from msgspec import Struct

from storage.domain.dates import dates_in
from storage.domain.scale import meaning
from storage.domain.text import tidy
from storage.intake.grid import plain_rows
from storage.intake.neutral import KEPT, UNDERSTOOD, Notebook
from storage.intake.outline import FileTable, Node
from storage.intake.sections import is_front_matter, is_method, is_overall_judgement, is_purpose, is_scale
from storage.intake.word import WordParagraph

_COUNTED = re.compile(
    r"uppföljningen omfattar |sammantaget har .* åtgärdats helt eller delvis|i andelen ingår inte |för bedömningen "
    r".* anges som skäl ",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:denna|den här|rapporten|detta)\b.*\b(?:upprättats|upprättad|tagits fram|framtagen)\b", re.IGNORECASE
)
_DEFINITION = re.compile(r"(?P<label>[^:–(]{2,40}?)\s*(?:\([^)]*\)\s*)?(?::|\s–)\s+(?P<text>.+)", re.DOTALL)
_LONGEST_SIGNATURE = 80


class Front(Struct):
    """What is found while the report is read."""

    purpose: list[str] = []
    method: list[str] = []
    judgement: list[str] = []
    disclaimer: list[str] = []
    definitions: list[tuple[str, str]] = []
    signed_on: str | None = None

    @staticmethod
    def text(lines: Sequence[str]) -> str | None:
        """Paragraphs as one text."""
        return tidy("\n".join(lines)) or None


def read_front(root: Node, audits: Sequence[Node], notebook: Notebook) -> Front:
    """Read what stands outside the audits."""
    front = Front()
    skipped = {id(node) for audit in audits for node in audit.nodes() if audit.level}
    for node in root.nodes():
        if id(node) in skipped or node.level == 0 or (audits and audits[0] is root and not is_front_matter(node.title)):
            continue
        _section(front, node, notebook)
    return front


def _section(front: Front, node: Node, notebook: Notebook) -> None:
    paragraphs = [block for block in node.blocks if isinstance(block, WordParagraph)]
    for table in node.blocks:
        if isinstance(table, FileTable):
            notebook.add(KEPT, "table_skipped", node.title, plain_rows(table.table), table=table.number)
    if is_overall_judgement(node.title):
        _overall(front, paragraphs, node.title, notebook)
    elif is_purpose(node.title):
        front.purpose += [paragraph.printed for paragraph in paragraphs]
    elif is_method(node.title):
        front.method += [paragraph.printed for paragraph in paragraphs]
    else:
        if is_scale(node.title):
            front.definitions += [found for paragraph in paragraphs if (found := _definition(paragraph.text))]
        if paragraphs:
            notebook.add(KEPT, "section_kept", node.title, tidy("\n".join(p.printed for p in paragraphs)))


def _overall(front: Front, paragraphs: Sequence[WordParagraph], where: str, notebook: Notebook) -> None:
    """The judgement in running text; counts are worked out anew, and signatures end it."""
    closing = False
    for index, paragraph in enumerate(paragraphs):
        introduces = index + 1 < len(paragraphs) and paragraphs[index + 1].is_item and paragraph.text.endswith(":")
        closing = closing or _is_signature(paragraph)
        if _DISCLAIMER.match(paragraph.text):
            closing = True
            front.disclaimer.append(paragraph.text)
            notebook.add(UNDERSTOOD, "disclaimer", where, paragraph.text)
        elif closing:
            dates = dates_in(paragraph.text)
            front.signed_on = front.signed_on or (dates[0][1] if dates else None)
            notebook.add(KEPT, "signature_kept", where, paragraph.printed)
        elif paragraph.is_item or introduces or _COUNTED.match(paragraph.text):
            notebook.add(KEPT, "count_kept", where, paragraph.printed)
        else:
            front.judgement.append(paragraph.text)


def _is_signature(paragraph: WordParagraph) -> bool:
    """Whether a line is a date or a name rather than a sentence."""
    short = len(paragraph.text) <= _LONGEST_SIGNATURE and not paragraph.is_item
    return short and re.search(r"[.!?:;]$", paragraph.text) is None


def _definition(text: str) -> tuple[str, str] | None:
    match = _DEFINITION.fullmatch(text)
    if match is None or meaning(match["label"]) is None:
        return None
    return match["label"].strip(), tidy(match["text"])
