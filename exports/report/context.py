"""Contexts of follow-up reports.

Every count, date and sentence is decided here, none when the report is drawn. A context is plain data: closing a
follow-up stores it, and a re-print draws the stored one, never the tables of today.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct, structs

from exports.document import (
    CAPTION,
    DISCLAIMER,
    KINDS,
    SIGNER,
    SIGNER_TITLE,
    SOME_OFFICE,
    Block,
    CountRow,
    CountTable,
    Heading,
    Paragraphs,
    Prose,
    TextTable,
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
    role_of,
    setting,
)
from exports.report.audit_chapter import audit_chapter
from exports.report.comparison import comparison_chapter, named
from exports.report.count_sentences import (
    covered_with,
    level_line,
    nothing_assessed,
    only_level,
    reason_sentences,
    share_sentences,
)
from exports.report.counts import (
    AS_A_WHOLE,
    ReportCounts,
    count_report,
    counted,
    kind_of,
    label_of,
    level_label,
    shown_levels,
)
from exports.report.holdings_summary import (
    NOTHING,
    Uncounted,
    also_sentence,
    covered_sentence,
    has_holdings,
    state_sentences,
    uncounted_of,
)
from exports.report.nouns import Noun, common_noun, point_noun, source_of, sources_counted
from exports.report.settled import settled_sentence
from exports.swedish import joined, place_and_day, sentence
from storage.domain.counting import Counts
from storage.domain.dates import is_partial_date, long_form
from storage.domain.followups import is_section_heading
from storage.domain.material import AuditMaterial, FollowupMaterial
from storage.domain.records import Followup, Level, Person, replace
from storage.domain.scale import NOT_ASSESSED
from storage.domain.settings import people
from storage.domain.text import Paragraph


def introduction(material: FollowupMaterial) -> Iterator[Block]:
    """Yield the chapter of purpose, method, selection and scale.

    A follow-up without a purpose or method of its own has the office's; without that, a standard purpose. A report that
    was read in has its own alone.
    """
    followup = material.followup
    purpose, method = prose(followup.purpose), prose(followup.method)
    if material.imported is None:
        purpose = purpose or prose(setting(material, "purpose")) or _standard_purpose(material)
        method = method or prose(setting(material, "method"))
    yield Heading(1, "Inledning")
    yield from _sections("Bakgrund", prose(followup.background))
    yield from _sections("Syfte", purpose)
    yield from _sections("Revisionskriterier", prose(followup.criteria))
    yield from _sections("Avgränsning", prose(followup.limits))
    yield from _sections("Metod", method)
    if material.audits and not any(each.text.casefold() == "urval" for each in method):
        yield Heading(2, "Urval")
        covered = items(*map(_with_years, material.audits))
        noun = common_noun(audit.audit for audit in material.audits)
        yield Prose((*paragraph_of(f"Uppföljningen omfattar följande {noun.of(len(material.audits))}:"), *covered))
    levels, points = items(*map(_defined, _explained(material, method))), _assessed_kinds(material)
    if levels and points:
        yield Heading(2, "Bedömningsskala")
        yield Prose((*paragraph_of(f"Varje {joined(points)} bedöms på följande skala:"), *levels))


def _assessed_kinds(material: FollowupMaterial) -> list[str]:
    """Return the nouns of the points to assess."""
    found = {kind_of(each) for audit in material.audits for each in audit.recommendations}
    return [point_noun(kind).one for kind in dict.fromkeys((*KINDS, *sorted(found))) if kind in found]


def _standard_purpose(material: FollowupMaterial) -> Paragraphs:
    """Return the purpose of a follow-up that has none of its own, in the words of what it covers."""
    audits = material.audits
    recommended = [
        (source_of(audit.audit), each)
        for audit in audits
        for each in audit.recommendations
        if kind_of(each) == "recommendation"
    ]
    sources, with_points = {source_of(audit.audit) for audit in audits}, {source for source, _ in recommended}
    again = common_noun(audit.audit for audit in audits)
    what = f"{'något' if again.neuter else 'någon'} av {again.definite}" if len(audits) != 1 else again.the_one
    since = f" sedan {again.the(len(audits))} gjordes" if sources <= {"audit"} and with_points == sources else ""
    ours = "Revisorerna lämnar rekommendationer för att brister ska rättas till."
    points = point_noun("recommendation").the(len(recommended))
    return (
        *paragraph_of(
            ours if "audit" in with_points or not audits else None,
            f"Uppföljningen ska visa vad som har hänt{since} och svara på följande frågor:",
        ),
        *items(
            f"Vilka åtgärder har vidtagits{f' med anledning av {points}' if recommended or not audits else ''}?",
            "Vad återstår att göra, och varför?",
            f"Behöver {what} följas upp igen?",
        ),
    )


def _explained(material: FollowupMaterial, method: Paragraphs) -> Iterable[Level]:
    """Return the levels to explain: none when the method explains them, and of a report read in those that it did."""
    said = " ".join(each.text for each in method)
    defined = [level for level in material.levels if level.definition]
    if defined and all(mentions(said, level.definition or "") for level in defined):
        return ()
    if material.imported is None:
        return material.levels
    used = any(each.level for audit in material.audits for each in audit.recommendations)
    return defined if used else ()


def _sections(title: str, paragraphs: Paragraphs) -> Iterator[Block]:
    """Yield the paragraphs under `title`, and under those of their lines that are headings themselves."""
    members: Paragraphs = ()
    for each in paragraphs:
        heading = each.text.rstrip(":")
        if each.is_item or not is_section_heading(heading):
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
    """Yield place and day, the follow-up's signers or else the office's, and the disclaimer.

    `day` is a partial date, empty when it is not known. A report that was read in has its own of all this alone.
    """
    imported = material.imported
    signers = material.signers
    if imported is None:
        signers, place = signers or people(setting(material, "report_signers")), line(setting(material, "place"))
    else:
        place, day = line(imported.place), imported.signed_on or ""
    if signers and place:
        yield Prose(paragraph_of(place_and_day(place, day)), together=True)
    elif signers and imported and is_partial_date(day):
        yield Prose(paragraph_of(long_form(day).removeprefix("den ")), together=True)
    for place_in_list, person in enumerate(signers, 1):
        yield from _signer(person, together=place_in_list < len(signers))
    offices = None if imported else setting(material, "disclaimer")
    if disclaimer := prose(material.followup.disclaimer) or prose(offices):
        yield Prose(disclaimer, DISCLAIMER)


def _signer(person: Person, *, together: bool) -> Iterator[Block]:
    """Yield a signer's name and role; `together` with the next signer, so that no signature is alone on a page."""
    name, role = line(person.name), role_of(person)
    if name:
        yield Prose((Paragraph(name),), SIGNER, together=together)
    if role:
        yield Prose((Paragraph(role),), SIGNER_TITLE, together=together)


