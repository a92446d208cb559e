"""Whether a written file says what it was to say: nothing lost, nothing added, in order.

Read with other means than it was written with, so that a mistake in one does not hide in both.
"""

import zipfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from lxml import etree

from exports.errors import TextLost

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def verify_text(path: Path, expected: Iterable[str]) -> None:
    """Compare the body's paragraphs with the `expected` ones.

    Raises:
        TextLost: they differ, or the file cannot be read back.
    """
    for wanted, found in zip_longest(expected, paragraph_texts(path)):
        if wanted != found:
            raise TextLost(missing=wanted or "", found=found or "")


def paragraph_texts(path: Path) -> Iterator[str]:
    """The text of each paragraph that says something; of a line in the list of contents what stands before its page.

    Raises:
        TextLost: the file is no readable Word file.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
            for _, paragraph in etree.iterparse(part, tag=f"{_W}p", resolve_entities=False):
                if text := _text(paragraph):
                    yield text
                paragraph.clear()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TextLost(missing="", found=type(error).__name__) from error


def _text(paragraph: etree._Element) -> str:
    texts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab"):
        if element.tag == f"{_W}tab":
            break
        texts.append(element.text or "")
    return "".join(texts)
