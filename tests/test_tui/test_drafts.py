"""Drafts: where they are offered, how they are put away, and where else they may be written."""

import shlex
import stat
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.widgets import OptionList, TextArea

from storage.register import open_register
from storage.saved_views import drafts
from tests.test_tui.driving import Keys, current, press, read, screen_on, screen_text, settle, toasts, write
from tests.test_tui.forms import fill, form, go, row
from tui.records.dialogs import DraftsDialog

WRITER = """
import os, pathlib, sys
path = pathlib.Path(sys.argv[-1])
pathlib.Path(sys.argv[1]).write_text(oct(os.stat(path).st_mode & 0o777) + chr(10) + path.read_text('utf-8'), 'utf-8')
path.write_text('Skrivet \x1b[2Jutanför åäö\\r\\n', encoding='utf-8')
sys.exit(int(sys.argv[2]))
"""


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """Permissions and text of the file that the other program was given."""
    (tmp_path / "skriv.py").write_text(WRITER, encoding="utf-8")
    return tmp_path / "sett.txt"


def editor(seen: Path, status: int = 0) -> str:
    return shlex.join([sys.executable, str(seen.with_name("skriv.py")), str(seen), str(status)])


async def choose(pilot: Keys, begun: str) -> None:
    """Go on with the draft that is called so."""
    options = pilot.app.screen.query_one(OptionList)
    while begun not in str(options.get_option_at_index(options.highlighted or 0).prompt):
        await press(pilot, "down")
    await press(pilot, "enter")


async def test_everything_begun_is_listed_at_the_start_newest_first_and_enter_goes_there(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        commented = current(pilot).id
        await press(pilot, "c")
        await write(pilot, "kommentar")
        await press(pilot, "escape", "b")
        await write(pilot, "bedömning")
        await press(pilot, "escape", "shift+tab", "n")
        await fill(pilot, "title", "Ny granskning av skolan")
        await press(pilot, "escape")
        await press(pilot, "m")
        await fill(pilot, "own_text", "Eget.")
        await press(pilot, "escape", "tab", "d")
        await write(pilot, "dubblett")
        await press(pilot, "escape")
    async with screen_on(practice, (80, 24)) as pilot:
        assert isinstance(pilot.app.screen, DraftsDialog)
        shown = screen_text(pilot)
        order = ["Ta bort: ", "Missiv: Ensamarbete", "Ny granskning", "Bedömning av Ensamarbete", "Kommentar till 1)"]
        assert sorted(order, key=shown.index) == order
        assert "Enter Skriv vidare" in shown
        await choose(pilot, "Ny granskning")
        assert row(pilot, "title").text == "Ny granskning av skolan"
        assert "Utkast från 20" in screen_text(pilot)
    for begun, heading in (("Missiv", "Missiv: Ensamarbete"), ("Ta bort", "Ta bort")):
        async with screen_on(practice) as pilot:
            await choose(pilot, begun)
            assert form(pilot).form.heading == heading
            assert form(pilot).unsaved
    with open_register(practice, write=True) as register, register.recording("remove") as action:
        action.put("recommendation", commented, {"removed": "fel"})
    async with screen_on(practice) as pilot:
        assert pilot.app.screen.query_one(OptionList).option_count == 3, "what was about it is told of no more"
        await press(pilot, "escape")
        assert len(read(practice, drafts)) == 5


async def test_a_draft_is_put_away_with_one_key_and_fetched_back_with_the_same(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "e")
        assert "Ctrl+R" not in screen_text(pilot)
        saved = row(pilot, "text").text
        await go(pilot, "text")
        await write(pilot, "!!")
        await go(pilot, "kind")
        await press(pilot, "right")
        await press(pilot, "escape", "e")
        assert "återställt" in screen_text(pilot)
        assert "Ctrl+R Det sparade" in screen_text(pilot)
        await press(pilot, "ctrl+r")
        assert (row(pilot, "text").text, dict(form(pilot).unsaved)) == (saved, {})
        await pilot.pause(0.7)
        await settle(pilot)
        assert read(practice, drafts) == {}
        await press(pilot, "ctrl+r")
        assert row(pilot, "text").text == f"{saved}!!"
        assert row(pilot, "kind").text == "question"
        await press(pilot, "escape", "down", "c")
        await write(pilot, "nytt")
        await press(pilot, "ctrl+r")
        assert not pilot.app.screen.query_one(TextArea).text
        await press(pilot, "ctrl+r")
        assert pilot.app.screen.query_one(TextArea).text == "nytt"


async def write_outside(pilot: Keys) -> None:
    await press(pilot, "c", "ctrl+end", "f9")


async def test_f9_writes_a_comment_in_the_users_own_program_on_a_private_file(
    practice: Path, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(seen))
    async with screen_on(practice) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        comment = current(pilot).comment
        await write_outside(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "Skrivet [2Jutanför åäö"
        mode, _line, given = seen.read_text(encoding="utf-8").partition("\n")
        assert given == comment
        assert sys.platform == "win32" or int(mode, 8) == stat.S_IRUSR | stat.S_IWUSR
        await pilot.pause(0.7)
        await settle(pilot)
        assert list(read(practice, drafts).values()) == ["Skrivet [2Jutanför åäö"]
        await press(pilot, "escape", "b", "f9")
        assert row(pilot, "judgement").text == "Skrivet [2Jutanför åäö"


@pytest.mark.parametrize(
    ("program", "suspends", "told"),
    [
        ("", "yes", "Sätt EDITOR"),
        ("finns-inte-alls", "yes", "finns-inte-alls gick inte att använda"),
        ("fails", "yes", "avslutades med ett fel"),
        ("fails", "", "går det inte att byta till"),
    ],
)
async def test_where_no_other_program_can_be_used_it_is_said_and_the_text_is_kept(
    practice: Path, seen: Path, monkeypatch: pytest.MonkeyPatch, program: str, suspends: str, told: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor(seen, 1) if program == "fails" else program)
    async with screen_on(practice) as pilot:
        if suspends:
            monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        comment = current(pilot).comment
        await write_outside(pilot)
        assert told in toasts(pilot)
        assert pilot.app.screen.query_one(TextArea).text == comment
