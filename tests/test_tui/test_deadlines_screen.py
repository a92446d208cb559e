"""The screen of what is watched: what is late and why, letters about it, the calendar, and the way to the record."""

from pathlib import Path

import pytest
from docx import Document

from storage import clock, deadlines, letters, recommendations
from storage.domain.deadlines import Deadline, DeadlineKind
from storage.operations.records import add, edit
from storage.register import open_register
from tests.test_tui.driving import Keys, current, press, read, screen_on, screen_text, toasts, write
from tests.test_tui.forms import fill, form, save
from tui.audits.screen import AuditsScreen
from tui.deadlines.screen import DeadlinesScreen
from tui.kit.findings import FindingsDialog
from tui.kit.message import WrittenDialog
from tui.letters.screen import LettersScreen
from tui.letters.view import LettersView

HOSTILE = "[bold]Fel[/bold] \x1b[31mröd\x1b[0m \u202eomvänd <b>&"


def watched(path: Path) -> list[Deadline]:
    return read(path, lambda register: deadlines.deadlines(register, today=clock.today()))


def under_cursor(pilot: Keys) -> Deadline:
    screen = pilot.app.screen
    assert isinstance(screen, DeadlinesScreen)
    item = screen._view.current
    assert item is not None
    return item


async def go_to_answer(pilot: Keys) -> Deadline:
    """Open the screen with the cursor on the answer that is waited for."""
    await press(pilot, "f3")
    for _ in range(20):
        if under_cursor(pilot).clock is DeadlineKind.ANSWER:
            break
        await press(pilot, "down")
    return under_cursor(pilot)


async def written(pilot: Keys, folder: Path) -> Path:
    """Write the letter that the form on the screen describes, past its warnings."""
    await fill(pilot, "folder", str(folder))
    await save(pilot)
    if isinstance(pilot.app.screen, FindingsDialog):
        await press(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, WrittenDialog), screen_text(pilot)
    found = max(folder.glob("*.docx"), key=lambda path: path.stat().st_mtime_ns)
    await press(pilot, "escape")
    return found


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).replace("\xa0", " ")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_what_is_late_stands_first_with_its_why_and_what_has_no_date_is_never_late(
    practice: Path, size: tuple[int, int]
) -> None:
    async with screen_on(practice, size) as pilot:
        await go_to_answer(pilot)
        text = screen_text(pilot)
        assert "7 försenade" in text
        shown = ("Försenat · 7", "Senare · 2", "Saknar datum · 4") if size[1] > 24 else ("Försenat · 7",)
        heads = [text.index(head) for head in shown]
        assert heads == sorted(heads)
        assert "✘ försenat 25 dagar" in text
        assert "Svar senast 2026-10-28" in text
        assert "Inget svar har kommit" in text


async def test_enter_goes_to_the_record_on_the_screen_that_lists_it(practice: Path) -> None:
    items = watched(practice)
    with open_register(practice, write=True) as register:
        letter = next(one.letter for one in items if one.clock is DeadlineKind.ANSWER)
        edit(register, "letter", letter or "", {"dated": "", "signed": ""})
    async with screen_on(practice) as pilot:
        await press(pilot, "f3", "enter")
        assert isinstance(pilot.app.screen, AuditsScreen)
        assert current(pilot).id == items[0].record
        item = await go_to_answer(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LettersScreen)
        letter = pilot.app.screen.query_one(LettersView).letter
        assert letter is not None
        assert letter.id == item.letter
        await press(pilot, "f3")
        assert under_cursor(pilot) == item
        await press(pilot, "p", "ctrl+s")
        assert isinstance(pilot.app.screen, FindingsDialog)
        assert "varken daterat eller undertecknat" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LettersScreen)


async def test_a_reminder_is_written_logged_and_the_next_proposed_as_the_second(practice: Path, tmp_path: Path) -> None:
    async with screen_on(practice) as pilot:
        item = await go_to_answer(pilot)
        await press(pilot, "p")
        assert form(pilot).values == {}
        assert "försenat 25 dagar" in screen_text(pilot)
        await fill(pilot, "answer_due", "2026-12-11")
        first = await written(pilot, tmp_path)
        assert "påmint 2026-11-22" in screen_text(pilot).lower()
        await press(pilot, "p")
        assert "andra" in screen_text(pilot)
        second = await written(pilot, tmp_path)
        await press(pilot, "u")
    told = text_of(first)
    assert item.who[0] in told
    assert "11 december 2026" in told
    assert "Skolfrånvaro" in told or "Skolans arbete med frånvaro" in told
    assert second.name != first.name
    kinds = read(practice, lambda register: [view.kind for view in letters.letters(register)])
    assert kinds.count("reminder") == 2


