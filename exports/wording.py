"""From recorded texts to a document's paragraphs."""

from functools import lru_cache

from exports.blocks import Paragraphs
from storage.domain.records import Followup
from storage.domain.report_material import AuditMaterial, FollowupMaterial
from storage.domain.text import Paragraph, one_line, paragraphs, tidy

_UNNAMED_AUDIT = "Granskning utan titel"


@lru_cache(maxsize=512)
def line(text: str | None) -> str:
    """A text that has to stand on one line; empty when there is none. Labels and numbers come again and again."""
    return one_line(text or "")


def prose(text: str | None) -> Paragraphs:
    """The paragraphs of a recorded text."""
    return paragraphs(tidy(text or ""))


def said(*sentences: str) -> Paragraphs:
    """Sentences of our own as one paragraph; none when there are none."""
    return (Paragraph(" ".join(sentences)),) if sentences else ()


def items(*texts: str) -> Paragraphs:
    """List items."""
    return tuple(Paragraph(text, is_item=True) for text in texts)


def mentions(text: str | None, word: str) -> bool:
    """Whether a recorded text already says `word`."""
    return line(word).casefold() in line(text).casefold()


def setting(material: FollowupMaterial, key: str) -> str | None:
    """What the office has decided once and for all, by the names of :mod:`storage.domain.configuration`."""
    return dict(material.settings).get(key)


def is_draft(followup: Followup) -> bool:
    """Whether a follow-up's report is a draft: until it is closed."""
    return followup.state != "closed"


def audit_name(audit: AuditMaterial) -> str:
    """What an audit is called in headings and tables: its full title, by which a reader of the report knows it."""
    return line(audit.audit.title) or line(audit.audit.short_title) or _UNNAMED_AUDIT
