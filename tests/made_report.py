"""Made-up follow-up reports in Word, written as plain markup so that every trap can be set on purpose."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

DECIMAL, LETTER, BULLET, RESTARTED = "1", "2", "3", "4"
"""Ids of the numberings of :data:`NUMBERING`; the last counts with the first, from one again."""
_FROM_ONE = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'

CONTENT_TYPES = (
    f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT_TYPE}"/></Types>'
)
_MAIN_RELS = (
    f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{OFFICE_RELATIONS}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def _style(style_id: str, name: str, based_on: str = "", extra: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{extra}</w:style>'


STYLES = f'<w:styles xmlns:w="{W}">' + "".join([
    _style("Title", "Title"),
    *(_style(f"Heading{n}", f"heading {n}") for n in range(1, 6)),
    *(_style(f"Rubrik{n}", f"Rubrik {n}") for n in range(1, 5)),
    _style("OwnHeading", "Granskningsrubrik", based_on="Heading2"),
    _style("Outlined", "Kapitel", extra='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    _style("ListBullet", "List Bullet"),
    _style("Numbered", "Numrerad rekommendation", extra='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    _style("TOC1", "toc 1"),
]) + "</w:styles>"  # fmt: skip


def _numbering(abstract: str, form: str, pattern: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1 %2)"/></w:lvl></w:abstractNum>'
    )


NUMBERING = f'<w:numbering xmlns:w="{W}">' + "".join([
    _numbering("10", "decimal", "%1)"),
    _numbering("20", "lowerLetter", "%1)"),
    _numbering("30", "bullet", "•"),
    *(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}0"/></w:num>' for n in (DECIMAL, LETTER, BULLET)),
    f'<w:num w:numId="{RESTARTED}"><w:abstractNumId w:val="10"/>{_FROM_ONE}</w:num>',
]) + "</w:numbering>"  # fmt: skip


def run(text: str, *, bold: bool = False) -> str:
    """A run of text."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, style: str = "", *, num: str = "", depth: int = 0, bold: bool = False) -> str:
    """A paragraph; `num` puts it into a numbering."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        look += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{look}</w:pPr>{run(text, bold=bold) if text else ''}</w:p>"


def heading(level: int, text: str) -> str:
    """A heading."""
    return paragraph(text, f"Heading{level}")


def items(*texts: str) -> str:
    """List items."""
    return "".join(paragraph(text, "ListBullet") for text in texts)


def lines(text: str) -> str:
    """A text's lines as paragraphs; those that begin with a dash as list items."""
    return "".join(items(line[2:]) if line.startswith("- ") else paragraph(line) for line in text.split("\n"))


