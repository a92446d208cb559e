"""The screen of letters: entered by keys, listed in blocks, written per recipient."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from storage import letters
from storage.domain.views import LetterDetail, LetterRow
from storage.operations.records import add
from storage.register import Register, open_register
from tests.test_tui.driving import Keys, press, screen_on, screen_text, toasts, write
from tests.test_tui.forms import fill, go, paste, row, save
from tui.audits.screen import AuditsScreen
from tui.kit.findings import FindingsDialog
from tui.kit.message import WrittenDialog
from tui.kit.windowed_table import BLOCK
from tui.letters.screen import LettersScreen, RecipientDialog
from tui.letters.view import LettersView

CHECKER = Path(__file__).parents[3] / "shared" / "tools" / "docx_check.py"
MANY = 10_000
DEMAND = "Svara särskilt på hur planen beslutas."
HOSTILE = "[bold]Fel[/bold] \x1b[31mröd\x1b[0m \u202eomvänd {{ 1 }}"


async def put(pilot: Keys, **texts: str) -> None:
    """Paste into fields, one after another."""
    for field, text in texts.items():
        await go(pilot, field)
        await paste(pilot, text)


def view_of(pilot: Keys) -> LettersView:
    return pilot.app.screen.query_one(LettersView)


def letter_rows(register: Register) -> list[LetterRow]:
    return letters.letters_at(register, letters.letter_order(register))


@pytest.fixture
def audited(empty: Path) -> Path:
    """A register with one audit of two boards."""
    with open_register(empty, write=True) as register:
        bodies = ("Kommunstyrelsen", "Socialnämnden")
        values = {"title": "Granskning av krisledningen", "short_title": "Krisledning", "years": "2024"}
        add(register, "audit", {**values, "auditees": bodies, "handed_over": "2024-09-10"})
    return empty


async def test_a_letter_with_questions_to_two_boards_is_entered_and_written_per_board(
    audited: Path, tmp_path: Path
) -> None:
    async with screen_on(audited) as pilot:
        await press(pilot, "f5")
        assert "Här finns inga brev." in screen_text(pilot)
        await press(pilot, "n")
        await put(
            pilot, audits="Krisledning", decided="2024-09-10", answer_due="2024-12-31", signers="Rut Ek, ordförande"
        )
        await save(pilot)
        await press(pilot, "p", "n")
        await put(pilot, body="Kommunstyrelsen", demand=DEMAND)
        await press(pilot, "ctrl+n")
        await put(pilot, body="Socialnämnden", answer_due="2024-11-30")
        await save(pilot)
        await press(pilot, "escape", "f", "n")
        await put(pilot, text="Vem leder?")
        await press(pilot, "ctrl+n")
        await put(pilot, text="Vem beslutar?", body="Kommunstyrelsen")
        await press(pilot, "ctrl+n")
        assert row(pilot, "body").text == "Kommunstyrelsen", "who is asked is carried on"
        await go(pilot, "body")
        await press(pilot, "end", *["backspace"] * len("Kommunstyrelsen"))
        await put(pilot, text="Vem övar?", body="Socialnämnden")
        await save(pilot)
        await press(pilot, "escape")
        text = screen_text(pilot)
        assert "✘ svar saknas" in text
        assert "Socialnämnden · för svar, senast 2024-11-30" in text
        assert "3) Vem övar? (Socialnämnden)" in text

        await _write_each(pilot, tmp_path)
        shown = view_of(pilot).shown
        assert isinstance(shown, LetterDetail)
        assert len(shown.files) == 2

    files = {name: next(tmp_path.glob(f"*{name}*.docx")) for name in ("Kommunstyrelsen", "Socialnämnden")}
    told = {name: _text(path) for name, path in files.items()}
    asked = {
        name: [each for each in ("Vem leder?", "Vem beslutar?", "Vem övar?") if each in told[name]] for name in told
    }
    assert asked == {
        "Kommunstyrelsen": ["Vem leder?", "Vem beslutar?"],
        "Socialnämnden": ["Vem leder?", "Vem övar?"],
    }
    assert DEMAND in told["Kommunstyrelsen"]
    assert "30 november 2024" in told["Socialnämnden"].replace("\u00a0", " ")
    assert [(one.recipient.demand, one.recipient.answer_due) for one in shown.recipients] == [
        (DEMAND, None),
        (None, "2024-11-30"),
    ]
    if CHECKER.exists():
        command = [sys.executable, str(CHECKER), "--profile", "missiv", "--quiet", *map(str, files.values())]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout


async def _write_each(pilot: Keys, folder: Path) -> None:
    """Write the letter as one file for each who gets it."""
    await press(pilot, "m")
    await go(pilot, "each")
    await press(pilot, "right")
    await fill(pilot, "folder", str(folder))
    await save(pilot)
    if isinstance(pilot.app.screen, FindingsDialog):
        await press(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, WrittenDialog)
    await press(pilot, "escape")


def _text(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


async def test_screens_are_kept_as_they_were_left(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "f5", "down", "down")
        await press(pilot, "slash")
        await write(pilot, "skol")
        assert "Dataskydd" not in screen_text(pilot)
        await press(pilot, "enter", "f2")
        assert isinstance(pilot.app.screen, AuditsScreen)
        assert pilot.app.screen._view.recommendations._window.cursor == 1
        await press(pilot, "v")
        assert "Brev" in screen_text(pilot)
        await write(pilot, "brev")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LettersScreen)
        assert "Dataskydd" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "Dataskydd" in screen_text(pilot)

        await press(pilot, "question_mark")
        text = screen_text(pilot)
        assert "Visar brevets frågor" in text
        assert "Bedömer raden" not in text
        await press(pilot, "f2")
        assert "Hjälp ─" in screen_text(pilot)  # not from a dialog
        await press(pilot, "escape")


async def test_more_time_is_written_down_from_the_letter_and_taken_back_from_another_screen(practice: Path) -> None:
    async with screen_on(practice, (80, 32)) as pilot:
        await press(pilot, "f5", "b")
        await go(pilot, "extension_decision")
        await press(pilot, "right")
        await save(pilot)
        assert "anstånd begärt" in screen_text(pilot)
        await press(pilot, "b")
        await fill(pilot, "extension_requested", "2026-10-20")
        await go(pilot, "extension_decision")
        await press(pilot, "right")
        await fill(pilot, "extension_due", "2026-12-15")
        await save(pilot)
        text = " ".join(screen_text(pilot).split())
        assert "anstånd begärt 2026-10-20, beviljat till 2026-12-15" in text
        assert "✘ svar saknas" not in text
        await press(pilot, "f2", "u", "u", "f5")
        assert "anstånd" not in screen_text(pilot).replace("b Anstånd", "")
        await press(pilot, "down", "down", "b")
        assert "Vem har begärt anstånd?" in screen_text(pilot)
        await press(pilot, "escape")


def test_who_is_called_what_is_typed_comes_before_those_that_the_same_body_answers_for(audited: Path) -> None:
    board, other = "Socialnämnden", "Barnnämnden"
    with open_register(audited, write=True) as register:
        (letter,) = add(register, "letter", {"kind": "missiv"}).created["letter"]
        for body, through in ((board, ""), (other, board)):
            add(register, "letter_recipient", {"letter": letter, "body": body, "through": through})
        detail = letters.letter_detail(register, letter)
    assert [one.name for one in detail.recipients] == [other, board]
    found = RecipientDialog(detail.recipients, detail.letter).options("socialn")
    assert [str(option.prompt).partition(" · ")[0] for option in found] == [board, other]


async def test_a_long_list_of_letters_reads_only_what_it_shows(audited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_register(audited, write=True) as register, register.recording("import") as action:
        for number in range(MANY):
            values = {"kind": "missiv", "dated": f"{2000 + number % 20}-03", "registry_number": f"nr {number}"}
            action.put("letter", f"{number:08x}-0000-4000-8000-000000000000", values)
    blocks: list[int] = []
    real = letters.letters_at

    def counted(register: Register, rids: Sequence[int]) -> list[LetterRow]:
        blocks.append(len(rids))
        return real(register, rids)

    monkeypatch.setattr(letters, "letters_at", counted)
    async with screen_on(audited) as pilot:
        await press(pilot, "f5")
        assert f"Brev · {MANY}" in screen_text(pilot).replace("\u00a0", "")
        assert sum(blocks) <= BLOCK * 2
        await press(pilot, "end")
        assert "2000-03" in screen_text(pilot)
        assert sum(blocks) <= BLOCK * 5


async def test_hostile_text_is_shown_literally_and_a_register_that_is_only_read_is_not_written(audited: Path) -> None:
    with open_register(audited, write=True) as register:
        change = add(register, "letter", {"kind": "missiv", "own_text": HOSTILE, "registry_number": HOSTILE})
        (letter,) = change.created["letter"]
        asked = add(register, "letter_question", {"letter": letter, "number": "[1]", "text": HOSTILE})
        add(register, "letter_recipient", {"letter": letter, "body": HOSTILE, "demand": HOSTILE})
        (question,) = asked.created["letter_question"]
        answered = add(register, "response", {"responder": HOSTILE, "text": HOSTILE, "decided_on": "2026-01-02"})
        (response,) = answered.created["response"]
        add(register, "response_line", {"response": response, "targets": (question,), "text": HOSTILE})
        async with screen_on(audited, (120, 40)) as pilot:
            await press(pilot, "f5")
            text = screen_text(pilot)
            assert "[bold]Fel[/bold]" in text
            assert not {"\x1b", "\u202e"} & set(text)
            assert "ENDAST LÄSNING" in text
            await press(pilot, "n")
            assert "har registret" in toasts(pilot)
            await press(pilot, "m")
            assert "vilken granskning" in toasts(pilot)
            await press(pilot, "o")
            assert "ingen fil" in toasts(pilot)
            await press(pilot, "enter", "enter")
            text = screen_text(pilot)
            assert "1 av 1 besvarade · [bold]Fel[/bold]" in text
            assert not {"\x1b", "\u202e"} & set(text)
            await press(pilot, "1")
            assert "öppet sedan" in toasts(pilot)
