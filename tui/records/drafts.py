"""Going on with what was begun and not saved when the program was left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from storage import records, saved_views
from storage.domain.editable_fields import EDITABLE, Given
from storage.domain.identity import printed_number
from storage.domain.records import Recommendation
from storage.domain.text import shorten
from storage.errors import UnknownReference
from storage.register import Register
from storage.saved_views import StoredDraft
from tui.kit.command import Area, bindings
from tui.kit.dialog import Dialog
from tui.kit.fields import FORM
from tui.kit.plain import plain, plain_line
from tui.language.catalogue import _, many, mark
from tui.language.words import moment
from tui.records.jobs import DRAFT, edit_of
from tui.records.keys import DRAFT_COMMANDS
from tui.records.record_form import heading
from tui.register_executor import RegisterExecutor


class Resuming:
    """Lists the drafts once, and opens the one chosen."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, resume: "Callable[[UnsavedDraft], None]") -> None:
        """`resume` opens the form of a draft."""
        self._screen = screen
        self._work = work
        self._resume = resume

    def offer(self) -> None:
        """Offer what was begun, if anything was."""
        self._work.ask("drafts", every_draft, self._offer, keys_wait=True)

    def _offer(self, found: "Sequence[UnsavedDraft]") -> None:

        def chosen(place: int | None) -> None:
            if place is not None:
                self._resume(found[place])

        if found:
            self._screen.app.push_screen(DraftsDialog([one.told for one in found]), chosen)


class DraftsDialog(Dialog[int]):
    """The drafts, the newest first; its result is the place of the one to go on with."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("drafts", *DRAFT_COMMANDS)
    AREAS: tuple[Area, ...] = ("drafts", "dialog")

    def __init__(self, drafts: Sequence[str]) -> None:
        """`drafts` says of each what it is."""
        super().__init__()
        self._drafts = drafts

    def heading(self) -> str:
        """What they are."""
        return _("Utkast från förra gången")

    def body(self) -> Iterable[Widget]:
        """How many, and which."""
        told = many(
            mark("{n} text är påbörjad men inte sparad."),
            mark("{n} texter är påbörjade men inte sparade."),
            len(self._drafts),
        )
        yield Static(plain(told), id="question")
        yield OptionList(*(Option(plain_line(draft)) for draft in self._drafts))

    def on_mount(self) -> None:
        """Begin with the newest."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self.dismiss(event.option_index)

    def action_go_on(self) -> None:
        """Go on with the one that is highlighted."""
        self.query_one(OptionList).action_select()


NAME_LENGTH = 60


class UnsavedDraft(Struct, frozen=True):
    """A draft, and what it is a draft of."""

    form: str
    """Which form: `comment`, `texts`, `followup`, `followup_start`, `followup_own`, `followup_audits`, `scale_levels`,
    `scale_new`, `scale_remove`, `remove`, `missiv`, `report`, `extension`, `reminder`, `extension_letter`, or an
    entity's own."""
    entity: str
    """What the record is; empty for what has none."""
    record: str
    """Its id."""
    key: str
    """What the form's draft is called."""
    told: str
    """When it was kept, and what it is called."""


_FORMS: Mapping[tuple[str, str], str] = {
    ("comment", "recommendation"): mark("Kommentar till {name}"),
    ("texts", "audit"): mark("Bedömning av {name}"),
    ("followup", ""): mark("Uppföljningens texter"),
    ("followup_start", ""): mark("Ny uppföljning"),
    ("followup_own", ""): mark("Uppföljningens titel och datum"),
    ("followup_audits", ""): mark("Uppföljningens granskningar"),
    ("scale_levels", "scale"): mark("Skala: {name}"),
    ("scale_new", "scale"): mark("Ny skala efter {name}"),
    ("scale_remove", "scale"): mark("Ta bort: {name}"),
    ("missiv", "audit"): mark("Missiv: {name}"),
    ("missiv", "followup"): mark("Missiv: {name}"),
    ("missiv", "letter"): mark("Missiv: {name}"),
    ("extension", "letter_recipient"): mark("Anstånd: {name}"),
    ("reminder", "letter_recipient"): mark("Påminnelse: {name}"),
    ("extension_letter", "letter_recipient"): mark("Beslut om anstånd: {name}"),
    ("report", ""): mark("Uppföljningsrapport"),
    **{("remove", entity): mark("Ta bort: {name}") for entity in EDITABLE},
}
"""(form, entity of its record) → what it is called."""


def every_draft(register: Register) -> list[UnsavedDraft]:
    """What was begun, the newest first; but for drafts of records that are gone."""
    found = [_unsaved(register, draft) for draft in reversed(saved_views.all_drafts(register))]
    return [one for one in found if one is not None]


def _unsaved(register: Register, draft: StoredDraft) -> UnsavedDraft | None:
    if draft.key.startswith(DRAFT):
        form, record = "comment", draft.key.removeprefix(DRAFT)
    else:
        form, _colon, record = draft.key.removeprefix(FORM).partition(":")
        if form in EDITABLE:
            return _of_record(register, draft)
    for known, entity in _FORMS:
        if known == form and bool(entity) == bool(record):
            name = _name(register, entity, record) if record else ""
            if name is not None:
                what = _(_FORMS[form, entity]).format(name=shorten(name, NAME_LENGTH))
                return UnsavedDraft(form, entity, record, "", f"{moment(draft.at)}  {what}")
    return None


def _of_record(register: Register, draft: StoredDraft) -> UnsavedDraft | None:
    """A draft of a record that is made or changed, as long as that, or what it belongs to, is there."""
    key = draft.key.removeprefix(FORM)
    found = edit_of(key)
    if found is None:
        return None
    owners = {} if found.record else {**found.begin, **found.given}
    named = [_name(register, found.entity, found.record)] if found.record else []
    named += [
        _name_of_any(register, EDITABLE[found.entity].field(name).refers, value) for name, value in owners.items()
    ]
    if None in named:
        return None
    told = heading(found.entity, named[0] if named and named[0] else "", fresh=not found.record)
    return UnsavedDraft(found.entity, found.entity, found.record, key, f"{moment(draft.at)}  {told}")


def _name_of_any(register: Register, entities: tuple[str, ...], value: Given) -> str | None:
    """What the record is called, of these entities, whose id this is; empty for what is no record's."""
    if not entities:
        return ""
    ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    named = [name for entity in entities for one in ids if (name := _name(register, entity, one)) is not None]
    return next(iter(named), None)


def _name(register: Register, entity: str, record: str) -> str | None:
    """What a record is called; None of one that is gone."""
    try:
        held = records.record_of(register, entity, record)
    except UnknownReference:
        return None
    if held.removed is not None:
        return None
    if isinstance(held, Recommendation):
        return f"{printed_number(held.number)} {held.text or ''}".strip()
    return records.name_of(register, entity, record)
