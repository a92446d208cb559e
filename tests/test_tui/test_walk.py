"""A walk through every screen and dialog at 80×24, in both languages: all is readable, and in one language.

The register's own texts are in Greek letters, so that every Latin word on the screen is the program's.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Set
from contextlib import asynccontextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from shutil import copy
from typing import Any

import pytest
from textual.screen import Screen

import tui
from exports.report.file import closing_text
from storage import recommendations
from storage.database.recording import Recording
from storage.domain.editable_fields import EDITABLE
from storage.domain.records import Value
from storage.domain.scale import STANDARD
from storage.example.municipality import build_example
from storage.operations.assessments import assess
from storage.register import create_register, open_register
from tests.test_tui.conftest import TODAY
from tests.test_tui.driving import Keys, app_of, past_settled, press, screen_on, settle, write
from tests.test_tui.english import TEXT, pairs, read
from tests.test_tui.forms import fill, paste, save, told
from tests.test_tui.screen_labels import clipped, front_text, letters_lost, words_of, written
from tui.app import GranskaApp
from tui.audits.screen import AuditsScreen
from tui.language.catalogue import speak
from tui.preferences import THEME_NAMES, Settings, read_settings, settings_file
from tui.registers import FirstStart, lost_notice

SIZE = (80, 24)
_PAIRS = pairs(read(TEXT))
LANGUAGES: Mapping[str, str] = {
    "sv": " ".join(swedish for swedish, _english in _PAIRS),
    "en": " ".join(english for _swedish, english in _PAIRS),
}
"""All that the program says in each language."""
FAULTY = """\
theme = "rosa"
colour = 1
[keys]
undoo = "x"
undo = "ctrl+alt+zz"
redo = "c"
edit = 3
"""
"""Settings that cannot be used."""
GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyzåäö", "αβψδεφγηιξκλμνοπϙρστθωϣχυζάέό")
OWN = {"level", "scale"}
"""Entities whose words are the program's own: the shipped scale."""
THEIRS = {
    "answer_how", "closing_reason", "comment", "demand", "department_report", "disclaimer", "fact_check_comment",
    "firm", "grounds", "internal_note", "judgement", "label", "method", "name", "organisation", "override_reason",
    "own_text", "purpose", "responsible", "short_name", "short_title", "text", "theme", "title", "trail_text", "value",
}  # fmt: skip
"""Fields that hold what people have written."""
ANYHOW = words_of(" ".join(f"{level.label} {level.short_label}" for level in STANDARD)) | words_of(
    "Granska docx REV KS Box Exempelby"
)
"""Words in any language: the scale is the office's, in its own, and numbers and addresses of the practice data."""


def in_greek(text: str) -> str:
    """A text as if written in Greek: as long, and with no Latin letter."""
    return "".join(letter.lower().translate(GREEK) for letter in text)


