"""Reading a filled-in template back, to see that everything that was put in stands there."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from exports.errors import TextLost

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}p": "\n", f"{_W}noBreakHyphen": "-"}


def part_texts(package: bytes, parts: Iterable[str]) -> dict[str, str]:
    """The text of each of some parts of a Word file, a paragraph a line.

    Raises:
        TextLost: one cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return {part: _text(archive.read(part)) for part in parts}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TextLost(missing="", found=type(error).__name__) from error


def check_printed(found: Mapping[str, str], printed: Mapping[str, Iterable[str]]) -> None:
    """See that each part's printed texts stand in the text `found` there, in order.

    Raises:
        TextLost: one does not.
    """
    for part, texts in printed.items():
        at = 0
        for text in texts:
            place = found[part].find(text, at)
            if place < 0:
                raise TextLost(missing=text, found=found[part][at : at + len(text)])
            at = place + len(text)


def check_told(found: Mapping[str, str], told: Iterable[str]) -> None:
    """See that every text told of stands somewhere in the texts `found`.

    Raises:
        TextLost: one does not.
    """
    everything = "\n".join(found.values())
    for text in told:
        if text not in everything:
            raise TextLost(missing=text)


def texts_at(data: object, path: str) -> Iterator[str]:
    """The texts at a field's path, such as `signers.name`, in lists and mappings."""
    first, _, rest = path.partition(".")
    if isinstance(data, Mapping):
        yield from texts_at(data.get(first), rest)
    elif isinstance(data, str):
        yield data
    elif isinstance(data, Iterable):
        for member in data:
            yield from texts_at(member, path)


def _text(part: bytes) -> str:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))
    return "".join(
        (element.text or "") if element.tag == f"{_W}t" else _SPACES[str(element.tag)]
        for element in root.iter(f"{_W}t", *_SPACES)
    )
