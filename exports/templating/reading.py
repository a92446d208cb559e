"""Reading a filled-in template back, to see that everything that was put in stands there."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from exports.errors import TextLost

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}p": "\n", f"{_W}noBreakHyphen": "-"}


def part_text(package: bytes, part: str) -> str:
    """The text of a part of a Word file, a paragraph a line.

    Raises:
        TextLost: it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            root = etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TextLost(missing=part, found=type(error).__name__) from error
    return "".join(_pieces(root))


def check_printed(package: bytes, printed: Mapping[str, Iterable[str]]) -> None:
    """See that each part's printed texts stand in it, in order.

    Raises:
        TextLost: one does not.
    """
    for part, texts in printed.items():
        found = part_text(package, part)
        at = 0
        for text in texts:
            place = found.find(text, at)
            if place < 0:
                raise TextLost(missing=text, found=found[at : at + len(text)])
            at = place + len(text)


def check_told(package: bytes, parts: Iterable[str], told: Iterable[str]) -> None:
    """See that every text told of stands in one of the `parts`.

    Raises:
        TextLost: one does not.
    """
    found = "\n".join(part_text(package, part) for part in parts)
    for text in told:
        if text not in found:
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


def _pieces(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag == f"{_W}t":
            yield element.text or ""
        else:
            yield _SPACES.get(str(element.tag), "")
