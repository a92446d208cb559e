"""Before there is a register: three ways to one, and nothing half-made on any of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage import register, settings
from storage.errors import DiskFull
from tests.test_tui.driving import Keys, press, read, screen_text, settle
from tests.test_tui.forms import fill, form, row, save, told
from tui import registers
from tui.app import GranskaApp
from tui.audits.screen import AuditsScreen
from tui.preferences import Settings, settings_file
from tui.registers import FirstStart


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Path of the user's own register; nothing is there, and nothing is remembered."""
    for name in ("GRANSKA_REGISTER", "GRANSKA_WHO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GRANSKA_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GRANSKA_TODAY", "2026-11-22")
    return registers.own_register()


@asynccontextmanager
async def first_start(first: FirstStart, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Keys]:
    async with GranskaApp(first.suggested, settings=Settings(), first=first).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if "state" not in path.parts)


async def test_making_a_register_goes_straight_to_work_in_it(own: Path) -> None:
    async with first_start(FirstStart(own)) as pilot:
        assert "Här finns inget register ännu." in screen_text(pilot)
        await press(pilot, "enter")
        await fill(pilot, "who", "Anna Andersson")
        await save(pilot)
        assert "Revisionens namn saknas" in told(pilot, "office")
        await fill(pilot, "office", "Exempelby kommuns revisorer")
        await press(pilot, "tab", "tab", "enter")
        assert isinstance(pilot.app.screen, AuditsScreen)
        assert "Registret är tomt." in screen_text(pilot)
        assert "Exempelby kommuns revisor" in screen_text(pilot)
        await press(pilot, "n", "escape", "question_mark", "escape")
    assert read(own, settings.office) == "Exempelby kommuns revisorer"
    assert read(own, lambda opened: opened.who) == "Anna Andersson"
    assert registers.default_register() == own


async def test_what_cannot_be_made_is_told_of_at_the_field_and_leaves_nothing_behind(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, shut = tmp_path / "upptagen.db", tmp_path / "stängd"
    taken.write_text("en lista")
    shut.mkdir()
    before = files(tmp_path)
    async with first_start(FirstStart(own)) as pilot:
        await press(pilot, "1")
        await fill(pilot, "office", "Exempelby kommuns revisorer")
        for path, said in (
            (taken, "skrivs inte över"),
            (shut, "Skriv också vad filen ska heta"),
            (taken / "register.db", "går inte att använda som mapp"),
        ):
            await fill(pilot, "path", str(path))
            assert said in told(pilot, "path")
            await save(pilot)
            assert told(pilot, "path")
            assert files(tmp_path) == before
        await fill(pilot, "path", f'"{tmp_path / "ny mapp" / "vårt"}"')
        assert told(pilot, "path") == "Mappen skapas."
        with monkeypatch.context() as patch:
            patch.setattr(register, "_fill", _full)
            await save(pilot)
        assert "Disken är full" in told(pilot, "path")
        assert files(tmp_path) == before
        await press(pilot, "escape", "1")
        assert form(pilot).row("office")
        await save(pilot)
        assert isinstance(pilot.app.screen, AuditsScreen)
    assert (tmp_path / "ny mapp" / "vårt.db").is_file()
    assert taken.read_text() == "en lista"


def _full(path: Path, *_more: object) -> None:
    path.write_bytes(b"half a register")
    raise DiskFull(path)


async def test_a_register_is_opened_by_its_path_and_what_is_none_is_told_of_at_the_field(
    own: Path, practice: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "borta.db"
    (tmp_path / "brev.docx").write_bytes(b"PK")
    (tmp_path / "mapp").mkdir()
    first = FirstStart(own, gone, f"Registret {gone} finns inte längre där.")
    async with first_start(first) as pilot:
        assert "finns inte längre där." in " ".join(screen_text(pilot).split())
        await press(pilot, "enter")
        assert row(pilot, "path").text == str(gone)
        for path, said in (
            (gone, "Det finns ingen fil"),
            (tmp_path / "brev.docx", "en annan sorts fil"),
            (tmp_path / "mapp", "är en mapp"),
        ):
            await fill(pilot, "path", str(path))
            await save(pilot)
            assert said in told(pilot, "path")
        await fill(pilot, "path", str(practice))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AuditsScreen)
        await press(pilot, "1")
        assert "Det gick inte" not in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_practising_opens_the_practice_register_and_is_not_remembered(own: Path, size: tuple[int, int]) -> None:
    async with first_start(FirstStart(own), size) as pilot:
        assert "Öva på övningsregistret" in screen_text(pilot)
        await press(pilot, "question_mark")
        assert "Bedöma" not in screen_text(pilot)
        await press(pilot, "escape", "ctrl+p")
        assert "Sök" not in screen_text(pilot)
        await press(pilot, "escape")
        if size[0] == 80:
            await press(pilot, "3")
            assert isinstance(pilot.app.screen, AuditsScreen)
            assert "Exempelby kommuns revisor" in screen_text(pilot)
    assert registers.default_register() == own
    assert not own.exists()


def test_the_register_that_is_meant_is_the_one_of_the_environment_else_the_last_one_else_the_own(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert registers.default_register() == own
    registers.remember_register(tmp_path / registers.PRACTICE_NAME)
    registers.remember_register(own)
    assert not settings_file().exists()
    registers.remember_register(tmp_path / "vårt.db")
    assert registers.default_register() == tmp_path / "vårt.db"
    registers.remember_register(own)
    assert registers.default_register() == own
    monkeypatch.setenv("GRANSKA_REGISTER", str(tmp_path / "annat.db"))
    assert registers.default_register() == tmp_path / "annat.db"
