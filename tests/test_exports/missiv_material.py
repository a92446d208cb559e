"""Letters of a made-up municipality, as the register hands them to documents."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from exports.document import Paragraphs
from exports.letter_templates.render import part_texts
from exports.letters.parts import MissivContext
from storage.domain.material import (
    ANSWER,
    INFORMATION,
    AssessedRecommendation,
    AuditInLetter,
    LetterMaterial,
    Recipient,
)
from storage.domain.records import (
    Audit,
    Body,
    Followup,
    Letter,
    LetterQuestion,
    LetterRecipient,
    Person,
    Recommendation,
    replace,
)
from tests.test_exports.material import LEVELS, judged

BODY_PART = "word/document.xml"
SIGNERS = (
    Person(id="p1", name="Maja Lindgård", title="Ordförande"),
    Person(id="p2", name="Olle Vennström", organisation="Exempelbyrån"),
)
SETTINGS = {
    "postal_address": "Box 12\n123 45 Exempelby",
    "visiting_address": "Storgatan 1",
    "phone": "0123-45 67 89",
    "email": "revisionen@exempelby.se",
    "web": "exempelby.se/revision",
    "place": "Exempelby",
    "copy_recipients": "Kommundirektören\nKommunarkivet",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000a0000000a0802000000025058ea0000001249444154789c63"
    "90b748c1831846a5b12100231a490d734f64f40000000049454e44ae426082"
)
"""A picture of ten by ten dots."""


def recipient(
    name: str | None,
    role: str | None = ANSWER,
    *,
    demand: str | None = None,
    due: str | None = None,
    through: str | None = None,
) -> Recipient:
    """A body that gets the letter; its id is its name."""
    key = name or ""
    return Recipient(
        LetterRecipient(id=f"r-{name}", body=key, role=role, demand=demand, answer_due=due, through=through),
        Body(id=key, name=name),
        through,
    )


def directed(each: AssessedRecommendation, *bodies: str) -> AssessedRecommendation:
    """The recommendation, directed to bodies of those names."""
    return AssessedRecommendation(each.recommendation, each.level, each.assessment, each.stances, bodies)


def plain(number: str | None, text: str, *bodies: str, kind: str = "recommendation") -> AssessedRecommendation:
    """A recommendation that nobody has judged."""
    record = Recommendation(id=f"{number}-{text}", number=number, text=text, kind=kind, internal_note="Hemligt")
    return AssessedRecommendation(record, None, None, (), bodies)


def letter_audit(*recommendations: AssessedRecommendation, **facts: Any) -> AuditInLetter:
    """An audit with what is given, and nothing else known."""
    auditees = tuple(dict.fromkeys(name for each in recommendations for name in each.bodies))
    audit = Audit(id="audit", title="Granskning av måltider", short_title="Måltider")
    return AuditInLetter(replace(audit, **facts), auditees, recommendations)


def letter(
    *audits: AuditInLetter,
    recipients: tuple[Recipient, ...] = (recipient("Socialnämnden"),),
    record: Letter | None = None,
    questions: tuple[LetterQuestion, ...] = (),
    signers: tuple[Person, ...] = (),
    followup: Followup | None = None,
    office: str | None = "Exempelby kommuns revisorer",
    settings: Mapping[str, str] | None = None,
) -> LetterMaterial:
    """A letter with what is given."""
    return LetterMaterial(
        letter=record or Letter(id="letter", kind="missiv", decided="2026-11-20"),
        audits=audits,
        recipients=recipients,
        questions=questions,
        signers=signers,
        followup=followup,
        office=office,
        settings=settings or {},
    )


def full_letter() -> LetterMaterial:
    """A letter that says everything that a letter can."""
    two = ("Socialnämnden", "Tekniska nämnden")
    return letter(
        letter_audit(
            plain("1", "Se till att det finns en riktlinje", *two),
            plain("2", "Följ upp kostnaden\n- per portion\n- per kök", "Socialnämnden"),
            plain("2", "Minska svinnet", "Tekniska nämnden"),
            plain(None, "Inför egenkontroll", *two, kind="remark"),
            years="2025",
            plan_year=2026,
            report_date="2026-11-12",
            firm="Exempelbyrån AB",
            purpose="Syftet var att bedöma styrningen.",
            judgement="Styrningen är i huvudsak tillräcklig.",
            grounds="- Ansvaret är tydligt.\n- Uppföljningen brister.",
        ),
        recipients=(
            recipient("Socialnämnden", demand="Redovisa en tidplan."),
            recipient("Tekniska nämnden", demand="Redovisa ansvaret.\nÄven för köken."),
            recipient("Kommunfullmäktiges presidium", INFORMATION),
        ),
        record=Letter(
            id="letter", decided="2026-11-20", answer_due="2027-01-15", answer_how="Svaret skickas per e-post.",
            own_text="Revisorerna ser allvarligt på frågan.\nEtt möte hålls.", registry_number="REV 2026/14",
        ),
        questions=(LetterQuestion(id="q", number="1", text="Hur säkras kompetensen?"),),
        signers=SIGNERS,
        settings=SETTINGS,
    )  # fmt: skip


def followup_letter() -> LetterMaterial:
    """The letter that hands a follow-up report over: two audits with something left, one with nothing."""
    return letter(
        letter_audit(judged("1", LEVELS[1]), judged("3", LEVELS[2], position=2), title="Granskning av moms"),
        letter_audit(judged("2", LEVELS[2], audit="b"), title="Granskning av boenden"),
        letter_audit(title="Granskning av resor"),
        followup=Followup(
            id="f", title="Uppföljning 2026", year=2026, plan_year=2025, state="closed", report_date="2026-11-18",
            judgement="En del återstår.",
        ),
        record=Letter(id="letter", decided="2026-11-20", answer_due="2027-02-26"),
    )  # fmt: skip


def lines_of(path: Path | bytes, part: str = BODY_PART) -> list[str]:
    """The paragraphs of a part that say something."""
    data = path if isinstance(path, bytes) else path.read_bytes()
    return [line for line in part_texts(data, [part])[part].split("\n") if line]


def expected_lines(context: MissivContext) -> list[str]:
    """Return the lines of the body of the shipped template, made of the context without the template."""
    return [line for line in _printed(context) if line]


def _printed(context: MissivContext) -> Iterator[str | None]:
    def section(heading: str, *texts: Paragraphs) -> Iterator[str]:
        if any(texts):
            yield heading
            yield from (each.text for text in texts for each in text)

    yield context.place_and_date
    yield f"Diarienummer: {context.registry_number}" if context.registry_number else None
    for group in context.recipients:
        yield from (group.label, *group.names)
    yield context.title
    yield from (each.text for text in (context.opening, context.information) for each in text)
    yield from section("Syfte", context.purpose)
    yield from section("Samlad bedömning", context.judgement, context.grounds)
    yield context.tables_heading
    for table in context.tables:
        yield from (table.heading, table.lead, "Nr", table.column)
        yield "Bedömning" if table.judged else None
        for row in table.rows:
            yield from (row.number, *(each.text for each in row.text), row.status)
    yield from (each.text for each in context.own_text)
    yield from section("Svar", context.answer_request, context.demands, context.answer_contents, context.answer_how)
    yield context.closing_formula
    for signer in context.signers:
        yield from (signer.name, signer.title)
    yield context.signed_on
    yield from ("Bilagor", *context.enclosures) if context.enclosures else ()
    yield from ("Kopia till", *context.copies) if context.copies else ()


def changed(package: bytes, change: Callable[[str], str], part: str = BODY_PART) -> bytes:
    """The package with the text of one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text = change(content.decode())
                assert text != content.decode(), "the change changes nothing"
                content = text.encode()
            new.writestr(name, content)
    return stream.getvalue()
