"""The registry of commands is whole: every key has a name, a sentence, an id and something that does it."""

from itertools import combinations

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from storage.domain.records import Level
from tui.app import GranskaApp
from tui.audits.comment import CommentEditor
from tui.audits.detail import DetailPane
from tui.audits.dialogs import GroupsDialog, SavedViewsDialog
from tui.audits.screen import AuditsScreen
from tui.deadlines.screen import DeadlinesScreen
from tui.first_start import BeginningDialog, FirstStartScreen
from tui.followups.dialogs import ScalesDialog
from tui.followups.screen import FollowupScreen
from tui.history.as_of import PastScreen
from tui.history.screen import HistoryScreen
from tui.keys import COMMANDS
from tui.kit.command import Command, Situation, footer_commands, palette_commands
from tui.kit.drafting import CommentArea
from tui.kit.filter_line import FilterLine
from tui.kit.findings import FindingsDialog
from tui.kit.form import FormDialog, WritingDialog
from tui.kit.message import WrittenDialog
from tui.kit.windowed_table import WindowedTable
from tui.language.words import key_word
from tui.letters.response import ResponseScreen
from tui.letters.screen import LettersScreen
from tui.records.dialogs import DraftsDialog, EntryDialog, RecordsDialog

LEVELS = tuple(Level(id=str(n), label=label, order=n) for n, label in enumerate(("Åtgärdad", "Delvis åtgärdad"), 1))
HOLDERS: dict[str, list[type[DOMNode]]] = {
    "app": [GranskaApp],
    "audits": [AuditsScreen],
    "letters": [LettersScreen],
    "response": [ResponseScreen],
    "deadlines": [DeadlinesScreen],
    "followups": [FollowupScreen],
    "history": [HistoryScreen],
    "past": [PastScreen],
    "lists": [AuditsScreen],
    "records": [ResponseScreen],
    "table": [WindowedTable],
    "filter": [FilterLine, AuditsScreen],
    "editor": [CommentEditor],
    "form": [FormDialog],
    "entry": [EntryDialog],
    "collection": [RecordsDialog],
    "scales": [ScalesDialog],
    "views": [SavedViewsDialog],
    "groups": [GroupsDialog],
    "writing": [WritingDialog],
    "text": [CommentEditor, FormDialog, WritingDialog],
    "findings": [FindingsDialog],
    "drafts": [DraftsDialog],
    "written": [WrittenDialog],
    "dialog": [CommentEditor],
    "start": [FirstStartScreen],
    "starting": [BeginningDialog],
}
NORDIC_TROUBLE = set("[]{}\\|~^@$`")
"""Characters that need AltGr on a Nordic keyboard."""


def by_id(command: Command) -> str:
    return command.id


def test_ids_are_unique() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=by_id)
def test_a_command_has_words_and_a_key_that_every_keyboard_has(command: Command) -> None:
    assert command.label
    assert command.help.endswith(".")
    assert command.keys
    assert not any(set(key) & NORDIC_TROUBLE for key in command.keys)
    assert not any("alt+" in key or "ctrl+shift" in key for key in command.keys)


@pytest.mark.parametrize("command", COMMANDS, ids=by_id)
def test_a_command_is_done_by_somebody(command: Command) -> None:
    action = command.action.rpartition(".")[2].partition("(")[0]
    assert any(hasattr(holder, f"action_{action}") for holder in HOLDERS[command.area])


@pytest.mark.parametrize(
    "screen",
    [{"audits", "lists"}, {"letters", "lists"}, {"response"}, {"deadlines", "lists"}, {"history", "lists"}],
)
def test_no_key_means_two_things_in_one_place(screen: set[str]) -> None:
    together = {"app", "records", "table", *screen}
    for one, other in combinations([c for c in COMMANDS if c.area in together], 2):
        assert not set(one.keys) & set(other.keys), (one.id, other.id)


@pytest.mark.parametrize("area", HOLDERS)
def test_bindings_carry_the_commands_ids(area: str) -> None:
    classes = [each for each in HOLDERS[area][0].__mro__ if issubclass(each, DOMNode)]
    bound = {b.id for each in classes for b in each.BINDINGS if isinstance(b, Binding)}
    assert bound >= {command.id for command in COMMANDS if command.area == area}


def test_the_comment_field_leaves_the_programs_keys_alone() -> None:
    taken = {key for b in CommentArea.BINDINGS if isinstance(b, Binding) for key in b.key.split(",")}
    ours = {key for c in COMMANDS if c.area in {"editor", "dialog"} or c.priority for key in c.keys}
    assert taken & ours == set()
    assert taken & {"f6", "f7", "ctrl+e", "ctrl+u", "ctrl+y"} == set()
    assert {"up", "down", "ctrl+z"} <= taken


def test_the_footer_names_levels_as_the_open_scale_does() -> None:
    now = Situation(row=True, levels=LEVELS)
    names = [command.name(now) for command in footer_commands(["audits"], now) if command.level]
    assert names == ["Åtgärdad", "Delvis åtgärdad"]


def test_escape_is_called_what_it_does_now() -> None:
    names = {
        marked: [c.name(now) for c in footer_commands(["lists"], now) if c.id == "leave"]
        for marked in (0, 2)
        for now in [Situation(row=True, filtered=True, marked=marked)]
    }
    assert names == {0: ["Visa alla"], 2: ["Avmarkera"]}


def test_what_cannot_be_done_now_is_not_offered() -> None:
    readonly = Situation(row=True, writable=False, levels=LEVELS)
    assert {"level-1", "comment", "undo"} & {c.id for c in palette_commands(readonly)} == set()


@pytest.mark.parametrize("words", ["atgard", "ÅTGÄRD", "delvis"])
def test_the_palette_matches_folded_parts_of_words(words: str) -> None:
    found = palette_commands(Situation(row=True, levels=LEVELS), words)
    assert found
    assert found[0].level


def test_detail_and_list_move_with_the_same_keys() -> None:
    assert [str(binding) for binding in DetailPane.BINDINGS] == [str(binding) for binding in WindowedTable.BINDINGS]


@pytest.mark.parametrize(
    ("key", "word"), [("escape", "Esc"), ("ctrl+p", "Ctrl+P"), ("f1", "F1"), ("?", "?"), ("space", "mellanslag")]
)
def test_keys_are_called_what_stands_on_them(key: str, word: str) -> None:
    assert key_word(key) == word