_STAYS = 700
"""Characters: a longer paragraph is not kept on the page of the next."""


def summary(material: FollowupMaterial, counts: ReportCounts) -> Iterator[Block]:
    """Yield the summary: counts, share, reasons, judgement and the table of audits and levels."""
    yield Heading(1, "Sammanfattning")
    if material.supersedes is not None:
        yield Prose(paragraph_of(f"Den här rapporten ersätter {named(material.supersedes)}."))
    yield Prose((*_numbers(material, counts), *prose(material.followup.judgement)))
    if counts.total.total:
        table = _count_table(material, counts)
        yield Prose((Paragraph(table.title),), CAPTION)
        yield table


def overall_judgement(material: FollowupMaterial, counts: ReportCounts) -> Iterator[Block]:
    """Yield the closing chapter: the same numbers and judgement. Its end stays on the page of the signatures."""
    yield Heading(1, "Revisionell bedömning")
    *first, last = (*_numbers(material, counts), *prose(material.followup.judgement))
    if first:
        yield Prose(tuple(first))
    yield Prose((last,), together=len(last.text) <= _STAYS)


def _numbers(material: FollowupMaterial, counts: ReportCounts) -> Paragraphs:
    total, word = counts.total, counts.noun
    yet = "ännu " if is_draft(material.followup) else ""
    if not material.audits:
        return paragraph_of(f"Uppföljningen omfattar {yet}inga granskningar.")
    sources, uncounted = sources_counted(audit.audit for audit in material.audits), uncounted_of(material)
    also = (also_sentence(uncounted),) if uncounted.quantities else ()
    told = (each.text for each in state_sentences(material, uncounted))
    beside = (*paragraph_of(settled_sentence(material)), *paragraph_of(*also, *told))
    if total.total == 0:
        return _nothing_counted(material, sources, uncounted)
    covered = covered_with(material, sources, counts)
    if total[NOT_ASSESSED] + total[AS_A_WHOLE] == total.total:
        return (*paragraph_of(f"{covered}.", nothing_assessed(material, counts)), *beside)
    reasons = paragraph_of(*reason_sentences(material, counts))
    if only := only_level(material, counts):
        return (*paragraph_of(f"{covered}, som har bedömningen {only}."), *reasons, *beside)
    return (
        *paragraph_of(f"{covered}.", "Bedömningarna fördelar sig så här:"),
        *items(*(level_line(means, material, total, word) for means in shown_levels(total))),
        *paragraph_of(*share_sentences(material, counts)),
        *reasons,
        *beside,
    )


