"""What a follow-up report says.

Every count, date and sentence is decided here and below; drawing it decides nothing. A context is pure data: closing
a follow-up stores it, and a re-print draws the stored one, never the tables of today.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct, structs

from exports.document import (
    CAPTION,
    DISCLAIMER,
    SIGNER,
    SIGNER_TITLE,
    Block,
    CountRow,
    CountTable,
    Heading,
    Paragraphs,
    Prose,
    audit_title,
    block_from_data,
    block_texts,
    block_to_data,
    is_draft,
    items,
    line,
    mentions,
    paragraph_of,
    prose,
    setting,
)
from exports.report.audit_chapter import audit_chapter
from exports.report.tally import (
    ALWAYS_SHOWN,
    Noun,
    Tally,
    comparison,
    level_label,
    meaning_label,
    named,
    shown_levels,
    tally,
)
from exports.swedish import joined, number, quantity, sentence, share, uncapitalised, when
from storage.domain.counting import Counts
from storage.domain.dates import is_partial_date, long_form
from storage.domain.material import AssessedRecommendation, AuditMaterial, FollowupMaterial
from storage.domain.records import Followup, Level, Person
from storage.domain.scale import NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.settings import people
from storage.domain.text import Paragraph

_STANDARD_PURPOSE = (
    *paragraph_of(
        "Revisorerna lämnar rekommendationer för att brister ska rättas till.",
        "Uppföljningen ska visa vad som har hänt sedan granskningarna gjordes och svara på följande frågor:",
    ),
    *items(
        "Vilka åtgärder har vidtagits med anledning av rekommendationerna?",
        "Vad återstår att göra, och varför?",
        "Behöver någon av granskningarna följas upp igen?",
    ),
)
_SUBHEADINGS = frozenset({
    "bakgrund", "syfte", "bakgrund och syfte", "syfte och frågor", "frågor", "frågeställningar", "revisionsfrågor",
    "kriterier", "revisionskriterier", "avgränsning", "avgränsningar", "metod", "urval", "genomförande", "ansvar",
})  # fmt: skip
"""Lines of a purpose or method that are headings when they stand alone."""


def introduction(material: FollowupMaterial) -> Iterator[Block]:
    """Purpose, method, selection and scale.

    Where a follow-up has no purpose or method of its own the office's stands; where that has no purpose, a standard
    one.
    """
    followup = material.followup
    purpose = prose(followup.purpose) or prose(setting(material, "purpose")) or _STANDARD_PURPOSE
    method = prose(followup.method) or prose(setting(material, "method"))
    yield Heading(1, "Inledning")
    yield from _sections("Syfte", purpose)
    yield from _sections("Metod", method)
    if material.audits:
        yield Heading(2, "Urval")
        covered = items(*map(_with_years, material.audits))
        yield Prose((*paragraph_of("Uppföljningen omfattar följande granskningar:"), *covered))
    if levels := items(*map(_defined, material.levels)):
        yield Heading(2, "Bedömningsskala")
        yield Prose((*paragraph_of("Varje rekommendation bedöms på följande skala:"), *levels))


def _sections(title: str, paragraphs: Paragraphs) -> Iterator[Block]:
    """The paragraphs under `title`, and under those of their lines that are headings themselves."""
    members: Paragraphs = ()
    for each in paragraphs:
        heading = each.text.rstrip(":")
        if each.is_item or heading.casefold() not in _SUBHEADINGS:
            members = (*members, each)
            continue
        yield from _section(title, members)
        title, members = heading, ()
    yield from _section(title, members)


def _section(title: str, paragraphs: Paragraphs) -> Iterator[Block]:
    if paragraphs:
        yield Heading(2, title)
        yield Prose(paragraphs)


def _with_years(audit: AuditMaterial) -> str:
    name, years = audit_title(audit.audit), line(audit.audit.years)
    return name if not years or mentions(name, years) else f"{name} ({years})"


def _defined(level: Level) -> str:
    definition = line(level.definition)
    return f"{level_label(level)}: {definition}" if definition else level_label(level)


def signatures(material: FollowupMaterial, day: str) -> Iterator[Block]:
    """Place and day, the follow-up's signers or else the office's, and the disclaimer.

    `day` is a partial date, empty when it is not known.
    """
    signers = material.signers or people(setting(material, "report_signers"))
    place = line(setting(material, "place"))
    if signers and place:
        yield Prose(paragraph_of(f"{place} {when(day)}" if day else place), together=True)
    for place_in_list, person in enumerate(signers, 1):
        yield from _signer(person, together=place_in_list < len(signers))
    if disclaimer := prose(material.followup.disclaimer) or prose(setting(material, "disclaimer")):
        yield Prose(disclaimer, DISCLAIMER)


def _signer(person: Person, *, together: bool) -> Iterator[Block]:
    """A name and what it stands for; `together` with the next signer, so that no signature is alone on a page."""
    name = line(person.name)
    role = ", ".join(part for part in (line(person.title), line(person.organisation)) if part)
    if name:
        yield Prose(paragraph_of(name), SIGNER, together=together)
    if role:
        yield Prose(paragraph_of(role), SIGNER_TITLE, together=together)


_REASONS = {
    "workload": "hög arbetsbelastning",
    "short_time": "att kort tid har gått sedan granskningen",
    "disagreement": "att det granskade organet inte delar revisorernas uppfattning",
    "no_evidence": "att åtgärder inte har kunnat styrkas",
    "other": "andra skäl",
}
_STAYS = 700
"""Characters: a longer paragraph is not kept whole for what follows it."""
_TABLE_TITLE = "Bedömningar per granskning"


def summary(material: FollowupMaterial, tally: Tally) -> Iterator[Block]:
    """The summary: counts, share, reasons, judgement and the table of audits and levels."""
    yield Heading(1, "Sammanfattning")
    if material.supersedes is not None:
        yield Prose(paragraph_of(f"Den här rapporten ersätter {named(material.supersedes)}."))
    yield Prose((*_numbers(material, tally), *prose(material.followup.judgement)))
    if material.audits:
        yield Prose((Paragraph(_TABLE_TITLE),), CAPTION)
        yield _count_table(material, tally)


def overall_judgement(material: FollowupMaterial, tally: Tally) -> Iterator[Block]:
    """The closing chapter: the same numbers and the same judgement. Its end stays with the signatures."""
    yield Heading(1, "Revisionell bedömning")
    *first, last = (*_numbers(material, tally), *prose(material.followup.judgement))
    if first:
        yield Prose(tuple(first))
    yield Prose((last,), together=len(last.text) <= _STAYS)


def _numbers(material: FollowupMaterial, tally: Tally) -> Paragraphs:
    counts, word = tally.total, tally.noun
    yet = "ännu " if is_draft(material.followup) else ""
    if not material.audits:
        return paragraph_of(f"Uppföljningen omfattar {yet}inga granskningar.")
    scope = f"Uppföljningen omfattar {quantity(len(material.audits), 'granskning', 'granskningar')}"
    if counts.total == 0:
        return paragraph_of(f"{scope}, som inte ledde till några {word.several}.")
    covered = f"{scope} med sammanlagt {word.counted(counts.total)}."
    if counts[NOT_ASSESSED] == counts.total:
        return paragraph_of(covered, _nothing_judged(tally, yet))
    return (
        *paragraph_of(covered, "Bedömningarna fördelar sig så här:"),
        *items(*(_level(means, material, counts, word) for means in shown_levels(counts))),
        *paragraph_of(*_share(material, tally, yet)),
        *paragraph_of(*_reasons(material, tally)),
    )


def _nothing_judged(tally: Tally, yet: str) -> str:
    if tally.as_a_whole == tally.total.total:
        return f"{sentence(tally.noun.definite)} har inte bedömts var för sig."
    return f"Ingen bedömning har {yet}gjorts."


def _level(means: str, material: FollowupMaterial, counts: Counts, word: Noun) -> str:
    """A level with its count, and its share where it has a part in the denominator."""
    label = meaning_label(means, material.levels)
    if means in ALWAYS_SHOWN and counts.judged:
        return f"{label}: {share(counts[means], counts.judged, 'bedömda' if counts.judged > 1 else 'bedömd')}"
    return f"{label}: {counts[means]} {word.of(counts[means])}"


def _share(material: FollowupMaterial, tally: Tally, yet: str) -> Iterator[str]:
    """The share that is done or under way, and what its denominator leaves out."""
    counts = tally.total
    if not counts.judged:
        return
    what = "bedömd " if counts.judged == 1 else "bedömda "
    done = share(counts.done_or_ongoing, counts.judged, what + tally.noun.of(counts.judged))
    yield f"Sammantaget har {done} åtgärdats helt eller delvis."
    if left_out := [*_left_out(material, tally, yet)]:
        yield f"I andelarna ingår inte {joined(left_out)}."


def _left_out(material: FollowupMaterial, tally: Tally, yet: str) -> Iterator[str]:
    for means in shown_levels(tally.total):
        if means not in {*ALWAYS_SHOWN, NOT_ASSESSED}:
            label = uncapitalised(meaning_label(means, material.levels))
            yield f"{number(tally.total[means])} med bedömningen {label}"
    if unjudged := tally.total[NOT_ASSESSED] - tally.as_a_whole:
        yield f"{number(unjudged)} som {yet}inte har bedömts"
    if tally.as_a_whole:
        yield f"{number(tally.as_a_whole)} i granskningar som har bedömts som helhet"


def _reasons(material: FollowupMaterial, tally: Tally) -> Iterator[str]:
    """Why recommendations are not, or only partly, implemented, as far as reasons are recorded."""
    for means in (PARTIAL, NOT_IMPLEMENTED):
        found = Counter(
            reason for each in tally.judged if each.level and each.level.means == means for reason in _reasons_of(each)
        )
        if found:
            order = sorted(found, key=lambda reason: (-found[reason], list(_REASONS).index(reason)))
            label = uncapitalised(meaning_label(means, material.levels))
            said_why = joined(f"{_REASONS[reason]} ({found[reason]})" for reason in order)
            yield f"För bedömningen {label} anges som skäl {said_why}."


def _reasons_of(judged: AssessedRecommendation) -> Iterable[str]:
    """The recorded reason, and disagreement when a body's answer says so."""
    recorded = judged.assessment.reason if judged.assessment else None
    stated = ["disagreement"] if "disagrees" in judged.stances else []
    return {reason for reason in (recorded, *stated) if reason in _REASONS}


def _count_table(material: FollowupMaterial, tally: Tally) -> CountTable:
    levels = shown_levels(tally.total)
    rows = [
        _count_row(audit_title(audit.audit), counts, levels)
        for audit, counts in zip(material.audits, tally.per_audit, strict=True)
    ]
    labels = (meaning_label(means, material.levels) for means in levels)
    return CountTable(
        title=_TABLE_TITLE,
        headers=("Granskning", *labels, "Summa"),
        rows=(*rows, _count_row("Samtliga", tally.total, levels)),
    )


def _count_row(name: str, counts: Counts, levels: Iterable[str]) -> CountRow:
    return CountRow(name, (*(counts[means] for means in levels), counts.total))


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
