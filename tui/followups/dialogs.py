"""The forms of a follow-up itself: starting one, changing what it is called, and choosing its audits. Pure."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from textual import on

from storage.domain.editable_fields import FOLLOW_UP_AGAIN
from storage.domain.followups import Proposal, ScaleView
from storage.domain.records import Followup, FollowupAudit, Named
from storage.domain.text import one_line, searchable
from tui.kit.command import key_for
from tui.kit.field_row import FieldRow
from tui.kit.fields import Field, Form, InputKind, marks_text
from tui.kit.form import KeepDraft, Submit, WritingDialog
from tui.language.catalogue import _, mark
from tui.language.outcomes import why_proposed
from tui.language.words import field_word, value_word
from tui.letters.forms import FOLDER, FOLLOWUP, SIGNERS
from tui.records.record_form import distinct_names

TITLE, YEAR, RESPONSIBLE, SCALE, AUDITS = "title", "year", "responsible", "scale", "audits"
TEXTS = ("purpose", "method")


def start_form(
    title: str,
    year: int,
    scale: str,
    scales: Sequence[ScaleView],
    persons: Sequence[Named],
    audits: "Choice",
) -> Form:
    """What is asked for of a new follow-up.

    Args:
        title: what it is called where nothing else is said.
        year: its year.
        scale: the id of the scale to begin with.
        scales: those there are.
        persons: who may lead it.
        audits: those to choose from; what is proposed is marked to begin with.
    """
    fields = (
        Field(TITLE, field_word(TITLE), value=title),
        Field(YEAR, field_word(YEAR), InputKind.YEAR, str(year)),
        _responsible(persons, ""),
        Field(SCALE, field_word(SCALE), InputKind.CHOICE, scale, tuple((one.id, one.label) for one in scales)),
        _audits(audits, [one.audit for one in audits.proposals]),
        *(Field(name, field_word(name), InputKind.TEXT, lines=3) for name in TEXTS),
    )
    note = _("Granskningar som föreslås är markerade. Allt går att ändra tills uppföljningen fastställs.")
    return Form(_("Ny uppföljning"), fields, note=note, first=TITLE, done=mark("Börja"))


def own_form(followup: Followup, persons: Sequence[Named]) -> Form:
    """What is asked for of the open follow-up itself."""
    fields = (
        Field(TITLE, field_word(TITLE), value=followup.title or ""),
        Field(YEAR, field_word(YEAR), InputKind.YEAR, str(followup.year or "")),
        _responsible(persons, followup.responsible or ""),
        Field("report_date", field_word("report_date"), InputKind.DATE, followup.report_date or "", nearest=True),
    )
    return Form(_("Uppföljning: {name}").format(name=followup.title or ""), fields)


def audits_form(followup: Followup, audits: "Choice") -> Form:
    """Which audits the open follow-up covers."""
    note = _("Mellanslag tar med och tar ut. De som föreslås står efter dem som är med, med skälet under listan.")
    heading = _("Granskningar i {name}").format(name=followup.title or "")
    return Form(heading, (_audits(audits, [one.id for one in audits.covered]),), note=note)


class Choice(Struct, frozen=True):
    """The audits to choose from."""

    covered: Sequence[Named]
    """Those that the follow-up covers, in its order."""
    proposals: Sequence[Proposal]
    every: Sequence[Named]

    @property
    def lines(self) -> dict[str, str]:
        """Audit id → line to choose it by: those covered, those proposed, and the others."""
        found = {one.id: one.name for one in self.covered}
        for one in self.proposals:
            found.setdefault(one.audit, f"{one.name} · {_('föreslås')}")
        for other in self.every:
            found.setdefault(other.id, other.name)
        return found

    @property
    def whys(self) -> dict[str, str]:
        """Audit id → why it is proposed."""
        return {one.audit: f"{one.name}: {why_proposed(one)}." for one in self.proposals}


def _audits(choice: Choice, marked: Sequence[str]) -> Field:
    lines = tuple(choice.lines.items())
    return Field(AUDITS, _("Granskningar"), InputKind.MARKS, marks_text(marked), choices=lines, whys=choice.whys)


def _responsible(persons: Sequence[Named], person: str) -> Field:
    called = distinct_names(persons)
    return Field(
        RESPONSIBLE,
        field_word(RESPONSIBLE),
        InputKind.NAME,
        next((name for name, one in called.items() if one == person), ""),
        known=tuple(called),
        meant={searchable(name): one for name, one in called.items()},
    )


_FOLLOWUP_TEXTS = ("judgement", "purpose", "method", "disclaimer")


def audit_texts_form(name: str, covered: FollowupAudit, trail: Sequence[str], followup: str) -> Form:
    """What the open follow-up says of an audit as a whole.

    Args:
        name: what the audit is called.
        covered: the audit in the follow-up as it is.
        trail: the sentences that are printed where no account of letter and answer is typed.
        followup: the follow-up's title.
    """

    def printed(typed: str) -> str:
        if one_line(typed):
            return ""
        generated = " ".join(trail) or _("inget, för inga datum är kända.")
        return _("Skrivs ut: {text}").format(text=generated)

    year = str(covered.follow_up_year) if covered.follow_up_year is not None else ""
    needed = "1" if covered.meeting_needed else ""
    again = (("", "–"), *((one, value_word("follow_up_again", one)) for one in FOLLOW_UP_AGAIN))
    yes_or_no = tuple((value, value_word("meeting_needed", value)) for value in ("", "1"))
    fields = (
        Field("judgement", _("Bedömning"), InputKind.TEXT, covered.judgement or "", lines=5),
        Field(
            "follow_up_again",
            field_word("follow_up_again"),
            InputKind.CHOICE,
            covered.follow_up_again or "",
            choices=again,
        ),
        Field("follow_up_year", field_word("follow_up_year"), InputKind.YEAR, year),
        Field("meeting_needed", field_word("meeting_needed"), InputKind.CHOICE, needed, choices=yes_or_no),
        Field("trail_text", field_word("trail_text"), InputKind.TEXT, covered.trail_text or "", told=printed),
    )
    return Form(_("Bedömning av {name}").format(name=name), fields, note=followup)


def followup_form(followup: Followup) -> Form:
    """The texts of the open follow-up."""
    fields = (
        *(
            Field(name, field_word(name), InputKind.TEXT, getattr(followup, name) or "", lines=6 if not place else 4)
            for place, name in enumerate(_FOLLOWUP_TEXTS)
        ),
        Field("title", field_word("title"), value=followup.title or ""),
        Field("report_date", field_word("report_date"), InputKind.DATE, followup.report_date or "", nearest=True),
    )
    return Form(_("Uppföljningens texter: {name}").format(name=followup.title or ""), fields)


def reason_form(kind: str, name: str) -> Form:
    """Why something is taken out of the lists."""
    known = {
        "audit": _("Granskningen och dess rekommendationer försvinner ur alla listor och antal."),
        "recommendation": _("Rekommendationen försvinner ur alla listor och antal."),
    }
    told = known.get(kind) or _("Posten, och det som hör till den, försvinner ur alla listor.")
    note = f"{name}\n\n{told} {_('Historiken finns kvar, och {key} ångrar.').format(key=key_for('undo'))}"
    return Form(_("Ta bort"), (Field("removed", _("Skäl")),), note=note, done=mark("Ta bort"))


REPORT, REPORT_DATE = "report", "report_date"
OWN = (REPORT_DATE, SIGNERS)
"""The fields that are the follow-up's own."""

