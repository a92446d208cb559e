"""The content of an imported report, independent of the register, and the notes on reading it."""

from collections.abc import Mapping

from msgspec import Struct, field

from storage.intake.ledger import FateLedger

UNDERSTOOD = "understood"
KEPT = "kept"
JOINED = "joined"
REFUSED = "refused"


class Note(Struct, frozen=True):
    """A note for the user on how a file was read; its sentence is composed where it is shown."""

    kind: str
    """`understood` by a rule, `kept` as text, `joined` from parts, or `refused`."""
    code: str
    """Code of the event, such as `row_continued`, `theme_row` or `unknown_level`."""
    where: str
    """Title of the audit or heading; empty for the file as a whole."""
    what: str = ""
    """The text it is about."""
    values: Mapping[str, str] = {}
    """Other values of the sentence, such as `table` and `row`, counted from 1."""


class ReportRecommendation(Struct, frozen=True):
    """A row of a table of recommendations."""

    position: int
    """Order within the audit, counted from 1."""
    number: str | None
    """As printed, without its closing parenthesis or period."""
    theme: str | None
    text: str
    label: str | None
    """The printed level; None without one."""
    means: str | None
    """Meaning of the label; None for an unknown label or without one."""
    comment: str | None
    kind: str = "recommendation"
    table: int = 0
    """Number of its table in the file, counted from 1."""
    row: int = 0
    """Number of its first row in that table, counted from 1."""
    bodies: tuple[str, ...] = ()
    """Those whom it is for, where the table says so."""
    unknown_bodies: tuple[str, ...] = ()
    """Words of the table for whom it is for that are no names by their grammar, such as `KS`."""
    parent: int | None = None
    """Position of the one that it is a part of."""


class TrailResponse(Struct, frozen=True):
    """A response of another body than the first."""

    answered_on: str | None = None
    paragraph: str | None = None
    responder: str | None = None
    on_behalf_of: tuple[str, ...] = ()


class TrailFacts(Struct, frozen=True):
    """Facts of the letter and the response of an audit. Dates are partial dates; bodies are names."""

    handed_over: str | None = None
    answer_due: str | None = None
    answered_on: str | None = None
    received_on: str | None = None
    paragraph: str | None = None
    """The number of the minutes' paragraph, without the § sign."""
    responder: str | None = None
    requested: tuple[str, ...] = ()
    """Bodies that are to respond."""
    handed_to: tuple[str, ...] = ()
    """Bodies that the report was handed over to."""
    on_behalf_of: tuple[str, ...] = ()
    """Bodies that the response covers, beside the responder."""
    joint: bool = False
    """True for one joint response of all bodies."""
    others_concerned: bool = False
    """True when it was also handed over to boards named only as those concerned."""
    extension_requested: str | None = None
    """The date of the request; `yes` when the date is unknown."""
    extension_decision: str | None = None
    """`granted`, `refused`, or `unknown` when the report says so; None without a decision."""
    extension_due: str | None = None
    further: tuple[TrailResponse, ...] = ()
    """Responses of other bodies, on their own days."""


class SettledRow(Struct, frozen=True):
    """A row of a table of what earlier follow-ups had settled, as printed."""

    text: str
    label: str
    """The level or the reason that settled it."""
    year: int | None


class ReportAudit(Struct, frozen=True):
    """One audit that the report follows up."""

    title: str
    recommendations: tuple[ReportRecommendation, ...]
    years: str | None = None
    auditees: tuple[str, ...] = ()
    purpose: str | None = None
    judgement: str | None = None
    grounds: str | None = None
    trail_text: str | None = None
    trail: TrailFacts = TrailFacts()
    followup_judgement: str | None = None
    follow_up_again: str | None = None
    """`none`, `may` or `shall`; None if not stated."""
    follow_up_year: int | None = None
    settled: tuple[SettledRow, ...] = ()
    """What earlier follow-ups had settled, by the report."""


class ReportSigner(Struct, frozen=True):
    """One who has signed the report."""

    name: str
    title: str | None = None
    """Role, as printed."""


class ReportDocument(Struct, frozen=True):
    """A follow-up report, as read."""

    file_name: str
    sha256: str
    title: str
    audits: tuple[ReportAudit, ...]
    report_date: str | None = None
    year: int | None = None
    office: str | None = None
    signed_on: str | None = None
    """Day of the signatures, a partial date."""
    place: str | None = None
    """Place of the signatures."""
    chapter: str | None = None
    """Heading of the chapter of the audits."""
    chapter_text: str | None = None
    """Introduction of that chapter."""
    signers: tuple[ReportSigner, ...] = ()
    background: str | None = None
    purpose: str | None = None
    criteria: str | None = None
    limits: str | None = None
    method: str | None = None
    judgement: str | None = None
    disclaimer: str | None = None
    definitions: tuple[tuple[str, str], ...] = ()
    """(label, definition) of the levels that the report explains."""
    notes: tuple[Note, ...] = ()
    ledger: FateLedger = field(default_factory=FateLedger)
    """The fate of each passage of the file."""


class Notebook(Struct):
    """Collects notes while a file is read, and the fates of its passages."""

    notes: list[Note] = []
    ledger: FateLedger = field(default_factory=FateLedger)

    def add(self, kind: str, code: str, where: str, what: str = "", **values: str | int) -> None:
        """Add a note."""
        self.notes.append(Note(kind, code, where, what, {name: str(value) for name, value in values.items()}))