def _nothing_counted(material: FollowupMaterial, sources: str, uncounted: Uncounted) -> Paragraphs:
    """Return what a follow-up without recommendations and decision points to assess covers."""
    if settled := settled_sentence(material):
        told = (each.text for each in state_sentences(material, uncounted))
        also = (also_sentence(uncounted),) if uncounted.quantities else ()
        return paragraph_of(f"Uppföljningen omfattar {sources}.", settled, *also, *told)
    if uncounted.quantities:
        told = (each.text for each in state_sentences(material, uncounted))
        return paragraph_of(covered_sentence(sources, uncounted), *told)
    kinds = {NOTHING[source_of(audit.audit)] for audit in material.audits}
    nothing = f", {kinds.pop()}" if len(kinds) == 1 else ". Inga punkter eller åtgärder är registrerade"
    return paragraph_of(f"Uppföljningen omfattar {sources}{nothing}.")


def _count_table(material: FollowupMaterial, counts: ReportCounts) -> CountTable:
    levels = shown_levels(counts.total)
    shown = [
        (audit, per_audit)
        for audit, per_audit in zip(material.audits, counts.per_audit, strict=True)
        if counted(audit) or not has_holdings(audit)
    ]
    rows = [_count_row(audit_title(audit.audit), per_audit, levels) for audit, per_audit in shown]
    labels = (label_of(means, material.levels) for means in levels)
    noun = common_noun(audit.audit for audit, _ in shown)
    return CountTable(
        title=f"Bedömningar per {noun.one}",
        headers=(sentence(noun.one), *labels, "Summa"),
        rows=(*rows, _count_row("Samtliga", counts.total, levels)),
    )


def _count_row(name: str, counts: Counts, levels: Iterable[str]) -> CountRow:
    return CountRow(name, (*(counts[means] for means in levels), counts.total))


FORMAT = 1
"""Version of the stored form."""
TEXT_TABLES = 2
"""Version of a stored form with tables of texts, which programs that know only the first cannot print."""
DRAFT = "UTKAST"
CONTENTS = "Innehåll"
CONTENTS_DEPTH = 3
"""The deepest heading that the list of contents shows."""


class ReportContext(Struct, frozen=True):
    """Texts of a report."""

    title: str
    office: str
    date_line: str
    """The day of the report in words; empty when a closed follow-up has none."""
    draft: bool
    """True until the follow-up is closed."""
    file_stem: str
    """Name of the report's file, without draft mark and suffix."""
    blocks: tuple[Block, ...]
    contents_depth: int = CONTENTS_DEPTH
    history_head: str = ""
    """Hash of the newest action when the report was made."""

    @property
    def property_title(self) -> str:
        """Return the title for the file's properties, which screen readers announce."""
        return f"{self.title} – {DRAFT}" if self.draft else self.title

    @property
    def header(self) -> str:
        """Return the line at the top of every page but the cover."""
        return " · ".join(part for part in (self.draft_mark, self.office, self.title) if part)

    @property
    def draft_mark(self) -> str:
        """Return `UTKAST` until the follow-up is closed."""
        return DRAFT if self.draft else ""

    @property
    def cover(self) -> tuple[str, ...]:
        """Return the lines of the cover."""
        lines = (self.title, self.office, self.date_line, self.draft_mark)
        return tuple(text for text in lines if text)

    @property
    def contents(self) -> tuple[Heading, ...]:
        """Return the headings that the list of contents shows."""
        headings = (block for block in self.blocks if isinstance(block, Heading))
        return tuple(heading for heading in headings if heading.level <= self.contents_depth)

    def texts(self) -> Iterator[str]:
        """Yield every text of the document, a paragraph each, in reading order."""
        yield from self.cover
        yield CONTENTS
        yield from (heading.text for heading in self.contents)
        for block in self.blocks:
            yield from block_texts(block)


