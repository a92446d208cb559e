"""What a report coming in says, before anybody asks what of it the register holds already."""

from collections.abc import Mapping

from msgspec import Struct

UNDERSTOOD = "understood"
KEPT = "kept"
JOINED = "joined"
REFUSED = "refused"


class Note(Struct, frozen=True):
    """Something that a person should be told of how a file was read. Its sentence is made where it is shown."""

    kind: str
    """`understood` by a rule worth telling, `kept` as text, `joined` from parts, or `refused`."""
    code: str
    """What happened, such as `row_continued`, `theme_row` or `unknown_level`."""
    where: str
    """Title of the audit or heading; empty for the file as a whole."""
    what: str = ""
    """The text it is about."""
    values: Mapping[str, str] = {}
    """What the sentence needs beside it, such as `table` and `row` counted from 1."""


class ReportRecommendation(Struct, frozen=True):
    """A row of a table of recommendations."""

    position: int
    """Order within the audit, counted from 1."""
    number: str | None
    """As printed, without its closing parenthesis or period."""
    theme: str | None
    text: str
    label: str | None
    """The level as printed; None when none is."""
    means: str | None
    """What the label means; None when it is not known, or nothing is judged."""
    comment: str | None
    kind: str = "recommendation"
    table: int = 0
    """Which table of the file it stands in, counted from 1."""
    row: int = 0
    """Which row of that table it begins in, counted from 1."""


class TrailFacts(Struct, frozen=True):
    """What the account of letter and answer says. Dates are partial dates; bodies are names."""

    handed_over: str | None = None
    answer_due: str | None = None
    answered_on: str | None = None
    received_on: str | None = None
    paragraph: str | None = None
    """The number of the minutes' paragraph, without the § sign."""
    responder: str | None = None
    asked: tuple[str, ...] = ()
    """Bodies asked to answer."""
    handed_to: tuple[str, ...] = ()
    """Bodies that the report was handed over to."""
    on_behalf_of: tuple[str, ...] = ()
    """Bodies that the answer speaks for, beside the responder."""
    joint: bool = False
    """Whether one answer was asked for, or given, for all."""
    others_concerned: bool = False
    """Whether it was also handed over to boards that are named only as those concerned."""
    extension_requested: str | None = None
    """The date of the request; `yes` when only that there was one is known."""
    extension_decision: str | None = None
    """`granted`, `refused`, or `unknown` when that is said; None when nothing is."""
    extension_due: str | None = None


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
    """`none`, `may` or `shall`; None when not said."""
    follow_up_year: int | None = None


class ReportDocument(Struct, frozen=True):
    """A follow-up report, as read."""

    file_name: str
    sha256: str
    title: str
    audits: tuple[ReportAudit, ...]
    report_date: str | None = None
    year: int | None = None
    office: str | None = None
    purpose: str | None = None
    method: str | None = None
    judgement: str | None = None
    disclaimer: str | None = None
    definitions: tuple[tuple[str, str], ...] = ()
    """(label, definition) of the levels that the report explains."""
    notes: tuple[Note, ...] = ()

    @property
    def refused(self) -> int:
        """How many things were refused."""
        return sum(note.kind == REFUSED for note in self.notes)


class Notebook(Struct):
    """Collects notes while a file is read."""

    notes: list[Note] = []

    def add(self, kind: str, code: str, where: str, what: str = "", **values: str | int) -> None:
        """Write a note down."""
        self.notes.append(Note(kind, code, where, what, {name: str(value) for name, value in values.items()}))
