"""Every passage of a Word file is in its inventory once, whatever it stands in, and has one fate."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.intake.inventory import Inventory
from storage.intake.package import open_package
from storage.intake.report import understand
from storage.intake.word import read_blocks
from tests.made_report import DECIMAL, HEADER, W, cell, heading, paragraph, row, run, save_with_parts, table


def _p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def _r(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _control(text: str, properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def _field(text: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>REF x</w:instrText></w:r>{marks[1]}{run(text)}{marks[2]}"


def _box(text: str) -> str:
    return f"<w:r><w:pict><v><w:txbxContent>{paragraph(text)}</w:txbxContent></v></w:pict></w:r>"


def _reference(kind: str) -> Callable[[str], str]:
    return lambda text: f'<w:r><w:{kind}Reference w:id="{text}"/></w:r>'


SPANS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "plain": (run, ""),
    "bold": (lambda text: run(text, bold=True), ""),
    "link": (lambda text: f"<w:hyperlink>{run(text)}</w:hyperlink>", ""),
    "inserted": (lambda text: f"<w:ins>{run(text)}</w:ins>", ""),
    "deleted": (lambda text: f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>", "deleted"),
    "moved": (lambda text: f"<w:moveFrom>{run(text)}</w:moveFrom>", "deleted"),
    "hidden": (lambda text: _r(text, "<w:vanish/>"), "hidden"),
    "struck": (lambda text: _r(text, "<w:strike/>"), ""),
    "control": (lambda text: _control(text, "<w:text/>"), ""),
    "asked": (lambda text: _control(text, "<w:showingPlcHdr/>"), "placeholder"),
    "field": (_field, ""),
    "box": (_box, ""),
    "footnote": (_reference("footnote"), ""),
    "endnote": (_reference("endnote"), ""),
    "comment": (_reference("comment"), ""),
}
"""What a text can stand in within a paragraph, and the rule by which reading skips it there."""
_NOTES = ("footnote", "endnote", "comment")


class _Words:
    """Words that are found nowhere else, with the rule that each is skipped by."""

    def __init__(self) -> None:
        self.rules: dict[str, str] = {}
        self.notes: dict[str, list[str]] = {kind: [] for kind in _NOTES}

    def word(self, rule: str = "") -> str:
        """Return a new word."""
        found = f"ord{len(self.rules) + 1:04}x"
        self.rules[found] = rule
        return found

    def spans(self, kinds: Sequence[str], rule: str = "") -> str:
        """Return runs of these kinds, each with a word of its own."""
        found = ""
        for kind in kinds:
            make, own = SPANS[kind]
            text = self.word(rule or own)
            if kind in self.notes:
                self.notes[kind].append(text)
            found += make(text)
        return found

    def parts(self) -> dict[str, tuple[str, str | bytes]]:
        """Return the parts with the notes."""
        return {
            f"{kind}s.xml": (
                f"{kind}s",
                f'<w:{kind}s xmlns:w="{W}">{"".join(_noted(kind, t) for t in texts)}</w:{kind}s>',
            )
            for kind, texts in self.notes.items()
        }


def _noted(kind: str, text: str) -> str:
    return f'<w:{kind} w:id="{text}">{paragraph(text)}</w:{kind}>'


KINDS = st.lists(st.sampled_from(sorted(SPANS)), min_size=1, max_size=4)
SHOWN = st.lists(st.sampled_from(["plain", "bold", "link", "inserted", "control", "field"]), min_size=1, max_size=2)
BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["paragraph", "item", "numbered", "contents"]), KINDS),
        st.tuples(st.just("heading"), SHOWN),
        st.tuples(
            st.just("table"),
            st.lists(
                st.tuples(
                    st.sampled_from(["row", "merged", "nested", "deleted_row", "hidden_row", "deleted_cell"]), KINDS
                ),
                min_size=1, max_size=5,
            ),
        ),
    ),
    min_size=1, max_size=8,
)  # fmt: skip
_SKIPPED_ROWS = {"deleted_row": ("<w:del/>", "deleted"), "hidden_row": ("<w:hidden/>", "hidden")}


def _row(words: _Words, kind: str, spans: Sequence[str]) -> str:
    if kind in _SKIPPED_ROWS:
        mark, rule = _SKIPPED_ROWS[kind]
        cells = "".join(cell(_p(run(words.word(rule)))) for _ in HEADER)
        return f"<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>"
    if kind == "merged":
        return row(cell(_p(words.spans(spans)), span=3))
    if kind == "nested":
        inner = table(row(cell(_p(words.spans(spans))), cell(_p(run(words.word())))))
        return row(cell(_p(run(words.word()))), cell(), cell(inner + "<w:p/>"))
    if kind == "deleted_cell":
        gone = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{_p(run(words.word('deleted')))}</w:tc>"
        return row(cell(_p(words.spans(spans))), cell(_p(run(words.word()))), gone)
    return row(*(cell(_p(words.spans(spans))) for _ in HEADER))


def _block(words: _Words, kind: str, content: Sequence[object]) -> str:
    if kind == "table":
        rows = [_row(words, *each) for each in content if isinstance(each, tuple)]
        return table(row(*HEADER), *rows)
    spans = [each for each in content if isinstance(each, str)]
    if kind == "heading":
        return _p(words.spans(spans), properties='<w:pStyle w:val="Heading2"/>')
    if kind == "contents":
        return paragraph(words.word("contents"), "TOC1")
    if kind == "numbered":
        return _p(words.spans(spans), properties=f'<w:numPr><w:numId w:val="{DECIMAL}"/></w:numPr>')
    return _p(words.spans(spans), properties='<w:pStyle w:val="ListBullet"/>' if kind == "item" else "")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=BLOCKS)
def test_every_passage_is_in_the_inventory_once_and_has_one_fate(
    tmp_path: Path, blocks: list[tuple[str, Sequence[object]]]
) -> None:
    words = _Words()
    body = [_block(words, kind, content) for kind, content in blocks]
    path = save_with_parts(tmp_path / "rapport.docx", words.parts(), heading(1, "Granskning av vägar"), *body)
    file, inventory = open_package(path), Inventory()
    document = understand(read_blocks(file, inventory), file.name, file.sha256, inventory)
    for word, rule in words.rules.items():
        assert [passage.rule for passage in inventory.passages if word in passage.text] == [rule], word
    document.ledger.check(file.name)
    fates = list(document.ledger.listed({}))
    assert len(fates) == len(inventory.passages)
    for word, rule in words.rules.items():
        (fate,) = (each for each in fates if word in each.passage)
        assert (fate.fate == "skipped" and fate.why == rule) if rule else fate.place
