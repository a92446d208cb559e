"""Forms of follow-ups: starting one, its fields, audits and texts, its report, and scales. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from storage.domain.editable_fields import FOLLOW_UP_AGAIN, SCOPES, Given
from storage.domain.followups import Proposal, ScaleView
from storage.domain.records import Followup, FollowupAudit, Level, Named, Person
from storage.domain.scale import LEAST_CONTRAST, LEVEL_FIELDS, MEANS, MOST_LEVELS, contrast
from storage.domain.settings import people_value
from storage.domain.text import one_line, searchable
from tui.kit.fields import Field, Form, InputKind, marks_text
from tui.language.catalogue import _, mark
from tui.language.outcomes import why_proposed
from tui.language.words import field_word, means_word, value_word
from tui.letters.forms import FOLDER, FOLLOWUP, SIGNERS
from tui.records.forms import distinct_names

TITLE, YEAR, RESPONSIBLE, SCALE, AUDITS, SCOPE = "title", "year", "responsible", "scale", "audits", "scope"
TEXTS = ("purpose", "method")


def start_form(
    title: str,
    year: int,
    scale: str,
    scales: Sequence[ScaleView],
    persons: Sequence[Named],
    audits: "AuditChoices",
) -> Form:
    """Build the form of a new follow-up.

    Args:
        title: its proposed title.
        year: its year.
        scale: the id of the scale chosen at first.
        scales: every scale.
        persons: every person who may lead it.
        audits: those to choose from; the proposed ones are marked at first.
    """
    fields = (
        Field(TITLE, field_word(TITLE), value=title),
        Field(YEAR, field_word(YEAR), InputKind.YEAR, str(year)),
        _responsible_field(persons, ""),
        Field(SCALE, field_word(SCALE), InputKind.CHOICE, scale, tuple((one.id, one.label) for one in scales)),
        _audits_field(audits, [one.audit for one in audits.proposals]),
        Field(SCOPE, field_word(SCOPE), InputKind.CHOICE, "", _scopes()),
        *(Field(name, field_word(name), InputKind.TEXT, lines=3) for name in TEXTS),
    )
    note = _("Granskningar som föreslås är markerade. Allt går att ändra tills uppföljningen fastställs.")
    return Form(_("Ny uppföljning"), fields, note=note, first=TITLE, done=mark("Börja"))


def own_form(followup: Followup, persons: Sequence[Named]) -> Form:
    """Build the form of the open follow-up's own fields."""
    fields = (
        Field(TITLE, field_word(TITLE), value=followup.title or ""),
        Field(YEAR, field_word(YEAR), InputKind.YEAR, str(followup.year or "")),
        _responsible_field(persons, followup.responsible or ""),
        Field("report_date", field_word("report_date"), InputKind.DATE, followup.report_date or "", nearest=True),
    )
    return Form(_("Uppföljning: {name}").format(name=followup.title or ""), fields)


def audits_form(followup: Followup, audits: "AuditChoices") -> Form:
    """Build the form of which audits the open follow-up covers."""
    note = _("Mellanslag tar med och tar ut. De som föreslås står efter dem som är med, med skälet under listan.")
    heading = _("Granskningar i {name}").format(name=followup.title or "")
    return Form(heading, (_audits_field(audits, [one.id for one in audits.covered]),), note=note)


class AuditChoices(Struct, frozen=True):
    """Audits to choose from."""

    covered: Sequence[Named]
    """Those that the follow-up covers, in its order."""
    proposals: Sequence[Proposal]
    every: Sequence[Named]

    @property
    def lines(self) -> dict[str, str]:
        """Map audit id → line to choose it by: those covered, those proposed, then the others."""
        found = {one.id: one.name for one in self.covered}
        for one in self.proposals:
            found.setdefault(one.audit, f"{one.name} · {_('föreslås')}")
        for other in self.every:
            found.setdefault(other.id, other.name)
        return found

    @property
    def whys(self) -> dict[str, str]:
        """Map audit id → the reason for proposing it."""
        return {one.audit: f"{one.name}: {why_proposed(one)}." for one in self.proposals}


def _scopes() -> tuple[tuple[str, str], ...]:
    """Return the scopes of a new follow-up's audits; the first is the proposed one of each."""
    return (("", _("det som återstår, där något är avslutat")), ("all", value_word(SCOPE, "all")))


def _audits_field(choice: AuditChoices, marked: Sequence[str]) -> Field:
    lines = tuple(choice.lines.items())
    return Field(AUDITS, _("Granskningar"), InputKind.MARKS, marks_text(marked), choices=lines, whys=choice.whys)


def _responsible_field(persons: Sequence[Named], person: str) -> Field:
    ids = distinct_names(persons)
    return Field(
        RESPONSIBLE,
        field_word(RESPONSIBLE),
        InputKind.NAME,
        next((name for name, one in ids.items() if one == person), ""),
        known=tuple(ids),
        ids={searchable(name): one for name, one in ids.items()},
    )


_FOLLOWUP_TEXTS = ("judgement", "background", "purpose", "criteria", "limits", "method", "disclaimer")