def cell(content: str = "", *, span: int = 1, merge: str = "") -> str:
    """A cell with the lines of a text, or with finished markup. `merge` is `restart` or `continue`."""
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
        f'<w:vMerge w:val="{merge}"/>' if merge else ""
    )
    inner = content if content.startswith("<w:") else lines(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> str:
    """A row of texts or of cells."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def package(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip file of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _relations(more: Mapping[str, tuple[str, str]] | None = None) -> str:
    """The relations of a document: id → kind and target."""
    named = {"styles": ("styles", "styles.xml"), "numbering": ("numbering", "numbering.xml"), **(more or {})}
    found = (
        f'<Relationship Id="{key}" Type="{OFFICE_RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in named.items()
    )
    return f'<Relationships xmlns="{_RELS}">{"".join(found)}</Relationships>'


def save(path: Path, *body: str, styles: str = STYLES, numbering: str = NUMBERING) -> Path:
    """A Word file with this body."""
    document = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'
    return package(path, {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _MAIN_RELS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(),
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
    })  # fmt: skip


def save_with_parts(path: Path, parts: Mapping[str, tuple[str, str | bytes]], *body: str) -> Path:
    """A Word file with more parts: name → the kind of its relation, and its content. Their ids are `r1`, `r2` …"""
    save(path, *body)
    with zipfile.ZipFile(path) as archive:
        content: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    named = {f"r{count}": (kind, name) for count, (name, (kind, _content)) in enumerate(parts.items(), 1)}
    content["word/_rels/document.xml.rels"] = _relations(named)
    return package(path, content | {f"word/{name}": text for name, (_kind, text) in parts.items()})


@dataclass(frozen=True)
class Row:
    """A recommendation as it is to be read."""

    number: str | None
    text: str
    label: str | None
    comment: str | None
    theme: str | None = None


@dataclass(frozen=True)
class Trail:
    """The dates of an audit as they are to be read."""

    handed_over: str | None = None
    answer_due: str | None = None
    answered_on: str | None = None
    paragraph: str | None = None


@dataclass(frozen=True)
class Made:
    """An audit of the made report, as it is to be read."""

    title: str
    trail: Trail
    rows: Sequence[Row]


HEADER = ("Rekommendation", "Bedömning", "Kommentar")


def audit(title: str, summary: str, trail: str, *tables: str, verdict: str) -> str:
    """The chapter about one audit."""
    return "".join([
        heading(2, title),
        heading(3, "Sammanfattning av granskningen"),
        lines(summary),
        heading(3, "Uppföljning"),
        lines(trail),
        *tables,
        heading(3, "Bedömning"),
        lines(verdict),
    ])  # fmt: skip


def _purchasing() -> str:
    return audit(
        "Inköp och avtal",
        "Under 2021 genomförde revisorerna en granskning av inköp. Revisionsobjekt var kommunstyrelsen. "
        "Vår sammanfattande bedömning är att inköpen sköts bra men dokumenteras dåligt.\n- Avtal saknas i registret.\n"
        "- Beställningar görs utan stöd i delegationen.",
        "Revisorerna beslutade per 2021-05-17 att överlämna rapporten till kommunstyrelsen. Kommunstyrelsen ombads "
        "svara senast den 30 september 2021. Kommunstyrelsen besvarade rapporten den 6 september 2021, § 88.",
        table(
            row(*HEADER),
            row(cell("Styrning", span=3)),
            row("1) Samla alla avtal i", "Åtgärdad", "Registret infördes 2022 och"),
            row("ett gemensamt register.", "", "används av alla enheter."),
            row(*HEADER),
            row(
                "2) Utbilda beställare",
                "Delvis åtgärdad",
                "En kurs har hållits.\nTvå återstår:\n- för skolan\n- för kultur",
            ),
            row("", "", "Den tredje ställdes in."),
            row("", "", ""),
            row("–", "–", "–"),
            row(cell("Kontroll", span=3)),
            row("3) Pröva köp över beloppsgränsen i efterhand", "Ej åtgärdad", "Ingen prövning har gjorts."),
        ),
        verdict="Arbetet har kommit en bit på väg. Det finns därför behov av att följa upp inköpen 2025.",
    )


def _school() -> str:
    return audit(
        "Skolskjuts",
        "Granskningen genomfördes under 2020.\nGranskningen avsåg barn- och utbildningsnämnden, tekniska nämnden och "
        "Exempelby Trafik AB.",
        "Rapporten överlämnades i mars 2020 till barn- och utbildningsnämnden, tekniska nämnden och Exempelby "
        "Trafik AB med en begäran om\nett gemensamt svar senast den 15 juni 2020. Barn- och utbildningsnämnden "
        "svarade den 9 juni 2020, §§ 41–42. Anstånd begärdes aldrig i skrift.",
        table(
            row("Kommentarer", "Status", "Nr", "Förbättringsområde"),
            row("Nya turlistor finns.", "Klart", "1", "Se över turlistorna"),
            row("", "Pågår", "2", "Mät restiderna\nför varje elev"),
            row("Avtalet är\ninte omförhandlat.", "Ej genomförd", "2", "Följ upp avtalet med trafikbolaget"),
        ),
        table(
            row("Kommentarer", "Status", "Nr", "Förbättringsområde"),
            row("Är inte påbörjat.", "Kvarstår", "4 a", "Inför en klagomålsrutin"),
        ),
        verdict="Granskningen behöver inte följas upp igen.",
    )


def _archive() -> str:
    numbered = [cell(paragraph(text, num=DECIMAL)) for text in ("Anta en arkivplan", "Gallra enligt plan")]
    return audit(
        "Arkiv",
        "Under 2019 granskade revisorerna kommunens arkiv. Granskade nämnder var kommunstyrelsen och socialnämnden.",
        "Kommunstyrelsen ombads svara senast 2019-12-31. Något svar har inte kommit in.",
        table(
            row(*HEADER),
            row("Planering", "", ""),
            row(numbered[0], "Inte åtgärdad", "Planen är försenad."),
            row("Utförande", "", ""),
            row(numbered[1], "Efter plan", "Nämnden menar att allt är gjort."),
        ),
        table(row(cell(paragraph("Flytta de äldsta handlingarna", num=DECIMAL)), "", "")),
        verdict="Det kan finnas behov av en ny uppföljning.",
    )


def _grants() -> str:
    return audit(
        "Föreningsbidrag",
        "Fritidsnämndens bidrag granskades.",
        "Granskningen har inte besvarats.",
        table(
            row("Observation", "Noteringar"),
            row("a) Riktlinjer saknas", "Riktlinjer antogs i maj."),
            row("b) Återkrav görs inte", "Nämnden har inte ändrat sitt arbetssätt."),
        ),
        verdict="Bedömningen av bidragen görs nästa år.",
    )


MADE: tuple[Made, ...] = (
    Made("Inköp och avtal", Trail("2021-05-17", "2021-09-30", "2021-09-06", "88"), (
        Row("1", "Samla alla avtal i ett gemensamt register.", "Åtgärdad",
            "Registret infördes 2022 och används av alla enheter.", "Styrning"),
        Row("2", "Utbilda beställare", "Delvis åtgärdad",
            "En kurs har hållits.\nTvå återstår:\n- för skolan\n- för kultur Den tredje ställdes in.", "Styrning"),
        Row("3", "Pröva köp över beloppsgränsen i efterhand", "Ej åtgärdad", "Ingen prövning har gjorts.", "Kontroll"),
    )),
    Made("Skolskjuts", Trail("2020-03", "2020-06-15", "2020-06-09", "41–42"), (
        Row("1", "Se över turlistorna", "Klart", "Nya turlistor finns."),
        Row("2", "Mät restiderna\nför varje elev", "Pågår", None),
        Row("2", "Följ upp avtalet med trafikbolaget", "Ej genomförd", "Avtalet är\ninte omförhandlat."),
        Row("4 a", "Inför en klagomålsrutin", "Kvarstår", "Är inte påbörjat."),
    )),
    Made("Arkiv", Trail(answer_due="2019-12-31"), (
        Row("1", "Anta en arkivplan", "Inte åtgärdad", "Planen är försenad.", "Planering"),
        Row("2", "Gallra enligt plan", "Efter plan", "Nämnden menar att allt är gjort.", "Utförande"),
        Row("3", "Flytta de äldsta handlingarna", None, None, "Utförande"),
    )),
    Made("Föreningsbidrag", Trail(), (
        Row("a", "Riktlinjer saknas", None, "Riktlinjer antogs i maj."),
        Row("b", "Återkrav görs inte", None, "Nämnden har inte ändrat sitt arbetssätt."),
    )),
)  # fmt: skip
"""What :func:`save_made_report` is to be read as."""


def save_made_report(path: Path) -> Path:
    """A whole report with every trap that reports are known to set."""
    return save(
        path,
        paragraph("Uppföljning av granskningar i Exempelby", "Title"),
        paragraph("Exempelby kommuns revisorer"),
        paragraph("Mars 2023"),
        paragraph("1 Inledning 2", "TOC1"),
        heading(1, "Sammanfattning"),
        paragraph("Fyra granskningar har följts upp."),
        table(row("Granskning", "Åtgärdad"), row("Arkiv", "0")),
        heading(1, "Inledning"),
        heading(2, "Syfte"),
        paragraph("Vi vill veta vad som har hänt sedan sist."),
        heading(2, "Metod"),
        paragraph("Vi har läst protokoll och ställt frågor."),
        heading(2, "Bedömningsskala"),
        items("Åtgärdad: allt är på plats", "Ej åtgärdad: inget har hänt"),
        heading(1, "Iakttagelser och bedömningar"),
        _purchasing(),
        _school(),
        _archive(),
        _grants(),
        heading(1, "Revisionell bedömning"),
        paragraph("Kommunen har tagit granskningarna på allvar."),
        paragraph("Exempelby den 14 april 2023"),
        paragraph("Alva Ek"),
        paragraph("Den här rapporten har upprättats på uppdrag av revisorerna och får inte användas av andra."),
    )


OWN_SCALE = (
    ("Grönt", "Genomförd", "Rådet är följt och risken är borta."),
    ("Gult", "Pågår", "Rådet är på väg att följas, men risken finns kvar."),
    ("Rött", "Ej genomförd", "Inget har gjorts åt risken."),
)
"""Colour, label and definition of the levels of a report in words of its own."""
SCALES = {
    "in_method": lambda: items(*(f"{colour} = {label}. {text}" for colour, label, text in reversed(OWN_SCALE))),
    "with_introduction": lambda: (
        heading(2, "Bedömningsskala")
        + paragraph("Så här har vi satt färg på råden:")
        + items(*(f"{label}: {text}" for _colour, label, text in OWN_SCALE))
    ),
    "definitions_alone": lambda: (
        heading(2, "Skala") + items(*(f"{label} – {text}" for _colour, label, text in OWN_SCALE))
    ),
}
"""Ways to explain a scale."""
SIGNATURES = {
    "in_columns": lambda: "".join(map(paragraph, ("Siv Alm", "Ture Åkerlund", "Ordförande", "Vice ordförande"))),
    "in_lines": lambda: "".join(map(paragraph, ("Siv Alm", "Ordförande", "Ture Åkerlund", "Vice ordförande"))),
    "after_commas": lambda: "".join(map(paragraph, ("Siv Alm, Ordförande", "Ture Åkerlund, Vice ordförande"))),
    "in_a_table": lambda: table(row("Siv Alm", "Ture Åkerlund"), row("Ordförande", "Vice ordförande")),
}
"""Ways to sign a report."""


def save_own_words_report(path: Path, scale: str = "in_method", signatures: str = "in_columns") -> Path:
    """A report whose every standing part has words of its own."""
    return save(
        path,
        paragraph("Råd som vi gav, och vad som hände sedan", "Title"),
        paragraph("Granskarna i Provköping, kommunrevision"),
        paragraph("Mars 2022"),
        heading(1, "Sammanfattning"),
        paragraph("Två råd har följts upp."),
        heading(1, "Inledning"),
        heading(2, "Bakgrund"),
        paragraph("Råden gavs för att något skulle hända."),
        heading(2, "Syfte och revisionsfrågor"),
        paragraph("Vi svarar på två frågor:"),
        items("Har råden följts?", "Varför inte?"),
        heading(2, "Revisionskriterier"),
        paragraph("Vi mäter mot kommunallagen och mot fullmäktiges egna mål."),
        heading(2, "Avgränsning"),
        paragraph("Bolagen ingår inte."),
        heading(2, "Metod"),
        paragraph("Vi har ringt runt. Råden har fått färg så här:"),
        SCALES[scale](),
        heading(1, "Råden ett för ett"),
        paragraph("Här står råden, ett för ett."),
        audit(
            "Brandskydd",
            "Granskningen genomfördes under 2019.\nGranskningen avsåg räddningsnämnden.",
            "Revisorerna överlämnade den 5 mars 2020 rapporten till räddningsnämnden. Räddningsnämnden ombads svara "
            "senast den 1 juni 2020. Räddningsnämnden svarade den 26 maj 2020, § 14.",
            table(
                row(*HEADER),
                row("1) Öva varje år", OWN_SCALE[0][1], "Övas i maj."),
                row("2) Räkna släckarna", OWN_SCALE[1][1], "Hälften är räknade."),
                row("3) Sätt upp skyltar", OWN_SCALE[2][1], ""),
            ),
            verdict="Nämnden har gjort det mesta.",
        ),
        heading(1, "Revisionell bedömning"),
        paragraph("Det går åt rätt håll."),
        paragraph("Provköping den 7 april 2022"),
        SIGNATURES[signatures](),
        paragraph("Den här rapporten har tagits fram åt fullmäktige i Provköping och ingen annan."),
    )
