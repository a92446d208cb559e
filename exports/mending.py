"""What word processors leave out or put in the wrong order when they save a template, put right."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from exports.templates.theme import CONTENT_TYPE, PART, theme_xml


def mend(document: Document) -> None:
    """Make an opened template one that Word has nothing to say about."""
    _give_theme(document)
    _order_hyphenation(document)


def _give_theme(document: Document) -> None:
    """Word expects a theme; LibreOffice saves none."""
    main = document.part
    if any(relation.reltype == RELATIONSHIP_TYPE.THEME for relation in main.rels.values()):
        return
    theme = Part(PackURI(PART), CONTENT_TYPE, theme_xml().encode(), main.package)
    main.relate_to(theme, RELATIONSHIP_TYPE.THEME)


def _order_hyphenation(document: Document) -> None:
    """LibreOffice writes the zone after the capitals, where the schema has it before them."""
    settings = document.settings.element
    zone, capitals = settings.find(qn("w:hyphenationZone")), settings.find(qn("w:doNotHyphenateCaps"))
    if zone is not None and capitals is not None:
        zone.addnext(capitals)
