"""Assessing with more than a digit: notes to several, reasons, and others' words beside the comment."""

from pathlib import Path

import pytest

from storage.domain import editable_fields
from storage.errors import DiskFull
from storage.operations import assessments
from storage.saved_views import drafts
from tests.test_tui.driving import current, press, read, screen_on, screen_text, stored, table, toasts, write
from tui.audits.dialogs import BulkDialog
from tui.kit.drafting import CommentArea


async def test_a_note_to_several_becomes_the_comment_or_its_last_paragraph(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        first = current(pilot).id
        before = stored(practice, first).comment
        await press(pilot, "space", "space")
        marked = table(pilot).marked
        await press(pilot, "2")
        await write(pilot, "Enligt mötet i maj.")
        await press(pilot, "tab", "enter")
        assert before
        assert stored(practice, first).comment == f"{before}\nEnligt mötet i maj."
        (other,) = set(marked) - {first}
        assert stored(practice, other).comment == "Enligt mötet i maj."
        assert {stored(practice, one).means for one in marked} == {"partial"}


async def test_a_note_to_the_only_marked_row_does_not_replace_its_comment(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        only = current(pilot).id
        before = stored(practice, only).comment
        await press(pilot, "space", "1")
        await write(pilot, "Tillägg.")
        await press(pilot, "ctrl+s")
        assert stored(practice, only).comment == f"{before}\nTillägg."


@pytest.mark.parametrize("digit", ["2", "0"])
@pytest.mark.parametrize("text", ["Samlad notering", "Projekt", "Enligt protokoll", "jyn", "JYNOELCUq"])
async def test_letters_typed_at_the_question_about_several_are_text_and_give_no_command(
    practice: Path, text: str, digit: str
) -> None:
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "space", "space")
        marked = table(pilot).marked
        before = [stored(practice, one) for one in marked]
        await press(pilot, digit)
        await write(pilot, text)
        assert isinstance(pilot.app.screen, BulkDialog)
        assert [area.text for area in pilot.app.screen.query(CommentArea)] == ([text] if digit == "2" else [])
        assert [stored(practice, one) for one in marked] == before
        await press(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, BulkDialog)
        assert all(stored(practice, one).means == "partial" for one in marked if digit == "2")


@pytest.mark.parametrize(("keys", "changed"), [(("ctrl+s",), 1), (("shift+tab", "right", "tab", "tab", "enter"), 2)])
async def test_marks_that_the_filter_hides_are_named_and_left_unless_one_says_otherwise(
    practice: Path, keys: tuple[str, ...], changed: int
) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "space", "space")
        marked = table(pilot).marked
        await press(pilot, "slash")
        await write(pilot, "larmtelefonerna")
        await press(pilot, "enter", "2")
        text = screen_text(pilot)
        assert "1 markerad rekommendation: ◐ Delvis åtgärdad" in text
        assert "1 till döljs av filtret." in text
        assert "endast synliga" in text
        await press(pilot, *keys)
        assert sum(stored(practice, one).means == "partial" for one in marked) == changed


async def test_o_sets_the_reason_of_a_judgement_with_a_digit(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "2", "o", "1")
        assessment = stored(practice, current(pilot).id).assessment
        assert assessment is not None
        assert assessment.reason == "workload"
        assert "Orsak: 1 rekommendation." in toasts(pilot)
        await press(pilot, "o", "0")
        again = stored(practice, current(pilot).id).assessment
        assert again is not None
        assert again.reason is None


async def test_a_reason_needs_a_judgement_in_the_open_followup(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "down", "o", "3")
        assert "Bedöm först" in toasts(pilot)


async def test_a_reason_of_marked_rows_is_one_action(practice: Path) -> None:
    def reasons() -> list[str | None]:
        found = [stored(practice, one).assessment for one in marked]
        return [assessment.reason if assessment else None for assessment in found]

    async with screen_on(practice) as pilot:
        await press(pilot, "home", "2", "down", "2", "home", "space", "space")
        marked = table(pilot).marked
        before = reasons()
        await press(pilot, "o", "5")
        assert reasons() == ["other", "other"]
        await press(pilot, "u")
        assert reasons() == before


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_the_answer_and_the_departments_report_stand_by_the_comment(
    practice: Path, size: tuple[int, int]
) -> None:
    async with screen_on(practice, size) as pilot:
        await press(pilot, "down", "c")
        text = screen_text(pilot)
        assert "Svar" in text
        assert "§\u00a0259" in text or "§ 259" in text
        beside = pilot.app.screen.query_one("#beside").region
        own = pilot.app.screen.query_one("#own").region
        assert (beside.x >= own.right) if size[0] >= 120 else (beside.y >= own.bottom)


async def test_a_full_disk_keeps_the_comment_on_the_screen_and_the_next_key_works(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DiskFull(practice)

    async with screen_on(practice) as pilot:
        commented = current(pilot).id
        await press(pilot, "c")
        await write(pilot, "nytt")
        with monkeypatch.context() as patch:
            patch.setattr(assessments, "comment", full)
            await press(pilot, "ctrl+s")
            assert "Disken är full" in screen_text(pilot)
        assert next(iter(read(practice, drafts).values())).endswith("nytt")
        await write(pilot, "!")
        await press(pilot, "ctrl+s")
        assert (stored(practice, commented).comment or "").endswith("nytt!")


def test_reasons_are_those_that_storage_knows() -> None:
    from tui.audits.dialogs import REASONS

    assert REASONS[1:] == editable_fields.REASONS
