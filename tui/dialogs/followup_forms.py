"""The forms of a follow-up itself: starting one, changing what it is called, and choosing its audits. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from storage.domain.entry_views import Named
from storage.domain.following import Proposal, ScaleView
from storage.domain.records import Followup
from storage.domain.text import searchable
from tui.dialogs.fields import Field, Form, Kind, marks_text
from tui.dialogs.kind_form import told_apart
from tui.language.catalogue import _, mark
from tui.language.following import why_proposed
from tui.language.terms import field_word

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
        Field(YEAR, field_word(YEAR), Kind.YEAR, str(year)),
        _responsible(persons, ""),
        Field(SCALE, field_word(SCALE), Kind.CHOICE, scale, tuple((one.id, one.label) for one in scales)),
        _audits(audits, [one.audit for one in audits.proposals]),
        *(Field(name, field_word(name), Kind.TEXT, lines=3) for name in TEXTS),
    )
    note = _("Granskningar som föreslås är markerade. Allt går att ändra tills uppföljningen fastställs.")
    return Form(_("Ny uppföljning"), fields, note=note, first=TITLE, done=mark("Börja"))


def own_form(followup: Followup, persons: Sequence[Named]) -> Form:
    """What is asked for of the open follow-up itself."""
    fields = (
        Field(TITLE, field_word(TITLE), value=followup.title or ""),
        Field(YEAR, field_word(YEAR), Kind.YEAR, str(followup.year or "")),
        _responsible(persons, followup.responsible or ""),
        Field("report_date", field_word("report_date"), Kind.DATE, followup.report_date or "", nearest=True),
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
    return Field(AUDITS, _("Granskningar"), Kind.MARKS, marks_text(marked), choices=lines, whys=choice.whys)


def _responsible(persons: Sequence[Named], person: str) -> Field:
    called = told_apart(persons)
    return Field(
        RESPONSIBLE,
        field_word(RESPONSIBLE),
        Kind.NAME,
        next((name for name, one in called.items() if one == person), ""),
        known=tuple(called),
        meant={searchable(name): one for name, one in called.items()},
    )
