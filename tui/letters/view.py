"""Letters beside the answers to them, with the one under the cursor in full."""

from collections.abc import Callable
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
from tui.letters import form_jobs
from tui.letters.columns import letter_columns, response_columns
from tui.letters.lines import letter_lines, response_lines
from tui.register_executor import RegisterExecutor

NAMES: tuple[Pane, Pane, Pane] = ("letters", "responses", "letter")
ALL = ""
"""Stands where a letter's id does, for all of them."""


class LettersView(Panes):
    """Two lists and a detail: letters, the answers to the one under the cursor, and either of them in full."""

    def __init__(self, work: RegisterExecutor) -> None:
        self._work = work
        self._filter = Filter()
        self._letter: str | None = None
        self._list: Pane = "letters"
        self._wanted: str | None = None
        self._begun = False
        self.open_response: Callable[[str], None] = _nothing_opens
        """Shows an answer beside what was asked."""
        self.letters: WindowedTable[LetterRow] = WindowedTable(
            letter_columns(),
            fetching(work, "letters", form_jobs.letter_rows),
            empty=_("Läser …"),
            markable=False,
            dom_id="letters",
        )
        self.responses: WindowedTable[ResponseRow] = WindowedTable(
            response_columns(),
            fetching(work, "responses", form_jobs.response_rows),
            markable=False,
            dom_id="responses",
        )
        self.detail = LinesPane(dom_id="letter")
        self.shown: LetterDetail | ResponseDetail | None = None
        """What the detail tells of."""
        super().__init__(self.letters, self.responses, self.detail, NAMES)

    def on_mount(self) -> None:
        """Name the lists."""
        self.letters.border_title = plain_line(_("Brev"))
        self.responses.border_title = plain_line(_("Svar"))

    @property
    def list_of_detail(self) -> Pane:
        """The list whose record the detail tells of."""
        return self._list

    @property
    def first_list(self) -> Pane:
        """The list that one begins in, and comes back to."""
        return "letters"

    @property
    def letter(self) -> LetterRow | None:
        """The letter under the cursor; None on the entry for all answers."""
        return self.letters.current

    @property
    def record(self) -> tuple[str, str] | None:
        """(entity, id) of what the keys mean: the row of the list that has, or had last, the keyboard."""
        if self._list == "letters":
            return ("letter", self.letters.current.id) if self.letters.current else None
        return ("response", self.responses.current.id) if self.responses.current else None

    def show_filter(self, flt: Filter) -> None:
        """Show the letters, and of all answers those, that a filter lets through."""
        if flt != self._filter:
            self._filter = flt
            self.read()

    def read(self) -> None:
        """Ask for both lists; cursors stay on their records."""
        self._work.ask("letters", form_jobs.letters(self._filter), self._show_letters, keys_wait=not self._begun)
        if self._letter is not None:
            self._ask_responses()

    def redraw(self) -> None:
        """Show what has changed, whatever it was."""
        self.read()
        self.letters.reload()
        self.responses.reload()
        if self._begun:
            self._show_detail()

    def go_to_record(self, entity: str, record: str) -> None:
        """Put the cursor on a letter or an answer, once the lists that are asked for have come."""

        def go(rid: int | None) -> None:
            table = self.letters if entity == "letter" else self.responses
            if rid is not None:
                table.go_to(rid)

        self._work.ask(f"place of {entity}", form_jobs.row_number(entity, record), go, keys_wait=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which list has the keyboard: the detail tells of its row."""
        entered: Pane = "letters" if event.widget is self.letters else "responses"
        if event.widget is not self.detail and entered != self._list:
            self._list = entered
            self._show_detail()

    @on(WindowedTable.RowHighlighted, "#letters")
    def show_letter(self, event: WindowedTable.RowHighlighted) -> None:
        """Another letter: the answers to it."""
        event.stop()
        if event.record_id is not None and event.record_id != self._letter:
            self._letter = event.record_id
            self._ask_responses()
        if self._list == "letters":
            self._show_detail()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#letters")
    def enter_letter(self, event: WindowedTable.RowActivated) -> None:
        """Into the answers to the letter."""
        event.stop()
        self.go_to("responses")

    @on(WindowedTable.RowHighlighted, "#responses")
    def show_response(self, event: WindowedTable.RowHighlighted) -> None:
        """Another answer."""
        event.stop()
        if self._list == "responses" or self.record is None:
            self._show_detail()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#responses")
    def enter_response(self, event: WindowedTable.RowActivated) -> None:
        """Into the answer, beside what was asked."""
        event.stop()
        if event.record_id:
            self.open_response(event.record_id)

    def _ask_responses(self) -> None:
        if self._letter is not None:
            job = form_jobs.responses(self._letter, self._filter)
            self._work.ask("responses", job, self._show_responses, keys_wait=True)

    def _show_letters(self, answer: form_jobs.Letters) -> None:
        listing, rows = answer
        first = listing.entries[1] if len(listing) > 1 and not self._begun else None
        self._begun = self._begun or first is not None
        self.letters.show(listing, rows, at=first, empty=_nothing(self._filter))
        count = max(len(listing) - 1, 0)
        self.letters.border_title = plain_line(f"{_('Brev')} · {count}")
        if not listing:
            self._letter = ALL
            self._ask_responses()
            self._show_detail()
        self.post_message(self.Changed())

    def _show_responses(self, answer: form_jobs.Responses) -> None:
        listing, rows = answer
        self.responses.show(listing, rows, empty=_("Inget svar här."))
        title = _("Svar på brevet") if self._letter else _("Alla svar")
        self.responses.border_title = plain_line(f"{title} · {len(listing)}")
        if self._list == "responses":
            self._show_detail()
        self.post_message(self.Changed())

    def _show_detail(self) -> None:
        """Ask for what the keys mean, in full."""
        record = self.record
        if record is None:
            self._work.forget("letter detail")
            self.shown = None
            self.detail.show_guide(self._advice())
        elif record[0] == "letter":
            letter = form_jobs.letter(record[1])
            self._work.ask("letter detail", letter, self._tell_letter, ignore=UnknownReference, keys_wait=True)
        else:
            answer = form_jobs.response(record[1])
            self._work.ask("letter detail", answer, self._tell_response, ignore=UnknownReference, keys_wait=True)

    def _tell_letter(self, detail: LetterDetail) -> None:
        self.shown = detail
        self.detail.show_lines(detail.letter.id, partial(letter_lines, detail))

    def _tell_response(self, detail: ResponseDetail) -> None:
        self.shown = detail
        self.detail.show_lines(detail.view.id, partial(response_lines, detail))

    def _advice(self) -> str:
        """What to do next, where there is no record to show."""
        if self._filter:
            return _("{key} tar bort filtret.").format(key=key_for("leave"))
        if not self.letters.entry and not self._begun:
            told = _("Här finns inga brev. {new} lägger till ett; {missiv} bland granskningarna skriver ett missiv.")
            return told.format(new=key_for("letter-new"), missiv=key_for("missiv"))
        if self.responses.current:
            told = _("{open} går till svaren, {new} registrerar ett.")
            return told.format(open=key_for("open"), new=key_for("answer-new"))
        return _("Inget svar är registrerat. {key} registrerar ett.").format(key=key_for("answer-new"))


def _nothing_opens(_response: str) -> None:
    """Until somebody says what does."""


def _nothing(flt: Filter) -> str:
    return _("Inget här passar filtret.") if flt else _("Här finns inga brev.")
