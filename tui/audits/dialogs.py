"""Dialogs of the daily screen: assess several, groups, go to a number, saved views."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from storage.domain import editable_fields
from storage.domain.counting import GROUPINGS, Counts, Group, Grouped
from storage.domain.scale import EVERY_LEVEL
from storage.domain.text import one_line, tidy
from storage.saved_views import NAME_LENGTH, SavedView
from tui.audits.keys import GROUP_COMMANDS, VIEW_COMMANDS
from tui.audits.view import SORT_WORDS
from tui.kit.command import Area, Situation, bindings, key_for
from tui.kit.dialog import Dialog
from tui.kit.drafting import CommentArea
from tui.kit.field_row import ChoiceInput
from tui.kit.keys import FORM_COMMANDS
from tui.kit.plain import fit, plain, plain_line, width_of
from tui.language.catalogue import _, many, mark
from tui.language.filter_fields import GROUPINGS as WORDS
from tui.language.filter_fields import WITHOUT
from tui.language.words import SYMBOLS, means_word, value_word

SHOWN, EVERY = "shown", "every"


class BulkAnswer(Struct, frozen=True):
    """Choice of the user about the marked recommendations."""

    hidden: bool
    """True to include those that the filter hides."""
    note: str = ""
    """The comment, or a last paragraph of it; empty leaves comments as they are."""


class BulkDialog(Dialog[BulkAnswer]):
    """Question with a note; None is no.

    Letters are text here, so it is saved with the key of the forms and has no letter of its own.
    """

    HEADING = mark("Flera på en gång")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("form", *FORM_COMMANDS),
        ("left,up", "app.focus_previous"),
        ("right,down", "app.focus_next"),
    ]

    def __init__(self, word: str, shown: int, hidden: int, *, notes: bool) -> None:
        """A question.

        Args:
            word: the level that is set.
            shown: how many of the marked the list shows.
            hidden: how many of them the filter hides.
            notes: whether a note goes with it.
        """
        super().__init__()
        self._word, self._shown, self._hidden, self._notes = word, shown, hidden, notes

    def body(self) -> Iterable[Widget]:
        """Yield the count and the level, the scope, the note, and the two buttons."""
        marked = many("{n} markerad rekommendation", "{n} markerade rekommendationer", self._shown)
        yield Static(plain(f"{marked}: {self._word}"), id="question")
        if self._hidden:
            yield Static(plain(many("{n} till döljs av filtret.", "{n} till döljs av filtret.", self._hidden)))
            yield ChoiceInput(self._scopes(), SHOWN)
        if self._notes:
            text = _("Anteckning, om du vill. Den blir kommentaren där den är tom, annars dess sista stycke.")
            yield Static(plain(text), classes="dim")
            yield CommentArea(soft_wrap=True, tab_behavior="focus", compact=True)
        yield Horizontal(
            Button(plain_line(f"{_('Ändra alla')} ({key_for('form-save')})"), id="yes", compact=True),
            Button(plain_line(f"{_('Avbryt')} ({key_for('close')})"), id="no", compact=True),
            id="buttons",
        )

    def on_mount(self) -> None:
        """Focus the note; without one, the button that says yes."""
        super().on_mount()
        self.query_one(CommentArea if self._notes else "#yes").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close with the button that was pressed."""
        if event.button.id == "yes":
            self.action_save()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Close with yes."""
        note = tidy(self.query_one(CommentArea).text) if self._notes else ""
        self.dismiss(BulkAnswer(any(choice.value == EVERY for choice in self.query(ChoiceInput)), note))

    def _scopes(self) -> list[tuple[str, str]]:
        every = _("alla {n} markerade").format(n=self._shown + self._hidden)
        return [(SHOWN, _("endast synliga")), (EVERY, every)]


BAR = 14
NUMBER = 6
LEAST_NAME = 12
"""Cells that a name always has."""
Chosen = tuple[str, Group]
"""The grouping, and the group."""


class GroupsDialog(Dialog[Chosen]):
    """Groups of recommendations: count, bar and levels of each. Its result is the one to filter by."""

    HEADING = mark("I grupper")
    BINDINGS: ClassVar[list[BindingType]] = bindings("groups", *GROUP_COMMANDS)
    AREAS: tuple[Area, ...] = ("groups", "dialog")

    def __init__(self, read: Callable[[str], None], by: str, line: str) -> None:
        """Groups.

        Args:
            read: has them read and shown, by one of `GROUPINGS`.
            by: what they are grouped by at first.
            line: the filter.
        """
        super().__init__()
        self._read, self._by, self._filter = read, by, line
        self._grouped: Grouped | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the grouping, the groups, and the total."""
        yield Static(id="by")
        yield OptionList(id="found")
        yield Static(id="told", classes="dim")

    def on_mount(self) -> None:
        """Query the groups."""
        super().on_mount()
        self.query_one(OptionList).focus()
        self._query()

    @property
    def situation(self) -> Situation:
        """Return the facts that decide which keys apply."""
        return Situation(row=bool(self._grouped and self._grouped.groups))

    def show(self, grouped: Grouped) -> None:
        """Show these groups."""
        self._grouped = grouped
        self._list(0)
        self.query_one("#told", Static).update(plain(self._whole(grouped)))
        self.show_keys()

    def on_resize(self) -> None:
        """Draw the groups for the new width."""
        if self._grouped is not None:
            self.call_after_refresh(self._list, self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Close with a group on Enter, or a click."""
        event.stop()
        self.action_narrow()

    def action_narrow(self) -> None:
        """Close with the highlighted group; the one without a value is no filter."""
        place = self.query_one(OptionList).highlighted
        if self._grouped is not None and place is not None:
            group = self._grouped.groups[place]
            if group.key is not None:
                self.dismiss((self._grouped.by, group))

    def action_by(self, step: int) -> None:
        """Group by something else."""
        self._by = GROUPINGS[(GROUPINGS.index(self._by) + step) % len(GROUPINGS)]
        self._query()

    def _query(self) -> None:
        words = [plain(_(WORDS[by]), "bold reverse" if by == self._by else "dim") for by in GROUPINGS]
        self.query_one("#by", Static).update(Content("   ").join(words))
        self._read(self._by)

    def _list(self, at: int | None) -> None:
        if self._grouped is None:
            return
        options = self.query_one(OptionList)
        width = options.scrollable_content_region.width
        most = max((group.counts.total for group in self._grouped.groups), default=0)
        levels = max((width_of(_levels(group.counts)) for group in self._grouped.groups), default=0)
        name = max(width - NUMBER - BAR - levels - 4, LEAST_NAME)
        options.clear_options()
        for group in self._grouped.groups:
            options.add_option(Option(self._line(group, name, most), disabled=group.key is None))
        options.highlighted = at if self._grouped.groups else None

    def _line(self, group: Group, width: int, most: int) -> Content:
        total = group.counts.total
        bar = "▇" * max(round(BAR * total / most), 1) if total else ""
        cells = [fit(_name(self._by, group), width), fit(str(total), NUMBER, right=True), fit(bar, BAR)]
        return plain(f"{cells[0]} {cells[1]}  {cells[2]} ") + plain(_levels(group.counts), "dim")

    def _whole(self, grouped: Grouped) -> str:
        total = many("{n} rekommendation", "{n} rekommendationer", grouped.counts.total)
        text = " · ".join(filter(None, [total, one_line(self._filter)]))
        if grouped.repeats:
            text += "\n" + _("Det som gäller flera nämnder räknas hos var och en, men en gång i summan.")
        return text


def _name(by: str, group: Group) -> str:
    if group.name is None:
        return _(WITHOUT[by]) if by in WITHOUT else ""
    return means_word(group.name) if by == "level" else one_line(group.name)


def _levels(counts: Counts) -> str:
    """Return the counts by level: `✔15 ◐10`."""
    return " ".join(f"{SYMBOLS[means]}{counts[means]}" for means in EVERY_LEVEL if counts[means])


class JumpDialog(Dialog[str]):
    """Field for a recommendation's number; its result is what was typed."""

    HEADING = mark("Gå till nummer")

    def body(self) -> Iterable[Widget]:
        """Yield the field."""
        yield Input(compact=True, placeholder=_("Numret som det är tryckt, till exempel 4"), id="number")
        yield Static(plain(_("Enter går till nästa rekommendation i listan med det numret.")), classes="dim")

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Close with the number."""
        self.dismiss(one_line(event.value))


class ViewJobs(Struct, frozen=True):
    """Actions of the list of saved views, beside choosing one."""

    save: Callable[[], None]
    """Save the present view."""
    remove: Callable[[SavedView], None]


class SavedViewsDialog(Dialog[SavedView]):
    """List of saved views; its result is the one to use."""

    HEADING = mark("Sparade vyer")
    BINDINGS: ClassVar[list[BindingType]] = bindings("views", *VIEW_COMMANDS)
    AREAS: tuple[Area, ...] = ("views", "dialog")

    def __init__(self, actions: ViewJobs, *, writable: bool) -> None:
        """Create it; `writable` is True when views can be saved and removed."""
        super().__init__()
        self._actions, self._writable = actions, writable
        self._views: Sequence[SavedView] = ()

    def body(self) -> Iterable[Widget]:
        """Yield the views, and advice when there are none."""
        yield Static(id="told", classes="dim")
        yield OptionList(id="found")

    @property
    def situation(self) -> Situation:
        """Return the facts that decide which keys apply."""
        return Situation(writable=self._writable, row=self._current is not None)

    def show(self, views: Sequence[SavedView]) -> None:
        """List these."""
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        self._views = views
        options.clear_options()
        options.add_options(_line(view) for view in views)
        options.highlighted = min(place, len(views) - 1) if views else None
        options.focus()
        advice = _("{key} sparar filtret och ordningen som du har nu.").format(key=key_for("views-save"))
        text = self.query_one("#told", Static)
        text.update(plain(f"{_('Inga vyer är sparade.')} {advice if self._writable else ''}".strip()))
        text.display = not views
        self.show_keys()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Close with a view on Enter, or a click."""
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        """Close with the highlighted view."""
        if (view := self._current) is not None:
            self.dismiss(view)

    def action_save(self) -> None:
        """Save the present view."""
        if self._writable:
            self._actions.save()

    def action_remove(self) -> None:
        """Remove the highlighted view."""
        if self._writable and (view := self._current) is not None:
            self._actions.remove(view)

    @property
    def _current(self) -> SavedView | None:
        place = self.query_one(OptionList).highlighted if self.shown else None
        return self._views[place] if place is not None and place < len(self._views) else None


class ViewNameDialog(Dialog[str]):
    """Field for the name of a view; its result is the name."""

    HEADING = mark("Spara vyn")

    def __init__(self, view: SavedView) -> None:
        """Create it; `view` is what is saved."""
        super().__init__()
        self._view = view

    def body(self) -> Iterable[Widget]:
        """Yield the field, and the summary of the view."""
        yield Input(compact=True, placeholder=_("Vyns namn"), max_length=NAME_LENGTH, id="name")
        yield Static(plain(view_summary(self._view)), classes="dim")
        yield Static(plain(_("Enter sparar. En vy som redan heter så ersätts.")), classes="dim")

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Close with the name, if there is one."""
        if name := one_line(event.value):
            self.dismiss(name)


def view_summary(view: SavedView) -> str:
    """Return the summary of a view: `status:delvis · ordnade efter text · i grupper: nämnd`."""
    group, order = WORDS.get(view.group or "", ""), SORT_WORDS.get(view.order or "", "")
    text = [
        view.line.strip() or _("alla rekommendationer"),
        _(order) if order else "",
        _("i grupper: {by}").format(by=_(group).lower()) if group else "",
    ]
    return " · ".join(filter(None, text))


def _line(view: SavedView) -> Option:
    return Option(Content.assemble(plain_line(view.name), "  ", plain_line(view_summary(view)).stylize("dim")))


REASONS = ("", *editable_fields.REASONS)
"""In the order of their digits; the first is that there is none."""


class ReasonDialog(Dialog[str]):
    """Reasons with a digit each; its result is the chosen one, empty for none."""

    HEADING = mark("Orsak")
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, what: str, reason: str | None) -> None:
        """Create it; `what` is the subject, `reason` the present reason."""
        super().__init__()
        self._what, self._reason = what, reason or ""

    def body(self) -> Iterable[Widget]:
        """Yield the subject and the reasons."""
        yield Static(plain(self._what), id="question")
        yield OptionList(
            *(
                Option(plain(f"{digit}  {value_word('reason', reason) if reason else _('ingen orsak')}"), id=str(digit))
                for digit, reason in enumerate(REASONS)
            )
        )

    def on_mount(self) -> None:
        """Highlight the present reason."""
        super().on_mount()
        options = self.query_one(OptionList)
        options.highlighted = REASONS.index(self._reason) if self._reason in REASONS else 0
        options.focus()

    def on_key(self, event: events.Key) -> None:
        """Close with the reason of a digit."""
        if event.key.isdecimal() and int(event.key) < len(REASONS):
            event.stop()
            self.dismiss(REASONS[int(event.key)])

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Close with a reason on Enter, or a click."""
        self.dismiss(REASONS[event.option_index])
