"""The form of a follow-up's report: which, its date, who signs it, and where it goes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from textual import on

from storage.domain.records import Followup
from tui.dialogs.field_row import FieldRow
from tui.dialogs.fields import Field, Form, Kind
from tui.dialogs.form import KeepDraft, Submit, WritingDialog
from tui.dialogs.missiv import FOLDER, FOLLOWUP, SIGNERS
from tui.language.catalogue import _
from tui.language.terms import field_word

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
        Field(FOLLOWUP, field_word("followup"), Kind.CHOICE, chosen.id, choices=choices),
        Field(REPORT_DATE, field_word("report_date"), Kind.DATE, own[REPORT_DATE], nearest=True),
        Field(SIGNERS, _("Undertecknare"), Kind.TEXT, own[SIGNERS], told=_signers_told, lines=3),
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


def _signers_told(_typed: str) -> str:
    return _("En på varje rad: namn, titel. Inga: de som står i inställningarna.")
