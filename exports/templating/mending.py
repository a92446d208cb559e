"""What a filled-in template may lack or have too much of, once it is known what stands in it."""

from docx.oxml.ns import qn
from lxml import etree

_HOLDERS = ("w:tc", "w:hdr", "w:ftr")
"""What has to end in a paragraph."""
_MAY_SPLIT = 1500
"""A row of more characters than this may be split over pages, as in reports; else it leaves most of one empty."""


def mended(tree: etree._Element) -> etree._Element:
    """`tree` with what Word demands.

    Tables without rows are gone, everything that needs one ends in a paragraph, and very long rows may be split.
    """
    for table in list(tree.iter(qn("w:tbl"))):
        holder = table.getparent()
        if table.find(qn("w:tr")) is None and holder is not None:
            holder.remove(table)
    for holder in tree.iter(*map(qn, _HOLDERS)):
        if len(holder) == 0 or holder[-1].tag != qn("w:p"):
            etree.SubElement(holder, qn("w:p"))
    for rule in list(tree.iter(qn("w:cantSplit"))):
        row = next(rule.iterancestors(qn("w:tr")), None)
        properties = rule.getparent()
        if row is not None and properties is not None and _length(row) > _MAY_SPLIT:
            properties.remove(rule)
    return tree


def _length(element: etree._Element) -> int:
    return sum(len(text.text or "") for text in element.iter(qn("w:t")))
