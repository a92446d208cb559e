"""Before there is a register: three ways to one, and nothing half-made on any of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage import queries
from tests.test_tui.driving import Keys, press, read, screen_text, settle
from tests.test_tui.forms import fill, save, told
from tui import registers
from tui.app import GranskaApp
from tui.registers import FirstStart
from tui.screens.audits import AuditsScreen
from tui.settings import Settings


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own register would be; nothing is there, and nothing is remembered."""
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
        assert "Exempelby kommuns revisorer" in screen_text(pilot)
        await press(pilot, "n", "escape", "question_mark", "escape", "q")
    assert read(own, queries.office) == "Exempelby kommuns revisorer"
    assert read(own, lambda register: register.who) == "Anna Andersson"
