"""Parsing of the parts of a report outside its audits: its texts, its scale, its judgement and its signatures.

The parts stay in the report's own words: a heading of its own is kept as the first line of the part, and a scale that
is explained in running text stays there, beside what is read from it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from storage.domain.body_names import names_in, sentence_case
from storage.domain.dates import dates_in
from storage.domain.followups import is_section_heading
from storage.domain.scale import label_key, standard_meaning
from storage.domain.text import one_line, tidy
from storage.intake.chapter import joined_text
from storage.intake.document import KEPT, UNDERSTOOD, Notebook, ReportSigner
from storage.intake.grid import passages_of, plain_lines, plain_rows
from storage.intake.outline import (
    FileTable,
    HeadingNode,
    Part,
    audit_nodes,
    is_front_matter,
    is_overall_judgement,
    is_scale,
    is_signatures,
    part_of,
)
from storage.intake.word import WordParagraph

_COUNTED = re.compile(
    r"uppföljningen omfattar |sammantaget har .* åtgärdats helt eller delvis|i andel(?:en|arna) ingår inte "
    r"|(?:ingen|inget) av de \S+ bedömda .* har åtgärdats|(?:båda de|alla \S+|(?:den|det) enda) bedömda .* åtgärdats"
    r"|för bedömningen .* (?:anges som|har annat) skäl |som skäl till bedömningen .* anges "
    r"|.* har avslutats tidigare och ingår inte i antalen",
    re.IGNORECASE,
)
_OURS = re.compile(r"uppföljningen omfattar följande [\w ]+:|varje [\w ,]+ bedöms på följande skala:", re.IGNORECASE)
"""Introductions of what the program's own reports compute: the selection and the scale."""
_DISCLAIMER = re.compile(
    r"(?:denna|den här|rapporten|detta)\b.*\b(?:upprättats|upprättad|tagits fram|framtagen)\b", re.IGNORECASE
)
_DEFINITION = re.compile(r"(?P<label>[^:–(]{2,40}?)\s*(?:\([^)]*\)\s*)?(?::|\s–)\s+(?P<text>.+)", re.DOTALL)
_COLOURED = re.compile(
    r"(?P<colour>[^:–=(.]{2,20}?)\s*(?:=|:|–)\s*(?P<label>[^:–=(.]{2,40}?)\s*[.:–]\s+(?P<text>.+)", re.DOTALL
)
"""Such as `Rött = Inte åtgärdad. Bristen finns kvar.`"""
_LONGEST_SIGNATURE = 80
_FIELDS = {
    Part.BACKGROUND: "background",
    Part.PURPOSE: "purpose",
    Part.CRITERIA: "criteria",
    Part.LIMITS: "limits",
    Part.METHOD: "method",
}
"""Part → the field of the follow-up that has it."""
_LEAST_SCALE = 2
"""Definitions that make a list in running text a scale."""


class Front(Struct):
    """The parts of a report outside its audits."""

    texts: dict[Part, list[str]] = {}
    judgement: list[str] = []
    disclaimer: list[str] = []
    definitions: list[tuple[str, str]] = []
    signers: tuple[ReportSigner, ...] = ()
    signed_on: str | None = None
    place: str | None = None
    chapter: str | None = None
    """Heading of the chapter of the audits."""
    chapter_text: str | None = None

    def text(self, part: Part) -> str | None:
        """Return one of its texts; None without it."""
        return joined_text(self.texts.get(part, ()))


def read_front(root: HeadingNode, audits: Sequence[HeadingNode], notebook: Notebook) -> Front:
    """Read the parts outside the audits."""
    front, ledger = Front(), notebook.ledger
    skipped = {id(node) for audit in audits for node in audit_nodes(audit)}
    for node in root.nodes():
        if id(node) in skipped or node.level == 0:
            continue
        if front.chapter is None and any(id(inner) in skipped for inner in node.nodes()):
            front.chapter = one_line(node.title)
            paragraphs = [block for block in node.blocks if isinstance(block, WordParagraph)]
            front.chapter_text = joined_text([block.printed for block in paragraphs])
            ledger.store(node.passages, "followup_closing", "context")
            ledger.keep(passages_of(paragraphs), "chapter_text")
            _skip_tables(node, notebook)
        else:
            _section(front, node, notebook)
    return front


