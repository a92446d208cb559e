"""View of letters beside the responses to them, with a detail of the record under the cursor."""

from functools import partial

from textual import events, on

from storage.domain.filters import Filter
from storage.domain.views import LetterDetail, LetterRow, ResponseDetail, ResponseRow
from storage.errors import UnknownReference
from tui.kit.command import Pane, key_for
from tui.kit.lines_pane import LinesPane
from tui.kit.panes import Panes, fetching
from tui.kit.plain import plain_line
from tui.kit.windowed_table import WindowedTable
from tui.language.catalogue import _
from tui.letters import jobs
from tui.letters.columns import letter_columns, response_columns
from tui.letters.lines import letter_lines, response_lines
from tui.register_executor import Job, RegisterExecutor

NAMES: tuple[Pane, Pane, Pane] = ("letters", "responses", "letter")
ALL = ""
"""In place of a letter's id: all letters."""


class LettersView(Panes):
    """Two lists and a detail: letters, the responses to the one under the cursor, and a record of either list."""

    def __init__(self, executor: RegisterExecutor) -> None:
        self._executor = executor
        self._filter = Filter()
        self._letter: str | None = None
        self._list: Pane = "letters"
        self._loaded = False
        self.letters: WindowedTable[LetterRow] = WindowedTable(
            letter_columns(),
            fetching(executor, "letters", jobs.letter_rows),
            empty=_("Läser …"),
            markable=False,
            dom_id="letters",
        )
        self.responses: WindowedTable[ResponseRow] = WindowedTable(
            response_columns(),
            fetching(executor, "responses", jobs.response_rows),
            markable=False,
            dom_id="responses",
        )
        self.detail = LinesPane(dom_id="letter")
        self.shown: LetterDetail | ResponseDetail | None = None
        """Record of the detail."""
        super().__init__(self.letters, self.responses, self.detail, NAMES)

    def on_mount(self) -> None:
        """Set the titles of the lists."""
        self.letters.border_title = plain_line(_("Brev"))
        self.responses.border_title = plain_line(_("Svar"))

    @property
    def list_of_detail(self) -> Pane:
        """List whose record the detail shows."""
        return self._list

    @property
    def first_list(self) -> Pane:
        """List that gets the keyboard at first, and after the filter line."""
        return "letters"

    @property
    def letter(self) -> LetterRow | None:
        """Letter under the cursor; None on the entry for all responses."""
        return self.letters.current

    @property
    def record(self) -> tuple[str, str] | None:
        """(entity, id) of the current row in the list that has, or had last, the keyboard."""
        if self._list == "letters":
            return ("letter", self.letters.current.id) if self.letters.current else None
        return ("response", self.responses.current.id) if self.responses.current else None

    def show_filter(self, flt: Filter) -> None:
        """Filter the letters, and the list of all responses."""
        if flt != self._filter:
            self._filter = flt
            self.read()

    def read(self) -> None:
        """Load both lists; cursors stay on their records."""
        self._executor.ask("letters", jobs.letters(self._filter), self._show_letters, keys_wait=not self._loaded)
        if self._letter is not None:
            self._load_responses()

    def redraw(self) -> None:
        """Reload the lists and the detail."""
        self.read()
        self.letters.reload()
        self.responses.reload()
        if self._loaded:
            self._show_detail()

    def go_to_record(self, entity: str, record: str) -> None:
        """Move the cursor to a letter or a response, after the lists under way are loaded."""

        def go(rid: int | None) -> None:
            table = self.letters if entity == "letter" else self.responses
            if rid is not None:
                table.go_to(rid)

        self._executor.ask(f"place of {entity}", jobs.row_number(entity, record), go, keys_wait=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the current row of the list that gets the keyboard."""
        entered: Pane = "letters" if event.widget is self.letters else "responses"
        if event.widget is not self.detail and entered != self._list:
            self._list = entered
            self._show_detail()

    @on(WindowedTable.RowHighlighted, "#letters")
    def show_letter(self, event: WindowedTable.RowHighlighted) -> None:
        """Load the responses to another letter."""
        event.stop()
        if event.record_id is not None and event.record_id != self._letter:
            self._letter = event.record_id
            self._load_responses()
        if self._list == "letters":
            self._show_detail()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#letters")
    def enter_letter(self, event: WindowedTable.RowActivated) -> None:
        """Move the keyboard to the responses."""
        event.stop()
        self.go_to("responses")

    @on(WindowedTable.RowHighlighted, "#responses")
    def show_response(self, event: WindowedTable.RowHighlighted) -> None:
        """Show another response."""
        event.stop()
        if self._list == "responses" or self.record is None:
            self._show_detail()
        self.post_message(self.Changed())

    def _load_responses(self) -> None:
        if self._letter is not None:
            job = jobs.responses(self._letter, self._filter)
            self._executor.ask("responses", job, self._show_responses, keys_wait=True)

    def _show_letters(self, loaded: jobs.Letters) -> None:
        listing, rows = loaded
        first = listing.entries[1] if len(listing) > 1 and not self._loaded else None
        self._loaded = self._loaded or first is not None
        self.letters.show(listing, rows, at=first, empty=_nothing(self._filter))
        count = max(len(listing) - 1, 0)
        self.letters.border_title = plain_line(f"{_('Brev')} · {count}")
        if not listing:
            self._letter = ALL
            self._load_responses()
            self._show_detail()
        self.post_message(self.Changed())

    def _show_responses(self, loaded: jobs.Responses) -> None:
        listing, rows = loaded
        self.responses.show(listing, rows, empty=_("Inget svar här."))
        title = _("Svar på brevet") if self._letter else _("Alla svar")
        self.responses.border_title = plain_line(f"{title} · {len(listing)}")
        if self._list == "responses":
            self._show_detail()
        self.post_message(self.Changed())

    def _show_detail(self) -> None:
        """Load the current record into the detail; one that is gone leaves the list with the next load."""
        record = self.record
        if record is None:
            self._executor.forget("letter detail")
            self.shown = None
            self.detail.show_guide(self._advice())
        else:
            load = jobs.letter if record[0] == "letter" else jobs.response
            job: Job[LetterDetail | ResponseDetail] = load(record[1])
            self._executor.ask("letter detail", job, self._fill_detail, ignore=UnknownReference, keys_wait=True)

    def _fill_detail(self, shown: LetterDetail | ResponseDetail) -> None:
        self.shown = shown
        if isinstance(shown, LetterDetail):
            self.detail.show_lines(shown.letter.id, partial(letter_lines, shown))
        else:
            self.detail.show_lines(shown.view.id, partial(response_lines, shown))

    def _advice(self) -> str:
        """Advice for the detail if there is no current record."""
        if self._filter:
            return _("{key} tar bort filtret.").format(key=key_for("leave"))
        if not self.letters.entry and not self._loaded:
            advice = _("Här finns inga brev. {new} lägger till ett; {missiv} bland granskningarna skriver ett missiv.")
            return advice.format(new=key_for("letter-new"), missiv=key_for("missiv"))
        if self.responses.current:
            advice = _("{open} går till svaren, {new} registrerar ett.")
            return advice.format(open=key_for("open"), new=key_for("answer-new"))
        return _("Inget svar är registrerat. {key} registrerar ett.").format(key=key_for("answer-new"))


def _nothing(flt: Filter) -> str:
    return _("Inget här passar filtret.") if flt else _("Här finns inga brev.")
