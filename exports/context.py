"""What a follow-up report says.

Every count, date and sentence is decided here and below; drawing it decides nothing. A context is pure data: closing
a follow-up stores it, and a re-print draws the stored one, never the tables of today.
"""

import json
from collections.abc import Iterator
from datetime import date

from msgspec import Struct, structs

from exports.audit_chapter import audit_chapter
from exports.blocks import Block, Heading, block_from_data, block_texts, block_to_data
from exports.comparison import comparison
from exports.introduction import introduction
from exports.signing import signatures
from exports.summary import overall_judgement, summary
from exports.tally import tally
from exports.wording import is_draft, line
from storage.domain.dates import is_partial_date, long_form
from storage.domain.records import Followup
from storage.domain.report_material import FollowupMaterial

FORMAT = 1
"""Version of the stored form."""
DRAFT = "UTKAST"
CONTENTS = "Innehåll"
CONTENTS_DEPTH = 3
"""The deepest heading that the list of contents shows."""

_SOME_OFFICE = "Revisorerna"


class ReportContext(Struct, frozen=True):
    """A report, finished but for its looks."""

    title: str
    office: str
    date_line: str
    """The day of the report in words; empty when a closed follow-up has none."""
    draft: bool
    """True until the follow-up is closed."""
    file_stem: str
    """What its file is called, without draft mark and suffix."""
    blocks: tuple[Block, ...]
    contents_depth: int = CONTENTS_DEPTH
    history_head: str = ""
    """Hash of the action that the report stands on."""

    @property
    def property_title(self) -> str:
        """The title among the file's properties: what a screen reader announces."""
        return f"{self.title} – {DRAFT}" if self.draft else self.title

    @property
    def header(self) -> str:
        """The line at the top of every page but the cover."""
        return " · ".join(part for part in (self.draft_mark, self.office, self.title) if part)

    @property
    def draft_mark(self) -> str:
        """`UTKAST` until the follow-up is closed."""
        return DRAFT if self.draft else ""

    @property
    def cover(self) -> tuple[str, ...]:
        """The cover's lines."""
        lines = (self.title, self.office, self.date_line, self.draft_mark)
        return tuple(text for text in lines if text)

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that the list of contents shows."""
        headings = (block for block in self.blocks if isinstance(block, Heading))
        return tuple(heading for heading in headings if heading.level <= self.contents_depth)

    def texts(self) -> Iterator[str]:
        """All that the document says, a paragraph each, in reading order."""
        yield from self.cover
        yield CONTENTS
        yield from (heading.text for heading in self.contents)
        for block in self.blocks:
            yield from block_texts(block)


def report_context(material: FollowupMaterial, *, today: date) -> ReportContext:
    """What the report on `material` says on the day `today`. Internal notes are in none of it."""
    followup = material.followup
    draft = is_draft(followup)
    written = _written(followup, today, draft=draft)
    office = line(material.office) or _SOME_OFFICE
    return ReportContext(
        title=_title(followup),
        office=office,
        date_line=long_form(written).removeprefix("den ") if written else "",
        draft=draft,
        file_stem=" ".join(str(part) for part in ("Uppföljningsrapport", followup.year, office) if part),
        blocks=tuple(_blocks(material, today, written)),
        history_head=material.history_head,
    )


def to_json(context: ReportContext) -> str:
    """The context as text that :func:`from_json` makes the same context of."""
    data = structs.asdict(context)
    data |= {"format": FORMAT, "blocks": [block_to_data(block) for block in context.blocks]}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> ReportContext:
    """The context that `text` was made from.

    Raises:
        ValueError: it was written in a later form than this program knows.
    """
    data = json.loads(text)
    if (form := data.pop("format")) != FORMAT:
        raise ValueError(f"format {form}")
    data["blocks"] = tuple(block_from_data(block) for block in data["blocks"])
    return ReportContext(**data)


def _blocks(material: FollowupMaterial, today: date, written: str) -> Iterator[Block]:
    counted = tally(material)
    yield from summary(material, counted)
    yield from introduction(material)
    if material.audits:
        yield Heading(1, "Uppföljda granskningar")
    for audit in material.audits:
        yield from audit_chapter(audit, today)
    yield from comparison(material, counted)
    yield from overall_judgement(material, counted)
    yield from signatures(material, written)


def _title(followup: Followup) -> str:
    year = f" {followup.year}" if followup.year else ""
    return line(followup.title) or f"Uppföljning av tidigare granskningar{year}"


def _written(followup: Followup, today: date, *, draft: bool) -> str:
    """The report's partial date; a draft's is `today` until it has one."""
    written = followup.report_date or (today.isoformat() if draft else "")
    return written if is_partial_date(written) else ""