def _section(front: Front, node: HeadingNode, notebook: Notebook) -> None:
    paragraphs = [block for block in node.blocks if isinstance(block, WordParagraph)]
    ledger = notebook.ledger
    if is_overall_judgement(node.title) or is_signatures(node.title):
        _overall(front, node, notebook)
        return
    _skip_tables(node, notebook)
    candidates = [each for each in paragraphs if each.is_item or is_scale(node.title)]
    found = [(each, one) for each in candidates if (one := _definition(each.text)) is not None]
    part = part_of(node.title)
    if is_scale(node.title) or (part is not None and len(found) >= _LEAST_SCALE):
        front.definitions += [one for _paragraph, one in found]
        ledger.store(passages_of(each for each, _one in found), "level", "definition")
    if not paragraphs:
        if node.children and is_front_matter(node.title):
            ledger.skip(node.passages, "heading")
        return
    ours = _OURS.fullmatch(paragraphs[0].text) is not None
    if ours or part is None or (is_scale(node.title) and len(found) == len(paragraphs)):
        notebook.add(KEPT, "section_kept", node.title, tidy("\n".join(p.printed for p in paragraphs)))
        ledger.skip(node.passages, "heading")
        ledger.keep(ledger.waiting(passages_of(paragraphs)), "section_kept")
        return
    lines = front.texts.setdefault(part, [])
    if is_section_heading(node.title) and (lines or label_key(node.title) != part.value):
        lines.append(one_line(node.title))
        ledger.store(node.passages, "followup", _FIELDS[part])
    else:
        ledger.skip(node.passages, "heading")
    lines += [paragraph.printed for paragraph in paragraphs]
    ledger.store(passages_of(paragraphs), "followup", _FIELDS[part])


def _skip_tables(node: HeadingNode, notebook: Notebook) -> None:
    for table in node.blocks:
        if isinstance(table, FileTable):
            keep_table(table, node.title, notebook)


def keep_table(table: FileTable, where: str, notebook: Notebook) -> None:
    """Keep a table as text, without the rows of strokes."""
    notebook.add(KEPT, "table_skipped", where, plain_rows(table.table), table=table.number)
    for line, passages in plain_lines(table.table):
        if line:
            notebook.ledger.keep(passages, "table_skipped")
        else:
            notebook.ledger.skip(passages, "separator_row")


def _definition(text: str) -> tuple[str, str] | None:
    """Parse the definition of a level; the word of its colour before its label is not the label."""
    coloured = _COLOURED.fullmatch(text)
    if coloured is not None:
        meaning = standard_meaning(coloured["label"])
        if meaning is not None and standard_meaning(coloured["colour"]) in {meaning, None}:
            return coloured["label"].strip(), tidy(coloured["text"])
    match = _DEFINITION.fullmatch(text)
    if match is None or standard_meaning(match["label"]) is None:
        return None
    return match["label"].strip(), tidy(match["text"])


def _overall(front: Front, node: HeadingNode, notebook: Notebook) -> None:
    """Read the judgement in running text, without counts, which are computed anew, and then the signatures."""
    signing = is_signatures(node.title)
    signatures: list[_Signature] = []
    ledger = notebook.ledger
    ledger.skip(node.passages, "heading")
    for index, block in enumerate(node.blocks):
        if isinstance(block, FileTable):
            if (cells := _signing_cells(block)) is None:
                keep_table(block, node.title, notebook)
            else:
                signing, signatures = True, [*signatures, *cells]
            continue
        signing = signing or _is_signature(block)
        if _DISCLAIMER.match(block.text):
            signing = True
            front.disclaimer.append(block.text)
            ledger.store(block.passages, "followup", "disclaimer")
            notebook.add(UNDERSTOOD, "disclaimer", node.title, block.text)
        elif signing:
            signatures += [(text, block.passages) for text in re.split(r"\t+|\n", block.text)]
        elif _COUNTED.match(block.text) or _counts(node, index):
            notebook.add(UNDERSTOOD, "count_kept", node.title, block.printed)
            ledger.skip(block.passages, "counted")
        elif block.is_item or _introduces(node, index):
            notebook.add(KEPT, "section_kept", node.title, block.printed)
            ledger.keep(block.passages, "section_kept")
        else:
            front.judgement.append(block.text)
            ledger.store(block.passages, "followup", "judgement")
    _sign(front, signatures, node.title, notebook)


def _counts(node: HeadingNode, index: int) -> bool:
    """True for an item of a list of counts, which a sentence of counts introduces."""
    block = node.blocks[index]
    if not (isinstance(block, WordParagraph) and block.is_item):
        return False
    before = (each for each in reversed(node.blocks[:index]) if isinstance(each, WordParagraph) and not each.is_item)
    introduction = next(before, None)
    return introduction is not None and _COUNTED.match(introduction.text) is not None


def _introduces(node: HeadingNode, index: int) -> bool:
    """True for a paragraph before a list."""
    block, following = node.blocks[index], node.blocks[index + 1 : index + 2]
    before_item = any(isinstance(each, WordParagraph) and each.is_item for each in following)
    return before_item and isinstance(block, WordParagraph) and block.text.endswith(":")