def _settings(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setenv("GRANSKA_STATE", str(folder / "state"))
    patch.setenv("GRANSKA_TODAY", TODAY)
    patch.setenv("GRANSKA_WHO", in_greek("Anna"))


@pytest.fixture(scope="module")
def greek_registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    put = Recording.put

    def put_in_greek(self: Recording, entity: str, entity_id: str, values: Mapping[str, Value]) -> None:
        theirs = set() if entity in OWN or values.get("key", "office") != "office" else THEIRS
        greek = {name: in_greek(v) for name, v in values.items() if name in theirs and isinstance(v, str)}
        put(self, entity, entity_id, {**values, **greek})

    folder = tmp_path_factory.mktemp("greek")
    with pytest.MonkeyPatch.context() as patch:
        _settings(patch, folder)
        patch.setattr(Recording, "put", put_in_greek)
        create_register(folder / "empty.db", office="Exempelby").close()
        with create_register(folder / "full.db", office="Exempelby kommuns revisorer") as register:
            build_example(register, date.fromisoformat(TODAY), closing_text)
    return folder / "full.db", folder / "empty.db"


@pytest.fixture
def register(greek_registers: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    _settings(monkeypatch, tmp_path)
    return Path(copy(greek_registers[0], tmp_path / "1.db"))


@pytest.fixture
def empty(greek_registers: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    _settings(monkeypatch, tmp_path)
    return Path(copy(greek_registers[1], tmp_path / "empty.db"))


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak("sv")


class Walk:
    """A walk over the screen, which is looked at after every step."""

    def __init__(self, pilot: Keys, language: str, seen: Set[str] = frozenset()) -> None:
        self.pilot = pilot
        self.seen = set(seen)
        """The kinds of screens that were looked at."""
        self._known = words_of(LANGUAGES[language]) | ANYHOW

    async def to(self, *keys: str) -> None:
        """Press keys, and look."""
        await press(self.pilot, *keys)
        self.look(" ".join(keys))

    def look(self, where: str, document: str = "") -> None:
        """Nothing is cut, and every word is one of the language; but for those of a `document`, which is Swedish."""
        self.seen.add(type(self.pilot.app.screen).__name__)
        text, swedish = front_text(self.pilot), f"{app_of(self.pilot).executor.path} {document}".casefold()
        foreign = words_of(text) - self._known - written(self.pilot)
        foreign -= {word for word in foreign if word in swedish}  # a path is broken anywhere
        assert (clipped(self.pilot, text), sorted(foreign)) == ([], []), f"{where}\n{text}"
        assert not letters_lost(self.pilot), where


@asynccontextmanager
async def walk_on(path: Path, language: str, seen: Set[str] = frozenset()) -> AsyncIterator[Walk]:
    async with screen_on(path, SIZE) as pilot:
        walk = Walk(pilot, language, seen)
        walk.look("start")
        yield walk


FOUND = {
    "AuditsScreen", "JumpDialog", "PickDialog", "PastDialog", "Palette", "HelpDialog", "GroupsDialog",
    "SavedViewsDialog", "ViewNameDialog", "ConfirmDialog",
}  # fmt: skip
JUDGED = {
    "AuditsScreen", "CommentEditor", "ReasonDialog", "BulkDialog", "FormDialog", "EntryDialog", "ConfirmDialog",
    "DraftsDialog",
}  # fmt: skip
ENTERED = {"AuditsScreen", "EntryDialog", "FormDialog", "NamesDialog", "RecordsDialog"}
SENT = {"AuditsScreen", "WritingDialog", "ReportDialog", "FindingsDialog", "WrittenDialog", "ConfirmDialog"}
WRITTEN = {
    "AuditsScreen", "LettersScreen", "ResponseScreen", "ViewDialog", "RecipientDialog", "RecordsDialog", "FormDialog",
    "EntryDialog", "HelpDialog", "WritingDialog",
}  # fmt: skip
WATCHED = {
    "AuditsScreen", "DeadlinesScreen", "LettersScreen", "WritingDialog", "FindingsDialog", "WrittenDialog",
}  # fmt: skip
FOLLOWED = {
    "AuditsScreen", "FollowupScreen", "FormDialog", "ScalesDialog", "ScaleDialog", "ConfirmDialog",
    "MessageDialog", "FindingsDialog",
}  # fmt: skip
LOOKED_BACK = {"AuditsScreen", "HistoryScreen", "ConfirmDialog", "AsOfDialog", "PastScreen"}
BEGUN = {"FirstStartScreen", "BeginningDialog", "HelpDialog", "Palette"}
TOLD = {"AuditsScreen", "MessageDialog", "EntryDialog", "WritingDialog"}


def test_the_walk_goes_everywhere() -> None:
    for module in walk_packages(tui.__path__, "tui."):
        import_module(module.name)
    every = {kind.__name__ for kind in _kinds(Screen) if kind.__module__.startswith("tui.")}
    bases = {"Dialog", "Chooser", "Drafting"}
    bases |= {"RegisterScreen", "RecordActions", "OwnedActions", "ChangingScreen", "ListScreen"}
    walked = FOUND | JUDGED | ENTERED | SENT | WRITTEN | WATCHED | FOLLOWED | LOOKED_BACK | BEGUN | TOLD
    assert every - bases == walked


def _kinds(base: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)


async def test_finding(register: Path, language: str) -> None:
    async with walk_on(register, language) as walk:
        await walk.to("shift+tab")
        await walk.to("home")
        for _order in range(3):
            await walk.to("tab", "s")
        await walk.to("tab", "end")
        await walk.to("/")
        walk.look("suggested fields")
        await write(walk.pilot, "αζ9")
        walk.look("filter")
        await walk.to("escape")
        await walk.to("g")
        await write(walk.pilot, "99")
        await walk.to("enter")
        await walk.to("f")
        await walk.to("escape", "G")
        for _grouping in range(3):
            await walk.to("tab")
        await walk.to("enter", "w")
        await walk.to("n")
        await press(walk.pilot, "α")
        await walk.to("enter")
        await walk.to("d")
        await walk.to("enter", "escape", "escape", "1", "2", "h")
        await walk.to("escape", "u")
        await walk.to("U")
        await walk.to("f12")
        await walk.to("ctrl+p")
        await write(walk.pilot, "status")  # the command that takes the most words to tell of
        walk.look("a long sentence")
        await walk.to("escape", "?")
        for _page in range(6):
            await walk.to("pagedown")
        assert walk.seen == FOUND


async def test_judging(register: Path, language: str) -> None:
    async with walk_on(register, language) as walk:
        await walk.to("o")
        await walk.to("escape", "space", "space")
        await walk.to("2")
        await walk.to("escape", "/")
        await write(walk.pilot, "2)")
        await walk.to("enter", "2")
        await walk.to("escape", "escape", "escape")
        await walk.to("c")
        await paste(walk.pilot, "α" * 100_001)
        walk.look("a large paste")
        await walk.to("escape")
        await paste(walk.pilot, "α" * 300_001)
        walk.look("a monstrous paste")
        await write(walk.pilot, "αβ")
        await walk.to("escape")
    async with walk_on(register, language, walk.seen) as walk:
        await walk.to("escape")
        assert walk.seen == JUDGED - {"FormDialog", "EntryDialog"}


async def test_forms(register: Path, language: str) -> None:
    async with walk_on(register, language) as walk:
        for key in ("e", "n", "d", "B"):
            await walk.to(key)
            await walk.to("shift+tab")
            await walk.to("escape")
        await press(walk.pilot, "b")
        walk.look("b", document=told(walk.pilot, "trail_text").partition(": ")[2])
        await walk.to("escape", "shift+tab", "home")
        await walk.to("down", "e")
        await fill(walk.pilot, "report_date", "αβ")
        walk.look("no date")
        await save(walk.pilot)
        walk.look("no date saved")
        await walk.to("escape")
        for key in ("n", "d"):
            await walk.to(key)
            await walk.to("shift+tab")
            await walk.to("escape")
        assert walk.seen <= JUDGED


async def test_lists_of_records(register: Path, language: str) -> None:
    async with walk_on(register, language) as walk:
        for key in ("O", "P", "D", "t", "l"):
            await walk.to(key)
            await walk.to("n")
            await walk.to("shift+tab")
            await walk.to("escape")
            await walk.to("r")
            await walk.to("escape")
        await walk.to("O", "slash")
        await write(walk.pilot, "αβγδ")
        walk.look("nothing found")
        await walk.to("escape", "enter")
        await walk.to("escape")
        await walk.to("j")
        await walk.to("enter")
        await walk.to("d")
        await write(walk.pilot, "α")
        await walk.to("enter")
        await walk.to("escape", "r")
        await walk.to("enter", "escape")
        await walk.to("R")
        await walk.to("escape", "N")
        await walk.to("escape", "k")
        assert walk.seen == ENTERED


async def test_forms_of_every_kind(register: Path, language: str) -> None:
    async with walk_on(register, language) as walk:
        screen = walk.pilot.app.screen
        assert isinstance(screen, AuditsScreen)
        entering = screen._handlers.edit.records
        for entity in EDITABLE:
            entering.new(entity)
            await settle(walk.pilot)
            walk.look(entity)
            await walk.to("shift+tab")
            await walk.to("escape")


async def test_documents(register: Path, language: str, tmp_path: Path) -> None:
    async with walk_on(register, language) as walk:
        await walk.to("m")
        await fill(walk.pilot, "answer_due", "2026-12-05")
        walk.look("answer due")
        await fill(walk.pilot, "folder", str(tmp_path))
        await save(walk.pilot)
        walk.look("findings of the letter")
        await press(walk.pilot, "ctrl+s")
        walk.look("the letter is written", document=" ".join(path.name for path in tmp_path.iterdir()))
        await walk.to("escape", "M")
        await walk.to("escape", "r")
        await fill(walk.pilot, "folder", str(tmp_path))
        await save(walk.pilot)
        walk.look("findings of the report")
        await press(walk.pilot, "ctrl+s")
        walk.look("the report is written", document=" ".join(path.name for path in tmp_path.iterdir()))
        await walk.to("escape", "F")
    with open_register(register, write=True) as held:
        left = [view for view in recommendations.recommendations(held) if not (view.level and view.current)]
        first = next(view.level for view in recommendations.recommendations(held) if view.level and view.current)
        assess(held, [view.id for view in left], first.id, comment="α")
    async with walk_on(register, language, walk.seen) as walk:
        await press(walk.pilot, "F", "ctrl+s")
        walk.look("F")
        await press(walk.pilot, "enter")
        walk.look("closed", document="Uppföljning 2027")
        assert walk.seen == SENT


async def test_letters_and_answers(register: Path, empty: Path, language: str) -> None:
    async with walk_on(register, language) as walk:
        await walk.to("v")
        await walk.to("escape", "f5")
        await walk.to("n")
        for key in ("e", "p", "f", "b", "d", "m", "o"):
            await walk.to("escape", key)
        await walk.to("down", "b")
        await walk.to("escape", "tab")
        await walk.to("tab")
        await walk.to("shift+tab", "shift+tab", "up", "a")
        await walk.to("ctrl+s")
        await walk.to("1", "6", "down", "space", "space")
        for keys in (("2",), ("0",), ("home", "space", "space", "3"), ("escape", "c")):
            await walk.to(*keys)
        for key in ("t", "T", "d"):
            await walk.to("escape", key)
        await walk.to("escape", "tab", "?")
        await walk.to("escape", "escape", "home", "tab")
        await walk.to("slash")
        await write(walk.pilot, "αζ9")
        walk.look("nothing passes")
    async with walk_on(empty, language, walk.seen) as walk:
        await walk.to("f5")
        assert walk.seen == WRITTEN


async def test_what_is_watched(register: Path, empty: Path, language: str, tmp_path: Path) -> None:
    async with walk_on(register, language) as walk:
        await walk.to("f3")
        for _row in range(8):
            await walk.to("down")
        await walk.to("i")
        await walk.to("i", "tab")
        await walk.to("escape", "slash")
        await write(walk.pilot, "αζ9")
        walk.look("nothing passes")
        await walk.to("escape", "home", "p")
        await press(walk.pilot, "down")
        await walk.to("p")
        await fill(walk.pilot, "folder", str(tmp_path))
        await save(walk.pilot)
        walk.look("findings of the reminder")
        await press(walk.pilot, "ctrl+s")
        walk.look("the reminder is written", document=" ".join(path.name for path in tmp_path.iterdir()))
        await walk.to("escape", "b")
        await walk.to("ctrl+s")
        await press(walk.pilot, "escape", "k")
        walk.look("the calendar is written", document="Bevakning.ics")
        await walk.to("escape", "enter")
        await walk.to("?")
    async with walk_on(empty, language, walk.seen) as walk:
        await walk.to("f3")
        assert walk.seen - {"HelpDialog"} == WATCHED


async def test_looking_back(register: Path, language: str) -> None:
    async with walk_on(register, language) as walk:
        await press(walk.pilot, "1", "c")
        await write(walk.pilot, "αβ")
        await press(walk.pilot, "ctrl+s", "space", "space", "2", "ctrl+s")
        await walk.to("f7")
        for _row in range(3):
            await walk.to("down")
        await walk.to("u")
        await walk.to("home", "u")
        await walk.to("escape", "slash")
        await write(walk.pilot, "αζ9")
        walk.look("nothing passes")
        await walk.to("escape", "t")
        await write(walk.pilot, "99")
        walk.look("no day")
        await press(walk.pilot, *("backspace",) * 2)
        await write(walk.pilot, "2026-11-21")
        walk.look("a day")
        await walk.to("enter")
        await walk.to("t")
        await write(walk.pilot, TODAY)
        await press(walk.pilot, "enter")
        await past_settled(walk.pilot)
        walk.look("as it was")
        await walk.to("?")
        await walk.to("escape", "escape")
        assert walk.seen - {"HelpDialog"} == LOOKED_BACK


async def test_following_up(register: Path, empty: Path, language: str) -> None:
    scale = " ".join(f"{level.definition} {' '.join(level.synonyms)}" for level in STANDARD)
    async with walk_on(register, language) as walk:
        await walk.to("f4")
        for key in ("n", "e", "F", "l"):
            await walk.to(key)
            await press(walk.pilot, "escape")
        await walk.to("end")
        await walk.to("d")
        await walk.to("k")
        await walk.to("escape", "tab")
        await walk.to("end")
        await press(walk.pilot, "tab", "end")
        walk.look("the end of the detail", document=scale)
        await walk.to("shift+tab", "shift+tab", "home", "tab", "d")
        await walk.to("escape", "shift+down")
        for keys in (("s",), ("d",), ("escape", "e")):
            await press(walk.pilot, *keys)
            walk.look(" ".join(keys), document=scale)
    async with walk_on(empty, language, walk.seen) as walk:
        for keys in (("f4",), ("tab",), ("n",)):
            await press(walk.pilot, *keys)
            walk.look("nothing is chosen", document=f"{scale} Uppföljning 2026")
        assert walk.seen == FOLLOWED


async def test_being_told(register: Path, empty: Path, language: str) -> None:
    settings_file().parent.mkdir(exist_ok=True)
    settings_file().write_text(FAULTY, "utf-8")
    with open_register(register, write=True, who=in_greek("Karin")):
        async with walk_on(register, language) as walk:
            await walk.to("3")
    async with GranskaApp(empty, settings=read_settings()).run_test(size=SIZE) as pilot:
        await settle(pilot)
        walk = Walk(pilot, language, walk.seen)
        walk.look("settings", document=f"{settings_file()} {FAULTY} {' '.join(THEME_NAMES)}")
        await walk.to("escape")
        await walk.to("n")
        await walk.to("ctrl+s")
        await walk.to("escape", "m")
        assert walk.seen == TOLD


async def test_the_first_start(empty: Path, language: str) -> None:
    lost = empty.with_name("2.db")
    for first in (FirstStart(lost), FirstStart(lost, lost, lost_notice(lost))):
        async with GranskaApp(lost, settings=Settings(), first=first).run_test(size=SIZE) as pilot:
            await settle(pilot)
            walk = Walk(pilot, language)
            walk.look("first start")
            for key in ("1", "2"):
                await walk.to(key)
                await walk.to("ctrl+s")
                await walk.to("escape")
            await walk.to("?")
            await walk.to("escape", "ctrl+p")
            assert walk.seen == BEGUN