def report_context(material: FollowupMaterial, *, today: date) -> ReportContext:
    """Return the context of the report on `material` on the day `today`. Internal notes are left out."""
    followup = material.followup
    draft = is_draft(followup)
    written = _written(followup, today, draft=draft)
    imported = line(material.imported.office) if material.imported else ""
    office = imported or line(material.office) or SOME_OFFICE
    return ReportContext(
        title=_title(followup),
        office=office,
        date_line=sentence(long_form(written).removeprefix("den ")) if written else "",
        draft=draft,
        file_stem=" ".join(str(part) for part in ("Uppföljningsrapport", followup.year, office) if part),
        blocks=tuple(_blocks(material, today, written)),
        history_head=material.history_head,
    )


def to_json(context: ReportContext) -> str:
    """Encode a context for :func:`from_json`."""
    data = structs.asdict(context)
    form = TEXT_TABLES if any(isinstance(block, TextTable) for block in context.blocks) else FORMAT
    data |= {"format": form, "blocks": [block_to_data(block) for block in context.blocks]}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> ReportContext:
    """Decode a context from :func:`to_json`.

    Raises:
        ValueError: its format is unknown, such as that of a later program.
    """
    data = json.loads(text)
    if (form := data.pop("format")) not in {FORMAT, TEXT_TABLES}:
        raise ValueError(f"format {form}")
    data["blocks"] = tuple(block_from_data(block) for block in data["blocks"])
    return ReportContext(**data)


def printed_signers(context: ReportContext) -> tuple[Person, ...]:
    """Return the signers that a report names, without ids."""
    found: list[Person] = []
    for block in context.blocks:
        if isinstance(block, Prose) and block.role == SIGNER:
            found.append(Person(id="", name=block.paragraphs[0].text))
        elif isinstance(block, Prose) and block.role == SIGNER_TITLE and found:
            found[-1] = replace(found[-1], title=block.paragraphs[0].text)
    return tuple(found)


def _blocks(material: FollowupMaterial, today: date, written: str) -> Iterator[Block]:
    counts = count_report(material)
    yield from summary(material, counts)
    yield from introduction(material)
    if material.audits:
        own = material.imported.chapter if material.imported else None
        noun = common_noun(audit.audit for audit in material.audits)
        yield Heading(1, line(own) or _followed_up(noun, len(material.audits)))
    if material.imported and (introduced := prose(material.imported.chapter_text)):
        yield Prose(introduced)
    for audit in material.audits:
        yield from audit_chapter(audit, today)
    if material.imported is None:
        yield from comparison_chapter(material, counts.noun)
    yield from overall_judgement(material, counts)
    yield from signatures(material, written)


def _followed_up(noun: Noun, count: int) -> str:
    """Return `Uppföljda granskningar`, `Uppföljd granskning` or `Uppföljt beslut`."""
    participle = "Uppföljda" if count > 1 else "Uppföljt" if noun.neuter else "Uppföljd"
    return f"{participle} {noun.of(count)}"


def _title(followup: Followup) -> str:
    year = f" {followup.year}" if followup.year else ""
    return line(followup.title) or f"Uppföljning av tidigare granskningar{year}"


def _written(followup: Followup, today: date, *, draft: bool) -> str:
    """Return the report's partial date; a draft's is `today` until it has one."""
    written = followup.report_date or (today.isoformat() if draft else "")
    return written if is_partial_date(written) else ""
