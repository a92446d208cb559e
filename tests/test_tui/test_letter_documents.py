"""Letters written from the screen: their text, their findings, their files, their log."""

import zipfile
from html import unescape
from pathlib import Path

import pytest
from textual.widgets import OptionList

from storage import letters as letter_queries
from storage import recommendations
from storage.domain.views import LetterView
from storage.errors import DiskFull
from storage.operations.settings import set_setting
from storage.register import create_register, open_register
from storage.saved_views import drafts
from tests.letter_registers import Covered, Point, letter_register
from tests.test_tui.driving import Keys, current, press, read, screen_on, screen_text, settle, toasts, write
from tests.test_tui.forms import fill, form, go, refusal, row, save, told
from tui.kit.fields import roles
from tui.kit.findings import FindingsDialog
from tui.kit.form import FormDialog
from tui.kit.message import WrittenDialog
from tui.letters import jobs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "brev"
    made.mkdir()
    return made


@pytest.fixture(autouse=True)
def _signed(practice: Path) -> None:
    with open_register(practice, write=True) as register:
        set_setting(register, "signers", "Rut Ekmark, ordförande")


def letters(path: Path) -> list[LetterView]:
    return read(path, letter_queries.letters)


def body_of(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return unescape(file.read("word/document.xml").decode())


async def go_on(pilot: Keys) -> None:
    """Pass the warnings."""
    await settle(pilot)
    if isinstance(pilot.app.screen, FindingsDialog):
        await press(pilot, "ctrl+s")


async def test_m_writes_the_letter_of_the_audit_logs_it_and_shows_where_it_is(practice: Path, folder: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        assert form(pilot).form.heading == "Missiv: Ensamarbete"
        await fill(pilot, "decided", "2026-11-20")
        await fill(pilot, "answer_due", "2027-03-01")
        assert told(pilot, "answer_due") == "måndag den 1 mars 2027"
        await fill(pilot, "own_text", "Ett eget stycke om granskningen.")
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        await go_on(pilot)
        assert isinstance(pilot.app.screen, WrittenDialog)
        (written,) = folder.iterdir()
        assert pilot.app.screen.text == str(written)
        assert "Ett eget stycke om granskningen." in body_of(written)
        assert "Rut Ekmark" in body_of(written)
        logged = [letter for letter in letters(practice) if any(file[0] == written.name for file in letter.files)]
        assert [letter.answer_due for letter in logged] == ["2027-03-01"]
        assert not [key for key in read(practice, drafts) if "missiv" in key]


@pytest.mark.parametrize(
    ("due", "hint"), [("2026-12-05", "lördag"), ("2027-07-05", "juli"), ("2026-01-02", "har redan varit")]
)
async def test_a_day_when_few_can_answer_is_said_below_it(practice: Path, due: str, hint: str) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        await fill(pilot, "answer_due", due)
        assert hint in told(pilot, "answer_due")


async def test_recipients_are_given_roles_with_the_space_bar(practice: Path, folder: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        await go(pilot, "recipients")
        bodies = pilot.app.screen.query_one(OptionList)
        await press(pilot, "home", "space")
        assert "för åtgärd" in screen_text(pilot)
        assert bodies.highlighted == 0
        await fill(pilot, "answer_due", "2027-03-01")
        await go(pilot, "each")
        await press(pilot, "right")
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        await go_on(pilot)
        (logged,) = [letter for letter in letters(practice) if letter.files]
        assert len(list(folder.iterdir())) == len(logged.files)
        assert "action" in {role for _name, role in logged.recipients}


async def test_a_letter_to_nobody_is_refused_at_its_field(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        await go(pilot, "recipients")
        await press(pilot, "home")
        for _each in roles(row(pilot, "recipients").text):
            await press(pilot, "left", "down")
        assert not roles(row(pilot, "recipients").text)
        await save(pilot)
        assert told(pilot, "recipients") == "Mottagare saknas. Fyll i fältet och spara igen."


async def test_an_error_stops_and_enter_goes_to_its_record(practice: Path, folder: Path) -> None:
    with open_register(practice, write=True) as register, register.recording("test") as action:
        rid = recommendations.recommendations(register)[2].id
        action.put("recommendation", rid, {"text": ""})
    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        assert "fel måste rättas först" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FindingsDialog)
        await press(pilot, "enter")
        assert current(pilot).id == rid
        assert not list(folder.iterdir())


async def test_enter_on_a_finding_leaves_the_filter_for_the_record(practice: Path, folder: Path) -> None:
    with open_register(practice, write=True) as register, register.recording("test") as action:
        rid = recommendations.recommendations(register)[2].id
        action.put("recommendation", rid, {"text": ""})
    async with screen_on(practice) as pilot:
        await press(pilot, "slash")
        await write(pilot, "larmtelefonerna")
        await press(pilot, "enter", "m")
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert current(pilot).id == rid


async def test_what_was_written_is_kept_when_the_letter_cannot_be_written(practice: Path, tmp_path: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        await fill(pilot, "own_text", "Eget.")
        await fill(pilot, "folder", str(tmp_path / "finns" / "inte"))
        await save(pilot)
        await go_on(pilot)
        assert "Det finns ingen mapp" in refusal(pilot)
        await press(pilot, "escape", "m")
        assert row(pilot, "own_text").text == "Eget."
        assert row(pilot, "folder").text.endswith("inte")


async def test_a_full_disk_is_said_and_the_next_try_works(
    practice: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise DiskFull(folder)

    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        await fill(pilot, "folder", str(folder))
        with monkeypatch.context() as patch:
            patch.setattr(jobs, "write_letter", full)
            await save(pilot)
            await go_on(pilot)
            await settle(pilot)
            assert "Disken är full" in refusal(pilot)
        await save(pilot)
        await go_on(pilot)
        assert len(list(folder.iterdir())) == 1


async def test_the_followups_letter_is_written_from_all_audits_and_from_its_own_key(
    practice: Path, folder: Path
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "shift+tab", "home", "m")
        assert form(pilot).form.heading == "Missiv: Uppföljning 2026"
        await press(pilot, "escape", "tab", "M")
        assert form(pilot).form.heading == "Missiv: Uppföljning 2026"
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        await go_on(pilot)
        assert len(list(folder.iterdir())) == 1


async def test_o_opens_the_file_and_says_so_where_it_cannot(
    practice: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    async with screen_on(practice) as pilot:
        await press(pilot, "m")
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        await go_on(pilot)
        monkeypatch.setattr("tui.letters.documents.open_file", opened.append)
        await press(pilot, "o")
        assert opened == list(folder.iterdir())

        def refuse(_path: Path) -> None:
            raise FileNotFoundError

        monkeypatch.setattr("tui.letters.documents.open_file", refuse)
        await press(pilot, "o")
        assert "inget program" in toasts(pilot)


async def test_a_register_that_is_read_only_gives_a_letter_that_is_not_logged(practice: Path, folder: Path) -> None:
    before = letters(practice)
    with open_register(practice, write=True):
        async with screen_on(practice) as pilot:
            await press(pilot, "m")
            await fill(pilot, "folder", str(folder))
            await save(pilot)
            await go_on(pilot)
            assert "inte loggad" in screen_text(pilot)
            assert not isinstance(pilot.app.screen, FormDialog)
    assert len(list(folder.iterdir())) == 1
    assert letters(practice) == before


def made_register(path: Path, *judged: str | None) -> None:
    """A register in place of the practice one: a board whose points are judged so, and one with nothing left."""
    path.unlink()
    with create_register(path, office="Exempelby kommuns revisorer") as register:
        points = [Point(str(number), level) for number, level in enumerate(judged, 1)]
        done = Covered("Kultur", ("Kulturnämnden",), (Point("1", "implemented"),) if any(judged) else ())
        letter_register(register, Covered("Lov", ("Byggnadsnämnden",), points), done, closed=False)
        set_setting(register, "signers", "Rut Ekmark, ordförande")


@pytest.mark.parametrize("kept", [False, True])
async def test_a_body_of_which_nothing_is_requested_is_named_in_the_form_and_kept_by_choice(
    practice: Path, folder: Path, *, kept: bool
) -> None:
    made_register(practice, "partial", "implemented")
    async with screen_on(practice) as pilot:
        await press(pilot, "M")
        assert "Inget begärs av: Kulturnämnden" in screen_text(pilot)
        assert list(roles(row(pilot, "recipients").text).values()) == ["answer"]
        await fill(pilot, "answer_due", "2027-03-01")
        if kept:
            await go(pilot, "all_bodies")
            await press(pilot, "right")
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        await go_on(pilot)
    (written,) = folder.iterdir()
    assert ("inget återstår för kulturnämnden" in body_of(written)) is kept
    (logged,) = [letter for letter in letters(practice) if letter.files]
    assert ("Kulturnämnden", "information") in logged.recipients or not kept
    assert [name for name, role in logged.recipients if role == "answer"] == ["Byggnadsnämnden"]


async def test_a_letter_of_a_follow_up_in_which_nothing_is_assessed_is_written_after_a_question(
    practice: Path, folder: Path
) -> None:
    made_register(practice, None)
    async with screen_on(practice) as pilot:
        await press(pilot, "M")
        await fill(pilot, "folder", str(folder))
        await save(pilot)
        await settle(pilot)
        assert "? Uppföljning 2026: inget i uppföljningen är bedömt." in screen_text(pilot)
        await press(pilot, "escape")
        assert not list(folder.iterdir())
        await save(pilot)
        await go_on(pilot)
    (written,) = folder.iterdir()
    assert "Inget svar begärs." in body_of(written)