Held = Mapping[str, Mapping[str, str]]
"""Follow-up → field → what is saved of it."""


def report_form(followups: Sequence[Followup], chosen: Followup, held: Held, folder: Path) -> Form:
    """What is asked for of a report."""
    choices = tuple((each.id, f"{each.title or each.year or ''} · {_state(each)}") for each in followups)
    own = held[chosen.id]
    fields = (
        Field(FOLLOWUP, field_word("followup"), InputKind.CHOICE, chosen.id, choices=choices),
        Field(REPORT_DATE, field_word("report_date"), InputKind.DATE, own[REPORT_DATE], nearest=True),
        Field(SIGNERS, _("Undertecknare"), InputKind.TEXT, own[SIGNERS], told=_report_signers_hint, lines=3),
        Field(FOLDER, _("Mapp"), value=str(folder)),
    )
    note = _("Word-filen skrivs i mappen. En fil som redan finns skrivs aldrig över.")
    return Form(_("Uppföljningsrapport"), fields, note=note, first=FOLDER)


class ReportDialog(WritingDialog):
    """Shows the date and the signers of the follow-up that is chosen."""

    def __init__(self, form: Form, held: Held, submit: Submit, keep_draft: KeepDraft) -> None:
        """`held` is what is saved of every follow-up."""
        super().__init__(form, submit, keep_draft)
        self._held = {followup: dict(own) for followup, own in held.items()}
        self._written = {followup: dict(own) for followup, own in held.items()}
        self._shown = self.texts[FOLLOWUP]

    @property
    def changed_own(self) -> dict[str, str]:
        """What was handed over of the chosen follow-up's own fields, where that is another than what is saved."""
        held = self._held[self.values[FOLLOWUP]]
        return {name: self.values[name] for name in OWN if self.values[name] != held[name]}

    def settled(self) -> None:
        """The chosen follow-up's own fields are saved."""
        self._held[self.values[FOLLOWUP]] = {name: self.values[name] for name in OWN}

    @on(FieldRow.Changed)
    def show_own(self) -> None:
        """Another follow-up: its own fields, as they were left."""
        rows = {row.field.name: row for row in self.query(FieldRow)}
        chosen = rows[FOLLOWUP].text
        if chosen == self._shown:
            self._written[chosen] = {name: rows[name].text for name in OWN}
            return
        self._shown = chosen
        for name, text in dict(self._written[chosen]).items():
            rows[name].write(text)


def _state(followup: Followup) -> str:
    return _("öppen") if followup.state == "open" else _("fastställd")


def _report_signers_hint(_typed: str) -> str:
    return _("En på varje rad: namn, titel. Inga: de som står i inställningarna.")