async def test_granted_time_moves_the_answer_to_what_is_coming(practice: Path, tmp_path: Path) -> None:
    async with screen_on(practice) as pilot:
        item = await go_to_answer(pilot)
        await press(pilot, "b")
        await save(pilot)
        assert "Anstånd till" in screen_text(pilot)
        await fill(pilot, "extension_due", "2026-12-15")
        letter = await written(pilot, tmp_path)
        assert under_cursor(pilot).record == item.record
        assert not under_cursor(pilot).is_late
        text = screen_text(pilot)
        assert "Inom 30 dagar · 1" in text
        assert "◔ 23 dagar kvar" in text
        await press(pilot, "p")
        assert "inte försenat" in toasts(pilot)
    assert "15 december 2026" in text_of(letter)


async def test_the_calendar_has_what_the_list_shows_of_what_comes(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.letters.documents.user_documents_path", lambda: tmp_path)
    async with screen_on(practice) as pilot:
        await press(pilot, "f3", "slash")
        await write(pilot, "dataskydd")
        await press(pilot, "enter", "k")
        assert isinstance(pilot.app.screen, WrittenDialog)
    calendar = (tmp_path / "Bevakning.ics").read_text(encoding="utf-8")
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261231" in calendar


async def test_only_ones_own_is_shown_with_a_key_and_filtered_by_words_and_conditions(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "f3", "i")
        assert "Ingen i registret heter Test Testsson." in toasts(pilot)
        assert "Inget att bevaka." in screen_text(pilot)
        assert "Närmast av allt: 2025 Dataskydd" in screen_text(pilot)
    with open_register(practice, write=True) as register:
        audit = next(view for view in recommendations.audits(register) if view.name == "Skolfrånvaro")
        edit(register, "audit", audit.id, {"responsible": register.who})
    async with screen_on(practice) as pilot:
        await press(pilot, "f3", "i")
        assert "Bevakning · 2 av 13 · mina" in screen_text(pilot)
        assert "1 försenad" in screen_text(pilot)
        assert "Dataskydd" not in screen_text(pilot)
        await press(pilot, "i", "slash")
        await write(pilot, "nämnd:barn försenad")
        assert "2 av 13" in screen_text(pilot)
        assert under_cursor(pilot).clock is DeadlineKind.ANSWER
        for line, found in (
            ("mina -svar", "1 av 13"),
            ("före:2026-07", "6 av 13"),
            ("efter:2026-12", "1 av 13"),
            ("manad", "8 av 13"),
            ("atgard", "1 av 13"),
        ):
            await press(pilot, "escape", "slash")
            await write(pilot, line)
            assert f"Bevakning · {found}" in screen_text(pilot), line
        await press(pilot, "escape", "slash")
        await write(pilot, "status:delvis")
        assert "av villkoren gäller här" in screen_text(pilot)


async def test_where_nothing_is_watched_it_says_what_would_be(empty: Path) -> None:
    async with screen_on(empty, (80, 24)) as pilot:
        await press(pilot, "f3", "p", "b", "enter")
        assert "Inget att bevaka." in screen_text(pilot)
        assert "väntade svar" in screen_text(pilot)


async def test_hostile_text_stands_literally_in_the_list_the_detail_and_the_letter(empty: Path, tmp_path: Path) -> None:
    with open_register(empty, write=True) as register:
        given = {"title": HOSTILE, "years": "2024", "auditees": (HOSTILE,)}
        audit = next(iter(add(register, "audit", given).created["audit"]))
        letter = {"kind": "missiv", "audits": (audit,), "decided": "2026-01-10", "dated": "2026-01-10"}
        made = next(iter(add(register, "letter", {**letter, "answer_due": "2026-04-01"}).created["letter"]))
        add(register, "letter_recipient", {"letter": made, "body": HOSTILE, "role": "answer"})
    async with screen_on(empty, (160, 40)) as pilot:
        await go_to_answer(pilot)
        text = screen_text(pilot)
        assert "[bold]Fel[/bold] [31mröd[0m omvänd <b>&" in text
        assert "\x1b" not in text
        await press(pilot, "p")
        reminder = await written(pilot, tmp_path)
    assert "[bold]Fel[/bold]" in text_of(reminder)
    assert "<b>&" in text_of(reminder)
