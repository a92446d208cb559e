"""What a filled-in template may lack: paragraphs and rows that were left out where Word demands one."""

from docx.oxml.ns import qn
from lxml import etree

_HOLDERS = ("w:tc", "w:hdr", "w:ftr")
"""What has to end in a paragraph."""


def mended(tree: etree._Element) -> etree._Element:
    """`tree` without tables that have no rows, and with a paragraph at the end of everything that needs one."""
    for table in list(tree.iter(qn("w:tbl"))):
        holder = table.getparent()
        if table.find(qn("w:tr")) is None and holder is not None:
            holder.remove(table)
    for holder in tree.iter(*map(qn, _HOLDERS)):
        if len(holder) == 0 or holder[-1].tag != qn("w:p"):
            etree.SubElement(holder, qn("w:p"))
    return tree