def audit_texts_form(name: str, covered: FollowupAudit, trail: Sequence[str], followup: str) -> Form:
    """Build the form of the open follow-up's texts about an audit as a whole.

    Args:
        name: the audit's.
        covered: the audit's record in the follow-up.
        trail: the sentences printed where no account of letter and response is typed.
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
    scopes = tuple((one, value_word("scope", one)) for one in SCOPES)
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
        Field("trail_text", field_word("trail_text"), InputKind.TEXT, covered.trail_text or "", hint=printed),
        Field("scope", field_word("scope"), InputKind.CHOICE, covered.scope or "all", choices=scopes),
    )
    return Form(_("Bedömning av {name}").format(name=name), fields, note=followup)


SCALE_LABEL = "scale"
"""The field of the scale's own label; those of levels have their number after them."""
_LEVEL_ORDER = ("label", "means", "short_label", "symbol", "fill", "definition", "synonyms")
_FILL_LENGTH = 6


def scale_form(label: str, levels: Sequence[Level], *, used: bool, fresh: bool) -> Form:
    """Build the form of a scale; an empty level follows its own, for one more."""
    fields = [Field(SCALE_LABEL, field_word("label"), value=label)]
    blank = [Level(id="")] if len(levels) < MOST_LEVELS else []
    for number, level in enumerate([*levels, *blank], 1):
        fields += _of_level(number, level)
    note = _("En nivå utan beteckning tas bort. Det som är tomt fylls i efter betydelsen.")
    if used and not fresh:
        kept = _("Skalan används. Nya nivåer blir en ny skala bredvid, och det som är bedömt står kvar på den gamla.")
        note = f"{kept} {note}"
    title = _("Ny skala") if fresh else _("Skala: {name}").format(name=label)
    return Form(title, tuple(fields), note=note)


def levels_of(values: Mapping[str, str]) -> list[Mapping[str, Given]]:
    """Return the levels that a form's fields give, in order; those without a label are left out."""
    found: list[Mapping[str, Given]] = []
    for number in range(1, MOST_LEVELS + 1):
        level = {name: values.get(f"{name}-{number}", "") for name in LEVEL_FIELDS}
        if one_line(level["label"]):
            found.append(level)
    return found


def texts_form(followup: Followup) -> Form:
    """Build the form of the open follow-up's texts."""
    fields = (
        *(
            Field(name, field_word(name), InputKind.TEXT, getattr(followup, name) or "", lines=6 if not place else 4)
            for place, name in enumerate(_FOLLOWUP_TEXTS)
        ),
        Field("title", field_word("title"), value=followup.title or ""),
        Field("plan_year", field_word("plan_year"), InputKind.YEAR, str(followup.plan_year or "")),
        Field("report_date", field_word("report_date"), InputKind.DATE, followup.report_date or "", nearest=True),
    )
    return Form(_("Uppföljningens texter: {name}").format(name=followup.title or ""), fields)


def _of_level(number: int, level: Level) -> Iterator[Field]:
    for name in _LEVEL_ORDER:
        label = f"{number} {field_word(name)}"
        value = str(getattr(level, name) or "")
        if name == "means":
            words = tuple((means, means_word(means)) for means in MEANS)
            yield Field(f"means-{number}", label, InputKind.CHOICE, value or MEANS[0], words)
        elif name == "definition":
            yield Field(f"definition-{number}", label, InputKind.TEXT, value, lines=2)
        elif name == "fill":
            yield Field(f"fill-{number}", label, value=value, hint=_contrast)
        else:
            yield Field(f"{name}-{number}", label, value=value.replace("\n", "; "))


REPORT_DATE = "report_date"
OWN_FIELDS = (REPORT_DATE, SIGNERS)
"""The fields that are the follow-up's own."""

StoredFields = Mapping[str, Mapping[str, str]]
"""Follow-up id → field → its stored value."""


def report_form(followups: Sequence[Followup], chosen: Followup, stored: StoredFields, folder: Path) -> Form:
    """Build the form of a report; `stored` holds every follow-up's own fields."""
    choices = tuple(
        (each.id, f"{each.title or each.year or ''} · {value_word('state', each.state)}") for each in followups
    )
    own = stored[chosen.id]
    fields = (
        Field(FOLLOWUP, field_word("followup"), InputKind.CHOICE, chosen.id, choices=choices),
        Field(REPORT_DATE, field_word("report_date"), InputKind.DATE, own[REPORT_DATE], nearest=True),
        Field(SIGNERS, _("Undertecknare"), InputKind.TEXT, own[SIGNERS], hint=_signers_hint, lines=3),
        Field(FOLDER, _("Mapp"), value=str(folder)),
    )
    note = _("Word-filen skrivs i mappen. En fil som redan finns skrivs aldrig över.")
    return Form(_("Uppföljningsrapport"), fields, note=note, first=FOLDER)


def signers_form(proposed: Sequence[Person]) -> Form:
    """Build the form of the signers of a report, where closing asks for them."""
    field = Field(SIGNERS, _("Undertecknare"), InputKind.TEXT, people_value(proposed), hint=_signers_hint, lines=3)
    return Form(_("Undertecknare"), (field,))


def _contrast(typed: str) -> str:
    """Say how well black text is read on a colour, six hexadecimal digits (contrast as in WCAG 2)."""
    fill = one_line(typed).removeprefix("#")
    if len(fill) != _FILL_LENGTH or any(letter not in "0123456789abcdefABCDEF" for letter in fill):
        return _("Sex hexadecimala siffror, till exempel C6E7C8") if fill else ""
    ratio = f"{contrast(fill):.1f}".replace(".", ",")
    least = f"{LEAST_CONTRAST:.1f}".replace(".", ",")
    return _("Kontrast mot svart text {ratio}:1, minst {least}:1").format(ratio=ratio, least=least)


def _signers_hint(_typed: str) -> str:
    return _("En på varje rad: namn, titel. Inga: de som står i inställningarna.")