def _is_signature(paragraph: WordParagraph) -> bool:
    """True when a line is a date or a name rather than a sentence."""
    short = len(paragraph.text) <= _LONGEST_SIGNATURE and not paragraph.is_item
    body = names_in(paragraph.text)[:1] == (sentence_case(paragraph.text),)
    return short and not body and re.search(r"[.!?:;]$", paragraph.text) is None


_Signature = tuple[str, tuple[int, ...]]
"""A line of signatures, with its passages."""


def _signing_cells(table: FileTable) -> list[_Signature] | None:
    """Return the texts of a table of signatures, row by row; None for another table."""
    if table.header is not None:
        return None
    cells = [(one_line(p.text), p.passages) for row in table.table.rows for cell in row.cells for p in cell.paragraphs]
    said = [text for text, _passages in cells if text.strip("_. ")]
    return cells if said and all(dates_in(text) or any(name_and_role(text)) for text in said) else None


def _sign(front: Front, lines: Sequence[_Signature], where: str, notebook: Notebook) -> None:
    """Read the place and the day, and who has signed; other lines are kept."""
    names: list[str] = []
    ledger = notebook.ledger
    kept: dict[int, None] = {}
    for text, passages in ((one_line(text), passages) for text, passages in lines):
        dates = dates_in(text)
        if dates and front.signed_on is None:
            front.signed_on = dates[0][1]
            front.place = _place(text[: dates[0][0]])
            ledger.store(passages, "document", "made_on")
        elif not dates and any(name_and_role(text)):
            names.append(text)
            ledger.store(passages, "followup_signer", "person")
        elif text.strip("_. "):
            notebook.add(KEPT, "signature_kept", where, text)
            kept.update(dict.fromkeys(passages))
    ledger.keep_too(kept, "signature_kept")
    ledger.skip(ledger.waiting(number for _text, passages in lines for number in passages), "separator_row")
    front.signers += signers_of(names)
    for text in _named(front.signers):
        notebook.add(UNDERSTOOD, "signature_kept", where, text)


def _named(signers: Sequence[ReportSigner]) -> Iterator[str]:
    for signer in signers:
        yield ", ".join(filter(None, [signer.name, signer.title]))


def _place(before: str) -> str | None:
    """Return the place that stands before a date."""
    found = re.sub(r"\s*,?\s*(?:den|i)?\s*$", "", before).strip()
    return found if re.fullmatch(r"[A-ZÅÄÖ][^\d.:;]{1,39}", found) else None


_ROLE = re.compile(
    r"ordförande|ledamot|revisor|ledare|chef|direktör|sekreterare|sakkunnig|granskare|ersättare|konsult|controller"
    r"|handläggare|expert|auktoriserad|certifierad|ansvarig|partner|manager",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÅÄÖÉ][\w’'-]*\.?(?: (?:von|van|de|af|[A-ZÅÄÖÉ][\w’'-]*\.?)){1,4}")
_NOT_A_NAME = re.compile(
    r"\b(?:AB|kommuns?|revisionen|nämnden|styrelsen|landskap|region|uppdrag|vägnar)\b", re.IGNORECASE
)


def name_and_role(text: str) -> tuple[str | None, str | None]:
    """Parse a line of signatures as a name, a role, or a name with its role after a comma; else as neither."""
    name, _comma, role = (part.strip() for part in text.partition(","))
    if _is_name(name):
        return name, role or None
    return (None, one_line(text)) if _ROLE.search(text) and len(text.split()) <= 8 else (None, None)


def signers_of(lines: Sequence[str]) -> tuple[ReportSigner, ...]:
    """Return the signers of these lines: a name with the roles below it, or names with as many roles after them.

    A role that cannot be told to be one person's is no one's.
    """
    found: list[ReportSigner] = []
    waiting: list[str] = []
    for named, group in groupby(map(name_and_role, lines), key=lambda each: each[0] is not None):
        each = list(group)
        if named:
            found += [ReportSigner(name or "", role) for name, role in each]
            waiting = [name or "" for name, role in each if role is None]
            continue
        roles = [role or "" for _name, role in each]
        if len(waiting) == len(roles):
            found[-len(roles) :] = _with_roles(found[-len(roles) :], roles)
        elif len(waiting) == 1 and found[-1].title is None:
            found[-1] = ReportSigner(found[-1].name, ", ".join(roles))
        waiting = []
    return tuple(found)


def _with_roles(signers: Sequence[ReportSigner], roles: Sequence[str]) -> list[ReportSigner]:
    return [ReportSigner(one.name, role) for one, role in zip(signers, roles, strict=True)]


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and not _ROLE.search(text) and not _NOT_A_NAME.search(text)
