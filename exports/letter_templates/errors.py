"""Faults of an office's own templates and logo."""

from collections.abc import Mapping

from msgspec import Struct

from exports.errors import ExportError


class TemplateFault(Struct, frozen=True):
    """A fault that keeps a template from being used."""

    code: str
    """One of :data:`FAULTS`."""
    where: str = ""
    """`body`, `header`, `footer` or `note`; empty when it is about the file."""
    paragraph: int = 0
    """Number of the paragraph in that part, counted from 1; 0 when it is about no paragraph."""
    text: str = ""
    """The paragraph's text."""
    tag: str = ""
    """The tag as written."""
    values: Mapping[str, str] = {}
    """More of it: `name`, `nearest`, `what`, `style`, `most`, `detail`."""


FAULTS = {
    "not_word": "no Word file",
    "damaged": "a Word file that cannot be read",
    "too_large": "unpacks to more than a template can be",
    "macros": "holds macros",
    "external": "fetches something from elsewhere when it is opened; `name`",
    "attached_template": "has a template of its own that is fetched when it is opened; `name`",
    "link": "a link to something else than a web page, a mail address or a telephone; `name`",
    "word_field": "a field of Word's that may fetch or run something; `name`",
    "embedded": "an embedded object, control or document; `name`",
    "mail_merge": "connected to a data source for mail merge",
    "too_many_tags": "more tags than a template can have; `most`",
    "too_deep": "a tag within too many others, or too long, to be filled in",
    "unclosed_tag": "a tag without its end on the same line",
    "unopened_tag": "the end of a tag without its beginning",
    "split_tag": "a tag that goes through a link, a tracked change or a content control",
    "unclosed_block": "`for` or `if` without its end",
    "unopened_block": "`endfor`, `endif`, `else` or `elif` without its beginning",
    "misplaced": "a tag that belongs elsewhere; `what`: `row` (no table), `other_place`, `inline`, `section`, `note`",
    "text_beside_tag": "text in the same paragraph or row as a tag that takes it away",
    "unknown_field": "no such field; `name`, and `nearest` when one is like it",
    "not_a_list": "a loop over what is no list; `name`",
    "list_printed": "a list printed as if it were a text; `name`",
    "forbidden": "something that templates may not do; `what`",
    "syntax": "cannot be understood; `detail`",
    "not_rendered": "could not be filled in with made-up texts; `detail`, or `text_lost` and the field's `name`",
    "missing_style": "has no style of the name that is needed; `style`",
    "no_body_section": "has no page settings",
}
"""Code → meaning, and the values that come with it."""


class TemplateFaulty(ExportError):
    """The template has faults, so nothing was made of it."""

    faults: tuple[TemplateFault, ...]


class LogoUnreadable(ExportError):
    """The logo is not a picture that Word files can hold."""

    detail: str = ""
